"""What an .xls workbook says in records that xlrd passes over: links, formulas, objects, how it calculates.

Layouts after [MS-XLS]: SUPBOOK (the books referred to), EXTERNSHEET (numbered pairs of book and sheet) and
the parsed formula (2.5.198), of which only the lengths of its tokens and its references count.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlpy.intake.formats.circular_formulas import Area, leading_back
from xlpy.intake.formats.facts import MAX_ROW, NOTES, PICTURES, TEXT_BOXES, refuse_if_far
from xlpy.intake.formats.refusal import damaged
from xlpy.model.cells import Address

_BOF, _EOF, _FORMULA, _EXTERNSHEET, _SUPBOOK = 0x809, 0x0A, 0x06, 0x17, 0x1AE
_FILEPASS, _BOUNDSHEET, _CALCMODE, _OBJ = 0x2F, 0x85, 0x0D, 0x5D
_BLANKS, _ROW = (0x201, 0xBE), 0x208
_NUMBERS = (0x203, 0x27E, 0xBD)
_OF_CELLS = frozenset({*_BLANKS, *_NUMBERS, _ROW, _FORMULA, 0x204, 0x205, 0xD6, 0xFD})
"""Records that begin with the row of a cell, or are about a row."""
MAX_FAR = 1_000
"""Texts beyond the last row that are looked at one by one."""
_PASSED_OVER = 0x0FFF
"""The number of no record at all."""
_WORKSHEET = b"\x10\0"
"""Type of substream, in its BOF record."""
_MACRO_SHEET = 1
"""Type of sheet, in its BOUNDSHEET record."""
_SELF, _ADDIN = b"\x01\x04", b"\x01\x3a"
_OBJECTS: Mapping[int, str] = {0x19: NOTES, 0x06: TEXT_BOXES, 0x08: PICTURES}
"""What an object is by its type (2.5.143 FtCmo)."""

_LENGTHS: Mapping[int, int] = {
    token: length
    for length, tokens in {
        1: range(0x03, 0x17),
        2: (0x1C, 0x1D),
        3: (0x1E, 0x21, 0x29),
        4: (0x19, 0x22),
        5: (0x01, 0x02, 0x23, 0x24, 0x2A, 0x2C),
        7: (0x26, 0x27, 0x28, 0x39, 0x3A, 0x3C),
        8: (0x20,),
        9: (0x1F, 0x25, 0x2B, 0x2D),
        11: (0x3B, 0x3D),
    }.items()
    for token in tokens
}
"""Length of each formula token by its number, classes folded onto 0x20-0x3F; strings and choose apart."""

_OTHER_SHEET = (0x39, 0x3A, 0x3B, 0x3C, 0x3D)
"""Tokens whose first field numbers an entry of EXTERNSHEET."""
_CELL, _CELLS = 0x24, 0x25
"""Tokens of a reference to a cell, to an area, of the same sheet."""
_COLUMN = 0x3FFF
"""The bits of a reference's column that are its number."""


@dataclass(frozen=True, slots=True)
class SheetRecords:
    """Of one worksheet: ``=[Book1.xls]`` by cell, the cells with formulas, those that need their own result."""

    links: Mapping[Address, str] = field(default_factory=dict)
    formulas: frozenset[Address] = frozenset()
    circular: frozenset[Address] = frozenset()


@dataclass(frozen=True, slots=True)
class WorkbookRecords:
    """Worksheets by number (chart and macro sheets not counted) from 0; what stands beside the cells, by sort."""

    sheets: Mapping[int, SheetRecords]
    beside: Mapping[str, int]
    has_macro_sheets: bool
    calculates_by_hand: bool


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of each BIFF record. Raises `RefusalError` (T102) if one leads past the end."""
    # xlrd passes over most of these, so the stream is walked once more.
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        if position + 4 + length > len(stream):
            raise damaged("tệp bị cắt ngắn")
        yield kind, stream[position + 4 : position + 4 + length]
        position += 4 + length


def is_encrypted(stream: bytes) -> bool:
    """True if the workbook's globals say that all records after them are encrypted."""
    for kind, _ in records(stream):
        # FILEPASS stands before the list of sheets, or nowhere: the walk may end there.
        if kind in (_FILEPASS, _BOUNDSHEET, _EOF):
            return kind == _FILEPASS
    return False


def within_reach(stream: bytes, *, keep_blanks: bool = False) -> bytes:
    """The stream with what says nothing here under a number that readers pass over: they would keep each of it.

    That are cells that hold but a format, unless ``keep_blanks``, and beyond the last row heights and such cells. A
    sheet may hold them by the million. Raises `RefusalError` (T107) for other cells there, once they are not few.
    """
    kept, position = bytearray(stream), 0
    names: dict[int, str] = {}
    sheet, far = "", 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        body = position + 4
        if kind == _BOUNDSHEET and length > 8:
            start, _, _, signs, wide = struct.unpack_from("<LBBBB", stream, body)
            text = stream[body + 8 : body + min(length, 8 + signs * (1 + (wide & 1)))]
            names[start] = text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        elif kind == _BOF:
            sheet = names.get(position, sheet)
        elif kind in _OF_CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, body)
            is_far = row >= MAX_ROW
            if (is_far and kind in (*_BLANKS, _ROW)) or (kind in _BLANKS and not keep_blanks):
                struct.pack_into("<H", kept, position, _PASSED_OVER)
            elif is_far and kind != _ROW:
                # A text may be but a space, which refuses no workbook; a number is none, and many texts are too much.
                far += 1
                if kind in _NUMBERS or far > MAX_FAR:
                    refuse_if_far(sheet, row + 1, column + 1)
        position = body + length
    return bytes(kept)


def read_records(listed: Iterable[tuple[int, bytes]]) -> WorkbookRecords:
    """Walk over all records of the workbook stream."""
    books: list[str] = []
    sources: list[str] = []
    links: dict[int, dict[Address, str]] = {}
    reads: dict[int, dict[Address, Sequence[Area]]] = {}
    beside: Counter[str] = Counter()
    sheet = count = -1
    depth = 0  # a chart embedded in a sheet is a substream within its substream
    macro_sheets = by_hand = False
    for kind, body in listed:
        if kind == _BOF:
            if depth == 0:
                worksheet = body[2:4] == _WORKSHEET
                count += worksheet
                sheet = count if worksheet else -1
            depth += 1
        elif kind == _EOF:
            depth -= 1
        elif kind == _BOUNDSHEET:
            macro_sheets = macro_sheets or body[5:6] == bytes([_MACRO_SHEET])
        elif kind == _CALCMODE:
            by_hand = by_hand or body == b"\0\0"
        elif kind == _OBJ and len(body) >= 6:
            beside[_OBJECTS.get(int.from_bytes(body[4:6], "little"), "")] += 1
        elif kind == _SUPBOOK:
            books.append(_book_name(body))
        elif kind == _EXTERNSHEET and len(body) >= 2:
            # Every third number is a book; the two behind it are sheets, which are not told.
            numbers = struct.unpack_from(f"<{(len(body) - 2) // 6 * 3}H", body, 2)
            sources = [books[number] if number < len(books) else "" for number in numbers[::3]]
        # Formulas of an embedded chart lie deeper and have no cell of the sheet.
        elif kind == _FORMULA and len(body) > 22 and depth == 1:
            row, column = struct.unpack_from("<HH", body)
            tokens = list(_tokens(body[22 : 22 + struct.unpack_from("<H", body, 20)[0]]))
            reads.setdefault(sheet, {})[row + 1, column + 1] = [area for token in tokens if (area := _area(*token))]
            source = next((name for token in tokens if (name := _source(*token, sources))), "")
            if source:
                links.setdefault(sheet, {})[row + 1, column + 1] = f"=[{source}]"
    del beside[""]
    sheets = {
        number: SheetRecords(links.get(number, {}), frozenset(read), frozenset(leading_back(read)))
        for number, read in reads.items()
    }
    return WorkbookRecords(sheets, beside, macro_sheets, by_hand)


def _book_name(body: bytes) -> str:
    """Last piece of the path a SUPBOOK holds; '' for the workbook itself and for add-in functions."""
    if body[2:4] in (_SELF, _ADDIN) or len(body) < 6:
        return ""
    length, wide = struct.unpack_from("<HB", body, 2)
    text = body[5 : 5 + length * (2 if wide & 1 else 1)].decode("utf-16-le" if wide & 1 else "latin-1", "replace")
    # Control signs below 9 stand for drive, folder and parent in a path that Excel has encoded.
    pieces = "".join(sign if ord(sign) > 8 else "/" for sign in text).replace("\\", "/").split("/")
    return next((piece for piece in reversed(pieces) if piece), "?")


def _tokens(parsed: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, all bytes) of each token of a parsed formula, up to one that is not known."""
    position = 0
    while position < len(parsed):
        token = parsed[position]
        # A token comes in three classes (reference, value, array) that differ in two bits and mean the same here.
        kind = token if token < 0x20 else (token & 0x1F) | 0x20
        length = _LENGTHS.get(kind, 0)
        if kind == 0x17 and position + 3 <= len(parsed):
            length = 3 + parsed[position + 1] * (2 if parsed[position + 2] & 1 else 1)
        elif kind == 0x19 and position + 4 <= len(parsed) and parsed[position + 1] & 4:
            length = 4 + 2 * (struct.unpack_from("<H", parsed, position + 2)[0] + 1)
        # Past an unknown token no length is known, so nothing behind it can be read either.
        if not length:
            return
        yield kind, parsed[position : position + length]
        position += length


def _source(kind: int, token: bytes, sources: Sequence[str]) -> str:
    """The outside book that a token refers to, '' if it refers to none."""
    if kind not in _OTHER_SHEET or len(token) < 3:
        return ""
    number = int.from_bytes(token[1:3], "little")
    return sources[number] if number < len(sources) else ""


def _area(kind: int, token: bytes) -> Area | None:
    """The cells of the same sheet that a token refers to; None if it refers to none."""
    if kind == _CELL and len(token) == 5:
        row, column = struct.unpack_from("<HH", token, 1)
        return row + 1, (column & _COLUMN) + 1, row + 1, (column & _COLUMN) + 1
    if kind == _CELLS and len(token) == 9:
        top, bottom, left, right = struct.unpack_from("<HHHH", token, 1)
        return top + 1, (left & _COLUMN) + 1, bottom + 1, (right & _COLUMN) + 1
    return None
