"""What a unit's slip holds: its files and their disposition, what is accepted, what changed since it last sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from samples import make_samples
from tests.builders import ARRIVED, context, form, form_cell, submission
from tests.feedback import edition_of, received, slip_of
from tests.message_cases import UNIT, complete
from xlpy.app.store.store import Store
from xlpy.intake.receive import receive
from xlpy.model.edition import Edition
from xlpy.model.submission import ActivityReport, Severity, Source, Submission, Text
from xlpy.outputs.feedback.changes import BLANK, Changed, EarlierSending, changes
from xlpy.outputs.feedback.share import bare_names, shares, slip_findings
from xlpy.outputs.feedback.slip import Slip, SlipOutcome, slips

SILENT = {"532", "531", "SLDTBXH"}
BINH_SON = ("Zalo 20-6/Bình Sơn_Cả năm.xlsx", "Zalo 24-6/Bình Sơn_Cả năm (sửa lại).xlsx")


@cache
def binh_son() -> tuple[Submission, ...]:
    """Both files of the one unit of the sample that sent twice, as read."""
    opened = make_samples.whole_year().context
    return tuple(receive(opened, (make_samples.INBOX / name).read_bytes(), name, ARRIVED) for name in BINH_SON)


def test_every_unit_that_sent_a_file_has_a_slip(sample_edition: Edition) -> None:
    reporting_units = {unit.code for unit in sample_edition.catalogue.reporting_units(sample_edition.period)}
    assert {slip.unit.code for slip in slips(sample_edition)} == reporting_units - SILENT


def test_no_slip_is_empty(sample_edition: Edition) -> None:
    said = [(slip.files, slip.outcome is SlipOutcome.CLEAN or slip.sections) for slip in slips(sample_edition)]
    assert all(files and told for files, told in said)


def test_a_slip_is_numbered_by_the_unit_s_place_among_the_reporting_units(sample_edition: Edition) -> None:
    numbers = {slip.unit.code: slip.number for slip in slips(sample_edition)}
    assert (numbers["SGDDT"], numbers["533"], numbers["STTTT"]) == (1, 7, 18)


@pytest.mark.parametrize(
    ("unit", "outcome"),
    [
        ("533", SlipOutcome.ERRORS),
        ("522", SlipOutcome.WARNINGS),
        ("528", SlipOutcome.CLEAN),
        ("530", SlipOutcome.REFUSED),
    ],
)
def test_a_slip_comes_to_what_its_findings_weigh(sample_edition: Edition, unit: str, outcome: SlipOutcome) -> None:
    assert slip_of(slips(sample_edition), unit).outcome is outcome


@pytest.mark.parametrize(("unit", "code"), [("536", "D305"), ("525", "O413")])
def test_what_is_late_or_read_right_asks_for_no_answer(sample_edition: Edition, unit: str, code: str) -> None:
    slip = slip_of(slips(sample_edition), unit)
    assert (slip.outcome, slip.sections) == (SlipOutcome.CLEAN, ())
    assert code in {line.code for line in slip.notes}


def test_notes_alone_leave_a_slip_clean(sample_edition: Edition) -> None:
    slip = slip_of(slips(sample_edition), "STC")
    assert (slip.outcome, len(slip.notes)) == (SlipOutcome.CLEAN, 1)


def test_every_root_finding_of_a_unit_is_counted_in_its_slip(sample_edition: Edition) -> None:
    for slip in slips(sample_edition):
        lines = [*(line for section in slip.sections for line in section.lines), *slip.notes]
        roots = [f for f in slip_findings(sample_edition, slip.unit) if not f.caused_by]
        assert (slip.unit.code, sum(line.count for line in lines)) == (slip.unit.code, len(roots))


def test_no_finding_of_another_unit_is_told(sample_edition: Edition) -> None:
    for slip in slips(sample_edition):
        files = {record.file for record in sample_edition.files if record.unit == slip.unit.code}
        others = [f for f in slip_findings(sample_edition, slip.unit) if f.source.file and f.source.file not in files]
        assert others == []


# --- Files --------------------------------------------------------------------------------------------------


def entries(slip: Slip) -> list[tuple[str, str]]:
    return [(file.name, file.disposition) for file in slip.files]


def test_each_file_is_named_without_our_folders_and_told_its_disposition(sample_edition: Edition) -> None:
    assert entries(slip_of(slips(sample_edition), "524")) == [
        ("Bình Sơn_Cả năm (sửa lại).xlsx", "Được dùng để tổng hợp"),
        ("Bình Sơn_Cả năm.xlsx", "Không dùng: đã có bản gửi sau thay thế"),
    ]


def test_a_copy_names_the_file_it_is_a_copy_of(sample_edition: Edition) -> None:
    assert entries(slip_of(slips(sample_edition), "SKHDT"))[1] == (
        "Sở KHĐT (1).xlsx",
        "Không dùng: giống hệt bản “Sở KHĐT.xlsx” đã nhận",
    )


def test_a_late_file_says_by_how_many_days(sample_edition: Edition) -> None:
    slip = slip_of(slips(sample_edition), "536")
    assert (slip.files[0].disposition, slip.files[0].received_on) == (
        "Được dùng để tổng hợp; nhận muộn 03 ngày",
        date(2024, 6, 28),
    )


def test_a_refused_file_says_why(sample_edition: Edition) -> None:
    assert entries(slip_of(slips(sample_edition), "530"))[0][1] == "Chưa dùng được: sai kỳ báo cáo"


def test_a_locked_file_is_told_to_the_unit_whose_name_it_bears(sample_edition: Edition) -> None:
    assert entries(slip_of(slips(sample_edition), "SNV"))[1:] == [
        (
            "So Noi vu_mat khau.xlsx",
            "Chưa rõ đơn vị, có thể của Sở Nội vụ; chưa dùng được: bản gửi có mật khẩu",
        )
    ]


def test_a_file_that_may_be_a_unit_s_counts_for_none(sample_edition: Edition) -> None:
    told = {file.name for slip in slips(sample_edition) for file in slip.files if "Chưa rõ đơn vị" in file.disposition}
    owners = {Path(record.file).name: record.unit for record in sample_edition.files}
    assert {name: owners[name] for name in told} == {"So Noi vu_mat khau.xlsx": "", "BC ký, đóng dấu - Đức Phổ.pdf": ""}


def test_two_files_of_one_name_keep_their_folders() -> None:
    assert bare_names(["a/BC.xlsx", "b/BC.xlsx", "c/BC2.xlsx"]) == {
        "a/BC.xlsx": "a/BC.xlsx",
        "b/BC.xlsx": "b/BC.xlsx",
        "c/BC2.xlsx": "BC2.xlsx",
    }


# --- What is accepted ---------------------------------------------------------------------------------------


def test_figures_are_counted_as_the_edition_counts_them(sample_edition: Edition) -> None:
    for slip in slips(sample_edition):
        own = [figure for figure in sample_edition.figures if figure.answer.unit == slip.unit.code]
        assert (slip.figures.asked, slip.figures.used) == (len(own), sum(figure.counts for figure in own))


def test_tasks_add_up_to_the_unit_s_figures(sample_edition: Edition) -> None:
    for slip in slips(sample_edition):
        assert sum(task.figures_used for task in slip.tasks) == slip.figures.used


@pytest.mark.parametrize(
    ("unit", "task", "words"),
    [
        ("533", 2, "Đã chấp nhận"),
        ("533", 3, "Chờ sửa: 4/17 số liệu. Đã chấp nhận phần còn lại"),
        ("529", 6, "Chờ sửa: 1/3 nội dung. Đã chấp nhận phần còn lại"),
        ("535", 7, "Chưa báo cáo"),
        ("524", 6, "Chưa có: 1/9 số liệu. Đã chấp nhận phần còn lại"),
    ],
)
def test_of_a_task_with_an_error_only_what_is_wrong_is_not_accepted(
    sample_edition: Edition, unit: str, task: int, words: str
) -> None:
    said = {one.number: one.words for one in slip_of(slips(sample_edition), unit).tasks}
    assert said[task] == words


def test_each_error_of_a_slip_says_what_it_keeps_out(sample_edition: Edition) -> None:
    held = {line.code: line.held for part in slip_of(slips(sample_edition), "533").sections for line in part.lines}
    assert held["R04-06"] == "số liệu N3.01, N3.02, N3.03, N3.04; tỷ lệ N3.11, N3.20, N3.21, N3.22"
    assert held["O417"] == "số liệu N6.06"


def test_an_error_in_an_activity_s_line_keeps_out_that_line_alone(sample_edition: Edition) -> None:
    held = {line.code: line.held for part in slip_of(slips(sample_edition), "529").sections for line in part.lines}
    assert held["N504"] == "nội dung N6.A2"


def test_a_line_that_asks_for_a_look_keeps_nothing_out(sample_edition: Edition) -> None:
    lines = [line for slip in slips(sample_edition) for part in slip.sections for line in part.lines]
    assert {line.held for line in lines if line.severity is not Severity.ERROR} == {""}


def test_a_unit_without_a_usable_file_has_nothing_accepted(sample_edition: Edition) -> None:
    slip = slip_of(slips(sample_edition), "530")
    assert (slip.tasks, slip.figures.used) == ((), 0)


# --- What changed -------------------------------------------------------------------------------------------


def told_changes(slip: Slip) -> tuple[Changed, ...]:
    assert slip.changes is not None
    return slip.changes.changed


def test_figures_sent_anew_are_shown_old_and_new_with_their_cells() -> None:
    opened = make_samples.whole_year().context
    slip = slip_of(slips(edition_of(binh_son(), opened), binh_son()), "524")
    found = [(change.place, change.column, change.before, change.after) for change in told_changes(slip)]
    assert found == [
        ("trang Chỉ tiêu, ô F18", "thực hiện", "8.133", "8.043"),
        (f"trang Chỉ tiêu, ô {form_cell('524', 'N6.04')}", "thực hiện", "8.892", "CCSL"),
    ]


def test_a_single_sending_has_no_changes(sample_edition: Edition) -> None:
    assert slip_of(slips(sample_edition), "533").changes is None


def test_the_store_knows_what_was_sent_before(tmp_path: Path) -> None:
    opened = make_samples.whole_year().context
    store = Store(tmp_path / "Plan167.db")
    first = edition_of(binh_son()[:1], opened)
    store.remember(opened.period, binh_son()[:1], first.files)
    now = edition_of(binh_son()[1:], opened)
    slip = slip_of(slips(now, (), lambda unit, sha256: store.previous_sending(opened.period, unit, sha256)), "524")
    assert [change.after for change in told_changes(slip)] == ["8.043", "CCSL"]


def test_the_same_bytes_sent_before_are_no_earlier_sending() -> None:
    (now,) = received({"x.xlsx": form(UNIT, complete())})
    same = EarlierSending.of(now, ARRIVED.date())
    assert slip_of(slips(edition_of([now]), (), lambda *_: same), UNIT).changes is None


def test_a_file_sent_anew_that_says_the_same_has_changes_that_are_none() -> None:
    (now,) = received({"x.xlsx": form(UNIT, complete())})
    other = replace(EarlierSending.of(now, ARRIVED.date()), sha256="0" * 64)
    assert told_changes(slip_of(slips(edition_of([now]), (), lambda *_: other), UNIT)) == ()


def test_the_last_of_several_replaced_files_is_the_earlier_one() -> None:
    files = []
    for number, day in enumerate((3, 5, 9)):
        one = submission("524", {"N1.01": 10 + number})
        outer = replace(one.received, file=f"{day}.xlsx", sha256=f"{day}", modified=datetime(2024, 6, day))
        files.append(replace(one, received=outer))
    changed = slip_of(slips(edition_of(files), files), "524").changes
    assert changed is not None
    assert (changed.earlier.file, [(c.before, c.after) for c in changed.changed]) == ("5.xlsx", [("11", "12")])


def report(status: str, percent: int | None = None, result: str = "") -> ActivityReport:
    source = Source("x.xlsx", "Nội dung", "F13")
    text = Text(result, Source("x.xlsx", "Nội dung", "H13")) if result else None
    return ActivityReport(
        UNIT, "N8.A4", status, None if percent is None else Decimal(percent), text, None, None, source
    )


def activity_changes(before: ActivityReport | None, after: ActivityReport | None) -> list[tuple[str, str, str, str]]:
    old, new = (EarlierSending("x.xlsx", "", None, (), (said,) if said else ()) for said in (before, after))
    found = changes(context().catalogue, old, new).changed
    return [(change.place, change.column, change.before, change.after) for change in found]


def test_a_status_a_percentage_and_a_text_that_changed_are_shown() -> None:
    assert activity_changes(report("Đang thực hiện", 50), report("Hoàn thành", 100, "- Đã ban hành")) == [
        ("trang Nội dung, ô F13", "trạng thái", "Đang thực hiện", "Hoàn thành"),
        ("trang Nội dung, dòng 13", "tỷ lệ hoàn thành", "50%", "100%"),
        ("trang Nội dung, ô H13", "kết quả", BLANK, "- Đã ban hành"),
    ]


def test_a_row_that_came_back_is_shown() -> None:
    assert activity_changes(None, report("K")) == [("trang Nội dung, ô F13", "trạng thái", "(không có dòng này)", "K")]


# --- Many units ---------------------------------------------------------------------------------------------


def test_a_unit_s_share_holds_what_is_its_own_and_nothing_is_lost(sample_edition: Edition) -> None:
    parts = shares(sample_edition)
    assert sum(len(part.figures) for part in parts.values()) == len(sample_edition.figures)
    assert {f.answer.unit for f in parts["533"].figures} == {r.unit for r in parts["533"].files} == {"533"}


def test_a_share_gives_the_same_findings_as_the_whole(sample_edition: Edition) -> None:
    for slip in slips(sample_edition):
        share = shares(sample_edition)[slip.unit.code]
        assert slip_findings(share, slip.unit) == slip_findings(sample_edition, slip.unit)
