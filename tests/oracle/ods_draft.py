"""An .ods form while it is changed: the tree of content.xml, with markup spelled out put in at the end."""

from __future__ import annotations

from copy import deepcopy
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from tests.builders import zipped
from tests.oracle.places import Form, Place
from xlpy.intake.formats.package import open_package

SPACES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())


def name(short: str) -> str:
    """``table:table-cell`` as lxml spells it."""
    prefix, _, local = short.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def markup(spelled: str) -> list[Any]:
    """The elements that a text of markup stands for."""
    return list(etree.fromstring(f"<x {_DECLARED}>{spelled}</x>"))


class OdsDraft:
    """The parts of one package; `bytes` closes it."""

    def __init__(self, form: Form) -> None:
        package = open_package(form.data)
        self.parts = {info.filename: package.read(info.filename) for info in package.members.values()}
        self.root = etree.fromstring(self.parts["content.xml"])
        self.spelled: dict[str, str] = {}
        self.made = 0

    def text(self) -> str:
        """content.xml as it is to stand."""
        text = str(etree.tostring(self.root, encoding="unicode"))
        for token, said in self.spelled.items():
            text = text.replace(token, said)
        return text

    def bytes(self, content: bytes = b"") -> bytes:
        """The package, its first member the type, stored."""
        declared = b'<?xml version="1.0" encoding="UTF-8"?>\n'
        return zipped({**self.parts, "content.xml": content or declared + self.text().encode("utf-8", "surrogatepass")})

    def raw(self, spelled: str) -> str:
        """A token that markup will stand for."""
        token = f"@@{len(self.spelled)}@@"
        self.spelled[token] = spelled
        return token

    def row(self, place: Place) -> Any:
        """The row of a place, alone if it was repeated."""
        table = next(t for t in self.root.iter(name("table:table")) if t.get(name("table:name")) == place.sheet)
        return _nth(table.iter(name("table:table-row")), place.row, "table:number-rows-repeated")

    def cell(self, place: Place) -> Any:
        """The cell of a place, alone if it was repeated."""
        cells = (c for c in self.row(place) if c.tag in (name("table:table-cell"), name("table:covered-table-cell")))
        return _nth(cells, place.column, "table:number-columns-repeated")

    def put(self, place: Place, kind: str, stored: str, inside: str, **more: str) -> Any:
        """Write the cell anew: its type, its stored value, and what is printed, as markup spelled out."""
        cell = self.cell(place)
        for key in list(cell.attrib):
            if key.startswith((f"{{{SPACES['office']}}}", f"{{{SPACES['calcext']}}}")) or key == name("table:formula"):
                del cell.attrib[key]
        for child in list(cell):
            cell.remove(child)
        if kind:
            cell.set(name("office:value-type"), kind)
        attribute = {"string": "string", "date": "date", "time": "time", "boolean": "boolean"}.get(kind, "")
        if stored:
            cell.set(name(f"office:{attribute}{'-' if attribute else ''}value"), stored)
        for key, value in more.items():
            prefix, _, local = key.partition("_")
            cell.set(name(f"{prefix}:{local.replace('_', '-')}"), value)
        if inside:
            cell.text = self.raw(inside)
        return cell

    def style(self, place: Place, data_style: str = "", text_properties: str = "") -> None:
        """Give the cell a format of its own: a data style as markup (``{name}`` its name), or looks of its text."""
        cell = self.cell(place)
        automatic = self.root.find(name("office:automatic-styles"))
        own = cell.get(name("table:style-name"), "")
        old = next((s for s in automatic if s.get(name("style:name")) == own), None)
        self.made += 1
        new = deepcopy(old) if old is not None else etree.SubElement(automatic, name("style:style"))
        new.set(name("style:name"), f"oracle{self.made}")
        new.set(name("style:family"), "table-cell")
        if data_style:
            for element in markup(data_style.replace("{name}", f"form{self.made}")):
                automatic.append(element)
            new.set(name("style:data-style-name"), f"form{self.made}")
        if text_properties:
            for properties in new.findall(name("style:text-properties")):
                new.remove(properties)
            new.append(markup(f"<style:text-properties {text_properties}/>")[0])
        automatic.append(new)
        cell.set(name("table:style-name"), f"oracle{self.made}")

    def text_style(self, properties: str) -> str:
        """A style of stretches of text; its name."""
        self.made += 1
        automatic = self.root.find(name("office:automatic-styles"))
        looks = f"<style:text-properties {properties}/>"
        style = f'<style:style style:name="T{self.made}x" style:family="text">{looks}</style:style>'
        automatic.append(markup(style)[0])
        return f"T{self.made}x"


def _nth(elements: Any, number: int, repeated: str) -> Any:
    """The element at that place, cut out of the repetition it may stand in."""
    last = 0
    for element in elements:
        count = int(element.get(name(repeated), "1"))
        if last + count < number:
            last += count
            continue
        before, after = number - last - 1, last + count - number
        for size, add in ((before, element.addprevious), (after, element.addnext)):
            if size:
                other = deepcopy(element)
                other.tail = None
                other.set(name(repeated), str(size))
                add(other)
        element.attrib.pop(name(repeated), None)
        return element
    raise AssertionError(f"no element {number}")


def paragraph(text: str) -> str:
    """A text as a paragraph, its white space as it is typed."""
    return f"<text:p>{escape(text)}</text:p>"
