"""Who leads an activity is counted once: by the status given, as waiting to be mended, or as silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import chosen, submission
from xlpy.book.places import TASKS
from xlpy.book.update import edition_update
from xlpy.book.words import load_book_words
from xlpy.catalogue.load import shipped
from xlpy.checks.finding_subjects import touched
from xlpy.consolidation.activity_counts import count_activities
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.edition import ActivityCount, Edition
from xlpy.model.holding import Holding, what_is_held
from xlpy.model.submission import STATUSES, ActivityReport, ActivityStatus, Finding, Severity, Source, Text
from xlpy.outputs.publish import activities, reports
from xlpy.outputs.publish.edition_sheets import draw_sheets
from xlpy.outputs.publish.view import View

CATALOGUE = replace(shipped(), rules=())
PERIOD = CATALOGUE.period["CN"]
ACTIVITY = "N3.A1"
"""Led by every local unit."""
LEADS = tuple(
    u.code for u in CATALOGUE.reporting_units(PERIOD) if ACTIVITY in {a.code for a in CATALOGUE.asked(u).activities}
)


def report(unit: str, status: str, result: str = "") -> ActivityReport:
    source = Source(f"{unit}.xlsx", "Nội dung", "F9")
    said = Text(result, source._replace(cell="H9")) if result else None
    return ActivityReport(unit, ACTIVITY, status, None, said, None, None, source)


def finding(unit: str, code: str, cell: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, severity, Source(f"{unit}.xlsx", "Nội dung", cell), unit, "N3")


def counted(said: Mapping[str, str], *found: Finding, result: str = "") -> ActivityCount:
    listed = [report(unit, status, result) for unit, status in said.items()]
    files = [replace(submission(report.unit, {}), activities=(report,)) for report in listed]
    holding = what_is_held(touched(files, found), {f"{unit}.xlsx" for unit in said})
    counts = count_activities(CATALOGUE, CATALOGUE.reporting_units(PERIOD), listed, holding)
    return next(count for count in counts if count.activity == ACTIVITY)


@pytest.mark.parametrize("code", ["N504", "N507"])
def test_a_line_with_an_error_of_its_own_counts_as_waiting_and_not_as_done(code: str):
    count = counted({"522": ActivityStatus.DONE, "524": ActivityStatus.DONE}, finding("522", code, "F9"))
    assert (count.by_status[ActivityStatus.DONE], count.held) == (1, ("522",))


def test_an_error_in_another_cell_of_the_line_holds_it_too():
    assert counted({"522": ActivityStatus.DONE}, finding("522", "N508", "G9")).held == ("522",)


@pytest.mark.parametrize(
    "other",
    [finding("522", "N504", "F19"), finding("522", "N505", "F9", Severity.WARNING), finding("524", "N504", "F9")],
)
def test_other_lines_warnings_and_other_units_errors_hold_nothing(other: Finding):
    count = counted({"522": ActivityStatus.DONE}, other)
    assert (count.by_status[ActivityStatus.DONE], count.held) == (1, ())


def test_a_status_off_the_list_is_waiting_and_not_silence():
    count = counted({"522": ""}, finding("522", "O418", "F9"))
    assert (count.held, "522" in count.silent) == (("522",), False)


def test_a_blank_line_is_silence_though_its_status_is_missed():
    count = counted({"522": ""}, finding("522", "N503", "F9"))
    assert (count.held, "522" in count.silent) == ((), True)


def test_a_result_without_a_status_is_waiting():
    assert counted({"522": ""}, finding("522", "N503", "F9"), result="Đã tuyển").held == ("522",)


@given(st.dictionaries(st.sampled_from(LEADS), st.sampled_from((*STATUSES, ""))), st.sets(st.sampled_from(LEADS)))
def test_every_lead_is_counted_exactly_once(said: dict[str, str], faulty: set[str]):
    count = counted(said, *(finding(unit, "N504", "F9") for unit in faulty))
    assert count.leads == len(LEADS)
    assert set(count.held) == faulty & set(said)
    assert not set(count.held) & set(count.silent)


def test_a_report_without_errors_is_never_held():
    assert not Holding({}, {}).holds_line(report("522", ActivityStatus.DONE))


# --- Where counts are shown ---------------------------------------------------------------------------------


def edition(*found: Finding) -> Edition:
    files = [replace(submission(unit, {}), activities=(report(unit, ActivityStatus.DONE),)) for unit in LEADS]
    told = tuple(touched(files, found))
    return consolidate(CATALOGUE, PERIOD, files, chosen(CATALOGUE, PERIOD, files), told, {})


def sheet_rows(made: Edition, name: str) -> list[list[object]]:
    (drawing,) = (one for one in draw_sheets(made) if one.name == name)
    rows, columns = drawing.size
    values = {place: cell.value for place, cell in drawing.cells.items()}
    return [[values.get((row, column)) for column in range(columns)] for row in range(rows)]


def row_of(made: Edition, name: str, code: str, unit: str = "") -> list[object]:
    return next(row for row in sheet_rows(made, name) if row[1] == code and (not unit or row[3] == unit))


def test_the_sheet_of_progress_counts_and_names_who_has_to_mend():
    row = row_of(edition(finding("529", "N504", "F9")), activities.SHEET, ACTIVITY)
    assert row[5:11] == [len(LEADS), len(LEADS) - 1, 0, 0, 0, 1]
    assert row[11] == "Chờ sửa: H. Sơn Hà"


def test_the_sheet_of_reports_marks_the_line_that_counts_nowhere():
    made = edition(finding("529", "N504", "F9"))
    name = View(made).unit_name("529")
    assert row_of(made, reports.SHEET, ACTIVITY, name)[10] == reports.HELD
    other = View(made).unit_name("522")
    assert not row_of(made, reports.SHEET, ACTIVITY, other)[10]


def done_of(made: Edition, task: int) -> float:
    update = edition_update(made, 1, "", datetime(2024, 6, 26), load_book_words())
    done = update.blocks[TASKS][task - 1][-1]
    assert isinstance(done, float)
    return done


def test_the_panel_takes_what_waits_to_be_mended_as_not_done():
    assert done_of(edition(finding("529", "N504", "F9")), 3) < done_of(edition(), 3)
