"""XML looked through without being rebuilt: where each element stands, and small edits of the bytes around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

_START_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OTHER_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class UneditableError(Exception):
    """A part that can't be edited in place (malformed, foreign encoding, no such element): rebuild it instead."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its name without and its prefix with ``:`` (or ''), its attributes, and where its bytes are."""

    name: str
    prefix: str
    attributes: Mapping[str, str]
    depth: int
    """0 for the root."""
    start: int
    """Where its start tag begins."""
    opened: int
    """Where its start tag ends."""
    closing: int
    """Where its end tag begins; ``opened`` for an empty-element tag."""
    end: int

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written ``<a/>``, with no end tag to insert before."""
        return self.end == self.opened


def elements(content: bytes, wanted: Callable[[str, int], bool]) -> list[Element]:
    """The elements for which ``wanted(name, depth)``, in the order of their start tags.

    Raises UneditableError for malformed XML, a document type, or an encoding other than UTF-8.
    """
    if (
        b"<!DOCTYPE" in content
        or content.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"\0" in content[:4]
        or _OTHER_ENCODING.search(content[:200])
    ):
        raise UneditableError("not plain UTF-8 XML")
    found: list[tuple[int, Element]] = []
    path: list[tuple[int, tuple[str, dict[str, str]] | None]] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        keep = wanted(tag.rpartition(":")[2], len(path))
        path.append((parser.CurrentByteIndex, (tag, attributes) if keep else None))

    def end(_: str) -> None:
        at, kept = path.pop()
        if kept is not None:
            found.append((at, _element(content, at, parser.CurrentByteIndex, len(path), *kept)))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UneditableError(str(error)) from error
    return [element for _, element in sorted(found, key=lambda item: item[0])]


def _element(content: bytes, at: int, closing: int, depth: int, tag: str, attributes: dict[str, str]) -> Element:
    opening = _START_TAG.match(content, at)
    if opening is None:
        raise UneditableError(f"start tag of {tag}")
    opened = opening.end()
    end = opened
    if not opening[0].endswith(b"/>"):
        end = content.index(b">", closing) + 1
    else:
        closing = opened
    prefix, colon, name = tag.rpartition(":")
    return Element(name, prefix + colon, attributes, depth, at, opened, closing, end)


def text_of(content: bytes, element: Element) -> str:
    """The element's text as a reader of XML sees it, references (``&#87;``) resolved.

    Raises UneditableError where it holds more than text: CDATA, comments, instructions or other elements, by which a
    text can be written so that a search for words does not find them.
    """
    raw = content[element.opened : element.closing].decode()
    if "<" in raw:
        raise UneditableError(f"markup in {element.name}")
    return _REFERENCE.sub(_resolved, raw)


def _resolved(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    return chr(int(match[1], 16) if match[1] else int(match[2]))


@dataclass
class Edits:
    """Edits of one part, in the places of the original bytes; applied all at once."""

    content: bytes
    _edits: list[tuple[int, int, bytes]] = field(default_factory=list)

    def insert(self, at: int, text: str) -> None:
        """Put ``text`` in; several at one place stay in the order given."""
        self._edits.append((at, at, text.encode()))

    def remove(self, element: Element) -> None:
        """Take the element out, whole."""
        self._edits.append((element.start, element.end, b""))

    def cut(self, start: int, end: int) -> None:
        """Take out the bytes between two places."""
        self._edits.append((start, end, b""))

    def append(self, element: Element, text: str) -> None:
        """Put ``text`` at the end of the element's content; opens an empty-element tag."""
        if not element.is_empty_tag:
            self.insert(element.closing, text)
            return
        tag = self.content[element.start : element.opened]
        name = f"{element.prefix}{element.name}"
        self._edits.append((element.start, element.end, tag[:-2] + f">{text}</{name}>".encode()))

    def grow(self, element: Element, text: str, count: int) -> None:
        """Put ``text`` at the end of a list that states its length in ``count``."""
        tag = self.content[element.start : element.opened].decode()
        opened = _with_attribute(tag, "count", str(count))
        if element.is_empty_tag:
            name = f"{element.prefix}{element.name}"
            self._edits.append((element.start, element.end, f"{opened[:-2]}>{text}</{name}>".encode()))
            return
        self._edits.append((element.start, element.opened, opened.encode()))
        self.insert(element.closing, text)

    def attributes(self, element: Element, changed: Mapping[str, str | None]) -> None:
        """Set attributes of the element's start tag, or take off those that are None."""
        tag = self.content[element.start : element.opened].decode()
        for name, value in changed.items():
            tag = _with_attribute(tag, name, value)
        self._edits.append((element.start, element.opened, tag.encode()))

    def apply(self) -> bytes:
        """The content with all edits. Raises UneditableError where two of them touch the same bytes."""
        pieces: list[bytes] = []
        place = 0
        for start, end, new in sorted(self._edits, key=lambda edit: (edit[0], edit[1])):
            if start < place:
                raise UneditableError("edits overlap")
            pieces += (self.content[place:start], new)
            place = end
        return b"".join((*pieces, self.content[place:]))


def _with_attribute(tag: str, name: str, value: str | None) -> str:
    """A start tag with an attribute set, or taken off where ``value`` is None."""
    pattern = re.compile(rf"""\s{re.escape(name)}\s*=\s*(?:"[^"]*"|'[^']*')""")
    new = "" if value is None else f" {name}={quoteattr(value)}"
    if pattern.search(tag):
        return pattern.sub(lambda _: new, tag, count=1)
    close = "/>" if tag.endswith("/>") else ">"
    return tag[: -len(close)].rstrip() + new + close if new else tag


def xml_text(text: str) -> str:
    """The text as XML character data; what XML can't hold becomes U+FFFD."""
    return _escape(_NOT_XML.sub("\ufffd", text)).replace("\r", "&#13;")


def xml_attribute(text: str) -> str:
    """The text as a quoted attribute value."""
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def top_level(content: bytes, also: Iterable[str] = ()) -> tuple[Element, list[Element]]:
    """The root, and its children and all elements named in ``also``, in document order."""
    names = frozenset(also)
    found = elements(content, lambda name, depth: depth < 2 or name in names)
    return found[0], found[1:]
