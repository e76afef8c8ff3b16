"""What may happen to an .xls form: each a change of one cell's records, or of the workbook's."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from random import Random

from tests.oracle.places import Place
from tests.oracle.stock import CODES, NUMBERS, TEXTS
from tests.oracle.xls_draft import (
    BOOLERR,
    CALCMODE,
    CODEPAGE,
    COLINFO,
    DATEMODE,
    FORMULA,
    LABEL,
    LABELSST,
    MERGED,
    MULRK,
    NUMBER,
    RK,
    ROW,
    RSTRING,
    STRING,
    XlsDraft,
    unicode_string,
)

Change = Callable[[XlsDraft, Random, Place], str]


def _write(draft: XlsDraft, lot: Random, place: Place, text: str, style: int | None = None) -> str:
    """A text as a record of its own or as a shared string."""
    head = draft.head(place, style)
    how = lot.choice(("label", "shared", "shared", "wide"))
    text = text.encode("utf-16-le", "replace").decode("utf-16-le")
    if how == "shared":
        draft.put(place, (LABELSST, head + struct.pack("<I", draft.string((), text=text))))
    else:
        draft.put(place, (LABEL, head + unicode_string(text, wide=True if how == "wide" else None)))
    return how


def number_format(draft: XlsDraft, lot: Random, place: Place) -> str:
    code, number = lot.choice(CODES), lot.choice(NUMBERS)
    draft.number(place, float(number), draft.style(place, code=code))
    return f"{number} as {code}"


def built_in_format(draft: XlsDraft, lot: Random, place: Place) -> str:
    number, value = lot.choice([*range(5), *range(9, 23), *range(37, 50)]), lot.choice(NUMBERS)
    draft.number(place, float(value), draft.style(place, number=number))
    return f"{value} in format {number}"


def format_of_text(draft: XlsDraft, lot: Random, place: Place) -> str:
    code, said = lot.choice(CODES), lot.choice(TEXTS)
    return f"{_write(draft, lot, place, said, draft.style(place, code=code))} {said!r} as {code}"


def number(draft: XlsDraft, lot: Random, place: Place) -> str:
    how, head = (
        lot.choice(("RK whole", "RK hundredth", "RK float", "NUMBER", "MULRK", "NaN", "infinite", "-0")),
        draft.head(place),
    )
    value = float(lot.choice(NUMBERS))
    whole = int(value) if abs(value) < 1e6 else 7
    if how == "RK whole":
        draft.put(place, (RK, head + struct.pack("<i", whole << 2 | 2)))
    elif how == "RK hundredth":
        draft.put(place, (RK, head + struct.pack("<i", whole << 2 | 3)))
    elif how == "RK float":
        draft.put(place, (RK, head + struct.pack("<I", int.from_bytes(struct.pack("<d", value)[4:], "little") & ~3)))
    elif how == "MULRK":
        body = head[:4] + head[4:6] + struct.pack("<i", whole << 2 | 2) + head[2:4]
        draft.put(place, (MULRK, body))
    else:
        value = {"NaN": float("nan"), "infinite": float("inf"), "-0": -0.0}.get(how, value)
        draft.put(place, (NUMBER, head + struct.pack("<d", value)))
    return f"{how} {value}"


def text(draft: XlsDraft, lot: Random, place: Place) -> str:
    said = lot.choice(TEXTS)
    return f"{_write(draft, lot, place, said)} {said!r}"


def continued(draft: XlsDraft, lot: Random, place: Place) -> str:
    """A shared string cut in two or three by the end of a record, each piece narrow or wide by itself."""
    said = lot.choice(("94", "1234", "Hoàn thành", "12.34", "3a5"))
    cut = lot.randint(1, len(said) - 1)
    wide = [lot.random() < 0.5 or any(ord(c) > 255 for c in piece) for piece in (said[:cut], said[cut:])]
    coded = [
        piece.encode("utf-16-le" if w else "latin-1") for piece, w in zip((said[:cut], said[cut:]), wide, strict=True)
    ]
    pieces = [struct.pack("<HB", len(said), wide[0]) + coded[0], bytes([wide[1]]) + coded[1]]
    draft.put(place, (LABELSST, draft.head(place) + struct.pack("<I", draft.string(pieces))))
    return f"{said!r} cut at {cut}, wide {wide}"


def runs(draft: XlsDraft, lot: Random, place: Place) -> str:
    said = lot.choice(("31", "945", "65", "3 1", "Hoàn thành", "12,5"))
    fonts = [
        draft.font(),
        draft.font(raised=1),
        draft.font(raised=2),
        draft.font(struck=True),
        draft.font(name=".VnTime"),
        0,
    ]
    starts = sorted(lot.sample(range(len(said)), lot.randint(1, 2)))
    chosen = [(start, lot.choice(range(len(fonts)))) for start in starts]
    told = [(start, fonts[font]) for start, font in chosen]
    if lot.random() < 0.6:
        draft.put(place, (LABELSST, draft.head(place) + struct.pack("<I", draft.string((), told, said))))
        how = "shared"
    else:
        tail = struct.pack("<H", len(told)) + b"".join(struct.pack("<HH", *run) for run in told)
        draft.put(place, (RSTRING, draft.head(place) + unicode_string(said) + tail))
        how = "RSTRING"
    return f"{how} {said!r} {[(start, ('plain', 'raised', 'lowered', 'struck', '.VnTime', 'first')[font]) for start, font in chosen]}"


def look(draft: XlsDraft, lot: Random, place: Place) -> str:
    raised, struck = lot.choice(((1, False), (2, False), (0, True), (0, False)))
    style = draft.style(place, font=draft.font(raised=raised, struck=struck))
    if lot.random() < 0.5:
        draft.number(place, float(lot.choice(NUMBERS)), style)
    else:
        _write(draft, lot, place, lot.choice(("94", "Hoàn thành", "5")), style)
    return f"raised {raised} struck {struck}"


def typed(draft: XlsDraft, lot: Random, place: Place) -> str:
    value, error = lot.choice(((1, 0), (0, 0), (7, 0), (0x17, 1), (0x2A, 1), (0x07, 1), (0x1D, 1), (0x55, 1)))
    draft.put(place, (BOOLERR, draft.head(place) + bytes([value, error])))
    return f"BOOLERR {value} {error}"


_TWELVE = b"\x1e\x0c\x00"


def formula(draft: XlsDraft, lot: Random, place: Place) -> str:
    how = lot.choice(
        (
            "number",
            "text",
            "empty text",
            "truth",
            "error",
            "text without STRING",
            "twin STRING",
            "recalculate",
        )
    )
    result = {
        "number": struct.pack("<d", 12.0), "recalculate": struct.pack("<d", 12.0),
        "truth": b"\1\0\1\0\0\0\xff\xff", "error": b"\2\0\x07\0\0\0\xff\xff", "empty text": b"\3\0\0\0\0\0\xff\xff",
    }.get(how, b"\0\0\0\0\0\0\xff\xff")  # fmt: skip
    tokens = {
        "number": _TWELVE,
        "recalculate": _TWELVE,
        "truth": b"\x1d\x01",
        "error": b"\x1c\x07",
        "empty text": b"\x17\0\0",
    }.get(how, b"\x17\x02\x0012")
    flags = 2 if how == "recalculate" else 0
    body = draft.head(place) + result + struct.pack("<HIH", flags, 0, len(tokens)) + tokens
    made = [(FORMULA, body)]
    if how in ("text", "twin STRING"):
        made.append((STRING, unicode_string("12")))
    if how == "twin STRING":
        made.append((STRING, unicode_string("34")))
    draft.put(place, *made)
    return how


def merge(draft: XlsDraft, lot: Random, place: Place) -> str:
    up, left = lot.choice(((1, 0), (0, 1), (1, 1), (0, 0)))
    draft.number(place, float(lot.choice(NUMBERS)))
    ends = (
        place.row - 1 - up,
        place.row - 1 + lot.randint(0, 1),
        place.column - 1 - left,
        place.column - 1 + lot.randint(0, 1),
    )
    sheet = draft.sheet(place)
    sheet.insert(len(sheet) - 1, (MERGED, struct.pack("<HHHHH", 1, *ends)))
    return str(ends)


def rows(draft: XlsDraft, lot: Random, place: Place) -> str:
    sheet = draft.sheet(place)
    how = lot.choice(("hidden", "twice", "moved last", "column hidden"))
    at = draft.index(place)
    if how == "hidden":
        start = struct.pack("<H", place.row - 1)
        row = next(i for i, (kind, body) in enumerate(sheet) if kind == ROW and body[:2] == start)
        body = bytearray(sheet[row][1])
        body[12] |= 0x20
        sheet[row] = ROW, bytes(body)
    elif how == "twice":
        sheet.insert(at + 1, (NUMBER, draft.head(place) + struct.pack("<d", 7.0)))
    elif how == "moved last":
        sheet.insert(len(sheet) - 1, sheet.pop(at))
    else:
        first = next(i for i, (kind, _) in enumerate(sheet) if kind == COLINFO)
        sheet.insert(first, (COLINFO, struct.pack("<HHHHHH", place.column - 1, place.column - 1, 2000, 15, 1, 0)))
    return how


def workbook(draft: XlsDraft, lot: Random, place: Place) -> str:
    how = lot.choice(("1904", "codepage 1258", "codepage 1252", "codepage 0", "by hand", "wrong format"))
    if how == "1904":
        _set(draft.globals, DATEMODE, b"\1\0")
    elif how.startswith("codepage"):
        _set(draft.globals, CODEPAGE, struct.pack("<H", int(how.split()[1])))
    elif how == "by hand":
        sheet = draft.sheet(place)
        sheet.insert(1, (CALCMODE, b"\0\0"))
    else:
        draft.number(place, float(lot.choice(NUMBERS)), 9999)
    return how


def _set(records: list[tuple[int, bytes]], kind: int, body: bytes) -> None:
    at = next(i for i, (each, _) in enumerate(records) if each == kind)
    records[at] = kind, body


CELLS: Mapping[str, Change] = {
    "number format": number_format,
    "built-in format": built_in_format,
    "format of a text": format_of_text,
    "number": number,
    "text": text,
    "text over two records": continued,
    "runs of text": runs,
    "font of a cell": look,
    "truth or error": typed,
    "formula": formula,
    "merge": merge,
    "rows": rows,
    "workbook": workbook,
}
