"""The table of earlier years that an office types: what is taken, and what is refused by its row."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from tests.builders import context
from xlpy.intake.years_table import YearsError, read_years
from xlpy.model.submission import Earlier

HEAD = "nam_hoc,ky,don_vi,chi_tieu,gia_tri\n"


def years(*rows: str, head: str = HEAD, name: str = "so-lieu-nam-truoc.csv") -> Earlier:
    opened = context()
    return read_years(name, (head + "\n".join(rows)).encode("utf-8-sig"), opened.catalogue, opened.period)


def refusal(*rows: str, head: str = HEAD) -> str:
    with pytest.raises(YearsError) as refused:
        years(*rows, head=head)
    return str(refused.value)


def test_figures_are_kept_by_year_unit_and_indicator():
    found = years("2022-2023,CN,535,N1.02,31", "2021-2022,CN,535,N1.02,30")
    assert found == {
        "2022-2023": {"535": {"N1.02": Decimal(31)}},
        "2021-2022": {"535": {"N1.02": Decimal(30)}},
    }


@pytest.mark.parametrize("written", ["535", "Ba Tơ", "huyện Ba Tơ", "UBND huyện Ba Tơ"])
def test_a_unit_may_be_written_by_code_or_by_any_of_its_names(written: str):
    assert set(years(f"2022-2023,CN,{written},N1.02,31")["2022-2023"]) == {"535"}


def test_a_unit_that_is_gone_today_is_known_by_the_name_of_its_time():
    assert set(years("2018-2019,CN,Huyện Tây Trà,N1.02,12")["2018-2019"]) == {"526"}


def test_a_provincial_figure_stands_for_no_unit():
    assert years("2022-2023,CN,Toàn tỉnh,N2.20,98.38") == {"2022-2023": {"tinh": {"N2.20": Decimal("98.38")}}}


def test_a_period_may_be_written_by_its_name():
    assert set(years("2022-2023,Cả năm,535,N1.02,31")) == {"2022-2023"}


def test_other_periods_and_years_that_are_not_earlier_are_left_out():
    assert years("2022-2023,HK1,535,N1.02,31", "2023-2024,CN,535,N1.02,31", "2024-2025,CN,535,N1.02,1") == {}


@pytest.mark.parametrize("nothing", ["", "K", "CCSL"])
def test_a_value_that_is_none_gives_no_figure(nothing: str):
    assert years(f"2022-2023,CN,535,N1.02,{nothing}", "2022-2023,CN,535,N1.03,1") == {
        "2022-2023": {"535": {"N1.03": Decimal(1)}}
    }


def test_a_dot_among_thousands_of_a_count_is_read_as_in_a_form():
    assert years("2022-2023,CN,535,N1.02,1.810")["2022-2023"]["535"]["N1.02"] == 1810


def test_a_workbook_is_read_like_a_csv_file():
    book = Workbook()
    for row in (["SỐ LIỆU NĂM TRƯỚC"], HEAD.strip().split(","), ["2022-2023", "CN", 535, "N1.02", 31]):
        book.active.append(row)  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    opened = context()
    found = read_years("so-lieu-nam-truoc.xlsx", stream.getvalue(), opened.catalogue, opened.period)
    assert found == {"2022-2023": {"535": {"N1.02": Decimal(31)}}}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2022,CN,535,N1.02,31", "năm học “2022” phải ghi như 2022-2023"),
        ("2022-2023,CN,Huyện Lạ,N1.02,31", "không có đơn vị “Huyện Lạ”"),
        ("2022-2023,CN,535,N1.02,nhiều", "“nhiều” ở N1.02 không phải một số rõ ràng"),
        ("2022-2023,CN,535,,31", "không ghi mã chỉ tiêu"),
        ("2022-2023,CN,535,N1.03,31\n2022-2023,CN,Ba Tơ,N1.03,31", "ghi hai lần"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_nothing_is_taken(row: str, said: str):
    assert said in refusal("2022-2023,CN,524,N1.02,1", row)


def test_many_faulty_rows_are_named_in_part_and_counted():
    told = refusal(*(f"2022-2023,CN,Lạ {n},N1.02,1" for n in range(8)))
    assert (told.count("không có đơn vị"), "còn 3 dòng khác" in told) == (5, True)


def test_a_table_without_the_five_columns_says_which_are_wanted():
    assert "chi_tieu" in refusal("535,31", head="don_vi,gia_tri\n")
