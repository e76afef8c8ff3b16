"""An error holds the figures of its cell or of its relation, or its activity's line; and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Figures, Said, chosen, context, damaged, fault, form, found, read, submission
from tests.feedback import edition_of, received
from tests.message_cases import FIGURES, UNIT, WORK, complete
from tests.samples.test_sample_year import table
from xlpy.catalogue.rule_families import expand
from xlpy.checks.finding_subjects import touched
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.catalogue import Catalogue, Scope
from xlpy.model.edition import PROVINCE, Edition, Missing, MissingReason, TaskStatus
from xlpy.model.holding import Holding, computed_from, what_is_held
from xlpy.model.submission import (
    ActivityReport,
    Column,
    Disposition,
    FigureRef,
    Finding,
    LineRef,
    Severity,
    Source,
    State,
    Submission,
    Text,
)
from xlpy.outputs.holding_words import held_words
from xlpy.outputs.publish.matrix import shown
from xlpy.outputs.publish.view import View

pytestmark = pytest.mark.slow("round")

CATALOGUE, PERIOD = context().catalogue, context().period
ACTUAL, PLAN = Column.ACTUAL, Column.PLAN
Place = tuple[str, str, Column]


def actual(*codes: str) -> tuple[FigureRef, ...]:
    return tuple(FigureRef(code, ACTUAL) for code in codes)


def edition(files: Iterable[Submission], catalogue: Catalogue = CATALOGUE) -> Edition:
    """The edition of these submissions, with all that checking finds."""
    listed = tuple(files)
    selection = chosen(catalogue, PERIOD, listed)
    return consolidate(catalogue, PERIOD, listed, selection, found(catalogue, PERIOD, listed), {})


def held_in(made: Edition) -> set[Place]:
    """Figures with a value that do not count."""
    return {
        (f.answer.unit, f.answer.indicator, f.answer.column)
        for f in made.figures
        if f.missing_reason is MissingReason.HELD and f.answer.state in (State.NUMBER, State.NOT_APPLICABLE)
    }


def error(code: str, at: Source, unit: str = "522", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, severity, at, unit)


# --- What a finding is about ---------------------------------------------------------------------------------


def test_an_error_at_a_figure_is_about_that_figure_in_that_column_alone():
    sent = submission("522", {"N2.21": 5}, {"N2.21": 6})
    at = sent.answers[1].source
    (told,) = touched([sent], [error("O404", at)])
    assert told.holds == (FigureRef("N2.21", PLAN),)


@pytest.mark.parametrize("cell", ["F9", "G9", "J9"])
def test_an_error_in_any_cell_of_an_activity_is_about_its_line(cell: str):
    at = Source("522.xlsx", "Nội dung", "F9")
    report = ActivityReport("522", "N3.A1", "Hoàn thành", None, None, None, None, at)
    (told,) = touched([replace(submission("522", {}), activities=(report,))], [error("N508", at._replace(cell=cell))])
    assert told.holds == (LineRef("N3.A1"),)


def test_an_error_beside_a_figure_or_in_another_file_is_about_none():
    sent = submission("522", {"N1.02": 5})
    beside = sent.answers[0].source._replace(cell="I102")
    elsewhere = sent.answers[0].source._replace(file="524.xlsx")
    assert [told.holds for told in touched([sent], [error("O425", beside), error("O404", elsewhere)])] == [(), ()]


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFO])
def test_a_warning_knows_what_it_is_about_and_holds_nothing(severity: Severity):
    sent = submission("522", {"N1.02": 5})
    (told,) = touched([sent], [error("O420", sent.answers[0].source, severity=severity)])
    assert (told.touches, told.holds) == (actual("N1.02"), ())


def test_a_broken_relation_is_about_the_figures_on_both_sides():
    (told,) = (
        f
        for f in found(CATALOGUE, PERIOD, [submission("522", {"N1.02": 9, "N1.08": 5, "N1.09": 3})])
        if f.code == "R03-01"
    )
    assert told.holds == actual("N1.02", "N1.08", "N1.09")


def test_a_fall_since_last_period_is_about_this_period_s_figure():
    findings = found(CATALOGUE, PERIOD, [submission("522", {"N6.05": 4})], {"522": {"N6.05": Decimal(9)}})
    (told,) = (f for f in findings if f.code == "R20-00")
    assert told.holds == actual("N6.05")


def test_a_relation_between_units_does_not_tell_whose_figure_is_wrong_and_holds_nobody_s():
    files = [submission("SGDDT", {"N2.28": 5}), submission("SLDTBXH", {"N2.29": 6})]
    made = edition(files)
    assert [f.holds for f in made.findings if f.code == "R07-21"] == [()]
    assert held_in(made) == set()


# --- What that holds -----------------------------------------------------------------------------------------


def test_a_faulty_status_takes_no_figure_out_of_the_total():
    data = form(UNIT, {**complete(), ("activities", "N8.A4", "status"): "HT"})
    made = edition_of([read(data)])
    assert (made.total["N8.11", PROVINCE].value, held_in(made)) == (Decimal(570), set())
    assert [count.held for count in made.activity_counts if count.activity == "N8.A4"] == [(UNIT,)]


def test_a_figure_of_a_broken_relation_waits_and_the_rest_of_its_task_does_not():
    made = edition([submission("522", {"N1.01": 4, "N1.02": 9, "N1.08": 5, "N1.09": 3})])
    assert held_in(made) == {("522", code, ACTUAL) for code in ("N1.02", "N1.08", "N1.09")}
    assert made.total["N1.01", PROVINCE].value == Decimal(4)
    assert Missing("522", MissingReason.HELD) in made.total["N1.02", PROVINCE].missing


def test_a_held_plan_leaves_the_actual_figure_in_and_is_told_of_the_total():
    files = [submission(unit, {"N1.01": 5}, {"N1.01": 6}) for unit in ("522", "524")]
    selection = chosen(CATALOGUE, PERIOD, files)
    made = consolidate(CATALOGUE, PERIOD, files, selection, [fault("524", "N1.01", columns=[PLAN])], {})
    total = made.total["N1.01", PROVINCE]
    assert (total.value, total.plan, total.plan_missing) == (
        Decimal(10),
        Decimal(6),
        (Missing("524", MissingReason.HELD),),
    )
    assert View(made).lacking(replace(total, missing=())) == "Kế hoạch: có lỗi chờ sửa: H. Bình Sơn"


def test_what_is_not_known_yet_stays_so_whatever_else_is_said_of_it():
    files = [submission("522", {"N1.01": "CCSL"})]
    made = consolidate(CATALOGUE, PERIOD, files, chosen(CATALOGUE, PERIOD, files), [fault("522", "N1.01")], {})
    assert made.figure["522", "N1.01", ACTUAL].missing_reason is MissingReason.NOT_YET


def test_an_error_of_a_file_that_does_not_count_holds_nothing():
    assert what_is_held([fault("522", "N1.01")], {"other.xlsx"}).figures == {}


def test_of_a_file_that_another_replaced_nothing_is_kept_out():
    made = edition([submission("522", {})])
    assert held_words(made, [replace(fault("522", "N1.01"), source=Source("older.xlsx"))]) == ""


@pytest.mark.parametrize("own_first", [True, False])
def test_the_finding_at_the_cell_is_named_before_the_relation(own_first: bool):
    own, relation = replace(fault("522", "N1.02", columns=[ACTUAL]), code="O408"), fault("522", "N1.02", "N1.08")
    relation = replace(relation, touches=actual("N1.02", "N1.08"))
    held = what_is_held([own, relation] if own_first else [relation, own], {"522.xlsx"})
    assert [f.code for f in held.figures["522", "N1.02", ACTUAL]] == ["O408", "R00-00"]


SILENT_LINE = ActivityReport("522", "N3.A1", "", None, None, None, None, Source("522.xlsx", "Nội dung", "F9"))
SAID_OF_IT: Mapping[str, Mapping[str, Any]] = {
    "status": {"status": "Hoàn thành"},
    "percent": {"percent": Decimal(0)},
    **{key: {key: Text("Đã xong", SILENT_LINE.source)} for key in ("result", "evidence", "difficulty")},
}


def held_for(code: str) -> Holding:
    """What one error on the line holds."""
    return what_is_held([replace(error(code, SILENT_LINE.source), touches=(LineRef("N3.A1"),))], {"522.xlsx"})


@pytest.mark.parametrize("said", SAID_OF_IT)
def test_a_line_that_says_one_thing_alone_is_held_by_the_finding_that_the_rest_is_missing(said: str):
    assert held_for("N503").holds_line(replace(SILENT_LINE, **SAID_OF_IT[said]))


def test_a_line_that_says_nothing_is_silent_and_not_held_unless_something_is_wrong_with_it():
    assert [held_for(code).holds_line(SILENT_LINE) for code in ("N501", "N503", "N508")] == [False, False, True]


RATIO, ABOVE, BELOW = "N2.06", "N2.05", "N2.04"


def test_a_unit_s_ratio_is_worked_out_of_figures_that_count():
    assert edition([submission("522", {ABOVE: 3, BELOW: 4})]).number("522", RATIO) == Decimal(75)


@pytest.mark.parametrize("held", [ABOVE, BELOW])
def test_a_unit_s_ratio_is_none_while_one_of_its_figures_is_held(held: str):
    files = [submission("522", {ABOVE: 3, BELOW: 4})]
    faults = [fault("522", held, columns=[ACTUAL])]
    made = consolidate(CATALOGUE, PERIOD, files, chosen(CATALOGUE, PERIOD, files), faults, {})
    assert made.number("522", RATIO) is None


@pytest.mark.parametrize("given", [{ABOVE: 3}, {BELOW: 4}, {}])
def test_a_unit_s_ratio_is_none_where_a_file_lacks_one_of_its_figures(given: Figures):
    assert edition([submission("522", given)]).number("522", RATIO) is None


def test_ratios_of_a_held_figure_can_not_be_computed_those_of_its_plan_can():
    assert computed_from(CATALOGUE, actual("N2.05")) == ("N2.06",)
    assert computed_from(CATALOGUE, [FigureRef("N2.05", PLAN)]) == ()


def test_what_is_held_is_said_in_words():
    told = replace(fault("522", "N2.05"), touches=(*fault("522", "N2.05").touches, LineRef("N2.A1")))
    assert (
        held_words(edition([submission("522", {})]), [told])
        == "số liệu N2.05 (kế hoạch), N2.05; tỷ lệ N2.06; nội dung N2.A1"
    )


# --- Errors of the form itself -------------------------------------------------------------------------------


def holds(data: bytes, code: str) -> tuple[object, ...]:
    made = edition_of([read(data)])
    (told,) = (finding for finding in made.findings if finding.code == code)
    return told.holds


@pytest.mark.parametrize("typed", ["12", "chín chín"])
def test_a_wrong_ratio_typed_over_its_formula_holds_none_of_its_parts(typed: str):
    data = damaged(form(UNIT, complete()), lambda book: setattr(book[FIGURES]["G9"], "value", typed))
    assert holds(data, "O416") == ()


def test_an_error_in_a_cell_of_words_holds_the_line_of_its_activity():
    data = damaged(form(UNIT, complete()), lambda book: setattr(book[WORK]["H13"], "value", "#NAME?"))
    assert holds(data, "O425") == (LineRef("N8.A4"),)


@pytest.mark.parametrize(
    ("sheet", "row", "lost"),
    [(FIGURES, 9, "số liệu N8.11 (kế hoạch), N8.11; tỷ lệ N8.12"), (WORK, 13, "nội dung N8.A4")],
)
def test_a_lost_row_holds_what_it_asked(sheet: str, row: int, lost: str):
    made = edition_of([read(damaged(form(UNIT, complete()), lambda book: book[sheet].delete_rows(row)))])
    (told,) = (finding for finding in made.findings if finding.code == "B207")
    assert held_words(made, [told]) == lost
    assert made.standings[UNIT, "N8"].status is TaskStatus.ERROR


def test_a_task_says_how_many_of_its_figures_and_activities_wait():
    fill = {**complete(), ("activities", "N8.A4", "status"): "HT", ("indicators", "N8.11", "actual"): "nhiều"}
    made = edition_of([read(form(UNIT, fill))])
    works = len([a for a in CATALOGUE.asked(made.reporting_unit[UNIT]).activities if a.task == "N8"])
    assert shown(made.standings[UNIT, "N8"]) == f"Chờ sửa 1/2 số liệu, 1/{works} nội dung"


def test_a_severity_that_staff_raise_holds_the_figure_it_is_about():
    messages = tuple(replace(m, severity=Severity.ERROR) if m.code == "O406" else m for m in CATALOGUE.messages)
    opened = replace(context(), catalogue=replace(CATALOGUE, messages=messages))
    data = form(UNIT, {**complete(), ("indicators", "N8.11", "actual"): "570"})
    made = edition_of(received({"tep.xlsx": data}, opened), opened)
    assert held_in(made) == {(UNIT, "N8.11", ACTUAL)}


# --- Whatever units say ---------------------------------------------------------------------------------------

LINKED = ("N1.02", "N1.03", "N1.04", "N1.05", "N1.06", "N1.08", "N1.09", "N5.01", "N2.22", "N3.01", "N3.07", "N3.08")
"""Indicators that rules tie to each other."""
said: st.SearchStrategy[Said] = st.one_of(st.integers(0, 4), st.sampled_from(["K", "CCSL"]))
figures = st.dictionaries(st.sampled_from(LINKED), said)
provinces = st.dictionaries(st.sampled_from(("522", "524", "535")), figures, min_size=1)
few = settings(max_examples=40, deadline=None)


def files_of(given_by: Mapping[str, Figures]) -> list[Submission]:
    return [submission(unit, told) for unit, told in given_by.items()]


def tied(code: str) -> set[str]:
    """Codes that stand in one error rule with this one, read from the rules' text."""
    rules = [r for rule in CATALOGUE.rules for r in expand(CATALOGUE, rule) if rule.severity is Severity.ERROR]
    read_by = [set(re.findall(r"N\d\.\d\d", f"{rule.left} {rule.right}")) for rule in rules if rule.scope is Scope.FORM]
    return {code}.union(*(codes for codes in read_by if code in codes))


@few
@given(provinces)
def test_every_figure_is_in_its_total_or_held_by_a_named_error_or_not_known_yet(given_by: dict[str, Figures]):
    made = edition(files_of(given_by))
    for figure in made.figures:
        one = figure.answer
        total = made.total[one.indicator, PROVINCE]
        named = made.holding.figures.get((one.unit, one.indicator, one.column), ())
        assert (one.unit in total.included) == (figure.missing_reason is None)
        assert bool(named) or figure.missing_reason is not MissingReason.HELD
        assert figure.missing_reason is not MissingReason.NOT_YET or one.state is State.NOT_YET


@few
@given(provinces)
def test_a_total_is_the_sum_of_what_is_not_held(given_by: dict[str, Figures]):
    made = edition(files_of(given_by))
    held = held_in(made)
    for code in LINKED:
        free = [told.get(code) for unit, told in given_by.items() if (unit, code, ACTUAL) not in held]
        numbers = [value for value in free if isinstance(value, int)]
        assert made.total[code, PROVINCE].value == (sum(numbers) if numbers else None)


@few
@given(provinces)
def test_no_error_holds_a_figure_outside_its_relation(given_by: dict[str, Figures]):
    for place, causes in edition(files_of(given_by)).holding.figures.items():
        for cause in causes:
            rule = CATALOGUE.rule[cause.code]
            assert (cause.unit, place[1] in f"{rule.left} {rule.right}") == (place[0], True)


@few
@given(provinces, st.sampled_from(LINKED), said)
def test_mending_a_figure_changes_only_what_is_tied_to_it(given_by: dict[str, Figures], code: str, mended: Said):
    unit = next(iter(given_by))
    after = {**given_by, unit: {**given_by[unit], code: mended}}
    changed = held_in(edition(files_of(given_by))) ^ held_in(edition(files_of(after)))
    assert {place[:2] for place in changed} <= {(unit, other) for other in tied(code)}


@few
@given(st.sampled_from(LINKED), st.integers(1, 9))
def test_mending_the_only_fault_releases_all_that_it_held(code: str, wrong: int):
    sound: Figures = dict.fromkeys(LINKED, 0)
    assert held_in(edition([submission("522", sound)])) == set()
    broken = held_in(edition([submission("522", {**sound, code: wrong})]))
    assert broken <= {("522", other, ACTUAL) for other in tied(code)}


@few
@given(provinces)
def test_the_order_of_files_does_not_matter(given_by: dict[str, Figures]):
    files = files_of(given_by)
    assert edition(files).holding == edition(files[::-1]).holding


# --- The shipped sample ---------------------------------------------------------------------------------------


def readable(made: Edition, unit: str, task: str) -> list[Place]:
    """Figures of a unit's task that have a value."""
    return [
        (f.answer.unit, f.answer.indicator, f.answer.column)
        for f in made.figures
        if f.answer.unit == unit
        and CATALOGUE.indicator[f.answer.indicator].task == task
        and f.answer.state in (State.NUMBER, State.NOT_APPLICABLE)
    ]


def test_what_each_fault_of_the_sample_holds_is_what_the_readme_says(sample_edition: Edition):
    made = sample_edition
    used = {record.file for record in made.used_files.values()}
    faults = [f for f in made.findings if f.severity is Severity.ERROR and f.source.file in used and not f.caused_by]
    rows = {
        (
            fault.code,
            fault.unit,
            fault.task,
            str(len(readable(made, fault.unit, fault.task))),
            str(len(held_in(made) & {(fault.unit, *t) for t in fault.holds if isinstance(t, FigureRef)})),
            held_words(made, [fault]),
        )
        for fault in faults
    }
    assert set(table("| mã | đơn vị | nhiệm vụ | trước đây | nay | giữ lại |")) == rows


def test_of_73_readable_figures_that_whole_tasks_held_8_are_held_by_figure(sample_edition: Edition):
    rows = table("| mã | đơn vị | nhiệm vụ | trước đây | nay | giữ lại |")
    assert (sum(int(row[3]) for row in rows), sum(int(row[4]) for row in rows)) == (73, 8)
    assert len(held_in(sample_edition)) == 8


def test_each_held_cell_of_the_sample_is_out_for_the_code_of_its_cause(sample_edition: Edition):
    out = {cell.source: cell.reason for cell in sample_edition.ledger.cells if cell.disposition is Disposition.EXCLUDED}
    for place in held_in(sample_edition):
        causes = {cause.code for cause in sample_edition.holding.figures[place]}
        assert out[sample_edition.figure[place].answer.source] in causes
