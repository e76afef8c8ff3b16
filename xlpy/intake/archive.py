"""A .zip as people pack it: forms and papers in it, under names in whatever letters their program wrote."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from xlpy.intake.container import MAX_CONTAINER, MAX_ENTRY, Enclosure, locked_in, too_much
from xlpy.intake.formats.package import MAX_RATIO, RATIO_MATTERS_FROM

SIGNATURE = b"PK\3\4"
RECORDS = 100_000
"""Entries of a directory from which not even the directory is read."""
_ENCRYPTED, _IS_UTF8, _UNICODE_PATH = 0x1, 0x800, 0x7075
"""Flag bits and the extra field of APPNOTE.TXT 4.4.4 and 4.6.9."""
_PACKAGE = ("[content_types].xml", "_rels/.rels", "mimetype", "content.xml", "index/document.iwa")
_PACKAGE_FOLDERS = ("xl/", "word/", "ppt/", "meta-inf/")
"""What an archive holds that is itself one document."""


@dataclass(frozen=True)
class Archive:
    """An opened .zip; implements `xlpy.intake.container.Opened`."""

    archive: zipfile.ZipFile
    kind: str = "tệp nén (.zip)"
    advice: str = "tệp nén không có lời kèm theo"
    came: datetime | None = None
    """A .zip knows nothing of its receipt."""

    @cached_property
    def _members(self) -> tuple[zipfile.ZipInfo, ...]:
        return tuple(info for info in self.archive.infolist() if not info.is_dir())

    @property
    def entries(self) -> tuple[Enclosure, ...]:
        """All but folders, in the order of the directory; duplicates stay apart."""
        return tuple(Enclosure(member_name(info), info.file_size) for info in self._members)

    def read(self, number: int) -> bytes:
        """The whole entry, never more than its declared size. Raises RefusalError (T119)."""
        info = self._members[number]
        if info.flag_bits & _ENCRYPTED:
            raise locked_in("có đặt mật khẩu")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise locked_in("được nén theo kiểu không đọc được")
        if info.file_size > MAX_ENTRY:
            raise too_much(f"bung ra {info.file_size >> 20} MB", f"{MAX_ENTRY >> 20} MB")
        if info.file_size > RATIO_MATTERS_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise too_much(f"được nén {info.file_size // max(info.compress_size, 1)} lần", f"{MAX_RATIO} lần")
        try:
            return self.archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise locked_in("sai lệch so với lúc nén") from error


def open_archive(data: bytes, *, named_so: bool) -> Archive | None:
    """The archive in ``data``; None for what is none, or is one document in itself (.xlsx, .docx …).

    ``named_so``: the file is called .zip, so that what can't be read of it is a damaged archive and no spreadsheet.
    Raises RefusalError (T119): damaged, or beyond the bounds.
    """
    if not data.startswith(SIGNATURE):
        return None
    if named_so and len(data) > MAX_CONTAINER:
        raise too_much(f"có {len(data) >> 20} MB", f"{MAX_CONTAINER >> 20} MB")
    if len(data) > MAX_CONTAINER or data.count(b"PK\1\2") > RECORDS:
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        if named_so:
            raise locked_in("bị cắt ngắn hoặc mất mục lục bên trong") from error
        return None
    names = [info.filename.replace("\\", "/").lstrip("/").lower() for info in archive.infolist()]
    if any(name in _PACKAGE or name.startswith(_PACKAGE_FOLDERS) for name in names):
        return None
    return Archive(archive)


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry as its sender typed it.

    Programs write UTF-8 with the flag that says so, without it, or beside an old name; Windows in Vietnam writes the
    letters of code page 1258. What is none of these is read as code page 437, which the format lays down (4.4.17).
    """
    if info.flag_bits & _IS_UTF8:
        return info.orig_filename
    stored = info.orig_filename.encode("cp437", "replace")
    if beside := _unicode_path(info.extra, stored):
        return beside
    for text in _readings(stored):
        return text
    return info.orig_filename


def _readings(stored: bytes) -> Iterator[str]:
    try:
        yield stored.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = unicodedata.normalize("NFC", stored.decode("cp1258"))
        except UnicodeDecodeError:
            return
        if all(sign.isascii() or sign.isalpha() or unicodedata.combining(sign) for sign in text):
            yield text


def _unicode_path(extra: bytes, stored: bytes) -> str:
    """The UTF-8 name in the extra fields, if it was written for the name stored; '' otherwise."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(body) > 5 and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(stored):
            return body[5:].decode("utf-8", "replace")
        at += 4 + size
    return ""
