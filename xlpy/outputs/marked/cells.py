"""One sheet's part edited in place: formats of single cells changed, cells put in where none was written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xlpy.basics.a1 import a1, address_of
from xlpy.model.cells import Address
from xlpy.outputs.marked.xmledit import Edits, Element, UneditableError, elements

_AFTER_DRAWING = frozenset(
    {
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "AlternateContent",
        "webPublishItems",
        "tableParts",
        "extLst",
    }
)
"""What follows ``legacyDrawing`` in a worksheet (ISO/IEC 29500-1, 18.3.1.99)."""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WIDE = {"row", "c", "col", "sheetView", "mergeCell"}


@dataclass
class _Row:
    element: Element
    cells: dict[int, Element] = field(default_factory=dict)


class EditedSheet:
    """A worksheet's XML, looked through once; edits gather until `applied`.

    Raises UneditableError where it has no ``sheetData`` or its rows and cells do not stand in order.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        found = elements(content, lambda name, depth: depth < 2 or name in _WIDE)
        self._root, self._edits = found[0], Edits(content)
        self._top = {element.name: element for element in found if element.depth == 1}
        if "sheetData" not in self._top:
            raise UneditableError("no sheetData")
        self._columns = [e for e in found if e.name == "col"]
        self._views = [e for e in found if e.name == "sheetView"]
        self._merged = tuple(_area(e.attributes.get("ref", "")) for e in found if e.name == "mergeCell")
        self._rows: dict[int, _Row] = {}
        self._read(found)

    def _read(self, found: Iterable[Element]) -> None:
        number = column = 0
        for element in found:
            if element.name == "row" and element.depth == 2:
                stated = int(element.attributes.get("r", number + 1))
                if stated <= number:
                    raise UneditableError("rows out of order")
                number, column = stated, 0
                self._rows[number] = _Row(element)
            elif element.name == "c" and element.depth == 3:
                reference = element.attributes.get("r")
                at = address_of(reference) if reference else (number, column + 1)
                if at is None:
                    raise UneditableError(f"cell {reference}")
                if at[0] != number or at[1] <= column:
                    raise UneditableError("cells out of order")
                column = at[1]
                self._rows[number].cells[column] = element

    def anchor(self, at: Address) -> Address:
        """The cell that shows: of a merged area its first one."""
        for (top, left), (bottom, right) in self._merged:
            if top <= at[0] <= bottom and left <= at[1] <= right:
                return top, left
        return at

    def style_at(self, at: Address) -> int:
        """The cell's format; where no cell is written, its row's or its column's."""
        row = self._rows.get(at[0])
        if row and at[1] in row.cells:
            return int(row.cells[at[1]].attributes.get("s", "0"))
        if row and row.element.attributes.get("customFormat") in ("1", "true"):
            return int(row.element.attributes.get("s", "0"))
        for column in self._columns:
            if int(column.attributes.get("min", "0")) <= at[1] <= int(column.attributes.get("max", "0")):
                return int(column.attributes.get("style", "0"))
        return 0

    def formats(self) -> Iterator[tuple[Address, int]]:
        """Every written cell with its format."""
        for number, row in self._rows.items():
            for column, cell in row.cells.items():
                yield (number, column), int(cell.attributes.get("s", "0"))

    def restyle(self, styles: Mapping[Address, int]) -> None:
        """Give each cell a format, and write it where the sheet has none yet. To be called once."""
        rows = sorted(self._rows)
        by_row: dict[int, dict[int, int]] = {}
        for (number, column), style in sorted(styles.items()):
            by_row.setdefault(number, {})[column] = style
        data, prefix = self._top["sheetData"], self._root.prefix
        last: list[str] = []
        for number, wanted in by_row.items():
            if number in self._rows:
                self._restyle_row(self._rows[number], number, wanted)
                continue
            text = f'<{prefix}row r="{number}">{self._new_cells(number, wanted.items())}</{prefix}row>'
            place = bisect_right(rows, number)
            if place < len(rows):
                self._edits.insert(self._rows[rows[place]].element.start, text)
            else:
                last.append(text)
        if last:
            self._edits.append(data, "".join(last))

    def _restyle_row(self, row: _Row, number: int, wanted: Mapping[int, int]) -> None:
        new = {column: style for column, style in wanted.items() if column not in row.cells}
        for column, style in wanted.items():
            if column in row.cells:
                self._edits.attributes(row.cells[column], {"s": str(style)})
        if not new:
            return
        if row.element.is_empty_tag:
            self._edits.append(row.element, self._new_cells(number, new.items()))
            return
        self._edits.attributes(row.element, {"spans": None})  # it would no longer hold; only a hint to readers
        for column, style in new.items():
            following = next((cell for known, cell in row.cells.items() if known > column), None)
            at = following.start if following else row.element.closing
            self._edits.insert(at, self._new_cells(number, [(column, style)]))

    def _new_cells(self, row: int, styles: Iterable[tuple[int, int]]) -> str:
        prefix = self._root.prefix
        return "".join(f'<{prefix}c r="{a1((row, column))}" s="{style}"/>' for column, style in styles)

    @property
    def legacy_drawing(self) -> str:
        """Relationship id of the drawing that holds the boxes of comments, '' where there is none."""
        element = self._top.get("legacyDrawing")
        if element is None:
            return ""
        return next((v for name, v in element.attributes.items() if name.rpartition(":")[2] == "id"), "")

    def add_legacy_drawing(self, key: str) -> None:
        """Refer to the drawing of the comments' boxes."""
        following = [e.start for name, e in self._top.items() if name in _AFTER_DRAWING]
        at = min(following, default=self._root.closing)
        self._edits.insert(at, f'<{self._root.prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{key}"/>')

    def deselect(self) -> bool:
        """Let the sheet not be the one shown first, nor be grouped with another; whether that changed anything."""
        chosen = [view for view in self._views if view.attributes.get("tabSelected") in ("1", "true")]
        for view in chosen:
            self._edits.attributes(view, {"tabSelected": None})
        return bool(chosen)

    def grid(self) -> SheetSizes:
        """The sizes of its columns and rows."""
        plain = self._top.get("sheetFormatPr")
        width = _number(plain, "defaultColWidth", 9.14)
        height = _number(plain, "defaultRowHeight", 15.0)
        columns = [
            (
                int(e.attributes.get("min", "1")),
                int(e.attributes.get("max", "1")),
                0.0 if _hidden(e) else _number(e, "width", width),
            )
            for e in self._columns
        ]
        rows = {n: 0.0 if _hidden(r.element) else _number(r.element, "ht", height) for n, r in self._rows.items()}
        return SheetSizes(tuple(columns), rows, width, height)

    def applied(self) -> bytes:
        """The part with all edits."""
        return self._edits.apply()


@dataclass(frozen=True, slots=True)
class SheetSizes:
    """Widths of columns in characters and heights of rows in points, 0 where hidden."""

    columns: tuple[tuple[int, int, float], ...]
    rows: Mapping[int, float]
    width: float
    height: float

    def column_pixels(self, column: int) -> int:
        """Width of a column in pixels at 96 dpi."""
        width = next((w for first, last, w in self.columns if first <= column <= last), self.width)
        return round(width * 7)

    def row_pixels(self, row: int) -> int:
        """Height of a row in pixels at 96 dpi."""
        return round(self.rows.get(row, self.height) * 4 / 3)


def _hidden(element: Element) -> bool:
    return element.attributes.get("hidden") in ("1", "true")


def _number(element: Element | None, name: str, default: float) -> float:
    try:
        return float(element.attributes[name]) if element else default
    except (KeyError, ValueError):
        return default


def _area(reference: str) -> tuple[Address, Address]:
    first, _, last = reference.partition(":")
    top, bottom = address_of(first), address_of(last or first)
    if top is None or bottom is None:
        raise UneditableError(f"merged area {reference}")
    return top, bottom
