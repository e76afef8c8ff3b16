"""The buttons Danh bạ đơn vị and Thư gửi đơn vị, and what the office's sheets are to the other buttons."""

from __future__ import annotations

import email
import os
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from email.policy import default
from pathlib import Path

import pytest

from tests import master
from tests.fake_book import FakeBook
from xlpy.app.desk.buttons import WORKS
from xlpy.app.desk.desk import Desk
from xlpy.app.desk.kept_editions import SHEETS
from xlpy.app.desk.office import register
from xlpy.app.desk.run import perform
from xlpy.app.office_sheets import contact_rows, sheet_contacts, sheet_papers
from xlpy.app.office_tables import CONTACTS, KINDS, PAPERS, contacts_csv, papers_csv, read_contacts
from xlpy.book.words import load_book_words
from xlpy.model.contact import UnitContact
from xlpy.model.outgoing import OutgoingPaper, PaperKind

pytestmark = pytest.mark.slow("book")

WORDS = load_book_words()
HOA = UnitContact("522", "Bà Hoa", "0255 386 1111", "hoa@quangngai.gov.vn")
ON_COVER = UnitContact("535", "Phạm Đức Thịnh", "0255 3000 013", "535@minhhoa.example")
PAPER = ("215/SGDĐT-VP", "20/05/2024", "Công văn gửi biểu mẫu", "", "V/v báo cáo")


def desk_on(folder: Path, *, yes: bool = True) -> Desk:
    """A desk on a workbook in memory, one unit's file received before the deadline."""
    path = folder / "Plan167.xlsx"
    path.write_bytes(b"PK")
    inbox = master.sent_by_one(folder / "nhan")
    came = datetime(2024, 6, 24, 8).timestamp()
    for file in inbox.iterdir():
        os.utime(file, (came, came))
    book = master.set_up(FakeBook(path), inbox)
    return Desk(book, master.Answers(yes=yes), clock=lambda: datetime(2024, 6, 28, 12))


def book_of(desk: Desk) -> FakeBook:
    assert isinstance(desk.book, FakeBook)
    return desk.book


def write(book: FakeBook, table: str, rows: Sequence[Sequence[str]]) -> None:
    """Fill the first rows of a table as a person does."""
    old = book.tables[table]
    book.tables[table] = replace(old, rows=(*map(tuple, rows), *old.rows[len(rows) :]))


def note(book: FakeBook, *contacts: UnitContact) -> None:
    """Write contacts into their units' rows."""
    known = {one.unit: one for one in contacts}
    book.edit(
        WORDS.contacts.table,
        lambda row, _: (
            (*row[:2], known[row[0]].person, known[row[0]].phone, known[row[0]].email) if row[0] in known else row
        ),
    )


def words_of(path: Path) -> str:
    """All that a file of the results says, a packed one's parts included."""
    data = path.read_bytes()
    if not zipfile.is_zipfile(path):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def press(desk: Desk, name: str) -> str:
    text, failed = perform(WORKS[name], desk)
    assert not failed, text
    return text


def test_the_sheet_of_a_new_workbook_has_a_row_for_each_unit_and_nobodys_name(tmp_path):
    table = FakeBook(tmp_path / "so.xlsx").table(WORDS.contacts.table)
    named = [row for row in table.rows if row[0]]
    assert ["522", "Thành phố Quảng Ngãi", "", "", ""] in map(list, named)
    assert {row[2:] for row in table.rows} == {("", "", "")}


def test_contacts_of_covers_are_asked_then_stand_on_the_sheet_and_in_the_table(tmp_path):
    desk = desk_on(tmp_path)
    text = press(desk, "contacts")
    (asked,) = desk.host.asked  # type: ignore[attr-defined]
    assert f"Huyện Ba Tơ: (chưa có) → {ON_COVER.line}" in asked
    assert sheet_contacts(desk.book, WORDS) == {"535": ON_COVER}
    assert read_contacts(desk.results / CONTACTS)["535"] == ON_COVER
    assert "lấy từ bìa các biểu lần này: 1" in text
    assert book_of(desk).front == WORDS.contacts.sheet


def test_without_a_yes_nothing_of_a_cover_is_kept_and_what_was_written_by_hand_is(tmp_path):
    desk = desk_on(tmp_path, yes=False)
    note(book_of(desk), HOA)
    press(desk, "contacts")
    assert sheet_contacts(desk.book, WORDS) == {"522": HOA}
    assert {unit for unit, one in read_contacts(desk.results / CONTACTS).items() if not one.is_empty} == {"522"}


def test_the_table_beside_the_results_fills_a_sheet_that_holds_nothing(tmp_path):
    desk = desk_on(tmp_path, yes=False)
    desk.results.mkdir()
    (desk.results / CONTACTS).write_bytes(contacts_csv([HOA], {}))
    press(desk, "contacts")
    assert sheet_contacts(desk.book, WORDS) == {"522": HOA}


def test_an_edition_does_not_wait_for_a_table_of_contacts_that_cannot_be_read(tmp_path):
    desk = desk_on(tmp_path)
    desk.results.mkdir()
    (desk.results / CONTACTS).write_bytes(b"\xff\x00broken")
    text = press(desk, "consolidate")
    assert "Đã lập bản tổng hợp số 1" in text
    assert f"Trang Tình hình gửi chưa có điện thoại của đơn vị: Không đọc được tệp {CONTACTS}" in text


def test_a_contact_taken_out_of_the_sheet_does_not_come_back_from_the_table(tmp_path):
    desk = desk_on(tmp_path, yes=False)
    desk.results.mkdir()
    (desk.results / CONTACTS).write_bytes(contacts_csv([HOA, ON_COVER], {}))
    note(book_of(desk), HOA)
    press(desk, "contacts")
    assert read_contacts(desk.results / CONTACTS)["535"].is_empty


def test_a_unit_without_a_row_gets_a_blank_one_and_no_other_row_changes(tmp_path):
    book = FakeBook(tmp_path / "so.xlsx")
    before = book.table(WORDS.contacts.table).rows
    (rows,) = contact_rows(book, WORDS, {"X1": UnitContact("X1", "Ông An")}, {"X1": "Xã Mới"}).values()
    changed = [row for old, row in zip(before, rows, strict=True) if tuple(cell or "" for cell in row) != old]
    assert changed == [("X1", "Xã Mới", "Ông An", None, None)]


def test_a_unit_that_is_asked_no_more_keeps_its_row_with_name_and_contact(tmp_path):
    desk = desk_on(tmp_path)
    write(book_of(desk), WORDS.contacts.table, [("CU", "Đơn vị cũ", "Ông Nam", "0255 1", "")])
    press(desk, "contacts")
    assert book_of(desk).table(WORDS.contacts.table).rows[0] == ("CU", "Đơn vị cũ", "Ông Nam", "0255 1", "")


def test_a_full_sheet_says_how_many_rows_lack(tmp_path):
    book = FakeBook(tmp_path / "so.xlsx")
    names = {f"X{number}": f"Xã {number}" for number in range(50)}
    with pytest.raises(Exception, match="thiếu 10 dòng trống"):
        contact_rows(book, WORDS, {}, names)


def test_who_has_not_sent_stands_with_the_telephone_on_the_office_s_own_sheet_alone(tmp_path):
    desk = desk_on(tmp_path)
    note(book_of(desk), HOA)
    press(desk, "consolidate")
    assert HOA.phone in book_of(desk).text("Tình hình gửi")
    kept = [path for path in desk.results.rglob("*") if path.is_file() and path.name != SHEETS]
    assert any("Tình hình gửi" in words_of(path) for path in kept)
    assert [path.name for path in kept if HOA.phone in words_of(path)] == []


def test_drafts_bear_addresses_of_the_sheet_and_quote_its_register(tmp_path):
    desk = desk_on(tmp_path)
    note(book_of(desk), HOA)
    write(book_of(desk), WORDS.papers.table, [PAPER])
    text = press(desk, "drafts")
    made = sorted((desk.results / "CN_2023-2024" / "thu-nhap").glob("*.eml"))
    messages = [email.message_from_bytes(path.read_bytes(), policy=default) for path in made]
    assert len(messages) == 19
    assert [message["To"] for message in messages if message["To"]] == [HOA.email]
    bodies = [part.get_content() for message in messages if (part := message.get_body()) is not None]
    assert ["215/SGDĐT-VP" in body for body in bodies] == [True] * 19
    assert "Chương trình không gửi thư" in text
    assert "Huyện Ba Tơ" in text.split("Chưa có địa chỉ")[1]


def test_no_line_of_the_journal_holds_a_contact(tmp_path):
    desk = desk_on(tmp_path)
    for name in ("contacts", "drafts"):
        press(desk, name)
    lines = [f"{line.entry.detail} {line.entry.old} {line.entry.new}" for line in desk.store.journal()]
    assert lines
    assert not any(word in line for line in lines for word in (ON_COVER.person, ON_COVER.phone, ON_COVER.email))


def test_the_register_is_the_sheet_s_then_what_the_table_has_more(tmp_path):
    desk = desk_on(tmp_path)
    write(book_of(desk), WORDS.papers.table, [PAPER])
    other = OutgoingPaper("216/SGDĐT-VP", datetime(2024, 6, 26).date(), PaperKind.REMINDER, "522", "V/v đôn đốc")
    (first,) = sheet_papers(desk.book, WORDS)
    desk.results.mkdir()
    (desk.results / PAPERS).write_bytes(papers_csv([replace(first, subject="khác"), other]))
    assert register(desk) == (first, other)


def test_a_line_of_the_register_that_can_not_be_used_is_named_with_its_row(tmp_path):
    desk = desk_on(tmp_path)
    write(book_of(desk), WORDS.papers.table, [PAPER, ("", "20/05/2024", "Khác", "", "x")])
    text, failed = perform(WORKS["drafts"], desk)
    assert failed
    assert "Trang Văn bản đi, dòng 6: thiếu số văn bản" in text


def test_a_column_that_is_gone_is_named(tmp_path):
    desk = desk_on(tmp_path)
    table = book_of(desk).tables[WORDS.contacts.table]
    book_of(desk).tables[WORDS.contacts.table] = replace(table, columns=(*table.columns[:3], "ĐT", table.columns[4]))
    text, failed = perform(WORKS["contacts"], desk)
    assert failed
    assert "Trang Liên hệ: thiếu cột Điện thoại" in text


def test_a_workbook_built_before_it_had_these_sheets_works_with_the_tables(tmp_path):
    desk = desk_on(tmp_path)
    for own in (WORDS.contacts, WORDS.papers):
        del book_of(desk).tables[own.table]
    press(desk, "contacts")
    assert read_contacts(desk.results / CONTACTS)["535"] == ON_COVER
    press(desk, "drafts")


def test_sheet_and_table_call_the_kinds_of_papers_the_same():
    assert WORDS.papers.values["kind"] == {kind.value: words for kind, words in KINDS.items()}
