"""What units say, by what a finding is about: the value that stands beside a finding and that a decision names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlpy.basics.decimals import format_vn
from xlpy.model.submission import ActivityReport, Answer, Column, FigureRef, Finding


@dataclass(frozen=True)
class Statements:
    """What the files that count say: figures by (unit, indicator, column), lines of activities by (unit, activity)."""

    figures: Mapping[tuple[str, str, Column], Answer]
    lines: Mapping[tuple[str, str], ActivityReport]

    @classmethod
    def of(cls, answers: Iterable[Answer], reports: Iterable[ActivityReport]) -> Statements:
        """Out of these."""
        figures = {(each.unit, each.indicator, each.column): each for each in answers}
        return cls(figures, {(each.unit, each.activity): each for each in reports})

    def about(self, finding: Finding) -> str:
        """What the unit wrote where a finding stands: ``1.338; 379; 577``, all that it is about, in its order.

        Of a finding about none of these what it quotes itself, '' where it quotes nothing.
        """
        words = []
        for touched in finding.touches:
            if isinstance(touched, FigureRef):
                answer = self.figures.get((finding.unit, *touched))
                words += [shown(answer)] if answer else []
            elif report := self.lines.get((finding.unit, touched.activity)):
                words += [report.status, "" if report.percent is None else f"{format_vn(report.percent)}%"]
        return "; ".join(filter(None, words)) or finding.params.get("raw", "")


def shown(answer: Answer) -> str:
    """An answer as a reader writes it."""
    return format_vn(answer.value) if answer.value is not None else answer.raw or answer.state.value
