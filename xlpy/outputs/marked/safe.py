"""A package made harmless before it is sent back: no macro, no outside source, nothing that a reader would run.

Only parts of known kinds may stay: what is unknown makes the package uneditable, and the copy is then built anew
from the cells alone. Formulas stay, but for those that read from outside: these keep the result that is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from xlpy.intake.formats.xlsx_links import EXTERNAL
from xlpy.outputs.marked.book import sheets
from xlpy.outputs.marked.parts import SHEET_TYPES, Parts
from xlpy.outputs.marked.personal import forget
from xlpy.outputs.marked.xmledit import Edits, Element, UneditableError, elements, text_of

KEPT = frozenset(
    {
        "officeDocument",
        "core-properties",
        "extended-properties",
        "custom-properties",
        "metadata",
        "thumbnail",
        "worksheet",
        "theme",
        "styles",
        "sharedStrings",
        "sheetMetadata",
        "calcChain",
        "comments",
        "threadedComment",
        "person",
        "drawing",
        "vmlDrawing",
        "image",
        "table",
        "chart",
        "chartStyle",
        "chartColorStyle",
        "chartUserShapes",
        "themeOverride",
        "printerSettings",
        "hyperlink",
        "customXml",
        "customXmlProps",
        "customProperty",
        "slicer",
        "slicerCache",
    }
)
"""Kinds of relationships to parts that hold nothing to run and reach for nothing outside."""
DROPPED = frozenset(
    {
        "vbaProject",
        "vbaProjectSignature",
        "vbaProjectSignatureAgile",
        "vbaProjectSignatureV3",
        "wordVbaData",
        "xlIntermediateSheet",
        "externalLink",
        "extensibility",
        "userCustomization",
        "attachedToolbars",
        "origin",
        "signature",
    }
)
"""Kinds that are taken out: macros, sources outside, changes of the ribbon, signatures that no longer hold."""
_MACROS = frozenset({"vbaProject", "attachedToolbars", "extensibility", "userCustomization"})
_SIGNED = frozenset({"origin", "signature"})
_OUTSIDE = re.compile(
    r"\b(?:WEBSERVICE|RTD|DDE|CALL|REGISTER(?:\.ID)?|EXEC|SQL\.REQUEST|IMAGE|STOCKHISTORY)\s*\("
    r"|(?<![\w\]])\[(?!\d+\])[^\[\]']+\][\w.]+!"
    r"|'[^'\[\]]*\[(?!\d+\])[^\[\]]+\][^']*'!"
    r"|(?<![\w.'])[\w.]+\|(?:'[^']*'|[\w.]+)!",
    re.I,
)
"""Functions that fetch from outside or start something, another book by its name, a program by DDE (``app|topic!``)."""
_FORMULAS = frozenset(
    {
        "f",
        "formula",
        "formula1",
        "formula2",
        "definedName",
        "calculatedColumnFormula",
        "totalsRowFormula",
        "oldFormula",
    }
)
"""Elements whose text is a formula, in whatever part."""
_FORMULA_ATTRIBUTES = {"cfvo": "val", "sp": "textlink"}
"""Attributes that may be one: limits of conditional formats, texts of shapes."""
_NO_FORMULAS = frozenset(
    {
        "image",
        "thumbnail",
        "printerSettings",
        "vmlDrawing",
        "core-properties",
        "extended-properties",
        "custom-properties",
        "metadata",
        "customXml",
        "customXmlProps",
        "customProperty",
    }
)
"""Kinds of parts that hold none, and need not be XML."""
_TRUE = ("1", "true")
LONGEST_FORMULA = 8_192
"""Letters of the longest formula that Excel takes. A longer one was planted: it is not looked through at all."""


def make_safe(parts: Parts, workbook: str) -> tuple[str, ...]:
    """Take out what must not go back, people's traces among it; returns what was done, in sentences for the unit.

    Raises UneditableError where a part is of an unknown kind, a formula is longer than Excel takes, or an outside
    source would still be referred to.
    """
    if b"purl.oclc.org/ooxml" in parts[workbook][:4000]:
        raise UneditableError("Strict OOXML")
    found = _kinds(parts)
    forget(parts)
    told: list[str] = []
    outside = "externalLink" in found
    names = _without_outside_names(parts, workbook) if outside or _MACROS & found.keys() else frozenset()
    frozen = 0
    for entry in list(sheets(parts, workbook)):
        if entry.part:
            frozen += _freeze(parts, entry.part, names)
    parts.drop(name for kind in DROPPED & found.keys() for name in found[kind])
    if frozen:
        parts.drop(found.get("calcChain", ()))
    if _MACROS & found.keys():
        told.append("Bản này không mang macro của bản gốc.")
    if frozen or outside:
        told.append(
            f"{frozen} ô có công thức lấy số từ tệp hoặc nguồn khác chỉ còn giá trị đang hiển thị, không còn công thức."
        )
    if _SIGNED & found.keys():
        told.append("Chữ ký số của bản gốc không còn trong bản này.")
    _plain_types(parts, workbook)
    _nothing_left(parts, outside, found)
    return tuple(told)


def _kinds(parts: Parts) -> dict[str, list[str]]:
    """The package's parts by kind of the relationships that lead to them."""
    found: dict[str, list[str]] = {}
    for path in [name for name in parts.names() if name.endswith(".rels")]:
        source = _source_of(path)
        below_dropped = source.lower().startswith("xl/externallinks/")
        for relation in parts.relations(source):
            if below_dropped or (relation.external and relation.kind == "hyperlink"):
                continue
            if relation.external or relation.kind not in KEPT | DROPPED:
                raise UneditableError(f"{relation.kind} in {path}")
            found.setdefault(relation.kind, []).append(relation.target)
    return found


def _source_of(path: str) -> str:
    folder, _, name = path.rpartition("/")
    folder = folder.removesuffix("_rels").rstrip("/")
    return f"{folder}/{name[:-5]}".lstrip("/") if name != ".rels" else ""


def _without_outside_names(parts: Parts, workbook: str) -> frozenset[str]:
    """Take out the references to other books, and the names that stand for one or for a macro; returns these."""
    content = parts[workbook]
    found = elements(content, lambda name, _: name in {"externalReferences", "definedName"})
    edits, names = Edits(content), set()
    for element in found:
        text = _formula(content, element) if element.name == "definedName" else ""
        flags = (element.attributes.get(name) for name in ("function", "vbProcedure", "xlm"))
        if element.name == "externalReferences":
            edits.remove(element)
        elif EXTERNAL.search(text) or _OUTSIDE.search(text) or any(flag in _TRUE for flag in flags):
            edits.remove(element)
            names.add(element.attributes.get("name", "").casefold())
    parts.set(workbook, edits.apply())
    return frozenset(names)


def _freeze(parts: Parts, part: str, names: Iterable[str]) -> int:
    """Take out the formulas of a sheet that read from outside, their stored results left; returns how many."""
    content = parts[part]
    formulas = elements(content, lambda name, depth: name == "f" and depth == 4)
    edits, count = Edits(content), 0
    words = frozenset(names)
    texts = [_formula(content, element) for element in formulas]
    keys = [each.attributes.get("si", "") if each.attributes.get("t") == "shared" else "" for each in formulas]
    outside = [_reads_outside(text, words) for text in texts]
    shared = {key for key, reads in zip(keys, outside, strict=True) if key and reads}
    for element, key, reads in zip(formulas, keys, outside, strict=True):
        if reads or key in shared:
            edits.remove(element)
            count += 1
    if count:
        parts.set(part, edits.apply())
    return count


def _formula(content: bytes, element: Element) -> str:
    """The text of a formula. Raises UneditableError where it is longer than any that Excel takes."""
    text = text_of(content, element)
    if len(text) > LONGEST_FORMULA:
        raise UneditableError(f"a formula of {len(text)} letters")
    return text


def _reads_outside(formula: str, names: frozenset[str]) -> bool:
    if EXTERNAL.search(formula) or _OUTSIDE.search(formula):
        return True
    return bool(names) and not names.isdisjoint(re.findall(r"[\w.\\?]+", formula.casefold()))


def _plain_types(parts: Parts, workbook: str) -> None:
    """State that the package is a plain workbook, whatever it was (with macros, a template)."""
    parts.declare(workbook, f"{SHEET_TYPES}.sheet.main+xml")


def _nothing_left(parts: Parts, outside: bool, kinds: Mapping[str, Iterable[str]]) -> None:
    """Refuse a package in which a formula of another kind (validation, chart, condition) still reads from outside."""
    reached = {name for kind, names in kinds.items() if kind not in _NO_FORMULAS for name in names}
    for name in sorted(name for name in reached if name in parts):
        for formula in _formulas(parts[name]):
            if _OUTSIDE.search(formula) or (outside and EXTERNAL.search(formula)):
                raise UneditableError(f"outside source in {name}")


def _formulas(content: bytes) -> Iterator[str]:
    for element in elements(content, lambda name, _: name in _FORMULAS or name in _FORMULA_ATTRIBUTES):
        if element.name in _FORMULAS:
            yield _formula(content, element)
        else:
            yield element.attributes.get(_FORMULA_ATTRIBUTES[element.name], "")
