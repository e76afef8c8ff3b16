"""The workbook through its file: what openpyxl would drop is carried over, and a bad file is one sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from tests import master, tools
from tests.book.test_book_contract import drawing
from xlpy.basics.commit import ChangedError, WriteError
from xlpy.book.file import FileBook
from xlpy.book.places import INBOX
from xlpy.book.port import BookError, Update
from xlpy.book.words import load_book_words

pytestmark = pytest.mark.slow("book")

UPDATE = Update((drawing("Phát hiện", "một", "=1+1"),), cells={INBOX: "đâu đó"}, front="Phát hiện")
PANEL = load_book_words().sheet("panel")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def pair(tmp_path_factory) -> tuple[Path, Path]:
    """The workbook before and after an update."""
    before = master.put(tmp_path_factory.mktemp("truoc"))
    after = master.put(tmp_path_factory.mktemp("sau"))
    FileBook(after).apply(UPDATE)
    return before, after


def plain(part: bytes) -> bytes:
    """XML in one form: what is compared is what it says."""
    return bytes(etree.tostring(etree.fromstring(part), method="c14n2", strip_text=True))


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "customUI/customUI14.xml", "customUI/customUI.xml"])
def test_macros_and_ribbon_are_the_same_bytes(pair, name):
    before, after = pair
    assert parts(after)[name] == parts(before)[name]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_charts_say_the_same(pair, number):
    before, after = (parts(path)[f"xl/charts/chart{number}.xml"] for path in pair)
    assert plain(after) == plain(before)


def test_both_forms_of_the_ribbon_are_still_related(pair):
    kinds = [{relation.get("Type") for relation in etree.fromstring(parts(path)["_rels/.rels"])} for path in pair]
    assert kinds[0] <= kinds[1]
    assert sum("ui/extensibility" in str(kind) for kind in kinds[1]) == 2


def test_it_is_still_a_macro_workbook(pair):
    assert b"application/vnd.ms-excel.sheet.macroEnabled.main+xml" in parts(pair[1])["[Content_Types].xml"]


def described(path: Path) -> dict[str, Any]:
    """Everything of a workbook that people set up by hand, by kind."""
    book = load_workbook(path, keep_vba=True)
    return {
        "names": {name: each.attr_text for name, each in book.defined_names.items()},
        "styles": sorted(book.named_styles),
        "vba names": [sheet.sheet_properties.codeName for sheet in book.worksheets],
        "order": book.sheetnames,
        "hidden": [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"],
        "tables": {
            table.name: (sheet.title, table.ref, [column.name for column in table.tableColumns])
            for sheet in book.worksheets
            for table in sheet.tables.values()
        },
        "validations": {
            sheet.title: sorted((str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation)
            for sheet in book.worksheets
        },
        "conditional formats": {
            sheet.title: sorted(
                (str(found.sqref), [rule.type for rule in found.rules]) for found in sheet.conditional_formatting
            )
            for sheet in book.worksheets
        },
        "protection": {sheet.title: bool(sheet.protection.sheet) for sheet in book.worksheets},
        "paper": {sheet.title: sheet.page_setup.paperSize for sheet in book.worksheets if sheet.title != "Phát hiện"},
        "titles": {sheet.title: sheet.print_title_rows for sheet in book.worksheets if sheet.title != "Phát hiện"},
        "widths": {
            sheet.title: {key: size.width for key, size in sheet.column_dimensions.items()}
            for sheet in book.worksheets
            if sheet.title != "Phát hiện"
        },
    }


KINDS = (
    *("names", "styles", "vba names", "order", "hidden", "tables", "validations", "conditional formats", "protection"),
    *("paper", "titles", "widths"),
)


@pytest.fixture(scope="module")
def descriptions(pair) -> tuple[dict[str, Any], dict[str, Any]]:
    return described(pair[0]), described(pair[1])


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_set_up_is_kept(descriptions, kind):
    before, after = descriptions
    assert after[kind] == before[kind]
    assert before[kind]


@pytest.mark.validator
def test_the_written_workbook_is_valid(pair):
    assert tools.validate([pair[1]]) == ""


def test_results_stand_beside_formulas(pair):
    assert load_workbook(pair[1], data_only=True)["Phát hiện"]["B6"].value == 2469


def test_parts_keep_one_order_although_openpyxl_takes_them_from_a_set(pair):
    with zipfile.ZipFile(pair[1]) as archive:
        names = archive.namelist()
    assert names == [*names[:2], *sorted(names[2:])]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_the_sheet_asked_for_is_shown_first(pair):
    active = load_workbook(pair[1]).active
    assert active is not None and active.title == "Phát hiện"


def test_a_ribbon_lost_before_is_no_reason_to_fail(tmp_path):
    """Somebody saved the workbook with a program that drops the ribbon."""
    path = master.put(tmp_path)
    kept = {name: data for name, data in parts(path).items() if not name.startswith("customUI/")}
    root = etree.fromstring(kept["_rels/.rels"])
    for relation in list(root):
        if "extensibility" in str(relation.get("Type")):
            root.remove(relation)
    kept["_rels/.rels"] = etree.tostring(root)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    FileBook(path).apply(UPDATE)
    assert load_workbook(path)["Phát hiện"]["A1"].value == "BẢNG THỬ"


def test_a_missing_workbook_is_named(tmp_path):
    with pytest.raises(BookError, match=r"khong-co\.xlsm"):
        FileBook(tmp_path / "khong-co.xlsm")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"<html>"], ids=["empty", "broken", "html"])
def test_a_broken_workbook_is_named(tmp_path, data):
    path = tmp_path / "Plan167.xlsm"
    path.write_bytes(data)
    with pytest.raises(BookError, match=r"Plan167\.xlsm"):
        FileBook(path)


def test_an_update_that_fails_half_way_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = master.put(tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr("xlpy.book.file.carry_over", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        FileBook(path).apply(UPDATE)
    assert path.read_bytes() == before


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = master.put(tmp_path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(WriteError):
        FileBook(path).apply(UPDATE)
    assert (path.read_bytes(), [other.name for other in tmp_path.iterdir()]) == (before, [path.name])


@pytest.fixture
def held(tmp_path, monkeypatch) -> Path:
    """A workbook that another program holds open."""
    path = master.put(tmp_path)
    monkeypatch.setattr("xlpy.basics.commit.file_set.held_open", lambda other: other == path)
    return path


def test_a_workbook_that_somebody_saved_meanwhile_is_never_replaced(tmp_path):
    path = master.put(tmp_path, macros=False)
    book = FileBook(path)
    other = FileBook(path)
    other.apply(Update(cells={INBOX: "của người khác"}))
    saved = path.read_bytes()
    with pytest.raises(ChangedError, match="đã được lưu lại"):
        book.apply(UPDATE)
    assert path.read_bytes() == saved


def test_a_workbook_held_open_is_written_beside_itself(held):
    before = held.read_bytes()
    book = FileBook(held)
    book.apply(UPDATE)
    assert (book.written.name, held.read_bytes()) == ("Plan167 (2).xlsm", before)


def test_all_updates_of_a_workbook_held_open_go_into_one_file(held):
    book = FileBook(held)
    book.apply(UPDATE)
    book.apply(Update(cells={INBOX: "nơi khác"}))
    assert (book.path, sorted(path.name for path in held.parent.iterdir())) == (held, ["Plan167 (2).xlsm", held.name])
    there = FileBook(book.written)
    assert (there.value(INBOX), there.table("tblDonVi").sheet) == ("nơi khác", "DM Đơn vị")
    assert load_workbook(book.written)["Phát hiện"]["A1"].value == "BẢNG THỬ"


def test_a_style_that_somebody_deleted_is_one_sentence_and_the_file_stays(tmp_path):
    path = master.put(tmp_path, macros=False)
    book: Any = load_workbook(path)
    used = {drawn.style for drawn in UPDATE.sheets[0].cells.values()}
    book._named_styles = type(book._named_styles)(each for each in book._named_styles if each.name not in used)
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(BookError, match=r"Plan167\.xlsx.*kiểu ô.*Sổ vẫn như cũ") as caught:
        FileBook(path).apply(UPDATE)
    assert path.read_bytes() == before
    assert caught.value.__cause__ is not None and "style" in str(caught.value.__cause__)


@pytest.mark.parametrize("fault", [KeyError("sheet9"), TypeError("expected <class 'float'>"), ValueError("not valid")])
def test_what_openpyxl_says_of_a_workbook_stays_out_of_the_sentence(tmp_path, monkeypatch, fault):
    path = master.put(tmp_path)
    book = FileBook(path)
    monkeypatch.setattr(Workbook, "save", lambda *_: (_ for _ in ()).throw(fault))
    with pytest.raises(BookError) as caught:
        book.apply(UPDATE)
    assert str(fault).strip("'") not in str(caught.value)


def test_a_workbook_with_a_broken_part_is_one_sentence(tmp_path):
    path = master.put(tmp_path)
    kept = parts(path) | {"xl/workbook.xml": b"<workbook"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    with pytest.raises(BookError) as caught:
        FileBook(path)
    assert str(caught.value) == (
        "Sổ làm việc “Plan167.xlsm” bị hỏng hoặc không phải tệp Excel; lấy lại từ bản lưu, hoặc mở sổ mới."
    )


def test_reading_back_what_was_written_gives_it(tmp_path):
    path = master.put(tmp_path)
    book = FileBook(path)
    book.apply(UPDATE)
    assert (book.value(INBOX), FileBook(path).value(INBOX)) == ("đâu đó", "đâu đó")
