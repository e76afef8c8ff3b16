"""The ribbon as text: its buttons for other programs, and the older of its two forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

RIBBON = Path(__file__).with_name("ribbon.xml")
NAMESPACE_2009 = "http://schemas.microsoft.com/office/2009/07/customui"
NAMESPACE_2006 = "http://schemas.microsoft.com/office/2006/01/customui"


@dataclass(frozen=True, slots=True)
class Button:
    """One button: ``id`` is the name of its function in xlpy/macros.py; the rest is what a person sees."""

    id: str
    group: str
    label: str
    screentip: str
    supertip: str
    image: str
    large: bool


def buttons(xml: bytes | None = None) -> tuple[Button, ...]:
    """The buttons of a ribbon in the order of the screen; the shipped ribbon where no text is given."""
    return tuple(_buttons(etree.fromstring(RIBBON.read_bytes() if xml is None else xml)))


def _buttons(root: etree._Element) -> Iterator[Button]:
    for group in root.iter(f"{{{NAMESPACE_2009}}}group"):
        for one in group.iter(f"{{{NAMESPACE_2009}}}button"):
            yield Button(
                id=one.get("id", ""),
                group=group.get("label", ""),
                label=one.get("label", ""),
                screentip=one.get("screentip", ""),
                supertip=one.get("supertip", ""),
                image=one.get("imageMso", ""),
                large=one.get("size") == "large",
            )


def form_2009(xml: bytes) -> bytes:
    """The ribbon as Excel 2010 and later read it, with no white space that is not needed."""
    return _serialised(_renamed(etree.fromstring(xml), NAMESPACE_2009))


def form_2006(xml: bytes) -> bytes:
    """The same ribbon in the form of Excel 2007, the only one whose relationship openpyxl keeps on saving."""
    return _serialised(_renamed(etree.fromstring(xml), NAMESPACE_2006))


def _renamed(element: etree._Element, namespace: str) -> etree._Element:
    name = f"{{{namespace}}}{etree.QName(element).localname}"
    copy = etree.Element(name, dict(element.attrib), nsmap={None: namespace})
    copy.extend(_renamed(child, namespace) for child in element.iterchildren(etree.Element))
    return copy


def _serialised(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
