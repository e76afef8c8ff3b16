"""A package's parts in memory: relationships followed, added and dropped; content types kept right; written back."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from xml.sax.saxutils import quoteattr

from xlpy.basics.zip_package import packed
from xlpy.intake.formats.package import Package
from xlpy.outputs.marked.xmledit import Edits, UneditableError, top_level

TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
"""Every member's time stamp: the same copy gives the same bytes."""


@dataclass(frozen=True, slots=True)
class PartRelation:
    """One relationship: ``kind`` is the last word of its type, ``target`` a part's name or an outside address."""

    key: str
    kind: str
    target: str
    external: bool


class Parts:
    """The parts of one package by their true names; looked up whatever the case of their names."""

    def __init__(self, package: Package) -> None:
        self.content: dict[str, bytes] = {}
        self._name: dict[str, str] = {}
        for low, info in package.members.items():
            if not low.endswith("/"):
                self.content[info.filename.replace("\\", "/").lstrip("/")] = package.read(low)
        self._name = {name.lower(): name for name in self.content}

    def __getitem__(self, name: str) -> bytes:
        try:
            return self.content[self._name[name.lower()]]
        except KeyError as error:
            raise UneditableError(f"no part {name}") from error

    def get(self, name: str, default: bytes) -> bytes:
        """A part, or ``default`` where there is none of that name."""
        return self[name] if name in self else default  # noqa: SIM401  (this is the method itself)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._name

    def set(self, name: str, content: bytes) -> None:
        """Replace a part, or add it."""
        name = self._name.setdefault(name.lower(), name)
        self.content[name] = content

    def names(self) -> tuple[str, ...]:
        """All parts, in the package's order."""
        return tuple(self.content)

    def free(self, pattern: str) -> str:
        """The first name of ``pattern`` (with one ``{}`` for a number) that no part has."""
        return next(name for n in range(1, len(self.content) + 2) if (name := pattern.format(n)) not in self)

    def relations(self, source: str) -> Iterator[PartRelation]:
        """The relationships of a part ('' = of the package)."""
        path = rels_of(source)
        if path not in self:
            return
        for element in top_level(self[path])[1]:
            attributes = element.attributes
            external = attributes.get("TargetMode") == "External"
            target = attributes.get("Target", "")
            if not external:
                folder = posixpath.dirname(source)
                target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
                target = self._name.get(target.lower(), target)
            kind = posixpath.basename(attributes.get("Type", ""))
            yield PartRelation(attributes.get("Id", ""), kind, target, external)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Add a relationship from one part to another; returns its id."""
        path = rels_of(source)
        content = self.get(path, _EMPTY)
        root, children = top_level(content)
        used = {child.attributes.get("Id", "") for child in children}
        key = next(key for n in range(1, len(used) + 2) if (key := f"rIdDanhDau{n}") not in used)
        edits = Edits(content)
        kind = quoteattr(f"{OFFICE}/{kind}")
        edits.append(root, f'<{root.prefix}Relationship Id="{key}" Type={kind} Target={quoteattr("/" + target)}/>')
        self.set(path, edits.apply())
        return key

    def declare(self, name: str, content_type: str) -> None:
        """State a part's content type, in place of any it has."""
        root, children = top_level(self[TYPES])
        edits = Edits(self[TYPES])
        for child in children:
            if child.attributes.get("PartName", "").lower() == f"/{name}".lower():
                edits.remove(child)
        text = f'<{root.prefix}Override PartName={quoteattr("/" + name)} ContentType="{content_type}"/>'
        edits.append(root, text)
        self.set(TYPES, edits.apply())

    def declare_extension(self, extension: str, content_type: str) -> None:
        """State the content type of an extension that has none yet."""
        root, children = top_level(self[TYPES])
        if any(child.attributes.get("Extension", "").lower() == extension for child in children):
            return
        edits = Edits(self[TYPES])
        edits.insert(root.opened, f'<{root.prefix}Default Extension="{extension}" ContentType="{content_type}"/>')
        self.set(TYPES, edits.apply())

    def drop(self, names: Iterable[str]) -> None:
        """Take parts out with their own relationships, every relationship to them and their content types."""
        gone = {name.lower() for name in names} & set(self._name)
        if not gone:
            return
        for name in [*gone, *(rels_of(name).lower() for name in gone)]:
            if name in self._name:
                del self.content[self._name.pop(name)]
        for path in [name for name in self.content if name.endswith(".rels")]:
            source = posixpath.join(posixpath.dirname(posixpath.dirname(path)), posixpath.basename(path)[:-5])
            source = source if posixpath.basename(path) != ".rels" else ""
            lost = {r.key for r in self.relations(source) if not r.external and r.target.lower() in gone}
            if lost:
                self._without(path, partial(_has, "Id", lost))
        self._without(TYPES, partial(_has, "PartName", {f"/{name}" for name in gone}))

    def _without(self, path: str, unwanted: Callable[[Mapping[str, str]], bool]) -> None:
        edits = Edits(self[path])
        for child in top_level(self[path])[1]:
            if unwanted(child.attributes):
                edits.remove(child)
        self.set(path, edits.apply())

    def zipped(self) -> bytes:
        """The package: content types first, always the same bytes for the same parts."""
        names = sorted(self.content, key=lambda n: n.lower() != TYPES.lower())
        return packed({name: self.content[name] for name in names})


def _has(name: str, values: set[str], attributes: Mapping[str, str]) -> bool:
    value = attributes.get(name, "")
    return value in values or value.lower() in values


def rels_of(source: str) -> str:
    """Where the relationships of a part stand ('' = of the package)."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
