"""Causes of every Office package: members, content types, relationships, XML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tests.excel_rules.model import (
    RELATION_ID,
    Cause,
    Entries,
    Faults,
    Package,
    Plant,
    Relation,
    add,
    all_of,
    edit,
    repeated,
)
from tests.excel_rules.sources import ecma, thread

TYPES, ROOT = "[Content_Types].xml", "_rels/.rels"
_NAME = re.compile(r"[^\W\d][\w.-]*")
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def _twice(package: Package) -> Faults:
    yield from ((name, "stands in the package twice") for name in repeated(name.lower() for name in package.names))


def _types(package: Package) -> tuple[dict[str, str], dict[str, str]]:
    root = package.root(TYPES)
    rows = [] if root is None else list(root)
    overrides = {row.get("PartName", "").lower(): row.get("ContentType", "") for row in rows if row.get("PartName")}
    defaults = {row.get("Extension", "").lower(): row.get("ContentType", "") for row in rows if row.get("Extension")}
    return overrides, defaults


def type_of(package: Package, part: str) -> str:
    """The content type of a part; '' where it has none."""
    overrides, defaults = _types(package)
    return overrides.get(f"/{part}".lower()) or defaults.get(part.rpartition(".")[2].lower(), "")


def _untyped(package: Package) -> Faults:
    overrides, defaults = _types(package)
    for name in package.parts:
        typed = f"/{name}".lower() in overrides or name.rpartition(".")[2].lower() in defaults
        if not typed and name != TYPES and not name.endswith("/"):
            yield name, "has no content type"


def _typed_for_nothing(package: Package) -> Faults:
    there = {f"/{name}".lower() for name in package.parts}
    yield from ((TYPES, f"{name} is not there") for name in _types(package)[0] if name not in there)


def _typed_twice(package: Package) -> Faults:
    root = package.root(TYPES)
    if root is not None:
        keys = [(row.get("PartName") or f"*.{row.get('Extension')}").lower() for row in root]
        yield from ((TYPES, f"{key} twice") for key in repeated(keys))


def _types_of_itself(package: Package) -> Faults:
    if f"/{TYPES}".lower() in _types(package)[0]:
        yield TYPES, "gives itself a type"


def _all_relations(package: Package) -> Iterator[tuple[str, Relation]]:
    for name in package.parts:
        if name.endswith(".rels"):
            source = name.replace("_rels/", "").removesuffix(".rels")
            yield from ((name, relation) for relation in package.relations(source))


def _dangling(package: Package) -> Faults:
    for name, relation in _all_relations(package):
        if not relation.external and relation.target and relation.target not in package.parts:
            yield name, f"{relation.id} leads to {relation.target}, which is not there"


def _same_id(package: Package) -> Faults:
    for name in package.parts:
        if name.endswith(".rels"):
            source = name.replace("_rels/", "").removesuffix(".rels")
            yield from ((name, f"{one} twice") for one in repeated(r.id for r in package.relations(source)))


def _bad_id(package: Package) -> Faults:
    yield from ((name, f"id “{r.id}”") for name, r in _all_relations(package) if not _NAME.fullmatch(r.id))


def _no_xml(package: Package) -> Faults:
    for name in package.xml_parts:
        try:
            if package.root(name) is None:
                etree.fromstring(package.parts[name])
        except etree.XMLSyntaxError as error:
            yield name, str(error)


def _doctype(package: Package) -> Faults:
    for name in package.xml_parts:
        if b"<!DOCTYPE" in package.parts[name][:2000]:
            yield name, "has a document type"


def _unknown_id(package: Package) -> Faults:
    for name in package.xml_parts:
        root = package.root(name)
        if root is None or name.endswith(".rels") or RELATION_ID[1:-1].encode() not in package.parts[name]:
            continue
        known = {relation.id for relation in package.relations(name)}
        for element in root.iter("*"):
            for key, value in element.items():
                if key.startswith(RELATION_ID) and value not in known:
                    yield name, f"{key.removeprefix(RELATION_ID)}={value} has no relationship"


def _no_main(package: Package) -> Faults:
    if package.main not in package.parts:
        yield ROOT, "no relationship leads to the main part"


def _two_cores(package: Package) -> Faults:
    if sum(relation.kind == "core-properties" for relation in package.relations("")) > 1:
        yield ROOT, "two parts of core properties"


def _main(entries: Entries) -> str:
    return next(name for name, _ in entries if name in ("xl/workbook.xml", "word/document.xml"))


def _in_main(change: str, new: str) -> Plant:
    return lambda entries: edit(_main(entries), change, new)(entries)


def _retargeted(entries: Entries) -> Entries:
    first = "xl/_rels/workbook.xml.rels" if _main(entries).startswith("xl") else "word/_rels/document.xml.rels"
    return edit(first, 'Target="theme/theme1.xml"', 'Target="theme/gone.xml"')(entries)


def _id_in_main(old: str, new: str) -> Plant:
    def change(entries: Entries) -> Entries:
        folder, base = _main(entries).split("/")
        return edit(f"{folder}/_rels/{base}.rels", old, new)(entries)

    return change


def _again(entries: Entries) -> Entries:
    name, content = entries[-1]
    return [*entries, (name, content)]


_TYPE = '<Override PartName="{}" ContentType="application/xml"/></Types>'
_ROW = '<Relationship Id="{}" Type="' + _CORE + '" Target="docProps/core.xml"/></Relationships>'
CAUSES = (
    Cause(
        "P01",
        "A member stands in the package twice, whatever the case",
        thread("PHPOffice/PHPWord/issues/1617"),
        _twice,
        _again,
    ),
    Cause("P02", "A part has no content type", ecma("content types of parts", 2), _untyped, add("x.dat", "x")),
    Cause(
        "P03",
        "A content type is given for a part that is not there",
        thread("jvoisin/mat2/pull/9"),
        _typed_for_nothing,
        edit(TYPES, "</Types>", _TYPE.format("/gone.xml")),
    ),
    Cause(
        "P04",
        "A part or extension has two content types",
        ecma("content types part: one entry each", 2),
        _typed_twice,
        edit(TYPES, "</Types>", '<Default Extension="XML" ContentType="application/xml"/></Types>'),
    ),
    Cause(
        "P05",
        "The list of content types gives one for itself",
        thread("qmuntal/opc/issues/9"),
        _types_of_itself,
        edit(TYPES, "</Types>", _TYPE.format("/[Content_Types].xml")),
    ),
    Cause(
        "P06",
        "A relationship leads to a part that is not there",
        thread("JanMarvin/openxlsx2/issues/535"),
        _dangling,
        _retargeted,
    ),
    Cause(
        "P07",
        "Two relationships of a part have one id",
        ecma("relationships: an Id is unique within its part", 2),
        _same_id,
        lambda entries: _id_in_main("</Relationships>", _first_again(entries))(entries),
    ),
    Cause(
        "P08",
        "A relationship's id is no XML id",
        thread("abap2xlsx/abap2xlsx/issues/433"),
        _bad_id,
        _id_in_main(
            "</Relationships>",
            '<Relationship Id="rId*0" Type="urn:x" Target="urn:x" TargetMode="External"/></Relationships>',
        ),
    ),
    Cause(
        "P09",
        "A part is no well-formed XML, or holds a character that XML can't",
        thread("jmcnamara/libxlsxwriter/issues/42"),
        _no_xml,
        all_of(edit(TYPES, "</Types>", _TYPE.format("/bad.xml")), add("bad.xml", "<a>\x02</a>")),
    ),
    Cause(
        "P10",
        "An element names a relationship that its part does not have",
        thread("office-kit/xlsx/issues/104"),
        _unknown_id,
        lambda entries: _in_main(*_other_id(entries))(entries),
    ),
    Cause(
        "P11",
        "No relationship leads to the workbook or document",
        thread("mini-software/MiniExcel/issues/10"),
        _no_main,
        edit(ROOT, "relationships/officeDocument", "relationships/nothing"),
    ),
    Cause(
        "P12",
        "A package has two parts of core properties",
        ecma("core properties part: at most one", 2),
        _two_cores,
        edit(ROOT, "</Relationships>", _ROW.format("rId99")),
    ),
    Cause(
        "P13",
        "A part declares a document type",
        ecma("XML usage: no document type declaration", 2),
        _doctype,
        edit("docProps/app.xml", "<Properties", "<!DOCTYPE Properties><Properties"),
    ),
)


def _first_again(entries: Entries) -> str:
    folder, base = _main(entries).split("/")
    text = dict(entries)[f"{folder}/_rels/{base}.rels"].decode()
    first = re.search(r'Id="(\w+)"', text)
    assert first
    row = f'<Relationship Id="{first[1]}" Type="urn:x" Target="urn:x" TargetMode="External"/>'
    return f"{row}</Relationships>"


def _other_id(entries: Entries) -> tuple[str, str]:
    text = dict(entries)[_main(entries)].decode()
    found = re.findall(r'r:id="\w+"', text)
    return found[-1], 'r:id="rId999"'
