"""Rules over the whole province while some units are silent: judged where those who answered settle it."""

from __future__ import annotations

from tests.builders import Figures, found, roots, submission
from tests.rule_cases import DISTRICTS, STAFF
from xlpy.catalogue.load import shipped
from xlpy.model.submission import Finding

CATALOGUE = shipped()
PERIOD = CATALOGUE.period["CN"]


def told(code: str, said: dict[str, Figures]) -> list[Finding]:
    files = [submission(unit, figures) for unit, figures in said.items()]
    return roots(found(CATALOGUE, PERIOD, files), code)


def test_a_sum_that_is_too_great_already_is_told_with_how_many_gave_it() -> None:
    (finding,) = told("R01-01", {STAFF: {"N3.15": 100}, "524": {"N3.14": 60}, "535": {"N3.14": 41}})
    assert tuple(finding.params[key] for key in ("count", "left", "right")) == ("2/14", "101", "100")


def test_a_sum_that_may_still_grow_into_its_place_is_not_told() -> None:
    assert told("R01-01", {STAFF: {"N3.15": 100}, "524": {"N3.14": 60}, "535": {"N3.14": 40}}) == []


def test_a_sum_is_not_compared_with_one_that_is_not_there() -> None:
    assert told("R01-01", {"524": {"N3.14": 60}}) == []


def test_a_whole_that_is_not_complete_holds_nobody_s_part_against_it() -> None:
    said: dict[str, Figures] = {"STTTT": {"N8.11": 200}, "524": {"N1.02": 60}}
    assert told("R07-22", said) == []


def test_a_quotient_is_that_of_the_units_that_gave_both_of_it() -> None:
    some: dict[str, Figures] = {"524": {"N3.12": 100, "N3.13": 40}, "535": {"N3.12": 900, "N3.13": "CCSL"}}
    (finding,) = told("R08-02", some)
    assert (finding.params["count"], finding.params["left"]) == ("1/13", "40")


def test_a_quotient_of_nobody_is_not_told() -> None:
    assert told("R08-02", {unit: {"N3.12": 100} for unit in DISTRICTS}) == []
