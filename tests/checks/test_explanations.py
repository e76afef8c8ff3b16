"""Explanations that rules ask for: asked in the form, looked for in what came back, told where they lack."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.builders import cell_of, context, numbers, submission
from tests.feedback import edition_of
from tests.form_files import WORDING, written
from tests.rule_cases import CASES
from tests.small_catalogue import BA_TO, HK1, rule, small_catalogue
from xlpy.catalogue.load import DATA, from_tables, tables_of
from xlpy.forms.formulas import FormTable, Relation, many, relations
from xlpy.forms.plan import form_plan
from xlpy.forms.values import Fill
from xlpy.model.catalogue import Rule, Scope
from xlpy.model.edition import Edition
from xlpy.model.explanation import explains
from xlpy.model.submission import Column, Finding, Severity, Source, Text
from xlpy.outputs.grouping import group
from xlpy.outputs.messages import sentence

REASON = "Sáp nhập hai trường từ học kỳ II"


def made(code: str, remark: str = "", *, beside: str = "") -> Edition:
    """The edition of one unit whose figures break a rule, with a remark beside one of them."""
    case = CASES[code]
    sent = submission(case.unit, case.fails, case.plan)
    where = beside or case.indicator
    remarks = {where: Text(remark, Source(sent.received.file, "Chỉ tiêu", f"I{cell_of(where)[1:]}"))}
    opened = replace(context(), previous=numbers({case.unit: case.before}), _plans={})
    return edition_of([replace(sent, remarks=remarks if remark else {})], opened)


def told(edition: Edition, code: str) -> Finding:
    (finding,) = (each for each in edition.findings if each.code == code)
    return finding


ASKING = pytest.mark.parametrize("code", ["R15-01", "R15-05", "R10-02", "R27-01", "R20-00"])


@ASKING
def test_a_relation_broken_without_an_explanation_weighs_what_the_catalogue_says(code: str) -> None:
    edition = made(code)
    finding = told(edition, code)
    assert (finding.severity, finding.explained) == (edition.catalogue.rule[code].severity, False)
    assert " Chưa có giải trình ở cột Ghi chú, dòng N" in sentence(edition.catalogue, finding)


@ASKING
def test_an_explanation_makes_it_lighter_by_a_step(code: str) -> None:
    edition = made(code, REASON)
    finding = told(edition, code)
    lighter = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO}
    assert (finding.severity, finding.explained) == (lighter[edition.catalogue.rule[code].severity], True)
    assert sentence(edition.catalogue, finding).endswith(" Đơn vị đã giải trình.")


def test_twice_gives_the_same() -> None:
    assert made("R15-01", REASON).findings == made("R15-01", REASON).findings


def test_an_explanation_stands_beside_any_figure_of_the_relation() -> None:
    assert told(made("R15-01", REASON, beside="N2.08"), "R15-01").explained
    assert not told(made("R15-01", REASON, beside="N3.01"), "R15-01").explained


@pytest.mark.parametrize("remark", ["x", "-", "đúng", "  đúng \n"])
def test_a_word_alone_explains_nothing(remark: str) -> None:
    assert not explains(remark)
    assert told(made("R15-01", remark), "R15-01").severity is Severity.WARNING


@pytest.mark.parametrize(("remark", "counts"), [("", False), (REASON, True)])
def test_a_cumulative_figure_that_went_down_counts_once_it_is_explained(remark: str, counts: bool) -> None:
    case = CASES["R20-00"]
    assert made("R20-00", remark).figure[case.unit, case.indicator, Column.ACTUAL].counts is counts


def test_an_explanation_never_weighs_a_rule_that_asks_for_none() -> None:
    finding = told(made("R07-02", REASON), "R07-02")
    assert (finding.severity, finding.explained) == (Severity.ERROR, None)


def test_findings_with_and_without_an_explanation_share_no_line() -> None:
    place = Source("tep.xlsx", "Chỉ tiêu")
    all_of = [Finding("R20-00", Severity.ERROR, place._replace(cell=f"F{n}"), explained=n > 13) for n in range(10, 18)]
    assert [line.count for line in group(all_of)] == [4, 4]


@pytest.mark.parametrize(("cell", "asked"), [("Y", True), ("N", False), ("", False), (None, False)])
def test_the_column_says_it_and_may_be_left_out(cell: str | None, asked: bool) -> None:
    tables = tables_of(DATA / "2023-2024")
    for row in tables["rules"]:
        row.pop("explain", None)
        if cell is not None:
            row["explain"] = cell
    assert from_tables(tables).rule["R15-01"].explain is asked


# --- In the form --------------------------------------------------------------------------------------------

N101, NOTE = ("indicators", "N1.01", "actual"), ("indicators", "N1.01", "note")


def asking(code: str = "R15-01", left: str = "N1.01", right: str = "prev(N1.01)") -> Rule:
    return replace(rule(code, left, ">=", right, scope=Scope.HISTORY), explain=True, severity=Severity.WARNING)


def table(one: Rule, fill: Fill, before: Decimal | None = Decimal(9)) -> FormTable:
    catalogue = small_catalogue([one])
    previous = {} if before is None else {"N1.01": before}
    return FormTable(catalogue, form_plan(catalogue, BA_TO, HK1, WORDING, previous), fill)


def relation(fill: Fill) -> Relation:
    (found,) = relations(table(asking(), fill))
    return found


@pytest.mark.parametrize(
    ("figure", "note", "expected"),
    [(9, None, "Đạt"), (5, None, "Xem lại"), (5, "đúng", "Xem lại"), (5, REASON, "Đã giải trình"), (9, REASON, "Đạt")],
)
def test_the_form_asks_for_an_explanation_until_it_is_there(figure: int, note: str | None, expected: str) -> None:
    fill: Fill = {N101: Decimal(figure), **({NOTE: note} if note else {})}
    verdict = relation(fill).verdict("D9", "E9", "Đạt", "Xem lại", "Chưa đủ số liệu", "Đã giải trình")
    assert verdict[1] == expected
    assert 'FIND(" ",TRIM(' in verdict[0]


def test_the_form_of_a_unit_without_last_period_s_figures_asks_for_none() -> None:
    assert relations(table(asking(), {}, before=None)) == ()


@pytest.mark.parametrize(("note", "broken"), [(None, 1), (REASON, 0)])
def test_a_rule_over_many_figures_counts_those_that_nothing_explains(note: str | None, broken: int) -> None:
    one = asking("R20-00", "{indicator}", "prev({indicator})")
    fill: Fill = {N101: Decimal(5), **({NOTE: note} if note else {})}
    ours = table(one, fill)
    cumulative = tuple(replace(i, cumulative=True) for i in ours.catalogue.indicators)
    (found,) = many(replace(ours, catalogue=replace(ours.catalogue, indicators=cumulative)))["R20-00"]
    assert found.breach()[1] == broken


def test_the_self_check_of_a_form_holds_the_line_and_its_word() -> None:
    catalogue = small_catalogue([asking("R15-01", "N1.01", "norm(tran)")])
    data = written(catalogue, BA_TO, {N101: Decimal(1), NOTE: REASON})
    page = load_workbook(BytesIO(data), data_only=True)[WORDING.text("sheets", "check")]
    (row,) = (row for row in page.iter_rows(values_only=True) if row[1] == "R15-01")
    assert row[5] == "Đã giải trình"
