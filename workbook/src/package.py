"""Turns a workbook that openpyxl wrote into the same bytes every time, and into a macro-enabled one.

Works on the package (Open Packaging Conventions): parts, content types and relationships, each through an XML parser.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from workbook.src import ribbon as ribbons
from workbook.src.vbaproject import WORKBOOK_CODE_NAME
from xlpy.book.carry import STYLES, tidy_styles

Parts = dict[str, bytes]
"""Name -> bytes of each part of a package."""

WORKBOOK, VBA, CORE = "xl/workbook.xml", "xl/vbaProject.bin", "docProps/core.xml"
CONTENT_TYPES, ROOT_RELS, WORKBOOK_RELS = "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
MAIN_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
VBA_TYPE = "application/vnd.ms-office.vbaProject"
VBA_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON_2009, RIBBON_2006 = "customUI/customUI14.xml", "customUI/customUI.xml"
RIBBON_2009_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
RIBBON_2006_RELATION = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"

AUTHOR = "Plan167"
STAMP = "2024-01-01T00:00:00Z"
"""When every built workbook says it was made: a time of day would make two builds differ."""
ZIP_DATE = (1980, 1, 1, 0, 0, 0)

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


def normalised(xlsx: bytes) -> bytes:
    """The workbook with fixed dates, author and order of parts: built twice, the same bytes."""
    return packed(_normalised(unpacked(xlsx)))


def with_macros(xlsx: bytes, vba: bytes, ribbon: bytes) -> bytes:
    """The normalised workbook, macro-enabled, with this VBA project and this ribbon (2009 form) in both its forms.

    Works again on its own result and on one that lost a ribbon by being saved. Raises ValueError where ``xlsx`` is
    not a workbook.
    """
    parts = _normalised(unpacked(xlsx))
    if WORKBOOK not in parts:
        raise ValueError(f"not a workbook: it has no {WORKBOOK}")
    parts[VBA] = vba
    parts[RIBBON_2009], parts[RIBBON_2006] = ribbons.form_2009(ribbon), ribbons.form_2006(ribbon)
    parts[CONTENT_TYPES] = _with_types(parts[CONTENT_TYPES], {WORKBOOK: MAIN_TYPE, VBA: VBA_TYPE})
    parts[WORKBOOK_RELS] = _with_relations(parts[WORKBOOK_RELS], {VBA_RELATION: "vbaProject.bin"})
    forms = {RIBBON_2009_RELATION: RIBBON_2009, RIBBON_2006_RELATION: RIBBON_2006}
    parts[ROOT_RELS] = _with_relations(parts[ROOT_RELS], forms)
    return packed(parts)


def sheet_code_names(xlsx: bytes) -> tuple[str, ...]:
    """The code name of each sheet in order, by which Excel joins a sheet and its VBA module.

    Raises ValueError where the workbook's own is not ``ThisWorkbook``, or a sheet has none or another sheet's.
    """
    parts = unpacked(xlsx)
    book = etree.fromstring(parts[WORKBOOK])
    properties = book.find(f"{_MAIN}workbookPr")
    if properties is None or properties.get("codeName") != WORKBOOK_CODE_NAME:
        raise ValueError(f"the workbook's code name is not {WORKBOOK_CODE_NAME}")
    targets = {one.get("Id"): one.get("Target", "") for one in etree.fromstring(parts[WORKBOOK_RELS])}
    names: list[str] = []
    for sheet in book.iter(f"{_MAIN}sheet"):
        part = posixpath.join("/xl", targets[sheet.get(_RELATION_ID)]).removeprefix("/")
        found = etree.fromstring(parts[part]).find(f"{_MAIN}sheetPr")
        name = "" if found is None else found.get("codeName", "")
        if not name or name.lower() in [one.lower() for one in names]:
            raise ValueError(f"sheet {sheet.get('name')} has no code name of its own: {name!r}")
        names.append(name)
    return tuple(names)


def unpacked(package: bytes) -> Parts:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts: content types and root relationships first, the rest by name, all of one date."""
    first = (CONTENT_TYPES, ROOT_RELS, WORKBOOK)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda one: (first.index(one) if one in first else len(first), one)):
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, parts[name])
    return out.getvalue()


def _normalised(parts: Parts) -> Parts:
    changes = {CORE: _with_fixed_properties, STYLES: tidy_styles}
    return parts | {part: change(parts[part]) for part, change in changes.items() if part in parts}


def _with_fixed_properties(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for name, text in ((f"{_DC}creator", AUTHOR), (f"{_TERMS}created", STAMP), (f"{_TERMS}modified", STAMP)):
        for element in root.iter(name):
            element.text = text
    for element in root.findall(f"{_CORE}lastModifiedBy"):
        root.remove(element)
    return _serialised(root)


def _with_types(xml: bytes, types: Mapping[str, str]) -> bytes:
    """Content types with these overrides, replaced where the part has one."""
    root = etree.fromstring(xml)
    present = {element.get("PartName"): element for element in root.iter(f"{_TYPES}Override")}
    for part, kind in types.items():
        element = present.get(f"/{part}")
        if element is None:
            element = etree.SubElement(root, f"{_TYPES}Override", PartName=f"/{part}")
        element.set("ContentType", kind)
    return _serialised(root)


def _with_relations(xml: bytes, targets: Mapping[str, str]) -> bytes:
    """Relationships with one of each of these types, replaced where there is one."""
    root = etree.fromstring(xml)
    for kind, target in targets.items():
        for old in [one for one in root.iter(f"{_RELS}Relationship") if one.get("Type") == kind]:
            root.remove(old)
        taken = {one.get("Id") for one in root}
        number = next(n for n in range(1, len(taken) + 2) if f"plan167-{n}" not in taken)
        etree.SubElement(root, f"{_RELS}Relationship", Id=f"plan167-{number}", Type=kind, Target=target)
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
