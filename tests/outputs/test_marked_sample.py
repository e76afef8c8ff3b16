"""Every file of the shipped folder that holds something to tell gets its marked copy, and is itself left alone."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from xlsxwriter.exceptions import InvalidWorksheetName

from samples import make_samples
from tests import builders, tools
from tests.excel_rules import excel
from xlpy.basics.a1 import address_of
from xlpy.basics.progress import Silent, Stopped
from xlpy.intake import unpacking
from xlpy.intake.formats.package import open_package
from xlpy.model.edition import Edition, FileRecord
from xlpy.model.submission import Finding, Severity
from xlpy.outputs.grouping import is_unseen
from xlpy.outputs.marked import Copies, Heading, MarkedCopy, copy_name, mark, marked_files
from xlpy.outputs.marked.copies import CHANGED, GONE, NOTHING
from xlpy.outputs.marked.listing import SHEET, TITLES
from xlpy.outputs.marked.looks import EDGES, FILLS

pytest_plugins = ("tests.beyond",)
pytestmark = pytest.mark.slow("round")
BA_TO = "Ban-danh-dau_CN_535_Huyen-Ba-To.xlsx"
LY_SON = "Ban-danh-dau_CN_536_Huyen-Ly-Son.xlsx"
RANK = [Severity.ERROR, Severity.WARNING, Severity.INFO]


def hashes() -> dict[Path, str]:
    files = (path for path in make_samples.INBOX.rglob("*") if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def before() -> dict[Path, str]:
    return hashes()


@pytest.fixture(scope="module")
def copies(sample_edition: Edition, before: dict[Path, str]) -> Copies:
    return marked_files(sample_edition, make_samples.INBOX)


@pytest.fixture(scope="module")
def books(copies: Copies) -> Mapping[str, Workbook]:
    return {name: load_workbook(BytesIO(content)) for name, content in copies.files.items()}


@pytest.fixture(scope="module")
def records(sample_edition: Edition, copies: Copies) -> Mapping[str, FileRecord]:
    """The received file that each copy is of."""
    of = {r.unit: r for r in sample_edition.files if r.used or r.unit not in sample_edition.used_files}
    return {name: of[unit] for name, unit in copies.units.items()}


def told(edition: Edition, record: FileRecord) -> dict[tuple[str, str], list[Finding]]:
    """The findings of a file by sheet and cell, but for repairs that change nothing visible."""
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in edition.findings:
        if finding.source.file == record.file and address_of(finding.source.cell) and not is_unseen(finding):
            found[finding.source.sheet, finding.source.cell].append(finding)
    return found


def cells(book: Workbook) -> list[tuple[str, Cell]]:
    pages = (page for page in book if page.title != SHEET)
    return [(p.title, cell) for p in pages for row in p.iter_rows() for cell in row if isinstance(cell, Cell)]


def test_the_files_received_are_unchanged(copies: Copies, before: dict[Path, str]):
    assert hashes() == before


def test_each_unit_whose_file_has_findings_gets_a_copy(sample_edition: Edition, copies: Copies):
    faulty = {f.source.file for f in sample_edition.findings if f.source.file and not is_unseen(f)}
    units = {r.unit for r in sample_edition.files if r.used and r.file in faulty}
    assert set(copies.units.values()) == units | {"530"}


def test_names_are_plain_and_say_whose_copy_it_is(sample_edition: Edition, copies: Copies):
    names = {copy_name(sample_edition, unit) for unit in copies.units.values()}
    assert (set(copies.files), all(name.isascii() for name in names)) == (names, True)


def test_exactly_the_cells_with_findings_bear_a_comment(
    sample_edition: Edition, books: Mapping[str, Workbook], records: Mapping[str, FileRecord]
):
    commented = {
        name: {(sheet, cell.coordinate) for sheet, cell in cells(book) if cell.comment} for name, book in books.items()
    }
    assert commented == {name: set(told(sample_edition, record)) for name, record in records.items()}


def test_each_comment_names_all_codes_of_its_cell_and_what_to_do(
    sample_edition: Edition, books: Mapping[str, Workbook], records: Mapping[str, FileRecord]
):
    for name, record in records.items():
        for (sheet, cell), findings in told(sample_edition, record).items():
            comment = books[name][sheet][cell].comment
            assert comment is not None
            assert [f.code for f in findings if f.code not in comment.text] == []
            assert comment.text.count("Cách xử lý: ") == len(findings)
            assert comment.author == sample_edition.catalogue.plan.office


def test_each_marked_cell_has_the_colour_of_its_worst_finding_and_no_other_has_one(
    sample_edition: Edition, books: Mapping[str, Workbook], records: Mapping[str, FileRecord]
):
    for name, record in records.items():
        worst = {
            place: min((f.severity for f in findings), key=RANK.index)
            for place, findings in told(sample_edition, record).items()
        }
        coloured = {
            (sheet, cell.coordinate): (cell.fill.fgColor.rgb, cell.border.left.color.rgb)
            for sheet, cell in cells(books[name])
            if cell.fill.fgColor.rgb in FILLS.values()
        }
        assert coloured == {place: (FILLS[severity], EDGES[severity]) for place, severity in worst.items()}


def test_values_formulas_and_formats_stay(books: Mapping[str, Workbook], records: Mapping[str, FileRecord]):
    for name, record in list(records.items())[::3]:
        if not record.file.endswith(".xlsx"):
            continue
        original = load_workbook(make_samples.INBOX / record.file)
        kept = [(s, c.coordinate, c.value, c.number_format, c.protection.locked) for s, c in cells(original)]
        assert [(s, c.coordinate, c.value, c.number_format, c.protection.locked) for s, c in cells(books[name])] == kept


def test_what_excel_would_refuse_in_a_copy_was_so_in_the_unit_s_own_file(
    copies: Copies, records: Mapping[str, FileRecord]
):
    ours, theirs = [], []
    for name, record in records.items():
        own = (make_samples.INBOX / record.file).read_bytes() if record.file.endswith(".xlsx") else None
        brought_in, kept = excel.brought(copies.files[name], own)
        ours += [(name, fault) for fault in brought_in]
        theirs += [fault.code for fault in kept]
    assert (ours, theirs) == ([], ["B20"])


def test_parts_that_bear_no_mark_are_byte_for_byte_the_unit_s(copies: Copies, records: Mapping[str, FileRecord]):
    for name, record in records.items():
        if not record.file.endswith(".xlsx"):
            continue
        original = open_package((make_samples.INBOX / record.file).read_bytes())
        copy = open_package(copies.files[name])
        changed = {part for part in original.members if part not in copy or original.read(part) != copy.read(part)}
        sheets = {part for part in changed if part.startswith("xl/worksheets/")}
        others = {"[content_types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
        beside = {"_rels/.rels", "docprops/app.xml", "docprops/core.xml"}  # what tells of people
        assert changed - sheets == others | beside
        assert len(sheets) < sum(part.startswith("xl/worksheets/sheet") for part in original.members)


def test_the_list_has_a_line_for_each_root_finding(
    sample_edition: Edition, books: Mapping[str, Workbook], records: Mapping[str, FileRecord]
):
    for name, record in records.items():
        found = [f for f in sample_edition.findings if f.source.file == record.file and not is_unseen(f)]
        roots = [f for f in found if not f.caused_by]
        lines = [row for row in books[name][SHEET].iter_rows(values_only=True) if str(row[0]).isdecimal()]
        expected = sorted((f.code, f.source.sheet or None, f.source.cell or None) for f in roots)
        assert sorted((row[2], row[3], row[4]) for row in lines) == expected


def test_the_list_leads_with_errors_and_links_to_each_cell(books: Mapping[str, Workbook]):
    for book in books.values():
        page = book[SHEET]
        words = [str(row[1].value) for row in page.iter_rows() if str(row[0].value).isdecimal()]
        assert words == sorted(words, key=["Cần sửa", "Xem lại", "Để biết"].index)
        for row in page.iter_rows():
            if str(row[0].value).isdecimal() and row[4].value:
                assert row[4].hyperlink and row[4].hyperlink.location == f"'{row[3].value}'!{row[4].value}"


def test_the_list_is_shown_first_and_its_titles_are_printed_on_each_page(books: Mapping[str, Workbook]):
    for book in books.values():
        page = book[SHEET]
        selected = [sheet.title for sheet in book if sheet.sheet_view.tabSelected]
        titles = page[int(str(page.print_title_rows).rpartition("$")[2])]
        assert (book.active, selected, tuple(cell.value for cell in titles)) == (page, [SHEET], TITLES)


def test_a_copy_sent_back_is_read_as_the_file_it_is_of(sample_edition: Edition, copies: Copies):
    """Units correct the copy and return it: the list and the marks must not be in the way."""
    context = make_samples.whole_year().context
    for name in (BA_TO, LY_SON, "Ban-danh-dau_CN_533_Huyen-Mo-Duc.xlsx"):
        record = sample_edition.used_files[copies.units[name]]
        again = builders.read(copies.files[name], record.file, context)
        figures = [f.answer for f in sample_edition.figures if f.answer.unit == copies.units[name]]
        assert list(again.answers) == figures
        assert (again.usable, [f.code for f in again.findings if f.code == "B211"]) == (True, [])


def test_a_copy_sent_back_as_it_is_gives_the_findings_that_it_lists(sample_edition: Edition, copies: Copies):
    context = make_samples.whole_year().context
    for name, unit in copies.units.items():
        record = sample_edition.used_files.get(unit)
        if record and name not in copies.notes:
            original = builders.read((make_samples.INBOX / record.file).read_bytes(), record.file, context)
            again = builders.read(copies.files[name], record.file, context)
            assert again.findings == original.findings


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("Các sở/So Noi vu_mat khau.xlsx", "bản gửi có mật khẩu"),
        ("Các sở/So Noi vu.xlsx", NOTHING),
        ("Zalo 24-6/BC ký, đóng dấu - Đức Phổ.pdf", "không phải bảng tính"),
        ("Zalo 20-6/Sở KHĐT (1).xlsx", "đơn vị có tệp khác được dùng (Các sở/Sở KHĐT.xlsx)"),
    ],
)
def test_a_file_without_a_copy_is_named_with_its_reason(copies: Copies, file: str, reason: str):
    assert {skipped.file: skipped.reason for skipped in copies.skipped}[file] == reason


def test_only_files_that_somebody_must_look_into_are_told_as_lacking_a_copy(copies: Copies):
    assert {skipped.file for skipped in copies.lacking} == {
        "Các sở/So Noi vu_mat khau.xlsx",
        "Zalo 20-6/danh sách.xlsx",
        "Zalo 24-6/BC ký, đóng dấu - Đức Phổ.pdf",
    }


def test_every_file_has_a_copy_or_a_reason(sample_edition: Edition, copies: Copies):
    assert len(copies.files) + len(copies.skipped) == len(sample_edition.files)


def test_an_ods_file_gets_an_xlsx_that_says_so(books: Mapping[str, Workbook], copies: Copies):
    texts = [str(row[0]) for row in books[LY_SON][SHEET].iter_rows(values_only=True)]
    assert [note in texts for note in copies.notes[LY_SON]] == [True]


def only(edition: Edition, unit: str) -> Edition:
    return replace(edition, files=(edition.used_files[unit],))


@pytest.mark.parametrize("change", [True, False], ids=["changed", "gone"])
def test_a_file_that_is_not_what_was_checked_is_not_marked(sample_edition: Edition, tmp_path: Path, change: bool):
    folder = tmp_path / "nhận"
    edition = only(sample_edition, "535")
    path = folder / edition.files[0].file
    if change:
        copytree(make_samples.INBOX / "email", folder / "email")
        path.write_bytes(path.read_bytes() + b" ")
    made = marked_files(edition, folder)
    assert [skipped.reason for skipped in made.skipped] == [CHANGED if change else GONE]


@pytest.mark.usefixtures("beyond")
def test_a_file_that_is_reached_only_in_its_extended_form_is_marked(
    sample_edition: Edition, copies: Copies, tmp_path: Path
):
    folder = tmp_path / "nhận"
    copytree(make_samples.INBOX / "email", folder / "email")
    made = marked_files(only(sample_edition, "535"), folder)
    assert (made.skipped, made.files) == ((), {BA_TO: copies.files[BA_TO]})


def test_a_file_that_nobody_foresaw_ends_nothing_for_the_others(sample_edition: Edition, monkeypatch):
    def fails(data: bytes, name: str, *more: Any) -> MarkedCopy:
        if name == bad.file:
            raise InvalidWorksheetName("Worksheet name can't end with an apostrophe")
        return mark(data, name, *more)

    bad, good = (sample_edition.used_files[unit] for unit in ("535", "536"))
    monkeypatch.setattr("xlpy.outputs.marked.copies.mark", fails)
    made = marked_files(replace(sample_edition, files=(bad, good)), make_samples.INBOX)
    assert (list(made.files), [(each.file, each.expected) for each in made.skipped]) == ([LY_SON], [(bad.file, False)])
    assert made.skipped[0].reason == (
        "chương trình gặp lỗi ngoài dự kiến khi làm bản đánh dấu của tệp này (mã lỗi InvalidWorksheetName)"
    )


def test_a_file_that_the_disk_does_not_give_is_told_with_the_reason(sample_edition: Edition, monkeypatch):
    def held(_path: Path, _most: int) -> bytes:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(unpacking, "read_bounded", held)
    made = marked_files(only(sample_edition, "536"), make_samples.INBOX)
    assert [each.reason for each in made.skipped] == ["không đọc được tệp: tệp đang mở ở chương trình khác"]


def test_units_work_in_their_copies_but_for_those_built_anew(records: Mapping[str, FileRecord], copies: Copies):
    edited = frozenset(r.unit for r in records.values() if r.file.lower().endswith((".xlsx", ".xlsm")))
    assert (copies.workable, bool(copies.rebuilt)) == (edited, True)


def test_the_same_file_gives_the_same_bytes(sample_edition: Edition, copies: Copies):
    again = marked_files(only(sample_edition, "536"), make_samples.INBOX)
    assert again.files[LY_SON] == copies.files[LY_SON]


class Impatient(Silent):
    """Asks to stop after the first file."""

    steps = 0

    def step(self, what: str, done: int, total: int) -> None:
        self.steps += 1

    def stop_asked(self) -> bool:
        return self.steps > 0


def test_work_stops_when_asked(sample_edition: Edition):
    progress = Impatient()
    with pytest.raises(Stopped):
        marked_files(sample_edition, make_samples.INBOX, progress)
    assert progress.steps == 1


VARIED = ("STTTT", "525", "527", "535", "536")
"""An office's form; marks on three sheets; a renamed sheet with rows put in; consequences and hidden rows; an .ods."""


@pytest.mark.validator
def test_copies_of_every_sort_are_valid_open_xml(copies: Copies, tmp_path: Path):
    """All thirteen were, when this was written; five stand for them, for each takes a second."""
    for name, content in copies.files.items():
        if copies.units[name] in VARIED:
            (tmp_path / name).write_bytes(content)
    with ThreadPoolExecutor(2) as pool:
        assert [text for text in pool.map(tools.validate, [[path] for path in tmp_path.iterdir()]) if text] == []


@pytest.mark.office
def test_libreoffice_keeps_comments_colours_and_links(books: Mapping[str, Workbook], copies: Copies, tmp_path: Path):
    (tmp_path / BA_TO).write_bytes(copies.files[BA_TO])
    (tmp_path / "out").mkdir()
    opened = load_workbook(tools.soffice_convert(tmp_path / BA_TO, "xlsx", tmp_path / "out"))
    ours = {(sheet, cell.coordinate): cell.comment.text for sheet, cell in cells(books[BA_TO]) if cell.comment}
    theirs = {(sheet, cell.coordinate): cell.comment.text for sheet, cell in cells(opened) if cell.comment}
    assert {place: text.split() for place, text in theirs.items()} == {p: text.split() for p, text in ours.items()}
    assert {opened[sheet][cell].fill.fgColor.rgb for sheet, cell in ours} <= set(FILLS.values())
    assert sum(cell.hyperlink is not None for row in opened[SHEET].iter_rows() for cell in row) == 4
    again = mark((tmp_path / "out" / BA_TO).read_bytes(), BA_TO, [], Heading(), "Sở")
    left = [
        c for _, c in cells(load_workbook(BytesIO(again.content))) if c.comment or c.fill.fgColor.rgb in FILLS.values()
    ]
    assert left == []


def test_a_copy_names_no_folder_of_the_receiving_office(books: Mapping[str, Workbook]):
    folders = ("email/", "Các sở/", "Zalo 20-6/", "Zalo 24-6/", "Gửi muộn/")
    texts = [
        str(cell.value) for book in books.values() for row in book[SHEET].iter_rows() for cell in row if cell.value
    ]
    assert [text for text in texts if text.startswith("Bản đơn vị đã gửi: ")] != []
    assert [text for text in texts if any(folder in text for folder in folders)] == []
