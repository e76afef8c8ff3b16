"""What files really are: comments of their own, merged and hidden cells, macros, outside sources, drawings."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests import builders, tools
from tests.raw_xlsx import relations
from xlpy.basics.a1 import a1
from xlpy.intake.formats.package import open_package
from xlpy.intake.formats.xlsx_links import EXTERNAL
from xlpy.model.submission import Severity
from xlpy.outputs.marked import Heading, Mark, MarkedCopy, NoCopyError, mark, marking, safe
from xlpy.outputs.marked.book import workbook_part
from xlpy.outputs.marked.listing import KNOWN_TITLES, SHEET, TITLE
from xlpy.outputs.marked.looks import EDGES, FILLS
from xlpy.outputs.marked.parts import Parts
from xlpy.outputs.marked.safe import make_safe
from xlpy.outputs.marked.xmledit import UneditableError

pytestmark = pytest.mark.slow("form")

Edit = Callable[[bytes], bytes]
AUTHOR = "Sở Giáo dục và Đào tạo"
HEADING = Heading(("Đơn vị: Huyện Ba Tơ.",))
FIRST = 8
"""Row of the first finding in the list of a copy made here."""
TEXTS = ("=1+1", "+84 255", "- Tuyên truyền", "@cmd", " x ", "'trích", "1.810", "001", "a\nb")


def said(sheet: str, *cells: str, severity: Severity = Severity.ERROR, code: str = "O404") -> list[Mark]:
    return [Mark(severity, code, sheet, cell, f"Nội dung ở {cell}", "Sửa lại") for cell in cells]


def marked(data: bytes, marks: list[Mark], name: str = "tep.xlsx") -> MarkedCopy:
    return mark(data, name, marks, HEADING, AUTHOR)


def made(fill: Callable[[Worksheet], object]) -> bytes:
    book = Workbook()
    page: Worksheet = book.worksheets[0]
    page.title = "Biểu"
    page["A1"], page["B2"], page["C3"] = "KH", 5, "=B2*2"
    fill(page)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def add_sheet(page: Worksheet, name: str) -> Worksheet:
    book: Any = page.parent
    new: Worksheet = book.create_sheet(name)
    return new


def opened(copy: MarkedCopy) -> Workbook:
    return load_workbook(BytesIO(copy.content))


def edited(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]], **more: bytes) -> bytes:
    """The package with some parts changed and some added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            edit = changes.get(name)
            new.writestr(name, edit(old.read(name)) if edit else old.read(name))
        for name, content in more.items():
            new.writestr(name, content)
    return stream.getvalue()


def before(anchor: bytes, text: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(anchor, text + anchor)


def comment_of(copy: MarkedCopy, cell: str, sheet: str = "Biểu") -> str:
    comment = opened(copy)[sheet][cell].comment
    assert comment is not None
    return str(comment.text)


# --- Cells ----------------------------------------------------------------------------------------------------


def test_a_cell_that_was_never_written_is_marked_in_its_place():
    copy = marked(made(lambda page: page.append([1, 2])), said("Biểu", "A2", "D3", "Z40", "B1"))
    page = opened(copy)["Biểu"]
    order = re.findall(rb'<c r="([A-Z]+\d+)"', open_package(copy.content).read("xl/worksheets/sheet1.xml"))
    assert {c.coordinate for row in page.iter_rows() for c in row if c.comment} == {"A2", "D3", "Z40", "B1"}
    assert order == [b"A1", b"B1", b"A2", b"B2", b"C3", b"D3", b"A4", b"B4", b"Z40"]


def test_a_mark_in_a_merged_area_is_put_on_the_cell_that_shows():
    copy = marked(made(lambda page: page.merge_cells("B5:D6")), said("Biểu", "C6"))
    page = opened(copy)["Biểu"]
    assert (page["B5"].comment is not None, page["B5"].fill.fgColor.rgb) == (True, FILLS[Severity.ERROR])
    assert opened(copy)[SHEET].cell(FIRST, 5).value == "C6"


def test_a_neighbour_with_the_same_format_keeps_it():
    def fill(page: Worksheet) -> None:
        for cell in ("B2", "B3"):
            page[cell].number_format = "#,##0.00"
            page[cell].alignment = Alignment(horizontal="center")
            page[cell].fill = PatternFill("solid", "FFFFFBE3")

    page = opened(marked(made(fill), said("Biểu", "B2")))["Biểu"]
    assert (page["B3"].fill.fgColor.rgb, page["B2"].fill.fgColor.rgb) == ("FFFFFBE3", FILLS[Severity.ERROR])
    assert (page["B2"].number_format, page["B2"].alignment.horizontal) == ("#,##0.00", "center")
    assert page["B2"].border.top.color.rgb == EDGES[Severity.ERROR]


def test_two_findings_of_a_cell_share_a_comment_and_the_worse_colour():
    marks = [*said("Biểu", "B2", severity=Severity.INFO, code="O402"), *said("Biểu", "B2", severity=Severity.WARNING)]
    copy = marked(made(lambda _: None), marks)
    assert ("O402" in comment_of(copy, "B2"), "O404" in comment_of(copy, "B2")) == (True, True)
    assert opened(copy)["Biểu"]["B2"].fill.fgColor.rgb == FILLS[Severity.WARNING]


def test_a_protected_sheet_stays_protected():
    copy = marked(made(lambda page: page.protection.enable()), said("Biểu", "B2"))
    assert opened(copy)["Biểu"].protection.sheet is True


def test_a_hidden_sheet_is_marked_but_no_link_leads_there():
    def fill(page: Worksheet) -> None:
        hidden = add_sheet(page, "Ẩn")
        hidden["A1"], hidden.sheet_state = 1, "hidden"

    copy = marked(made(fill), said("Ẩn", "A1"))
    listed = opened(copy)[SHEET].cell(FIRST, 5)
    assert (opened(copy)["Ẩn"]["A1"].comment is not None, listed.value, listed.hyperlink) == (True, "A1", None)


def test_a_sheet_s_finding_links_to_the_sheet_and_a_file_s_to_nothing():
    copy = marked(made(lambda _: None), [*said("Biểu", ""), *said("", "")])
    page = opened(copy)[SHEET]
    links = [cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Biểu'!A1"]


@pytest.mark.parametrize("cell", ["A6 của biểu mẫu gốc", "AAA1", "A10000", "F0", "x"])
def test_what_is_no_cell_of_ours_is_listed_and_colours_nothing(cell: str):
    copy = marked(made(lambda _: None), said("Biểu", cell))
    assert opened(copy)[SHEET].cell(FIRST, 5).value == cell
    assert [c for row in opened(copy)["Biểu"].iter_rows() for c in row if c.comment] == []


def test_a_table_stays():
    def fill(page: Worksheet) -> None:
        for row in (["Mã", "Số"], ["a", 1], ["b", 2]):
            page.append(row)
        page.add_table(Table(displayName="Bang", ref="A4:B6"))

    copy = marked(made(fill), said("Biểu", "B5"))
    assert opened(copy)["Biểu"].tables["Bang"].ref == "A4:B6"


def test_a_sheet_named_as_ours_is_kept_beside_it():
    copy = marked(made(lambda page: add_sheet(page, "PHÁT HIỆN")), said("Biểu", "B2"))
    assert opened(copy).sheetnames == ["Biểu", "PHÁT HIỆN", "Phát hiện (2)"]


def test_a_sheet_name_with_an_apostrophe_is_quoted_in_links():
    def fill(page: Worksheet) -> None:
        page.title = "Biểu '24"

    link = opened(marked(made(fill), said("Biểu '24", "B2")))[SHEET].cell(FIRST, 5).hyperlink
    assert link is not None
    assert link.location == "'Biểu ''24'!B2"


def test_more_findings_than_the_cap_are_announced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(marking, "MOST", 3)
    copy = marked(made(lambda _: None), said("Biểu", *(f"A{n}" for n in range(1, 9))))
    texts = [str(row[0]) for row in opened(copy)[SHEET].iter_rows(values_only=True)]
    comments = [c for row in opened(copy)["Biểu"].iter_rows() for c in row if c.comment]
    assert (len(comments), any("còn 5 phát hiện khác" in text for text in texts)) == (3, True)


def test_a_very_long_comment_is_cut_and_the_list_has_it_whole():
    long = "dài " * 5000
    copy = marked(made(lambda _: None), [Mark(Severity.ERROR, "O404", "Biểu", "B2", long, "Sửa")])
    assert (len(comment_of(copy, "B2")) <= 8_100, comment_of(copy, "B2").endswith("…")) == (True, True)
    assert opened(copy)[SHEET].cell(FIRST, 6).value == long


def test_a_text_longer_than_a_cell_holds_is_cut_in_the_list():
    copy = marked(made(lambda _: None), [Mark(Severity.ERROR, "O404", "Biểu", "B2", "dài " * 10_000, "Sửa")])
    text = str(opened(copy)[SHEET].cell(FIRST, 6).value)
    assert (32_700 < len(text) <= 32_767, text[-1]) == (True, "…")


# --- Comments that are there already --------------------------------------------------------------------------


def with_comments(page: Worksheet) -> None:
    page["B2"].comment = Comment("Đã hỏi trường A", "Chị Hoa")
    page["C3"].comment = Comment("Số tạm", "Chị Hoa")


def test_a_comment_of_the_unit_is_kept_below_ours():
    text = comment_of(marked(made(with_comments), said("Biểu", "B2")), "B2")
    assert (text.startswith("Cần sửa O404"), text.endswith("Đã hỏi trường A")) == (True, True)


def test_other_comments_stay_with_their_author_and_get_no_second_box():
    copy = marked(made(with_comments), said("Biểu", "B2", "A1"))
    kept = opened(copy)["Biểu"]["C3"].comment
    boxes = b"".join(
        open_package(copy.content).read(n) for n in open_package(copy.content).members if n.endswith("vml")
    )
    assert (kept.text, kept.author, boxes.count(b'ObjectType="Note"')) == ("Số tạm", "Chị Hoa", 3)


def test_a_plain_text_comment_becomes_a_run_after_ours():
    def plain(content: bytes) -> bytes:
        return re.sub(rb"<text>.*?</text>", b"<text><t>ghi ch\xc3\xba</t></text>", content)

    data = edited(made(with_comments), {"xl/comments/comment1.xml": plain})
    assert comment_of(marked(data, said("Biểu", "B2")), "B2").endswith("ghi chú")


def test_a_drawing_that_is_no_well_formed_xml_still_takes_our_boxes():
    name = "xl/drawings/commentsDrawing1.vml"
    members = open_package(made(with_comments)).members
    name = next(info.filename for info in members.values() if info.filename.endswith(".vml"))
    data = edited(made(with_comments), {name: before(b"</xml>", b"<v:textbox>a<br>b</v:textbox>")})
    copy = marked(data, said("Biểu", "A1"))
    boxes = open_package(copy.content).read(name)
    numbers = re.findall(rb'id="_x0000_s(\d+)"', boxes)
    assert (copy.notes, boxes.count(b'ObjectType="Note"'), len(numbers)) == ((), 3, len(set(numbers)))


# --- What must not go back ------------------------------------------------------------------------------------


def with_relation(data: bytes, kind: str, target: str, part: str = "xl/_rels/workbook.xml.rels") -> bytes:
    extra = relations((kind, target)).partition("<Relationship ")[2].partition("/>")[0].replace("rId1", "rIdX")
    row = f"<Relationship {extra}/>".encode()
    return edited(data, {part: before(b"</Relationships>", row)})


def test_macros_do_not_go_back():
    data = with_relation(made(lambda _: None), "vbaProject", "vbaProject.bin")
    plain, macros = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    types = {"[Content_Types].xml": lambda content: content.replace(b"openxmlformats-officedocument." + plain, macros)}
    copy = marked(edited(data, types, **{"xl/vbaProject.bin": b"x"}), said("Biểu", "B2"), "tep.xlsm")
    package = open_package(copy.content)
    assert "xl/vbaproject.bin" not in package
    assert b"macroEnabled" not in package.read("[content_types].xml")
    assert copy.notes == ("Bản này không mang macro của bản gốc.",)
    assert opened(copy)["Biểu"]["C3"].value == "=B2*2"


def with_outside(formula: bytes = b"[1]Sheet1!$A$1") -> bytes:
    """A workbook whose cell C3 reads another file; C4 shares no formula with it and reads none."""
    link = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><externalBook r:id="rId1"/>'
        b"</externalLink>"
    )

    def sheet(content: bytes) -> bytes:
        cell = b'<c r="C3"><f>' + formula + b"</f><v>42</v></c>"
        return re.sub(rb'<c r="C3">.*?</c>', lambda _: cell, content)

    data = with_relation(made(lambda _: None), "externalLink", "externalLinks/externalLink1.xml")
    reference = b'<externalReferences><externalReference r:id="rIdX" '
    reference += b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></externalReferences>'
    added = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("externalLinkPath", "file:///C:/x.xlsx"), mode="External"
        ).encode(),
    }
    changes = {"xl/worksheets/sheet1.xml": sheet, "xl/workbook.xml": before(b"<calcPr", reference)}
    return edited(data, changes, **added)


@pytest.mark.parametrize("formula", [b"[1]Sheet1!$A$1", b"B2+'[1]Trang 1'!A1", b'_xlfn.WEBSERVICE("http://x")'])
def test_a_formula_that_reads_from_outside_keeps_its_result_only(formula: bytes):
    copy = marked(with_outside(formula), said("Biểu", "B2"))
    package = open_package(copy.content)
    assert [name for name in package.members if "external" in name] == []
    assert b"externalReference" not in package.read("xl/workbook.xml")
    assert (opened(copy)["Biểu"]["C3"].value, "1 ô có công thức" in copy.notes[0]) == (42, True)


@pytest.mark.parametrize(
    "formula",
    [
        b'&#87;EBSERVICE("http://x")',
        b'_xlfn.&#x57;&#x45;BSERVICE ("http://x")',
        b"&#91;1]Sheet1!$A$1",
        b"'C:\\so lieu\\[nam 2023.xlsx]Trang 1'!A1",
        b"SUM(1,[nam-2023.xlsx]Trang1!A1)",
        b"cmd|'/c calc'!A0",
    ],
)
def test_an_outside_formula_in_disguise_keeps_its_result_only(formula: bytes):
    copy = marked(with_outside(formula), said("Biểu", "B2"))
    assert (opened(copy)["Biểu"]["C3"].value, "1 ô có công thức" in copy.notes[0]) == (42, True)


@pytest.mark.parametrize(
    "formula",
    [b'<![CDATA[WEBSERVICE("http://x")]]>', b'WEB<!-- -->SERVICE("http://x")', b'WEB<?x?>SERVICE("http://x")'],
    ids=["CDATA", "comment", "instruction"],
)
def test_a_formula_with_markup_in_it_makes_the_copy_be_built_anew(formula: bytes):
    copy = marked(edited(made(lambda _: None), {"xl/worksheets/sheet1.xml": with_formula(formula)}), said("Biểu", "B2"))
    assert (opened(copy)["Biểu"]["C3"].value, "dựng lại" in copy.notes[0]) == (42, True)


def with_formula(formula: bytes) -> Callable[[bytes], bytes]:
    cell = b'<c r="C3"><f>' + formula + b"</f><v>42</v></c>"
    return lambda content: re.sub(rb'<c r="C3">.*?</c>', lambda _: cell, content)


@pytest.mark.parametrize(
    "formula",
    [
        b"SUM(Bang[S&#7889;])-Trang2!A1",
        b"'a|b'!A1",
        b'"x|"&amp;A1&amp;"!"',
        b"Bang[[#This Row],[A]]*Trang2!B1",
        b"B2&lt;&gt;1",
    ],
)
def test_a_formula_that_only_looks_as_if_it_read_from_outside_stays(formula: bytes):
    copy = marked(edited(made(lambda _: None), {"xl/worksheets/sheet1.xml": with_formula(formula)}), said("Biểu", "B2"))
    package = open_package(copy.content)
    assert (copy.notes, formula in package.read("xl/worksheets/sheet1.xml")) == ((), True)


@pytest.mark.parametrize("text", ["[" + "a" * 300_000, "a." * 150_000, "'a[" * 100_000, "[1" * 150_000])
def test_a_planted_formula_of_any_length_is_not_looked_through(text: str, monkeypatch: pytest.MonkeyPatch):
    searched: list[str] = []
    monkeypatch.setattr("xlpy.outputs.marked.safe.EXTERNAL", Watched(EXTERNAL, searched))
    data = edited(made(lambda _: None), {"xl/worksheets/sheet1.xml": with_formula(text.encode())})
    parts = Parts(open_package(data))
    with pytest.raises(UneditableError, match="formula"):
        make_safe(parts, workbook_part(parts))
    assert max(map(len, searched), default=0) <= safe.LONGEST_FORMULA


def test_the_longest_formula_that_excel_takes_is_looked_through_and_stays(monkeypatch: pytest.MonkeyPatch):
    searched: list[str] = []
    monkeypatch.setattr("xlpy.outputs.marked.safe.EXTERNAL", Watched(EXTERNAL, searched))
    longest = "1" + "+1" * (safe.LONGEST_FORMULA // 2 - 1)
    data = edited(made(lambda _: None), {"xl/worksheets/sheet1.xml": with_formula(longest.encode())})
    parts = Parts(open_package(data))
    assert make_safe(parts, workbook_part(parts)) == ()
    assert longest in searched


def test_a_formula_longer_than_excel_takes_makes_the_copy_be_built_anew():
    planted = with_formula(b"1" + b"+1" * (safe.LONGEST_FORMULA // 2))
    copy = marked(edited(made(lambda _: None), {"xl/worksheets/sheet1.xml": planted}), said("Biểu", "B2"))
    assert (opened(copy)["Biểu"]["C3"].value, "dựng lại" in copy.notes[0]) == (42, True)


class Watched:
    """A pattern that notes what it looks through."""

    def __init__(self, pattern: re.Pattern[str], searched: list[str]) -> None:
        self._pattern, self._searched = pattern, searched

    def search(self, text: str) -> re.Match[str] | None:
        self._searched.append(text)
        return self._pattern.search(text)


def test_a_cell_that_shares_an_outside_formula_and_stands_before_it_keeps_its_result():
    shared = b'<c r="B3"><f t="shared" si="0"/><v>41</v></c>'
    first = b'<c r="C3"><f t="shared" ref="B3:C3" si="0">WEBSERVICE("http://x"&amp;A1)</f><v>42</v></c>'
    data = edited(made(lambda _: None), {"xl/worksheets/sheet1.xml": sheet_with(shared + first)})
    page = opened(marked(data, said("Biểu", "B2")))["Biểu"]
    assert (page["B3"].value, page["C3"].value) == (41, 42)


DISGUISED = {
    "a validation": (
        b'<dataValidations><dataValidation sqref="A1" type="custom"><formula1>%s</formula1></dataValidation>'
        b"</dataValidations>"
    ),
    "a limit of a condition": (
        b'<conditionalFormatting sqref="A1"><cfRule type="colorScale" priority="1"><colorScale>'
        b'<cfvo type="formula" val="%s"/><cfvo type="max"/><color rgb="FFFF0000"/><color rgb="FF00FF00"/></colorScale>'
        b"</cfRule></conditionalFormatting>"
    ),
    "a name": b"",
}


@pytest.mark.parametrize("place", DISGUISED)
@pytest.mark.parametrize(
    "formula",
    [b"&#87;EBSERVICE(A1)", b"<![CDATA[WEBSERVICE(A1)]]>", b"WEB<!---->SERVICE(A1)"],
    ids=["&#", "CDATA", "<!"],
)
def test_no_disguise_takes_an_outside_source_back(place: str, formula: bytes):
    if place == "a limit of a condition" and b"<" in formula:
        formula = b"WEBSERVICE(A1)"
    name = b'<definedNames><definedName name="x">%s</definedName></definedNames>'
    changes = (
        {"xl/workbook.xml": before(b"<calcPr", name.replace(b"%s", formula))}
        if place == "a name"
        else {"xl/worksheets/sheet1.xml": sheet_with(INSIDE, after=DISGUISED[place].replace(b"%s", formula))}
    )
    copy = marked(edited(made(lambda _: None), changes), said("Biểu", "B2"))
    package = open_package(copy.content)
    assert "dựng lại" in copy.notes[0]
    assert [n for n in package.members if re.search(rb"WEBSERVICE|&#87;|WEB<!", package.read(n))] == []


def test_a_table_s_own_formula_that_reads_from_outside_makes_the_copy_be_built_anew():
    def fill(page: Worksheet) -> None:
        for row in (["Mã", "Số"], ["a", 1], ["b", 2]):
            page.append(row)
        page.add_table(Table(displayName="Bang", ref="A4:B6"))

    def column(content: bytes) -> bytes:
        inner = b"<calculatedColumnFormula>&#87;EBSERVICE(A1)</calculatedColumnFormula></tableColumn>"
        return re.sub(rb'(<tableColumn id="2"[^>]*?)\s*/>', rb"\1>" + inner, content)

    data = edited(made(fill), {"xl/tables/table1.xml": column})
    assert b"calculatedColumn" in open_package(data).read("xl/tables/table1.xml")
    assert "dựng lại" in marked(data, said("Biểu", "B2")).notes[0]


def test_a_name_for_an_outside_cell_is_known_in_formulas_whatever_its_case():
    name = b'<definedNames><definedName name="NguonNgoai">[1]Sheet1!$A$1</definedName></definedNames>'
    data = edited(with_outside(b"nguonNGOAI*2"), {"xl/workbook.xml": before(b"<calcPr", name)})
    assert opened(marked(data, said("Biểu", "B2")))["Biểu"]["C3"].value == 42


def test_parts_that_nothing_refers_to_do_not_keep_a_copy_from_being_edited_in_place():
    data = edited(made(lambda _: None), {}, **{"xl/media/image9.png": b"\x89PNG", "xl/la.bin": b"\0\1"})
    assert marked(data, said("Biểu", "B2")).notes == ()


def test_a_formula_of_the_unit_s_own_stays():
    assert opened(marked(made(lambda _: None), said("Biểu", "C3")))["Biểu"]["C3"].value == "=B2*2"


@pytest.mark.parametrize("kind", ["oleObject", "control", "connections", "xlMacrosheet", "unheard-of"])
def test_a_package_with_parts_of_other_kinds_is_built_anew_from_its_cells(kind: str):
    copy = marked(with_relation(made(lambda _: None), kind, "other.bin"), said("Biểu", "B2"))
    page = opened(copy)["Biểu"]
    assert (page["A1"].value, page["B2"].value, page["B2"].comment is not None) == ("KH", 5, True)
    assert ("dựng lại" in copy.notes[0], "xl/other.bin" in open_package(copy.content)) == (True, False)


def test_a_file_that_cannot_be_read_has_no_copy():
    with pytest.raises(NoCopyError, match="không đọc được"):
        marked(b"%PDF-1.4", said("Biểu", "B2"))


# --- Text and numbers -----------------------------------------------------------------------------------------


def texts(page: Worksheet) -> None:
    for row, text in enumerate(TEXTS, 10):
        page.cell(row, 1).value = text
        page.cell(row, 1).data_type = "s"


@pytest.mark.parametrize("rebuild", [False, True], ids=["edited", "rebuilt"])
def test_text_stays_text_whatever_it_begins_with(rebuild: bool):
    data = made(texts)
    data = with_relation(data, "oleObject", "other.bin") if rebuild else data
    page = opened(marked(data, said("Biểu", *(f"A{row}" for row in range(10, 19)))))["Biểu"]
    assert [(page.cell(row, 1).data_type, page.cell(row, 1).value) for row in range(10, 19)] == [
        ("s", text) for text in TEXTS
    ]


def test_words_of_a_finding_stay_text_in_list_and_comment():
    marks = [Mark(Severity.ERROR, "O404", "Biểu", "B2", text, text) for text in (*TEXTS, "<b>&amp;", "x\ud800\x01y")]
    copy = marked(made(lambda _: None), marks)
    listed = [opened(copy)[SHEET].cell(row, 6) for row in range(FIRST, FIRST + len(marks))]
    assert {cell.data_type for cell in listed} == {"s"}
    assert [cell.value for cell in listed[: len(TEXTS) + 1]] == [*TEXTS, "<b>&amp;"]


# --- Whatever is marked ---------------------------------------------------------------------------------------


@pytest.mark.slow("round")
@settings(max_examples=40, deadline=None)
@given(
    places=st.sets(st.tuples(st.integers(1, 60), st.integers(1, 12)), max_size=25),
    filled=st.sets(st.tuples(st.integers(1, 60), st.integers(1, 12)), max_size=25),
)
def test_marks_fall_on_their_cells_and_change_no_value(places: set[tuple[int, int]], filled: set[tuple[int, int]]):
    def fill(page: Worksheet) -> None:
        for row, column in filled:
            page.cell(row, column).value = row * column

    data = made(fill)
    page = opened(marked(data, said("Biểu", *(a1(at) for at in sorted(places)))))["Biểu"]
    original = load_workbook(BytesIO(data))["Biểu"]
    values = {c.coordinate: c.value for row in page.iter_rows() for c in row if c.value is not None}
    assert values == {c.coordinate: c.value for row in original.iter_rows() for c in row if c.value is not None}
    assert {(c.row, c.column) for row in page.iter_rows() for c in row if c.comment} == places
    coloured = {(c.row, c.column) for row in page.iter_rows() for c in row if c.fill.fgColor.rgb in FILLS.values()}
    assert coloured == places


def in_order(styles: bytes) -> bytes:
    """openpyxl writes the parts of its first font in an order that the validator does not take."""
    return re.sub(rb"<font>.*?</font>", b'<font><sz val="11"/><name val="Calibri"/></font>', styles, count=1)


@pytest.mark.validator
def test_the_hard_cases_are_valid_open_xml(tmp_path: Path):
    def crowded(page: Worksheet) -> None:
        with_comments(page)
        page.merge_cells("E5:F6")
        page.append(["Mã", "Số"])
        page.append(["a", 1])
        page.add_table(Table(displayName="Bang", ref=f"A{page.max_row - 1}:B{page.max_row}"))

    for name, data in {"crowded": made(crowded), "outside": with_outside()}.items():
        sound = edited(data, {"xl/styles.xml": in_order})
        (tmp_path / f"{name}.xlsx").write_bytes(marked(sound, said("Biểu", "B2", "A1", "F6", "Z40")).content)
    assert tools.validate(sorted(tmp_path.iterdir())) == ""


@pytest.mark.validator
def test_a_copy_built_anew_is_valid_open_xml(tmp_path: Path):
    copy = marked(with_relation(made(texts), "oleObject", "other.bin"), said("Biểu", "B2", "A1", "Z40"))
    (tmp_path / "a.xlsx").write_bytes(copy.content)
    assert tools.validate([tmp_path / "a.xlsx"]) == ""


def test_the_form_s_own_round_trip_is_clean():
    """A second copy of a copy sent back: marks of the first are gone where nothing is wrong any more."""
    data = builders.form("535", {("indicators", "N1.02", "actual"): Decimal(5)})
    first = marked(data, said("Chỉ tiêu", "F9", "F10"))
    second = marked(first.content, said("Chỉ tiêu", "F11"))
    page, plain = opened(second)["Chỉ tiêu"], load_workbook(BytesIO(data))["Chỉ tiêu"]
    assert {c.coordinate for row in page.iter_rows() for c in row if c.comment} == {"F11"}
    assert page["F9"].fill.fgColor.rgb == plain["F9"].fill.fgColor.rgb
    assert page["F9"].border.left.style == plain["F9"].border.left.style
    assert opened(second).sheetnames == opened(first).sheetnames
    lines = [row[4] for row in opened(second)[SHEET].iter_rows(values_only=True) if str(row[0]).isdecimal()]
    assert lines == ["F11"]


@pytest.mark.parametrize("heading", KNOWN_TITLES)
def test_a_copy_s_own_list_is_known_however_it_was_headed(heading):
    first = marked(builders.form("535", {("indicators", "N1.02", "actual"): Decimal(5)}), said("Chỉ tiêu", "F9"))
    book = load_workbook(BytesIO(first.content))
    (title,) = (cell for row in book[SHEET]["A1:A4"] for cell in row if cell.value == TITLE)
    title.value = heading
    stream = BytesIO()
    book.save(stream)
    assert opened(marked(stream.getvalue(), said("Chỉ tiêu", "F11"))).sheetnames == opened(first).sheetnames


def test_a_unit_s_own_comment_outlives_ours_above_it():
    first = marked(made(with_comments), said("Biểu", "B2", "C3"))
    second = marked(first.content, said("Biểu", "A1"))
    comments = {c.coordinate: c.comment for row in opened(second)["Biểu"].iter_rows() for c in row if c.comment}
    assert {cell: comment.text for cell, comment in comments.items() if cell != "A1"} == {
        "B2": "Đã hỏi trường A",
        "C3": "Số tạm",
    }
    assert comments["B2"].author == "Chị Hoa"


def test_comments_of_programs_that_keep_no_author_are_known_by_their_words():
    first = marked(made(lambda _: None), said("Biểu", "B2", "C3"))
    name = next(name for name in open_package(first.content).members if "comments" in name)
    nameless = edited(first.content, {name: lambda content: content.replace(AUTHOR.encode(), b" ")})
    page = opened(marked(nameless, said("Biểu", "C3")))["Biểu"]
    assert {c.coordinate for row in page.iter_rows() for c in row if c.comment} == {"C3"}


def test_a_format_that_has_no_neighbour_alike_is_left_without_a_ground():
    def fill(page: Worksheet) -> None:
        page["B2"].number_format = "0.00"
        page["B2"].fill = PatternFill("solid", "FF00FF00")

    first = marked(made(fill), said("Biểu", "B2"))
    cell = opened(marked(first.content, said("Biểu", "A1")))["Biểu"]["B2"]
    assert (cell.fill.fill_type, cell.number_format, cell.border.left.style) == (None, "0.00", None)


# --- More that must not go back -------------------------------------------------------------------------------


def sheet_with(*cells: bytes, after: bytes = b"") -> Edit:
    """Cells put in place of C3, and XML put behind the sheet's data."""

    def change(content: bytes) -> bytes:
        content = re.sub(rb'<c r="C3">.*?</c>', lambda _: b"".join(cells), content)
        return content.replace(b"</sheetData>", b"</sheetData>" + after)

    return change


OUTSIDE = b'<c r="C3"><f>_xlfn.WEBSERVICE("http://x")</f><v>42</v></c>'
INSIDE = b'<c r="C3"><f>B2*2</f><v>10</v></c>'


@pytest.mark.parametrize(("cell", "kept"), [(OUTSIDE, False), (INSIDE, True)], ids=["outside", "inside"])
def test_the_order_of_calculation_goes_only_where_a_formula_goes(cell: bytes, kept: bool):
    data = with_relation(made(lambda _: None), "calcChain", "calcChain.xml")
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C3" i="1"/></calcChain>'
    )
    data = edited(data, {"xl/worksheets/sheet1.xml": sheet_with(cell)}, **{"xl/calcChain.xml": chain})
    assert ("xl/calcchain.xml" in open_package(marked(data, []).content)) is kept


def test_cells_that_share_a_formula_from_outside_all_keep_their_results():
    first = b'<c r="C3"><f t="shared" ref="C3:D3" si="0">WEBSERVICE("http://x"&amp;A1)</f><v>42</v></c>'
    second = b'<c r="D3"><f t="shared" si="0"/><v>43</v></c>'
    data = edited(made(lambda _: None), {"xl/worksheets/sheet1.xml": sheet_with(first, second)})
    copy = marked(data, said("Biểu", "B2"))
    page = opened(copy)["Biểu"]
    assert ((page["C3"].value, page["D3"].value), copy.notes[0][:4]) == ((42, 43), "2 ô ")


def test_a_name_that_stands_for_an_outside_cell_goes_with_the_formulas_that_use_it():
    name = b'<definedNames><definedName name="gia">[1]Sheet1!$A$1</definedName></definedNames>'
    changes = {"xl/workbook.xml": before(b"<calcPr", name)}
    changes["xl/worksheets/sheet1.xml"] = sheet_with(b'<c r="C3"><f>gia*2</f><v>42</v></c>')
    data = edited(with_outside(), changes)
    data = edited(data, {"xl/workbook.xml": lambda content: content.replace(b"<definedNames/>", b"")})
    copy = marked(data, said("Biểu", "B2"))
    assert (opened(copy)["Biểu"]["C3"].value, "gia" in opened(copy).defined_names) == (42, False)


def test_an_outside_source_in_a_validation_makes_the_copy_be_built_anew():
    rule = b'<dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>[1]S!$A$1:$A$9</formula1>'
    rule += b"</dataValidation></dataValidations>"
    data = edited(with_outside(), {"xl/worksheets/sheet1.xml": sheet_with(INSIDE, after=rule)})
    copy = marked(data, said("Biểu", "B2"))
    assert ("dựng lại" in copy.notes[0], opened(copy)["Biểu"].data_validations.dataValidation) == (True, [])


def test_a_picture_that_is_fetched_from_outside_makes_the_copy_be_built_anew():
    rels = relations(("image", "http://x/a.png"), mode="External").encode()
    data = edited(made(lambda _: None), {}, **{"xl/worksheets/_rels/sheet1.xml.rels": rels})
    copy = marked(data, said("Biểu", "B2"))
    assert ("dựng lại" in copy.notes[0], b"http://x" in copy.content) == (True, False)


def test_a_link_to_a_page_stays_a_link():
    def fill(page: Worksheet) -> None:
        page["B2"].hyperlink = "https://example.vn/a"

    link = opened(marked(made(fill), said("Biểu", "B2")))["Biểu"]["B2"].hyperlink
    assert link is not None
    assert link.target == "https://example.vn/a"


def boxes_of(copy: MarkedCopy) -> bytes:
    package = open_package(copy.content)
    return b"".join(package.read(name) for name in package.members if name.endswith(".vml"))


def numbers(boxes: bytes) -> list[int]:
    return [int(number) for number in re.findall(rb'id="_x0000_s(\d+)"', boxes)]


def test_new_boxes_take_numbers_that_no_shape_has():
    name = next(info.filename for info in open_package(made(with_comments)).members.values() if ".vml" in info.filename)
    used = b'<v:shape id="_x0000_s1025"/><v:shape id="_x0000_s1040"/></xml>'
    data = edited(made(with_comments), {name: lambda content: content.replace(b"</xml>", used)})
    old = numbers(open_package(data).read(name))
    assert numbers(boxes_of(marked(data, said("Biểu", "A1", "A2")))) == [*old, max(old) + 1, max(old) + 2]


def test_old_comments_take_their_boxes_with_them():
    first = marked(made(with_comments), said("Biểu", "B2", "A1", "A2"))
    second = marked(first.content, said("Biểu", "A2"))
    assert boxes_of(second).count(b'ObjectType="Note"') == 3


# --- What tells of people -------------------------------------------------------------------------------------

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_traces(data: bytes) -> bytes:
    """The file with properties, custom XML, a printer's settings and a part that nothing refers to."""

    def related(content: bytes, kind: str, target: str) -> bytes:
        relation = f'<Relationship Id="rIdThem{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        return content.replace(b"</Relationships>", relation.encode() + b"</Relationships>")

    sheet_relations = relations(("printerSettings", "../printerSettings/printerSettings1.bin")).encode()
    page_setup = f'<pageSetup xmlns:r="{OFFICE}" orientation="landscape" r:id="rId1"/></worksheet>'.encode()
    return edited(
        data,
        {
            "_rels/.rels": lambda old: related(old, "custom-properties", "docProps/custom.xml"),
            "xl/_rels/workbook.xml.rels": lambda old: related(old, "customXml", "../customXml/item1.xml"),
            "xl/worksheets/sheet1.xml": lambda old: old.replace(b"</worksheet>", page_setup),
            "docProps/core.xml": lambda old: old.replace(b"openpyxl", b"Nguyen Van A"),
            "[Content_Types].xml": lambda old: old.replace(
                b"</Types>", b'<Default Extension="bin" ContentType="application/octet-stream"/></Types>'
            ),
        },
        **{
            "docProps/custom.xml": b"<Properties>so dien thoai 0905</Properties>",
            "customXml/item1.xml": b"<a>noi bo</a>",
            "xl/printerSettings/printerSettings1.bin": "\\\\MAY-PHONG-1\\HP".encode("utf-16-le"),
            "xl/worksheets/_rels/sheet1.xml.rels": sheet_relations,
            "xl/vbaProject.bin": b"nobody refers to me",
        },
    )


def test_a_copy_tells_nothing_of_people_and_machines_that_stood_beside_the_cells():
    copy = marked(with_traces(made(lambda _: None)), said("Biểu", "B2"))
    assert not copy.is_rebuilt
    with zipfile.ZipFile(BytesIO(copy.content)) as package:
        names, everything = package.namelist(), b"".join(package.read(name) for name in package.namelist())
    gone = ("docProps", "customXml", "printerSettings", "vbaProject", "thumbnail")
    assert [name for name in names if any(word in name for word in gone)] == []
    for trace in (b"Nguyen Van A", b"0905", b"noi bo", "MAY-PHONG".encode("utf-16-le"), b"<pageSetup r:id", b"rIdThem"):
        assert trace not in everything
    page = opened(copy)["Biểu"]
    assert (page["B2"].value, page.page_setup.orientation) == (5, "landscape")


@pytest.mark.validator
def test_a_copy_without_its_properties_is_a_sound_workbook(tmp_path: Path):
    (tmp_path / "x.xlsx").write_bytes(marked(builders.form("535"), said("Chỉ tiêu", "F12")).content)
    assert tools.validate([tmp_path / "x.xlsx"]) == ""


def test_a_reference_to_a_part_that_goes_is_never_left_hanging():
    def strange(old: bytes) -> bytes:
        return old.replace(b"<pageSetup ", b"<somethingElse ")

    data = edited(with_traces(made(lambda _: None)), {"xl/worksheets/sheet1.xml": strange})
    assert marked(data, said("Biểu", "B2")).is_rebuilt


def test_a_hidden_sheet_of_the_unit_stays_since_its_formulas_may_read_it():
    def fill(page: Worksheet) -> None:
        hidden = add_sheet(page, "Danh sách")
        hidden["A1"], hidden.sheet_state = 7, "hidden"
        page["D1"] = "='Danh sách'!A1"

    assert opened(marked(made(fill), said("Biểu", "B2")))["Danh sách"]["A1"].value == 7
