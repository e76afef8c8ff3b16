"""A code of a message that the program names is one that the catalogue has: a typo fails here or in mypy."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from tests.tools import ROOT
from xlpy.catalogue.load import shipped
from xlpy.model.codes import MessageCode

KNOWN = get_args(MessageCode)
REGISTRY = ROOT / "xlpy" / "model" / "codes.py"
LIKE_A_CODE = re.compile(r"[TBDONC]\d{3}")
HOLDERS = {"code", "reason", "problem", "caused_by"}
"""Attributes that hold a code."""


def named(tree: ast.AST) -> Iterator[str]:
    """Texts that look like a code, and all texts that an attribute of a code is compared with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and LIKE_A_CODE.fullmatch(node.value):
            yield node.value
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Attribute) and side.attr in HOLDERS for side in sides):
                yield from filter(None, (text for side in sides for text in _texts(side)))


def _texts(side: ast.expr) -> list[str]:
    parts = side.elts if isinstance(side, ast.Tuple | ast.Set | ast.List) else [side]
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def _tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def program() -> list[tuple[str, str]]:
    """Each code that a file of the program names, with the file."""
    files = sorted(set((ROOT / "xlpy").rglob("*.py")) - {REGISTRY})
    return [(str(path.relative_to(ROOT)), code) for path in files for code in named(_tree(path))]


@pytest.mark.parametrize("year", ["2023-2024", "2025-2026"])
def test_the_registry_has_the_messages_of_the_catalogue_in_their_order(year: str) -> None:
    assert tuple(shipped(year).message) == KNOWN


def test_every_code_named_in_the_program_is_registered() -> None:
    assert [f"{path}: {code}" for path, code in program() if code not in KNOWN] == []


def test_every_registered_code_is_named_somewhere() -> None:
    assert set(KNOWN) - {code for _, code in program()} == set()


@pytest.mark.parametrize("line", ['x = "O999"', 'f.code == "D3O6"', 'f.code in ("T110", "T11l")'])
def test_a_typo_is_seen(line: str) -> None:
    assert set(named(ast.parse(line))) - set(KNOWN) != set()
