"""The buttons Phiếu phản hồi and Công văn đôn đốc: what goes back to the units."""

from __future__ import annotations

from functools import partial

from xlpy.atomic import write_all
from xlpy.desk.desk import Answer, Desk, read_round
from xlpy.feedback.files import reminder_files, slip_files

SLIPS, LETTERS = "phan-hoi", "don-doc"


def feedback(desk: Desk) -> Answer:
    """A slip for each unit that sent, and a marked copy of its file."""
    from xlpy.marked import marked_files  # noqa: PLC0415  (only where copies are made)

    found = read_round(desk)
    period = found.edition.period
    earlier = partial(desk.store.previous_sending, period)  # also where that older file is gone from the folder
    today = desk.clock().date()
    slips = slip_files(found.edition, today, found.submissions, earlier, progress=desk.progress)
    copies = marked_files(found.edition, found.folder, desk.progress)
    folder = desk.outbox(found.context, SLIPS)
    write_all(folder, {**slips, **copies.files})
    text = desk.words.text("answers", "feedback_made")
    text = text.format(slips=len(slips), copies=len(copies.files), folder=folder)
    if copies.lacking:
        names = "; ".join(f"{lacking.file} ({lacking.reason})" for lacking in copies.lacking)
        text += "\n" + desk.words.text("answers", "feedback_skipped").format(names=names)
    desk.store.remember(period, found.submissions, found.edition.files)
    return Answer(text, f"{len(slips)} phiếu, {len(copies.files)} bản đánh dấu")


def reminders(desk: Desk) -> Answer:
    """A letter for each unit that has not sent, sent late, or whose file can't be used."""
    found = read_round(desk)
    files = reminder_files(found.edition, desk.clock().date(), progress=desk.progress)
    if not files:
        return Answer(desk.words.text("answers", "reminders_none"))
    folder = desk.outbox(found.context, LETTERS)
    write_all(folder, files)
    text = desk.words.text("answers", "reminders_made").format(count=len(files), folder=folder)
    return Answer(text, f"{len(files)} công văn")
