"""E-mail drafts: one .eml for a unit, with its papers attached. Nothing is sent: a person opens it, reads it, sends it.

``X-Unsent: 1`` makes Outlook open it as a message to be sent (Microsoft, [MS-OXCMAIL] 2.1.3.2.8); Thunderbird opens any
.eml and sends it after “Edit as New”.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path, PurePath

from xlpy.basics.days import short_day
from xlpy.basics.errors import UserError, unreadable_vn
from xlpy.basics.home import TEMPLATES
from xlpy.model.contact import UnitContact
from xlpy.model.outgoing import OutgoingPaper

TEMPLATE = TEMPLATES / "thu-nhap.toml"
LONGEST_SUBJECT = 200
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PLACE = re.compile(r"\{(\w+)\}")
_KINDS = {
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pdf": ("application", "pdf"),
}


class DraftError(UserError):
    """The words of drafts can't be used; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a draft says: templates with places in braces."""

    slip: tuple[str, str]
    """Subject and body of a draft with a slip."""
    reminder: tuple[str, str]
    earlier: str
    contact: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What one draft is about, without a word of mail."""

    contact: UnitContact
    unit: str
    """The unit's name."""
    addressee: str
    period: str
    answer_by: date
    helper: str
    """Who answers questions, in one line."""
    earlier: OutgoingPaper | None
    attachments: Mapping[str, bytes]
    is_reminder: bool


def load_words(path: Path = TEMPLATE) -> Words:
    """The words that staff edit. Raises DraftError where the file can't be read or an entry is missing."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        slip, reminder, quoted = tables["slip"], tables["reminder"], tables["quoted"]
        return Words(
            (str(slip["subject"]), str(slip["body"])),
            (str(reminder["subject"]), str(reminder["body"])),
            str(quoted["earlier"]),
            str(quoted["contact"]),
        )
    except KeyError as fault:
        raise DraftError(f"Tệp {path.name} thiếu mục {fault.args[0]}.") from fault
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as fault:
        raise DraftError(f"Không đọc được tệp {path.name}: {unreadable_vn(fault)}.") from fault


def is_address(text: str) -> bool:
    """Whether a text is one e-mail address and nothing else: no list, no line break, no other field behind it."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def draft_file(draft: Draft, words: Words) -> bytes:
    """The draft's .eml; the same draft gives the same bytes. A contact's text that is no address is left out.

    Raises DraftError where the words ask for a place that there is not.
    """
    subject, body = words.reminder if draft.is_reminder else words.slip
    places = {
        "don_vi": draft.unit,
        "kinh_gui": draft.addressee,
        "ky": draft.period,
        "han": short_day(draft.answer_by),
        "lien_he": _filled(words.contact, {"lien_he": draft.helper}),
    }
    paper = draft.earlier
    if paper:
        said = {"so": paper.number, "ngay": short_day(paper.day), "trich_yeu": paper.subject}
        places["van_ban_truoc"] = _filled(words.earlier, said)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if is_address(draft.contact.email):
        message["To"] = draft.contact.email
    message["Subject"] = " ".join(_filled(subject, places).split())[:LONGEST_SUBJECT]
    filled = _filled(body, {"van_ban_truoc": "", **places}).strip()
    paragraphs = (" ".join(paragraph.split()) for paragraph in filled.split("\n\n"))
    message.set_content("\n\n".join(paragraphs) + "\n", cte="quoted-printable")
    for name, data in sorted(draft.attachments.items()):
        main, sub = _KINDS.get(PurePath(name).suffix, ("application", "octet-stream"))
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    if message.is_multipart():
        message.set_boundary("=_plan167_thu_nhap")
    return message.as_bytes()


def _filled(text: str, places: Mapping[str, str]) -> str:
    for name in _PLACE.findall(text):
        if name not in places:
            raise DraftError(f"Tệp {TEMPLATE.name}: không có chỗ điền {{{name}}}.")
    return _PLACE.sub(lambda place: places[place[1]], text)
