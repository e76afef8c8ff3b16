"""The history: what goes in comes out, numbers run within a period, and the sending before is found."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from tests.small_catalogue import HK1
from tests.store_cases import MOMENT, TOTALS, kept, new, office_clock, open_store, sent, whole
from xlpy.app.store import Counts, Entry, JournalLine, Outcome, SavedTotal, Store, describe
from xlpy.basics.commit.lock import NOBODY, who
from xlpy.consolidation.difference import changes, edition_changes
from xlpy.model.edition import PROVINCE, Edition
from xlpy.model.submission import Column

CN = replace(HK1, code="CN")
NEXT_YEAR = replace(HK1, school_year="2024-2025")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "Plan167.db")


# --- Journal ------------------------------------------------------------------------------------------------


def test_a_line_of_the_journal_says_who_when_what_and_old_and_new(store: Store):
    entry = Entry("Sửa danh mục", "Chỉ tiêu N1.02", "Số trường", "Số trường phổ thông", Outcome.TO_ACT)
    store.record(entry)
    assert store.journal() == (JournalLine(MOMENT, "Nguyễn Thị Hoa", entry),)


def test_the_newest_line_comes_first_and_no_more_than_asked_for(store: Store):
    for action in ("Kiểm tra", "Tổng hợp", "Phiếu phản hồi"):
        store.record(Entry(action))
    assert [line.entry.action for line in store.journal(2)] == ["Phiếu phản hồi", "Tổng hợp"]


@pytest.mark.parametrize("detail", ["=HYPERLINK(1)", "- Tuyên truyền", "'; DROP TABLE journal; --", "a\0b", "Đức Phổ"])
def test_a_text_comes_back_unchanged(store: Store, detail: str):
    store.record(Entry("Kiểm tra", detail))
    assert store.journal()[0].entry.detail == detail


def test_half_a_surrogate_pair_of_a_broken_file_name_stops_nothing(store: Store):
    store.record(Entry("Kiểm tra", "b\udce1o c\udce1o.xlsx"))
    assert store.journal()[0].entry.detail == "b?o c?o.xlsx"


def test_the_moment_is_kept_in_utc_and_shown_by_the_clock_of_the_office(store: Store):
    store.record(Entry("Kiểm tra"))
    line = store.journal()[0]
    with office_clock():
        assert (line.at, line.local) == (datetime(2024, 6, 24, 7, 5, tzinfo=UTC), "24/06/2024 14:05")


def test_where_the_account_has_no_name_it_is_said_so(monkeypatch: pytest.MonkeyPatch):
    def nobody() -> str:
        raise OSError("no user")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert who() == NOBODY


# --- Editions -----------------------------------------------------------------------------------------------


def test_editions_are_numbered_from_one(store: Store):
    assert [store.new_edition(new(fingerprint)) for fingerprint in ("a", "b", "c")] == [1, 2, 3]


def test_the_same_inputs_again_are_the_same_edition(store: Store):
    assert [store.new_edition(new(fingerprint)) for fingerprint in ("a", "a", "b", "b", "a")] == [1, 1, 2, 2, 3]
    assert [record.number for record in store.editions()] == [3, 2, 1]


def test_each_period_of_each_school_year_has_numbers_of_its_own(store: Store):
    assert [store.new_edition(new("a", period)) for period in (HK1, CN, NEXT_YEAR, CN)] == [1, 1, 1, 1]
    assert store.new_edition(new("b", CN)) == 2
    last = store.last_edition(NEXT_YEAR)
    assert last is not None
    assert (last.school_year, last.number) == ("2024-2025", 1)


def test_the_number_to_print_is_known_before_the_edition_is_kept(store):
    with pytest.raises(ZeroDivisionError), store.pending() as pending:
        assert pending.edition(new("a")) == 1
        raise ZeroDivisionError
    assert store.editions() == ()
    with store.pending() as pending:
        assert pending.edition(new("b")) == 1
        pending.record("c0ffee", Entry("Tổng hợp"))
    assert [record.fingerprint for record in store.editions()] == ["b"]
    assert [line.entry.action for line in store.journal()] == ["Tổng hợp"]


def test_an_edition_comes_back_as_it_was_kept(store: Store):
    given = new("0abb0f562598eea5")
    store.new_edition(given)
    record = store.last_edition(HK1)
    assert record is not None
    assert (record.period, record.fingerprint, record.folder) == ("HK1", given.fingerprint, "tep-nhan")
    assert (record.workbook, record.counts, record.user) == ("Tong-hop.xlsx", given.counts, "Nguyễn Thị Hoa")
    assert (record.at, store.totals(HK1, 1)) == (MOMENT, TOTALS)


def test_there_is_no_last_edition_of_a_period_without_one(store: Store):
    store.new_edition(new("a"))
    assert (store.last_edition(CN), store.totals(HK1, 2), store.totals(CN, 1)) == (None, (), ())


def test_the_difference_from_the_last_edition_can_be_told(store: Store):
    store.new_edition(new("a"))
    moved = (SavedTotal("N1.01", PROVINCE, Decimal(520), ("535", "STC", "SNV")), TOTALS[1])
    (change,) = edition_changes(store.totals(HK1, 1), moved)
    assert (change.new, change.joined) == (Decimal(520), ("SNV",))


def test_the_sample_edition_is_described_in_the_numbers_of_its_summary(sample_edition: Edition, store: Store):
    given = describe(sample_edition, "tep-nhan", "Tong-hop.xlsx")
    assert Counts(files=23, used=15, units=15, errors=15, warnings=8, notes=47) == given.counts
    number = store.new_edition(given)
    assert edition_changes(store.totals(sample_edition.period, number), sample_edition.totals) == ()


# --- Sendings -----------------------------------------------------------------------------------------------


def test_the_sending_before_is_found_though_its_file_is_gone(store: Store):
    first, second = sent("Ba To.xlsx", "aa", 20, 5), sent("Ba To (2).xlsx", "bb", 24, 7, used=True)
    kept(store, first)
    kept(store, second)
    before = store.previous_sending(HK1, "535", "bb")
    assert before is not None
    assert (before.file, before.answers) == ("Ba To.xlsx", first[0].answers)
    (change,) = changes(before.answers, second[0].answers)
    assert (change.indicator, change.column) == ("N1.01", Column.ACTUAL)


def test_before_a_sending_not_kept_yet_comes_the_last_one_kept(store: Store):
    kept(store, sent("a.xlsx", "aa", 20), sent("b.xlsx", "bb", 24))
    before = store.previous_sending(HK1, "535", "cc")
    assert before is not None
    assert before.file == "b.xlsx"


def test_of_two_sendings_of_one_day_the_earlier_minute_is_the_one_before(store: Store):
    first, second = sent("Ba To.xlsx", "aa", 24, at=time(8)), sent("A.xlsx", "bb", 24, used=True, at=time(14, 53))
    kept(store, first, second)
    before = store.previous_sending(HK1, "535", "bb")
    assert before is not None
    assert (before.file, before.received_at) == ("Ba To.xlsx", time(8))
    assert store.previous_sending(HK1, "535", "aa") is None


def test_the_first_sending_has_none_before_it(store: Store):
    kept(store, sent("a.xlsx", "aa", 20), sent("b.xlsx", "bb", 24))
    assert store.previous_sending(HK1, "535", "aa") is None


def test_the_same_bytes_under_another_name_are_no_sending_before(store: Store):
    kept(store, sent("a.xlsx", "aa", 20), sent("a (1).xlsx", "aa", 24))
    assert store.previous_sending(HK1, "535", "aa") is None


def test_another_unit_another_period_and_another_year_are_kept_apart(store: Store):
    kept(store, sent("a.xlsx", "aa", 20))
    kept(store, sent("b.xlsx", "bb", 20, unit="STC"))
    kept(store, sent("c.xlsx", "cc", 20), period=CN)
    kept(store, sent("d.xlsx", "dd", 20), period=NEXT_YEAR)
    assert [sending.file for sending in store.sendings(HK1, "535")] == ["a.xlsx"]
    assert store.previous_sending(HK1, "535", "aa") is None


def test_a_file_that_could_not_be_used_is_no_sending_before(store: Store):
    bad, record = sent("a.xlsx", "aa", 20)
    kept(store, (replace(bad, usable=False), record), sent("b.xlsx", "bb", 24, used=True))
    assert store.previous_sending(HK1, "535", "bb") is None
    assert len(store.sendings(HK1, "535")) == 2


def test_a_file_keeps_the_first_edition_that_saw_it(store: Store):
    one, record = sent("a.xlsx", "aa", 20)
    store.remember(HK1, [one], [record])
    assert [s.first_edition for s in store.sendings(HK1, "535")] == [0]
    for fingerprint in ("a", "b"):
        store.new_edition(new(fingerprint), [one], [replace(record, used=True, reason="")])
    (sending,) = store.sendings(HK1, "535")
    assert (sending.first_edition, sending.used, sending.reason) == (1, True, "")


def test_a_file_read_otherwise_by_a_changed_catalogue_is_brought_up_to_date(store: Store):
    kept(store, sent("a.xlsx", "aa", 20, 5))
    again = sent("a.xlsx", "aa", 20, 6)
    kept(store, again)
    (sending,) = store.sendings(HK1, "535")
    assert sending.answers == again[0].answers


@pytest.mark.slow("round")
def test_the_sample_folder_is_kept_with_the_correction_of_binh_son(sample_edition: Edition, store: Store):
    from samples import make_samples  # noqa: PLC0415
    from xlpy.app.usecases import read_inbox  # noqa: PLC0415
    from xlpy.basics.progress import Silent  # noqa: PLC0415
    from xlpy.intake.folder import open_inbox  # noqa: PLC0415

    period = sample_edition.period
    submissions = read_inbox(make_samples.whole_year().context, open_inbox(make_samples.INBOX), Silent(), 1)
    store.new_edition(describe(sample_edition, "tep-nhan", "Tong-hop.xlsx"), submissions, sample_edition.files)
    now = sample_edition.used_files["524"]
    before = store.previous_sending(period, "524", now.sha256)
    assert before is not None
    assert before.file == "Zalo 20-6/Bình Sơn_Cả năm.xlsx"
    answers = [f.answer for f in sample_edition.figures if f.answer.unit == "524"]
    moved = [change.cells[1] for change in changes(before.answers, answers)]
    assert moved
    kept_files = {s.file for unit in {r.unit for r in sample_edition.files} for s in store.sendings(period, unit)}
    assert kept_files == {record.file for record in sample_edition.files}


# --- The file -----------------------------------------------------------------------------------------------


def test_reading_where_there_is_no_file_gives_nothing_and_makes_none(tmp_path: Path):
    store = open_store(tmp_path / "Plan167.db")
    assert whole(store) == ((), (), [], [(), (), ()])
    assert not list(tmp_path.iterdir())


def test_the_file_is_closed_after_each_use_and_nothing_stays_beside_it(store: Store, tmp_path: Path):
    store.record(Entry("Kiểm tra"))
    store.journal()
    assert [path.name for path in tmp_path.iterdir()] == ["Plan167.db"]
    (tmp_path / "Plan167.db").rename(tmp_path / "dời đi #1%20.db")
    assert len(open_store(tmp_path / "dời đi #1%20.db").journal()) == 1


def test_the_file_needs_no_shared_memory_of_a_local_disk(store: Store, tmp_path: Path):
    store.record(Entry("Kiểm tra"))
    with sqlite3.connect(tmp_path / "Plan167.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_figures_are_kept_as_text_with_all_their_digits(store: Store, tmp_path: Path):
    store.new_edition(new("a", totals=(replace(TOTALS[0], value=Decimal("0.10000000000000000000000000000000001000")),)))
    connection = sqlite3.connect(tmp_path / "Plan167.db")
    kept_as = connection.execute("SELECT value, typeof(value) FROM edition_total").fetchone()
    connection.close()
    assert kept_as == ("0.10000000000000000000000000000000001000", "text")


def test_of_very_many_lines_the_journal_keeps_the_newest(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("xlpy.app.store.journal.KEPT", 3)
    for number in range(6):
        store.record(Entry(str(number)))
    assert [line.entry.action for line in store.journal()] == ["5", "4", "3"]
