"""The parts of an .xlsx/.xlsm package: its sheets, styles in legacy fonts, files it takes figures from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree

from xlpy.intake.facts import LEGACY_FONT_BYTES, is_legacy
from xlpy.intake.package import MALFORMED
from xlpy.intake.refusal import damaged

Members = Mapping[str, bytes]
"""Every XML member of a package by lower-case name."""

EXTERNAL = re.compile(r"(?<![\w\]])\[(\d+)\]")
"""A reference to another file in a stored formula: ``[1]`` is the first of the workbook's external books."""


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """What the workbook part leads to. ``sheets`` (name -> member) are worksheets: others hold no cells."""

    sheets: Mapping[str, str]
    styles: str
    strings: str
    external_books: tuple[str, ...]
    """Names of the files, or DDE sources, that formulas refer to by number."""
    external_names: tuple[str, ...]
    """Defined names that stand for a cell of another file."""


def local(tag: str) -> str:
    """The tag without its namespace: Transitional and Strict OOXML differ here in nothing else."""
    return tag.rpartition("}")[2]


def workbook_parts(members: Members) -> WorkbookParts:
    """Follow the relationships to the sheets. Raises `RefusalError` (T102) if one leads nowhere."""
    documents = (path for kind, _, path in _relations(members, "") if kind == "officeDocument")
    root = next(documents, "xl/workbook.xml")
    if root not in members:
        raise damaged("thiếu phần mô tả sổ tính")
    relations = {key: (kind, path) for kind, key, path in _relations(members, root)}
    sheets: dict[str, str] = {}
    books: list[str] = []
    names: list[str] = []
    for element in _parse(members, root).iter():
        tag = local(element.tag)
        if tag in ("sheet", "externalReference"):
            key = next((value for name, value in element.attrib.items() if local(name) == "id"), "")
            kind, path = relations.get(key, ("", ""))
            if tag == "externalReference":
                books.append(_external_book(members, path))
            elif kind == "worksheet":
                sheets[element.get("name", "")] = path
        elif tag == "definedName" and EXTERNAL.search(element.text or ""):
            names.append(element.get("name", ""))
    for name, path in sheets.items():
        if path not in members:
            raise damaged(f"thiếu nội dung của trang {name}")
    by_kind = dict(relations.values())
    return WorkbookParts(
        sheets, by_kind.get("styles", ""), by_kind.get("sharedStrings", ""), tuple(books), tuple(names)
    )


def legacy_styles(members: Members, path: str) -> dict[int, str]:
    """Cell formats (indexes into ``cellXfs``) set in a TCVN3 or VNI font, with that font's name."""
    if not LEGACY_FONT_BYTES.search(members.get(path, b"")):
        return {}
    groups = {local(group.tag): group for group in _parse(members, path)}
    fonts = [_font_name(font) for font in groups.get("fonts", ())]
    legacy: dict[int, str] = {}
    for index, xf in enumerate(groups.get("cellXfs", ())):
        number = xf.get("fontId", "0")
        font = int(number) if number.isdecimal() else 0
        if font < len(fonts) and is_legacy(fonts[font]):
            legacy[index] = fonts[font]
    return legacy


def shared_run_fonts(members: Members, path: str) -> dict[int, list[str]]:
    """`run_fonts` of the shared strings with fonts of their own, by index; {} if none of these is legacy."""
    content = members.get(path, b"")
    if b"rPr>" not in content or not LEGACY_FONT_BYTES.search(content):
        return {}
    items = (item for item in _parse(members, path) if local(item.tag) == "si")
    fonts = {index: run_fonts(item) for index, item in enumerate(items)}
    return {index: names for index, names in fonts.items() if any(names)}


def run_fonts(item: ElementTree.Element) -> list[str]:
    """Font of each run of a shared or inline string; '' where the run (or a plain text) takes the cell's."""
    fonts: list[str] = []
    for child in item:
        if local(child.tag) == "r":
            properties = next((part for part in child if local(part.tag) == "rPr"), None)
            fonts.append("" if properties is None else _font_name(properties))
        elif local(child.tag) == "t":
            fonts.append("")
    return fonts


def _font_name(font: ElementTree.Element) -> str:
    names = (part.get("val", "") for part in font if local(part.tag) in ("name", "rFont"))
    return next(names, "")


def _relations(members: Members, source: str) -> Iterator[tuple[str, str, str]]:
    """(kind, id, target) of each relationship of ``source`` ('' = the package); targets may lie outside."""
    folder, name = posixpath.split(source)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in members:
        return
    for element in _parse(members, path):
        target = element.get("Target", "").replace("\\", "/")
        if element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
        yield posixpath.basename(element.get("Type", "")), element.get("Id", ""), target


def _external_book(members: Members, path: str) -> str:
    """File name of an external book, ``service|topic`` of a DDE source; '?' if the package doesn't say."""
    for element in _parse(members, path) if path in members else ():
        if local(element.tag) == "ddeLink":
            return f"{element.get('ddeService', '')}|{element.get('ddeTopic', '')}"
    targets = (unquote(posixpath.basename(target)) for _, _, target in _relations(members, path))
    return next(targets, "?")


def _parse(members: Members, path: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(members[path])
    except MALFORMED as error:
        raise damaged(f"thành phần {path} sai cú pháp XML") from error
