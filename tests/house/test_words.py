"""One name for one thing on every screen and paper: the edition, its table and the workbook (`docs/glossary.md`)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIKE_ANOTHER = re.compile(r"bảng tổng hợp|sổ tổng hợp", re.IGNORECASE)
SAID = ("README.md", "xlpy/**/*.py", "xlpy/**/*.csv", "workbook/src/**/*.xml", "templates/**/*.toml", "docs/*.md")
PARTS = re.compile(r"(?:word/document|ppt/slides/slide\d+)\.xml")


def said() -> Iterator[tuple[str, str]]:
    """Each file that holds words of screens and papers, with its text."""
    for pattern in SAID:
        for path in ROOT.glob(pattern):
            if path.name != "glossary.md":
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("templates/*.docx"), *ROOT.glob("templates/*.pptx")):
        with zipfile.ZipFile(path) as package:
            for part in filter(PARTS.fullmatch, package.namelist()):
                yield f"{path.name}: {part}", re.sub(r"<[^>]+>", "", package.read(part).decode("utf-8"))


def test_the_edition_its_table_and_the_workbook_have_names_that_no_letter_alone_sets_apart() -> None:
    assert [(name, found[0]) for name, text in said() if (found := LIKE_ANOTHER.search(text))] == []


@pytest.mark.parametrize("name", ["bản tổng hợp", "biểu tổng hợp", "sổ làm việc"])
def test_each_of_the_three_names_is_in_the_glossary_and_in_use(name: str) -> None:
    assert f"| {name} |" in (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert any(name in text.casefold() for _, text in said())
