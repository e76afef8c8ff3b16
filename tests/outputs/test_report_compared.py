"""Beside what a figure is set: plan, last year, last period, the localities; and how large it must be to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests import report_walk
from tests.builders import Figures as Filled
from tests.builders import chosen, numbers, submission
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.catalogue import Catalogue
from xlpy.outputs.report.annex_notes import notes_of_indicators
from xlpy.outputs.report.annexes import Annexes
from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.content import text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.outline import tell
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.provenance import Provenance
from xlpy.outputs.report.selection import told

pytestmark = pytest.mark.slow("round")

CATALOGUE = replace(shipped(), rules=())
PERIOD = CATALOGUE.period["CN"]
DISTRICTS = ("522", "524", "527", "528", "532", "533", "534", "525", "529", "530", "531", "535", "536")
Years = Mapping[str, Mapping[str, float]]


def telling(
    actual: Mapping[str, Filled],
    plan: Mapping[str, Filled] | None = None,
    *,
    last_year: Years | None = None,
    previous: Years | None = None,
) -> Telling:
    """An edition of these figures, with last year's and last period's."""
    files = [submission(unit, figures, (plan or {}).get(unit)) for unit, figures in actual.items()]
    edition = consolidate(CATALOGUE, PERIOD, files, chosen(CATALOGUE, PERIOD, files), (), numbers(previous or {}))
    return Telling(replace(edition, last_year=numbers(last_year or {})), load_patterns())


def sentence(told_by: Telling, code: str) -> str:
    """The indicator's sentence in its task; '' where another sentence tells it."""
    indicator = CATALOGUE.indicator[code]
    one = next((t for t in told(CATALOGUE, CATALOGUE.task[indicator.task], ()) if t.indicator == indicator), None)
    total = told_by.figures.total(indicator)
    return text_of(Teller(told_by, frozenset()).sentence(one, total)) if one and total else ""


def everywhere(**figures: float) -> dict[str, dict[str, float]]:
    named = {code.replace("_", "."): value for code, value in figures.items()}
    return dict.fromkeys(DISTRICTS, named)


# --- Last year ----------------------------------------------------------------------------------------------


def test_a_figure_stands_beside_last_year_and_last_period_of_the_same_units():
    made = telling(
        {"522": {"N2.01": 110}},
        last_year={"522": {"N2.01": 90}, "524": {"N2.01": 900}},
        previous={"522": {"N2.01": 100}, "524": {"N2.01": 900}},
    )
    words = "tăng 20 trẻ so với năm học trước (90 trẻ), tăng 10 trẻ so với học kỳ I (100 trẻ)"
    assert words in sentence(made, "N2.01")


def test_where_last_year_is_not_known_nothing_is_said_of_it():
    assert "năm học trước" not in sentence(telling({"522": {"N2.01": 110}}), "N2.01")


def test_what_adds_up_over_the_year_is_set_beside_last_year_alone_where_it_is_known():
    figures = {"522": {"N5.06": 9}}
    made = telling(figures, last_year={"522": {"N5.06": 7}}, previous={"522": {"N5.06": 4}})
    assert sentence(made, "N5.06").endswith("tăng 02 vụ so với năm học trước (07 vụ)")


def test_money_of_a_budget_is_set_beside_the_budget_of_the_year_before():
    money = {"STC": {"N4.06": 100, "N4.07": 30}, "SKHDT": {"N4.09": 100, "N4.10": 30}}
    before = {"STC": {"N4.06": 100, "N4.07": 20}, "SKHDT": {"N4.09": 100, "N4.10": 20}}
    made = telling(money, last_year=before)
    assert sentence(made, "N4.08").endswith("tăng 10,0 điểm phần trăm so với năm ngân sách trước (20,0%)")
    assert sentence(made, "N4.11").endswith("tăng 10,0 điểm phần trăm so với cùng kỳ năm ngân sách trước (20,0%)")


def test_rates_of_a_budget_that_moved_are_not_listed_as_moved_since_last_school_year():
    money = {"SKHDT": {"N4.09": 100, "N4.10": 30}}
    made = telling(money, last_year={"SKHDT": {"N4.09": 100, "N4.10": 20}})
    (told_there,) = (p.text for p in Assessment(made).achievements() if "giải ngân" in p.text)
    assert told_there.startswith("- So với cùng kỳ năm ngân sách trước, một số tỷ lệ chuyển biến tốt hơn: ")


def test_below_the_first_annex_rows_of_a_budget_are_named_where_last_year_is_told():
    money = {"SKHDT": {"N4.09": 100, "N4.10": 30}}
    annexes = Annexes(telling(money, last_year={"SKHDT": {"N4.09": 100, "N4.10": 20}}))
    (row,) = (n for n, (indicator, _) in enumerate(annexes.chief, 1) if indicator.code == "N4.11")
    words = f"dòng {row}, cột Năm học trước: số của cùng kỳ năm ngân sách trước"
    assert words in text_of(notes_of_indicators(annexes, annexes.indicators()))


def test_a_unit_that_last_year_did_not_report_is_left_out_of_the_comparison():
    made = telling({"522": {"N2.01": 110}, "524": {"N2.01": 900}}, last_year={"522": {"N2.01": 100}})
    words = "tính riêng 01 đơn vị có số liệu năm học trước thì là 110 trẻ, năm học trước là 100 trẻ"
    assert words in sentence(made, "N2.01")


def test_every_figure_beside_last_year_is_given_by_the_answers_and_named_among_the_sources():
    units = ("522", "524", "525")
    actual = {unit: {"N2.05": 90 + place, "N2.04": 100, "N2.01": 300} for place, unit in enumerate(units)}
    before = {unit: {"N2.05": 80, "N2.04": 100, "N2.01": 280} for unit in units}
    made = telling(actual, last_year=before)
    report = tell(made)
    kinds = {one.kind for one in report.cited}
    assert {"last_year", "yearly_change"} <= kinds
    assert [problem for one in report.cited if (problem := report_walk.untraced(made.edition, one))] == []
    (row,) = (r for r in Provenance(made, report).indicators() if text_of(r["ma"]) == "N2.01")
    assert "840 (cùng kỳ năm học trước)" in text_of(row["so"])
    assert "năm học trước: bản tổng hợp kỳ đó, mã N2.01, 3 đơn vị" in text_of(row["nguon"])


def test_a_wrong_figure_of_last_year_would_be_found():
    made = telling({"522": {"N2.01": 110}}, last_year={"522": {"N2.01": 90}})
    (one,) = (cited for cited in tell(made).cited if cited.kind == "last_year")
    assert report_walk.untraced(made.edition, replace(one, text="91"))
    assert report_walk.untraced(made.edition, replace(one, units=("524",)))


def test_the_first_annex_has_a_column_for_last_year_where_it_is_known():
    without = Annexes(telling({"522": {"N2.01": 110}})).indicators().header
    known = Annexes(telling({"522": {"N2.01": 110}}, last_year={"522": {"N2.01": 90}})).indicators().header
    assert set(known) - set(without) == {"Năm học trước"}


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (90.4, "tương đương học kỳ I (90,0%)"),
        (89.6, "tương đương học kỳ I (90,0%)"),
        (90.5, "tăng 0,5 điểm phần trăm so với học kỳ I (90,0%)"),
        (90, "không đổi so với học kỳ I"),
    ],
)
def test_a_rate_that_moved_by_less_than_the_threshold_is_about_the_same(now: float, words: str):
    made = telling(everywhere(N2_05=now * 10, N2_04=1000), previous=everywhere(N2_05=900, N2_04=1000))
    assert f", {words}" in sentence(made, "N2.06")


def test_a_small_rate_that_moved_by_much_of_itself_has_changed():
    made = telling(everywhere(N2_16=24, N2_15=10000), last_year=everywhere(N2_16=12, N2_15=10000))
    assert "tăng 0,12 điểm phần trăm so với năm học trước (0,12%)" in sentence(made, "N2.17")


def test_what_did_not_change_at_all_is_said_once():
    same = {"522": {"N2.01": 110}}
    assert sentence(telling(same, last_year=same, previous=same), "N2.01").endswith(
        "không đổi so với năm học trước và học kỳ I"
    )


# --- Units of measure and decimals --------------------------------------------------------------------------


def test_large_money_is_told_in_ty_dong():
    made = telling({"STC": {"N4.06": 16938420.5, "N4.07": 5417260.8}})
    assert "đạt 32,0% (5.417,3/16.938,4 tỷ đồng)" in sentence(made, "N4.08")


def test_little_money_keeps_its_unit_of_measure():
    made = telling({"STC": {"N4.06": 900, "N4.07": 90}})
    assert "(90,0/900,0 triệu đồng)" in sentence(made, "N4.08")


def test_a_small_rate_has_two_decimals_so_that_units_are_told_apart():
    dropped = dict(zip(DISTRICTS, range(1, 14), strict=True))
    made = telling({unit: {"N2.16": dropped[unit], "N2.15": 10000} for unit in DISTRICTS})
    words = sentence(made, "N2.17")
    assert "là 0,07% (91/130.000 học sinh;" in words
    assert "cao nhất là huyện Lý Sơn (0,13%), thấp nhất là thành phố Quảng Ngãi (0,01%)" in words


def test_a_large_rate_keeps_one_decimal():
    assert "đạt 90,0%" in sentence(telling(everywhere(N2_05=90, N2_04=100)), "N2.06")


# --- What is worth telling ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "told_so"), [(91, True), (90.5, True), (90.4, False), (89.6, False)])
def test_a_ratio_has_improved_from_half_a_point_on(now: float, told_so: bool):
    made = telling(everywhere(N2_05=now * 10, N2_04=1000), previous=everywhere(N2_05=900, N2_04=1000))
    texts = [paragraph.text for paragraph in Assessment(made).achievements()]
    assert any("tăng từ 90,0% lên" in text for text in texts) is told_so


def test_ratios_are_held_against_last_year_where_it_is_known():
    made = telling(
        everywhere(N2_05=950, N2_04=1000),
        last_year=everywhere(N2_05=900, N2_04=1000),
        previous=everywhere(N2_05=990, N2_04=1000),
    )
    texts = " ".join(p.text for p in (*Assessment(made).achievements(), *Assessment(made).shortcomings()))
    assert "So với năm học trước, một số tỷ lệ chuyển biến tốt hơn" in texts
    assert "học kỳ I" not in texts


def planned_everywhere() -> Catalogue:
    """The catalogue with a plan for each of these indicators, whichever have one today."""
    codes = ("N2.21", "N2.22", "N2.23")
    planned = tuple(replace(i, has_plan=True) if i.code in codes else i for i in CATALOGUE.indicators)
    return replace(CATALOGUE, indicators=planned)


def weak_points(figures: Filled) -> str:
    catalogue = planned_everywhere()
    files = [submission("522", figures, dict.fromkeys(figures, 100))]
    edition = consolidate(catalogue, PERIOD, files, chosen(catalogue, PERIOD, files), (), {})
    return " ".join(p.text for p in Assessment(Telling(edition, load_patterns())).shortcomings())


def test_a_part_is_not_told_beside_its_total():
    told_of = weak_points({"N2.21": 50, "N2.22": 20, "N2.23": 30})
    assert "Còn 01/01 chỉ tiêu chưa đạt kế hoạch" in told_of
    assert "mầm non" not in told_of


def test_a_part_is_told_where_its_total_is_not():
    assert "số trường mầm non đạt chuẩn quốc gia (20,0%)" in weak_points({"N2.22": 20})


def test_the_numerator_of_a_told_ratio_lists_its_parts_there():
    local = {"N1.02": 100, "N2.21": 50, "N2.22": 20, "N2.23": 30, "N2.24": 0, "N2.25": 0}
    made = telling({"SGDDT": {"N1.02": 100, "N2.21": 50, "N2.26": 50}, **dict.fromkeys(DISTRICTS, local)})
    assert sentence(made, "N2.21") == ""
    words = "trong đó: mầm non 260 trường, tiểu học 390 trường, trung học phổ thông 50 trường"
    assert words in sentence(made, "N2.27")


def test_none_of_a_kind_in_a_part_of_the_units_is_said_of_these_units():
    assert sentence(telling({"522": {"N5.06": 0}}), "N5.06").startswith(
        "Các đơn vị đã có số liệu không có vụ bạo lực học đường (01/14 đơn vị)"
    )
