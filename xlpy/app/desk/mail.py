"""The buttons Danh bạ đơn vị and Thư gửi đơn vị: whom to call and where to write; nothing is ever sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from xlpy.app import drafts as work
from xlpy.app.desk.desk import ButtonAnswer, Desk, read_round
from xlpy.app.desk.office import kept_contacts, register
from xlpy.app.desk.put import put
from xlpy.app.office_sheets import contact_rows
from xlpy.app.office_tables import CONTACTS, contacts_csv
from xlpy.app.product_files import below, diverted
from xlpy.book.port import Update
from xlpy.model.contact import UnitContact

SHOWN = 8
"""So many changes are told one by one in the question."""


def contacts(desk: Desk) -> ButtonAnswer:
    """Take over what covers say, once that was confirmed; the sheet and the table beside the results then agree.

    Raises also OfficeTableError.
    """
    found = read_round(desk)
    kept = kept_contacts(desk)
    names = {unit.code: unit.name for unit in found.edition.reporting_units}
    changed = work.taken_over(kept, work.said_on_covers(found.edition))
    if changed and not desk.host.confirm("take_contacts", _question(desk, kept, changed, names)):
        changed = ()
    merged = {**kept, **{one.unit: one for one in changed}}
    blocks = contact_rows(desk.book, desk.words, merged, {**dict.fromkeys(merged, ""), **names})
    files = {CONTACTS: contacts_csv(merged.values(), names)}
    known = sum(code in merged for code in names)
    detail = f"{known}/{len(names)} đơn vị có liên hệ, lấy từ bìa {len(changed)}"
    shown = Update(blocks=blocks, front=desk.words.contacts.sheet if blocks else "")
    written = put(desk, "contacts", desk.results, files, detail, shown)
    text = desk.words.fill(
        "answers",
        "contacts_kept",
        known=known,
        reporting_units=len(names),
        taken=len(changed),
        file=desk.results / CONTACTS,
    )
    text += desk.held_open(diverted(written.files))
    return ButtonAnswer(text, detail, in_journal=written.in_journal)


def drafts(desk: Desk) -> ButtonAnswer:
    """An e-mail draft to each unit with its slip, marked copy or letter attached, and the list of whom to call.

    Raises also OfficeTableError, DraftError.
    """
    found = read_round(desk)
    period, today = found.edition.period, desk.clock().date()
    trouble = desk.remember(found)
    earlier = None if trouble else partial(desk.store.previous_sending, period)
    made = work.drafts(found, today, desk.progress, kept_contacts(desk), register(desk), earlier)
    if not made.count:
        return ButtonAnswer(desk.words.text("answers", "drafts_none"))
    folder, detail = desk.outbox(period), f"{made.count} thư nháp"
    written = put(desk, "drafts", folder, below(work.FOLDER, made.files), detail)
    text = desk.words.fill("answers", "drafts_made", count=made.count, folder=folder / work.FOLDER)
    text += desk.also("no_address", units="; ".join(made.without_address)) if made.without_address else ""
    text += desk.held_open(diverted(written.files))
    text += desk.also("no_history", reason=trouble) if trouble else ""
    return ButtonAnswer(text, detail, to_act=bool(made.without_address), in_journal=written.in_journal)


def _question(
    desk: Desk, kept: Mapping[str, UnitContact], changed: Sequence[UnitContact], names: Mapping[str, str]
) -> str:
    """Each change from what is kept to what the cover says; the rest of a long list by its number."""
    lines = [
        f"– {names.get(one.unit, one.unit)}: {kept.get(one.unit, UnitContact('')).line or '(chưa có)'} → {one.line}"
        for one in changed[:SHOWN]
    ]
    lines += [f"… và {len(changed) - SHOWN} đơn vị khác"] if len(changed) > SHOWN else []
    return desk.words.fill("questions", "take_contacts", count=len(changed), lines="\n".join(lines))
