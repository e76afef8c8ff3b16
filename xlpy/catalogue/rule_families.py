"""A rule written once for many indicators: the mark that stands for them, and the rules that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from xlpy.model.catalogue import Catalogue, Indicator, Rule

CHOICES: Mapping[str, Callable[[Indicator], bool]] = {
    "{indicator}": lambda indicator: indicator.cumulative,
    "{planned}": lambda indicator: indicator.has_plan,
}
"""What a rule may write in place of a code, and which indicators it then stands for: cumulative or planned ones."""


def each_of(rule: Rule) -> str:
    """The mark that the rule's left side holds, '' where it is about the indicators that it names."""
    return next((mark for mark in CHOICES if mark in rule.left), "")


def expand(catalogue: Catalogue, rule: Rule) -> tuple[Rule, ...]:
    """A rule with a mark as one rule for each indicator that somebody reports; any other rule alone."""
    mark = each_of(rule)
    return tuple(filled(rule, indicator) for indicator in _meant(catalogue, mark)) if mark else (rule,)


def filled(rule: Rule, indicator: Indicator) -> Rule:
    """The rule for one indicator, asked of those who report it; a rule without a mark as it is."""
    mark = each_of(rule)
    if not mark:
        return rule
    left, right = (side.replace(mark, indicator.code) for side in (rule.left, rule.right))
    return replace(rule, applies_to=indicator.reported_by, left=left, right=right)


def example(catalogue: Catalogue, rule: Rule) -> Rule:
    """The rule for the first indicator that it stands for, to see whether it can be computed."""
    meant = _meant(catalogue, each_of(rule)) or catalogue.indicators
    return filled(rule, meant[0]) if meant else rule


def _meant(catalogue: Catalogue, mark: str) -> tuple[Indicator, ...]:
    if not mark:
        return ()
    return tuple(row for row in catalogue.indicators if row.reported_by and CHOICES[mark](row))
