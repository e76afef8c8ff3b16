"""A rule on trial: told to the office as a note, held against nobody, told to no unit."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.builders import context, submission
from tests.feedback import edition_of
from tests.rule_cases import CASES
from xlpy.app.console import report
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import DATA, from_tables, shipped, tables_of
from xlpy.checks.fold import fold
from xlpy.consolidation.headline import numbers_of
from xlpy.forms.formulas import FormTable, relations
from xlpy.intake.context import IntakeContext
from xlpy.model.catalogue import Catalogue
from xlpy.model.edition import Edition
from xlpy.model.submission import Column, Finding, Severity, Source
from xlpy.outputs.feedback.share import slip_findings
from xlpy.outputs.marked.marks import marks_of
from xlpy.outputs.messages import remedy, sentence, weight

RULE = "R07-02"
CASE = CASES[RULE]
"""An error of one form: its unit's figures break it."""


def opened(*, trial: bool) -> IntakeContext:
    """The shipped catalogue with the one rule on trial, or as it is shipped."""
    known = context()
    rules = tuple(replace(r, trial=trial) if r.code == RULE else r for r in known.catalogue.rules)
    return replace(known, catalogue=replace(known.catalogue, rules=rules), _plans={})


@cache
def made(*, trial: bool) -> Edition:
    return edition_of([submission(CASE.unit, CASE.fails)], opened(trial=trial))


def told(edition: Edition) -> list[Finding]:
    return [finding for finding in edition.findings if finding.code == RULE]


@pytest.mark.parametrize(("trial", "severity"), [(True, Severity.INFO), (False, Severity.ERROR)])
def test_a_rule_on_trial_finds_the_same_and_says_it_as_a_note(trial: bool, severity: Severity) -> None:
    (finding,) = told(made(trial=trial))
    assert (finding.severity, finding.trial) == (severity, trial)


def test_twice_gives_the_same() -> None:
    assert told(edition_of([submission(CASE.unit, CASE.fails)], opened(trial=True))) == told(made(trial=True))


def test_nothing_is_told_where_the_relation_holds() -> None:
    assert told(edition_of([submission(CASE.unit, {**CASE.fails, **CASE.mended})], opened(trial=True))) == []


def test_a_rule_on_trial_holds_no_figure() -> None:
    key = (CASE.unit, CASE.indicator, Column.ACTUAL)
    assert key in made(trial=False).holding.figures
    assert key not in made(trial=True).holding.figures
    assert made(trial=True).figure[key].counts


def test_a_unit_has_nothing_to_mend_for_it() -> None:
    errors = [numbers_of(made(trial=trial)).errors for trial in (False, True)]
    assert errors[0] == errors[1] + 1


def test_no_unit_is_told_of_it() -> None:
    codes = [
        {finding.code for finding in slip_findings(edition, edition.reporting_unit[CASE.unit])}
        for edition in (made(trial=False), made(trial=True))
    ]
    assert [RULE in each for each in codes] == [True, False]


def test_no_cell_of_a_marked_copy_is_coloured_for_it() -> None:
    for trial, there in ((False, True), (True, False)):
        marks = marks_of(made(trial=trial).catalogue, told(made(trial=trial)))
        assert [mark.code for mark in marks] == [RULE] * there


def test_the_form_does_not_ask_for_it() -> None:
    for trial, asked in ((False, True), (True, False)):
        ours = opened(trial=trial)
        unit = ours.reporting_unit(CASE.unit)
        assert unit
        plan = ours.plan(unit)
        assert asked == (RULE in {each.rule.code for each in relations(FormTable(ours.catalogue, plan, {}))})


def test_the_office_reads_that_it_is_a_trial() -> None:
    (finding,) = told(made(trial=True))
    catalogue = made(trial=True).catalogue
    assert weight(finding) == "Thông tin (quy tắc thử)"
    assert sentence(catalogue, finding).endswith(" (quy tắc thử)")
    assert remedy(catalogue, finding).startswith("Quy tắc đang chạy thử: không báo đơn vị")
    assert "thông tin (1 của quy tắc thử)" in report(made(trial=True), None)
    assert "quy tắc thử" not in report(made(trial=False), None)


@pytest.mark.parametrize(("trial", "cause"), [(True, ""), (False, RULE)])
def test_what_a_rule_on_trial_finds_hides_no_other_finding_of_its_cell(trial: bool, cause: str) -> None:
    place = Source("tep.xlsx", "Chỉ tiêu", "F9")
    found = [Finding(RULE, Severity.INFO, place, trial=trial), Finding("O402", Severity.INFO, place)]
    assert fold(found, {})[1].caused_by == cause


def loaded(cell: str | None) -> Catalogue:
    """The shipped catalogue with a cell in the column, or without the column."""
    tables = tables_of(DATA / "2023-2024")
    for row in tables["rules"]:
        row.pop("trial", None)
        if cell is not None:
            row["trial"] = cell if row["code"] == RULE else ""
    return from_tables(tables)


@pytest.mark.parametrize(("cell", "trial"), [("Y", True), ("N", False), ("", False), (None, False)])
def test_the_column_says_it_and_may_be_left_out(cell: str | None, trial: bool) -> None:
    assert loaded(cell).rule[RULE].trial is trial


def test_a_group_of_parts_is_not_added_up_by_a_rule_on_trial() -> None:
    catalogue = shipped()
    on_trial = replace(catalogue, rules=tuple(replace(rule, trial=True) for rule in catalogue.rules))
    assert problems(catalogue) == ()
    assert {(p.table, p.column) for p in problems(on_trial)} == {("indicators", "part_group")}
