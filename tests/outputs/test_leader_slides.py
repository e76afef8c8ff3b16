"""Each text of the slides fits its box, by the widths of Times New Roman; nothing lies outside the slide or on another.

No program here shows slides: LibreOffice without Impress refuses a .pptx (“source file could not be loaded”).
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageFont
from pptx import Presentation

from tests.builders import chosen
from tests.outputs.test_leader import wordy
from xlpy.basics.text_size import text_width
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.edition import Edition
from xlpy.outputs.leader.files import leader_files

pytestmark = pytest.mark.slow("round")

POINT = 12700
"""English metric units in a point."""
LINE = 1.2
WIDER = 1.05
"""PowerPoint sets the same words a little wider on some screens."""
SIDES, ENDS = 2 * 7.2, 2 * 3.6
"""What PowerPoint keeps free in a text box, left and right, above and below, where the file names nothing else."""


@dataclass(frozen=True)
class Box:
    """Where a shape lies on its slide and how high its text is, in points."""

    slide: int
    name: str
    left: float
    top: float
    width: float
    height: float
    needed: float

    @property
    def bottom(self) -> float:
        return self.top + max(self.height, self.needed)


def lines(paragraph: Any, room: float) -> int:
    """Lines that the words of a paragraph take, broken between words."""
    run = paragraph.runs[0]
    size, bold = run.font.size.pt, bool(run.font.bold)
    widths = [text_width(word + " ", size, bold) * 0.75 * WIDER for word in paragraph.text.split()]
    count, used = 1, 0.0
    for width in widths:
        if used and used + width > room:
            count, used = count + 1, 0.0
        used += width
    return count


def height(frame: Any, room: float) -> float:
    """How high the paragraphs of a text frame stand."""
    shown = [p for p in frame.paragraphs if p.runs and p.text.strip()]
    return sum((lines(p, room) * float(p.runs[0].font.size.pt) * LINE for p in shown), 0.0)


def row_height(table: Any, row: Any) -> float:
    """What PowerPoint makes of a row: its height, or more where a cell's text needs it."""
    cells = zip(row.cells, table.columns, strict=True)
    needs: list[float] = [
        height(cell.text_frame, (column.width - cell.margin_left - cell.margin_right) / POINT)
        + (cell.margin_top + cell.margin_bottom) / POINT
        for cell, column in cells
    ]
    return max(float(row.height / POINT), *needs)


def boxes(deck: bytes) -> Iterator[Box]:
    for number, slide in enumerate(Presentation(io.BytesIO(deck)).slides, 1):
        for shape in slide.shapes:
            left, top, wide, high = (each / POINT for each in (shape.left, shape.top, shape.width, shape.height))
            if shape.has_table:
                needed = sum(row_height(shape.table, row) for row in shape.table.rows)
                wide = sum(column.width for column in shape.table.columns) / POINT
                yield Box(number, shape.name, left, top, wide, 0.0, needed)
            elif shape.text_frame.text.strip():
                yield Box(number, shape.name, left, top, wide, high, height(shape.text_frame, wide - SIDES) + ENDS)


def nobody(year: str) -> Edition:
    catalogue = shipped(year)
    period = catalogue.period["CN"]
    selection = chosen(catalogue, period, ())
    return consolidate(catalogue, period, (), selection, selection.findings, {})


@pytest.fixture(scope="module", params=["as the units say", "at great length", "nobody has sent", "of 96 communes"])
def deck(request: pytest.FixtureRequest, sample_edition: Edition) -> bytes:
    editions = {
        "as the units say": lambda: sample_edition,
        "at great length": lambda: wordy(sample_edition),
        "nobody has sent": lambda: nobody("2023-2024"),
        "of 96 communes": lambda: nobody("2025-2026"),
    }
    files = leader_files(editions[request.param]())
    return next(data for name, data in files.items() if name.endswith(".pptx"))


def test_each_text_fits_its_box(deck: bytes) -> None:
    assert [(b.slide, b.name, b.needed, b.height) for b in boxes(deck) if b.height and b.needed > b.height] == []


def test_nothing_lies_outside_its_slide(deck: bytes) -> None:
    shown = Presentation(io.BytesIO(deck))
    wide, high = (shown.slide_width or 0) / POINT, (shown.slide_height or 0) / POINT
    assert [b for b in boxes(deck) if b.left < 0 or b.top < 0 or b.left + b.width > wide or b.bottom > high] == []


def test_nothing_lies_on_another_text(deck: bytes) -> None:
    pairs = combinations(sorted(boxes(deck), key=lambda box: (box.slide, box.top)), 2)
    assert [(a.name, b.name) for a, b in pairs if a.slide == b.slide and b.top < a.bottom - 0.5] == []


def test_a_slide_with_too_much_text_is_seen(deck: bytes) -> None:
    shown = Presentation(io.BytesIO(deck))
    (title,) = (shape for shape in shown.slides[0].shapes if shape.name == "ten")
    title.text_frame.paragraphs[0].runs[0].text = "KẾT QUẢ THỰC HIỆN KẾ HOẠCH " * 9
    saved = io.BytesIO()
    shown.save(saved)
    with pytest.raises(AssertionError, match="ten"):
        test_each_text_fits_its_box(saved.getvalue())


@pytest.mark.office
def test_the_widths_are_those_of_a_family_made_to_the_same_measure(deck: bytes) -> None:
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", "Liberation Serif"], capture_output=True, text=True, check=False
    ).stdout
    if not Path(found).name.startswith("LiberationSerif"):
        pytest.skip("no Liberation Serif here")
    font = ImageFont.truetype(found, 100)
    words = {
        word for b in Presentation(io.BytesIO(deck)).slides for s in b.shapes for word in said(s) if word.isascii()
    }
    off = {word: (text_width(word, 100) * 0.75, font.getlength(word)) for word in words if len(word) > 3}
    assert {word: pair for word, pair in off.items() if not 0.93 < pair[0] / pair[1] < 1.15} == {}


def said(shape: Any) -> list[str]:
    """The words of a shape."""
    if shape.has_table:
        return [word for row in shape.table.rows for cell in row.cells for word in cell.text.split()]
    return str(shape.text_frame.text).split()
