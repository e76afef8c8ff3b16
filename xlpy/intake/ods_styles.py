"""Which styles of an .ods file are set in a TCVN3 or VNI font."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"


def style_fonts(styles: Iterable[ElementTree.Element], faces: Iterable[ElementTree.Element]) -> dict[str, str]:
    """Font name by style name, a parent's font where the style names none; '' where no parent does either."""
    families = {face.get(f"{STYLE}name", ""): face.get(f"{_SVG}font-family", "").strip("'\"") for face in faces}
    own: dict[str, str] = {}
    parents: dict[str, str] = {}
    for style in styles:
        name = style.get(f"{STYLE}name", "")
        parents[name] = style.get(f"{STYLE}parent-style-name", "")
        properties = style.find(f"{STYLE}text-properties")
        if properties is not None:
            face = properties.get(f"{STYLE}font-name", "")
            own[name] = families.get(face, face) or properties.get(f"{_FO}font-family", "").strip("'\"")
    return {name: _inherited(name, own, parents) for name in parents}


def _inherited(name: str, own: Mapping[str, str], parents: Mapping[str, str]) -> str:
    seen: set[str] = set()
    while name and name not in seen:
        if own.get(name):
            return own[name]
        seen.add(name)
        name = parents.get(name, "")
    return ""
