"""Each rule of the catalogues: told once where it is broken, silent where it holds, and the same every time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from tests.builders import cell_of, found, numbers, roots, submission
from tests.rule_cases import CASES, OF_2025, YEARBOOK, YEARBOOK_CASES, Case
from xlpy.catalogue.load import load, shipped
from xlpy.checks.rules import check_history
from xlpy.model.catalogue import Catalogue, Period, Scope
from xlpy.model.submission import Column, Finding, Source
from xlpy.outputs.messages import remedy, sentence

ALL = {("2023-2024", code): case for code, case in CASES.items()} | {
    ("2016", code): case for code, case in YEARBOOK_CASES.items()
}
EVERY = pytest.mark.parametrize(("of", "code"), ALL, ids=str)


@cache
def catalogue_of(of: str) -> tuple[Catalogue, Period]:
    catalogue = load(YEARBOOK) if of == "2016" else shipped()
    return catalogue, catalogue.period["N2016" if of == "2016" else "CN"]


def told(of: str, code: str, *, mended: bool = False) -> list[Finding]:
    """The root findings of the rule on its case, as the program gives them."""
    catalogue, period = catalogue_of(of)
    case = ALL[of, code]
    own = {**case.fails, **(case.mended if mended else {})}
    files = [submission(case.unit, own, case.plan, period.code)]
    files += [submission(unit, figures, period=period.code) for unit, figures in case.others.items()]
    return roots(found(catalogue, period, files, numbers({case.unit: case.before})), code)


once = cache(told)


def place(case: Case) -> Source:
    column = Column.PLAN if case.indicator not in case.fails else Column.ACTUAL
    return Source("") if case.province else Source(f"{case.unit}.xlsx", "Chỉ tiêu", cell_of(case.indicator, column))


@EVERY
def test_figures_that_break_a_rule_are_told_once_at_their_unit_task_and_cell(of: str, code: str) -> None:
    catalogue, _ = catalogue_of(of)
    case = ALL[of, code]
    task = catalogue.indicator[case.indicator].task
    expected = [("" if case.province else case.unit, task, case.indicator, place(case))]
    assert expected == [(f.unit, f.task, f.indicator, f.source) for f in once(of, code)]


@EVERY
def test_the_finding_weighs_what_the_catalogue_says(of: str, code: str) -> None:
    assert [catalogue_of(of)[0].rule[code].severity] == [finding.severity for finding in once(of, code)]


@EVERY
def test_the_sentence_shows_the_numbers_as_vietnamese_write_them(of: str, code: str) -> None:
    text = sentence(catalogue_of(of)[0], once(of, code)[0])
    shown = ALL[of, code].shown
    assert shown == tuple(part for part in shown if re.search(rf"(?<![\w.,]){re.escape(part)}(?![\w]|[.,]\d)", text))


@EVERY
def test_the_sentence_and_its_remedy_are_complete(of: str, code: str) -> None:
    catalogue, _ = catalogue_of(of)
    finding = once(of, code)[0]
    text, help_ = sentence(catalogue, finding), remedy(catalogue, finding)
    assert (re.findall(r"không rõ|[{}]|None|chưa có câu", text + help_), text[-1], help_[-1]) == ([], ".", ".")


@EVERY
def test_figures_that_keep_a_rule_are_not_told(of: str, code: str) -> None:
    assert told(of, code, mended=True) == []


@EVERY
def test_a_rule_fires_again_in_the_same_process(of: str, code: str) -> None:
    first = once(of, code)
    assert (1, first) == (len(first), told(of, code))


@pytest.mark.parametrize(("name", "own"), [("2023-2024", {}), ("2024-2025", {}), ("2025-2026", OF_2025)])
def test_every_rule_of_a_shipped_catalogue_has_a_case(name: str, own: Mapping[str, object]) -> None:
    assert set(shipped(name).rule) == {*CASES, *own}


@pytest.mark.parametrize("code", OF_2025)
def test_a_rule_of_2025_is_told_where_it_is_broken_and_silent_where_it_holds(code: str) -> None:
    catalogue = shipped("2025-2026")
    period, (broken, mended) = catalogue.period["CN"], OF_2025[code]
    for figures, expected in ((broken, [code]), ({**broken, **mended}, [])):
        files = [submission("21040", figures, period="CN")]
        assert [f.code for f in roots(found(catalogue, period, files, {}), code)] == expected


def test_every_rule_of_the_sample_of_2016_has_a_case() -> None:
    assert set(load(YEARBOOK).rule) == set(YEARBOOK_CASES)


def test_a_k_is_quoted_as_a_k_and_not_as_nought() -> None:
    catalogue, period = catalogue_of("2023-2024")
    files = [submission("522", {"N6.05": "K"})]
    (finding,) = (f for f in found(catalogue, period, files, {"522": {"N6.05": Decimal(166)}}) if f.code == "R20-00")
    assert "lũy kế kỳ này là K (không phát sinh), thấp hơn lũy kế kỳ trước là 166;" in sentence(catalogue, finding)
    assert "học kỳ II" not in remedy(catalogue, finding)


def test_those_of_whom_no_last_period_is_known_are_named_where_a_rule_over_two_periods_asks_for_it() -> None:
    catalogue, period = catalogue_of("2023-2024")
    over_two = next(rule for rule in catalogue.rules if rule.code == "R16-01")
    of_one = next(rule for rule in catalogue.rules if rule.scope is Scope.FORM and rule.applies_to == ("local",))
    files = {unit: submission(unit, {"N4.07": 5}) for unit in ("STC", "522")}
    (finding,) = check_history(replace(catalogue, rules=(over_two, of_one)), period, files, {})
    assert (finding.params["count"], finding.params["other"]) == ("1", "Sở Tài chính")
