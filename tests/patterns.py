"""Every regular expression of the product with the ways in which it is used, and texts made to hurt it."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from tests.tools import ROOT

LENGTH = 32_767
"""Letters that a cell of a spreadsheet may hold."""
WAYS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_CALLED = re.compile(rf"\bre\.(?:compile|{'|'.join(WAYS)})\(")
STANDALONE = ("xlpy/toolbar.py", "xlpy/start.py", "xlpy/__main__.py", "run.py")
"""Files that are no modules to import: their expressions must be literals."""
LOCAL: Mapping[str, Mapping[str, Any]] = {
    "xlpy/book/excel/paint.py": {"name": "Sheet", "other": "Other"},
    "xlpy/book/catalogue.py": {"word": "SUM"},
    "xlpy/outputs/marked/xmledit.py": {"name": "r"},
    "workbook/src/lint.py": {"wanted": r"^def a\("},
}
"""What names of a function stand for where an expression is built from them; all are escaped or written by us."""
TABLES = {"xlpy/app/commands/usage.py": "_SAID", "xlpy/intake/formats/sniff.py": "_MARKUP"}
"""Tables of texts of expressions, that stand first in each row."""
HELD: Mapping[str, Mapping[type, frozenset[str]]] = {
    "xlpy/intake/formats/xlsx_book.py _BESIDE": {str: frozenset({"fullmatch"}), bytes: frozenset({"findall"})},
}
"""How expressions are called that stand in a table, by what they read."""
BOUNDED = {
    "xlpy/app/commands/usage.py": 2_000,
    "xlpy/intake/formats/sniff.py": 4_096,
}
"""Files that never look at longer texts: most letters."""


@dataclass(frozen=True, slots=True)
class Found:
    """One expression: where it stands, its name if it has one, and the ways in which it is called."""

    file: str
    name: str
    pattern: re.Pattern[Any]
    ways: frozenset[str]

    @property
    def longest(self) -> int:
        """Letters of the longest text that it ever meets."""
        return BOUNDED.get(self.label, BOUNDED.get(self.file, LENGTH))

    @property
    def label(self) -> str:
        return f"{self.file} {self.name}".strip()


def _shipped() -> Iterator[tuple[str, str]]:
    """Every Python file that is shipped, and its text."""
    for path in sorted([*ROOT.glob("xlpy/**/*.py"), *ROOT.glob("workbook/src/*.py"), ROOT / "run.py"]):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def files() -> tuple[str, ...]:
    """The shipped files that call for expressions: told by their text, which is quick enough to name tests by."""
    return tuple(file for file, text in _shipped() if _CALLED.search(text))


@cache
def all_found() -> tuple[Found, ...]:
    """Of every Python file that is shipped; raises ValueError for an expression that can't be known."""
    trees = {file: ast.parse(text) for file, text in _shipped()}
    used: dict[tuple[str, str], set[str]] = {}
    for file, tree in trees.items():
        for name, way in _uses(tree):  # a private name is of its own file, another one of all
            used.setdefault((file if name.startswith("_") else "", name), set()).add(way)
    return tuple(found for file, tree in trees.items() for found in _of_file(file, tree, used))


def _uses(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WAYS:
            holder = node.value
            if isinstance(holder, ast.Name):
                yield holder.id, node.attr
            elif isinstance(holder, ast.Attribute):
                yield holder.attr, node.attr


def _of_file(file: str, tree: ast.Module, used: Mapping[tuple[str, str], set[str]]) -> Iterator[Found]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _of_re(node)]
    if not calls:
        return
    space = _namespace(file)
    named = {name: value for name, value in space.items() if name.isidentifier()}
    held: set[re.Pattern[Any]] = set()
    for name, value in named.items():
        for pattern in _patterns_in(value):
            if pattern not in held and _assigned(tree, name):
                held.add(pattern)
                known = HELD.get(f"{file} {name}", {}).get(type(pattern.pattern), frozenset())
                ways = used.get((file if name.startswith("_") else "", name), known) or {"search", "fullmatch"}
                yield Found(file, name, pattern, frozenset(ways))
    for call in calls:
        way = call.func.attr  # type: ignore[attr-defined]
        flags = _flags(call, way, space)
        if way != "compile" and isinstance(call.args[0], ast.Name) and file in TABLES:
            for number, (row, *_) in enumerate(space[TABLES[file]], 1):
                yield Found(file, f"{TABLES[file]} {number}", re.compile(row, flags), frozenset({way}))
            continue
        try:
            text = eval(compile(ast.Expression(call.args[0]), file, "eval"), {**space, **LOCAL.get(file, {})})
        except NameError as fault:
            if way == "compile" and held:
                continue  # built in a loop at the top of the module: found by its value
            raise ValueError(f"{file}:{call.lineno}: {fault}") from fault
        pattern = re.compile(text, flags)
        if pattern not in held:
            applied = {way} if way != "compile" else {"search", "fullmatch"}
            yield Found(file, f"line {call.lineno}", pattern, frozenset(applied))


def _of_re(call: ast.Call) -> bool:
    func = call.func
    if not isinstance(func, ast.Attribute) or not isinstance(func.value, ast.Name):
        return False
    return func.value.id == "re" and func.attr in (*WAYS, "compile")


def _flags(call: ast.Call, way: str, space: Mapping[str, Any]) -> int:
    """The flags of a call: by their name, or at their place."""
    place = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(way, 2)
    nodes = [*(word.value for word in call.keywords if word.arg == "flags"), *call.args[place : place + 1]]
    return int(eval(compile(ast.Expression(nodes[0]), "flags", "eval"), {**space})) if nodes else 0


def _namespace(file: str) -> dict[str, Any]:
    if file in STANDALONE:
        return {"re": re}
    return vars(importlib.import_module(Path(file).with_suffix("").as_posix().replace("/", ".")))


def _assigned(tree: ast.Module, name: str) -> bool:
    """Whether the module itself makes the name (and does not import it)."""
    return any(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == name for node in ast.walk(tree)
    )


def _patterns_in(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, (tuple, list, frozenset, set)):
        for one in value:
            yield from _patterns_in(one, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for one in value.values():
            yield from _patterns_in(one, depth + 1)


def hostile(pattern: re.Pattern[Any], length: int) -> Iterator[Any]:
    """Texts of a length: what the expression looks for, one sign or two after one another, over and over, cut off."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    sample = list(_signs(parser.parse(text, pattern.flags)))
    signs = list(dict.fromkeys([*sample, " ", "a", "1"]))[:12]
    seeds = [*signs, *(a + b for a in signs[:5] for b in signs[:5] if a != b), "1.", "a1 ", "<a "]
    seeds += ["".join(sample[:size]) + end for size in (3, 6, 9, 12, 15, 17, 20, 30) for end in ("", " ")]
    for seed in seeds:
        whole = (seed * (length // len(seed) + 1))[: length - 1]
        for end in ("\x00", ""):
            yield whole + end if isinstance(pattern.pattern, str) else (whole + end).encode("latin-1", "replace")


def _signs(parsed: Any) -> Iterator[str]:
    """A sign for each thing that the expression may take, in its order."""
    for operator, value in parsed:
        if operator in (constants.LITERAL, constants.NOT_LITERAL):
            yield chr(value)
        elif operator is constants.IN:
            yield from _of_class(value)
        elif operator is constants.ANY:
            yield "x"
        elif operator is constants.BRANCH:
            for branch in value[1]:
                yield from _signs(branch)
        elif operator in (constants.SUBPATTERN,):
            yield from _signs(value[3])
        elif isinstance(value, tuple):
            for one in value:
                if isinstance(one, parser.SubPattern):
                    yield from _signs(one)


_OF_CATEGORY = {
    constants.CATEGORY_DIGIT: "7",
    constants.CATEGORY_SPACE: " ",
    constants.CATEGORY_WORD: "b",
    constants.CATEGORY_NOT_DIGIT: "c",
    constants.CATEGORY_NOT_SPACE: "d",
    constants.CATEGORY_NOT_WORD: "-",
}


def _of_class(items: Any) -> Iterator[str]:
    for operator, value in items:
        if operator is constants.LITERAL:
            yield chr(value)
        elif operator is constants.RANGE:
            yield chr(value[0])
        elif operator is constants.CATEGORY:
            yield _OF_CATEGORY[value]
