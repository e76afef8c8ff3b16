"""Figures that a clerk doubts: pointed at in their cell with what was meant, and quiet where nothing is odd."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from tests.builders import Figures, cell_of, damaged, form, found, numbers, read, roots, submission
from tests.message_cases import FIGURES, UNIT, complete
from xlpy.catalogue.load import shipped
from xlpy.model.cells import CellValue
from xlpy.model.submission import Column, FigureRef, Finding, Severity

pytestmark = pytest.mark.slow("form")

CATALOGUE = shipped()
PERIOD = CATALOGUE.period["CN"]
DISTRICT = "524"
SCHOOLS: Figures = {
    "N2.01": 15000,
    "N2.07": 14000,
    "N2.08": 9000,
    "N2.12": 486,
    "N2.13": 250,
    "N6.04": 8770,
    "N8.10": 37900,
}


def told(
    changed: Figures, plan: Figures | None = None, before: Mapping[str, float] | None = None
) -> tuple[Finding, ...]:
    """All findings on the district's schools with some figures changed."""
    sent = submission(DISTRICT, {**SCHOOLS, **changed}, plan)
    return found(CATALOGUE, PERIOD, [sent], numbers({DISTRICT: before or {}}))


def suspected(
    changed: Figures, plan: Figures | None = None, before: Mapping[str, float] | None = None
) -> list[tuple[str, str]]:
    """Cell and suspected value of each figure that seems to have lost three digits."""
    findings = roots(told(changed, plan, before), "O429")
    return [(finding.source.cell, finding.params["expected"]) for finding in findings]


def test_sound_figures_are_not_doubted() -> None:
    assert suspected({}, {"N6.04": 9000}, SCHOOLS_BEFORE) == []


SCHOOLS_BEFORE: Mapping[str, float] = {"N2.07": 13800, "N6.04": 9713}


@pytest.mark.parametrize(
    ("changed", "plan", "before", "cell", "meant"),
    [
        ({"N6.04": 9}, {"N6.04": 9000}, {}, cell_of("N6.04"), "9.000"),
        ({}, {"N6.04": 9}, {}, cell_of("N6.04", Column.PLAN), "9.000"),
        ({"N6.04": 10}, {}, {"N6.04": 9713}, cell_of("N6.04"), "10.000"),
        ({"N2.07": 14}, {}, {}, cell_of("N2.07"), "14.000"),
        ({"N2.07": 14}, {}, SCHOOLS_BEFORE, cell_of("N2.07"), "14.000"),
        ({"N8.10": 37}, {"N8.10": 38000}, {}, cell_of("N8.10"), "37.000"),
    ],
    ids=["plan", "the plan itself", "last period", "classes and sums", "all of them", "many"],
)
def test_a_figure_that_lost_three_digits_is_pointed_at_with_what_was_meant(
    changed: Figures, plan: Figures, before: Mapping[str, float], cell: str, meant: str
) -> None:
    assert suspected(changed, plan, before) == [(cell, meant)]


@pytest.mark.parametrize(
    ("changed", "plan", "before"),
    [
        ({"N6.04": 30}, {"N6.04": 310}, {}),
        ({"N6.04": 310}, {"N6.04": 30}, {}),
        ({"N6.04": 0}, {"N6.04": 9000}, {}),
        ({"N5.06": 14}, {}, {"N5.06": 20}),
        ({"N2.12": 4}, {}, {}),
        ({"N6.01": 95, "N1.02": 94}, {}, {}),
        ({"N6.04": "CCSL"}, {"N6.04": 9000}, {}),
    ],
    ids=["ten times", "plan ten times", "nothing", "fallen", "few classes", "part over whole", "not yet"],
)
def test_what_a_thousandfold_does_not_explain_is_not_told_as_one(
    changed: Figures, plan: Figures, before: Mapping[str, float]
) -> None:
    assert suspected(changed, plan, before) == []


def test_a_thousandfold_that_breaks_another_rule_is_not_suspected() -> None:
    assert suspected({"N6.04": 9, "N2.07": 100, "N2.12": 4, "N2.08": 100, "N2.13": 3}, {"N6.04": 9000}) == []


def test_warnings_that_the_thousandfold_mends_follow_from_it_and_errors_stand() -> None:
    findings = told({"N2.07": 14})
    assert [f.code for f in findings if f.caused_by == "O429"] == ["R11-09"]
    assert [f.code for f in findings if f.severity is Severity.ERROR and f.code[0] == "R"] == ["R07-19"]


def test_the_sentence_names_the_figures_that_do_not_fit() -> None:
    (finding,) = roots(told({"N2.07": 14}), "O429")
    assert finding.params["found"].startswith("N2.12 là 486, ")


def test_a_suspicion_holds_nothing_back() -> None:
    (finding,) = roots(told({"N6.04": 9}, {"N6.04": 9000}), "O429")
    assert (finding.touches, finding.holds) == ((FigureRef("N6.04", Column.ACTUAL),), ())


# --- The wrong column ----------------------------------------------------------------------------------------


def misplaced(column: str, rows: range) -> tuple[Finding, ...]:
    data = form(DISTRICT)

    def type_(book: object) -> None:
        for row in rows:
            book[FIGURES][f"{column}{row}"] = 20 + row  # type: ignore[index]

    return found(CATALOGUE, PERIOD, [read(damaged(data, type_))])


@pytest.mark.parametrize("column", ["E", "G", "J"])
def test_a_column_of_misplaced_figures_is_one_finding_that_explains_its_cells(column: str) -> None:
    findings = misplaced(column, range(10, 15))
    about = {f"{letter}{row}" for letter in ("F", column) for row in range(10, 15)}
    others = [f.code for f in findings if f.source.sheet == FIGURES and f.source.cell in about and not f.caused_by]
    assert [code for code in others if code[0] == "O"] == ["O430"]


def test_two_misplaced_figures_are_told_cell_by_cell() -> None:
    assert roots(misplaced("E", range(10, 12)), "O430") == []


def test_a_plan_beside_a_blank_figure_is_no_misplaced_figure() -> None:
    planned = [row.code for row in CATALOGUE.indicators if row.has_plan and "local" in row.reported_by]
    data = form(DISTRICT, {("indicators", code, "plan"): Decimal(100) for code in planned})
    assert roots(found(CATALOGUE, PERIOD, [read(data)]), "O430") == []


# --- Two units alike -----------------------------------------------------------------------------------------

GIVEN = (*range(1, 9), 10, *range(12, 19))
MANY: Figures = {f"N3.{number:02}": 100 + place for place, number in enumerate(GIVEN)}


def alike(*others: Figures) -> dict[str, str]:
    """Who is told to be like whom, of districts that sent these figures."""
    units = ("522", "524", "525")
    files = [submission(unit, figures) for unit, figures in zip(units, (MANY, *others), strict=False)]
    return {f.unit: f.params["other"] for f in roots(found(CATALOGUE, PERIOD, files), "D309")}


def test_three_copies_name_one_another() -> None:
    assert alike(MANY, MANY)["522"] == "Huyện Bình Sơn; Huyện Trà Bồng"


def test_one_that_differs_is_not_named() -> None:
    assert set(alike(MANY, dict.fromkeys(MANY, 500))) == {"522", "524"}


def test_small_counts_meet_by_chance() -> None:
    assert alike(dict.fromkeys(MANY, 3)) == {}


def test_a_few_figures_prove_nothing() -> None:
    assert alike(dict(list(MANY.items())[:9])) == {}


# --- Who made the form, and when -----------------------------------------------------------------------------


def cover(row: str, said: CellValue | None) -> list[tuple[str, str]]:
    """Code and words of what is doubted on the cover of a form in which one line of it was written so."""
    fill = {**complete(), ("cover", row, "value"): said}
    data = form(UNIT, {key: value for key, value in fill.items() if value is not None})
    findings = found(CATALOGUE, PERIOD, [read(data)])
    return [(f.code, f.params.get("found", "")) for f in findings if f.code in ("O431", "O432")]


@pytest.mark.parametrize(
    ("row", "said", "told"),
    [
        ("phone", "không có", [("O432", "điện thoại (ghi “không có”)")]),
        ("prepared_by", None, [("O432", "người lập biểu")]),
        ("reported_on", None, [("O432", "ngày lập")]),
        ("reported_on", "tháng 6/2024", []),
        ("reported_on", "sớm", []),
        ("reported_on", date(2024, 6, 10), []),
        ("position", None, []),
    ],
)
def test_the_cover_is_asked_for_what_it_lacks_and_not_twice(
    row: str, said: CellValue | None, told: list[tuple[str, str]]
) -> None:
    assert cover(row, said) == told
