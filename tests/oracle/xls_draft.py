"""An .xls form while it is changed: the records of its workbook stream, and a compound file around them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from tests.oracle.places import Form, Place
from xlpy.intake.formats.ole import SIGNATURE, open_compound
from xlpy.intake.formats.xls_records import records

NUMBER, RK, LABEL, LABELSST, BLANK, BOOLERR, FORMULA, STRING, RSTRING = (
    0x203,
    0x27E,
    0x204,
    0xFD,
    0x201,
    0x205,
    0x06,
    0x207,
    0xD6,
)
MULRK, MULBLANK, ROW, COLINFO, MERGED, FORMAT, XF, FONT = 0xBD, 0xBE, 0x208, 0x7D, 0xE5, 0x41E, 0xE0, 0x31
SST, CONTINUE, BOF, EOF, BOUNDSHEET, DATEMODE, CODEPAGE, CALCMODE = 0xFC, 0x3C, 0x809, 0x0A, 0x85, 0x22, 0x42, 0x0D
_CELLS = (NUMBER, RK, LABEL, LABELSST, BLANK, BOOLERR, FORMULA, RSTRING)
_INDEXES = (0xFF, 0x20B, 0xD7)
"""EXTSST, INDEX, DBCELL: offsets into the stream, which readers do without."""
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

Record = tuple[int, bytes]


def unicode_string(text: str, *, wide: bool | None = None) -> bytes:
    """A string with a 16-bit length, compressed where it can be."""
    wide = not all(ord(sign) < 256 for sign in text) if wide is None else wide
    content = text.encode("utf-16-le" if wide else "latin-1")
    return struct.pack("<HB", len(content) // (2 if wide else 1), wide) + content


class XlsDraft:
    """The records of the globals and of each sheet; `bytes` closes it."""

    def __init__(self, form: Form) -> None:
        stream = open_compound(form.data).stream("Workbook")
        self.parts: list[list[Record]] = []
        depth = 0
        for kind, body in records(stream):
            if kind == BOF:
                if depth == 0:
                    self.parts.append([])
                depth += 1
            elif kind == EOF:
                depth -= 1
            if kind not in _INDEXES:
                self.parts[-1] += _single(kind, body)

    @property
    def globals(self) -> list[Record]:
        """The records before those of the sheets."""
        return self.parts[0]

    def sheet(self, place: Place) -> list[Record]:
        """The records of a sheet."""
        return self.parts[place.number + 1]

    def index(self, place: Place) -> int:
        """Where the cell's record is among those of its sheet."""
        start = struct.pack("<HH", place.row - 1, place.column - 1)
        return next(i for i, (kind, body) in enumerate(self.sheet(place)) if kind in _CELLS and body[:4] == start)

    def head(self, place: Place, style: int | None = None) -> bytes:
        """Row, column and format, with which each cell begins."""
        body = self.sheet(place)[self.index(place)][1]
        return body[:4] + (body[4:6] if style is None else struct.pack("<H", style))

    def put(self, place: Place, *made: Record) -> None:
        """Put these records in the cell's stead; a formula's text goes with it."""
        sheet, at = self.sheet(place), self.index(place)
        end = at + 1
        while end < len(sheet) and sheet[end][0] == STRING:
            end += 1
        sheet[at:end] = made

    def number(self, place: Place, value: float, style: int | None = None) -> None:
        """A plain number."""
        self.put(place, (NUMBER, self.head(place, style) + struct.pack("<d", value)))

    def style(self, place: Place, *, code: str = "", number: int | None = None, font: int | None = None) -> int:
        """A copy of the cell's format with another number format or font; its number."""
        if code:
            number = 400 + sum(kind == FORMAT for kind, _ in self.globals)
            self._after(FORMAT, (FORMAT, struct.pack("<H", number) + unicode_string(code)))
        formats = [body for kind, body in self.globals if kind == XF]
        own = bytearray(formats[int.from_bytes(self.head(place)[4:6], "little")])
        if font is not None:
            own[0:2] = struct.pack("<H", font)
        if number is not None:
            own[2:4] = struct.pack("<H", number)
        own[9] |= 0x0C
        self._after(XF, (XF, bytes(own)))
        return len(formats)

    def font(self, *, raised: int = 0, struck: bool = False, name: str = "Arial") -> int:
        """A further font; its number, of which there is no 4."""
        count = sum(kind == FONT for kind, _ in self.globals)
        body = struct.pack("<HHHHHBBBB", 220, 8 if struck else 0, 0x7FFF, 400, raised, 0, 2, 0, 0)
        self._after(FONT, (FONT, body + bytes([len(name), 0]) + name.encode("latin-1")))
        return count if count < 4 else count + 1

    def string(self, pieces: Sequence[bytes], runs: Sequence[tuple[int, int]] = (), text: str = "") -> int:
        """A further shared string: its text, or pieces spelled out, each in a record of its own; its number."""
        first = next(i for i, (kind, _) in enumerate(self.globals) if kind == SST)
        body = self.globals[first][1]
        total, unique = struct.unpack_from("<II", body)
        self.globals[first] = SST, struct.pack("<II", total + 1, unique + 1) + body[8:]
        last = first
        while self.globals[last + 1][0] == CONTINUE:
            last += 1
        if not pieces:
            wide = any(ord(sign) > 255 for sign in text)
            content = text.encode("utf-16-le" if wide else "latin-1")
            length = len(content) // (2 if wide else 1)
            more = struct.pack("<H", len(runs)) if runs else b""
            tail = b"".join(struct.pack("<HH", *run) for run in runs)
            pieces = [struct.pack("<HB", length, wide | (8 if runs else 0)) + more + content + tail]
        self.globals[last + 1 : last + 1] = [(CONTINUE, piece) for piece in pieces]
        return int(unique)

    def _after(self, sort: int, record: Record) -> None:
        last = max(i for i, (kind, _) in enumerate(self.globals) if kind == sort)
        self.globals.insert(last + 1, record)

    def bytes(self) -> bytes:
        """The file, each sheet where its BOUNDSHEET says."""
        starts, at = [], 0
        for part in self.parts:
            starts.append(at)
            at += sum(4 + len(body) for _, body in part)
        sheets = iter(starts[1:])
        stream = b"".join(
            struct.pack("<HH", kind, len(body))
            + (struct.pack("<I", next(sheets)) + body[4:] if kind == BOUNDSHEET else body)
            for part in self.parts
            for kind, body in part
        )
        return compound(stream)


def _single(kind: int, body: bytes) -> list[Record]:
    """A record of several cells as records of one cell each."""
    if kind not in (MULRK, MULBLANK):
        return [(kind, body)]
    row, first = struct.unpack_from("<HH", body)
    size = 6 if kind == MULRK else 2
    one = RK if kind == MULRK else BLANK
    pieces = [body[at : at + size] for at in range(4, len(body) - 2, size)]
    return [(one, struct.pack("<HH", row, first + n) + piece) for n, piece in enumerate(pieces)]


def compound(stream: bytes) -> bytes:
    """A compound file ([MS-CFB]) with this workbook stream and nothing else."""
    size = max(len(stream), 4096)
    sectors = -(-size // 512)
    fats = 1
    while fats * 128 < fats + 1 + sectors:
        fats += 1
    chain = [_FAT] * fats + [_END] + [fats + 2 + n for n in range(sectors - 1)] + [_END]
    table = struct.pack(f"<{fats * 128}I", *chain, *([_FREE] * (fats * 128 - len(chain))))
    header = (
        SIGNATURE
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, fats, 0, 4096, _END, 0, _END, 0)
    )
    header += struct.pack("<109I", *range(fats), *([_FREE] * (109 - fats)))
    folder = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, fats + 1, size) + bytes(256)
    return header + table + folder + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, sort: int, start: int, size: int, child: int = _FREE) -> bytes:
    spelled = name.encode("utf-16-le")
    links = struct.pack("<III", _FREE, _FREE, child)
    return (
        spelled.ljust(64, b"\0")
        + struct.pack("<HBB", len(spelled) + 2, sort, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
