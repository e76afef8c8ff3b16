"""The workbook part of a package: its sheets, and a new one at their end that is shown first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlpy.outputs.marked.cells import OFFICE
from xlpy.outputs.marked.parts import SHEET_TYPES, Parts
from xlpy.outputs.marked.xmledit import Edits, Element, UneditableError, elements, xml_attribute, xml_text

_BEFORE_NAMES = frozenset(
    {
        "fileVersion",
        "fileSharing",
        "workbookPr",
        "AlternateContent",
        "revisionPtr",
        "workbookProtection",
        "bookViews",
        "sheets",
        "functionGroups",
        "externalReferences",
    }
)
"""What may stand before ``definedNames`` (ISO/IEC 29500-1, 18.2.27)."""
_NAME_LIMIT, _RESERVED = 31, "history"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it: ``part`` is '' for one that holds no cells."""

    name: str
    part: str
    is_hidden: bool


def workbook_part(parts: Parts) -> str:
    """Name of the part that describes the workbook. Raises UneditableError without one."""
    name = next((relation.target for relation in parts.relations("") if relation.kind == "officeDocument"), "")
    if not name or name not in parts:
        raise UneditableError("no workbook part")
    return name


def sheets(parts: Parts, workbook: str) -> Iterator[SheetEntry]:
    """The sheets in their order."""
    relations = {relation.key: relation for relation in parts.relations(workbook)}
    for element in elements(parts[workbook], lambda name, depth: name == "sheet" and depth == 2):
        key = next((v for name, v in element.attributes.items() if name.rpartition(":")[2] == "id"), "")
        relation = relations.get(key)
        part = relation.target if relation and relation.kind == "worksheet" else ""
        hidden = element.attributes.get("state", "visible") != "visible"
        yield SheetEntry(element.attributes.get("name", ""), part, hidden)


def free_name(taken: Iterable[str], wanted: str) -> str:
    """``wanted`` as Excel takes it (`fit_name`), or it with the first number that makes it no sheet's name."""
    known = {name.casefold() for name in taken}
    ends = ("", *(f" ({number})" for number in range(2, len(known) + 3)))
    return next(name for end in ends if (name := fit_name(wanted, end)).casefold() not in known)


def fit_name(name: str, end: str = "") -> str:
    """A sheet's name with ``end``, as Excel takes it.

    Without seven signs, no apostrophe at either end, at most 31 UTF-16 units, and not ``History``.
    """
    fit = _FORBIDDEN.sub("_", name).strip("'")
    room = 2 * (_NAME_LIMIT - len(end))
    fit = fit.encode("utf-16-le")[:room].decode("utf-16-le", "ignore").strip("'") or "_"
    return f"{fit}_" if f"{fit}{end}".casefold() == _RESERVED else f"{fit}{end}"


def put_sheet(parts: Parts, workbook: str, name: str, content: bytes, title_row: int) -> None:
    """Put a worksheet at the end, or in the place of the one of that name, and let it be shown first.

    Its row of titles is repeated on each printed page.
    """
    entries = list(sheets(parts, workbook))
    index = next((n for n, entry in enumerate(entries) if entry.name == name and entry.part), len(entries))
    key = "" if index < len(entries) else _new_part(parts, workbook, content)
    if not key:
        parts.set(entries[index].part, content)
    xml = parts[workbook]
    found = elements(xml, lambda each, depth: depth < 2 or each in {"sheet", "workbookView", "definedName"})
    root, top = found[0], {element.name: element for element in found if element.depth == 1}
    if "sheets" not in top:
        raise UneditableError("no sheets")
    p, edits = root.prefix, Edits(xml)
    listed = [element for element in found if element.name == "sheet" and element.depth == 2]
    if key:
        number = max((int(element.attributes.get("sheetId", "0")) for element in listed), default=0) + 1
        entry = f'<{p}sheet name={xml_attribute(name)} sheetId="{number}" xmlns:r="{OFFICE}" r:id="{key}"/>'
        edits.append(top["sheets"], entry)
    else:
        edits.attributes(listed[index], {"state": None})
    views = [element for element in found if element.name == "workbookView"]
    for view in views:
        edits.attributes(view, {"activeTab": str(index)})
    if not views:
        at = top["sheets"].start
        edits.insert(at, f'<{p}bookViews><{p}workbookView activeTab="{index}"/></{p}bookViews>')
    quoted = name.replace("'", "''")
    _define(edits, found, f"'{quoted}'!${title_row}:${title_row}", index)
    parts.set(workbook, edits.apply())


def _new_part(parts: Parts, workbook: str, content: bytes) -> str:
    """Add a worksheet's part; returns the id of the workbook's relationship to it."""
    part = parts.free("xl/worksheets/phat-hien{}.xml")
    parts.set(part, content)
    parts.declare(part, f"{SHEET_TYPES}.worksheet+xml")
    return parts.relate(workbook, "worksheet", part)


def _define(edits: Edits, found: list[Element], area: str, index: int) -> None:
    root, top = found[0], [element for element in found if element.depth == 1]
    p = root.prefix
    text = f'<{p}definedName name="_xlnm.Print_Titles" localSheetId="{index}">{xml_text(area)}</{p}definedName>'
    for element in (each for each in found if each.name == "definedName"):
        words = element.attributes
        if words.get("localSheetId") == str(index) and words.get("name") == "_xlnm.Print_Titles":
            edits.remove(element)
    names = next((element for element in top if element.name == "definedNames"), None)
    if names is not None:
        edits.append(names, text)
        return
    at = max(element.end for element in top if element.name in _BEFORE_NAMES)
    edits.insert(at, f"<{p}definedNames>{text}</{p}definedNames>")
