"""Part II: each task told by its figures, then by the progress and the results of its activities."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xlpy.model.catalogue import Indicator, Task
from xlpy.model.edition import Total
from xlpy.outputs.report.computed_figures import beside_norms, told_with_shares
from xlpy.outputs.report.content import Paragraph, Runs, Style, Term
from xlpy.outputs.report.context import Telling, item
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.progress import TaskProgress
from xlpy.outputs.report.untold_indicators import stand_in, stand_in_words, untold
from xlpy.outputs.report.work_done import Works


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
        """Each told indicator, or the known part of a ratio; then those that nobody gave a number for."""
        telling, figures = self.telling, self.telling.figures
        chosen = told_with_shares(telling, self.task, self.elsewhere)
        also = frozenset(one.indicator.code for one in chosen if not one.indicator.is_computed)
        teller = Teller(telling, also)
        texts: list[Runs] = []
        empty: list[tuple[Indicator, Total]] = []
        for one in chosen:
            total = figures.total(one.indicator)
            if total is None:
                continue
            if total.value is not None:
                texts.append(teller.sentence(one, total))
            elif above := stand_in(telling, one):
                texts.append(stand_in_words(telling, teller, one, above))
            else:
                empty.append((one.indicator, total))
        return [item(text) for text in (*texts, beside_norms(telling, self.task), *untold(telling, empty)) if text]
