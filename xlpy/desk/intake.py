"""The buttons Tạo biểu mẫu, Chọn thư mục, Kiểm tra, Tổng hợp."""

from __future__ import annotations

from pathlib import Path

from xlpy.book.pages import check_page
from xlpy.book.places import INBOX
from xlpy.book.port import Update
from xlpy.book.update import edition_update, numbers_of
from xlpy.desk.desk import Answer, CancelledError, Desk, read_round
from xlpy.fingerprint import fingerprint
from xlpy.intake.folder import open_inbox
from xlpy.store import describe
from xlpy.store.store import who
from xlpy.usecases import form_name, issue_forms, publish


def make_forms(desk: Desk) -> Answer:
    """One form for each sender of the period; asks before forms of the same names are replaced."""
    context, folder = desk.context(), desk.forms
    names = [form_name(context.period, unit) for unit in context.catalogue.senders(context.period)]
    there = sum((folder / name).exists() for name in names)
    question = desk.words.text("questions", "overwrite_forms").format(count=there, folder=folder)
    if there and not desk.host.confirm("overwrite_forms", question):
        raise CancelledError(desk.words.text("questions", "cancelled"))
    paths = issue_forms(context, folder, progress=desk.progress)
    text = desk.words.text("answers", "forms_made")
    period = context.period.name
    return Answer(text.format(count=len(paths), period=period, folder=folder), f"{len(paths)} biểu mẫu, {period}")


def choose_folder(desk: Desk) -> Answer:
    """Ask for the folder received and note it on the panel."""
    current = desk.book.value(INBOX).strip()
    start = desk.path(current) if current else desk.home
    chosen = desk.host.pick_folder("choose_folder", desk.words.text("questions", "choose_folder"), start)
    if chosen is None:
        raise CancelledError(desk.words.text("answers", "folder_kept"))
    files = open_inbox(chosen).arrivals
    desk.book.apply(Update(cells={INBOX: str(chosen)}))
    text = desk.words.text("answers", "folder_chosen").format(folder=chosen, count=len(files))
    return Answer(text, str(chosen))


def check(desk: Desk) -> Answer:
    """Find everything that is wrong and show it; the edition in the workbook stays as it is."""
    found = read_round(desk)
    when = f"{desk.clock():%d/%m/%Y %H:%M}"
    sheet = check_page(found.edition, str(found.folder), when, desk.words)
    desk.book.apply(Update((sheet,), front=sheet.name))
    numbers = numbers_of(found.edition)
    text = desk.words.text("answers", "checked").format(
        files=len(found.edition.files),
        used=numbers.sent,
        senders=numbers.senders,
        errors=numbers.errors,
        warnings=numbers.warnings,
    )
    return Answer(text, f"{numbers.errors} lỗi, {numbers.warnings} cảnh báo", to_act=numbers.errors > 0)


def consolidate(desk: Desk) -> Answer:
    """Make the edition: its files first, then the workbook's sheets as one, then the history."""
    found = read_round(desk)
    edition, period = found.edition, found.edition.period
    number = desk.store.next_number(period, fingerprint(edition))
    folder = desk.outbox(found.context)
    written = publish(edition, folder)
    desk.book.apply(edition_update(edition, number, who(), desk.clock(), desk.words))
    record = describe(edition, _shown(desk, found.folder), desk.book.path.name)
    desk.store.new_edition(record, found.submissions, edition.files)
    numbers = numbers_of(edition)
    text = desk.words.text("answers", "consolidated" if desk.is_live else "consolidated_file").format(
        number=number,
        period=period.name,
        used=numbers.sent,
        senders=numbers.senders,
        errors=numbers.errors,
        warnings=numbers.warnings,
        balance=numbers.balance,
        folder=written.folder,
    )
    detail = f"bản số {number}, {period.name}, {numbers.sent}/{numbers.senders} đơn vị"
    waits = numbers.errors + numbers.unsent + numbers.refused > 0
    return Answer(text, detail, to_act=waits)


def _shown(desk: Desk, folder: Path) -> str:
    """The folder as the office speaks of it: from the workbook's place where it lies below."""
    return folder.relative_to(desk.home).as_posix() if folder.is_relative_to(desk.home) else str(folder)
