"""The gate: what is refused before any spreadsheet library sees it, and under which code."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.flat_ods import NAMESPACES, fods
from tests.raw_ole import compound
from tests.raw_xlsx import members, relations, zipped
from tests.tools import ROOT
from tests.windows.limits import JOB_MEMORY, not_under_wine
from xlpy.intake.formats import facts, package
from xlpy.intake.formats.ole import open_compound
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Reading, Refusal

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refusal(data: bytes, name: str = "a.xlsx") -> Refusal:
    answer = read_book(data, name)
    assert isinstance(answer, Refusal)
    return answer


def test_a_plain_workbook_passes():
    assert isinstance(read_book(zipped(members(ONE)), "a.xlsx"), Reading)


@pytest.mark.parametrize(
    "name", ["~$Bieu.xlsx", "desktop.ini", ".DS_Store", "Thumbs.db", "sub/~$a.xlsx", ".~lock.a.ods#"]
)
def test_what_programs_leave_in_folders_is_passed_over(name):
    assert Refusal("T105") == refusal(b"anything", name)


@pytest.mark.parametrize("data", [b"", b"\0" * 9000])
def test_a_file_without_content_is_empty(data):
    assert refusal(data).code == "T112"


@pytest.mark.parametrize(
    ("data", "code", "found"),
    [
        (b"%PDF-1.7 ...", "T103", "tệp PDF"),
        (b"\xff\xd8\xff\xe0 JFIF", "T103", "ảnh JPEG"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "T103", "trang web (HTML)"),
        ("STT;Chỉ tiêu\n1;Số lớp\n".encode("utf-8-sig"), "T103", "CSV"),
        ("Kính gửi Sở".encode(), "T103", "văn bản thuần"),
        (bytes(range(1, 200)), "T103", "không rõ loại"),
        (zipped({"word/document.xml": "<a/>"}), "T103", "Word (.docx)"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            "T103",
            "OpenDocument",
        ),
        (compound(("WordDocument", b"\1" * 4096)), "T103", "Word (.doc)"),
        (zipped({"Bieu mau.xlsx": b"PK.."}), "T113", "zip"),
        (b"Rar!\x1a\x07\x01\0", "T113", "rar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "T113", "7z"),
        (b"\x09\x08\x08\x00\0\5\x10\0", "T102", "trước năm 1997"),
    ],
)
def test_what_is_no_spreadsheet_is_called_by_its_name(data, code, found):
    answer = refusal(data, "a.xls")
    assert code == answer.code
    assert found in answer.params["found"]


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.99])
def test_a_workbook_cut_short_is_damaged(kept):
    data = zipped(members(ONE))
    assert refusal(data[: int(len(data) * kept)]).code == "T102"


def test_a_flipped_byte_in_a_sheet_is_damage():
    parts = members(ONE)
    data = bytearray(zipped(parts))
    position = data.find(b"xl/worksheets/sheet1.xml") + 40
    data[position] ^= 0xFF
    assert refusal(bytes(data)).code == "T102"


def test_a_missing_sheet_part_is_damage():
    parts = members(ONE)
    del parts["xl/worksheets/sheet1.xml"]
    assert refusal(zipped(parts)) == Refusal("T102", {"found": "thiếu nội dung của trang A"})


def test_an_encoding_that_does_not_exist_is_damage():
    parts = members(ONE)
    parts["xl/workbook.xml"] = '<?xml version="1.0" encoding="UTF-9"?>' + str(parts["xl/workbook.xml"])
    assert refusal(zipped(parts)).code == "T102"


def test_malformed_xml_is_damage():
    assert refusal(zipped(members("<row r='1'><c></row>"))).code == "T102"


def test_a_sheet_that_unpacks_a_thousandfold_is_a_bomb():
    answer = refusal(zipped(members(ONE + " " * (5 << 20))))
    assert answer.code == "T106"
    assert answer.params["limit"] == "150 lần"


def test_a_package_that_unpacks_to_more_than_the_limit_is_a_bomb(monkeypatch):
    monkeypatch.setattr(package, "MAX_TOTAL", 1000)
    assert refusal(zipped(members(ONE))).code == "T106"


def test_a_member_over_the_limit_is_a_bomb(monkeypatch):
    monkeypatch.setattr(package, "MAX_MEMBER", 100)
    assert refusal(zipped(members(ONE))).code == "T106"


def test_a_member_longer_than_it_declares_is_damage():
    data = zipped(members(ONE + "<row/>" * 50))
    name = b"xl/worksheets/sheet1.xml"
    entry = data.rfind(name) - 46
    false = struct.pack("<L", 10)
    assert refusal(data[: entry + 24] + false + data[entry + 28 :]).code == "T102"


def test_too_many_members_are_refused():
    extra: dict[str, str | bytes] = {f"xl/media/{n}.png": "" for n in range(package.MAX_MEMBERS)}
    assert refusal(zipped(members(ONE) | extra)).code == "T106"


def test_a_member_whose_name_leads_outside_is_refused():
    assert refusal(zipped({**members(ONE), "xl/../../evil.xml": "<a/>"})).code == "T106"


def test_two_members_of_one_name_are_refused():
    assert refusal(zipped({**members(ONE), "XL/workbook.xml": "<a/>"})).code == "T106"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"])
def test_an_entity_declared_anywhere_is_refused(part):
    parts = {"docProps/core.xml": "<a/>", **members(ONE)}
    bomb = '<!DOCTYPE a [<!ENTITY b "cccccccc">]>'
    assert refusal(zipped({**parts, part: bomb + str(parts[part])})).code == "T106"


def in_utf16(text: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


def test_parts_in_utf16_are_read():
    parts = members(ONE)
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"):
        parts[name] = in_utf16(str(parts[name]))
    answer = read_book(zipped(parts), "a.xlsx")
    assert isinstance(answer, Reading)
    assert answer.book.sheets[0].cells == {(1, 1): Decimal(1)}


def test_an_entity_declared_in_utf16_is_refused():
    parts = members(ONE)
    text = '<!DOCTYPE a [<!ENTITY b "c">]>' + str(parts["xl/worksheets/sheet1.xml"])
    assert refusal(zipped({**parts, "xl/worksheets/sheet1.xml": in_utf16(text)})).code == "T106"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("XFD1048576", "XFD1048576"), ("AAA3", "AAA3"), ("B10000", "B10000")],
)
def test_a_value_far_from_the_form_is_refused_with_its_address(cell, shown):
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    sheet = ONE + f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'
    expected = Refusal("T107", {"sheet": "A", "cell": shown, "expected": "ZZ9999"})
    assert expected == refusal(zipped(members(sheet)))


def test_a_far_cell_that_is_only_formatted_does_no_harm():
    sheet = ONE + '<row r="1048576" ht="20"><c r="XFD1048576" s="0"/></row>'
    assert isinstance(read_book(zipped(members(sheet)), "a.xlsx"), Reading)


def test_a_far_cell_in_an_ods_is_refused():
    assert (
        refusal(ods('<table:table-row table:number-rows-repeated="20000">' + ODS_ONE + "</table:table-row>")).code
        == "T107"
    )


def test_endless_repetition_in_an_ods_is_refused():
    row = '<table:table-row table:number-rows-repeated="9000">' + ODS_ONE.replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="700"', 1
    )
    assert refusal(ods(row + "</table:table-row>")).code == "T106"


def test_a_billion_spaces_in_an_ods_are_refused():
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="900000000"/></text:p>'
    assert refusal(ods(row + "</table:table-cell></table:table-row>")).code == "T106"


def test_a_workbook_encrypted_by_excel_has_a_password():
    data = compound(("EncryptionInfo", b"\4" * 4096), ("EncryptedPackage", b"\5" * 8192))
    assert refusal(data) == Refusal("T101")


def test_an_old_workbook_with_a_filepass_record_has_a_password():
    bof = struct.pack("<HHHH", 0x809, 16, 0x600, 5).ljust(20, b"\0")
    stream = bof + struct.pack("<HH6x", 0x2F, 6) + b"\0" * 5000
    assert refusal(compound(("Workbook", stream)), "a.xls") == Refusal("T101")


def test_an_encrypted_ods_has_a_password():
    manifest = '<manifest:file-entry><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
    data = ods("", {"META-INF/manifest.xml": manifest})
    assert refusal(data, "a.ods") == Refusal("T101")


@pytest.mark.parametrize("cut", [400, 600, 1500])
def test_a_compound_file_cut_short_is_damaged(cut):
    data = compound(("Workbook", b"\1" * 4096))
    assert refusal(data[:cut], "a.xls").code == "T102"


def test_a_compound_file_whose_sectors_chain_in_a_ring_is_damaged():
    data = bytearray(compound(("Workbook", b"\1" * 4096)))
    struct.pack_into("<L", data, 512 + 4 * 5, 3)
    assert refusal(bytes(data), "a.xls") == Refusal("T102", {"found": "các khối lưu trữ nối vòng"})


def test_a_file_over_the_size_limit_is_refused():
    assert refusal(b"PK\3\4" + b"\0" * package.MAX_FILE).code == "T106"


def test_relationships_to_the_outside_are_not_followed():
    parts = members(ONE)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("hyperlink", "http://example.org"), mode="External")
    assert isinstance(read_book(zipped(parts), "a.xlsx"), Reading)


ODS_ONE = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'


def ods(rows: str, extra: dict[str, str | bytes] | None = None) -> bytes:
    content = (
        f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="A">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content, **(extra or {})})


def test_an_old_workbook_whose_root_entry_has_another_name_is_read():
    data = (Path(__file__).parents[1] / "data" / "reader" / "troubles.xls").read_bytes()
    root, other = ("Root Entry\0".encode("utf-16-le"), "R\0".encode("utf-16-le"))
    at = data.index(root)
    renamed = data[:at] + other.ljust(64, b"\0") + struct.pack("<H", len(other)) + data[at + 66 :]
    assert isinstance(read_book(renamed, "a.xls"), Reading)


def test_a_stray_blank_far_below_refuses_no_workbook():
    far = '<row r="60000"><c r="F60000" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'
    answer = read_book(zipped(members(ONE + far)), "a.xlsx")
    assert isinstance(answer, Reading)
    assert answer.book.sheets[0].cells == {(1, 1): Decimal(1)}


@pytest.mark.slow("size")
def test_blank_formatted_cells_by_the_hundred_thousand_are_read():
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" s="0"/>' for letter in "ABCDEFGHI") + "</row>"
        for row in range(2, 100_002)
    )
    data = zipped(members(ONE + rows))
    start = time.process_time()
    answer = read_book(data, "a.xlsx")
    assert isinstance(answer, Reading)
    assert answer.book.sheets[0].cells == {(1, 1): Decimal(1)}
    assert time.process_time() - start < 10


def test_a_stray_blank_far_below_refuses_no_ods():
    blank = '<table:table-cell office:value-type="string"><text:p><text:s/></text:p></table:table-cell>'
    rows = f'<table:table-row>{ODS_ONE}</table:table-row><table:table-row table:number-rows-repeated="60000"/>'
    answer = read_book(ods(f"{rows}<table:table-row>{blank}</table:table-row>"), "a.ods")
    assert isinstance(answer, Reading)
    assert answer.book.sheets[0].cells == {(1, 1): Decimal(1)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a<text:tab/>b", "a\tb"),
        ("a<text:line-break/>b", "a\nb"),
        ('a<text:s text:c="3"/>b', "a   b"),
        ("\n  a\n  b", "a b"),
        ("a <text:span> b</text:span>", "a b"),
        ("a<!-- x -->b", "ab"),
        ("a</text:p><text:p>b", "a\nb"),
        ("a<office:annotation><text:p>x</text:p></office:annotation>b", "ab"),
    ],
)
def test_the_text_of_an_ods_cell_is_what_a_reader_sees(text: str, value: str):
    cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    answer = read_book(ods(f"<table:table-row>{cell}</table:table-row>"), "a.ods")
    assert isinstance(answer, Reading)
    assert answer.book.sheets[0].cells == {(1, 1): value}


def test_an_ods_that_names_no_type_is_known_by_its_content():
    with_type = ods(f"<table:table-row>{ODS_ONE}</table:table-row>")
    with zipfile.ZipFile(io.BytesIO(with_type)) as archive:
        bare = zipped({"content.xml": archive.read("content.xml")})
    assert isinstance(read_book(bare, "a.ods"), Reading)


ROW = f"<table:table-row>{ODS_ONE}</table:table-row>"


@pytest.mark.parametrize("data", [fods(ROW), in_utf16(fods(ROW).decode())], ids=["UTF-8", "UTF-16"])
def test_an_ods_of_one_piece_is_read(data: bytes):
    answer = read_book(data, "a.fods")
    assert isinstance(answer, Reading)
    assert (answer.book.sheets[0].cells, answer.notes) == ({(1, 1): Decimal(1)}, ())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (fods(ROW, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), "T106"),
        (in_utf16('<!DOCTYPE a [<!ENTITY b "c">]>' + fods(ROW).decode()), "T106"),
        (fods(f'<table:table-row table:number-rows-repeated="20000">{ODS_ONE}</table:table-row>'), "T107"),
        (fods(ROW)[:-30], "T102"),
        (fods(ROW, kind="text"), "T103"),
        (fods(ROW) + b" " * package.MAX_FILE, "T106"),
    ],
    ids=["entity", "entity in UTF-16", "far away", "cut short", "text", "too large"],
)
def test_an_ods_of_one_piece_is_refused_as_one_in_a_package_is(data: bytes, code: str):
    assert refusal(data, "a.fods").code == code


def test_the_macros_of_an_ods_of_one_piece_are_told():
    script = '<office:scripts><x:source-code xmlns:x="urn:x">Sub A</x:source-code></office:scripts><office:body>'
    answer = read_book(fods(ROW).replace(b"<office:body>", script.encode()), "a.fods")
    assert isinstance(answer, Reading)
    assert [note.params for note in answer.notes] == [{"found": "macro Basic"}]


def test_memory_that_ends_while_xml_is_parsed_is_no_bad_syntax(monkeypatch: pytest.MonkeyPatch):
    def parse(_: bytes) -> None:
        error = ElementTree.ParseError("out of memory: line 1, column 0")
        error.code = 1
        raise error

    monkeypatch.setattr(ElementTree, "fromstring", parse)
    with pytest.raises(MemoryError):
        read_book(zipped(members(ONE)), "a.xlsx")


def test_more_cells_than_anybody_types_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(facts, "MAX_CELLS", 1)
    two = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
    expected = Refusal("T106", {"found": "trang A có hơn 1 ô có nội dung", "limit": "1 ô"})
    assert isinstance(read_book(zipped(members(ONE)), "a.xlsx"), Reading)
    assert refusal(zipped(members(two))) == expected
    assert refusal(fods(f"<table:table-row>{ODS_ONE * 2}</table:table-row>"), "a.fods") == expected
    assert refusal(old(b""), "a.xls").code == "T106"


def old(records: bytes) -> bytes:
    """An .xls whose last sheet, which is hidden, holds these records besides."""
    stored = (Path(__file__).parents[1] / "data" / "reader" / "troubles.xls").read_bytes()
    stream = open_compound(stored).stream("Workbook")
    return compound(("Workbook", stream[:-4] + records + stream[-4:]))


def rk(row: int, column: int) -> bytes:
    return struct.pack("<HHHHHL", 0x27E, 10, row - 1, column - 1, 15, (7 << 2) | 2)


def label(row: int, column: int) -> bytes:
    return struct.pack("<HHHHHHB", 0x204, 10, row - 1, column - 1, 15, 1, 0) + b" "


def test_a_number_far_below_in_an_xls_is_refused_with_its_address():
    expected = Refusal("T107", {"sheet": "Ẩn", "cell": "IV10000", "expected": "ZZ9999"})
    assert isinstance(read_book(old(rk(9999, 256)), "a.xls"), Reading)
    assert refusal(old(rk(10000, 256)), "a.xls") == expected


def test_a_stray_blank_far_below_refuses_no_xls_and_thousands_do():
    assert isinstance(read_book(old(label(60000, 6)), "a.xls"), Reading)
    assert refusal(old(b"".join(label(row, 256) for row in range(50_000, 51_001))), "a.xls").code == "T107"


@pytest.mark.slow("size")
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS offers no memory limit")
@not_under_wine(JOB_MEMORY)
def test_an_xls_with_a_number_in_the_last_column_of_every_row_fills_no_memory():
    """By xlrd each row would be filled up to its last column."""
    script = (
        "import sys; from xlpy.intake.formats.reader import read_book; from xlpy.basics.system import limit_memory\n"
        "limit_memory(60 << 20); print(read_book(sys.stdin.buffer.read(), 'a.xls').code)"
    )
    data = old(b"".join(rk(row, 256) for row in range(1, 65_537)))
    done = subprocess.run([sys.executable, "-c", script], input=data, cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.split() == [b"T107"]


def test_a_workbook_part_outside_its_usual_folder_is_read():
    parts = {name.removeprefix("xl/"): content for name, content in members(ONE).items() if name.startswith("xl/")}
    parts |= {"[Content_Types].xml": members(ONE)["[Content_Types].xml"]}
    parts["_rels/.rels"] = relations(("officeDocument", "workbook.xml"))
    parts["comments1.xml"] = '<comments><comment ref="A1"/></comments>'
    answer = read_book(zipped(parts), "a.xlsx")
    assert isinstance(answer, Reading)
    assert (answer.book.sheets[0].cells, answer.book.remarks) == ({(1, 1): Decimal(1)}, {"chú thích": 1})


def test_a_macro_sheet_of_excel_4_is_told_and_the_worksheets_are_read():
    parts = members(ONE)
    key = "xl/_rels/workbook.xml.rels"
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    macro = f'<Relationship Id="rId9" Type="{kind}" Target="macrosheets/sheet1.xml"/></Relationships>'
    parts[key] = str(parts[key]).replace("</Relationships>", macro)
    listed = str(parts["xl/workbook.xml"]).replace("</sheets>", '<sheet name="M" sheetId="2" r:id="rId9"/></sheets>')
    parts["xl/workbook.xml"], parts["xl/macrosheets/sheet1.xml"] = listed, "<xm:macrosheet xmlns:xm='urn:x'/>"
    answer = read_book(zipped(parts), "a.xlsm")
    assert isinstance(answer, Reading)
    assert [sheet.cells for sheet in answer.book.sheets] == [{(1, 1): Decimal(1)}]
    assert {"found": "trang macro Excel 4.0"} in [note.params for note in answer.notes]


def test_a_macro_sheet_of_excel_4_in_an_xls_is_told_and_the_worksheets_are_read():
    stream = bytearray(open_compound(old(b"")).stream("Workbook"))
    last = stream.rindex(struct.pack("<HH", 0x809, 16))
    listed = stream.index(struct.pack("<L", last), stream.index(struct.pack("<H", 0x85)))
    stream[listed + 5] = 1
    struct.pack_into("<H", stream, last + 6, 0x40)
    answer = read_book(compound(("Workbook", bytes(stream))), "a.xls")
    assert isinstance(answer, Reading)
    assert [sheet.name for sheet in answer.book.sheets] == ["Chỉ tiêu"]
    assert {"found": "trang macro Excel 4.0"} in [note.params for note in answer.notes]
