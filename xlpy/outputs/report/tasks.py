"""Part II: each task told by its figures, then by the progress and the results of its activities."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xlpy.model.catalogue import Task
from xlpy.model.edition import Gap, Missing, Total
from xlpy.outputs.report.content import Paragraph, Runs, Style, Term, joined
from xlpy.outputs.report.context import Telling, item
from xlpy.outputs.report.held_figures import held_words
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.names import subject
from xlpy.outputs.report.progress import TaskProgress
from xlpy.outputs.report.selection import ToldIndicator, told
from xlpy.outputs.report.works import Works


@dataclass(frozen=True)
class TaskText:
    """Tells one task; ``elsewhere`` are indicators, ``led`` activities that another part of the report tells."""

    telling: Telling
    task: Task
    elsewhere: Collection[str]
    led: Sequence[str] = ()

    def paragraphs(self) -> list[Paragraph]:
        """The task's heading, its figures, how its activities stand, what was done."""
        progress = TaskProgress(self.telling, self.task).paragraphs()
        works = [item(text) for text in Works(self.telling, self.task, self.led).paragraphs()]
        heading = Paragraph((Term(f"{self.task.number}. {self.task.name}"),), Style.HEADING)
        return [heading, *(Paragraph(runs) for runs in (*self.indicators(), *progress, *works))]

    def indicators(self) -> list[Runs]:
        """Each told indicator, then those that nobody gave a number for."""
        chosen = told(self.telling.catalogue, self.task, self.elsewhere)
        figures = self.telling.figures
        found = [(one, total) for one in chosen if (total := figures.total(one.indicator)) is not None]
        also = frozenset(one.indicator.code for one in chosen if not one.indicator.is_computed)
        teller = Teller(self.telling, also)
        texts = [item(teller.sentence(one, total)) for one, total in found if total.value is not None]
        return [*texts, *self._gaps([(one, total) for one, total in found if total.value is None])]

    def _gaps(self, found: list[tuple[ToldIndicator, Total]]) -> list[Runs]:
        """Indicators without any number, those that lack the same units in one sentence.

        Units that have no report at all are not named again: the summary names them.
        """
        groups: dict[tuple[bool, tuple[Missing, ...], Runs], list[str]] = {}
        for one, total in found:
            held = held_words(self.telling, one.indicator)
            groups.setdefault((bool(total.missing), self._named(total), held), []).append(subject(one.indicator))
        texts = []
        for (lacking, named, held), names in groups.items():
            listed = joined([(Term(name),) for name in names], "; ")
            texts.append(joined([self._gap(listed, lacking, named), held], "; "))
        return [item(text) for text in texts]

    def _named(self, total: Total) -> tuple[Missing, ...]:
        """Reporting units to name as lacking: of many those alone that have no figure yet, part I counts the others."""
        gone = {lack.unit for lack in self.telling.absent}
        others = [lack for lack in dict.fromkeys(total.missing) if lack.unit not in gone]
        if len(others) <= self.telling.names_shown:
            return tuple(others)
        return tuple(lack for lack in others if lack.gap is Gap.NOT_YET)

    def _gap(self, listed: Runs, lacking: bool, named: tuple[Missing, ...]) -> Runs:
        patterns = self.telling.patterns
        if named:
            return patterns.sentence("thieu.khong_so", ten=listed, don_vi=self.telling.lack(named))
        return patterns.sentence("thieu.khong_so_chung" if lacking else "thieu.khong_phat_sinh", ten=listed)
