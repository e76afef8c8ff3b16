"""What goes to each unit by e-mail, as drafts; and whom to call: contacts of the office's table and of covers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from xlpy.app.product_files import Files, feedback, reminders, with_pdf
from xlpy.app.usecases import Round
from xlpy.basics.days import short_day
from xlpy.basics.progress import Progress
from xlpy.basics.text import ascii_slug, lower_first
from xlpy.catalogue.workdays import workdays_of
from xlpy.model.catalogue import Period
from xlpy.model.contact import UnitContact
from xlpy.model.edition import Edition, MissingReason
from xlpy.model.outgoing import OutgoingPaper, PaperKind, last_sent, of_round
from xlpy.outputs.drafts import Draft, draft_file, is_address, load_words
from xlpy.outputs.publish.csvout import escape

if TYPE_CHECKING:
    from xlpy.outputs.feedback.slip import History

FOLDER = "thu-nhap"
CALLS = "Danh-sach-can-goi.csv"
_CALLS = ("don_vi", "tinh_trang", "han_gui", "nguoi_lien_he", "dien_thoai", "thu_dien_tu")
_STATES = {MissingReason.NOT_SENT: "Chưa gửi", MissingReason.REFUSED: "Tệp chưa dùng được"}
_QUOTED = (PaperKind.COVERING, PaperKind.SLIP, PaperKind.REMINDER)


@dataclass(frozen=True, slots=True)
class Drafts:
    """Drafts and the list of whom to call, by file name; and the units whose draft bears no address."""

    files: Files
    papers: Files
    """Slips and letters as Word files, in the order of units."""
    count: int
    without_address: tuple[str, ...]


def said_on_covers(edition: Edition) -> dict[str, UnitContact]:
    """What each unit's own form says of its contact, by unit's code; of the file that counts."""
    found = {}
    for unit, record in edition.used_files.items():
        said = record.contact
        one = UnitContact(unit, *(_typed(said.get(key, "")) for key in ("prepared_by", "phone", "email")))
        if not one.is_empty:
            found[unit] = one
    return found


def _typed(text: str) -> str:
    """A cover's text on one line, without signs that would make a formula of it in a cell of another format."""
    line = " ".join(text.split())
    return line if line[:1] == "+" and line[1:2].isdigit() else line.lstrip("=+-@ ")


def taken_over(kept: Mapping[str, UnitContact], said: Mapping[str, UnitContact]) -> tuple[UnitContact, ...]:
    """The contacts that would change if covers were believed; what a cover leaves blank stays as it is kept."""
    changed = []
    for unit, new in said.items():
        old = kept.get(unit, UnitContact(unit))
        email = new.email if is_address(new.email) else old.email
        merged = UnitContact(unit, new.person or old.person, new.phone or old.phone, email)
        if merged != old:
            changed.append(merged)
    return tuple(changed)


def drafts(
    found: Round,
    today: date,
    progress: Progress,
    contacts: Mapping[str, UnitContact],
    papers: Sequence[OutgoingPaper] = (),
    history: History | None = None,
) -> Drafts:
    """A draft for each unit that gets a slip, a marked copy or a letter, with these attached; and whom to call.

    ``history`` is that of `feedback`. Raises what `feedback` and `reminders` raise, and DraftError.
    """
    from xlpy.outputs.feedback.files import file_name  # noqa: PLC0415  (brings python-docx)
    from xlpy.outputs.feedback.settings import load_settings  # noqa: PLC0415

    settings, words, days = load_settings(), load_words(), workdays_of(found.edition.catalogue)
    answers = feedback(found, today, progress, history, papers)
    letters = reminders(found.edition, today, progress, papers)
    period = found.edition.period
    files: dict[str, bytes] = {}
    word: dict[str, bytes] = {}
    bare: list[str] = []
    for unit in found.edition.reporting_units:
        slip, letter = (file_name(kind, period, unit) for kind in ("Phieu-phan-hoi", "Cong-van-don-doc"))
        attached = {name: data for name, data in answers.slips.items() if name == slip}
        attached |= {name: answers.copies[name] for name, whose in answers.units.items() if whose == unit.code}
        attached |= {name: data for name, data in letters.items() if name == letter}
        if not attached:
            continue
        word |= {name: attached[name] for name in (letter, slip) if name in attached}
        is_reminder = slip not in attached
        contact = contacts.get(unit.code, UnitContact(unit.code))
        one = Draft(
            contact,
            unit.name,
            settings.addressee(unit),
            lower_first(period.name),
            settings.send_by(today, period, days) if is_reminder else settings.answer_by(today, period, days),
            settings.contact.line,
            last_sent(of_round(papers, found.edition.catalogue, period, today), _QUOTED, unit.code),
            attached,
            is_reminder,
        )
        files[f"Thu-nhap_{period.code}_{unit.code}_{ascii_slug(unit.name)}.eml"] = draft_file(one, words)
        bare += [] if is_address(contact.email) else [unit.name]
    calls = call_list(found.edition, contacts)
    return Drafts({**files, CALLS: calls}, word, len(files), tuple(bare))


def to_print(papers: Files, period: Period, progress: Progress) -> tuple[Files, str]:
    """All papers as one PDF, ``In-ca-dot_CN.pdf``; none and why where no PDF can be made. Raises Stopped."""
    from xlpy.outputs.word.printable_file import joined  # noqa: PLC0415  (brings pypdf)

    made, lacking = with_pdf(papers, progress)
    if lacking or not papers:
        return {}, lacking
    pages = (made[str(PurePath(name).with_suffix(".pdf"))] for name in papers)
    return {f"In-ca-dot_{period.code}.pdf": joined(pages)}, ""


def call_list(edition: Edition, contacts: Mapping[str, UnitContact]) -> bytes:
    """Who has not sent, or sent nothing that can be used, with person, telephone and e-mail."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_CALLS)
    writer.writerows([escape(cell) for cell in row] for row in _calls(edition, contacts))
    return out.getvalue().encode("utf-8-sig")


def _calls(edition: Edition, contacts: Mapping[str, UnitContact]) -> Iterable[tuple[str, ...]]:
    deadline = short_day(edition.period.deadline_unit)
    for unit in edition.reporting_units:
        if unit.code in edition.absent:
            contact = contacts.get(unit.code, UnitContact(unit.code))
            state = _STATES[edition.absent[unit.code]]
            yield unit.name, state, deadline, contact.person, contact.phone, contact.email
