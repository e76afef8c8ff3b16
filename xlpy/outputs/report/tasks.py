"""Part II: each task told by its figures, the progress of its activities, and what departments report of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from xlpy.model.catalogue import Task, Unit, UnitKind
from xlpy.model.edition import Missing, Total
from xlpy.model.submission import ActivityReport
from xlpy.outputs.report.content import Paragraph, Runs, Said, Style, Term, joined
from xlpy.outputs.report.context import Telling, item, sentences
from xlpy.outputs.report.held_figures import held_words
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.names import going_on, quoted, subject
from xlpy.outputs.report.progress import TaskProgress
from xlpy.outputs.report.selection import ToldIndicator, told

LETTERS = "abcd"


@dataclass(frozen=True)
class TaskText:
    """Tells one task; ``elsewhere`` are indicators that another part of the report tells."""

    telling: Telling
    task: Task
    elsewhere: Collection[str]

    def paragraphs(self) -> list[Paragraph]:
        """The task's heading and its lettered points; a point without content is left out."""
        patterns = self.telling.patterns
        points = (
            (patterns.fill("diem.chi_tieu"), self.indicators()),
            (patterns.fill("diem.tien_do"), TaskProgress(self.telling, self.task).paragraphs()),
            (self._results_title(), self.results()),
        )
        paragraphs = [Paragraph((Term(f"{self.task.number}. {self.task.name}"),), Style.HEADING)]
        letters = iter(LETTERS)
        for title, texts in points:
            if texts:
                letter = Term(f"{next(letters)}) ")
                paragraphs.append(Paragraph((letter, *title), Style.SUBHEADING))
                paragraphs += [Paragraph(runs) for runs in texts]
        return paragraphs

    def indicators(self) -> list[Runs]:
        """Who is missing in general, then each told indicator, then those that nobody gave a number for."""
        chosen = told(self.telling.catalogue, self.task, self.elsewhere)
        figures = self.telling.figures
        found = [(one, total) for one in chosen if (total := figures.total(one.indicator)) is not None]
        base = self._base([total for _, total in found if total.value is not None])
        also = frozenset(one.indicator.code for one in chosen if not one.indicator.is_computed)
        teller = Teller(self.telling, base, also)
        texts = []
        if base:
            texts.append(sentences(self.telling.patterns.sentence("thieu.chung", don_vi=self.telling.lack(base))))
        texts += [item(teller.sentence(one, total)) for one, total in found if total.value is not None]
        return [*texts, *self._gaps([(one, total) for one, total in found if total.value is None])]

    def _base(self, totals: list[Total]) -> tuple[Missing, ...]:
        """The units missing in most of the totals that several units are asked for."""
        sets = Counter(
            tuple(dict.fromkeys(t.missing)) for t in totals if t.missing and len(self.telling.figures.asked(t)) > 1
        )
        return max(sets, key=lambda missing: (sets[missing], -len(missing))) if sets else ()

    def _gaps(self, found: list[tuple[ToldIndicator, Total]]) -> list[Runs]:
        """Indicators without any number, those that lack the same units in one sentence."""
        groups: dict[tuple[tuple[Missing, ...], Runs], list[str]] = {}
        for one, total in found:
            held = held_words(self.telling, one.indicator)
            groups.setdefault((tuple(dict.fromkeys(total.missing)), held), []).append(subject(one.indicator))
        patterns = self.telling.patterns
        texts = []
        for (missing, held), names in groups.items():
            listed = joined([(Term(name),) for name in names], "; ")
            if missing:
                words = patterns.sentence("thieu.khong_so", ten=listed, don_vi=self.telling.lack(missing))
                texts.append(joined([words, held], "; "))
            else:
                texts.append(patterns.sentence("thieu.khong_phat_sinh", ten=listed))
        return [item(text) for text in texts]

    def results(self) -> list[Runs]:
        """What the provincial departments report, word for word, with the evidence they name."""
        patterns, texts = self.telling.patterns, []
        for unit, works in self._departments:
            if unit.kind is UnitKind.DEPARTMENT:
                texts += [patterns.sentence("ket_qua.so", don_vi=unit.name, noi_dung=work) for work in works]
            else:
                said = joined([works[0], *(_going_on(work) for work in works[1:])], "; ")
                texts.append(patterns.sentence("ket_qua.don_vi", don_vi=unit.name, noi_dung=said))
        return [item(text) for text in texts]

    def _results_title(self) -> Runs:
        """Whose results they are: the office's, those of the departments beside it, or both."""
        kinds = {unit.kind is UnitKind.DEPARTMENT for unit, _ in self._departments}
        office = self.telling.catalogue.plan.office
        if kinds == {False}:
            return self.telling.patterns.fill("diem.ket_qua_phoi_hop")
        return self.telling.patterns.fill("diem.ket_qua" if False in kinds else "diem.ket_qua_so", co_quan=office)

    @cached_property
    def _departments(self) -> tuple[tuple[Unit, list[Runs]], ...]:
        """The departments that report results of this task, with these."""
        found = ((unit, self._works(unit.code)) for unit in self.telling.senders if unit.kind is not UnitKind.LOCAL)
        return tuple((unit, works) for unit, works in found if works)

    def _works(self, unit: str) -> list[Runs]:
        known = self.telling.catalogue.activity
        reports = [r for r in self.telling.edition.activities if r.unit == unit and r.result]
        return [self._work(r) for r in reports if known[r.activity].task == self.task.code]

    def _work(self, report: ActivityReport) -> Runs:
        assert report.result is not None
        result = (Said(quoted(report.result.value), (report.result.source,)),)
        if report.evidence is None:
            return result
        evidence = (Said(quoted(report.evidence.value), (report.evidence.source,)),)
        return self.telling.patterns.fill("ket_qua.viec", ket_qua=result, minh_chung=evidence)


def _going_on(work: Runs) -> Runs:
    """A quotation that follows another one in the same sentence."""
    first, *rest = work
    return (replace(first, text=going_on(first.text)), *rest)
