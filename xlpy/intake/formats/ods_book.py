"""An OpenDocument workbook: an .ods out of its package, or an .fods, which is all of it in one XML file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlpy.intake.formats.facts import NOTES, PICTURES, TEXT_BOXES
from xlpy.intake.formats.ods_sheet import read_tables
from xlpy.intake.formats.package import Package, safe_xml
from xlpy.intake.formats.refusal import RefusalError
from xlpy.model.cells import Book, FileKind

BY_HAND = "tắt chế độ tự tính công thức"
_BESIDE = {
    NOTES: re.compile(rb"<office:annotation[\s>]"),
    # A box without a paragraph of text is an ornament and is not told.
    TEXT_BOXES: re.compile(
        rb"<draw:(text-box|custom-shape|caption|rect)[\s>](?:(?!</?draw:\1[\s>]).)*?<text:p[^>/]*>", re.DOTALL
    ),
    PICTURES: re.compile(rb"<draw:image[\s>]"),
}
MACROS = "macro Basic"
_FLAT_MACRO = re.compile(rb"<(?:\w+:)?source-code[\s>]")
_AUTOMATIC_OFF = re.compile(rb'config:name="AutoCalculate"[^>]*>false<')


def refuse_encrypted(package: Package) -> None:
    """Raise `RefusalError` (T101) if the package's manifest says that its members are encrypted."""
    manifest = "meta-inf/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise RefusalError("T101")


def is_ods(package: Package) -> bool:
    """Whether the package is a spreadsheet of OpenDocument, by its type or, where it names none, by its content.

    Raises `RefusalError` (T102, T106) if that can't be read.
    """
    if "content.xml" not in package:
        return False
    if "mimetype" in package:
        return b"spreadsheet" in package.read("mimetype")
    return b"<office:spreadsheet" in package.xml("content.xml")


def read_ods(package: Package) -> tuple[Book, str]:
    """The workbook, and its sort of macros in words ('' = none).

    Raises `RefusalError`: T102 (damaged), T106 (DTD, endless repetition), T107 (a cell far away).
    """
    content = package.xml("content.xml")
    styles, settings = (package.xml(name) if name in package else b"" for name in ("styles.xml", "settings.xml"))
    return _book(FileKind.ODS, content, styles, settings, has_macros=has_macros(package.members))


def read_fods(data: bytes) -> tuple[Book, str]:
    """The same of a flat file. Raises what `read_ods` raises."""
    content = safe_xml(data, "tệp")
    return _book(FileKind.FODS, content, b"", content, has_macros=_FLAT_MACRO.search(content) is not None)


def _book(kind: FileKind, content: bytes, styles: bytes, settings: bytes, *, has_macros: bool) -> tuple[Book, str]:
    beside = {sort: count for sort, what in _BESIDE.items() if (count := len(what.findall(content)))}
    uncalculated = BY_HAND if _AUTOMATIC_OFF.search(settings) else ""
    return Book(kind, read_tables(content, styles), has_macros, beside, uncalculated), MACROS if has_macros else ""


def has_macros(names: Iterable[str]) -> bool:
    """True if a member holds Basic or a script; the libraries' own indexes stand there without any, too."""
    folders = ("basic/", "scripts/")
    return any(x.startswith(folders) and not x.endswith(("/", "-lc.xml", "-lb.xml")) for x in names)
