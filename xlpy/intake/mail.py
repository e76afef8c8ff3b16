"""A mail saved as a file (.eml): its attachments, under the names that the sender gave them, and when it came."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from functools import cached_property

from xlpy.intake.container import MAX_ENTRY, Enclosure, locked_in, too_much

LOCAL = timezone(timedelta(hours=7), "Vietnam")
"""A mail gives its time with a zone; the office, its files and its deadlines are in this one."""
MAX_MAIL = MAX_ENTRY * 3 // 2
"""Bytes of a mail: base64 adds a third."""
MAX_LINES_LIKE_PARTS = 5000
"""Lines that may part a mail; each costs memory before anything of it is known."""
_HEAD = 64 << 10
_SIGNS = ("from", "to", "subject", "date", "received", "mime-version")
_PAGE_SAVED = ("snapshot-content-location", "x-document-type")
"""What browsers and Excel write into a page that is saved as one file (MHTML)."""


@dataclass(frozen=True)
class Mail:
    """An opened mail; implements `xlpy.intake.container.Opened`."""

    message: Message
    kind: str = "thư điện tử (.eml)"
    advice: str = "lời thư không được đọc, nếu có số liệu, giải trình thì đề nghị đơn vị ghi vào biểu mẫu"

    @cached_property
    def _parts(self) -> tuple[Message, ...]:
        return tuple(_attachments(self.message))

    @property
    def entries(self) -> tuple[Enclosure, ...]:
        """The attachments in their order. A mail attached to it is one of them; text and pictures in it are none."""
        return tuple(Enclosure(_name(part, number), _size(part)) for number, part in enumerate(self._parts, 1))

    @property
    def came(self) -> datetime | None:
        """When the mail came: by the stamp of the server that took it last, else by the sender's own clock."""
        stamps = (str(value).rpartition(";")[2] for value in self.message.get_all("received", []))
        times = (_local(text) for text in (*stamps, str(self.message.get("date", ""))))
        return next((time for time in times if time), None)

    def read(self, number: int) -> bytes:
        """The attachment, decoded. Raises RefusalError (T119) for a part of a kind that holds no file."""
        part = self._parts[number]
        payload = part.get_payload()
        if isinstance(payload, list):
            mail = payload[0] if payload else None
            if part.get_content_type() != "message/rfc822" or not isinstance(mail, Message):
                raise locked_in("là phần thư kiểu lạ")
            return _whole(part, mail)
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            raise locked_in("không giải mã được")
        if len(content) > MAX_ENTRY:
            raise too_much(f"có {len(content) >> 20} MB", f"{MAX_ENTRY >> 20} MB")
        return content


def open_mail(data: bytes, *, named_so: bool) -> Mail | None:
    """The mail in ``data``; None for what is none. ``named_so``: the file is called .eml.

    Raises RefusalError (T119): several mails in one file, or beyond the bounds.
    """
    if not _is_mail(data[:_HEAD], named_so=named_so):
        return None
    if len(data) > MAX_MAIL:
        raise too_much(f"có {len(data) >> 20} MB", f"{MAX_MAIL >> 20} MB")
    if data.startswith(b"From ") and re.search(rb"\n\r?\nFrom [^\n]+\n[A-Za-z-]+: ", data):
        raise locked_in("là cả hộp thư, không phải một thư")
    if data.count(b"\n--") > MAX_LINES_LIKE_PARTS:
        raise too_much("có quá nhiều phần", f"{MAX_LINES_LIKE_PARTS} phần")
    try:
        return Mail(BytesParser().parsebytes(data.removeprefix(b"\xef\xbb\xbf").lstrip()))
    except RecursionError as error:
        raise locked_in("có các phần lồng nhau quá sâu") from error


def _is_mail(head: bytes, *, named_so: bool) -> bool:
    head = head.removeprefix(b"\xef\xbb\xbf")
    if not re.match(rb"[A-Za-z][A-Za-z0-9-]*:|From |[ \t\r\n]*[A-Za-z-]+: ", head[:200]):
        return False
    found = BytesHeaderParser().parsebytes(head.lstrip())
    known = [name for name in _SIGNS if name in found]
    if named_so:
        return bool(known)
    saved = any(name in found for name in _PAGE_SAVED) or "<saved by " in str(found.get("from", "")).lower()
    return not saved and "from" in known and ("date" in known or "received" in known)


def _whole(part: Message, mail: Message) -> bytes:
    """An attached mail as it was, also where it was put into base64, which the norm forbids and programs do."""
    payload = mail.get_payload()
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64" and isinstance(payload, str):
        return b64decode(payload.encode("ascii", "ignore"))
    return mail.as_bytes()


def _legible(part: Message) -> Message:
    """A part's headers with letters that were never encoded read as UTF-8, else as code page 1258."""
    part._headers = [(name, _letters(value)) for name, value in part.raw_items()]  # type: ignore[attr-defined]
    return part


def _letters(value: object) -> object:
    if not isinstance(value, str) or value.isascii():
        return value
    stored = value.encode("utf-8", "surrogateescape")
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        return stored.decode("cp1258", "replace")


def _attachments(message: Message) -> Iterator[Message]:
    """All parts that are files, in order: the text that people read and the pictures set into it are none."""
    kind, payload = _legible(message).get_content_type(), message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _attachments(part)
    elif not _is_body(message, kind):
        yield message


def _is_body(part: Message, kind: str) -> bool:
    attached, named = part.get_content_disposition() == "attachment", bool(_given_name(part))
    if kind in ("text/plain", "text/html", "message/delivery-status", "message/disposition-notification"):
        return not attached and not named
    return kind.startswith("image/") and not attached and (not named or "content-id" in part)


def _name(part: Message, number: int) -> str:
    """The attachment's name; for a mail without one its subject, else its number."""
    if given := _given_name(part):
        return given
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return f"{_decoded(str(payload[0].get('subject', ''))) or f'thư đính kèm {number}'}.eml"
    return f"tệp đính kèm {number}"


def _given_name(part: Message) -> str:
    """By RFC 2231; and by RFC 2047, which nobody allows in a parameter and many programs write there."""
    try:
        given = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
        return _decoded(collapse_rfc2231_value(given)).strip() if given else ""
    except (LookupError, ValueError, TypeError):
        return ""


def _decoded(text: str) -> str:
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(text)
        return "".join(
            piece.decode(charset or "utf-8", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in pieces
        )
    except (HeaderParseError, LookupError, ValueError):
        return text


def _size(part: Message) -> int:
    """Bytes as they stand in the mail: no less than what they hold."""
    payload = part.get_payload()
    return len(payload) if isinstance(payload, str) else sum(map(_size, payload)) if isinstance(payload, list) else 0


def _local(text: str) -> datetime | None:
    """A mail's date as local time to the second; None for what is none, or is older than mails with forms can be."""
    try:
        time = parsedate_to_datetime(text.strip())
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time
        local = time.astimezone(LOCAL).replace(tzinfo=None, microsecond=0)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return local if local.year >= 2000 else None
