"""A year's catalogue that changes single cells of its base's tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlpy.catalogue.changes import changed
from xlpy.catalogue.earlier_version import as_of
from xlpy.catalogue.load import load, shipped
from xlpy.model.catalogue import Catalogue

BASE = [
    {"code": "A", "task": "N1", "name": "một", "unit": "trường"},
    {"code": "B", "task": "N1", "name": "hai", "unit": "lớp"},
    {"code": "C", "task": "N2", "name": "ba", "unit": "người"},
]


def test_only_the_named_cells_of_a_record_change() -> None:
    made = changed("indicators", BASE, [{"code": "B", "name": "hai mới"}])
    assert made == [BASE[0], BASE[1] | {"name": "hai mới"}, BASE[2]]


def test_an_empty_cell_keeps_what_the_base_has() -> None:
    assert changed("indicators", BASE, [{"code": "B", "name": "hai mới", "unit": ""}])[1]["unit"] == "lớp"


def test_a_new_record_stands_after_the_last_of_its_task() -> None:
    made = changed("indicators", BASE, [{"code": "D", "task": "N1", "name": "bốn"}])
    assert [row["code"] for row in made] == ["A", "B", "D", "C"]
    assert made[2] == {"code": "D", "task": "N1", "name": "bốn", "unit": ""}


def test_the_base_s_own_rows_stay_as_they_were() -> None:
    before = [dict(row) for row in BASE]
    changed("indicators", BASE, [{"code": "A", "name": "khác"}])
    assert before == BASE


def test_a_record_with_two_keys_is_found_by_both() -> None:
    rows = [{"task": "N1", "who": "local", "note": "x"}, {"task": "N1", "who": "so_gddt", "note": "y"}]
    made = changed("assignments", rows, [{"task": "N1", "who": "so_gddt", "note": "z"}])
    assert [row["note"] for row in made] == ["x", "z"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tasks.changes.csv").write_text("code,short_name\nN1,Thể chế giáo dục\n", encoding="utf-8")
    plan = ["version", "school_year", "number", "title", "issuer", "province", "place", "office", "office_short"]
    rows = "".join(f"{key},x\n" for key in plan)
    (tmp_path / "plan.csv").write_text(f"key,value\nbase,2023-2024\n{rows}", encoding="utf-8")
    return tmp_path


def test_a_folder_s_changes_are_laid_over_its_base(folder: Path) -> None:
    made, base = load(folder), shipped("2023-2024")
    assert (made.task["N1"].short_name, made.task["N1"].name) == ("Thể chế giáo dục", base.task["N1"].name)
    assert made.tasks[1:] == base.tasks[1:]


# --- The shipped years --------------------------------------------------------------------------------------


def codes(catalogue: Catalogue) -> set[str]:
    """Of all that has a version."""
    named = [[row.code for row in catalogue.activities], [row.code for row in catalogue.indicators]]
    return {code for each in (*named, [row.code for row in catalogue.rules]) for code in each}


def later_than(catalogue: Catalogue, version: str) -> set[str]:
    """What the catalogue asks and checks that it did not in an earlier version of it."""
    return codes(catalogue) - codes(as_of(catalogue, version))


@pytest.mark.parametrize("year", ["2023-2024", "2024-2025", "2025-2026"])
def test_a_form_of_a_version_that_is_accepted_is_asked_for_nothing_that_came_to_the_base_after_it(year: str) -> None:
    catalogue, base = shipped(year), shipped("2023-2024")
    came = [later_than(base, version) for version in base.plan.accepted]
    assert [later_than(catalogue, version) >= came[0] for version in catalogue.plan.accepted] == [True] * len(
        catalogue.plan.accepted
    )


def test_communes_tell_of_themselves_and_the_office_alone_how_many_they_are() -> None:
    now, before = shipped("2025-2026").indicator, shipped("2023-2024").indicator
    assert (now["N2.42"].reported_by, before["N2.42"].reported_by) == (("so_gddt",), ("local",))
    assert [now[code].reported_by for code in ("N2.43", "N2.44", "N2.45")] == [("local",)] * 3
    assert all("1 nếu" in now[code].definition and "huyện" not in now[code].definition for code in ("N2.43", "N2.45"))


@pytest.mark.parametrize("code", ["N2.04", "N2.05", "N2.06", "N2.61", "N2.62", "N2.63"])
def test_universalisation_says_that_its_figures_are_those_of_30_september(code: str) -> None:
    assert "chốt ngày 30/9 đầu năm học" in shipped("2025-2026").indicator[code].definition
