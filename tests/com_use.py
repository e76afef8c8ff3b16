"""What our code uses of Excel behind ``.api`` and of an Excel that it starts itself, found by reading its text.

Types are followed from a root (a sheet's ``.api`` is a Worksheet) along members, calls and names. What can't be
followed any more because Excel itself gives anything there (`Any`) ends the way; a root that nobody knows is an error.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.com_typings import Member, Typings

ROOTS = {"app": "Excel.Application", "book": "Excel.Workbook", "sheet": "Excel.Worksheet", "old": "Excel.Worksheet"}
ROOTS |= dict.fromkeys(("place", "cells", "cell", "range"), "Excel.Range")
"""By the last word of what stands before ``.api``."""
STARTED = dict.fromkeys(("excel", "program"), "Excel.Application")
"""Names of an Excel that we start; ``word`` is not checked, npm has no typings of Word."""
_WORD = re.compile(r"[A-Z][A-Za-z]+")
_CONSTANT = re.compile(r"\b(?:xl|mso|wd)[A-Z]\w+")
Types = frozenset[str]
NOTHING: Types = frozenset()
Named = dict[str, "tuple[ast.AST, Named]"]
"""Constants and functions by name, each with the names that its own module knows."""


class Module:
    """The text of one of our modules, and of those it takes constants from."""

    def __init__(self, source: str, known: Typings) -> None:
        self.tree, self.known = ast.parse(source), known
        self.named: Named = {}
        self.named |= {name: (value, self.named) for name, value in _named(self.tree)}
        self.used: set[str] = set()
        self.wrong: list[str] = []

    def read(self) -> Module:
        """Look at every function; fills ``used`` and ``wrong``."""
        starts = "DispatchEx" in ast.unparse(self.tree)
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef):
                _Function(self, function, STARTED if starts else {}).read()
        self._check_constants()
        return self

    def say(self, node: ast.AST, what: str) -> None:
        """A fault at its line."""
        self.wrong = list(dict.fromkeys((*self.wrong, f"line {getattr(node, 'lineno', '?')}: {what}")))

    def words(self, node: ast.expr) -> set[str]:
        """Members' names that an expression may stand for: texts in it, in constants and functions that it names."""
        found: set[str] = set()
        todo: list[tuple[ast.AST, Named]] = [(node, self.named)]
        seen: set[str] = set()
        while todo:
            part, named = todo.pop()
            for each in ast.walk(part):
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and _WORD.fullmatch(each.value):
                    found.add(each.value)
                elif isinstance(each, ast.Name) and each.id not in seen:
                    seen.add(each.id)
                    todo += [named[each.id]] if each.id in named else []
        return found

    def _check_constants(self) -> None:
        """A number beside whose definition Excel's own name stands (``xlLandscape``) has its value."""
        for first, second in zip(self.tree.body, self.tree.body[1:], strict=False):
            said = isinstance(second, ast.Expr) and isinstance(second.value, ast.Constant) and second.value.value
            if not isinstance(first, ast.Assign) or not isinstance(said, str):
                continue
            names = _CONSTANT.findall(said)
            values = first.value.elts if isinstance(first.value, ast.Tuple) else [first.value]
            if names and len(names) != len(values):
                self.say(first, f"{len(values)} values, but {names}")
            for name, value in zip(names, values, strict=False):
                if not name.startswith("wd"):
                    self.used.add(name)
                    if self.known.constants.get(name) != ast.literal_eval(value):
                        self.say(first, f"{name} is {self.known.constants.get(name)}, not {ast.unparse(value)}")


class _Function:
    """One function: what its names stand for, wherever in it they were given it."""

    def __init__(self, module: Module, node: ast.FunctionDef, started: dict[str, str]) -> None:
        self.module, self.node = module, node
        arguments = {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
        self.types: dict[str, Types] = {name: frozenset({started[name]}) for name in arguments & started.keys()}
        self.texts: dict[str, set[str]] = {}

    def read(self) -> None:
        for node in ast.walk(self.node):
            if isinstance(node, ast.Assign):
                self._assign(node)
            elif isinstance(node, ast.For | ast.comprehension):
                names = [each.id for each in ast.walk(node.target) if isinstance(each, ast.Name)]
                self.texts |= dict.fromkeys(names, self.module.words(node.iter))
        for node in ast.walk(self.node):
            if isinstance(node, ast.Assign):
                self._put(node)
            elif isinstance(node, ast.Attribute | ast.Call):
                self.type_of(node)
                self._by_name(node)

    def _assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                if found := self._started(node.value) or self.type_of(node.value):
                    self.types[target.id] = found
                self.texts[target.id] = self.module.words(node.value)

    def _started(self, value: ast.expr) -> Types:
        is_start = isinstance(value, ast.Call) and ast.unparse(value.func).endswith("DispatchEx")
        return frozenset({"Excel.Application"}) if is_start and "Excel.Application" in ast.unparse(value) else NOTHING

    def type_of(self, node: ast.expr) -> Types:
        """The types an expression may have; empty where it is none of Excel's, or anything."""
        if isinstance(node, ast.Name):
            return self.types.get(node.id, NOTHING)
        if isinstance(node, ast.Attribute):
            if node.attr == "api":
                return self._root(node)
            return self._member(node, self.type_of(node.value), node.attr)
        if isinstance(node, ast.Call):
            return self._call(node)
        return NOTHING

    def _root(self, node: ast.Attribute) -> Types:
        last = re.findall(r"\w+", ast.unparse(node.value))[-1].strip("_")
        if last not in ROOTS:
            self.module.say(node, f"what is {ast.unparse(node)}?")
        return frozenset({ROOTS[last]}) if last in ROOTS else NOTHING

    def _members(self, node: ast.AST, types: Types, name: str) -> list[tuple[str, Member]]:
        """Where the member is found; a fault where it is nowhere."""
        found = [(each, self.module.known.types[each][name]) for each in types if name in self.module.known.types[each]]
        self.module.used |= {f"{each}.{name}" for each, _ in found}
        if types and not found:
            self.module.say(node, f"{' or '.join(types)} has no {name}")
        return found

    def _member(self, node: ast.AST, types: Types, name: str) -> Types:
        results = [
            self.module.known.types_in(m.result, each.split(".")[0]) for each, m in self._members(node, types, name)
        ]
        return frozenset().union(*results)

    def _call(self, node: ast.Call) -> Types:
        if isinstance(node.func, ast.Attribute) and node.func.attr != "api":
            owners, name = self.type_of(node.func.value), node.func.attr
            members = self._members(node, owners, name)
            results = self._member(node, owners, name)
            if not any(member.arguments for _, member in members):  # a property: what it gives is called
                owners, name = results, "Item"
                callable_ones = frozenset(t for t in results if "Item" in self.module.known.types[t])
                members = self._members(node, callable_ones, name)
                results = self._member(node, callable_ones, name)
        else:
            owners, name = self.type_of(node.func), "Item"
            members, results = self._members(node, owners, name), self._member(node, owners, name)
        ways = [way for _, member in members for way in member.arguments]
        names = {word for each in node.keywords for word in ([each.arg] if each.arg else self._words(each.value))}
        if ways and not any(len(way) >= len(node.args) and names <= set(way) for way in ways):
            self.module.say(node, f"{name} takes no {len(node.args)} arguments and {sorted(names)}")
        self.module.used |= {f"{owner}.{name}({each})" for owner in owners for each in names}
        return results

    def _words(self, node: ast.expr) -> set[str]:
        if isinstance(node, ast.Name) and node.id in self.texts:
            return self.texts[node.id]
        return self.module.words(node)

    def _put(self, node: ast.Assign) -> None:
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple):
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value] * len(target.elts)
                pairs = list(zip(target.elts, values, strict=True))
            for place, value in pairs:
                if isinstance(place, ast.Attribute) and place.attr != "api":
                    self._set(place, self.type_of(place.value), place.attr, value)

    def _set(self, node: ast.AST, types: Types, name: str, value: ast.expr | None) -> None:
        for owner, member in self._members(node, types, name):
            if not member.settable:
                self.module.say(node, f"{owner}.{name} can't be set")
            kind = member.result if "." in member.result else f"{owner.split('.')[0]}.{member.result}"
            allowed = self.module.known.enumerations.get(kind.strip())
            if allowed and isinstance(value, ast.Constant) and type(value.value) is int and value.value not in allowed:
                self.module.say(node, f"{owner}.{name} is never {value.value}")

    def _by_name(self, node: ast.expr) -> None:
        """Members that ``setattr`` and ``getattr`` reach by texts."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return
        if node.func.id not in ("setattr", "getattr") or not (owner := self.type_of(node.args[0])):
            return
        words = self._words(node.args[1])
        if not words:
            self.module.say(node, "a member by a name that is nowhere")
        for word in words:
            if node.func.id == "setattr":
                self._set(node, owner, word, None)
            else:
                self._member(node, owner, word)


def _named(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Constants and functions by their names."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.FunctionDef):
            yield node.name, node


def modules_of(root: Path, paths: list[Path], known: Typings) -> dict[str, Module]:
    """Our modules by full name, each with the constants and functions that it imports from another of them."""
    made = {
        ".".join(path.relative_to(root).with_suffix("").parts): Module(path.read_text("utf-8"), known) for path in paths
    }
    for module in made.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and node.module in made:
                theirs = made[node.module].named
                module.named |= {each.name: theirs[each.name] for each in node.names if each.name in theirs}
    return {name: module.read() for name, module in made.items()}
