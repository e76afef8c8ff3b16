"""The styles of an .ods file, as far as they change what a cell says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from xlpy.intake.formats.facts import is_legacy, is_unseen
from xlpy.intake.formats.rich_text import LOWERED, RAISED, STRUCK
from xlpy.model.number_format import GENERAL, FormatSection, NumberFormat, Test, condition

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CONDITION = re.compile(r"value\(\)\s*(<=|>=|!=|<|>|=)\s*(-?[0-9.]+)")
_POINTS: Mapping[str, float] = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0}
_LENGTH = re.compile(rf"([0-9.]+)({'|'.join(_POINTS)})")
_HIDING: Mapping[str, str] = {"table": "", "table-row": "row-height", "table-column": "column-width"}
"""Families of styles that can hide what they are given to, and the size that does."""
_DIGITS = ("number", "scientific-number", "fraction", "text-content")


@dataclass(frozen=True, slots=True)
class OdsStyle:
    """A style: its font if that is of an old encoding, what sets its text apart, how it shows numbers.

    ``struck`` and ``raised`` are None where it says nothing of them, '' where it says that the text is not so.
    """

    font: str = ""
    struck: str | None = None
    raised: str | None = None
    shows: NumberFormat = GENERAL

    @property
    def sort(self) -> str:
        """What sets its text apart, '' if nothing does."""
        return self.struck or self.raised or ""

    def within(self, outer: OdsStyle) -> OdsStyle:
        """The style of a stretch of text that stands in text of another: what it does not say is the other's."""
        struck = outer.struck if self.struck is None else self.struck
        raised = outer.raised if self.raised is None else self.raised
        return OdsStyle(self.font or outer.font, struck, raised, outer.shows)


PLAIN = OdsStyle()


@dataclass(frozen=True, slots=True)
class OdsStyles:
    """The styles that change something, by family (``table-cell``, ``text``) and name; those that hide."""

    by_name: Mapping[tuple[str, str], OdsStyle]
    hidden: frozenset[tuple[str, str]] = frozenset()
    """Styles, by family and name, under which a table, a row or a column is not seen."""

    def cell(self, name: str) -> OdsStyle:
        """The style of a cell."""
        return self.by_name.get(("table-cell", name), PLAIN)

    def text(self, name: str) -> OdsStyle:
        """The style of a stretch of text."""
        return self.by_name.get(("text", name), PLAIN)


def read_styles(roots: Iterable[ElementTree.Element]) -> OdsStyles:
    """All styles under these elements, each with what it inherits from its parents."""
    elements = [element for root in roots for element in root.iter()]
    families = {
        face.get(f"{STYLE}name", ""): face.get(f"{_SVG}font-family", "").strip("'\"")
        for face in elements
        if face.tag == f"{STYLE}font-face"
    }
    numbers = {
        element.get(f"{STYLE}name", ""): element
        for element in elements
        if element.tag.startswith(_NUMBER) and element.get(f"{STYLE}name")
    }
    own: dict[tuple[str, str], ElementTree.Element] = {}
    for style in elements:
        if style.tag == f"{STYLE}style":
            own[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
    found = {key: _style(_line(key, own), families, numbers) for key in own if key[0] in ("table-cell", "text")}
    hidden = {key for key in own if key[0] in _HIDING and _hides(own[key], key[0])}
    return OdsStyles({key: style for key, style in found.items() if style != PLAIN}, frozenset(hidden))


def _line(key: tuple[str, str], own: Mapping[tuple[str, str], ElementTree.Element]) -> list[ElementTree.Element]:
    """A style, its parent, the parent's parent …"""
    line: list[ElementTree.Element] = []
    # A damaged file may name a style as its own ancestor.
    while key in own and own[key] not in line:
        line.append(own[key])
        key = key[0], own[key].get(f"{STYLE}parent-style-name", "")
    return line


def _style(
    line: Iterable[ElementTree.Element], families: Mapping[str, str], numbers: Mapping[str, ElementTree.Element]
) -> OdsStyle:
    font, position, strike, shows = "", "", "", ""
    for style in line:
        shows = shows or style.get(f"{STYLE}data-style-name", "")
        for properties in style.iterfind(f"{STYLE}text-properties"):
            face = properties.get(f"{STYLE}font-name", "")
            font = font or families.get(face, face) or properties.get(f"{_FO}font-family", "").strip("'\"")
            position = position or properties.get(f"{STYLE}text-position", "")
            strike = strike or _strike(properties)
    struck = None if not strike else "" if strike == "none" else STRUCK
    raised = _position(position) if position else None
    return OdsStyle(font if is_legacy(font) else "", struck, raised, _number_format(shows, numbers))


def _strike(properties: ElementTree.Element) -> str:
    names = ("text-line-through-style", "text-line-through-type")
    # Programs write one of the two, or both: “none” in either means that nothing is struck.
    said = [value for name in names if (value := properties.get(f"{STYLE}{name}"))]
    if properties.get(f"{STYLE}text-line-through-text"):
        return "text"
    return "none" if "none" in said else next(iter(said), "")


def _position(text: str) -> str:
    """``super 58%``, ``sub 58%`` or a share of the line's height, below it if negative."""
    first = text.partition(" ")[0].removesuffix("%")
    if first in ("super", "sub"):
        return RAISED if first == "super" else LOWERED
    if first in ("", "0") or not first.lstrip("-").isdecimal():
        return ""
    return LOWERED if first.startswith("-") else RAISED


def _number_format(name: str, numbers: Mapping[str, ElementTree.Element]) -> NumberFormat:
    element = numbers.get(name)
    if element is None:
        return GENERAL
    if element.tag in (f"{_NUMBER}date-style", f"{_NUMBER}time-style"):
        is_span = element.get(f"{_NUMBER}truncate-on-overflow") == "false"
        return NumberFormat(is_date=not is_span, is_span=is_span)
    sections: list[tuple[Test, FormatSection]] = []
    for other in element.iterfind(f"{STYLE}map"):
        written = _CONDITION.fullmatch(other.get(f"{STYLE}condition", "").strip())
        applied = numbers.get(other.get(f"{STYLE}apply-style-name", ""))
        if written and applied is not None:
            sections.append((condition(*written.groups()), _section(applied)))
    own = _section(element)
    text = own if element.tag == f"{_NUMBER}text-style" and (own.before or own.after or not own.shows_number) else None
    return NumberFormat((*sections, (lambda _: True, own)), text=text)


def _section(element: ElementTree.Element) -> FormatSection:
    words, digits = ["", ""], False
    numeric: dict[str, str] = {}
    embedded, kind = "", ""
    for part in element:
        name = part.tag.removeprefix(_NUMBER)
        is_digit = (part.text or "").isnumeric()  # one that fills the cell is read as part of the number
        if name in ("text", "currency-symbol") or (name == "fill-character" and is_digit):
            words[digits] += part.text or ""
        elif name in _DIGITS:
            digits, kind = True, name
            numeric = {key.removeprefix(_NUMBER): value for key, value in part.attrib.items()}
            embedded = "".join(inner.text or "" for inner in part.iterfind(f"{_NUMBER}embedded-text"))
        elif name == "boolean":
            words[digits] += "TRUE/FALSE"
    places, least = numeric.get("decimal-places", ""), numeric.get("min-integer-digits", "")
    below = numeric.get("denominator-value") or "-" + numeric.get("min-denominator-digits", "1")
    return FormatSection(
        int(element.tag == f"{_NUMBER}percentage-style"),
        # A display factor of 1000 hides three digits, as a comma at the end of Excel's format does.
        numeric.get("display-factor", "1").count("0") // 3,
        int(places) if places.isdecimal() else None,
        words[0],
        words[1],
        digits,
        embedded,
        int(least) if least.isdecimal() else 0,
        kind == "scientific-number",
        int(below) if kind == "fraction" and below.lstrip("-").isdecimal() else 0,
    )


def points(length: str) -> float | None:
    """A length in points, None where it is none that OpenDocument knows."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS[match[2]] if match else None


def _hides(style: ElementTree.Element, family: str) -> bool:
    """Whether a table, row or column of this style is hidden, or too small to be seen."""
    if family == "table":
        return any(part.get(f"{_TABLE}display") == "false" for part in style.iterfind(f"{STYLE}table-properties"))
    size = _HIDING[family]
    return any(
        is_unseen(points(part.get(f"{STYLE}{size}", "")))
        # A height that follows the text is worked out anew by whoever opens the file.
        and part.get(f"{STYLE}use-optimal-{size}") != "true"
        for part in style.iterfind(f"{STYLE}{family}-properties")
    )
