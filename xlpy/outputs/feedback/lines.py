"""The findings of one unit as numbered lines of its slip: roots only, by task, each with its row for context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.codes import MessageCode
from xlpy.model.edition import Edition
from xlpy.model.submission import Finding, Severity
from xlpy.outputs.feedback.context import Context, Related
from xlpy.outputs.feedback.share import place, slip_findings, with_bare_names
from xlpy.outputs.grouping import OF_FILE, Line, cells_of, clusters, group
from xlpy.outputs.holding_words import held_words
from xlpy.outputs.messages import matter
from xlpy.outputs.remarks import remarks_words

NO_TASK = ""
"""Task code of the section about files and forms as a whole."""
SENDING: tuple[MessageCode, ...] = ("T110", "T111")
"""Codes about which file counts: what follows from them is said of the files that don't."""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of a slip: a finding, and all of its kind in the same sheet where there are many.

    ``row`` is the text of the row it stands in, ``column`` and ``written`` what the unit wrote in that cell,
    ``related`` the figures that a rule compares. ``matter`` says what was found and what is expected, ``more`` what
    else the line stands for, ``held`` what it keeps out of the edition.
    """

    number: int
    severity: Severity
    code: str
    place: str
    row: str
    column: str
    written: str
    related: tuple[Related, ...]
    matter: str
    more: str
    held: str
    remedy: str
    count: int
    """How many findings it stands for, without the consequences that ``more`` counts."""


@dataclass(frozen=True, slots=True)
class Section:
    """The lines under one task (or about the files as a whole)."""

    title: str
    lines: tuple[SlipLine, ...]


def sections(edition: Edition, unit: Unit, context: Context) -> tuple[tuple[Section, ...], tuple[SlipLine, ...]]:
    """What to act on, by task in the plan's order, files as a whole first; and apart, what is told for information."""
    findings = tuple(with_bare_names(slip_findings(edition, unit)))
    lines = group(findings)
    telling = [line for line in lines if line.finding.severity is Severity.INFO]
    acting = [part for line in lines if line.finding.severity is not Severity.INFO for part in by_task(line, findings)]
    write = _Writer(edition, unit, context, findings).line
    order = (NO_TASK, *(task.code for task in edition.catalogue.tasks))
    numbered: list[Section] = []
    number = 0
    for code in order:
        here = [line for line in acting if _section(line.finding, order) == code]
        if here:
            made = tuple(write(line, number + n) for n, line in enumerate(here, 1))
            number += len(made)
            numbered.append(Section(_title(edition.catalogue, code), made))
    return tuple(numbered), tuple(write(line, n) for n, line in enumerate(telling, 1))


def by_task(line: Line, findings: Sequence[Finding]) -> Iterator[Line]:
    """A line of many alike, taken apart by task; few that are left of it get a line each. Nothing is dropped.

    Each part keeps the consequences of its own task, the first those of no task; ``findings`` are all of the unit.
    """
    if not line.others or line.finding.code in OF_FILE:
        yield line
        return
    tasks: dict[str, list[Finding]] = {}
    for finding in line.findings:
        tasks.setdefault(finding.task, []).append(finding)
    file = line.finding.source.file
    follows = Counter(f.task for f in findings if (f.caused_by, f.source.file) == (line.finding.code, file))
    rest = line.folded - sum(follows[task] for task in tasks)
    for task, here in tasks.items():
        folded = follows[task] + rest
        for together in clusters(here):
            yield Line(together[0], tuple(together[1:]), folded)
            folded = 0
        rest = 0


def _section(finding: Finding, known: Sequence[str]) -> str:
    return NO_TASK if finding.code in OF_FILE or finding.task not in known else finding.task


def _title(catalogue: Catalogue, task: str) -> str:
    if task == NO_TASK:
        return "Về báo cáo và biểu mẫu đã gửi"
    return f"Nhiệm vụ {catalogue.task[task].number}. {catalogue.task[task].short_name}"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns grouped findings of one unit into lines of its slip."""

    edition: Edition
    unit: Unit
    context: Context
    findings: Sequence[Finding]

    @property
    def catalogue(self) -> Catalogue:
        """The edition's catalogue."""
        return self.edition.catalogue

    def line(self, line: Line, number: int) -> SlipLine:
        """One line in words."""
        finding = replace(line.finding, source=line.source)
        where = self._place(finding)
        related = self.context.related(finding)
        own = finding.source.cell in [figure.cell for figure in related]
        return SlipLine(
            number,
            finding.severity,
            finding.code,
            where[:1].upper() + where[1:],
            self.context.row(finding),
            *(("", "") if own else self.context.written(finding)),
            related,
            line.counted or self._matter(finding) + self._explained(line),
            "" if line.counted else self._more(line),
            held_words(self.edition, line.findings),
            line.remedy(self.catalogue),
            line.count,
        )

    def _place(self, finding: Finding) -> str:
        """Where it stands; the file is named where it is not the one in use."""
        source = finding.source
        if not source.file:
            return "số liệu toàn tỉnh"
        where = place(source)
        if source.file != self.context.file:
            return f"bản {finding.params.get('file') or source.file}{', ' if where else ''}{where}"
        return where or ("cả nhiệm vụ" if finding.task else "cả biểu mẫu")

    def _matter(self, finding: Finding) -> str:
        """The sentence without place, unit and file before it: the slip is the unit's own and says them elsewhere."""
        text = matter(self.catalogue, finding)
        for start in (f"{self.unit.name}: ", f"{self.unit.name}, tệp {finding.params.get('file')}: "):
            text = text.removeprefix(start)
        return text[:1].upper() + text[1:]

    def _explained(self, line: Line) -> str:
        """What the unit itself wrote beside the figures: it sees that its words were read."""
        said = remarks_words(self.edition, line.findings)
        return f" Đơn vị giải trình, ô {said}." if said else ""

    def _more(self, line: Line) -> str:
        """What else the line stands for: the cells of those alike, the consequences."""
        parts = []
        if line.others:
            cells = cells_of(line.others, line.finding.source.sheet)
            parts.append(f"Cùng loại ở {len(line.others)} chỗ khác{cells}.")
        if line.folded and line.finding.code in SENDING:
            parts.append(f"{line.folded} nội dung ở bản không dùng không nêu tại đây.")
        elif line.folded:
            following = self._following(line.finding)
            cells, many = cells_of(following, ""), len({each.source for each in following if each.source.cell})
            where = f", ở {many} ô" if many not in (0, line.folded) else ""
            end = "; tự hết khi sửa xong chỗ này" if line.is_mended else ""
            parts.append(f"Kéo theo {line.folded} nội dung khác{where}{cells}{end}.")
        return " ".join(parts)

    def _following(self, root: Finding) -> list[Finding]:
        """What follows from a root in its own task; nothing is listed for one that keeps a whole file out."""
        return [
            finding
            for finding in self.findings
            if root.task and (finding.caused_by, finding.task) == (root.code, root.task)
        ]
