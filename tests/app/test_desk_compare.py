"""The buttons So sánh hai bản and Hoàn tác bản tổng hợp: what they ask, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import master
from tests.fake_book import FakeBook
from tests.store_cases import new
from xlpy.app.desk import work_of
from xlpy.app.desk.desk import Desk
from xlpy.app.desk.run import perform
from xlpy.catalogue.load import load
from xlpy.consolidation.snapshot import Snapshot
from xlpy.model.catalogue import Period

NO_FIGURES = Snapshot((), (), "2023-2024.2", {})
PERIOD = load(master.SAMPLE_CATALOGUE).period["CN"]
HK1 = load(master.SAMPLE_CATALOGUE).period["HK1"]


def pressed(folder: Path, button: str, *made: Period, **typed: str | None) -> tuple[str, Desk]:
    """What a button says on a workbook whose history has these editions."""
    path = folder / "Plan167.xlsx"
    path.write_bytes(b"PK")
    desk = Desk(master.set_up(FakeBook(path)), master.Answers(texts=typed))
    for number, period in enumerate(made):
        with desk.store.pending() as pending:
            pending.keep(period, pending.edition(new(f"edition {number}", period)), NO_FIGURES)
    return perform(work_of(button), desk)[0], desk


def asked(desk: Desk) -> list[str]:
    assert isinstance(desk.host, master.Answers)
    return desk.host.asked


def test_the_question_names_the_editions_of_this_period_alone(tmp_path: Path) -> None:
    _, desk = pressed(tmp_path, "compare", PERIOD, HK1, PERIOD, PERIOD, two_editions=None)
    assert asked(desk)[0].startswith(f"Các bản tổng hợp đã lập của kỳ {PERIOD.name}: 1, 2, 3.")


def test_nothing_typed_means_the_newest_two(tmp_path: Path) -> None:
    told, _ = pressed(tmp_path, "compare", PERIOD, PERIOD, PERIOD)
    assert told.startswith("Đã so sánh bản số 2 với bản số 3")


@pytest.mark.parametrize("typed", ["1", "1 1", "1 2 3", "1 4", "bản đầu và bản cuối"])
def test_what_names_no_two_editions_is_refused(tmp_path: Path, typed: str) -> None:
    told, desk = pressed(tmp_path, "compare", PERIOD, PERIOD, PERIOD, two_editions=typed)
    assert f"“{typed}” không phải số của hai bản tổng hợp; các bản đã lập: 1, 2, 3." in told
    assert desk.store.journal()[0].entry.action == "So sánh hai bản"


def test_an_edition_whose_figures_were_never_kept_is_not_said_to_be_the_same(tmp_path: Path) -> None:
    _, desk = pressed(tmp_path, "compare", PERIOD)
    desk.store.new_edition(new("of an earlier version of the program", PERIOD))
    told, failed = perform(work_of("compare"), desk)
    assert (failed, told.startswith("Bản số 2 lập trước khi chương trình giữ từng số liệu")) == (True, True)


def test_one_edition_is_not_compared(tmp_path: Path) -> None:
    told, _ = pressed(tmp_path, "compare", PERIOD)
    assert "có 1 bản tổng hợp trong lịch sử; cần ít nhất hai bản" in told


@pytest.mark.parametrize("button", ["compare", "undo"])
def test_a_cancelled_box_changes_nothing(tmp_path: Path, button: str) -> None:
    told, desk = pressed(tmp_path, button, PERIOD, PERIOD, two_editions=None, undo_who=None)
    assert "Đã hủy theo lựa chọn" in told
    assert [edition.number for edition in desk.store.standing(PERIOD)] == [2, 1]


@pytest.mark.parametrize(("who", "reason"), [("", "nhầm thư mục"), ("Lan", " ")])
def test_going_back_needs_a_name_and_a_reason(tmp_path: Path, who: str, reason: str) -> None:
    told, desk = pressed(tmp_path, "undo", PERIOD, PERIOD, undo_who=who, undo_reason=reason)
    assert "Cần ghi người quyết định và lý do hoàn tác" in told
    assert [edition.number for edition in desk.store.standing(PERIOD)] == [2, 1]


def test_without_an_edition_nobody_is_asked(tmp_path: Path) -> None:
    told, desk = pressed(tmp_path, "undo")
    assert ("không có gì để hoàn tác" in told, asked(desk)) == (True, [])
