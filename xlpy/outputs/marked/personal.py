"""What a file tells of people and machines beside its cells, taken out of the copy that goes back.

Out go properties (who made it, on whose licence, custom ones), custom XML, printer settings (the printer's name and
place), the picture of the first page, and parts that nothing refers to. Hidden sheets stay: formulas, names and lists
of the unit may read them, and the copy goes to whom they came from.
"""

from __future__ import annotations

from collections.abc import Iterable

from xlpy.outputs.marked.parts import TYPES, Parts
from xlpy.outputs.marked.xmledit import Edits, UneditableError, elements

PERSONAL = frozenset(
    {
        "core-properties",
        "extended-properties",
        "custom-properties",
        "customXml",
        "customXmlProps",
        "customProperty",
        "printerSettings",
        "thumbnail",
    }
)
"""Kinds of relationships to such parts; a workbook is whole without each of them."""


def forget(parts: Parts) -> None:
    """Take them out. Raises UneditableError where a part refers to one in a way that is not known."""
    gone: list[str] = []
    reached = {TYPES.lower()}
    for path in [name for name in parts.names() if name.endswith(".rels")]:
        source = _source_of(path)
        if source and source not in parts:
            continue  # relationships of nothing
        reached.add(path.lower())
        relations = list(parts.relations(source))
        personal = [relation for relation in relations if relation.kind in PERSONAL and not relation.external]
        reached |= {relation.target.lower() for relation in relations if not relation.external}
        gone += [relation.target for relation in personal]
        if source:
            _refer_no_more(parts, source, {relation.key for relation in personal})
    gone += [name for name in parts.names() if name.lower() not in reached]
    parts.drop(gone)


def _source_of(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder.removesuffix('_rels').rstrip('/')}/{name[:-5]}".lstrip("/") if name != ".rels" else ""


def _refer_no_more(parts: Parts, source: str, keys: Iterable[str]) -> None:
    """Take out of a part what names one of these relationships: an attribute, or the list of custom properties."""
    wanted = frozenset(keys)
    if not wanted or not any(f'"{key}"'.encode() in parts[source] for key in wanted):
        return
    content = parts[source]
    edits = Edits(content)
    for element in elements(content, lambda *_: True):
        named = [name for name, value in element.attributes.items() if name.endswith(":id") and value in wanted]
        if not named:
            continue
        if element.name == "pageSetup":
            edits.attributes(element, dict.fromkeys(named))
        elif element.name == "customPr":
            edits.remove(next(each for each in elements(content, lambda name, _: name == "customProperties")))
            break
        else:
            raise UneditableError(f"{element.name} in {source}")
    parts.set(source, edits.apply())
