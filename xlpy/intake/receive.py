"""One received file -> one Submission, whatever the file is: the whole reading of a file, in one place."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from xlpy.basics.a1 import a1
from xlpy.basics.errors import reason_vn
from xlpy.intake.accounting import FrameCheck, Tally, count_frame
from xlpy.intake.appearance import out_of_sight
from xlpy.intake.cells import CellReader
from xlpy.intake.container import Enclosure, Opened
from xlpy.intake.context import IntakeContext
from xlpy.intake.extract import Extract, SheetExtractor, extract_sheet
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Refusal, RefusalError
from xlpy.intake.identify import FormMatch, identify, later_indicators
from xlpy.intake.notes import Notes
from xlpy.intake.numbers import quoted
from xlpy.intake.targets import read_targets
from xlpy.intake.unpacking import Arrival, content, open_container
from xlpy.model.cells import Book, Sheet, raw_text
from xlpy.model.received_name import clean
from xlpy.model.submission import Answer, CellDisposition, Column, Disposition, Received, Source, State, Submission

NAMED = 5
"""How many of the files in a mail or an archive its own line names."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one arrival gave: a submission, and if it is a mail or an archive the entries that are to be read next."""

    submission: Submission
    entries: tuple[Enclosure, ...] = ()
    came: datetime | None = None
    """When its entries came, where it says so."""
    is_read: bool = False
    """Whether the submission is what the bytes of one spreadsheet, or of what was taken for one, say."""
    is_known: bool = False
    """Whether it was not read at all, since what it says is known."""


Known = Callable[[Received], bool]
"""Whether what these bytes under this name say is known already."""


def receive_path(context: IntakeContext, arrival: Arrival, is_known: Known = lambda _: False) -> Receipt:
    """Read a file once and take all from those bytes. A file that can't be opened is a finding, not an error.

    One that is known comes back as an empty submission.
    """
    received = Received(arrival.name, "", 0, received_at(arrival), arrival.inside)
    try:
        if not arrival.inside and not stat.S_ISREG(arrival.path.stat().st_mode):  # a pipe would be waited for for ever
            return _unopened(context, received, "không phải tệp thường (lối tắt tới thư mục, ống dẫn hoặc thiết bị)")
        data = content(arrival)
        received = replace(received, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        if is_known(received):
            return Receipt(Submission(received), is_known=True)
        container = open_container(data, arrival.name)
    except OSError as error:
        return _unopened(context, received, reason_vn(error))
    except RefusalError as refused:
        return Receipt(_refused(context, received, refused.refusal))
    if container is None:
        return Receipt(_receive(context, data, received), is_read=True)
    return _listed(context, container, arrival, received)


def _listed(context: IntakeContext, container: Opened, arrival: Arrival, received: Received) -> Receipt:
    """A mail or an archive: nothing in itself, told with what came in it."""
    entries, came = tuple(container.entries), arrival.came or container.came
    received = replace(received, modified=received_at(replace(arrival, came=came)))
    if not entries:
        return Receipt(_refused(context, received, Refusal("T103", {"found": f"{container.kind} không kèm tệp nào"})))
    names = "; ".join(clean(entry.name) for entry in entries[:NAMED]) + ("; …" if len(entries) > NAMED else "")
    words = {"found": container.kind, "count": str(len(entries)), "other": names, "expected": container.advice}
    return Receipt(_refused(context, received, Refusal("T117", words)), entries, came)


def _unopened(context: IntakeContext, received: Received, reason: str) -> Receipt:
    """A file of which not one byte was read; ``reason`` says why."""
    return Receipt(_refused(context, received, Refusal("T112", {"found": f"không mở được ({reason})"})))


def _refused(context: IntakeContext, received: Received, refusal: Refusal) -> Submission:
    notes = Notes(context.catalogue, received.file)
    notes.add_all(((refusal.code, {"period": context.period.name, **refusal.params}),))
    return Submission(received, findings=tuple(notes.findings))


def received_at(arrival: Arrival) -> datetime:
    """When a file came: by the mail that brought it, else by its own time stamp.

    A mail saved to a file long after it came bears its day only inside. A stamp more than a day later than the file
    that holds it is of a wrong clock and is not believed.
    """
    modified = modified_on(arrival.path)
    return arrival.came if arrival.came and arrival.came - DAY <= modified else modified


def modified_on(path: Path) -> datetime:
    """When a file was last written, to the second, be it readable or not; 1970 where even that can't be known."""
    try:
        return datetime.fromtimestamp(int(path.stat().st_mtime))
    except (OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(0)


def receive(context: IntakeContext, data: bytes, name: str, modified: datetime) -> Submission:
    """Read one file's bytes as a submission for the context's period."""
    return _receive(context, data, Received(name, hashlib.sha256(data).hexdigest(), len(data), modified))


def _receive(context: IntakeContext, data: bytes, received: Received) -> Submission:
    reading = read_book(data, received.file)
    if isinstance(reading, Refusal):
        return _refused(context, received, reading)
    notes = Notes(context.catalogue, received.file)
    notes.add_all(tuple((note.code, note.params) for note in reading.notes))
    return receive_book(context, reading.book, received, notes)


def receive_book(context: IntakeContext, book: Book, received: Received, notes: Notes) -> Submission:
    """What a readable spreadsheet says as a submission; ``notes`` holds what is known of the file already."""
    form = identify(context, book, notes)
    if form is None:
        cells = sum(len(sheet.cells) for sheet in book.sheets)
        return Submission(received, unit=notes.unit, findings=notes.told, cells=cells, unread=cells)
    return _read_form(context, book, form, notes, received)


def _read_form(context: IntakeContext, book: Book, form: FormMatch, notes: Notes, received: Received) -> Submission:
    extract, tally = Extract(), Tally()
    unit = form.plan.unit.code
    for match in form.sheets.values():
        reader = CellReader(match.sheet, notes)
        extractor = SheetExtractor(context.catalogue, match, reader, notes, extract, unit)
        extract_sheet(extractor, match.plan)
        read_targets(extractor)
        earlier = form.plan.version != context.catalogue.plan.version
        FrameCheck(context.catalogue, extractor, tally, earlier=earlier).run()
        _out_of_sight(match.sheet, extract, notes)
        _links(match.sheet, notes)
    _uncalculated(book, extract, notes)
    known = {match.sheet.name for match in form.sheets.values()}
    for sheet in book.sheets:
        if sheet.name in form.companions:
            count_frame(sheet, tally)
        elif sheet.name not in known:
            _extra_sheet(sheet, extract, tally, notes, is_copy=sheet.name in form.copies)
    blocking = notes.blocking
    dispositions = tuple(extract.dispositions.values())
    return Submission(
        received=received,
        unit=notes.unit,
        period=form.plan.period.code,
        usable=not blocking,
        answers=(*extract.answers, *_not_asked(context, form, notes)),
        activities=tuple(extract.activities),
        issues=tuple(extract.issues),
        findings=notes.told,
        cells=tally.cells + len(extract.blanks),
        frame=tally.frame,
        blank=len(extract.blanks),
        dispositions=tuple(entry.excluded(blocking) for entry in dispositions) if blocking else dispositions,
        contact=extract.contact,
        cover=extract.cover,
        remarks=extract.remarks,
        reported_on=extract.reported_on.date() if extract.reported_on else None,
        version=form.plan.version,
    )


def _not_asked(context: IntakeContext, form: FormMatch, notes: Notes) -> Iterator[Answer]:
    """Figures that came with a later version than the form's: the unit was not asked, so nothing is known of them."""
    for indicator in later_indicators(context, form.plan):
        for column in (Column.PLAN, Column.ACTUAL) if indicator.has_plan else (Column.ACTUAL,):
            yield Answer(notes.unit, indicator.code, column, State.NOT_YET, None, "", Source(notes.file))


def _extra_sheet(sheet: Sheet, extract: Extract, tally: Tally, notes: Notes, *, is_copy: bool) -> None:
    """A sheet that is not used; a copy of one of the form has been told already."""
    tally.cells += len(sheet.cells)
    if not sheet.cells:
        return
    if not is_copy:
        notes.add("B211", sheet.name, count=str(len(sheet.cells)))
    for at, value in sheet.cells.items():
        source = Source(notes.file, sheet.name, a1(at))
        extract.dispositions[sheet.name, at] = CellDisposition(source, Disposition.UNKNOWN, raw=raw_text(value))


def _out_of_sight(sheet: Sheet, extract: Extract, notes: Notes) -> None:
    """Inputs that hold something in a hidden row, column or sheet, or under a merge or format: read, but told."""
    for (name, at), entry in list(extract.dispositions.items()):
        if name != sheet.name:
            continue
        if sheet.hidden or at[0] in sheet.hidden_rows or at[1] in sheet.hidden_columns:
            notes.add("B210", name, at, task=entry.task, raw=quoted(sheet.cells.get(at)))
        elif reason := out_of_sight(sheet, at):
            notes.add("B213", name, at, task=entry.task, raw=quoted(sheet.cells.get(at)), found=reason)


def _uncalculated(book: Book, extract: Extract, notes: Notes) -> None:
    """Results that may be old: told once a file, if an input holds a formula."""
    if not book.uncalculated:
        return
    formulas = {sheet.name: sheet.formulas for sheet in book.sheets}
    count = sum(at in formulas[name] for name, at in extract.dispositions)
    if count:
        notes.add("T115", found=book.uncalculated, count=str(count))


def _links(sheet: Sheet, notes: Notes) -> None:
    for at, formula in sheet.links.items():
        notes.add("T109", sheet.name, at, found=formula)
