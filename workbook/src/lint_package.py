"""What the Open XML SDK validator does not see in a built .xlsm."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest

import openpyxl
from lxml import etree

from workbook.src import conf
from workbook.src import package as made
from workbook.src.vbaproject import WORKBOOK_CODE_NAME

_WANTED_RELATIONS = (
    (made.WORKBOOK_RELS, made.VBA_RELATION, made.VBA),
    (made.ROOT_RELS, made.RIBBON_2009_RELATION, made.RIBBON_2009),
    (made.ROOT_RELS, made.RIBBON_2006_RELATION, made.RIBBON_2006),
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def package_faults(xlsm: bytes) -> list[str]:
    """Faults of a macro-enabled workbook as a package: types, relationships, names, the VBA part, fixed dates."""
    with zipfile.ZipFile(io.BytesIO(xlsm)) as archive:
        entries = archive.infolist()
    faults = [f"part twice: {one}" for one in _repeated(entry.filename for entry in entries)]
    faults += [f"{one.filename}: dated {one.date_time}" for one in entries if one.date_time != made.ZIP_DATE]
    parts = made.unpacked(xlsm)
    faults += [*_type_faults(parts), *_relation_faults(parts), *_name_faults(parts), *_vba_faults(xlsm, parts)]
    return faults + _setting_faults(xlsm)


def _type_faults(parts: made.Parts) -> Iterator[str]:
    root = etree.fromstring(parts[made.CONTENT_TYPES])
    overrides = [(one.get("PartName", ""), one.get("ContentType")) for one in root.iter("{*}Override")]
    yield from (f"content type twice: {one}" for one in _repeated(name for name, _ in overrides))
    types = dict(overrides)
    for part, wanted in ((made.WORKBOOK, made.MAIN_TYPE), (made.VBA, made.VBA_TYPE)):
        if types.get(f"/{part}") != wanted:
            yield f"{part}: content type {types.get(f'/{part}')}, expected {wanted}"
    yield from (f"content type of a part that is not there: {name}" for name in types if name[1:] not in parts)


def _relation_faults(parts: made.Parts) -> Iterator[str]:
    for name in (part for part in parts if part.endswith(".rels")):
        relations = list(etree.fromstring(parts[name]).iter("{*}Relationship"))
        yield from (f"{name}: id {one} twice" for one in _repeated(r.get("Id", "") for r in relations))
        folder = posixpath.dirname(posixpath.dirname(name))
        for one in relations:
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:]
            if one.get("TargetMode") != "External" and target not in parts:
                yield f"{name}: {one.get('Id')} leads nowhere: {one.get('Target')}"
    for name, kind, part in _WANTED_RELATIONS:
        relations = [one for one in etree.fromstring(parts[name]).iter("{*}Relationship") if one.get("Type") == kind]
        if [posixpath.basename(one.get("Target", "")) for one in relations] != [posixpath.basename(part)]:
            yield f"{name}: not one relationship to {part}"


def _name_faults(parts: made.Parts) -> Iterator[str]:
    book = etree.fromstring(parts[made.WORKBOOK])
    sheets, names = list(book.iter("{*}sheet")), list(book.iter("{*}definedName"))
    tables = [etree.fromstring(xml) for part, xml in parts.items() if re.fullmatch(r"xl/tables/[^/]+\.xml", part)]
    yield from (f"sheet id twice: {one}" for one in _repeated(s.get("sheetId", "") for s in sheets))
    yield from (f"table id twice: {one}" for one in _repeated(t.get("id", "") for t in tables))
    # a table and a name of the whole workbook may not share a name either, whatever the case
    shared = [n.get("name", "").lower() for n in names if n.get("localSheetId") is None]
    yield from (f"name twice: {one}" for one in _repeated(shared + [t.get("displayName", "").lower() for t in tables]))


def _vba_faults(xlsm: bytes, parts: made.Parts) -> Iterator[str]:
    vba = parts.get(made.VBA, b"")
    if not vba.startswith(_OLE):
        yield f"{made.VBA}: not a compound file"
    # the PROJECT stream is plain text and lies in one piece in the files that we write
    documents = [name.decode() for name in re.findall(rb"\r\nDocument=(\w+)/&H", vba)]
    try:
        wanted = [WORKBOOK_CODE_NAME, *made.sheet_code_names(xlsm)]
    except ValueError as fault:
        yield str(fault)
        return
    if documents != wanted:
        yield f"modules of sheets {documents}, code names {wanted}"


def _setting_faults(xlsm: bytes) -> list[str]:
    """The sheet of settings as Excel would show it, against the rows that it must have, from A1 on without a gap."""
    book = openpyxl.load_workbook(io.BytesIO(xlsm), read_only=True)
    if conf.SHEET not in book.sheetnames:
        return [f"no sheet {conf.SHEET}"]
    rows = list(book[conf.SHEET].iter_rows(max_col=2, values_only=True))
    wanted = [(key, None if value == "" else value) for key, value in conf.ROWS]
    return [
        f"{conf.SHEET} row {number}: {found}, expected {row}"
        for number, (found, row) in enumerate(zip_longest(rows, wanted), 1)
        if found != row
    ]


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]
