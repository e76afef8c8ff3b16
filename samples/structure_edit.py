"""What people do to the sheets of a form, done as Excel does it: every reference follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

from samples.package_edit import WORKBOOK, Edit, attributes, edit_parts, part, sheet_parts
from xlpy.basics.a1 import a1, column_letters, column_number

Move = Callable[[int, int], tuple[int, int]]
"""Old row and column of a cell -> new ones."""
_REFERENCE = re.compile(r"(?<![\w.!])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(])")
_FORMULA = re.compile(r"(<(f|formula|formula1|formula2)\b[^>]*>)([^<]*)(</\2>)")
_LOCATIONS = re.compile(r'\b(r|ref|sqref|activeCell|topLeftCell|spans)="([^"]*)"')


def insert_row(data: bytes, sheet: str, before: int, texts: Mapping[int, str]) -> bytes:
    """A row put in before another, holding ``texts`` by column."""
    cells = "".join(
        f'<c r="{a1((before, column))}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        for column, text in sorted(texts.items())
    )
    row = f'<row r="{before}">{cells}</row>'

    def add(xml: str) -> str:
        return re.sub(rf'(<row r="{before + 1}")', rf"{row}\1", xml, count=1)

    return _shift(data, sheet, lambda r, c: (r + (r >= before), c), add)


def insert_column(data: bytes, sheet: str, before: int, texts: Mapping[int, str]) -> bytes:
    """A column put in before another, holding ``texts`` by row."""

    def add(xml: str) -> str:
        for row, text in texts.items():
            cell = f'<c r="{a1((row, before))}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            place = re.search(rf'<c r="{a1((row, before + 1))}"', xml)
            assert place, f"row {row} has no cell there"
            xml = xml[: place.start()] + cell + xml[place.start() :]
        return _columns(xml, before)

    return _shift(data, sheet, lambda r, c: (r, c + (c >= before)), add)


def rename_sheet(data: bytes, old: str, new: str) -> bytes:
    """A sheet under another name; formulas and defined names follow."""
    quoted, renamed = f"'{old}'!", f"'{new}'!"

    def everywhere(xml: str) -> str:
        xml = xml.replace(quoted, renamed)
        return re.sub(rf"(?<![\w'])({re.escape(old)})!", renamed, xml)

    def book(xml: str) -> str:
        return everywhere(xml.replace(f'<sheet name="{old}"', f'<sheet name="{new}"'))

    edits: dict[str, Edit] = dict.fromkeys(sheet_parts(data).values(), everywhere)

    def titles(xml: str) -> str:
        return everywhere(xml.replace(f">{old}<", f">{new}<"))

    return edit_parts(data, {**edits, WORKBOOK: book, "docProps/app.xml": titles})


def reorder_sheets(data: bytes, names: Sequence[str]) -> bytes:
    """The tabs in another order."""
    tags = {attributes(tag)["name"]: tag for tag in re.findall(r"<sheet\b[^>]*/>", part(data, WORKBOOK))}
    before = list(tags)
    place = {str(before.index(name)): str(names.index(name)) for name in names}

    def book(xml: str) -> str:
        xml = re.sub(r"<sheets>.*</sheets>", f"<sheets>{''.join(tags[name] for name in names)}</sheets>", xml)
        xml = re.sub(r' (activeTab|firstSheet)="\d+"', "", xml)
        return re.sub(r'localSheetId="(\d+)"', lambda m: f'localSheetId="{place[m[1]]}"', xml)

    return edit_parts(data, {WORKBOOK: book})


def _shift(data: bytes, sheet: str, move: Move, add: Edit) -> bytes:
    """The sheet's cells moved, with all that refers to them; ``add`` then puts the new cells in."""

    def reference(match: re.Match[str]) -> str:
        row, column = move(int(match[4]), column_number(match[2]))
        return f"{match[1]}{column_letters(column)}{match[3]}{row}"

    def own(formula: str) -> str:
        return _outside_quotes(formula, lambda text: _REFERENCE.sub(reference, text))

    from_elsewhere = re.compile(rf"('?{re.escape(sheet)}'?!)(\$?[A-Z]{{1,3}}\$?\d+(?::\$?[A-Z]{{1,3}}\$?\d+)?)")

    def foreign(formula: str) -> str:
        return from_elsewhere.sub(lambda m: m[1] + _REFERENCE.sub(reference, m[2]), formula)

    def location(match: re.Match[str]) -> str:
        name, value = match[1], match[2]
        if name == "spans":
            return ""
        if name == "r" and value.isdigit():
            return f'r="{move(int(value), 1)[0]}"'
        return f'{name}="{_REFERENCE.sub(reference, value)}"'

    def here(xml: str) -> str:
        xml = _LOCATIONS.sub(location, xml)
        xml = _FORMULA.sub(lambda m: m[1] + own(foreign(m[3]) if "!" in m[3] else m[3]) + m[4], xml)
        return add(xml)

    def there(xml: str) -> str:
        return _FORMULA.sub(lambda m: m[1] + foreign(m[3]) + m[4], xml)

    def names(xml: str) -> str:
        return re.sub(r"(<definedName\b[^>]*>)([^<]*)", lambda m: m[1] + foreign(m[2]), xml)

    parts = sheet_parts(data)
    edits: dict[str, Edit] = {path: here if name == sheet else there for name, path in parts.items()}
    return edit_parts(data, {**edits, WORKBOOK: names})


def _outside_quotes(formula: str, change: Edit) -> str:
    pieces = re.split(r'("(?:[^"]|"")*"|&quot;.*?&quot;|\'[^\']*\'![$A-Z0-9:]+)', formula)
    return "".join(piece if index % 2 else change(piece) for index, piece in enumerate(pieces))


def _columns(xml: str, before: int) -> str:
    """Widths stay with their columns; the new one gets the width of the one it pushed."""

    def move(match: re.Match[str]) -> str:
        first, last = int(match[1]), int(match[2])
        moved = first + (first > before), last + (last >= before)
        return f'<col min="{moved[0]}" max="{moved[1]}"'

    return re.sub(r'<col min="(\d+)" max="(\d+)"', move, xml)
