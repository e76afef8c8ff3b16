"""One meaning for one file: odd but sound XML is read as Excel and LibreOffice read it, all else is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.raw_xlsx import MAIN, members, relations, zipped
from xlpy.intake.formats import spreadsheet_ml
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Reading, Refusal
from xlpy.model.cells import CellError, CellValue

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.fixture(params=[spreadsheet_ml.WHOLE, 0], ids=["one tree", "row by row"], autouse=True)
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Giant sheets go by row by row; they must mean the same."""
    monkeypatch.setattr(spreadsheet_ml, "WHOLE", request.param)


def cells(parts: dict[str, str | bytes]) -> dict[tuple[int, int], CellValue]:
    answer = read_book(zipped(parts), "a.xlsx")
    assert isinstance(answer, Reading), answer
    return dict(answer.book.sheets[0].cells)


def refused(parts: dict[str, str | bytes]) -> Refusal:
    answer = read_book(zipped(parts), "a.xlsx")
    assert isinstance(answer, Refusal)
    return answer


def edited(name: str, old: str, new: str, inside: str = ONE) -> dict[str, str | bytes]:
    """The package with one text of one part replaced."""
    parts = members(inside)
    assert old in str(parts[name])
    return {**parts, name: str(parts[name]).replace(old, new)}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>1<!-- x -->23</v></c>', Decimal(123)),
        ('<c r="A1"><v><![CDATA[123]]></v></c>', Decimal(123)),
        ('<c r="A1"><v>1<![CDATA[2]]>3</v></c>', Decimal(123)),
        ('<c r="A1"><v>1&#x32;</v></c>', Decimal(12)),
        ('<c r="A1"><v>1<?x y?>2</v></c>', Decimal(12)),
        ("<c r='A1' t = 'e'><v>#REF!</v></c>", CellError("#REF!")),
        ('<c r="A1"><v>12</v></c><z:c xmlns:z="urn:z" r="A1"><z:v>99</z:v></z:c>', Decimal(12)),
        ('<c r="A1"><v>12</v><z:v xmlns:z="urn:z">99</z:v></c>', Decimal(12)),
        ('<c r="A1" t="inlineStr"><is><t>a<!-- x -->b</t></is></c>', "ab"),
        ('<c r="A1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>', "a"),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x0000_</t></is></c>', "a\rb"),
    ],
)
def test_odd_xml_is_read_for_what_it_says(cell: str, value: CellValue):
    assert cells(members(f'<row r="1">{cell}</row>')) == {(1, 1): value}


def test_a_hidden_row_in_single_quotes_is_hidden():
    answer = read_book(zipped(members("<row r='1' hidden = '1'><c r='A1'><v>1</v></c></row>")), "a.xlsx")
    assert isinstance(answer, Reading)
    assert answer.book.sheets[0].hidden_rows == {1}


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ('<row r="1"><c r="A1"><v>&undefined;</v></c></row>', "sai cú pháp XML"),
        ('<row r="1"><c r="A1"><v>1</c></row>', "sai cú pháp XML"),
        ('<row r="1"><z:c/></row>', "sai cú pháp XML"),
        (ONE + '</sheetData><sheetData><row r="1"><c r="A1"><v>2</v></c></row>', "hai bảng ô"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "ô A1 ghi hai lần"),
        ('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>', "ô A1 ghi hai giá trị"),
        ('<row r="1"><c r="A1"><v>1<b/>2</v></c></row>', "ô A1 ghi hai giá trị"),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t><b/>12</t></is></c></row>', "chữ lẫn phần tử lạ"),
        ('<c r="A1"><v>1</v></c>', "đặt sai chỗ"),
        (f'<x:AlternateContent xmlns:x="{MARKUP}"><x:Choice/></x:AlternateContent>', "đặt sai chỗ"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "chữ không có trong tệp"),
        ('<row r="1"><c r="A1" t="q"><v>7</v></c></row>', "kiểu lạ"),
        ('<row r="1"><c r="A0"><v>7</v></c></row>', "địa chỉ sai"),
        ('<row r="x"><c r="A1"><v>7</v></c></row>', "sai quy cách"),
    ],
)
def test_what_programs_would_read_in_two_ways_is_refused_with_the_reason(inside: str, found: str):
    answer = refused(members(inside))
    assert (answer.code, found in answer.params["found"]) == ("T102", True), answer


@pytest.mark.parametrize("name", [SHEET, WORKBOOK, "xl/styles.xml", "xl/sharedStrings.xml"])
def test_a_part_of_another_namespace_is_refused(name: str):
    answer = refused(edited(name, f'xmlns="{MAIN}"', 'xmlns="urn:x"'))
    assert (answer.code, "không thuộc sổ tính Excel" in answer.params["found"]) == ("T102", True)


def moved(*roots: str) -> dict[str, str | bytes]:
    """The workbook part under another name, its old place holding a decoy with another sheet."""
    parts = edited("_rels/.rels", "xl/workbook.xml", roots[0])
    parts["xl/workbook2.xml"] = parts[WORKBOOK]
    parts["xl/_rels/workbook2.xml.rels"] = relations(("worksheet", "worksheets/sheet2.xml"))
    parts["xl/worksheets/sheet2.xml"] = str(parts[SHEET]).replace("<v>1<", "<v>98765<")
    if len(roots) > 1:
        parts["_rels/.rels"] = relations(*(("officeDocument", root) for root in roots))
    return parts


def test_the_workbook_is_the_part_that_the_package_names():
    assert cells(moved("xl/workbook2.xml")) == {(1, 1): Decimal(98765)}


def test_a_package_that_names_two_workbooks_is_refused():
    assert refused(moved("xl/workbook2.xml", WORKBOOK)) == Refusal("T102", {"found": "có hai phần mô tả sổ tính"})


def test_a_relationship_of_a_foreign_kind_leads_nowhere():
    parts = moved("xl/workbook2.xml")
    parts["_rels/.rels"] = str(relations(("officeDocument", WORKBOOK))).replace(
        "</Relationships>",
        '<Relationship Id="q" Type="urn:x/officeDocument" Target="xl/workbook2.xml"/></Relationships>',
    )
    assert cells(parts) == {(1, 1): Decimal(1)}


def test_a_workbook_outside_the_usual_folder_is_read():
    parts = {name.replace("xl/", "so/"): text for name, text in members(ONE).items()}
    parts["_rels/.rels"] = relations(("officeDocument", "so/workbook.xml"))
    assert cells(parts) == {(1, 1): Decimal(1)}


def test_two_sheets_of_one_name_are_refused():
    parts = edited(WORKBOOK, "</sheets>", '<sheet name="a" sheetId="2" r:id="rId1"/></sheets>')
    assert refused(parts) == Refusal("T102", {"found": "có hai trang trùng tên"})
