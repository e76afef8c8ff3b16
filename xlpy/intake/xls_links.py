"""Which cells of an .xls workbook read from another file or a DDE source: BIFF8 records and formula tokens.

Layouts after [MS-XLS]: SUPBOOK (the books referred to), EXTERNSHEET (numbered pairs of book and sheet) and
the parsed formula (2.5.198), of which only the lengths of its tokens and its references to other sheets count.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from xlpy.intake.grid import Address

_BOF, _EOF, _FORMULA, _EXTERNSHEET, _SUPBOOK = 0x809, 0x0A, 0x06, 0x17, 0x1AE
_WORKSHEET = b"\x10\0"
"""Type of substream, in its BOF record."""
_SELF, _ADDIN = b"\x01\x04", b"\x01\x3a"

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


def links_by_sheet(records: Iterable[tuple[int, bytes]]) -> dict[int, dict[Address, str]]:
    """``=[Book1.xls]`` by cell, by number of the worksheet (chart and macro sheets not counted) from 0."""
    books: list[str] = []
    sources: list[str] = []
    links: dict[int, dict[Address, str]] = {}
    sheet = count = -1
    depth = 0  # a chart embedded in a sheet is a substream within its substream
    for kind, body in records:
        if kind == _BOF:
            if depth == 0:
                worksheet = body[2:4] == _WORKSHEET
                count += worksheet
                sheet = count if worksheet else -1
            depth += 1
        elif kind == _EOF:
            depth -= 1
        elif kind == _SUPBOOK:
            books.append(_book_name(body))
        elif kind == _EXTERNSHEET and len(body) >= 2:
            numbers = struct.unpack_from(f"<{(len(body) - 2) // 6 * 3}H", body, 2)
            sources = [books[number] if number < len(books) else "" for number in numbers[::3]]
        elif kind == _FORMULA and any(sources) and len(body) > 22:
            source = _source(body[22 : 22 + struct.unpack_from("<H", body, 20)[0]], sources)
            if source:
                row, column = struct.unpack_from("<HH", body)
                links.setdefault(sheet, {})[row + 1, column + 1] = f"=[{source}]"
    return links


def _book_name(body: bytes) -> str:
    """Last piece of the path a SUPBOOK holds; '' for the workbook itself and for add-in functions."""
    if body[2:4] in (_SELF, _ADDIN) or len(body) < 6:
        return ""
    length, wide = struct.unpack_from("<HB", body, 2)
    text = body[5 : 5 + length * (2 if wide & 1 else 1)].decode("utf-16-le" if wide & 1 else "latin-1", "replace")
    pieces = "".join(sign if ord(sign) > 8 else "/" for sign in text).replace("\\", "/").split("/")
    return next((piece for piece in reversed(pieces) if piece), "?")


def _source(tokens: bytes, sources: list[str]) -> str:
    """The first outside book the formula refers to; '' if none stands before a token that is not known."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        kind = token if token < 0x20 else (token & 0x1F) | 0x20
        if kind in _OTHER_SHEET and position + 3 <= len(tokens):
            number = int.from_bytes(tokens[position + 1 : position + 3], "little")
            if number < len(sources) and sources[number]:
                return sources[number]
        length = _LENGTHS.get(kind, 0)
        if kind == 0x17 and position + 3 <= len(tokens):
            length = 3 + tokens[position + 1] * (2 if tokens[position + 2] & 1 else 1)
        elif kind == 0x19 and tokens[position + 1] & 4:
            length = 4 + 2 * (struct.unpack_from("<H", tokens, position + 2)[0] + 1)
        if not length:
            return ""
        position += length
    return ""
