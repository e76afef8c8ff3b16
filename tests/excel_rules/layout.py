"""Causes in what lies over a sheet's cells: merges, views and panes, pages and paper."""

from __future__ import annotations

from tests.excel_rules.book import Book, area, overlap, overlapping, place
from tests.excel_rules.model import Cause, Faults, edit, repeated
from tests.excel_rules.sources import LIMITS, WRITER, ecma, thread

PART, SECOND = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
_PANES = {(True, True): "bottomRight", (True, False): "topRight", (False, True): "bottomLeft"}
_PARTS_OF = {
    "bottomRight": {"topRight", "bottomLeft", "bottomRight", "topLeft"},
    "topRight": {"topRight", "topLeft"},
    "bottomLeft": {"bottomLeft", "topLeft"},
}


def _merges(book: Book) -> Faults:
    for sheet in book.sheets:
        refs = [element.get("ref", "") for element in sheet.all("mergeCell")]
        yield from ((sheet.part, f"{one} over {other}") for one, other in overlapping(refs))


def _single(book: Book) -> Faults:
    for sheet in book.sheets:
        for element in sheet.all("mergeCell"):
            found = area(element.get("ref", ""))
            if found is None or found[:2] == found[2:]:
                yield sheet.part, f"merge {element.get('ref')}"


def _over_table(book: Book) -> Faults:
    for table in book.tables:
        of = area(table.root.get("ref", ""))
        for element in table.sheet.all("mergeCell"):
            found = area(element.get("ref", ""))
            if of and found and found[:2] != found[2:] and overlap(of, found):
                yield table.sheet.part, f"merge {element.get('ref')} over {table.root.get('displayName')}"


def _pane(book: Book) -> Faults:
    for sheet in book.sheets:
        for pane in sheet.all("pane"):
            splits = tuple(float(pane.get(key, "0")) for key in ("xSplit", "ySplit"))
            given = [pane.get(key) for key in ("xSplit", "ySplit") if pane.get(key) is not None]
            wrong = any(float(value) <= 0 for value in given) or not any(splits)
            active = _PANES.get((splits[0] > 0, splits[1] > 0))
            corner = pane.get("topLeftCell")
            if (
                wrong
                or (corner and place(corner) is None)
                or pane.get("activePane", active) not in _PARTS_OF.get(active or "", set())
            ):
                yield sheet.part, str(dict(pane.attrib))


def _selection(book: Book) -> Faults:
    for sheet in book.sheets:
        for view in sheet.all("sheetView"):
            pane = view.find("{*}pane")
            splits = (
                (False, False) if pane is None else tuple(float(pane.get(k, "0")) > 0 for k in ("xSplit", "ySplit"))
            )
            parts = _PARTS_OF.get(_PANES.get((splits[0], splits[1]), ""), {"topLeft"})
            chosen = [element.get("pane", "topLeft") for element in view.iter("{*}selection")]
            yield from ((sheet.part, f"selection in {name}") for name in chosen if name not in parts)
            yield from ((sheet.part, f"two selections in {name}") for name in repeated(chosen))


def _active(book: Book) -> Faults:
    for sheet in book.sheets:
        for element in sheet.all("selection"):
            cell = place(element.get("activeCell", "A1"))
            areas = [area(ref) for ref in element.get("sqref", "A1").split()]
            inside = cell and any(a and overlap((*cell, *cell), a) for a in areas)
            if not inside:
                yield sheet.part, f"{element.get('activeCell')} not in {element.get('sqref')}"


def _zoom(book: Book) -> Faults:
    for sheet in book.sheets:
        for view in sheet.all("sheetView"):
            for key in ("zoomScale", "zoomScaleNormal"):
                value = int(view.get(key, "100"))
                if not 10 <= value <= 400 and not (key == "zoomScaleNormal" and value == 0):
                    yield sheet.part, f"{key} {value}"


def _view(book: Book) -> Faults:
    views = len(book.own("workbookView"))
    for sheet in book.sheets:
        for view in sheet.all("sheetView"):
            if int(view.get("workbookViewId", "0")) >= views > 0:
                yield sheet.part, f"workbookViewId {view.get('workbookViewId')}"


def _header(book: Book) -> Faults:
    for sheet in book.sheets:
        for tag in ("Header", "Footer"):
            for element in (e for kind in ("odd", "even", "first") for e in sheet.all(kind + tag)):
                if len(element.text or "") > 255:
                    yield sheet.part, f"{tag} of {len(element.text)} characters"


def _breaks(book: Book) -> Faults:
    for sheet in book.sheets:
        for tag in ("rowBreaks", "colBreaks"):
            for element in sheet.all(tag):
                if len(element) > 1026:
                    yield sheet.part, f"{len(element)} {tag}"


def _scale(book: Book) -> Faults:
    for sheet in book.sheets:
        for setup in sheet.all("pageSetup"):
            if not 10 <= int(setup.get("scale", "100")) <= 400:
                yield sheet.part, f"scale {setup.get('scale')}"


def _fit(book: Book) -> Faults:
    for sheet in book.sheets:
        for setup in sheet.all("pageSetup"):
            for key in ("fitToWidth", "fitToHeight"):
                if not 0 <= int(setup.get(key, "1")) <= 32767:
                    yield sheet.part, f"{key} {setup.get(key)}"


def _margins(book: Book) -> Faults:
    for sheet in book.sheets:
        for margins in sheet.all("pageMargins"):
            for key in ("left", "right", "top", "bottom", "header", "footer"):
                value = margins.get(key)
                if value is None or not 0 <= float(value) < 49:
                    yield sheet.part, f"margin {key} {value}"


_BREAK = '<brk id="6" max="16383" man="1"/>'
CAUSES = (
    Cause(
        "M01",
        "Merged cells overlap",
        thread("jmcnamara/XlsxWriter/issues/848"),
        _merges,
        edit(PART, '<mergeCell ref="A7:C7"/>', '<mergeCell ref="A7:C7"/><mergeCell ref="C7:D7"/>'),
    ),
    Cause(
        "M02",
        "A merge is of one cell, or of no area",
        WRITER.format("worksheet.merge_range()"),
        _single,
        edit(PART, '<mergeCell ref="A7:C7"/>', '<mergeCell ref="A7:A7"/>'),
    ),
    Cause(
        "M03",
        "Cells of a table are merged",
        thread("ClosedXML/ClosedXML/issues/369"),
        _over_table,
        edit(SECOND, "<pageMargins", '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells><pageMargins'),
    ),
    Cause(
        "M04",
        "Panes are split at nothing, or their first or active pane is none",
        thread("openspout/openspout/pull/409"),
        _pane,
        edit(PART, 'topLeftCell="B2"', 'topLeftCell="B0"'),
    ),
    Cause(
        "M05",
        "A selection is in a pane that is not there, or two are in one",
        thread("PHPOffice/PhpSpreadsheet/issues/532"),
        _selection,
        edit(
            SECOND,
            '<sheetView workbookViewId="0"/>',
            '<sheetView workbookViewId="0"><selection pane="topRight"/></sheetView>',
        ),
    ),
    Cause(
        "M06",
        "The active cell is not in its selection",
        ecma("18.3.1.78, selection"),
        _active,
        edit(PART, 'activeCell="B1" sqref="B1"', 'activeCell="B1" sqref="C1"'),
    ),
    Cause(
        "M07",
        "A sheet is shown below 10 or above 400 percent",
        LIMITS,
        _zoom,
        edit(PART, '<sheetView tabSelected="1"', '<sheetView tabSelected="1" zoomScale="401"'),
    ),
    Cause(
        "M08",
        "A sheet's view belongs to a window that is not there",
        ecma("18.3.1.87, sheetView"),
        _view,
        edit(SECOND, 'workbookViewId="0"', 'workbookViewId="1"'),
    ),
    Cause(
        "M09",
        "A header or footer is longer than 255 characters",
        LIMITS,
        _header,
        edit(PART, "Trang ", "Trang " + "x" * 250),
    ),
    Cause(
        "M10",
        "A sheet has more than 1 026 page breaks of a kind",
        LIMITS,
        _breaks,
        edit(PART, _BREAK, "".join(_BREAK.replace("6", str(n), 1) for n in range(1, 1028))),
    ),
    Cause(
        "M11",
        "A page is printed below 10 or above 400 percent",
        ecma("18.3.1.63, pageSetup: scale"),
        _scale,
        edit(PART, "<pageSetup ", '<pageSetup scale="5" '),
    ),
    Cause(
        "M12",
        "A sheet is fitted to more than 32 767 pages",
        ecma("18.3.1.63, pageSetup: fitToHeight"),
        _fit,
        edit(PART, 'fitToHeight="0"', 'fitToHeight="40000"'),
    ),
    Cause(
        "M13",
        "A margin is missing, negative or wider than any paper",
        ecma("18.3.1.62, pageMargins"),
        _margins,
        edit(PART, 'left="0.7"', 'left="-0.7"'),
    ),
)
