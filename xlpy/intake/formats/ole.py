"""OLE compound files (.xls, and any encrypted office file) read with distrust, by the standard library alone.

Layout after [MS-CFB]: a header, a sector table (FAT) that chains sectors, and a directory of named streams.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlpy.intake.formats.refusal import RefusalError, damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on end a chain or mark a free sector."""
_MINI_SECTOR = 64
_ROOT = b"\5"
"""Type of the directory's first entry."""


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class CompoundFile:
    """A compound file whose directory has been read; stream names are kept as stored."""

    data: bytes
    sector_size: int
    fat: Sequence[int]
    mini_fat: Sequence[int]
    mini_cutoff: int
    root: _Entry
    """Where the small streams lie: the first entry, "Root Entry" to most writers and "R" to Excel for Mac."""
    entries: Mapping[str, _Entry]

    def stream(self, name: str) -> bytes:
        """The whole stream. Raises `RefusalError` (T102) if its chain loops or leads out of the file."""
        entry = self.entries[name]
        # Small streams lie packed in a stream of their own, cut into sectors of 64 bytes.
        if entry.size >= self.mini_cutoff:
            sectors = _chain(self.fat, entry.start)
            content = b"".join(_sector(self.data, self.sector_size, number) for number in sectors)
        else:
            sectors = _chain(self.fat, self.root.start)
            minis = b"".join(_sector(self.data, self.sector_size, number) for number in sectors)
            starts = (number * _MINI_SECTOR for number in _chain(self.mini_fat, entry.start))
            content = b"".join(minis[start : start + _MINI_SECTOR] for start in starts)
        if len(content) < entry.size:
            raise damaged("tệp bị cắt ngắn")
        return content[: entry.size]


def open_compound(data: bytes) -> CompoundFile:
    """Read the sector tables and the directory. Raises `RefusalError` (T102) if they contradict the file."""
    try:
        return _open(data)
    except struct.error as error:
        raise damaged("tệp bị cắt ngắn") from error


def _open(data: bytes) -> CompoundFile:
    # The size is a power of two; a hostile one must not become a shift of millions.
    sector_size = 1 << min(struct.unpack_from("<H", data, 30)[0], 20)
    if sector_size not in (512, 4096):
        raise damaged("cỡ khối lưu trữ lạ")
    tables, directory = struct.unpack_from("<LL", data, 44)
    cutoff, mini_start = struct.unpack_from("<LL", data, 56)
    fat: list[int] = []
    for number in _table_sectors(data, sector_size)[:tables]:
        fat += _numbers(_sector(data, sector_size, number))
    mini_fat: list[int] = []
    for number in _chain(fat, mini_start):
        mini_fat += _numbers(_sector(data, sector_size, number))
    listing = b"".join(_sector(data, sector_size, number) for number in _chain(fat, directory))
    if listing[66:67] != _ROOT:
        raise damaged("thiếu mục lục bên trong")
    entries: dict[str, _Entry] = {}
    # The tree that orders the entries is not followed: it may loop, and a list of all entries is enough.
    for offset in range(0, len(listing) - 127, 128):
        length = struct.unpack_from("<H", listing, offset + 64)[0]
        if 2 <= length <= 64:
            name = listing[offset : offset + length - 2].decode("utf-16-le", "replace")
            entries[name] = _Entry(*struct.unpack_from("<LL", listing, offset + 116))
    root = _Entry(*struct.unpack_from("<LL", listing, 116))
    return CompoundFile(data, sector_size, fat, mini_fat, cutoff, root, entries)


def _table_sectors(data: bytes, sector_size: int) -> list[int]:
    """Numbers of the sectors that hold the FAT: 109 in the header, the rest chained behind one another."""
    numbers = list(struct.unpack_from("<109L", data, 76))
    following = struct.unpack_from("<L", data, 68)[0]
    seen: set[int] = set()
    while following < _LAST_SECTOR:
        if following in seen:
            raise _looping()
        seen.add(following)
        *more, following = _numbers(_sector(data, sector_size, following))
        numbers += more
    return [number for number in numbers if number < _LAST_SECTOR]


def _chain(table: Sequence[int], start: int) -> list[int]:
    sectors: list[int] = []
    seen: set[int] = set()
    while start < _LAST_SECTOR:
        # A chain that comes back to itself would be read for ever.
        if start in seen:
            raise _looping()
        if start >= len(table):
            raise damaged("tệp bị cắt ngắn")
        seen.add(start)
        sectors.append(start)
        start = table[start]
    return sectors


def _sector(data: bytes, sector_size: int, number: int) -> bytes:
    """One sector; the file's last one may be short, as some writers leave it."""
    start = (number + 1) * sector_size
    if start >= len(data):
        raise damaged("tệp bị cắt ngắn")
    return data[start : start + sector_size]


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}L", sector[: len(sector) // 4 * 4])


def _looping() -> RefusalError:
    return damaged("các khối lưu trữ nối vòng")
