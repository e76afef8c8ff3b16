"""What a Word template may say: print values, go through lists, choose by conditions; nothing else.

Templates travel by mail. One that could call, calculate or build lists could fill the memory with a line
(``'x' * 10 ** 9``, ``~`` or ``+`` in a loop, ``center``, ``range``, ``lipsum``), and no paper needs any of it. So the
tree of the template is looked through before it runs, and what is not known to be harmless is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as OF_JINJA
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = frozenset(
    {"upper", "lower", "capitalize", "trim", "length", "count", "first", "last", "default", "d", "join"}
)
"""Filters whose result is no longer than what they are given."""
_HARMLESS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Test,
    nodes.Keyword,
    nodes.Filter,
    nodes.For,
    nodes.Tuple,
    nodes.ScopedEvalContextModifier,
)


class Sandbox(ImmutableSandboxedEnvironment):
    """The engine for templates that staff edit. Raises SecurityError, with the forbidden word, before anything runs."""

    def __init__(self, undefined: type, printed: Callable[[Any], Any], *, escapes: bool = True) -> None:
        super().__init__(undefined=undefined, autoescape=escapes, finalize=printed)
        self.globals.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The tree, for every part of the document alike (headers and properties are templates, too)."""
        tree = super()._parse(source, name, filename)
        _look_through(tree, None)
        return tree


def _look_through(node: nodes.Node, around: str | None) -> None:
    """Refuse what is not known to be harmless; ``around`` is the variable of the nearest loop."""
    if not isinstance(node, _HARMLESS):
        raise SecurityError(type(node).__name__.lower())
    if isinstance(node, nodes.Filter) and node.name in OF_JINJA and node.name not in FILTERS:
        raise SecurityError(node.name)
    listed = isinstance(node, nodes.Tuple) and node.ctx == "load"
    if listed and not all(isinstance(one, nodes.Const) for one in node.iter_child_nodes()):
        raise SecurityError("tuple")
    if isinstance(node, nodes.For):
        # Within a loop only what belongs to its own item is gone through: so no value is met more than once.
        if node.recursive or (around is not None and _root(node.iter) != around):
            raise SecurityError("for")
        _look_through(node.iter, around)
        for child in (node.target, node.test):
            if child is not None:
                _look_through(child, around)
        inner = node.target.name if isinstance(node.target, nodes.Name) else ""
        for child in (*node.body, *node.else_):
            _look_through(child, inner)
        return
    for child in node.iter_child_nodes():
        _look_through(child, around)


def _root(node: nodes.Node) -> str:
    """The name that an expression begins with: ``nhom`` of ``nhom.dong``; '' where it is no such thing."""
    while isinstance(node, (nodes.Getattr, nodes.Getitem)):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""
