"""Sentences made from figures: like is compared with like, numbers and names are written as official texts do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from tests.builders import Figures as Filled
from tests.builders import chosen, numbers, submission
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.catalogue import Catalogue
from xlpy.model.edition import Edition
from xlpy.model.submission import ActivityReport, Finding, Issue, LineRef, Severity, Source, Submission, Text
from xlpy.outputs.report.content import Said
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import two_digits
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.names import period_name, period_reported, quoted, told_apart
from xlpy.outputs.report.opinions import opinions
from xlpy.outputs.report.outline import tell
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.progress import TaskProgress
from xlpy.outputs.report.recommendations import recommendations
from xlpy.outputs.report.selection import ToldIndicator, told
from xlpy.outputs.unit_names import unit_list

pytestmark = pytest.mark.slow("round")

PERIOD = "CN"


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue without rules: what a unit says counts, whatever it is."""
    return replace(shipped(), rules=())


def telling(
    actual: Mapping[str, Filled],
    plan: Mapping[str, Filled] | None = None,
    previous: Mapping[str, Mapping[str, float]] | None = None,
    *,
    change: Callable[[Submission], Submission] = lambda one: one,
    findings: tuple[Finding, ...] = (),
) -> Telling:
    """An edition of the units' figures, with these findings only, about to be told."""
    files = [change(submission(unit, figures, (plan or {}).get(unit))) for unit, figures in actual.items()]
    period = catalogue().period[PERIOD]
    edition = consolidate(
        catalogue(), period, files, chosen(catalogue(), period, files), findings, numbers(previous or {})
    )
    return Telling(edition, load_patterns())


def sentence(told_by: Telling, code: str) -> str:
    """The indicator's sentence in its task."""
    indicator = told_by.catalogue.indicator[code]
    one = next((t for t in told(catalogue(), catalogue().task[indicator.task], ()) if t.indicator == indicator), None)
    total = told_by.figures.total(indicator)
    assert total is not None
    runs = Teller(told_by, frozenset()).sentence(one or ToldIndicator(indicator), total)
    return "".join(run.text for run in runs)


DISTRICTS = ("522", "524", "527", "528", "532", "533", "534", "525", "529", "530", "531", "535", "536")


def everywhere(code: str, value: float, other: Filled | None = None) -> dict[str, Filled]:
    return {unit: {code: value, **(other or {})} for unit in DISTRICTS}


# --- Comparisons --------------------------------------------------------------------------------------------


def test_missing_units_make_no_fall():
    made = telling({"522": {"N2.01": 110}}, previous={"522": {"N2.01": 100}, "524": {"N2.01": 900}})
    assert "tăng 10 trẻ so với học kỳ I (100 trẻ)" in sentence(made, "N2.01")


def test_a_unit_without_last_periods_figure_is_left_out_of_the_comparison():
    made = telling({"522": {"N2.01": 110}, "524": {"N2.01": 900}}, previous={"522": {"N2.01": 100}})
    assert "tính riêng 01 đơn vị có số liệu học kỳ I thì là 110 trẻ, học kỳ I là 100 trẻ" in sentence(made, "N2.01")


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (120, "vượt kế hoạch, bằng 120,0% kế hoạch (1.300 trẻ)"),
        (100, "đạt 100% kế hoạch (1.300 trẻ)"),
        (95, "đạt 95,0% kế hoạch (1.300 trẻ)"),
        (50, "mới đạt 50,0% kế hoạch (1.300 trẻ)"),
    ],
)
def test_a_plan_is_reached_exceeded_or_far_away(actual: int, words: str):
    made = telling(everywhere("N2.01", actual), everywhere("N2.01", 100))
    assert words in sentence(made, "N2.01")


def test_units_without_a_plan_are_left_out_of_the_percentage():
    made = telling(everywhere("N2.01", 100), {"522": {"N2.01": 200}})
    assert "tính riêng 01 đơn vị có cả số kế hoạch và số thực hiện thì đạt 50,0%" in sentence(made, "N2.01")


def test_a_complete_total_speaks_of_no_missing_unit():
    assert sentence(telling(everywhere("N2.01", 100)), "N2.01") == "Có 1.300 trẻ em mầm non đến trường, nhóm, lớp"


def test_a_total_that_lacks_units_says_how_many_gave():
    assert "(02/13 đơn vị)" in sentence(telling({"522": {"N2.01": 1}, "524": {"N2.01": 2}}), "N2.01")


def test_nothing_is_said_in_words():
    assert sentence(telling(everywhere("N6.06", 0) | {"SGDDT": {"N6.06": 0}}), "N6.06").startswith(
        "Không có trẻ em, học sinh tử vong do đuối nước"
    )


def test_the_plan_of_a_ratios_numerator_is_told_as_a_ratio():
    reached, plan = {"N4.02": 90, "N4.01": 100}, {"N4.02": 100}
    made = telling(
        everywhere("N4.02", 90, {"N4.01": 100}) | {"SGDDT": reached}, everywhere("N4.02", 100) | {"SGDDT": plan}
    )
    words = sentence(made, "N4.05")
    assert "đạt 90,0% (1.260/1.400 phòng), kế hoạch 100%" in words


def test_what_adds_up_over_the_year_is_not_said_to_rise():
    filled = {"522": {"N5.06": 9}}
    assert "hết học kỳ I là 04 vụ" in sentence(telling(filled, previous={"522": {"N5.06": 4}}), "N5.06")


def test_a_ratio_names_the_best_and_the_weakest_unit_with_its_own_figure():
    rates = dict(zip(DISTRICTS, range(70, 96, 2), strict=True))
    made = telling({unit: {"N2.05": rate, "N2.04": 100} for unit, rate in rates.items()})
    words = sentence(made, "N2.06")
    assert "đạt 82,0% (1.066/1.300 trẻ)" in words
    assert "địa phương cao nhất là huyện Lý Sơn (94,0%), thấp nhất là thành phố Quảng Ngãi (70,0%)" in words


def test_units_that_share_an_end_are_counted():
    rates = [90] * 6 + [50] * 7
    made = telling({u: {"N2.05": r, "N2.04": 100} for u, r in zip(DISTRICTS, rates, strict=True)})
    assert "cao nhất là 90,0% ở 06 địa phương, thấp nhất là 50,0% ở 07 địa phương" in sentence(made, "N2.06")


def test_where_all_are_alike_no_unit_is_named():
    made = telling(everywhere("N2.05", 90, {"N2.04": 100}))
    assert sentence(made, "N2.06").endswith("cả 13 địa phương có số liệu cùng đạt 90,0%")


def test_almost_all_is_not_all():
    made = telling({"522": {"N2.05": 99999, "N2.04": 100000}})
    assert "đạt 100,0%" in sentence(made, "N2.06")


def test_parts_are_listed_only_where_they_add_up():
    whole = everywhere("N2.01", 10, {"N2.02": 4, "N2.03": 6})
    assert sentence(telling(whole), "N2.01").endswith("trong đó: nhà trẻ 52 trẻ, mẫu giáo 78 trẻ")
    lacking = {**whole, "522": {"N2.01": 10, "N2.02": 4}}
    assert "trong đó" not in sentence(telling(lacking), "N2.01")


# --- Activities ---------------------------------------------------------------------------------------------


def reporting(statuses: Mapping[str, str], activity: str = "N3.A1") -> Callable[[Submission], Submission]:
    """Each unit reports this status of an activity, in F9 (N3.A1 is due on 15/01/2024)."""

    def change(one: Submission) -> Submission:
        source = Source(one.received.file, "Nội dung", "F9")
        said = ActivityReport(one.unit, activity, statuses[one.unit], None, None, None, None, source)
        return replace(one, activities=(said,))

    return change


def progress(statuses: Mapping[str, str], findings: tuple[Finding, ...] = (), activity: str = "N3.A1") -> str:
    made = telling({unit: {} for unit in statuses}, change=reporting(statuses, activity), findings=findings)
    texts = TaskProgress(made, catalogue().task["N3"]).paragraphs()
    return "\n".join("".join(run.text for run in runs) for runs in texts)


def test_a_late_activity_names_who_is_not_done_and_counts_who_is_silent():
    words = progress({**dict.fromkeys(DISTRICTS[:11], "Hoàn thành"), "535": "Đang thực hiện"})
    assert (
        "- Tuyển dụng, hợp đồng giáo viên bổ sung số còn thiếu (đã hết thời hạn 15/01/2024): 11/13 đơn vị "
        "hoàn thành; 01 đơn vị đang thực hiện (huyện Ba Tơ); 01 đơn vị chưa báo cáo." in words
    )


def test_a_deadline_on_the_day_of_the_figures_is_over_with_that_day():
    task = catalogue().task["N4"]
    statuses = {**dict.fromkeys(DISTRICTS[:11], "Hoàn thành"), "535": "Đang thực hiện"}
    made = telling({unit: {} for unit in statuses}, change=reporting(statuses, "N4.A3"))
    assert catalogue().activity["N4.A3"].deadline == made.edition.period.cut_off
    texts = ["".join(run.text for run in runs) for runs in TaskProgress(made, task).paragraphs()]
    assert any("(đã hết thời hạn 31/5/2024)" in text for text in texts)


def test_a_deadline_that_is_over_is_called_so_whoever_lacks():
    findings = faulty("N3.A1", "522")
    words = progress(dict.fromkeys(DISTRICTS[:11], "Hoàn thành"), findings)
    assert "(đã hết thời hạn 15/01/2024): 10/13 đơn vị hoàn thành; 01 đơn vị đang rà soát" in words


def test_as_many_activities_are_past_their_deadline_and_open_as_are_counted(sample_edition: Edition):
    made = Telling(sample_edition, load_patterns())
    texts = [paragraph.text for paragraph in tell(made).paragraphs]
    counted = {text.partition(" nội dung công việc đã hết")[0][-2:] for text in texts if "công việc đã hết" in text}
    is_open = ("đơn vị đang thực hiện (", "đơn vị chưa thực hiện (")
    late = [text for text in texts if "(đã hết thời hạn" in text and any(words in text for words in is_open)]
    assert (counted, len(late)) == ({"06"}, 6)


def test_a_unit_to_which_a_figure_does_not_apply_is_not_among_those_asked():
    figures: dict[str, Filled] = {"522": {"N2.15": 100, "N2.16": 1}, "SGDDT": {"N2.15": "K", "N2.16": "K"}}
    assert "; 01/13 đơn vị)" in sentence(telling(figures), "N2.17")


def test_a_second_division_of_a_number_has_a_sentence_of_its_own():
    parts = {"N2.22": 20, "N2.23": 20, "N2.24": 20, "N2.25": 3}
    figures = {"524": {"N1.02": 74, "N2.21": 63, **parts, "N2.26": 0, "N2.55": 50, "N2.56": 13}}
    made = telling({**figures, "SGDDT": {"N1.02": 0, "N2.21": 0, "N2.26": 0, "N2.55": 0, "N2.56": 0}})
    last = sentence(made, "N2.27").split(". ")[-1]
    assert last == "63 trường đạt chuẩn quốc gia gồm 50 trường mức độ 1, 13 trường mức độ 2"


def test_an_activity_done_everywhere_is_not_listed():
    assert "Tuyển dụng" not in progress(dict.fromkeys(DISTRICTS, "Hoàn thành"))


def faulty(activity: str, *units: str, code: str = "N504") -> tuple[Finding, ...]:
    return tuple(
        Finding(
            code,
            Severity.ERROR,
            Source(f"{unit}.xlsx", "Nội dung", "F9"),
            unit,
            "N3",
            params={},
            touches=(LineRef(activity),),
        )
        for unit in units
    )


def test_a_line_with_an_error_is_told_as_waiting_and_not_as_done():
    statuses = dict.fromkeys(DISTRICTS, "Hoàn thành")
    words = progress(statuses, faulty("N3.A1", "529"))
    assert "12/13 đơn vị hoàn thành; 01 đơn vị đang rà soát báo cáo (huyện Sơn Hà)." in words


@pytest.mark.parametrize("status", ["", "Hoàn thành"])
def test_the_only_unit_of_an_activity_with_a_faulty_line_is_not_called_silent(status: str):
    findings = faulty("N3.A3", "SNV", code="N504" if status else "O418")
    words = progress({"SNV": status}, findings, activity="N3.A3")
    assert "Sở Nội vụ đã báo cáo, nội dung đang rà soát." in words


# --- Opinions -----------------------------------------------------------------------------------------------


def saying(texts: Mapping[str, Iterable[tuple[str, str]]]) -> Callable[[Submission], Submission]:
    """Each unit's recommendations under N3, with whom they are put to."""

    def change(one: Submission) -> Submission:
        issues = []
        for row, (words, who) in enumerate(texts[one.unit], 9):
            source = Source(one.received.file, "Khó khăn", f"E{row}")
            issues.append(
                Issue(one.unit, "N3", None, None, Text(words, source), Text(who, source) if who else None, source)
            )
        return replace(one, issues=tuple(issues))

    return change


def recommended(texts: Mapping[str, Iterable[tuple[str, str]]]) -> Telling:
    return telling({unit: {} for unit in texts}, change=saying(texts))


def test_alike_opinions_are_one_with_all_their_units_and_cells():
    made = recommended({"522": [("- Bổ sung biên chế.", "A")], "524": [("bổ sung  biên chế", "A")]})
    (one,) = opinions(made, made.edition.issues, lambda issue: issue.recommendation)
    assert (one.text, one.units, len(one.sources)) == ("Bổ sung biên chế", ("522", "524"), 2)


def test_recommendations_go_to_the_committee_first_and_only_to_who_can_act():
    who = (
        "Địa phương, đơn vị tự giải quyết",
        "Bộ, ngành Trung ương",
        "Sở, ban, ngành khác của tỉnh",
        "Sở Giáo dục và Đào tạo",
        "Ủy ban nhân dân tỉnh",
        "",
    )
    made = recommended({"522": [(f"Việc {'abcdef'[place]}", one) for place, one in enumerate(who)]})
    headings = [p.text for p in recommendations(made) if p.style == "heading"]
    assert headings == [
        "1. Đối với Ủy ban nhân dân tỉnh",
        "2. Đối với các bộ, ngành Trung ương",
        "3. Đối với các sở, ban, ngành của tỉnh",
    ]


def test_the_rarest_of_many_opinions_are_counted():
    shown = load_patterns().most("y_kien")
    texts = [(f"Ý kiến {'abcdefghij'[place]}", "Ủy ban nhân dân tỉnh") for place in range(shown + 3)]
    made = recommended({"522": texts})
    (_, paragraph) = (p for p in recommendations(made) if p.style == "body")
    assert "ngoài ra có 03 ý kiến khác" in paragraph.text
    assert sum(isinstance(run, Said) for run in paragraph.runs) == shown


# --- Words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "words"), [("5", "05"), ("0", "0"), ("10", "10"), ("5,5", "5,5"), ("1.234", "1.234")])
def test_whole_numbers_from_one_to_nine_have_two_digits(text: str, words: str):
    assert two_digits(text) == words


def test_units_of_one_type_are_named_together():
    known = {unit.code: unit for unit in catalogue().units}
    assert unit_list([known[c] for c in ("522", "535", "536", "STC")]) == (
        "thành phố Quảng Ngãi; các huyện Ba Tơ, Lý Sơn; Sở Tài chính"
    )
    assert unit_list([known["535"]]) == "huyện Ba Tơ"


@pytest.mark.parametrize(
    ("whole", "parts", "apart"),
    [
        ("trường", ["trường mầm non", "trường tiểu học"], ("mầm non", "tiểu học")),
        ("trường", ["trường công lập", "trường ngoài công lập"], ("công lập", "ngoài công lập")),
        (
            "trường đạt chuẩn quốc gia",
            ["trường mầm non đạt chuẩn quốc gia", "trường tiểu học đạt chuẩn quốc gia"],
            ("mầm non", "tiểu học"),
        ),
        ("hồ sơ tiếp nhận", ["hồ sơ đã giải quyết", "hồ sơ đang giải quyết"], ("đã giải quyết", "đang giải quyết")),
        (
            "trường đạt chuẩn quốc gia",
            ["trường đạt chuẩn quốc gia mức độ 1", "trường đạt chuẩn quốc gia mức độ 2"],
            ("mức độ 1", "mức độ 2"),
        ),
    ],
)
def test_parts_are_told_apart_without_the_words_they_share(whole: str, parts: list[str], apart: tuple[str, ...]):
    assert told_apart(whole, parts) == apart


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nâng cấp phần mềm; Kéo dài thời gian", "Nâng cấp phần mềm; kéo dài thời gian"),
        ("Một; Sở Nội vụ bổ sung", "Một; Sở Nội vụ bổ sung"),
        ("Một; UBND tỉnh giao", "Một; UBND tỉnh giao"),
        ("Một; Ủy ban nhân dân tỉnh giao", "Một; Ủy ban nhân dân tỉnh giao"),
        ("Một; 39 trường", "Một; 39 trường"),
    ],
)
def test_a_sentence_goes_on_in_small_letters_after_a_semicolon_but_names_keep_theirs(text: str, words: str):
    assert quoted(text) == words


def test_a_period_is_named_after_the_plan_without_the_word_whole():
    assert [period_reported(period) for period in catalogue().periods] == [
        "học kỳ I năm học 2023-2024",
        "năm học 2023-2024",
    ]


def test_a_period_is_named_beside_another_of_its_year():
    assert [period_name(period) for period in catalogue().periods] == ["học kỳ I", "cả năm học 2023-2024"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("- Tuyên truyền.", "Tuyên truyền"), ("- Một;\n- Hai.", "Một; hai"), ("=1+1", "=1+1"), ("  a \n\n b ;", "a b")],
)
def test_a_quotation_fits_in_a_sentence(text: str, words: str):
    assert quoted(text) == words


def test_the_late_activity_of_these_tests_is_due_before_the_cut_off():
    assert catalogue().activity["N3.A1"].deadline == date(2024, 1, 15)
