"""The result sheets of the master workbook, in their order, and how they look while there is nothing to show."""

from __future__ import annotations

from xlpy.book.words import BookWords
from xlpy.outputs.publish import unit_sheet
from xlpy.outputs.publish.canvas import Canvas
from xlpy.outputs.publish.drawing import Drawing, PrintSetup
from xlpy.outputs.publish.layout import EDITION_SHEETS
from xlpy.outputs.publish.page import A4, Page
from xlpy.outputs.publish.styles import Look

OWN_SHEETS = ("check", "comparison", "trace", "journal", "self_test", "faults")
"""Keys of the other sheets that the program fills."""
SHORT_PAGE = (30.0, 30.0, 30.0, 30.0)


def result_sheets(words: BookWords) -> tuple[str, ...]:
    """The names of all sheets that the program fills, in their order. Raises BookWordsError."""
    return (*EDITION_SHEETS, *(words.sheet(key) for key in OWN_SHEETS))


def empty_sheets(words: BookWords) -> tuple[Drawing, ...]:
    """Every result sheet before its first use."""
    return tuple(empty_sheet(name, words) for name in result_sheets(words) if name != unit_sheet.ACTUAL_SHEET)


def empty_sheet(name: str, words: BookWords) -> Drawing:
    """A sheet that says what will stand on it, and how to get it there."""
    page = new_page(name, SHORT_PAGE)
    page.line(0, name.upper(), Look.TITLE)
    page.line(1, words.text("empty", name), Look.NOTE)
    page.sheet.setup = PrintSetup(landscape=True, paper=A4, fit=(1, 0))
    return page.sheet.drawing()


def new_page(name: str, widths: tuple[float, ...]) -> Page:
    """An empty page to publish on; its ``sheet.drawing()`` gives what was published."""
    return Page(Canvas(name, widths))
