"""A zip package opened with distrust: every size is bounded before a byte of it is unpacked."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from xlpy.intake.formats.refusal import damaged, suspicious

MAX_FILE = 20 << 20
MAX_MEMBERS = 3000
MAX_MEMBER = 48 << 20
MAX_TOTAL = 96 << 20
MAX_RATIO = 150
RATIO_MATTERS_FROM = 1 << 20
"""Small members of an honest file may well shrink 150 times; they can do no harm."""

MALFORMED = (ElementTree.ParseError, LookupError, ValueError)
"""What parsing XML raises: for its syntax, an encoding that does not exist, a number that is none."""


@dataclass(frozen=True, slots=True)
class Package:
    """The members of a zip file by lower-case name with forward slashes; `read` unpacks one."""

    data: bytes
    members: Mapping[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.members

    def read(self, name: str) -> bytes:
        """The whole member, never more than its declared size. Raises `RefusalError` (T102) if damaged."""
        info = self.members[name.lower()]
        start = info.header_offset
        if self.data[start : start + 4] != b"PK\3\4" or start + 30 > len(self.data):
            raise damaged(f"thành phần {name} không có ở chỗ đã ghi")
        start += 30 + sum(struct.unpack_from("<HH", self.data, start + 26))
        content = self.data[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_DEFLATED:
            try:
                # One byte more than declared is asked for, so that a member that is longer shows itself.
                content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, info.file_size + 1)
            except zlib.error as error:
                raise damaged(f"thành phần {name} không giải nén được") from error
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise damaged(f"thành phần {name} sai lệch so với lúc lưu")
        return content

    def xml(self, name: str) -> bytes:
        """An XML member as `safe_xml` gives it. Raises `RefusalError` (T102, T106)."""
        return safe_xml(self.read(name), f"thành phần {name}")

    def relationships(self) -> dict[str, bytes]:
        """The part that names the package's document, by its name; nothing where there is none."""
        name = "_rels/.rels"
        return {name: self.xml(name)} if name in self else {}

    def xml_members(self) -> dict[str, bytes]:
        """Every XML member by lower-case name, as `xml` gives it; foreign ``customXml`` data is left out."""
        names = (name for name in self.members if name.endswith((".xml", ".rels")))
        return {name: self.xml(name) for name in names if not name.startswith("customxml/")}


def safe_xml(content: bytes, what: str) -> bytes:
    """XML that declares no document type: no entity of it can expand or fetch anything. ``what`` names it to people.

    UTF-16 is given as UTF-8. Raises `RefusalError`: T106 for a declaration, T102 if it is no text at all.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        content = _as_utf8(content, what)
    if b"<!DOCTYPE" in content:  # an entity can only be declared inside one
        raise suspicious("có khai báo DTD hoặc thực thể XML", "không được có")
    return content


def _as_utf8(content: bytes, what: str) -> bytes:
    """XML in UTF-16, as some programs of Windows write it, in the encoding that most is in."""
    by_mark = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if by_mark else "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    except UnicodeDecodeError as error:
        raise damaged(f"{what} dùng bảng mã lạ") from error
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()


def open_package(data: bytes) -> Package:
    """The package in ``data``, its directory checked and nothing unpacked.

    Raises `RefusalError`: T102 (no readable directory, member encrypted), T106 (too many members, too
    large, too high a ratio, a name that leads outside or stands twice).
    """
    # Counted in the raw bytes first, since the zip library builds an object for every member that is listed.
    if data.count(b"PK\1\2") > MAX_MEMBERS:
        raise suspicious(f"có hơn {MAX_MEMBERS} thành phần", f"{MAX_MEMBERS} thành phần")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged("tệp bị cắt ngắn hoặc mất mục lục bên trong") from error
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        # Some writers use backslashes and mix upper with lower case; Excel finds their parts all the same.
        name = info.filename.replace("\\", "/").lstrip("/").lower()
        if ".." in name.split("/"):
            raise suspicious("có thành phần mang đường dẫn ra ngoài tệp", "không được có")
        if name in members:
            raise suspicious("có hai thành phần trùng tên", "mỗi tên một thành phần")
        _check_size(info)
        members[name] = info
    total = sum(info.file_size for info in members.values())
    if total > MAX_TOTAL:
        raise suspicious(f"bung ra {total >> 20} MB", f"{MAX_TOTAL >> 20} MB")
    return Package(data, members)


def _check_size(info: zipfile.ZipInfo) -> None:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged("thành phần bên trong nén kiểu lạ")
    if info.flag_bits & 1:
        raise damaged("thành phần bên trong bị khóa riêng")
    if info.file_size > MAX_MEMBER:
        raise suspicious(f"có thành phần bung ra {info.file_size >> 20} MB", f"{MAX_MEMBER >> 20} MB")
    if info.file_size > RATIO_MATTERS_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        ratio = info.file_size // max(info.compress_size, 1)
        raise suspicious(f"có thành phần nén {ratio} lần", f"{MAX_RATIO} lần")
