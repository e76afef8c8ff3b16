"""The form's own check: the catalogue's rules as spreadsheet formulas, and their results."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.form_files import WORDING, complete_fill, plan_of, varied_fill, without_results, written
from tests.small_catalogue import BA_TO, HK1, rule, small_catalogue
from tests.tools import soffice_convert
from xlpy.catalogue.load import shipped
from xlpy.forms.completeness import counts
from xlpy.forms.formulas import FormTable, relations
from xlpy.forms.layout import FormPlan
from xlpy.forms.plan import form_plan
from xlpy.forms.rule_words import in_words
from xlpy.forms.suspicion import doubts
from xlpy.forms.values import Fill
from xlpy.model.catalogue import Rule, Scope
from xlpy.model.cells import CellValue
from xlpy.model.norm import Norm

GOOD, BAD, UNKNOWN = "Đạt", "Cần sửa", "Chưa đủ số liệu"
N101, N102, N103 = (("indicators", f"N1.0{n}", "actual") for n in (1, 2, 3))


def verdict(one: Rule, fill: Fill) -> Decimal | str:
    """The stored result of one rule over Ba Tơ's form."""
    catalogue = small_catalogue([one])
    (relation,) = relations(FormTable(catalogue, plan_of(catalogue, BA_TO), fill))
    return relation.verdict("D9", "E9", GOOD, BAD, UNKNOWN)[1]


def words(one: Rule) -> str:
    catalogue = small_catalogue([one])
    (relation,) = relations(FormTable(catalogue, plan_of(catalogue, BA_TO), {}))
    return in_words(relation, WORDING)


@pytest.mark.parametrize("year", ["2023-2024", "2024-2025", "2025-2026"])
def test_no_sentence_leaves_a_hole_where_a_units_figure_will_stand(year: str) -> None:
    catalogue = shipped(year)
    period = catalogue.periods[-1]
    asked = {(unit.kind, unit.desks): unit for unit in catalogue.reporting_units(period)}
    said = []
    for unit in asked.values():
        table = FormTable(catalogue, form_plan(catalogue, unit, period, WORDING), {})
        said += [in_words(relation, WORDING) for relation in relations(table)]
        said += [line.words[0] for line in doubts(table, WORDING) if line.words]
    assert [text for text in said if "…" in text or re.search(r" ,|  | \.", text)] == []
    assert any(text.startswith("Nhắc khi ") for text in said)


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        (Decimal(5), (Decimal(3), Decimal(2)), GOOD),
        (Decimal(5), (Decimal(3), Decimal(3)), BAD),
        (Decimal(3), (Decimal(3), "K"), GOOD),
        (Decimal(3), (Decimal(3), "CCSL"), UNKNOWN),
        (Decimal(3), (Decimal(3), "nhiều"), UNKNOWN),
    ],
)
def test_k_counts_zero_and_every_other_word_is_missing(
    total: Decimal, parts: tuple[CellValue, CellValue], expected: str
) -> None:
    fill: Fill = {N101: total, N102: parts[0], N103: parts[1]}
    assert expected == verdict(rule("R03-01", "N1.01", "==", "N1.02 + N1.03"), fill)


@pytest.mark.parametrize(("missing", "expected"), [("skip_if_any", UNKNOWN), ("skip_if_all", BAD), ("never_skip", BAD)])
def test_a_missing_figure_does_what_the_rule_says(missing: str, expected: str) -> None:
    fill: Fill = {N101: Decimal(5), N102: Decimal(3)}
    assert expected == verdict(rule("R03-01", "N1.01", "==", "N1.02 + N1.03", missing=missing), fill)


def test_a_relation_is_an_excel_formula_over_the_cells_of_the_form() -> None:
    catalogue = small_catalogue([rule("R03-01", "N1.01", "==", "N1.02 + N1.03")])
    (relation,) = relations(FormTable(catalogue, plan_of(catalogue, BA_TO), {}))
    expected = (
        "=IFERROR(IF(AND(OR(ISNUMBER('Chỉ tiêu'!F10),TRIM('Chỉ tiêu'!F10)=\"K\"),"
        "OR(ISNUMBER('Chỉ tiêu'!F11),TRIM('Chỉ tiêu'!F11)=\"K\")),"
        "(N('Chỉ tiêu'!F10)+N('Chỉ tiêu'!F11)),\"\"),\"\")"
    )
    assert expected == relation.side(relation.right)[0]


@pytest.mark.parametrize(("cut_off", "norm"), [(date(2023, 12, 20), "2.5"), (date(2024, 1, 15), "3.5")])
def test_a_form_for_an_old_period_is_judged_by_the_norm_of_that_period(cut_off: date, norm: str) -> None:
    catalogue = small_catalogue([rule("R11-01", "N1.02 / N1.03", "<=", "norm(tran)")])
    plan = form_plan(catalogue, BA_TO, replace(HK1, cut_off=cut_off), WORDING)
    (relation,) = relations(FormTable(catalogue, plan, {}))
    assert (norm, Decimal(norm)) == relation.side(relation.right)


@pytest.mark.parametrize(
    "one",
    [
        rule("R01-01", "total(N1.01)", "==", "N1.01"),
        rule("R04-02", "N1.02", "==", "N1.07"),
        rule("R11-01", "N1.02", "<=", "norm(khac)"),
        rule("R20-01", "N1.01", ">=", "prev(N1.01)", scope=Scope.HISTORY),
    ],
    ids=["total", "not asked", "no norm in force", "history"],
)
def test_a_rule_that_one_form_cannot_answer_is_left_out(one: Rule) -> None:
    catalogue = small_catalogue([one])
    assert relations(FormTable(catalogue, plan_of(catalogue, BA_TO), {})) == ()


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            rule("R03-01", "N1.01", "==", "N1.02 + N1.03"),
            "Tổng số trường (N1.01) bằng tổng các dòng N1.02, N1.03",
        ),
        (
            rule("R07-01", "N1.02", "<=", "N1.01"),
            "Số trường công lập (N1.02) không lớn hơn tổng số trường (N1.01)",
        ),
        (rule("R11-01", "N1.02 / N1.03", "<=", "norm(tran)"), "Nhắc khi số liệu … vượt 3,5."),
        (
            rule("R23-01", "N1.01", ">=", "0", missing="never_skip"),
            "Phải có số liệu (số, 0 hoặc K): tổng số trường (N1.01)",
        ),
    ],
)
def test_a_rule_is_told_in_words(one: Rule, expected: str) -> None:
    assert expected == words(one)


def test_a_remedy_that_names_a_figure_says_where_the_form_shows_it() -> None:
    one = replace(rule("R03-01", "N1.01", "==", "N1.02 + N1.03"), remedy="Sửa dòng tổng thành {expected}.")
    page = CalamineWorkbook.from_filelike(BytesIO(written(small_catalogue([one]), BA_TO))).get_sheet_by_name(
        WORDING.text("sheets", "check")
    )
    remedies = [row[6] for row in page.to_python(skip_empty_area=False) if row[1] == "R03-01"]
    assert remedies == ["Sửa dòng tổng thành số ở cột Vế phải."]


def test_blanks_wrong_figures_and_unproven_work_are_counted() -> None:
    catalogue = small_catalogue()
    fill: Fill = {
        N101: Decimal("2.5"),
        N102: Decimal(-1),
        N103: "nhiều",
        ("activities", "N1.A1", "status"): "Hoàn thành",
        ("activities", "N1.A1", "percent"): Decimal(80),
        ("issues", "BS1", "difficulty"): "Thiếu giáo viên",
        ("issues", "BS1", "recommendation"): "Bổ sung biên chế",
    }
    expected = {
        "cover_blank": 4,
        "indicators_blank": 1,
        "activities_blank": 0,
        "indicators_wrong": 3,
        "activities_evidence": 1,
        "activities_percent": 1,
        "activities_overdue": 0,
        "issues_addressee": 1,
        "issues_task": 1,
    }
    assert expected == {line.key: line.result for line in counts(plan_of(catalogue, BA_TO), catalogue, fill)}


PLANNED = rule("R27-01", "{planned}", ">=", "0.1 * plan({planned})")


@pytest.mark.parametrize(
    ("plan", "actual", "expected"),
    [(Decimal(100), Decimal(9), 1), (Decimal(100), Decimal(10), 0), (Decimal(100), "K", 1), (None, Decimal(9), 0)],
)
def test_a_rule_for_many_figures_is_one_line_that_counts_those_that_break_it(
    plan: Decimal | None, actual: CellValue, expected: int
) -> None:
    catalogue = small_catalogue([PLANNED])
    code = next(row.code for row in catalogue.indicators if row.has_plan)
    fill: Fill = {("indicators", code, "actual"): actual} | ({("indicators", code, "plan"): plan} if plan else {})
    table = FormTable(catalogue, plan_of(catalogue, BA_TO), fill)
    assert [("R27-01", expected)] == [(line.code, line.result) for line in doubts(table, WORDING)]


def test_a_rule_for_many_figures_is_no_relation_of_its_own() -> None:
    catalogue = small_catalogue([PLANNED])
    assert relations(FormTable(catalogue, plan_of(catalogue, BA_TO), {})) == ()


MARGIN = Norm("nghin_lan_sai_lech", Decimal(20), "%", (), None, None, "")
SHORTEST = Norm("minh_chung_ngan_nhat", Decimal(6), "ký tự", (), None, None, "")


@pytest.mark.parametrize(("actual", "expected"), [(Decimal(14), 1), (Decimal(18), 0), (Decimal(14000), 0), ("K", 0)])
def test_a_figure_that_lost_three_digits_against_last_period_is_counted(actual: CellValue, expected: int) -> None:
    catalogue = replace(small_catalogue(), norms=(MARGIN,))
    plan = form_plan(catalogue, BA_TO, HK1, WORDING, {"N1.01": Decimal(14500)})
    lines = list(doubts(FormTable(catalogue, plan, {N101: actual}), WORDING))
    assert [("indicators_thousandfold", 1, expected)] == [(line.key, line.asked, line.result) for line in lines]


@pytest.mark.parametrize(
    ("status", "evidence", "expected"),
    [("Hoàn thành", "đã có", 1), ("Hoàn thành", "Kế hoạch số 5", 0), ("Đang thực hiện", "đã có", 0)],
)
def test_evidence_too_short_to_name_a_document_is_counted(status: str, evidence: str, expected: int) -> None:
    catalogue = replace(small_catalogue(), norms=(SHORTEST,))
    fill: Fill = {("activities", "N1.A1", "status"): status, ("activities", "N1.A1", "evidence"): evidence}
    found = {line.key: line.result for line in counts(plan_of(catalogue, BA_TO), catalogue, fill)}
    assert found["activities_vague"] == expected


SHIPPED = shipped("2023-2024")
FILLS: dict[str, Callable[[FormPlan], Fill]] = {"blank": lambda _: {}, "full": complete_fill, "mixed": varied_fill}


@pytest.mark.office
@pytest.mark.parametrize("fill", list(FILLS))
@pytest.mark.parametrize("code", ["522", "STC"])
def test_libreoffice_calculates_what_the_form_stores(tmp_path: Path, code: str, fill: str) -> None:
    unit = next(unit for unit in SHIPPED.reporting_units(SHIPPED.periods[0]) if unit.code == code)
    data = written(SHIPPED, unit, FILLS[fill](plan_of(SHIPPED, unit)))
    stored, empty, out = tmp_path / "stored.xlsx", tmp_path / "empty.xlsx", tmp_path / "out"
    stored.write_bytes(data)
    empty.write_bytes(without_results(data))
    calculated = soffice_convert(empty, "xlsx", out)
    assert grids(stored) == grids(calculated)


def grids(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {
        name: [[shown(value) for value in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def shown(value: object) -> object:
    return round(value, 9) if isinstance(value, float) else value
