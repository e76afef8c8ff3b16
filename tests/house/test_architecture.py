"""The page of the architecture is the tree as it is: rooms, walks, and what a change has to touch."""

from __future__ import annotations

import ast
import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.shipped import exists
from tests.tools import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FLOW = (
    *("workbook", "start.py", "macros.py", "app"),
    *("catalogue", "forms", "intake", "checks", "consolidation", "outputs"),
)
"""Rooms as a thing passes through them; the book is the last."""
SPECIMENS = {
    "an indicator kind": r"\bIndicatorKind\.MONEY\b|\bmoney\b|\bMONEY\b",
    "a button": r"\bmake_forms\b",
    "an output document": r"\bREMINDERS\b|\breminder_files\b|def letters\(edition|\bletter_template\b",
    "a file format": r"XLSB|xlsb",
}
"""How the one that there is is named, by what may be added."""
MOST = {"a rule": 2, "an indicator kind": 4, "a button": 5, "an output document": 6, "a file format": 4}
"""Files that such a change may touch, its pages and tests counted for a kind alone."""


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The body of a page's tables, cell by cell."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in cells] for cells in lines if not set(cells[0]) <= {"-"}]


def paths(cell: str) -> set[str]:
    return set(re.findall(r"`([\w/.-]+)`", cell))


TOUCHED = {cells[0]: cells for cells in rows(section("To add X, touch Y"))[1:]}
WALKS = {text.splitlines()[0]: text for text in section("Four walks").split("\n### ")[1:]}


def naming(pattern: str) -> set[str]:
    """Files of ours in which a name stands, but for tables of the catalogue, which are what is named."""
    files = [path for folder in ("xlpy", "templates", "workbook/src") for path in (ROOT / folder).rglob("*")]
    texts = [path for path in files if path.suffix in (".py", ".toml", ".xml", ".bas")]
    return {path.relative_to(ROOT).as_posix() for path in texts if re.search(pattern, path.read_text(encoding="utf-8"))}


def test_every_path_of_the_page_exists():
    named = {path for path in paths(PAGE) if "/" in path}
    assert [path for path in sorted(named) if not any(map(exists, (path, f"xlpy/{path}")))] == []


def test_the_table_of_rooms_has_every_room_of_the_program():
    there = {
        f"xlpy/{path.name}"
        for path in (ROOT / "xlpy").iterdir()
        if not path.name.startswith("__") and (path.is_dir() or path.suffix == ".py")
    }
    assert {path for cells in rows(section("The rooms"))[1:] for path in paths(cells[0])} == there


def test_the_nouns_are_all_files_of_the_model():
    listed = {path for cells in rows(section("The nouns"))[1:] for path in paths(cells[0])}
    helpers = {"xlpy/model/__init__.py", "xlpy/model/codes.py", "xlpy/model/number_format.py"}
    helpers |= {"xlpy/model/received_name.py", "xlpy/model/choice_words.py", "xlpy/model/scale_words.py"}
    assert listed | helpers == {f"xlpy/model/{path.name}" for path in (ROOT / "xlpy" / "model").glob("*.py")}


@pytest.mark.parametrize("walk", WALKS.values(), ids=list(WALKS))
def test_a_stop_of_a_walk_is_a_function_of_its_file(walk):
    for path, name, _ in rows(walk)[1:]:
        text = (ROOT / path.strip("`")).read_text(encoding="utf-8")
        assert re.search(rf'(?:def |Sub |id="){name.strip("`")}\b', text), (path, name)


@pytest.mark.parametrize("walk", WALKS.values(), ids=list(WALKS))
def test_a_walk_has_the_stops_files_and_steps_back_that_the_page_counts(walk):
    stops = [cells[0].strip("`") for cells in rows(walk)[1:]]
    rooms = [path.removeprefix("xlpy/").split("/")[0] for path in stops]
    order = [FLOW.index(room) if room in FLOW else len(FLOW) for room in rooms]
    back = sum(after < before for before, after in pairwise(order))
    said = re.search(r"^(\d+) stops in (\d+) files, (\d+) steps? back", walk, re.MULTILINE)
    assert said is not None
    assert tuple(map(int, said.groups())) == (len(stops), len(set(stops)), back)


@pytest.mark.parametrize("what", SPECIMENS)
def test_what_a_change_touches_is_where_the_one_that_there_is_is_named(what):
    assert naming(SPECIMENS[what]) == paths(TOUCHED[what][1])


def test_no_program_text_names_a_school_year_but_the_one_that_all_others_start_from():
    assert naming("2025-2026") == set()


@pytest.mark.parametrize("what", MOST)
def test_a_change_touches_no_more_files_than_agreed(what):
    touched = paths(TOUCHED[what][1])
    if what == "an indicator kind":
        touched |= paths(TOUCHED[what][3])
    assert len(touched) <= MOST[what]


def test_what_was_made_for_real_touched_no_more_than_agreed():
    made = {cells[0]: int(cells[1]) for cells in rows(section("Made once for real"))[1:]}
    assert made.keys() == {*MOST, "a school year"}
    assert [what for what, count in made.items() if count > MOST.get(what, 0)] == []


def test_the_glossary_names_every_class_name_that_has_two_meanings():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "xlpy").rglob("*.py")]
    classes = Counter(node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef))
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").split("## Names with two meanings")[1]
    told = {name for cells in rows(page)[1:] for name in cells[0].split(", ")}
    assert {name for name, count in classes.items() if count > 1 and not name.startswith("_")} == told
