"""The buttons Tạo biểu mẫu, Chọn thư mục, Kiểm tra, Tổng hợp."""

from __future__ import annotations

from pathlib import Path

from xlpy.app.desk.desk import Answer, CancelledError, Desk, DeskError, read_round
from xlpy.app.desk.pages import check_page
from xlpy.app.outgoing import diverted
from xlpy.app.store import describe
from xlpy.app.store.store import who
from xlpy.app.store.words import history_or
from xlpy.app.usecases import Round, issue_forms
from xlpy.basics.atomic import WriteError, stage
from xlpy.book.places import INBOX, MARK, STATE
from xlpy.book.port import Update
from xlpy.book.update import edition_update
from xlpy.consolidation.difference import edition_changes
from xlpy.consolidation.difference_words import headline
from xlpy.consolidation.fingerprint import fingerprint
from xlpy.consolidation.headline import numbers_of
from xlpy.forms.layout import form_name
from xlpy.intake.folder import open_inbox
from xlpy.model.edition import Edition


def make_forms(desk: Desk) -> Answer:
    """One form for each sender of the period; asks before forms of the same names are replaced."""
    context, folder = desk.context(), desk.forms
    names = [form_name(context.period, unit) for unit in context.catalogue.senders(context.period)]
    there = sum((folder / name).exists() for name in names)
    question = desk.words.fill("questions", "overwrite_forms", count=there, folder=folder)
    if there and not desk.host.confirm("overwrite_forms", question):
        raise CancelledError(desk.words.text("questions", "cancelled"))
    paths = issue_forms(context, folder, progress=desk.progress)
    period = context.period.name
    text = desk.words.fill("answers", "forms_made", count=len(paths), period=period, folder=folder)
    text += desk.held_open(path for path in paths if path.name not in names)
    return Answer(text, f"{len(paths)} biểu mẫu, {period}")


def choose_folder(desk: Desk) -> Answer:
    """Ask for the folder received and note it on the panel."""
    current = desk.book.value(INBOX).strip()
    start = desk.path(current) if current else desk.home
    chosen = desk.host.pick_folder("choose_folder", desk.words.text("questions", "choose_folder"), start)
    if chosen is None:
        raise CancelledError(desk.words.text("answers", "folder_kept"))
    files = open_inbox(desk.received(chosen), desk.own).arrivals
    desk.book.apply(Update(cells={INBOX: str(chosen)}))
    text = desk.words.fill("answers", "folder_chosen", folder=chosen, count=len(files))
    return Answer(text, str(chosen))


def check(desk: Desk) -> Answer:
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
        senders=numbers.senders,
        errors=numbers.error_words,
        faulty=numbers.faulty,
        warnings=numbers.warnings,
        unsent=numbers.unsent,
        stray=numbers.stray,
    )
    return Answer(text, f"{numbers.error_words}, {numbers.warnings} cảnh báo", to_act=numbers.waits)


def consolidate(desk: Desk) -> Answer:
    """Make the edition: first what may be refused (the history, room for its files), then the workbook's sheets as
    one, then its files in their places, then its line in the history."""
    from xlpy.outputs.publish.files import edition_files  # noqa: PLC0415  (brings XlsxWriter)

    found = read_round(desk)
    edition, folder = found.edition, desk.outbox(found.edition.period)
    _ask_if_less(desk, found)
    trouble = desk.remember(found)
    change, _ = history_or("", lambda: _change(desk, edition))
    number = _number(desk, edition, alone=bool(trouble))
    with stage(folder, edition_files(edition)) as staged:
        desk.book.apply(edition_update(edition, number, who(), desk.clock(), desk.words))
        fault, written = None, dict[str, Path]()
        try:
            written |= staged.commit()
        except WriteError as error:
            fault = error
    trouble = trouble or _recorded(desk, found)
    if fault is not None:
        raise DeskError(desk.words.fill("refusals", "files_left", number=number, reason=fault)) from fault
    text = _consolidated(desk, edition, number, folder) + change + desk.held_open(diverted(written))
    text += desk.also("no_history", reason=trouble) if trouble else ""
    numbers = numbers_of(edition)
    detail = f"bản số {number}, {edition.period.name}, {numbers.sent}/{numbers.senders} đơn vị"
    return Answer(text, detail, to_act=numbers.waits)


def _consolidated(desk: Desk, edition: Edition, number: int, folder: Path) -> str:
    """What was made, in the numbers asked for first."""
    numbers = numbers_of(edition)
    return desk.words.fill(
        "answers",
        "consolidated" if desk.is_live else "consolidated_file",
        number=number,
        period=edition.period.name,
        used=numbers.sent,
        senders=numbers.senders,
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
        "questions", "less_usable", folder=found.folder, used=numbers.sent, senders=numbers.senders, before=before
    )
    if not desk.host.confirm("less_usable", question):
        raise CancelledError(desk.words.text("questions", "cancelled"))


def _number(desk: Desk, edition: Edition, *, alone: bool) -> int:
    """The edition's number by the history; ``alone``, without one, by the edition that the workbook holds."""
    mark = fingerprint(edition)
    if not alone:
        return desk.store.next_number(edition.period, mark)
    held = desk.book.value(STATE["edition"]).strip()
    if desk.book.value(STATE["period_name"]) != edition.period.name or not held.isdecimal():
        return 1
    return int(held) + (desk.book.value(MARK) != mark)


def _recorded(desk: Desk, found: Round) -> str:
    """Write the edition that the workbook now holds into the history; '', or why that failed."""
    record = describe(found.edition, _shown(desk, found.folder), desk.book.path.name)
    _, trouble = history_or(0, lambda: desk.store.new_edition(record, found.submissions, found.edition.files))
    return trouble


def _shown(desk: Desk, folder: Path) -> str:
    """The folder as the office speaks of it: from the workbook's place where it lies below."""
    return folder.relative_to(desk.home).as_posix() if folder.is_relative_to(desk.home) else str(folder)
