"""Errors that stand in an official book are found: Niên giám thống kê tỉnh Quảng Ngãi 2016, biểu 219, 223, 226."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import Figures, cell_of, found, submission
from xlpy.catalogue.load import shipped
from xlpy.model.catalogue import Catalogue
from xlpy.model.submission import Finding
from xlpy.outputs.messages import sentence

UNIT = "522"
SUM = "{unit}: số giáo viên là {left} nhưng cộng các thành phần được {right}, chênh {gap}."
ALIKE = "{unit}: số học sinh tính từ số lớp bằng {left}% số tính từ số giáo viên, chênh quá 1%."
PART = "{unit}: tỷ lệ nữ bỏ học là {left}%, lớn hơn tỷ lệ chung của cấp học là {right}%."

# Biểu 223, năm 2015: số lớp, học sinh/lớp, số giáo viên, học sinh/giáo viên. The ratios of THPT are not
# those of the book: like its thirteen other cells they agree within 0,1 %.
LEVELS: Mapping[str, tuple[str, str, str, str]] = {
    "TH": ("3856", "20.09", "5408", "18.61"),
    "THCS": ("2217", "21.03", "5005", "14.21"),
    "THPT": ("987", "38.00", "2136", "17.56"),
}


def catalogue(codes: tuple[str, ...], rules: tuple[tuple[str, str, str, str, str, str], ...]) -> Catalogue:
    """The shipped catalogue with these indicators and rules in place of its own."""
    whole = shipped()
    like, law = whole.indicator["N1.02"], whole.rule["R03-01"]
    return replace(
        whole,
        indicators=tuple(replace(like, code=code, reported_by=("local",)) for code in codes),
        activities=(),
        rules=tuple(
            replace(
                law,
                code=code,
                applies_to=("local",),
                left=left,
                operator=operator,
                right=right,
                tolerance=Decimal(tolerance),
                message=text,
            )
            for code, left, operator, right, tolerance, text in rules
        ),
    )


def told(of: Catalogue, figures: Figures) -> list[Finding]:
    every = found(of, of.period["CN"], [submission(UNIT, figures)])
    return [finding for finding in every if finding.code.startswith("R")]


TABLE_219 = catalogue(("N1.01", "N1.02", "N1.03"), (("R03-01", "N1.01", "==", "N1.02 + N1.03", "0", SUM),))
TABLE_223 = catalogue(
    tuple(f"N{level}.{column}1" for level in (1, 2, 3) for column in (1, 2, 3, 4)),
    tuple(
        (f"R14-0{n}", f"100 * (N{n}.11 * N{n}.21) / (N{n}.31 * N{n}.41)", "==", "100", "1", ALIKE) for n in (1, 2, 3)
    ),
)
TABLE_226 = catalogue(("N1.01", "N1.02"), (("R07-01", "N1.01", "<=", "N1.02", "0", PART),))


def levels() -> Figures:
    return {
        f"N{number}.{column}1": Decimal(value)
        for number, row in enumerate(LEVELS.values(), 1)
        for column, value in enumerate(row, 1)
    }


@pytest.mark.case(4)
def test_public_and_other_teachers_of_2016_miss_215_of_all() -> None:
    finding = told(TABLE_219, {"N1.01": 5077, "N1.02": 4862, "N1.03": 0})[0]
    expected = "Thành phố Quảng Ngãi: số giáo viên là 5.077 nhưng cộng các thành phần được 4.862, chênh 215."
    assert expected == sentence(TABLE_219, finding)


def test_a_dash_that_nobody_explained_is_not_taken_for_zero() -> None:
    assert told(TABLE_219, {"N1.01": 5077, "N1.02": 4862, "N1.03": None}) == []


@pytest.mark.case(5)
def test_pupils_by_class_and_by_teacher_of_2015_differ_for_primary_and_lower_secondary_only() -> None:
    expected = [("R14-01", cell_of("N1.11")), ("R14-02", cell_of("N2.11"))]
    assert expected == [(finding.code, finding.source.cell) for finding in told(TABLE_223, levels())]


@pytest.mark.parametrize(("place", "percent"), [(0, "76,97%"), (1, "65,56%")])
def test_the_sentence_says_how_far_the_two_ways_differ(place: int, percent: str) -> None:
    assert f"bằng {percent} số tính từ" in sentence(TABLE_223, told(TABLE_223, levels())[place])


def test_girls_who_left_school_in_2014_are_more_than_all_who_left() -> None:
    text = sentence(TABLE_226, told(TABLE_226, {"N1.01": 0.46, "N1.02": 0.01})[0])
    assert text == "Thành phố Quảng Ngãi: tỷ lệ nữ bỏ học là 0,46%, lớn hơn tỷ lệ chung của cấp học là 0,01%."
