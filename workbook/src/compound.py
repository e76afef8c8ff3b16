"""Writes a compound file ([MS-CFB], version 3): storages and streams, as a vbaProject.bin is one."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Tree: TypeAlias = "Mapping[str, bytes | Tree]"
"""Name -> bytes (a stream) or another tree (a storage)."""

FREE, END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
SECTOR, MINI_SECTOR, CUTOFF = 512, 64, 4096
ENTRY = 128
HEADER_FATS = 109
"""FAT sectors that the header names; more would need DIFAT sectors, that is a file over 6.8 MB."""
STORAGE, STREAM, ROOT = 1, 2, 5
MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(slots=True)
class _Entry:
    """One row of the directory; ``left``, ``right`` and ``child`` are row numbers."""

    name: str
    kind: int
    data: bytes = b""
    left: int = NONE
    right: int = NONE
    child: int = NONE
    red: bool = False
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = (self.name + "\0").encode("utf-16-le")
        if len(name) > 64:
            raise ValueError(f"name over 31 characters: {self.name}")
        head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), self.kind, not self.red)
        # 36 bytes of class id, state bits and times stay zero: nothing of the machine or the hour gets in
        return head + struct.pack("<3I36xIQ", self.left, self.right, self.child, self.start, self.size)


@dataclass(slots=True)
class _Sectors:
    """Sectors of one size and their allocation table."""

    size: int
    table: list[int] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)

    def store(self, data: bytes) -> int:
        """Append the data as one chain; gives its first sector."""
        count = -(-len(data) // self.size)
        if not count:
            return END
        first = len(self.table)
        self.table += [*range(first + 1, first + count), END]
        self.data += data.ljust(count * self.size, b"\0")
        return first


def compound_file(tree: Tree) -> bytes:
    """The file of a tree; the same tree always gives the same bytes.

    Raises ValueError for a name over 31 characters and for more data than a header can address (6.8 MB).
    """
    entries: list[_Entry] = []
    _enter(entries, "Root Entry", ROOT, tree)
    sectors, minis = _Sectors(SECTOR), _Sectors(MINI_SECTOR)
    for entry in entries:
        if entry.kind == STREAM:
            entry.size = len(entry.data)
            entry.start = (sectors if entry.size >= CUTOFF else minis).store(entry.data)
    entries[0].start, entries[0].size = sectors.store(bytes(minis.data)), len(minis.data)
    mini_table = _table(minis.table)
    mini_table_start = sectors.store(mini_table)
    directory_start = sectors.store(_directory(entries))
    return _file(sectors, directory_start, mini_table_start, len(mini_table) // SECTOR)


def _enter(entries: list[_Entry], name: str, kind: int, tree: Tree) -> int:
    entry = _Entry(name, kind)
    number = len(entries)
    entries.append(entry)
    children = []
    # [MS-CFB] 2.6.4: names are ordered by length, then by upper case
    for key in sorted(tree, key=lambda one: (len(one), one.upper())):
        node = tree[key]
        if isinstance(node, bytes):
            children.append(len(entries))
            entries.append(_Entry(key, STREAM, node))
        else:
            children.append(_enter(entries, key, STORAGE, node))
    entry.child = _balance(entries, children, 1, len(children).bit_length())
    return number


def _balance(entries: list[_Entry], children: Sequence[int], depth: int, height: int) -> int:
    """A red-black tree over sorted rows: full levels are black, the last, partly filled one is red."""
    if not children:
        return NONE
    middle = len(children) // 2
    top = entries[children[middle]]
    top.red = depth == height and depth > 1
    top.left = _balance(entries, children[:middle], depth + 1, height)
    top.right = _balance(entries, children[middle + 1 :], depth + 1, height)
    return children[middle]


def _directory(entries: Sequence[_Entry]) -> bytes:
    unused = bytes(68) + struct.pack("<3I", NONE, NONE, NONE) + bytes(48)
    return b"".join(entry.packed() for entry in entries) + unused * (-len(entries) % (SECTOR // ENTRY))


def _table(numbers: Sequence[int]) -> bytes:
    raw = struct.pack(f"<{len(numbers)}I", *numbers)
    return raw + b"\xff" * (-len(raw) % SECTOR)


def _file(sectors: _Sectors, directory_start: int, mini_table_start: int, mini_tables: int) -> bytes:
    per_sector = SECTOR // 4
    fats = 0
    while fats * per_sector < len(sectors.table) + fats:
        fats += 1
    if fats > HEADER_FATS:
        raise ValueError("over 6.8 MB: a header names no more sectors")
    first = len(sectors.table)
    fat = _table([*sectors.table, *[FAT_SECTOR] * fats])
    named = [*range(first, first + fats), *[FREE] * (HEADER_FATS - fats)]
    numbers = (0, fats, directory_start, 0, CUTOFF, mini_table_start, mini_tables, END, 0)
    header = MAGIC + struct.pack("<16x5H6x", 0x3E, 3, 0xFFFE, 9, 6) + struct.pack("<9I", *numbers)
    return header + struct.pack(f"<{HEADER_FATS}I", *named) + bytes(sectors.data) + fat
