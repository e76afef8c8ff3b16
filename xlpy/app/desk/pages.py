"""The workbook's other pages as drawings: last check, comparison, trace, journal, self test, catalogue's faults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlpy.app.selftest import SelfTest
from xlpy.app.store import JournalLine
from xlpy.app.store.words import journal_rows
from xlpy.basics.a1 import quoted_sheet
from xlpy.basics.formula import LONGEST_LITERAL
from xlpy.book.catalogue import Fault
from xlpy.book.sheets import new_page
from xlpy.book.words import BookWords
from xlpy.model.catalogue import Catalogue
from xlpy.model.edition import Edition
from xlpy.model.received_name import outermost
from xlpy.outputs.publish import comparison, findings
from xlpy.outputs.publish.comparison import ComparedEditions
from xlpy.outputs.publish.drawing import Cell, Drawing, PrintSetup
from xlpy.outputs.publish.page import A3, A4, A4_WIDTH, Page
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View
from xlpy.outputs.trace import Trace, trace_head, trace_rows
from xlpy.outputs.trace.rows import LINKED, TITLES

JOURNAL_WIDTHS = (18.0, 18.0, 22.0, 70.0, 24.0, 24.0, 26.0)
TRACE_WIDTHS = (26.0, 10.0, 11.0, 14.0, 20.0, 9.0, 22.0, 42.0, 13.0, 8.0, 22.0, 13.0, 60.0, 15.0)
TEST_WIDTHS = (6.0, 40.0, 14.0, 90.0)
FAULT_WIDTHS = (6.0, 20.0, 10.0, 50.0, 90.0)
LINK_LIMIT, LITERAL_LIMIT = 255, LONGEST_LITERAL - 5
"""Excel's longest link of HYPERLINK, and a safe length of one text within a formula."""


def check_page(edition: Edition, folder: str, when: str, words: BookWords) -> Drawing:
    """The findings of a check that changed no edition."""
    page = new_page(words.sheet("check"), findings.WIDTHS)
    findings.write_findings(page, View(edition), words.text("pages", "check", "title"))
    note = words.text("pages", "check", "note").format(folder=folder, when=when)
    row = 2 if not edition.catalogue.plan.note else 3
    page.line(row, note, Look.LABEL)
    return page.sheet.drawing()


def comparison_page(compared: ComparedEditions, words: BookWords, folder: Path | None = None) -> Drawing:
    """Two editions beside each other, with a link to each cell of the newer one where ``folder`` holds its files."""
    page = new_page(words.sheet("comparison"), comparison.WIDTHS)
    comparison.write_comparison(page, compared, words.text("pages", "comparison", "title"))
    for row, change in enumerate(compared.changes[: comparison.SHOWN], comparison.TOP):
        if folder and change.now and change.now.cell:
            now = change.now
            link = _to_cell(folder, now.file, f"{quoted_sheet(now.sheet)}!{now.cell}", now.cell)
            if link:
                page.formula(row, page.last, link, now.cell, Look.CENTRE)
    return page.sheet.drawing()


def journal_page(lines: Sequence[JournalLine], words: BookWords) -> Drawing:
    """The newest lines first."""
    page = new_page(words.sheet("journal"), JOURNAL_WIDTHS)
    rows = list(journal_rows(lines))
    _table(
        page, words, "journal", rows, [Look.CENTRE, Look.TEXT, Look.TEXT, Look.TEXT, Look.TEXT, Look.TEXT, Look.TEXT]
    )
    return page.sheet.drawing()


def trace_page(catalogue: Catalogue, trace: Trace, folder: Path, words: BookWords) -> Drawing:
    """A figure's parts, each with a link to its cell in the unit's file."""
    page = new_page(words.sheet("trace"), TRACE_WIDTHS)
    page.line(0, words.text("pages", "trace", "title"), Look.TITLE)
    row = 1
    for text in trace_head(trace):
        page.line(row, text, Look.SUBTITLE if row == 1 else Look.NOTE)
        row += 1
    page.line(row, words.text("pages", "trace", "note"), Look.NOTE)
    page.header(row + 1, TITLES)
    looks = [Look.TEXT] * len(TITLES)
    looks[3], looks[11] = Look.NUMBER, Look.DATE
    rows = trace_rows(catalogue, trace)
    last = page.table(row + 2, [tuple(r.cells) for r in rows], looks)
    for number, part in enumerate(rows, row + 2):
        if part.value is not None:
            page.number(number, 3, part.value, Look.NUMBER, catalogue.indicator[part.indicator].decimals)
        if part.file:
            link = _to_cell(folder, part.file, part.place, part.cell)
            if link:
                page.formula(number, LINKED[-1], link, part.cell, Look.CENTRE)
    _finish(page, (row + 1, last - 1))
    return page.sheet.drawing()


def self_test_page(result: SelfTest, words: BookWords) -> Drawing:
    """Each check with its verdict."""
    page = new_page(words.sheet("self_test"), TEST_WIDTHS)
    rows = [(n, c.name, c.state.value, c.detail) for n, c in enumerate(result.checks, 1)]
    first = _table(page, words, "self_test", rows, [Look.CENTRE, Look.TEXT, Look.CENTRE, Look.TEXT])
    for row, check in enumerate(result.checks, first):
        page.text(row, 2, check.state.value, Look.GOOD if check.good else Look.BAD)
    return page.sheet.drawing()


def faults_page(faults: Sequence[Fault], words: BookWords) -> Drawing:
    """Each fault of the catalogue with a link to its cell."""
    page = new_page(words.sheet("faults"), FAULT_WIDTHS)
    rows = [(n, f.sheet, f.cell, f.found, f.sentence) for n, f in enumerate(faults, 1)]
    first = _table(page, words, "faults", rows, [Look.CENTRE, Look.TEXT, Look.CENTRE, Look.TEXT, Look.TEXT])
    for row, fault in enumerate(faults, first):
        target = f"#{quoted_sheet(fault.sheet)}!{fault.cell or 'A1'}"
        page.formula(row, 2, hyperlink(target, fault.cell or "A1"), fault.cell or "A1", Look.CENTRE)
    return page.sheet.drawing()


def _to_cell(folder: Path, file: str, place: str, shown: str) -> str:
    """A formula that leads to a cell of a received file; to a mail or an archive as a whole, not into it."""
    around = outermost(file)
    return hyperlink(f"{folder / around}{f'#{place}' if around == file else ''}", shown)


def hyperlink(target: str, shown: str) -> str:
    """A formula that leads to ``target``; '' where Excel would not take it (too long, or a second ``#`` in it)."""
    if len(target) > LINK_LIMIT or target.count("#") > 1:
        return ""
    quoted = target.replace('"', '""')
    pieces = [quoted[:LITERAL_LIMIT], quoted[LITERAL_LIMIT:]] if '""' not in quoted else [quoted]
    if any(len(piece) > LINK_LIMIT for piece in pieces):
        return ""
    literal = "&".join(f'"{piece}"' for piece in pieces if piece)
    return f'=HYPERLINK({literal},"{shown}")'


def _table(page: Page, words: BookWords, key: str, rows: Sequence[Sequence[Cell]], looks: list[Look]) -> int:
    """Title, header and rows; returns the first row of the table."""
    page.line(0, words.text("pages", key, "title"), Look.TITLE)
    note = words.entry("pages", key).get("note", "")
    page.line(1, note, Look.NOTE) if note else None
    header = 2
    page.header(header, tuple(words.entry("pages", key, "columns")))
    last = page.table(header + 1, rows, looks)
    _finish(page, (header, max(last - 1, header)))
    return header + 1


def _finish(page: Page, rows: tuple[int, int]) -> None:
    """Filter, frozen header, paper."""
    header, last = rows
    page.sheet.filter = (header, 0, last, page.last)
    page.sheet.freeze = (header + 1, 0)
    paper = A3 if sum(page.widths) > A4_WIDTH else A4
    area = (0, 0, last, page.last)
    page.sheet.setup = PrintSetup(landscape=True, paper=paper, fit=(1, 0), area=area, rows=(header, header))
