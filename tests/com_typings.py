"""What Excel and Office have behind COM, read from the typings of the npm packages @types/activex-excel and -office.

They were made from Microsoft's type libraries (Excel 14, Office 16). ``python run.py test --all`` fetches them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.tools import ROOT

PACKAGES = {"Excel": "activex-excel", "Office": "activex-office"}
_BLOCK = re.compile(r"\b(class|interface|const enum|type) (\w+)(?:<[^{]*?>)?\s*(?:=|\{)")
_PROPERTY = re.compile(r"(readonly )?(\w+)\??:\s*(.+)", re.DOTALL)
_METHOD = re.compile(r"(\w*)(?:<.*?>)?\((.*)\):\s*(.+)", re.DOTALL)
_SETTABLE = re.compile(r'set\(\s*obj: (\w+\.\w+),\s*propertyName: "(\w+)"')


@dataclass
class Member:
    """A property or a method; ``arguments`` holds the names of the arguments of each way to call it."""

    result: str
    settable: bool = False
    arguments: list[tuple[str, ...]] = field(default_factory=list)


@dataclass
class Typings:
    """Members by the type's full name (``Excel.Range``), constants by name, values of enumerations by full name."""

    types: dict[str, dict[str, Member]]
    constants: dict[str, int]
    enumerations: dict[str, frozenset[int]]
    aliases: dict[str, str]

    def types_in(self, text: str, library: str) -> frozenset[str]:
        """The known types that a type's text names: ``Sheets<Worksheet>`` is the first of them alone."""
        found: set[str] = set()
        for part in text.split("|"):
            word = re.match(r"\s*((?:\w+\.)?\w+)", part)
            name = word[1] if word else ""
            name = name if "." in name else f"{library}.{name}"
            if name in self.aliases:
                found |= self.types_in(self.aliases[name], library)
            elif name in self.types:
                found.add(name)
        return frozenset(found)


def folder() -> Path | None:
    """Where the typings are, None where npm has not fetched them."""
    place = ROOT / ".venv" / "ooxml" / "node_modules" / "@types"
    return place if all((place / package).is_dir() for package in PACKAGES.values()) else None


@cache
def typings() -> Typings:
    """Both packages. Raises FileNotFoundError where they are not there."""
    place = folder()
    if place is None:
        raise FileNotFoundError("@types/activex-excel, @types/activex-office")
    read = Typings({}, {}, {}, {})
    for library, package in PACKAGES.items():
        text = (place / package / "index.d.ts").read_text(encoding="utf-8")
        text = re.sub(r"/\*.*?\*/|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)
        for kind, name, body in _blocks(text):
            _add(read, library, kind, name, body)
        for owner, member in _SETTABLE.findall(text):
            read.types[owner][member].settable = True
    return read


def _add(read: Typings, library: str, kind: str, name: str, body: str) -> None:
    full = f"{library}.{name}"
    if kind == "const enum":
        values = {word: int(number) for word, number in re.findall(r"(\w+) = (-?\d+)", body)}
        read.constants |= values
        read.enumerations[full] = frozenset(values.values())
    elif kind == "type":
        read.aliases.setdefault(full, body)
    else:
        members = read.types.setdefault(full, {})
        for statement in _statements(body):
            _member(members, statement.strip())


def _member(members: dict[str, Member], statement: str) -> None:
    if statement.startswith("private"):
        return
    if method := _METHOD.fullmatch(statement):
        name = method[1] or "Item"
        known = members.setdefault(name, Member(method[3]))
        known.arguments.append(
            tuple(part.split(":")[0].strip().strip("?.") for part in _parts(method[2]) if part.strip())
        )
    elif found := _PROPERTY.fullmatch(statement):
        members[found[2]] = Member(found[3], settable=not found[1])


def _blocks(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, name and body of each declaration."""
    for start in _BLOCK.finditer(text):
        if start[0].endswith("{"):
            depth, end = 1, start.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            yield start[1], start[2], text[start.end() : end - 1]
        else:
            yield start[1], start[2], text[start.end() : text.index(";", start.end())]


def _statements(body: str) -> list[str]:
    return _parts(body, ";")


def _parts(text: str, sign: str = ",") -> list[str]:
    """A text cut at the signs that stand in no bracket."""
    parts, depth = [""], 0
    for place, letter in enumerate(text):
        if letter in "([{<":
            depth += 1
        elif letter in ")]}" or (letter == ">" and text[place - 1] != "="):
            depth -= 1
        if letter == sign and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
