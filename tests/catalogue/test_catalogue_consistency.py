"""Each fault an editor can make in a catalogue is told at its row and column."""

from __future__ import annotations

import copy
import re

import pytest

from tests.tools import ROOT
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.grammar import PlanOf, Ref, parse
from xlpy.catalogue.load import DATA, Row, from_tables, tables_of
from xlpy.catalogue.rule_families import example
from xlpy.model.catalogue_cells import cited

SHIPPED = tables_of(DATA / "2023-2024")

FAULTS: list[tuple[str, str, dict[str, str], tuple[str, str, str]]] = [
    ("tasks", "N2", {"number": "3"}, ("tasks", "", "number")),
    ("tasks", "N2", {"aliases": "Hội nhập quốc tế"}, ("tasks", "N7", "aliases")),
    ("activities", "N1.A2", {"code": "N1.A1"}, ("activities", "N1.A1", "code")),
    ("activities", "N1.A1", {"task": "N10"}, ("activities", "N1.A1", "task")),
    ("activities", "N4.A1", {"lead": "desk:thue"}, ("activities", "N4.A1", "lead")),
    ("indicators", "N2.06", {"numerator": ""}, ("indicators", "N2.06", "numerator")),
    ("indicators", "N2.06", {"denominator": "N2.99"}, ("indicators", "N2.06", "denominator")),
    ("indicators", "N2.06", {"denominator": "N2.11"}, ("indicators", "N2.06", "numerator")),
    ("indicators", "N1.01", {"reported_by": ""}, ("indicators", "N1.01", "reported_by")),
    ("indicators", "N1.01", {"decimals": "1"}, ("indicators", "N1.01", "decimals")),
    ("indicators", "N2.06", {"decimals": "4"}, ("indicators", "N2.06", "decimals")),
    ("indicators", "N4.12", {"part_group": "N1.02-thiet_bi"}, ("indicators", "N4.12", "part_group")),
    ("indicators", "N8.11", {"reported_by": "526"}, ("indicators", "N8.11", "reported_by")),
    ("units", "535", {"region": "cao_nguyen"}, ("units", "535", "region")),
    ("units", "535", {"name_group": "quan"}, ("units", "535", "name_group")),
    ("units", "535", {"aliases": "TP Quảng Ngãi"}, ("units", "522", "aliases")),
    ("units", "535", {"valid_to": "2019-01-01"}, ("units", "535", "valid_to")),
    ("units", "536", {"code": "535"}, ("units", "535", "valid_from")),
    ("periods", "CN", {"deadline_unit": "2024-05-30"}, ("periods", "CN", "cut_off")),
    ("units", "524", {"code": "../../../x525"}, ("units", "../../../x525", "code")),
    ("periods", "CN", {"code": "CN:*?"}, ("periods", "CN:*?", "code")),
    ("periods", "CN", {"school_year": "../2024"}, ("periods", "CN", "school_year")),
    ("periods", "CN", {"previous": "CN"}, ("periods", "CN", "previous")),
    ("rules", "R03-01", {"right": "N1.08 + "}, ("rules", "R03-01", "right")),
    ("rules", "R03-01", {"right": "N1.08 + N1.99"}, ("rules", "R03-01", "right")),
    ("rules", "R03-01", {"operator": "="}, ("rules", "R03-01", "operator")),
    ("rules", "R03-01", {"missing": "skip"}, ("rules", "R03-01", "missing")),
    ("rules", "R03-01", {"missing": "answered"}, ("rules", "R03-01", "missing")),
    ("rules", "R27-01", {"left": "{planned} + "}, ("rules", "R27-01", "left")),
    ("rules", "R27-01", {"left": "{plan}"}, ("rules", "R27-01", "left")),
    ("rules", "R27-01", {"left": "{indicator}"}, ("rules", "R27-01", "right")),
    ("rules", "R04-01", {"applies_to": "so_gddt"}, ("rules", "R04-01", "applies_to")),
    ("rules", "R11-02", {"right": "norm(si_so)"}, ("rules", "R11-02", "right")),
    ("rules", "R09-07", {"left": "plan(N1.03)"}, ("rules", "R09-07", "left")),
    ("rules", "R15-02", {"scope": "form"}, ("rules", "R15-02", "left")),
    ("rules", "R03-01", {"message": "{unit}: {reporter}"}, ("rules", "R03-01", "message")),
    ("computed", "N3.C06", {"code": "N3.04"}, ("computed", "N3.04", "code")),
    ("computed", "N3.C06", {"task": "N10"}, ("computed", "N3.C06", "task")),
    ("computed", "N3.C06", {"applies_to": "desk:thue"}, ("computed", "N3.C06", "applies_to")),
    ("computed", "N3.C06", {"applies_to": "so_gddt|local|coordinating"}, ("computed", "N3.C06", "expression")),
    ("computed", "N3.C06", {"expression": "N2.13 *"}, ("computed", "N3.C06", "expression")),
    ("computed", "N3.C06", {"expression": "N2.99 * 2"}, ("computed", "N3.C06", "expression")),
    ("computed", "N3.C06", {"expression": "N2.13 * norm(khong)"}, ("computed", "N3.C06", "expression")),
    ("computed", "N3.C06", {"expression": "total(N2.13)"}, ("computed", "N3.C06", "expression")),
    ("computed", "N6.C01", {"expression": "N6.09 / N2.07"}, ("computed", "N6.C01", "expression")),
    ("computed", "N6.C01", {"expression": "100 * N2.09 / N6.09"}, ("computed", "N6.C01", "expression")),
    ("messages", "O401", {"remedy": "Gọi {unit}."}, ("messages", "O401", "remedy")),
    ("messages", "O401", {"code": "X401"}, ("messages", "X401", "code")),
]


def edited(table: str, code: str, change: dict[str, str]) -> dict[str, list[Row]]:
    tables = copy.deepcopy(SHIPPED)
    next(row for row in tables[table] if row["code"] == code).update(change)
    return tables


@pytest.mark.parametrize(
    ("table", "code", "change", "place"), FAULTS, ids=lambda value: str(value) if isinstance(value, dict) else ""
)
def test_a_fault_is_told_at_its_place(
    table: str, code: str, change: dict[str, str], place: tuple[str, str, str]
) -> None:
    found = problems(from_tables(edited(table, code, change)))
    assert place in [(problem.table, problem.row, problem.column) for problem in found]


TARGET = {"unit": "524", "indicator": "N2.21", "period": "CN", "value": "30", "source": ""}


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"unit": "999"}, "unit"),
        ({"unit": "STC"}, "unit"),
        ({"indicator": "N2.99"}, "indicator"),
        ({"indicator": "N2.07"}, "indicator"),
        ({"period": "HK2"}, "period"),
        ({"value": "30.5"}, "value"),
        ({"value": "-1"}, "value"),
    ],
    ids=str,
)
def test_a_target_that_can_t_be_assigned_is_told_at_its_row(change: dict[str, str], column: str) -> None:
    found = problems(from_tables({**SHIPPED, "targets": [TARGET, {**TARGET, "unit": "522"} | change]}))
    assert [(problem.table, problem.row, problem.column) for problem in found] == [("targets", "dòng 3", column)]


def test_a_sound_target_is_no_fault_and_the_same_one_twice_is() -> None:
    sound, twice = ({**SHIPPED, "targets": [TARGET] * times} for times in (1, 2))
    assert problems(from_tables(sound)) == ()
    assert [(p.row, p.column) for p in problems(from_tables(twice))] == [
        ("dòng 2", "indicator"),
        ("dòng 3", "indicator"),
    ]


def test_a_norm_may_not_hold_twice_on_one_day() -> None:
    tables = copy.deepcopy(SHIPPED)
    tables["norms"].append(tables["norms"][0] | {"valid_from": "2024-01-01"})
    assert [(p.table, p.row) for p in problems(from_tables(tables))] == [("norms", "gv_nhom_tre_toi_da")]


def test_a_reporting_unit_asked_nothing_is_told() -> None:
    tables = copy.deepcopy(SHIPPED)
    stranger = {"code": "STP", "name": "Sở Tư pháp", "desks": "", "core_name": "", "aliases": ""}
    tables["units"].append(tables["units"][-2] | stranger)
    tables["assignments"].append(
        {"task": "N1", "who": "STP", "role": "none", "answers_indicators": "N", "answers_activities": "N", "note": ""}
    )
    told = [(problem.table, problem.row, problem.column) for problem in problems(from_tables(tables))]
    assert ("units", "STP", "desks") in told


DOUBT = re.compile(r"(?i)đề xuất nghiệp vụ|chưa có văn bản|cần đối chiếu|recall")


@pytest.mark.parametrize("name", ["2023-2024", "2024-2025", "2025-2026"])
def test_every_doubt_of_a_shipped_catalogue_stands_in_square_brackets(name: str) -> None:
    cells = [cell for rows in tables_of(DATA / name).values() for row in rows for cell in row.values()]
    assert [cell for cell in cells if DOUBT.search(cited(cell))] == []


def test_every_norm_is_asked_for_by_a_rule_or_by_the_program() -> None:
    catalogue = from_tables(SHIPPED)
    rules = " ".join([*(r.left + r.right for r in catalogue.rules), *(row.expression for row in catalogue.computed)])
    program = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "xlpy").rglob("*.py"))
    assert [n.key for n in catalogue.norms if f"norm({n.key})" not in rules and f'"{n.key}"' not in program] == []


def test_no_rule_puts_a_unit_of_measure_after_a_figure_that_may_be_none() -> None:
    """A side that is one figure is quoted as K where the unit says K: “K triệu đồng” is no Vietnamese."""
    catalogue = from_tables(SHIPPED)
    units = "|".join({re.escape(row.unit_of_measure) for row in catalogue.indicators})
    told = [
        rule.code
        for rule in catalogue.rules
        for side in ("left", "right")
        if isinstance(parse(getattr(example(catalogue, rule), side)), Ref | PlanOf)
        and re.search(rf"\{{{side}\}} ?({units})", rule.message)
    ]
    assert told == []
