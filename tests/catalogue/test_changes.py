"""A year's catalogue that changes single cells of its base's tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlpy.catalogue.changes import changed
from xlpy.catalogue.load import load, shipped

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
