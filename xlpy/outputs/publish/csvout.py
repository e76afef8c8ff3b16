"""An edition as CSV for programs, and the reading back of last period's figures from it.

UTF-8 with a mark so that Excel shows Vietnamese right. A text that a spreadsheet would take for a formula (it
begins with = + - @, a tab or a line break) has an apostrophe set before it, and so has a text that already
begins with one; `read_previous` and any other reader takes exactly one apostrophe off.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import BinaryIO

from xlpy.basics.errors import UserError, unreadable_vn
from xlpy.model.edition import Edition, Missing
from xlpy.model.submission import Column, Previous, State
from xlpy.outputs.messages import remedy, sentence
from xlpy.outputs.remarks import remarks_words

# Columns keep the names that tables of earlier editions have: those are read again (``gap``, ``fate``).
FIGURES = (
    "period",
    "unit",
    "unit_name",
    "task",
    "indicator",
    "indicator_name",
    "unit_of_measure",
    "column",
    "state",
    "value",
    "counted",
    "gap",
    "raw",
    "repair",
    "file",
    "sheet",
    "cell",
    "sha256",
    "held_by",
)
NEEDED = FIGURES[: FIGURES.index("held_by")]
"""The columns that last period's figures must have: those written by earlier versions have no more."""
FINDINGS = (
    "code",
    "severity",
    "unit",
    "unit_name",
    "task",
    "indicator",
    "file",
    "sheet",
    "cell",
    "caused_by",
    "message",
    "remedy",
    "holds",
    "explanation",
)
LEDGER = ("file", "sheet", "cell", "fate", "reason", "task", "raw")
TOTALS = (
    "period",
    "scope",
    "task",
    "indicator",
    "value",
    "plan",
    "percent",
    "previous",
    "included",
    "missing",
    "plan_missing",
)
YES, NO = "Y", "N"
_RISKY = frozenset("=+-@\t\r\n'")


class PreviousError(UserError):
    """The file of last period's figures can't be read; the message says what is wrong and where, in Vietnamese."""


def escape(text: str) -> str:
    """The text as a spreadsheet shows it instead of running it."""
    return f"'{text}" if text[:1] in _RISKY else text


def unescape(text: str) -> str:
    """The text that was escaped."""
    return text[1:] if text.startswith("'") else text


def tables(edition: Edition) -> Mapping[str, bytes]:
    """All tables by file name."""
    return {name: csv_table(header, rows(edition)) for name, (header, rows) in TABLES.items()}


def put_table(name: str, edition: Edition, stream: BinaryIO) -> None:
    """One of the tables into a stream."""
    header, rows = TABLES[name]
    _put(stream, header, rows(edition))


def figures_csv(edition: Edition) -> bytes:
    """One row for each answer: `FIGURES` are the columns. Numbers are plain (``-1234.5``), never escaped.

    ``held_by`` are the codes of the errors that hold the figure.
    """
    return csv_table(FIGURES, _figures(edition))


def _figures(edition: Edition) -> Iterator[Sequence[str]]:
    """The rows; what a unit, a file or an indicator has alike in all its rows is worked out once."""
    period = edition.period.code
    indicators = {i.code: (i.task, i.code, i.name, i.unit_of_measure) for i in edition.catalogue.indicators}
    names = {unit: edition.unit_name(unit) for unit in {figure.answer.unit for figure in edition.figures}}
    hashes = {record.file: record.sha256 for record in edition.files}
    held = {key: "|".join(f.code for f in found) for key, found in edition.holding.figures.items()}
    places = _Escaped()
    for figure in edition.figures:
        unit, indicator, column, state, value, raw, (file, sheet, cell), repair = figure.answer
        yield (
            period,
            unit,
            names[unit],
            *indicators[indicator],
            column,
            state,
            plain(value),
            NO if figure.missing_reason else YES,
            figure.missing_reason or "",
            escape(raw),
            repair,
            places[file],
            places[sheet],
            cell,
            hashes[file],
            held.get((unit, indicator, column), ""),
        )


def _totals(edition: Edition) -> Iterator[Sequence[str]]:
    """One row for each total, of the province and of each region; units by code, the missing as ``code:reason``.

    ``plan_missing`` are units in the total that ``plan`` lacks.
    """
    return (
        (
            edition.period.code,
            total.scope,
            edition.catalogue.indicator[total.indicator].task,
            total.indicator,
            plain(total.value),
            plain(total.plan),
            plain(total.percent),
            plain(total.previous),
            "|".join(total.included),
            _lacking(total.missing),
            _lacking(total.plan_missing),
        )
        for total in edition.totals
    )


def findings_csv(edition: Edition) -> bytes:
    """Every finding, also those folded under another (``caused_by``).

    ``holds`` lists what it holds back, ``N3.01:actual|N6.A3``: figures with their column, and activities.
    ``explanation`` is what the unit wrote under Ghi chú beside the figures that it is about.
    """
    return csv_table(FINDINGS, _findings(edition))


def _findings(edition: Edition) -> Iterator[Sequence[str]]:
    catalogue = edition.catalogue
    return (
        (
            finding.code,
            finding.severity.value,
            finding.unit,
            edition.unit_name(finding.unit),
            finding.task,
            finding.indicator,
            escape(finding.source.file),
            escape(finding.source.sheet),
            finding.source.cell,
            finding.caused_by,
            escape(sentence(catalogue, finding)),
            escape(remedy(catalogue, finding)),
            "|".join(":".join(touched) for touched in edition.kept_out(finding)),
            escape(remarks_words(edition, (finding,))),
        )
        for finding in edition.findings
    )


def _ledger(edition: Edition) -> Iterator[Sequence[str]]:
    """What became of every received cell outside the form's own print."""
    places = _Escaped()
    return (
        (places[file], places[sheet], cell, disposition, reason, task, escape(raw))
        for (file, sheet, cell), disposition, reason, task, raw in edition.ledger.cells
    )


class _Escaped(dict[str, str]):
    """Names of files and sheets as `escape` gives them: few, and each in many rows."""

    def __missing__(self, text: str) -> str:
        self[text] = escape(text)
        return self[text]


def read_previous(path: Path, column: Column = Column.ACTUAL) -> Previous:
    """Last period's counted numbers of a column, by unit and indicator, out of a ``figures.csv``.

    Raises PreviousError where the file is missing, is not such a table, has a value that is no number, or gives
    one figure twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise PreviousError(f"Không đọc được tệp số liệu kỳ trước {path.name}: {unreadable_vn(fault)}.") from fault
    reader = csv.DictReader(io.StringIO(text, newline=""))
    lacking = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if lacking:
        raise PreviousError(
            f"Tệp {path.name} không phải tệp số liệu của bản tổng hợp (figures.csv): thiếu cột {', '.join(lacking)}."
        )
    figures: dict[str, dict[str, Decimal]] = {}
    for row in reader:
        wanted = row["column"] == column.value and row["state"] == State.NUMBER.value
        if not (wanted and row["counted"] == YES):
            continue
        unit, indicator = row["unit"], row["indicator"]
        value = _number(row["value"], path, reader.line_num)
        if indicator in figures.setdefault(unit, {}):
            raise PreviousError(
                f"Tệp {path.name}, dòng {reader.line_num}: số liệu {indicator} của đơn vị {unit} ghi hai lần."
            )
        figures[unit][indicator] = value
    return figures


def _number(text: str, path: Path, line: int) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise PreviousError(f"Tệp {path.name}, dòng {line}: giá trị “{text}” không phải số.")
    return value


def _lacking(missing: Iterable[Missing]) -> str:
    return "|".join(f"{lack.unit}:{lack.missing_reason.value}" for lack in missing)


def plain(value: Decimal | None) -> str:
    """A number for programs: a decimal point, no exponent; '' for none."""
    return "" if value is None else format(value, "f")


def csv_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A header and its rows as all tables here are written; rows are not kept, texts of others are `escape`d before."""
    stream = io.BytesIO()
    _put(stream, header, rows)
    return stream.getvalue()


def _put(stream: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    text.detach()  # flushed, and left open for whoever has the stream


TABLES: Mapping[str, tuple[Sequence[str], Callable[[Edition], Iterable[Sequence[str]]]]] = {
    "figures.csv": (FIGURES, _figures),
    "totals.csv": (TOTALS, _totals),
    "findings.csv": (FINDINGS, _findings),
    "ledger.csv": (LEDGER, _ledger),
}
"""Columns and rows of all tables, by file name."""
