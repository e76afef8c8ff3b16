"""The next school year's catalogue: what moves by itself, and what is named for somebody to decide."""

from __future__ import annotations

from datetime import date

import pytest

from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import DATA, CatalogueError, from_tables, tables_of
from xlpy.catalogue.new_year import ASKED, DAYS, NORMS, UNITS, WORDS, NewYear, next_year
from xlpy.catalogue.workdays import workdays_of
from xlpy.model.catalogue import Catalogue


@pytest.fixture(scope="module")
def made() -> NewYear:
    return next_year(tables_of(DATA / "2023-2024"), "210/KH-UBND", date(2024, 9, 9))


@pytest.fixture(scope="module")
def new(made: NewYear) -> Catalogue:
    return from_tables(made.tables)


def noted(made: NewYear, part: str) -> list[str]:
    return [remark.sentence for remark in made.remarks if remark.part == part]


def test_the_new_year_s_catalogue_agrees_with_itself(new: Catalogue) -> None:
    assert problems(new) == ()


def test_the_plan_bears_its_own_number_day_and_year(new: Catalogue) -> None:
    plan = new.plan
    assert (plan.version, plan.school_year, plan.number, plan.date) == (
        "2024-2025.1",
        "2024-2025",
        "210/KH-UBND",
        "09/9/2024",
    )
    assert ("năm học 2024-2025" in plan.title, plan.note) == (True, "")


def test_a_plan_without_a_number_says_so_under_every_title() -> None:
    plan = from_tables(next_year(tables_of(DATA / "2023-2024")).tables).plan
    assert (plan.number, plan.date) == ("…/KH-UBND", "")
    assert "chờ cập nhật" in plan.note


def test_what_a_period_covers_moves_by_a_year(new: Catalogue) -> None:
    covered = [(p.code, p.school_year, p.start, p.cut_off) for p in new.periods]
    assert covered == [
        ("HK1", "2024-2025", date(2024, 9, 5), date(2025, 1, 15)),
        ("CN", "2024-2025", date(2024, 9, 5), date(2025, 5, 31)),
    ]


def test_no_term_of_the_new_year_ends_on_a_day_off(new: Catalogue) -> None:
    workdays = workdays_of(new)
    ends = [day for period in new.periods for day in (period.deadline_unit, period.deadline_office)]
    ends += [activity.deadline for activity in new.activities if activity.deadline]
    assert [day for day in ends if workdays.is_off(day)] == []


def test_units_send_before_tet_where_the_office_reports_on_the_first_day_after(new: Catalogue) -> None:
    period = new.period["HK1"]
    assert (period.deadline_unit, period.deadline_office) == (date(2025, 1, 24), date(2025, 2, 3))


def test_work_due_by_the_cut_off_stays_before_it(made: NewYear, new: Catalogue) -> None:
    assert new.activity["N2.A1"].deadline == date(2025, 5, 30)
    assert new.activity["N9.A2"].deadline == date(2024, 12, 2)
    assert "30/11/2024 là ngày nghỉ (thứ Bảy), chuyển sang 02/12/2024: N9.A2." in noted(made, DAYS)


def test_years_in_the_work_s_words_are_counted_on(new: Catalogue) -> None:
    names = [new.activity[code].name for code in ("N1.A1", "N2.A5", "N4.A1", "N9.A1")]
    assert [any(old in name for old in ("2023-2024", "năm 2024")) for name in names] == [False] * 4
    assert [name[-9:] for name in names[1:3]] == [" năm 2025", " năm 2025"]


def test_every_unit_that_drops_out_is_named_with_its_last_day(made: NewYear) -> None:
    lines = noted(made, UNITS)
    assert lines[0] == "Kỳ CN (chốt 31/5/2025): còn 13 đơn vị báo cáo, năm trước 19."
    assert [line.split(": ")[1].split(" không còn")[0] for line in lines[1:]] == [
        "Sở Giáo dục và Đào tạo",
        "Sở Kế hoạch và Đầu tư",
        "Sở Tài chính",
        "Sở Nội vụ",
        "Sở Thông tin và Truyền thông",
        "Sở Lao động - Thương binh và Xã hội",
    ]
    assert all("hết hiệu lực ngày 28/02/2025; danh mục chưa có đơn vị kế tiếp" in line for line in lines[1:])


def test_what_nobody_reports_any_more_is_named(made: NewYear) -> None:
    lines = noted(made, ASKED)
    assert [any(head in line for line in lines) for head in ("chỉ tiêu N4.06", "nội dung N9.A1", "N2.07")] == [
        True,
        True,
        False,
    ]


def test_norms_out_of_force_are_named_with_the_rules_that_fall_silent() -> None:
    once = next_year(tables_of(DATA / "2023-2024"))
    twice = next_year(once.tables)
    line = "định mức phan_luong_gdnn không có mức nào còn hiệu lực; quy tắc R30-02 sẽ không chạy."
    assert (f"Kỳ CN: {line}" in noted(once, NORMS), f"Kỳ CN: {line}" in noted(twice, NORMS)) == (False, True)


def test_words_of_the_old_year_s_grades_are_left_and_named(made: NewYear) -> None:
    assert [line[:15] for line in noted(made, WORDS)] == ["Nội dung N2.A1 ", "Nội dung N2.A2 ", "Nội dung N4.A4 "]


def test_only_tables_that_differ_are_the_new_year_s_own(made: NewYear) -> None:
    assert set(made.changed) == {"plan", "periods", "activities"}


def test_the_last_day_of_february_is_the_28th_a_year_later() -> None:
    tables = tables_of(DATA / "2023-2024")
    tables["activities"][2]["deadline"] = "2024-02-29"
    moved = from_tables(next_year(tables).tables)
    assert moved.activities[2].deadline == date(2025, 2, 28)


def test_a_school_year_written_otherwise_is_refused_at_its_place() -> None:
    tables = tables_of(DATA / "2023-2024")
    tables["plan"][1]["value"] = "năm học 23-24"
    with pytest.raises(CatalogueError, match="không phải năm học viết như 2023-2024"):
        next_year(tables)


def test_targets_of_the_old_year_are_not_carried_over_and_that_is_told() -> None:
    tables = tables_of(DATA / "2023-2024")
    tables["targets"] = [{"unit": "524", "indicator": "N2.21", "period": "", "value": "30", "source": "QĐ 1"}]
    made = next_year(tables)
    assert from_tables(made.tables).targets == ()
    assert "1 chỉ tiêu giao của năm học 2023-2024 không chuyển sang" in noted(made, "Chỉ tiêu giao")[0]


def test_without_targets_nothing_is_said_of_them(made: NewYear) -> None:
    assert noted(made, "Chỉ tiêu giao") == []
