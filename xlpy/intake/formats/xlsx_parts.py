"""The parts of an .xlsx/.xlsm package: what its workbook leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree

from xlpy.intake.formats.package import MALFORMED
from xlpy.intake.formats.refusal import damaged
from xlpy.intake.formats.spreadsheet_ml import TRUE, parsed
from xlpy.intake.formats.xlsx_links import EXTERNAL

Members = Mapping[str, bytes]
"""Every XML member of a package by lower-case name."""

MANUAL = "đặt chế độ tính bằng tay"

_KINDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    "http://schemas.microsoft.com/office/2006/relationships/",
)
"""How the types of relationships begin that office programs follow."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MACRO_SHEETS = ("xlMacrosheet", "xlIntlMacrosheet")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its name, the member that holds it, and whether its tab is hidden."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """What the workbook part says and leads to. ``sheets`` are worksheets in order: others hold no cells."""

    sheets: tuple[SheetPart, ...]
    styles: str
    strings: str
    """Members of the cell formats and of the shared strings, '' where there are none."""
    external_books: tuple[str, ...]
    """Names of the files, or DDE sources, that formulas refer to by number."""
    external_names: tuple[str, ...]
    """Defined names that stand for a cell of another file."""
    has_macro_sheets: bool = False
    epoch_1904: bool = False
    """Whether days count from 1904, as in workbooks of old Macs."""
    uncalculated: str = ""
    """Why stored results may be old, in words; '' where the workbook says nothing of it."""


def main_part(members: Members) -> str:
    """The member that the package calls its document, '' if it calls none so.

    Raises `RefusalError` (T102) if it calls two: programs differ in which they open.
    """
    documents = {path for kind, _, path in _relations(members, "") if kind == "officeDocument"}
    if len(documents) > 1:
        raise damaged("có hai phần mô tả sổ tính")
    return next(iter(documents), "")


def workbook_parts(members: Members, root: str) -> WorkbookParts:
    """Follow the relationships of the workbook part ``root``. Raises `RefusalError` (T102) if one leads nowhere."""
    if root not in members:
        raise damaged("thiếu phần mô tả sổ tính")
    workbook, space = parsed(members[root], "workbook", "phần mô tả sổ tính")
    relations = {key: (kind, path) for kind, key, path in _relations(members, root)}
    # A workbook has one part of each of these kinds; sheets, which it has many of, are found by id.
    by_kind = dict(relations.values())
    sheets, macro_sheets = [], False
    for element in workbook.iterfind(f"{space}sheets/{space}sheet"):
        kind, path = relations.get(_key(element), ("", ""))
        macro_sheets = macro_sheets or kind in _MACRO_SHEETS
        name = element.get("name", "")
        if kind == "worksheet":
            if path not in members:
                raise damaged(f"thiếu nội dung của trang {name}")
            sheets.append(SheetPart(name, path, element.get("state", "visible") != "visible"))
    # Excel knows sheets by name whatever their case, and repairs a file that has two.
    if len({sheet.name.casefold() for sheet in sheets}) < len(sheets):
        raise damaged("có hai trang trùng tên")
    properties, calculation = (workbook.find(f"{space}{tag}") for tag in ("workbookPr", "calcPr"))
    return WorkbookParts(
        tuple(sheets),
        _present(members, by_kind.get("styles", "")),
        _present(members, by_kind.get("sharedStrings", "")),
        tuple(
            _external_book(members, relations.get(_key(element), ("", ""))[1])
            for element in workbook.iterfind(f"{space}externalReferences/{space}externalReference")
        ),
        tuple(
            element.get("name", "")
            for element in workbook.iterfind(f"{space}definedNames/{space}definedName")
            if EXTERNAL.search(element.text or "")
        ),
        macro_sheets,
        properties is not None and properties.get("date1904") in TRUE,
        MANUAL if calculation is not None and calculation.get("calcMode") == "manual" else "",
    )


def _key(element: ElementTree.Element) -> str:
    """The id of the relationship that an element names: the one attribute ``id`` with a namespace."""
    return next((value for name, value in element.attrib.items() if name.endswith("}id")), "")


def _present(members: Members, path: str) -> str:
    return path if path in members else ""


def _relations(members: Members, source: str) -> Iterator[tuple[str, str, str]]:
    """(kind, id, target) of each relationship of ``source`` ('' = the package); targets may lie outside."""
    folder, name = posixpath.split(source)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in members:
        return
    for element in _parse(members, path).iterfind(_RELATIONSHIP):
        target = element.get("Target", "").replace("\\", "/")
        if element.get("TargetMode") != "External":
            # A target is seen from the folder of its source, or from the root; both spellings are in use.
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
        kind = element.get("Type", "")
        known = next((prefix for prefix in _KINDS if kind.startswith(prefix)), "")
        if known:
            yield kind.removeprefix(known), element.get("Id", ""), target


def _external_book(members: Members, path: str) -> str:
    """File name of an external book, ``service|topic`` of a DDE source; '?' if the package doesn't say."""
    for element in _parse(members, path) if path in members else ():
        if element.tag.rpartition("}")[2] == "ddeLink":
            return f"{element.get('ddeService', '')}|{element.get('ddeTopic', '')}"
    targets = (unquote(posixpath.basename(target)) for _, _, target in _relations(members, path))
    return next(targets, "?")


def _parse(members: Members, path: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(members[path])
    except MALFORMED as error:
        raise damaged(f"thành phần {path} sai cú pháp XML") from error
