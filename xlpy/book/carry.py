"""What openpyxl drops when it saves a macro workbook, carried over from the file as it was; results beside formulas.

openpyxl keeps the VBA project, but not the ribbon's 2010 form nor all of a chart, and it writes the properties of
fonts out of order, and formulas without their results, which Excel's protected view and every program that does not
calculate would show as empty cells.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from datetime import date

from lxml import etree

from xlpy.basics.zip_package import in_order, packed
from xlpy.outputs.publish.drawing import Value

RELS, STYLES, CORE = "_rels/.rels", "xl/styles.xml", "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^<>]*>)[^<]*")
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RIBBON = "/relationships/ui/extensibility"
_FONT = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u"),
    *("vertAlign", "sz", "color", "name", "family", "charset", "scheme"),
)
"""The order of a font's properties in the schema."""

Results = Mapping[str, Mapping[str, Value]]
"""By sheet and address: the result of the formula there."""


def carry_over(before: bytes, after: bytes, results: Results) -> bytes:
    """The saved package with the ribbon of the old one and with results beside its formulas."""
    old, new = _parts(before), _parts(after)
    root, kept = etree.fromstring(new[RELS]), etree.fromstring(old[RELS])
    here = {relation.get("Type") for relation in root.iter(_REL)}
    for relation in kept.iter(_REL):
        if str(relation.get("Type")).endswith(_RIBBON):
            target = str(relation.get("Target")).lstrip("/")
            new[target] = old[target]
            if relation.get("Type") not in here:
                root.append(_relation(relation, {str(r.get("Id")) for r in root.iter(_REL)}))
    new[RELS] = _xml(root)
    for sheet, part in _sheets(new).items():
        if results.get(sheet):
            new[part] = _with_results(new[part], results[sheet])
    new[STYLES] = tidy_styles(new[STYLES])
    new |= _charts(old, new)
    return packed(in_order(new))


def _charts(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, bytes]:
    """The charts as they were, where both packages have the same ones: openpyxl writes them with less in them."""
    charts = [{name for name in parts if name.startswith("xl/charts/chart")} for parts in (old, new)]
    return {name: old[name] for name in charts[0]} if charts[0] == charts[1] else {}


def tidied(package: bytes, day: date | None = None) -> bytes:
    """A package that openpyxl wrote, with its styles in the schema's order; made on ``day`` for all that it tells.

    openpyxl writes the moment of saving, by which the same content would give other bytes each time.
    """
    parts = _parts(package)
    parts[STYLES] = tidy_styles(parts[STYLES])
    if day:
        parts[CORE] = _MOMENT.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), parts[CORE])
    return packed(in_order(parts))


def tidy_styles(part: bytes) -> bytes:
    """The styles part with each font's properties in the schema's order, which openpyxl does not keep."""
    root = etree.fromstring(part)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda child: _FONT.index(etree.QName(child).localname))
    return _xml(root)


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _relation(relation: etree._Element, used: set[str]) -> etree._Element:
    copied = etree.Element(_REL, dict(relation.attrib))
    if copied.get("Id") in used:
        copied.set("Id", next(f"rIdRibbon{n}" for n in range(1, len(used) + 2) if f"rIdRibbon{n}" not in used))
    return copied


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    rels = etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {r.get("Id"): posixpath.normpath(posixpath.join("/xl", str(r.get("Target")))) for r in rels.iter(_REL)}
    book = etree.fromstring(parts["xl/workbook.xml"])
    return {str(s.get("name")): targets[s.get(f"{_OFFICE}id")].lstrip("/") for s in book.iter(f"{_MAIN}sheet")}


def _with_results(part: bytes, results: Mapping[str, Value]) -> bytes:
    root = etree.fromstring(part)
    for cell in root.iter(f"{_MAIN}c"):
        value = results.get(str(cell.get("r")))
        if value is None or cell.find(f"{_MAIN}f") is None:
            continue
        for old in cell.findall(f"{_MAIN}v"):
            cell.remove(old)
        etree.SubElement(cell, f"{_MAIN}v").text = str(value)
        if isinstance(value, str):
            cell.set("t", "str")
        elif "t" in cell.attrib:
            del cell.attrib["t"]
    return _xml(root)


def _xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
