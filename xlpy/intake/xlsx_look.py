"""A first, fast look at every sheet of an .xlsx/.xlsm package, and where that finds cause, the exact one.

Most returned forms hold no error, no uncached formula, no hidden row and no legacy font: a few searches over
the raw bytes show that in a fraction of the time of parsing them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlpy.intake.facts import LEGACY_FONT_BYTES, MAX_COLUMN, MAX_ROW, SheetFacts
from xlpy.intake.package import Package
from xlpy.intake.xlsx_cells import Legend, exact_facts
from xlpy.intake.xlsx_parts import legacy_styles, shared_run_fonts, workbook_parts

_CLASSES = bytes.maketrans(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0" * 10 + b"A" * 52)
_FAR_COLUMN = b'A="AAA0'
"""A reference of three letters, beyond column ZZ, after each digit became 0 and each letter A."""
_ROW = re.compile(rb"row\b[^>]*?\br=.(\d+)")

_HIDDEN_TAG = re.compile(rb'<(?:\w+:)?(row|col)\b.*\bhidden="(?:1|t|on)', re.DOTALL)
_NUMBER, _FIRST, _LAST = (re.compile(rb"\b" + name + rb'="(\d+)"') for name in (b"r", b"min", b"max"))


def look(package: Package) -> Mapping[str, SheetFacts]:
    """Facts by sheet name; a sheet of which there is nothing to tell is absent.

    Not told: rows of height 0 that are not marked hidden, and rows hidden only by a sheet-wide default.

    Raises `RefusalError`: T102 (damaged), T106 (DTD or entity in any XML member), T107 (a cell far away).
    """
    members = package.xml_members()
    parts = workbook_parts(members)
    legend = Legend(
        legacy_styles(members, parts.styles),
        shared_run_fonts(members, parts.strings),
        parts.external_books,
        parts.external_names,
    )
    looks = {name: _look_at(name, members[path], legend) for name, path in parts.sheets.items()}
    return {name: facts for name, facts in looks.items() if facts is not None}


def _look_at(name: str, content: bytes, legend: Legend) -> SheetFacts | None:
    hidden = _hidden(content)
    if hidden is None or _needs_exact_look(content, legend):
        return exact_facts(name, content, legend)
    return hidden if hidden.hidden_rows or hidden.hidden_columns else None


def _hidden(content: bytes) -> SheetFacts | None:
    """Hidden rows and columns by search alone; None if one bears no number, so that rows must be counted.

    Each of our forms hides its rows of keys, so hiding must not be a cause for the exact look.
    """
    rows: set[int] = set()
    columns: set[int] = set()
    position = content.find(b'hidden="')
    while position >= 0:
        end = content.find(b">", position)
        tag = content[content.rfind(b"<", 0, position) : end]
        kind = _HIDDEN_TAG.match(tag)
        if kind is not None and kind[1] == b"row":
            number = _NUMBER.search(tag)
            if number is None:
                return None
            rows.add(int(number[1]))
        elif kind is not None:
            first, last = _FIRST.search(tag), _LAST.search(tag)
            if first is None or last is None:
                return None
            columns.update(range(int(first[1]), min(int(last[1]), MAX_COLUMN) + 1))
        position = content.find(b'hidden="', end) if end >= 0 else -1
    return SheetFacts(hidden_rows=frozenset(rows), hidden_columns=frozenset(columns))


def _needs_exact_look(content: bytes, legend: Legend) -> bool:
    head = content[:2000]
    if b"<worksheet" not in head or b"='" in head:
        return True  # the searches expect no prefixes and double quotes, as every office program writes
    if b't="e"' in content or _FAR_COLUMN in content.translate(_CLASSES) or _last_row(content) > MAX_ROW:
        return True
    if b"<f" in content and (legend.external_books or b"WEBSERVICE(" in content or _lacks_result(content)):
        return True
    if legend.runs or (b"rPr>" in content and LEGACY_FONT_BYTES.search(content)):
        return True
    return 0 in legend.styles or any(b's="%d"' % index in content for index in legend.styles)


def _lacks_result(content: bytes) -> bool:
    """True if some formula may be stored without a result; an empty text is one, and is typed ``str``."""
    if b"</f></c>" in content or b"/></c>" in content:
        return True
    if not content.startswith(b"<sheetData><", content.find(b"<sheetData>")):
        return True  # white space between tags, as no office program leaves it
    position = content.find(b"</f><v></v>")
    while position >= 0:
        start = content.rfind(b"<c ", 0, position)
        if b't="str"' not in content[start : content.find(b">", start)]:
            return True
        position = content.find(b"</f><v></v>", position + 1)
    return False


def _last_row(content: bytes) -> int:
    """Number of the row that stands last, 0 if it bears none: rows are stored in their order."""
    start = content.rfind(b"row ")
    row = _ROW.match(content, start) if start >= 0 else None
    return int(row[1]) if row else 0
