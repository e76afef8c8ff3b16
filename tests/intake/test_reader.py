"""Reading a file: true addresses, exact values, and what values alone do not tell."""

from __future__ import annotations

import struct
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.flat_ods import flat, fods
from tests.raw_ole import compound
from tests.raw_xlsx import STRICT, fonts, members, relations, zipped
from xlpy.intake.formats import xlsx_shared_formulas
from xlpy.intake.formats.ole import open_compound
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Note, Reading
from xlpy.intake.formats.values import Raw, cells_of, duration, number
from xlpy.model.cells import Book, CellError, FileKind, Sheet, UncachedFormula

DATA = Path(__file__).parents[1] / "data" / "reader"


def reading(data: bytes, name: str = "a.xlsx") -> Reading:
    answer = read_book(data, name)
    assert isinstance(answer, Reading), answer
    return answer


def sheet(cells: str, **parts: str) -> Sheet:
    return reading(zipped(members(cells, **parts))).book.sheets[0]


def in_b2(cell: str, **parts: str) -> Sheet:
    """The sheet of a file whose only cell is B2; ``cell`` is what follows its reference."""
    return sheet(f'<row r="2"><c r="B2"{cell}</c></row>', **parts)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("><v>1810</v>", Decimal(1810)),
        ("><v>98.5</v>", Decimal("98.5")),
        ("><v>0.30000000000000004</v>", Decimal("0.30000000000000004")),
        (' t="b"><v>1</v>', True),
        (' t="b"><v>0</v>', False),
        ("><v>0</v>", Decimal(0)),
        (' t="inlineStr"><is><t xml:space="preserve"> 001 </t></is>', " 001 "),
        (' t="inlineStr"><is><t>e\u0323\u0302</t></is>', "e\u0323\u0302"),
        (' t="str"><f>A1</f><v>NA</v>', "NA"),
        (' t="d"><v>2024-05-31</v>', date(2024, 5, 31)),
        (' t="e"><v>#REF!</v>', CellError("#REF!")),
        (' t="e"><f>#REF!+1</f><v>#REF!</v>', CellError("#REF!")),
        ("><f>SUM(C1:C9)</f>", UncachedFormula("=SUM(C1:C9)")),
        ("><f>SUM(C1:C9)</f><v></v>", UncachedFormula("=SUM(C1:C9)")),
        ("><f>SUM(C1:C9)</f><v/>", UncachedFormula("=SUM(C1:C9)")),
        ("><f>SUM(C1:C9)</f><v>45</v>", Decimal(45)),
    ],
)
def test_a_cell_is_read_at_its_address_as_it_stands(cell, expected):
    cells = in_b2(cell).cells
    assert {(2, 2): expected} == cells
    assert type(expected) is type(cells[2, 2])


@pytest.mark.parametrize("cell", [' s="0">', ' t="str"><f>IF(A1,1,"")</f><v></v>', ' t="inlineStr"><is><t></t></is>'])
def test_a_cell_that_holds_nothing_is_absent(cell):
    assert in_b2(cell).cells == {}


def test_cells_stay_in_reading_order_when_errors_are_put_in():
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    )
    assert list(sheet(cells).cells) == [(1, 1), (1, 2), (2, 1)]


def test_cells_without_references_stand_where_they_fall():
    cells = '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c/><c><v>2</v></c></row>'
    assert {(1, 1): Decimal(1), (1, 2): CellError("#N/A"), (2, 2): Decimal(2)} == sheet(cells).cells


def test_a_strict_workbook_is_read_with_its_errors():
    assert {(2, 2): CellError("#NUM!")} == in_b2(' t="e"><v>#NUM!</v>', ns=STRICT).cells


def test_single_quoted_attributes_hide_no_error():
    parts = members('<row r="2"><c r="B2" t="e"><v>#NUM!</v></c></row>')
    name = "xl/worksheets/sheet1.xml"
    parts[name] = str(parts[name]).replace('"', "'")
    assert {(2, 2): CellError("#NUM!")} == reading(zipped(parts)).book.sheets[0].cells


def test_prefixed_elements_are_read_like_any():
    parts = members('<row r="2"><c r="B2"><f>A1</f></c></row>')
    name = "xl/worksheets/sheet1.xml"
    content = str(parts[name]).replace("xmlns=", "xmlns:x=").replace("<", "<x:").replace("<x:/", "</x:")
    parts[name] = content
    assert {(2, 2): UncachedFormula("=A1")} == reading(zipped(parts)).book.sheets[0].cells


def test_white_space_between_elements_hides_no_uncached_formula():
    row = '\n<row r="2">\n<c r="B2">\n<f>A1</f>\n<v></v>\n</c>\n</row>'
    assert sheet(row).cells == {(2, 2): UncachedFormula("=A1")}


def column(first: str, *, value: str = "<v>4</v>", rows: range = range(2, 6)) -> str:
    """Rows in whose column D stands one formula that they share, spelled out in the first alone."""
    shared = f't="shared" si="0" ref="D{rows[0]}:D{rows[-1]}"'
    spelled = [f"<f {shared}>{first}</f>", *['<f t="shared" si="0"/>'] * (len(rows) - 1)]
    return "".join(
        f'<row r="{row}"><c r="D{row}">{formula}{value}</c></row>' for row, formula in zip(rows, spelled, strict=True)
    )


@pytest.mark.parametrize(
    ("first", "third"),
    [
        ("D3+1", "=D5+1"),
        ("$B2*B$1", "=$B4*B$1"),
        ("SUM('Biểu 1'!A2:A3)+Q1!B2", "=SUM('Biểu 1'!A4:A5)+Q1!B4"),
        ('LOG10(B2)&amp;"B2"', '=LOG10(B4)&"B2"'),
    ],
)
def test_a_shared_formula_is_told_as_each_cell_reads_it(first, third):
    assert sheet(column(first, value="")).cells[4, 4] == UncachedFormula(third)


def test_a_shared_formula_that_looks_at_its_neighbour_is_not_circular():
    assert sheet(column("D3+1")).circular == {}


def test_a_shared_formula_that_leads_back_is_circular_in_each_of_its_cells():
    assert sheet(column("D2+1")).circular == {(row, 4): f"=D{row}+1" for row in range(2, 6)}


def test_a_shared_formula_is_circular_where_a_cell_of_another_closes_the_circle():
    closing = '<row r="6"><c r="D6"><f>D4</f><v>4</v></c></row>'
    assert set(sheet(column("D3+1") + closing).circular) == {(4, 4), (5, 4), (6, 4)}


def test_a_shared_formula_that_would_lead_off_the_sheet_is_told_unshifted():
    row = '<row r="1"><c r="B1"><f t="shared" si="0" ref="A1:B1">A1</f></c><c r="A1"><f t="shared" si="0"/></c></row>'
    assert (sheet(row).cells[1, 1], sheet(row).circular) == (UncachedFormula("=A1"), {})


def test_a_sheet_with_too_much_to_shift_is_read_all_the_same(monkeypatch):
    monkeypatch.setattr(xlsx_shared_formulas, "MOST_LETTERS", 11)
    told = sheet(column("D3+1", value=""))
    assert [told.cells[row, 4] for row in range(2, 6)] == [
        UncachedFormula(text) for text in ("=D3+1", "=D4+1", "=D5+1", "=D3+1")
    ]
    assert told.circular == {}


def test_hidden_rows_and_columns_are_told():
    cells = '<row r="1"><c r="C1"><v>1</v></c></row><row r="3" hidden="1"><c r="A3"><v>1</v></c></row>'
    columns = '<cols><col min="2" max="2" hidden="true"/><col min="3" max="16384" hidden="1"/></cols>'
    told = sheet(cells, before=columns)
    assert (frozenset({3}), frozenset({2, 3})) == (told.hidden_rows, told.hidden_columns)


def test_columns_written_as_not_hidden_are_shown():
    assert frozenset() == in_b2("><v>1</v>", before='<cols><col min="1" max="9" hidden="0"/></cols>').hidden_columns


@pytest.mark.parametrize(("height", "hidden"), [("0", {3}), ("1.5", {3}), ("2", set()), ("15", set()), ("?", set())])
def test_a_row_too_low_to_be_seen_is_told_as_hidden(height: str, hidden: set[int]):
    assert sheet(f'<row r="3" ht="{height}"><c r="A3"><v>1</v></c></row>').hidden_rows == hidden


@pytest.mark.parametrize(("width", "hidden"), [("0", {2}), ("0.3", {2}), ("0.5", set()), ("9.14", set())])
def test_a_column_too_narrow_to_be_seen_is_told_as_hidden(width: str, hidden: set[int]):
    assert in_b2("><v>1</v>", before=f'<cols><col min="2" max="2" width="{width}"/></cols>').hidden_columns == hidden


def resized(kind: int, at: int, size: int) -> Sheet:
    """The first sheet of the .xls with its first record of a row, or of columns, changed at one place."""
    stream = bytearray(open_compound((DATA / "troubles.xls").read_bytes()).stream("Workbook"))
    position = stream.index(struct.pack("<H", 0x809), 4)  # where the first sheet begins
    while struct.unpack_from("<H", stream, position)[0] != kind:
        position += 4 + struct.unpack_from("<H", stream, position + 2)[0]
    struct.pack_into("<H", stream, position + 4 + at, size)
    return reading(compound(("Workbook", bytes(stream))), "a.xls").book.sheets[0]


@pytest.mark.parametrize(("height", "hidden"), [(0, {2, 6}), (39, {2, 6}), (40, {6}), (0x8000, {6})])
def test_a_row_of_an_xls_too_low_to_be_seen_is_told_as_hidden(height: int, hidden: set[int]):
    assert resized(0x208, 6, height).hidden_rows == hidden


@pytest.mark.parametrize(("width", "hidden"), [(0, {*range(1, 7)}), (97, {*range(1, 7)}), (98, {6})])
def test_a_column_of_an_xls_too_narrow_to_be_seen_is_told_as_hidden(width: int, hidden: set[int]):
    assert resized(0x7D, 4, width).hidden_columns == hidden


@pytest.mark.parametrize(
    ("properties", "hidden"),
    [
        ('row-properties style:row-height="0cm"', True),
        ('row-properties style:row-height="0.5mm"', True),
        ('row-properties style:row-height="0.5cm"', False),
        ('row-properties style:row-height="0cm" style:use-optimal-row-height="true"', False),
        ('row-properties style:row-height="0cm" style:use-optimal-row-height="false"', True),
        ('column-properties style:column-width="0in"', True),
        ('column-properties style:column-width="2cm"', False),
    ],
)
def test_a_row_or_column_of_an_ods_too_small_to_be_seen_is_told_as_hidden(properties: str, hidden: bool):
    family = properties.partition("-")[0]
    styles = f'<style:style style:name="s" style:family="table-{family}"><style:table-{properties}/></style:style>'
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    of = {family: ' table:style-name="s"'}
    table = f"<table:table-column{of.get('column', '')}/><table:table-row{of.get('row', '')}>{cell}</table:table-row>"
    told = reading(fods(table, styles=styles), "a.fods").book.sheets[0]
    assert bool(told.hidden_rows or told.hidden_columns) == hidden


def test_a_cell_in_a_tcvn3_font_is_told():
    told = in_b2(' s="1" t="inlineStr"><is><t>Sè</t></is>', styles=fonts("Calibri", ".VnTime"))
    assert told.legacy_fonts == {(2, 2): ".VnTime"}


def test_a_default_font_that_is_legacy_counts_for_cells_without_a_format():
    assert in_b2("><v>1</v>", styles=fonts(".VnTime")).legacy_fonts == {(2, 2): ".VnTime"}


def test_a_legacy_font_that_no_cell_uses_is_not_told():
    assert in_b2(' s="0"><v>1</v>', styles=fonts("Calibri", ".VnTime")).legacy_fonts == {}


RICH = '<si><r><t xml:space="preserve">Tổng </t></r><r><rPr><rFont val="VNI-Times"/></rPr><t>soá</t></r></si>'


def test_one_run_in_a_vni_font_counts_for_the_cell():
    told = in_b2(' t="s"><v>0</v>', strings=RICH)
    assert (told.legacy_fonts, told.cells[2, 2]) == ({(2, 2): "VNI-Times"}, "Tổng soá")


def test_an_inline_run_in_a_vni_font_counts_for_the_cell():
    text = RICH.removeprefix("<si>").removesuffix("</si>")
    assert in_b2(f' t="inlineStr"><is>{text}</is>').legacy_fonts == {(2, 2): "VNI-Times"}


def test_runs_in_unicode_fonts_overrule_the_legacy_font_of_the_cell():
    runs = '<si><r><rPr><rFont val="Arial"/></rPr><t>a</t></r></si><si><r><rPr><rFont val="VNI-Times"/></rPr></r></si>'
    assert in_b2(' s="0" t="s"><v>0</v>', strings=runs, styles=fonts(".VnTime")).legacy_fonts == {}


def linked(formula: str, link: str, books: str = "") -> Sheet:
    row = f'<row r="2"><c r="B2"><f>{formula}</f><v>7</v></c></row>'
    references = f'<externalReferences><externalReference r:id="rId4"/></externalReferences>{books}'
    parts = members(row, books=references)
    parts["xl/externalLinks/externalLink1.xml"] = link
    target = ("externalLinkPath", "file:///C:/So%20lieu/Book1.xls")
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = relations(target, mode="External")
    return reading(zipped(parts)).book.sheets[0]


def test_a_formula_that_reads_another_file_is_told_with_the_name_of_that_file():
    told = linked("[1]Sheet1!A1*2", "<externalLink><externalBook/></externalLink>")
    assert ({(2, 2): "=[Book1.xls]Sheet1!A1*2"}, Decimal(7)) == (told.links, told.cells[2, 2])


def test_a_formula_that_reads_a_dde_source_is_told():
    dde = '<externalLink><ddeLink ddeService="cmd" ddeTopic="calc"/></externalLink>'
    assert linked("[1]!A0", dde).links == {(2, 2): "=[cmd|calc]!A0"}


def test_a_name_that_stands_for_another_file_is_told_where_it_is_used():
    names = "<definedNames><definedName name='SoLop'>[1]Sheet1!$A$1</definedName></definedNames>"
    assert linked("SoLop+1", "<externalLink/>", names).links == {(2, 2): "=SoLop+1"}


def test_a_link_in_a_shared_formula_is_told_as_each_cell_has_it():
    told = sheet(column("WEBSERVICE(B2)", rows=range(2, 4)))
    assert told.links == {(2, 4): "=WEBSERVICE(B2)", (3, 4): "=WEBSERVICE(B3)"}


def test_a_table_reference_is_no_link():
    assert linked("SUM(Bang1[Số lớp])", "<externalLink/>").links == {}


def test_a_formula_that_asks_the_web_is_told():
    told = in_b2('><f>WEBSERVICE("http://example.org")</f><v>1</v>')
    assert told.links == {(2, 2): '=WEBSERVICE("http://example.org")'}


@pytest.mark.parametrize(("name", "noted"), [("a.XLSX", ()), ("a.xls", ("T104",)), ("a", ("T104",))])
def test_an_extension_that_does_not_fit_the_content_is_noted(name, noted):
    notes = reading(zipped(members("<row/>")), name).notes
    assert noted == tuple(note.code for note in notes)


def test_macros_are_noted_and_the_values_read():
    answer = reading(zipped({**members("<row><c><v>1</v></c></row>"), "xl/vbaProject.bin": b"\0"}))
    assert (Note("T108", {"found": "dự án VBA"}),) == answer.notes
    assert answer.book.has_macros
    assert {(1, 1): Decimal(1)} == answer.book.sheets[0].cells


def troubles(kind: str) -> Book:
    stored = (DATA / f"troubles.{kind.removeprefix('f')}").read_bytes()
    return reading(flat(stored) if kind == "fods" else stored, f"a.{kind}").book


KINDS = pytest.mark.parametrize("kind", ["xls", "ods", "fods"])


@KINDS
def test_other_formats_are_known_by_their_content(kind):
    assert FileKind(kind) == troubles(kind).kind


@KINDS
def test_other_formats_keep_texts_numbers_and_addresses(kind):
    cells = troubles(kind).sheets[0].cells
    assert (" Số  lớp ", Decimal(1810), Decimal("98.5")) == (cells[2, 2], cells[2, 3], cells[2, 4])


@KINDS
def test_other_formats_tell_errors_at_their_cells(kind):
    found = {at: value for at, value in troubles(kind).sheets[0].cells.items() if isinstance(value, CellError)}
    assert {(3, 3): CellError("#DIV/0!"), (3, 4): CellError("#N/A")} == found


@KINDS
def test_other_formats_tell_legacy_fonts(kind):
    assert troubles(kind).sheets[0].legacy_fonts == {(4, 2): ".VnTime", (5, 2): "VNI-Times"}


@KINDS
def test_other_formats_tell_what_is_hidden(kind):
    first, second = troubles(kind).sheets
    assert (frozenset({6}), frozenset({6})) == (first.hidden_rows, first.hidden_columns)
    assert (first.hidden, second.hidden) == (False, True)


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ("xls", "=[Book1.xlsx]"),
        ("ods", "=['file:///srv/so-lieu/Book1.xlsx'#$Sheet1.A1]"),
        ("fods", "=['file:///srv/so-lieu/Book1.xlsx'#$Sheet1.A1]"),
    ],
)
def test_other_formats_tell_links(kind, link):
    assert {(9, 3): link} == troubles(kind).sheets[0].links


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1810.0, "1810"), (-0.0, "0"), (0.1, "0.1"), (1e20, "1E+20"), (123456789012345.0, "123456789012345")],
)
def test_a_number_is_what_a_person_would_write(value, expected):
    assert expected == str(number(value))


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_what_is_no_number_is_an_error(value):
    assert number(value) == CellError(repr(value))


def test_time_spans_are_texts_of_hours():
    assert (duration(timedelta(hours=36, seconds=5)), duration(timedelta(hours=-1.5))) == ("36:00:05", "-1:30:00")


def test_dates_and_times_are_kept():
    values: list[Raw] = [datetime(2024, 5, 31, 7, 30), date(2024, 5, 31), time(7, 30)]
    assert values == list(cells_of([["", *values]]).values())
