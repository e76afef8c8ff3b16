"""The plain spelling of cells and strings, in which office programs write them, read by patterns.

A pattern that covers every character of a stretch of XML reads it as strictly as a parser does, in less time. What is
spelled in any other way, be it one character, is left whole to the parser: the two never share a part. So the pattern
may be narrow; it must never take what a parser would read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TEXT = r"[^<&]*(?:&(?:lt|gt|amp|quot|apos);[^<&]*)*"
"""Text whose only references are the five that XML itself knows."""
_ATTRIBUTES = r'(?: [A-Za-z0-9:]+="[^"<&\n\t]*")*+'
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_CELL = r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([a-z]+)")?>'
_FORMULA = rf"(?:<f({_ATTRIBUTES})(/>|>({_TEXT})</f>))?"
_BLANKS = r'(?:<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?/>)*+'
_TOKEN = re.compile(
    rf"{_BLANKS}(?:{_CELL}{_FORMULA}(?:<v>({_TEXT})</v>|<v/>)?</c>|(</row>))"
    rf'|<row r="([1-9][0-9]{{0,6}})"({_ATTRIBUTES})(/?)>|[\s\S]'
)
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_PLAIN_TEXT = re.compile(_TEXT)
_HEAD = re.compile(
    rb'(?:<\?xml version="1\.0" encoding="(?:UTF-8|utf-8)"(?: standalone="(?:yes|no)")?\?>\s*)?<[a-zA-Z]'
)
_PAGE_WORDS = re.compile(rb"(<(?:odd|even|first)(?:Header|Footer)>)([^<]+)")
_CONTROLS = bytes({*range(32)} - {9, 10})
"""What XML forbids, and the carriage return, which a parser turns into a line feed."""
_PREFIXED = "x14ac:dyDescent"
"""The one attribute of another namespace that Excel gives to rows."""

CUT = "plan167-cut"
"""Attribute that marks the element whose content was cut out."""
TABLE, TABLE_END = b"<sheetData>", b"</sheetData>"
_STRING, _STRING_END, _SPACED = b"<si><t>", b"</t></si>", b'<t xml:space="preserve">'

Token = tuple[str, str, str, str, str, str, str, str, str, str, str, str]
"""Of a cell: column, row, style, type; of its formula the attributes, what follows them ('' = no formula), the text;
its value. Then a row's end; a row's number, its other attributes, ``/`` where it is empty. All '' for anything else."""


class NotPlainError(Exception):
    """The part is spelled in another way; a parser is to read it."""


def cut_table(content: bytes) -> tuple[bytes, bytes]:
    """A worksheet's part without what stands in its ``sheetData``, and that element, still unread.

    Whoever takes this must parse the former and find the element that bears `CUT` where a table of cells belongs.
    The former comes without the words of the page's head and foot, so that units' forms have the same. Raises
    NotPlainError.
    """
    start, end = content.find(TABLE), content.rfind(TABLE_END)
    if not 0 <= start < end:
        raise NotPlainError
    before, after = content[:start], content[end:]
    # The parser is to say whether that prefix is declared there.
    probe = f' {_PREFIXED}="0"' if f" {_PREFIXED}=".encode() in content else ""
    if CUT.encode() in before or CUT.encode() in after:
        raise NotPlainError
    around = _PAGE_WORDS.sub(_without_words, before + f'<sheetData {CUT}=""{probe}>'.encode() + after)
    return around, content[start : end + len(TABLE_END)]


def _without_words(found: re.Match[bytes]) -> bytes:
    """An element's start without the text after it. Raises NotPlainError."""
    value_text(found[2])
    return found[1]


def cut_strings(content: bytes) -> tuple[bytes, bytes]:
    """A part of strings without them, and the strings, still unread.

    Whoever takes this must parse the former and find nothing in its root. Raises NotPlainError.
    """
    start, end = content.find(b"<si>"), content.rfind(b"</si>") + len("</si>")
    if not 0 <= start < end:
        raise NotPlainError
    around = content[:start] + content[end:]
    refuse_odd(around)
    return around, content[start:end]


def refuse_odd(content: bytes) -> None:
    """Raise NotPlainError for a part that is not in UTF-8, or holds something else than elements and texts.

    Whatever has no place in it is left to the parser.
    """
    text = plain_text(content)
    if not _HEAD.match(content) or "<!" in text or text.rfind("<?") > 0:
        raise NotPlainError


def plain_text(content: bytes) -> str:
    """Bytes of a part in UTF-8, if a parser would take each of their signs for itself. Raises NotPlainError."""
    if len(content.translate(None, _CONTROLS)) < len(content):
        raise NotPlainError
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    # Single bytes are found fastest, and nearly no part has these.
    if (b"]" in content and "]]>" in text) or (b"\xef" in content and ("\ufffe" in text or "\uffff" in text)):
        raise NotPlainError
    return text


def values_apart(table: bytes) -> list[bytes]:
    """What stands in a ``sheetData``, and its own tags, cut at the values of cells: stretch, value, stretch … stretch.

    Whoever takes these must read each stretch by `tokens`, and each value by `value_text`.
    """
    return _VALUE.split(table)


def tokens(within: str) -> list[Token]:
    """What stands in a ``sheetData``: cells that hold something, starts and ends of rows.

    Whoever takes these must find them in order, with nothing else among them.
    """
    return _TOKEN.findall(within)


def value_text(value: bytes) -> str:
    """The text of a value. Raises NotPlainError."""
    text = plain_text(value)
    if "&" in text and not _PLAIN_TEXT.fullmatch(text):
        raise NotPlainError
    return resolved(text)


def strings(within: bytes) -> list[bytes]:
    """The strings of a ``sst``, none of them in several runs, each to be read by `value_text`. Raises NotPlainError."""
    text = within.replace(_SPACED, b"<t>")
    if not (text.startswith(_STRING) and text.endswith(_STRING_END)):
        raise NotPlainError
    found = text[len(_STRING) : -len(_STRING_END)].split(_STRING_END + _STRING)
    # Four tags are of each string: where there are no more, no text holds one.
    if text.count(b"<") != 4 * len(found):
        raise NotPlainError
    return found


def resolved(text: str) -> str:
    """The text with XML's own five references as the signs they stand for."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&amp;", "&")


def attributes_of(said: str) -> Mapping[str, str]:
    """Attributes as an element's start spells them. Raises NotPlainError where one stands twice or has a namespace."""
    if not said:
        return {}
    found = _ATTRIBUTE.findall(said)
    attributes = dict(found)
    if len(attributes) < len(found) or any(":" in name and name != _PREFIXED for name in attributes):
        raise NotPlainError
    return attributes
