"""The buttons Tạo biểu mẫu, Chọn thư mục, Kiểm tra, Tổng hợp."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from xlpy.app.desk.comparison import before_of, with_before
from xlpy.app.desk.desk import ButtonAnswer, CancelledError, Desk, read_round
from xlpy.app.desk.kept_editions import kept_part, tidy
from xlpy.app.desk.office import contacts_or_none
from xlpy.app.desk.pages import check_page, comparison_page
from xlpy.app.desk.put import put, witness
from xlpy.app.product_files import diverted
from xlpy.app.store import describe
from xlpy.app.store.file_transaction import Pending
from xlpy.app.store.words import history_or
from xlpy.app.usecases import Round, form_files
from xlpy.basics.commit import commit, who
from xlpy.book.places import INBOX, MARK, STATE
from xlpy.book.port import Update
from xlpy.book.update import edition_update
from xlpy.consolidation.difference import edition_changes
from xlpy.consolidation.difference_words import headline
from xlpy.consolidation.fingerprint import fingerprint
from xlpy.consolidation.headline import numbers_of
from xlpy.consolidation.snapshot import snapshot
from xlpy.forms.layout import form_name
from xlpy.intake.folder import open_inbox
from xlpy.model.edition import Edition
from xlpy.outputs.publish.comparison import TABLE, comparison_csv


def make_forms(desk: Desk) -> ButtonAnswer:
    """One form for each reporting unit of the period; asks before forms of the same names are replaced."""
    context, folder = desk.context(), desk.forms
    plan, reporting_units = context.catalogue.plan, context.catalogue.reporting_units(context.period)
    names = [form_name(plan, context.period, unit) for unit in reporting_units]
    there = sum((folder / name).exists() for name in names)
    question = desk.words.fill("questions", "overwrite_forms", count=there, folder=folder)
    if there and not desk.host.confirm("overwrite_forms", question):
        raise CancelledError(desk.words.text("questions", "cancelled"))
    period, files = context.period.name, form_files(context, progress=desk.progress)
    detail = f"{len(files)} biểu mẫu, {period}"
    written = put(desk, "make_forms", folder, files, detail)
    text = desk.words.fill("answers", "forms_made", count=len(files), period=period, folder=folder)
    text += desk.held_open(diverted(written.files))
    return ButtonAnswer(text, detail, in_journal=written.in_journal)


def choose_folder(desk: Desk) -> ButtonAnswer:
    """Ask for the folder received and note it on the panel."""
    current = desk.book.value(INBOX).strip()
    start = desk.path(current) if current else desk.home
    chosen = desk.host.pick_folder("choose_folder", desk.words.text("questions", "choose_folder"), start)
    if chosen is None:
        raise CancelledError(desk.words.text("answers", "folder_kept"))
    files = open_inbox(desk.received(chosen), desk.own).arrivals
    desk.book.apply(Update(cells={INBOX: str(chosen)}))
    text = desk.words.fill("answers", "folder_chosen", folder=chosen, count=len(files))
    return ButtonAnswer(text, str(chosen))


def check(desk: Desk) -> ButtonAnswer:
    """Find everything that is wrong and show it; the edition in the workbook stays as it is."""
    found = read_round(desk)
    when = f"{desk.clock():%d/%m/%Y %H:%M}"
    sheet = check_page(found.edition, str(found.folder), when, desk.words)
    desk.book.apply(Update((sheet,), front=sheet.name))
    numbers = numbers_of(found.edition)
    text = desk.words.fill(
        "answers",
        "checked",
        files=len(found.edition.files),
        used=numbers.sent,
        reporting_units=numbers.reporting_units,
        errors=numbers.error_words,
        faulty=numbers.faulty,
        warnings=numbers.warnings,
        unsent=numbers.unsent,
        stray=numbers.stray,
    )
    return ButtonAnswer(text, f"{numbers.error_words}, {numbers.warnings} cảnh báo", to_act=numbers.waits)


def consolidate(desk: Desk) -> ButtonAnswer:
    """Make the edition: the workbook's sheets, its files and its line in the history, all of it or nothing."""
    from xlpy.outputs.publish.files import edition_files  # noqa: PLC0415  (brings XlsxWriter)

    found = read_round(desk)
    edition, folder = found.edition, desk.outbox(found.edition.period)
    _ask_if_less(desk, found)
    contacts, unread = contacts_or_none(desk)
    trouble = desk.remember(found)
    change, _ = history_or("", lambda: _change(desk, edition))
    before = before_of(desk, edition)
    files, numbers = edition_files(edition), numbers_of(edition)
    with ExitStack() as stack:
        pending = None if trouble else stack.enter_context(desk.store.pending())
        number = _number(desk, found, pending)
        detail = f"bản số {number}, {edition.period.name}, {numbers.sent}/{numbers.reporting_units} đơn vị"
        history = witness(desk, pending, "consolidate", detail, to_act=numbers.waits) if pending else None
        compared = with_before(desk.words, edition, number, before)
        files = {**files, TABLE: comparison_csv(compared)}
        update = edition_update(edition, number, who(), desk.clock(), desk.words, contacts)
        update = replace(update, sheets=(*update.sheets, comparison_page(compared, desk.words, found.folder)))
        part = kept_part(folder, files, number, update)
        written = desk.book.apply(update, lambda more: commit([part, *more], history))
    tidy(folder)
    text = _consolidated(desk, edition, number, folder) + change
    text += desk.held_open(diverted({name: written[folder / name] for name in part.files}))
    text += desk.also("no_contacts", reason=unread) if unread else ""
    text += desk.also("no_history", reason=trouble) if trouble else ""
    return ButtonAnswer(text, detail, to_act=numbers.waits, in_journal=pending is not None)


def _consolidated(desk: Desk, edition: Edition, number: int, folder: Path) -> str:
    """What was made, in the numbers asked for first."""
    numbers = numbers_of(edition)
    return desk.words.fill(
        "answers",
        "consolidated" if desk.is_live else "consolidated_file",
        number=number,
        period=edition.period.name,
        used=numbers.sent,
        reporting_units=numbers.reporting_units,
        unsent=numbers.unsent,
        errors=numbers.error_words,
        warnings=numbers.warnings,
        balance=numbers.balance,
        folder=folder,
    )


def _change(desk: Desk, edition: Edition) -> str:
    """A line on what differs from the period's last edition; '' where there is none, or it is this one."""
    last = desk.store.last_edition(edition.period)
    if last is None or last.fingerprint == fingerprint(edition):
        return ""
    changes = edition_changes(desk.store.totals(edition.period, last.number), edition.totals)
    return "\n" + headline(edition.unit_name, last.number, changes)


def _ask_if_less(desk: Desk, found: Round) -> None:
    """A folder chosen by mistake shows in fewer usable files than before, or in none. Raises CancelledError."""
    numbers = numbers_of(found.edition)
    held = desk.book.value(STATE["sent"]).strip()
    same = desk.book.value(STATE["period_name"]) == found.edition.period.name
    before = int(held) if same and held.isdecimal() else 0
    if numbers.sent and numbers.sent >= before:
        return
    question = desk.words.fill(
        "questions",
        "less_usable",
        folder=found.folder,
        used=numbers.sent,
        reporting_units=numbers.reporting_units,
        before=before,
    )
    if not desk.host.confirm("less_usable", question):
        raise CancelledError(desk.words.text("questions", "cancelled"))


def _number(desk: Desk, found: Round, pending: Pending | None) -> int:
    """The edition's number by the history, which has it from now on; without one by the edition in the workbook."""
    edition = found.edition
    if pending:
        record = describe(edition, _shown(desk, found.folder), desk.book.path.name)
        serial = pending.edition(record, found.submissions, edition.files)
        pending.keep(edition.period, serial, snapshot(edition))
        return serial
    held = desk.book.value(STATE["edition"]).strip()
    if desk.book.value(STATE["period_name"]) != edition.period.name or not held.isdecimal():
        return 1
    return int(held) + (desk.book.value(MARK) != fingerprint(edition))


def _shown(desk: Desk, folder: Path) -> str:
    """The folder as the office speaks of it: from the workbook's place where it lies below."""
    return folder.relative_to(desk.home).as_posix() if folder.is_relative_to(desk.home) else str(folder)
