"""Two editions of a period figure by figure: from, to, why, and in which cell of which file each stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.consolidation.snapshot import FigureChange, KeptFigure
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.submission import Column
from xlpy.outputs.publish.csvout import csv_table, escape
from xlpy.outputs.publish.data import COLUMN_WORDS
from xlpy.outputs.publish.drawing import Cell, PrintSetup
from xlpy.outputs.publish.page import A3, Page
from xlpy.outputs.publish.styles import Look

TABLE = "comparison.csv"
"""Name of the file that holds every row, however many there are."""
FIELDS = (
    "period",
    "edition_before",
    "edition",
    "unit",
    "unit_name",
    "indicator",
    "column",
    "change",
    "value_before",
    "missing_reason_before",
    "value",
    "missing_reason",
    "difference",
    "why",
    "total_before",
    "total",
    "file_before",
    "sheet_before",
    "cell_before",
    "sha256_before",
    "file",
    "sheet",
    "cell",
    "sha256",
)
WIDTHS = (6.0, 24.0, 10.0, 40.0, 11.0, 14.0, 18.0, 14.0, 18.0, 12.0, 16.0, 46.0, 14.0, 14.0, 34.0, 34.0, 9.0)
SHOWN = 5_000
"""Rows on the sheet; more than a person reads, and few enough for a workbook that is open."""
_MIDDLE = (0, 2, 4, 5, 7, 9, 10, 12, 13, 16)
TOP = 4
"""The first row of the table, counted from 0; the last column leads to the cells of the newer edition."""


@dataclass(frozen=True)
class ComparedEditions:
    """What differs from edition ``old`` to edition ``new``; ``head`` says it in a sentence, or why nothing can be said.

    ``totals`` are the province's before and now, by indicator.
    """

    catalogue: Catalogue
    period: Period
    old: int
    new: int
    changes: Sequence[FigureChange]
    totals: tuple[Mapping[str, Decimal | None], Mapping[str, Decimal | None]]
    head: str


def titles(compared: ComparedEditions) -> tuple[str, ...]:
    """The columns' headings, which name the two editions."""
    old, new = f"bản số {compared.old}", f"bản số {compared.new}"
    return (
        "STT",
        "Đơn vị",
        "Mã chỉ tiêu",
        "Chỉ tiêu",
        "Cột",
        f"Giá trị, {old}",
        f"Không tính vì, {old}",
        f"Giá trị, {new}",
        f"Không tính vì, {new}",
        "Chênh lệch",
        "Thay đổi",
        "Vì sao",
        f"Toàn tỉnh, {old}",
        f"Toàn tỉnh, {new}",
        f"Nguồn, {old}",
        f"Nguồn, {new}",
        "Đến ô",
    )


def write_comparison(page: Page, compared: ComparedEditions, title: str) -> None:
    """Write the sheet; a sentence alone where there is nothing to compare."""
    page.line(0, title, Look.TITLE)
    page.line(1, compared.period.name, Look.SUBTITLE)
    page.line(2, compared.head, Look.NOTE)
    setup = PrintSetup(landscape=True, paper=A3, fit=(1, 0))
    if compared.changes:
        page.header(TOP - 1, titles(compared))
        looks = [Look.CENTRE if column in _MIDDLE else Look.TEXT for column in range(len(WIDTHS))]
        last = page.table(TOP, _rows(compared), looks)
        page.sheet.filter = (TOP - 1, 0, last - 1, page.last)
        page.sheet.freeze = (TOP, 4)
        setup = PrintSetup(
            landscape=True, paper=A3, fit=(1, 0), area=(0, 0, last - 1, page.last), rows=(TOP - 1, TOP - 1)
        )
    page.sheet.setup = setup


def _rows(compared: ComparedEditions) -> Iterator[tuple[Cell, ...]]:
    for number, change in enumerate(compared.changes[:SHOWN], 1):
        was, now = change.was, change.now
        yield (
            number,
            _unit(compared, change),
            change.indicator,
            _name(compared, change),
            COLUMN_WORDS[Column(change.column)],
            _value(was),
            was.missing_reason if was else "",
            _value(now),
            now.missing_reason if now else "",
            change.difference,
            change.kind.value,
            change.why,
            *_totals(compared, change),
            _source(was),
            _source(now),
            now.cell if now else "",
        )


def comparison_csv(compared: ComparedEditions) -> bytes:
    """Every change as one row of `FIELDS`; the header alone where there is none."""
    rows = []
    for change in compared.changes:
        was, now = change.was, change.now
        rows.append(
            (
                compared.period.code,
                str(compared.old),
                str(compared.new),
                change.unit,
                _unit(compared, change),
                change.indicator,
                change.column,
                change.kind.name.lower(),
                _text(_value(was)),
                was.missing_reason if was else "",
                _text(_value(now)),
                now.missing_reason if now else "",
                _text(change.difference),
                escape(change.why),
                *map(_text, _totals(compared, change)),
                *_place(was),
                *_place(now),
            )
        )
    return csv_table(FIELDS, rows)


def _unit(compared: ComparedEditions, change: FigureChange) -> str:
    return compared.catalogue.unit_name(change.unit, compared.period.cut_off)


def _name(compared: ComparedEditions, change: FigureChange) -> str:
    indicator = compared.catalogue.indicator.get(change.indicator)
    return indicator.name if indicator else "(danh mục không còn chỉ tiêu này)"


def _totals(compared: ComparedEditions, change: FigureChange) -> tuple[Decimal | None, Decimal | None]:
    """The province's totals of what was carried out; those of plans are not kept for every edition."""
    if Column(change.column) is not Column.ACTUAL:
        return None, None
    before, now = compared.totals
    return before.get(change.indicator), now.get(change.indicator)


def _value(figure: KeptFigure | None) -> Decimal | str | None:
    if figure is None:
        return None
    return figure.word if figure.value is None else figure.value


def _text(value: Decimal | str | None) -> str:
    if value is None:
        return ""
    return escape(value) if isinstance(value, str) else f"{value:f}"


def _source(figure: KeptFigure | None) -> str:
    if figure is None:
        return ""
    sheet = f", trang {figure.sheet}" if figure.sheet else ""
    return f"{figure.file}{sheet}" + (f", ô {figure.cell}" if figure.cell else "")


def _place(figure: KeptFigure | None) -> tuple[str, str, str, str]:
    if figure is None:
        return "", "", "", ""
    return escape(figure.file), escape(figure.sheet), figure.cell, figure.digest
