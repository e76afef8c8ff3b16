"""The plain spelling of cells and strings, in which office programs write them, read by one pattern.

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
_STRING = re.compile(rf'<si><t(?: xml:space="preserve")?>({_TEXT})</t></si>|([\s\S])')
_HEAD = re.compile(
    rb'(?:<\?xml version="1\.0" encoding="(?:UTF-8|utf-8)"(?: standalone="(?:yes|no)")?\?>\s*)?<[a-zA-Z]'
)
_CONTROLS = bytes({*range(32)} - {9, 10})
"""What XML forbids, and the carriage return, which a parser turns into a line feed."""
_PREFIXED = "x14ac:dyDescent"
"""The one attribute of another namespace that Excel gives to rows."""

CUT = "plan167-cut"
"""Attribute that marks the element whose content was cut out."""

Token = tuple[str, str, str, str, str, str, str, str, str, str, str, str]
"""Of a cell: column, row, style, type; of its formula the attributes, what follows them ('' = no formula), the text;
its value. Then a row's end; a row's number, its other attributes, ``/`` where it is empty. All '' for anything else."""


class NotPlainError(Exception):
    """The part is spelled in another way; a parser is to read it."""


def cut_table(content: bytes) -> tuple[bytes, str]:
    """A worksheet's part without what stands in its ``sheetData``, and that content, still unread.

    Whoever takes this must parse the former and find the element that bears `CUT` where a table of cells belongs.
    Raises NotPlainError.
    """
    text = _decoded(content)
    start, end = text.find("<sheetData>"), text.rfind("</sheetData>")
    if not 0 <= start < end or CUT in text:
        raise NotPlainError
    start += len("<sheetData")
    within = text[start + 1 : end]
    # The parser is to say whether that prefix is declared there.
    probe = f' {_PREFIXED}="0"' if f" {_PREFIXED}=" in within else ""
    return f'{text[:start]} {CUT}=""{probe}>{text[end:]}'.encode(), within


def cut_strings(content: bytes) -> tuple[bytes, str]:
    """A part of strings without them, and the strings, still unread.

    Whoever takes this must parse the former and find nothing in its root. Raises NotPlainError.
    """
    text = _decoded(content)
    start, end = text.find("<si>"), text.rfind("</si>") + len("</si>")
    if not 0 <= start < end:
        raise NotPlainError
    return f"{text[:start]}{text[end:]}".encode(), text[start:end]


def _decoded(content: bytes) -> str:
    """A part in UTF-8 with nothing in it but elements and texts, as far as can be told before it is read."""
    if not _HEAD.match(content) or len(content.translate(None, _CONTROLS)) < len(content):
        raise NotPlainError
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    if any(sign in text for sign in ("<!", "]]>", "\ufffe", "\uffff")) or text.rfind("<?") > 0:
        raise NotPlainError
    return text


def tokens(within: str) -> list[Token]:
    """What stands in a ``sheetData``: cells that hold something, starts and ends of rows.

    Whoever takes these must find them in order, with nothing else among them.
    """
    return _TOKEN.findall(within)


def strings(within: str) -> list[str]:
    """The strings of a ``sst``, none of them in several runs. Raises NotPlainError."""
    found = _STRING.findall(within)
    if any(other for _, other in found):
        raise NotPlainError
    return [resolved(text) if "&" in text else text for text, _ in found]


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
