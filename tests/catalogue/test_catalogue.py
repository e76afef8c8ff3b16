"""The shipped catalogues, and how tables of text become one."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.small_catalogue import BA_TO, small_catalogue
from tests.tools import ROOT
from xlpy.catalogue.advice import advice
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import DATA, TABLES, CatalogueError, Row, from_tables, load, shipped, tables_of
from xlpy.model.catalogue import Catalogue, TaskRole, UnitKind
from xlpy.model.catalogue_cells import YearDay

YEARBOOK = ROOT / "samples" / "nien-giam-2016" / "danh-muc"
FOLDERS = [DATA / "2023-2024", DATA / "2024-2025", DATA / "2025-2026", YEARBOOK]
FILES = sorted(path for folder in FOLDERS for path in folder.glob("*.csv"))


@pytest.fixture(scope="module")
def of_2023() -> Catalogue:
    return shipped()


@pytest.fixture(scope="module")
def of_2025() -> Catalogue:
    return shipped("2025-2026")


@pytest.fixture
def tables() -> dict[str, list[Row]]:
    return copy.deepcopy(tables_of(DATA / "2023-2024"))


def faults(tables: dict[str, list[Row]]) -> list[tuple[str, str, str]]:
    with pytest.raises(CatalogueError) as caught:
        from_tables(tables)
    return [(problem.table, problem.row, problem.column) for problem in caught.value.problems]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_catalogue_has_no_problem(folder: Path) -> None:
    assert problems(load(folder)) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_shipped_tables_are_plain_utf8_with_line_feeds(path: Path) -> None:
    content = path.read_bytes()
    assert (content.startswith(b"\xef\xbb\xbf"), b"\r" in content) == (False, False)


def test_19_units_report_in_2023_2024(of_2023: Catalogue) -> None:
    kinds = [unit.kind for unit in of_2023.reporting_units(of_2023.period["CN"])]
    assert [kinds.count(kind) for kind in UnitKind] == [1, 13, 5]


@pytest.mark.parametrize("period", ["HK1", "CN"])
def test_19_units_report_in_each_period_of_2024_2025(period: str) -> None:
    of_2024 = shipped("2024-2025")
    kinds = [unit.kind for unit in of_2024.reporting_units(of_2024.period[period])]
    assert [kinds.count(kind) for kind in UnitKind] == [1, 13, 5]


def test_the_work_of_abolished_departments_is_with_their_heirs_within_2024_2025() -> None:
    of_2024 = shipped("2024-2025")
    who = {
        period.code: {
            desk: [unit.code for unit in of_2024.reporting_units(period) if desk in unit.desks]
            for desk in ("ngan_sach", "dau_tu_cong", "bien_che", "ha_tang_so", "truyen_thong", "gdnn", "tre_em")
        }
        for period in of_2024.periods
    }
    assert list(who["HK1"].values()) == [["STC"], ["SKHDT"], ["SNV"], ["STTTT"], ["STTTT"], ["SLDTBXH"], ["SLDTBXH"]]
    assert list(who["CN"].values()) == [["STC"], ["STC"], ["SNV"], ["SKHCN"], ["SVHTTDL"], ["SGDDT"], ["SYT"]]


@pytest.mark.parametrize("year", ["2024-2025", "2025-2026"])
def test_later_years_have_no_term_on_a_day_off_and_lose_nobody_between_periods(year: str) -> None:
    assert advice(shipped(year)) == ()


def test_102_units_report_in_2025_2026(of_2025: Catalogue) -> None:
    kinds = [unit.kind for unit in of_2025.reporting_units(of_2025.period["CN"])]
    assert [kinds.count(kind) for kind in UnitKind] == [1, 96, 5]


def test_only_departments_with_a_desk_are_asked_in_2025_2026(of_2025: Catalogue) -> None:
    asked = [unit for unit in of_2025.reporting_units(of_2025.period["CN"]) if unit.kind is UnitKind.COORDINATING]
    assert [(unit.code, bool(unit.desks)) for unit in asked] == [
        (code, True) for code in ("STC", "SNV", "SKHCN", "SVHTTDL", "SYT")
    ]


def test_nobody_is_asked_for_inspections_of_a_department_in_2025_2026(of_2025: Catalogue) -> None:
    texts = [row.name for row in of_2025.activities if row.task == "N9"]
    texts += [text for row in of_2025.indicators if row.task == "N9" for text in (row.name, row.definition)]
    assert [text for text in texts if "thanh tra, kiểm tra" in text or "kết luận thanh tra" in text] == []


def test_2025_2026_holds_only_what_differs() -> None:
    whole, changes = ("plan", "units", "periods", "activities"), ("assignments", "indicators", "rules")
    assert {*whole, *(f"{name}.changes" for name in changes)} == {
        path.stem for path in (DATA / "2025-2026").glob("*.csv")
    }


def test_the_nine_tasks_stand_in_their_official_words(of_2023: Catalogue) -> None:
    assert (
        of_2023.tasks[5].code,
        "y tế trường học; bảo đảm an toàn trường học" in of_2023.tasks[5].name,
        of_2023.task["N9"].other_numbers,
    ) == ("N6", True, (10,))


def test_all_nine_tasks_have_indicators_and_activities(of_2023: Catalogue) -> None:
    tasks = set(of_2023.task)
    assert tasks == {row.task for row in of_2023.indicators} == {row.task for row in of_2023.activities}


def test_the_desks_of_an_abolished_department_pass_to_its_heir(of_2025: Catalogue) -> None:
    finance = next(unit for unit in of_2025.reporting_units(of_2025.period["CN"]) if unit.code == "STC")
    assert [i.code for i in of_2025.asked(finance).indicators] == ["N4.06", "N4.07", "N4.09", "N4.10"]


def test_the_office_still_leads_where_it_took_over_a_desk(of_2025: Catalogue) -> None:
    office = next(unit for unit in of_2025.reporting_units(of_2025.period["CN"]) if unit.code == "SGDDT")
    part = of_2025.assignment("N2", office)
    assert part is not None
    assert (part.role, of_2025.indicator["N2.29"] in of_2025.asked(office).indicators) == (TaskRole.LEAD, True)


def test_a_department_whose_desk_answers_nothing_is_asked_for_obstacles_only(of_2025: Catalogue) -> None:
    health = next(unit for unit in of_2025.units if unit.code == "SYT")
    asked = (of_2025.asked(health).indicators, [row.code for row in of_2025.asked(health).activities])
    assert asked == ((), ["N1.A5"])


def test_a_unit_that_a_row_names_by_its_code_is_asked_otherwise_than_others_of_its_kind() -> None:
    other = replace(BA_TO, code="536", name="Huyện Trà Bồng")
    small = small_catalogue()
    own = replace(small.assignments[0], who=other.code, answers_indicators=False)
    made = replace(small, units=(BA_TO, other), assignments=(*small.assignments, own))
    assert [len(made.asked(unit).codes) for unit in (BA_TO, other)] == [3, 0]
    assert [len(made.asked(unit).codes) for unit in (other, BA_TO)] == [0, 3]


def test_a_norm_is_judged_on_its_day(of_2023: Catalogue) -> None:
    before, after = of_2023.periods[0].start, of_2023.periods[0].cut_off
    assert (
        of_2023.norm("gv_nhom_tre_toi_da", before),
        str(of_2023.norm("gv_nhom_tre_toi_da", after)),
    ) == (None, "2.5")


def test_the_yearbook_takes_its_messages_from_the_shipped_base() -> None:
    assert load(YEARBOOK).messages == shipped().messages


def test_all_unreadable_cells_are_told_at_once(tables: dict[str, list[Row]]) -> None:
    tables["periods"][0]["cut_off"] = "31/02/2024"
    tables["norms"][0]["value"] = "hai"
    tables["units"][1]["kind"] = "district"
    assert faults(tables) == [
        ("units", "dòng 3", "kind"),
        ("periods", "dòng 2", "cut_off"),
        ("norms", "dòng 2", "value"),
    ]


def test_a_missing_table_and_a_missing_column_are_told(tables: dict[str, list[Row]]) -> None:
    del tables["rules"]
    for row in tables["tasks"]:
        del row["short_name"]
    assert faults(tables) == [("rules", "", ""), ("tasks", "", "short_name")]


def test_a_required_cell_may_not_be_empty(tables: dict[str, list[Row]]) -> None:
    tables["indicators"][4]["name"] = " "
    assert faults(tables) == [("indicators", "dòng 6", "name")]


def test_an_unknown_base_is_a_problem_not_a_traceback() -> None:
    with pytest.raises(CatalogueError, match="1999-2000"):
        shipped("1999-2000")


def test_workbook_habits_are_read(tables: dict[str, list[Row]]) -> None:
    tables["periods"][0]["cut_off"] = "15/01/2024"
    tables["norms"][0] |= {"value": "2,5", "Ghi chú": "cột riêng của Sở"}
    tables["tasks"].append(dict.fromkeys(tables["tasks"][0], ""))
    assert from_tables(tables) == shipped()


def test_every_table_is_named_once() -> None:
    assert len(set(TABLES)) == len(TABLES) == 16


def test_an_unquoted_comma_is_a_problem_of_its_row_not_a_lost_cell(tmp_path: Path) -> None:
    plan = (DATA / "2023-2024" / "plan.csv").read_text(encoding="utf-8")
    (tmp_path / "plan.csv").write_text(plan.replace("base,\n", "base,2023-2024\n"), encoding="utf-8")
    regions = (DATA / "2023-2024" / "regions.csv").read_text(encoding="utf-8")
    (tmp_path / "regions.csv").write_text(regions.rstrip("\n") + ",thừa\n", encoding="utf-8")

    with pytest.raises(CatalogueError) as caught:
        load(tmp_path)

    assert [(problem.table, problem.row) for problem in caught.value.problems] == [("regions", "dòng 5")]


def test_a_ratio_is_computed_unless_somebody_reports_it(of_2023: Catalogue) -> None:
    typed = next(i for i in of_2023.indicators if i.reported_by and not i.numerator)
    ratio = next(i for i in of_2023.indicators if i.numerator and not i.reported_by)
    reported = replace(ratio, reported_by=("local",))
    assert [one.is_computed for one in (typed, ratio, reported)] == [False, True, False]
    assert ratio.made_of == (ratio.numerator, ratio.denominator)
    assert (typed.made_of, reported.made_of) == ((typed.code,), (ratio.code,))


def test_a_district_is_asked_for_no_more_figures_than_its_staff_can_answer(of_2023: Catalogue) -> None:
    asked = {len(of_2023.asked(unit).indicators) for unit in of_2023.units if unit.kind is UnitKind.LOCAL}
    assert max(asked) <= 93


def test_a_unit_is_named_as_on_the_day_asked_for_and_by_its_code_where_it_is_unknown(of_2023: Catalogue) -> None:
    old = replace(of_2023.units[1], name="Huyện Cũ", valid_to=date(2024, 5, 31))
    new = replace(old, name="Thị xã Mới", valid_from=date(2024, 6, 1), valid_to=None)
    renamed = replace(of_2023, units=(new, old))
    days = (date(2024, 5, 31), date(2024, 6, 1), date(1999, 1, 1))
    # before any of its days a unit is what its last row says
    assert [renamed.unit_name(old.code, day) for day in days] == ["Huyện Cũ", "Thị xã Mới", "Huyện Cũ"]
    assert (renamed.unit("999", days[0]), renamed.unit_name("999", days[0])) == (None, "999")


def test_a_day_of_every_year_is_read_with_or_without_a_year(tables: dict[str, list[Row]]) -> None:
    row = next(row for row in tables["indicators"] if row["code"] == "N2.18")
    for written in ("20/7", "20/07/2031", "2031-07-20"):
        row["known_from"] = written
        assert from_tables(tables) == shipped()
    row["known_from"] = "29/2"
    assert faults(tables) == [("indicators", f"dòng {tables['indicators'].index(row) + 2}", "known_from")]


def test_a_figure_is_known_later_only_where_its_day_comes_after_the_cut_off(of_2023: Catalogue) -> None:
    exam = of_2023.indicator["N2.18"]
    assert exam.known_on(of_2023.period["CN"]) == date(2024, 7, 20)
    assert replace(exam, known_from=YearDay(31, 5)).known_on(of_2023.period["CN"]) is None
    assert replace(exam, known_from=YearDay(5, 9)).known_on(of_2023.period["CN"]) is None
    assert of_2023.indicator["N2.17"].known_on(of_2023.period["CN"]) is None


def test_a_table_made_before_a_column_that_can_be_left_out_stays_readable(tables: dict[str, list[Row]]) -> None:
    for row in tables["indicators"]:
        del row["known_from"]
    assert {row.known_from for row in from_tables(tables).indicators} == {None}


def test_a_table_that_no_catalogue_is_so_long_as_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("key,value\nbase,2023-2024\n", encoding="utf-8")
    with (tmp_path / "units.csv").open("wb") as stream:
        stream.truncate(3 << 30)
    with pytest.raises(CatalogueError, match=r"units\.csv lớn hơn 4 MB"):
        load(tmp_path)


def test_a_table_with_more_rows_than_any_catalogue_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("key,value\n" + "a,b\n" * 20_001, encoding="utf-8")
    with pytest.raises(CatalogueError, match="20001 dòng"):
        load(tmp_path)


@pytest.mark.parametrize("base", ["../../x", "/etc", "C:", "a" * 60])
def test_the_name_of_a_base_leads_nowhere_but_to_the_shipped_catalogues(tmp_path: Path, base: str) -> None:
    (tmp_path / "plan.csv").write_text(f"key,value\nbase,{base}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="không phải tên một danh mục kèm sẵn"):
        load(tmp_path)
