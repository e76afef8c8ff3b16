"""The buttons Phiếu phản hồi and Công văn đôn đốc: what goes back to the units."""

from __future__ import annotations

from functools import partial

from xlpy.app import product_files
from xlpy.app.desk.desk import ButtonAnswer, Desk, read_round
from xlpy.app.desk.office import register
from xlpy.app.desk.put import put
from xlpy.app.products import FEEDBACK, REMINDERS


def feedback(desk: Desk) -> ButtonAnswer:
    """A slip for each unit that sent, and a marked copy of its file. Raises also OfficeTableError."""
    found = read_round(desk)
    period, today = found.edition.period, desk.clock().date()
    trouble = desk.remember(found)
    earlier = None if trouble else partial(desk.store.previous_sending, period)
    made = product_files.feedback(found, today, desk.progress, earlier, register(desk))
    folder = desk.outbox(period)
    detail = f"{len(made.slips)} phiếu, {len(made.copies)} bản đánh dấu"
    written = put(desk, "feedback", folder, product_files.below(FEEDBACK.folder, made.files), detail)
    text = desk.words.text("answers", "feedback_made")
    text = text.format(slips=len(made.slips), copies=len(made.copies), folder=folder / FEEDBACK.folder)
    if made.lacking:
        names = "; ".join(f"{lacking.file} ({lacking.reason})" for lacking in made.lacking)
        text += desk.also("feedback_skipped", names=names)
    text += desk.held_open(product_files.diverted(written.files))
    text += desk.also("no_history", reason=trouble) if trouble else ""
    return ButtonAnswer(text, detail, in_journal=written.in_journal)


def reminders(desk: Desk) -> ButtonAnswer:
    """A letter for each unit that has not sent, or whose file can't be used. Raises also OfficeTableError."""
    found = read_round(desk)
    files = product_files.reminders(found.edition, desk.clock().date(), desk.progress, register(desk))
    if not files:
        return ButtonAnswer(desk.words.text("answers", "reminders_none"))
    folder, detail = desk.outbox(found.edition.period), f"{len(files)} công văn"
    written = put(desk, "reminders", folder, product_files.below(REMINDERS.folder, files), detail)
    text = desk.words.fill("answers", "reminders_made", count=len(files), folder=folder / REMINDERS.folder)
    text += desk.held_open(product_files.diverted(written.files))
    return ButtonAnswer(text, detail, in_journal=written.in_journal)
