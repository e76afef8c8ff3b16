"""What tests are fed: a unit's figures as a record, a form written and filled, a form damaged, a form read back."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook

from xlpy.app.usecases import open_period
from xlpy.basics.a1 import a1
from xlpy.catalogue.load import shipped
from xlpy.checks.all import check_all
from xlpy.forms.layout import SheetPlan
from xlpy.forms.values import Fill
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import write_form
from xlpy.intake.context import IntakeContext
from xlpy.intake.receive import receive, receive_path
from xlpy.intake.rounds import read_all
from xlpy.intake.selection import Selection, select
from xlpy.intake.unpacking import Arrival
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.submission import (
    Answer,
    Came,
    Column,
    Earlier,
    FigureRef,
    Finding,
    Previous,
    Received,
    Severity,
    Source,
    State,
    Submission,
)

Said = Decimal | int | float | str | None
"""What a unit says: a number, ``"K"``, ``"CCSL"``, or None for a blank."""
Figures = Mapping[str, Said]
"""What a unit says, by indicator."""

ARRIVED = datetime(2024, 6, 10, 8)
"""When test files come in: in time for the period CN."""
SHEET = "Chỉ tiêu"
_WORDS: Mapping[Said, State] = {"K": State.NOT_APPLICABLE, "CCSL": State.NOT_YET, None: State.BLANK}


# --- Figures without a file ---------------------------------------------------------------------------------


def answer(unit: str, indicator: str, said: Said, cell: str, column: Column = Column.ACTUAL) -> Answer:
    """One answer as the intake would give it."""
    source = Source(f"{unit}.xlsx", SHEET, cell)
    state = _WORDS.get(said, State.NUMBER)
    value = Decimal(str(said)) if state is State.NUMBER else None
    return Answer(unit, indicator, column, state, value, "" if said is None else str(said), source)


def cell_of(indicator: str, column: Column = Column.ACTUAL) -> str:
    """Where `submission` puts an indicator: a cell of its own, told from the code alone."""
    letter = "F" if column is Column.ACTUAL else "E"
    return f"{letter}{int(indicator.replace('N', '').replace('.', ''))}"


def form_cell(unit: str, indicator: str, column: Column = Column.ACTUAL) -> str:
    """Where the unit's issued year-end form asks for an indicator."""
    opened = context()
    plan = opened.plan(next(each for each in opened.catalogue.units if each.code == unit))
    return a1(plan.sheet["indicators"].at(indicator, column.value))


def submission(unit: str, actual: Figures, plan: Figures | None = None, period: str = "CN") -> Submission:
    """A usable submission that holds these figures and nothing else."""
    answers = [answer(unit, code, said, cell_of(code)) for code, said in actual.items()]
    answers += [
        answer(unit, code, said, cell_of(code, Column.PLAN), Column.PLAN) for code, said in (plan or {}).items()
    ]
    received = Received(f"{unit}.xlsx", unit, 1, ARRIVED)
    return Submission(received, unit=unit, period=period, usable=True, answers=tuple(answers))


def numbers(figures: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, Decimal]]:
    """Last period's figures by unit and indicator."""
    return {unit: {code: Decimal(str(value)) for code, value in row.items()} for unit, row in figures.items()}


def chosen(catalogue: Catalogue, period: Period, files: Iterable[Submission]) -> Selection:
    """Which of the files count, each received on the day it was last changed."""
    return select(catalogue, period, files, came)


def came(_file: str, modified: datetime) -> Came:
    """When a test file came in."""
    return Came(modified.date(), modified.time().replace(second=0))


def found(
    catalogue: Catalogue,
    period: Period,
    files: Iterable[Submission],
    previous: Previous | None = None,
    earlier: Earlier | None = None,
) -> tuple[Finding, ...]:
    """All findings on the files, folded and in order."""
    listed = list(files)
    return check_all(catalogue, period, listed, chosen(catalogue, period, listed), previous or {}, earlier)


def fault(unit: str, *indicators: str, columns: Iterable[Column] = Column) -> Finding:
    """An error that holds these figures of a unit, as a relation that they break would."""
    touches = tuple(FigureRef(code, column) for code in indicators for column in columns)
    return Finding("R00-00", Severity.ERROR, Source(f"{unit}.xlsx"), unit, touches=touches)


def roots(findings: Iterable[Finding], code: str) -> list[Finding]:
    """The findings of a code that follow from no other."""
    return [finding for finding in findings if finding.code == code and not finding.caused_by]


# --- Forms --------------------------------------------------------------------------------------------------


@cache
def context(period: str = "CN") -> IntakeContext:
    """The shipped catalogue opened for a period; built once for all tests."""
    return open_period(shipped(), period, load_wording())


def form(unit: str, fill: Fill | None = None, opened: IntakeContext | None = None) -> bytes:
    """A unit's form of the period CN (or of the context), with ``fill`` typed in."""
    opened = opened or context()
    reporting_unit = opened.reporting_unit(unit)
    assert reporting_unit is not None, f"{unit} is no reporting_unit"
    return write_form(opened.plan(reporting_unit), opened.catalogue, opened.wording, fill)


def sheet_plan(unit: str, sheet: str) -> SheetPlan:
    """A sheet of a unit's form of the period CN as issued."""
    reporting_unit = context().reporting_unit(unit)
    assert reporting_unit is not None, f"{unit} is no reporting_unit"
    return context().plan(reporting_unit).sheet[sheet]


def read(data: bytes, name: str = "tep.xlsx", opened: IntakeContext | None = None) -> Submission:
    """The file as the intake reads it."""
    return receive(opened or context(), data, name, ARRIVED)


def received(
    files: Mapping[str, bytes], opened: IntakeContext | None = None, arrived: datetime = ARRIVED
) -> list[Submission]:
    """A folder of these files as the intake reads it, with all that came inside them; in this process."""
    opened = opened or context()
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            os.utime(path, (arrived.timestamp(), arrived.timestamp()))
        arrivals = [Arrival(Path(folder, name), name) for name in files]
        return read_all(opened, arrivals, lambda more: [receive_path(opened, arrival) for arrival in more])


def mail(*attached: tuple[str, bytes], **headers: str) -> bytes:
    """A mail with these attachments, as Python writes one; ``headers`` over its own."""
    message = EmailMessage()
    for name, value in {"from": "vp@bato.vn", "to": "gd@sgd.vn", "subject": "Báo cáo", **headers}.items():
        message[name] = value
    message.set_content("Kính gửi Sở, gửi kèm báo cáo.")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def damaged(data: bytes, damage: Callable[[Workbook], Any]) -> bytes:
    """The workbook after somebody worked on it and saved it anew."""
    book = load_workbook(BytesIO(data))
    damage(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def zipped(members: Mapping[str, bytes], into: bytes = b"") -> bytes:
    """A zip file of these members, added to the archive ``into`` if there is one."""
    buffer = BytesIO(into)
    with zipfile.ZipFile(buffer, "a" if into else "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
