"""Findings of one cause as one line with its cells: the lines of every list, on screens and on paper. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlpy.basics.a1 import address_of
from xlpy.basics.cell_ranges import cell_list
from xlpy.intake.appearance import PERCENT_FORMAT
from xlpy.model.catalogue import Catalogue
from xlpy.model.codes import MessageCode
from xlpy.model.edition import Edition
from xlpy.model.submission import Finding, Severity, Source
from xlpy.outputs.messages import matter, remedy, sentence

GROUP_FROM = 4
"""From how many findings of one code in one sheet of a unit on they share one line, whatever each says."""
ENCODING: tuple[MessageCode, ...] = ("O413", "O414", "O415")
"""Codes about how letters are stored: one cause, one cure for the whole file, so one line however many cells."""
OF_FILE: tuple[MessageCode, ...] = (*ENCODING, "B210", "B213")
"""Codes whose cause lies in the file, not in a task: how letters are stored, what is hidden. Never parted by task."""
EACH_READING: Mapping[str, tuple[str, ...]] = {"O428": ("raw", "value", "rule"), "O406": ("rule",)}
"""Codes whose findings tell how something was read, and by which words readings differ: however many there are, those
that differ share no line, since one may be right and the other wrong."""
_REPAIRED: MessageCode = "O406"
_COMBINED: MessageCode = "O415"
_OF_ONE_CELL = ("cell", "raw", "task")
"""Words of a finding that may differ where the cause is one."""


def is_unseen(finding: Finding) -> bool:
    """Whether it tells of a repair that changes nothing that the eye sees: “1.875” as text read as 1.875."""
    return bool(_unseen(finding))


def _unseen(finding: Finding) -> str:
    """What sort of cells such a repair is of, in words; '' where the eye sees a change, or nothing was repaired."""
    words = finding.params
    if finding.code == _COMBINED:
        return "chữ có dấu lưu rời"
    if finding.code != _REPAIRED:
        return ""
    if words.get("rule") == PERCENT_FORMAT:
        return "tỷ lệ định dạng phần trăm"
    return "số lưu dưới dạng chữ" if words.get("raw") and words["raw"].strip() == words.get("value") else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a printed list: a root finding, others alike, and how many more follow from it."""

    finding: Finding
    others: tuple[Finding, ...] = ()
    folded: int = 0

    @property
    def count(self) -> int:
        """Findings that the line stands for, without the folded ones."""
        return 1 + len(self.others)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that it stands for."""
        return (self.finding, *self.others)

    def sentence(self, catalogue: Catalogue) -> str:
        """The finding's sentence, with the cells of those alike and the number of consequences."""
        return self.counted or sentence(catalogue, self.finding) + self.company

    def matter(self, catalogue: Catalogue) -> str:
        """The same without file, sheet and cell before it."""
        return self.counted or matter(catalogue, self.finding) + self.company

    @property
    def counted(self) -> str:
        """Of repairs that change nothing visible their number alone; '' for all else."""
        if not all(map(is_unseen, self.findings)):
            return ""
        said = f"Có {self.count} ô {_unseen(self.finding)}, được đọc đúng như nhìn thấy"
        return f"{said}; bản đơn vị đã gửi được giữ nguyên."

    @property
    def source(self) -> Source:
        """Where it stands: a cell, or the file as a whole where repairs are counted and not listed."""
        return Source(self.finding.source.file) if self.counted else self.finding.source

    def remedy(self, catalogue: Catalogue) -> str:
        """What the unit does about it."""
        return "Không cần xử lý." if self.counted else remedy(catalogue, self.finding)

    @property
    def company(self) -> str:
        """What follows the sentence: the others alike, by cell, and the number of consequences."""
        text = ""
        if self.others:
            cells = cells_of(self.others, self.finding.source.sheet)
            text = f" … và {len(self.others)} chỗ khác cùng loại{cells}."
        if self.folded:
            end = ", tự hết khi sửa xong nội dung này" if self.is_mended else ""
            text += f" (Kéo theo {self.folded} phát hiện khác{end}.)"
        return text

    @property
    def is_mended(self) -> bool:
        """Whether somebody is to mend it, so that its consequences go; not so what is told for information."""
        return self.finding.severity is not Severity.INFO


def cells_of(findings: Iterable[Finding], known_sheet: str) -> str:
    """``: F10:F12; trang Nội dung: F9``; the sheet that the line itself names is left out."""
    sheets: dict[str, list[str]] = {}
    for finding in findings:
        if finding.source.cell:
            sheets.setdefault(finding.source.sheet, []).append(finding.source.cell)
    parts = [
        cell_list(cells) if sheet == known_sheet else f"trang {sheet}: {cell_list(cells)}"
        for sheet, cells in sheets.items()
    ]
    return f": {'; '.join(parts)}" if parts else ""


def lines(edition: Edition) -> tuple[Line, ...]:
    """All findings of an edition as lines of a printed list, in the edition's order."""
    return group(edition.findings)


def group(findings: Iterable[Finding]) -> tuple[Line, ...]:
    """Roots only, consequences counted under the root they follow from; those of one cause share a line.

    The one grouping of all lists, on screens and on paper alike.

    A consequence belongs to the root with its cause's code in the same file and task, else the same file, else
    the same unit; one whose root is not among ``findings`` is listed as a root itself: nothing is dropped.
    """
    listed = tuple(findings)
    homes: dict[tuple[str, ...], int] = {}
    for place, finding in enumerate(listed):
        if not finding.caused_by:
            for key in _homes(finding, finding.code):
                homes.setdefault(key, place)
    folded: Counter[int] = Counter()
    roots: dict[int, Finding] = {}
    for place, finding in enumerate(listed):
        home = _home(homes, finding)
        if home is None:
            roots[place] = finding
        else:
            folded[home] += 1
    return tuple(_grouped(roots, folded))


def _homes(finding: Finding, code: str) -> tuple[tuple[str, ...], ...]:
    file, unit = finding.source.file, finding.unit
    by_file = (("task", code, file, unit, finding.task), ("file", code, file)) if file else ()
    return (*by_file, *((("unit", code, unit),) if unit else ()))


def _home(homes: Mapping[tuple[str, ...], int], finding: Finding) -> int | None:
    """Where in the list the root of a consequence stands; None for a root."""
    if not finding.caused_by:
        return None
    return next((homes[key] for key in _homes(finding, finding.caused_by) if key in homes), None)


def _grouped(roots: Mapping[int, Finding], folded: Mapping[int, int]) -> Iterator[Line]:
    place = {id(finding): number for number, finding in roots.items()}
    for group_of in clusters(tuple(roots.values())):
        yield Line(group_of[0], tuple(group_of[1:]), sum(folded.get(place[id(finding)], 0) for finding in group_of))


def clusters(findings: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    """The findings, those of one cause together, each once, in their order.

    One cause: what concerns the file as a whole; one code many times in one sheet; or a few of one column or one row
    that say the same of different cells.
    """
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_cause(finding), []).append(finding)
    for together in alike.values():
        if len(together) >= GROUP_FROM or is_unseen(together[0]) or together[0].code in ENCODING:
            yield together
        else:
            yield from _in_line(together)


def _cause(finding: Finding) -> tuple[str, ...]:
    told = ([finding.accepted] if finding.accepted else []) + ([] if finding.explained is None else ["explained"])
    told += ["not"] if finding.explained is False else []
    cause = (finding.code, finding.unit, finding.source.file, *told)
    if is_unseen(finding):
        return (*cause, "unseen", _unseen(finding))
    if finding.code in EACH_READING:
        reading = (finding.params.get(word, "") for word in EACH_READING[finding.code])
        return (*cause, finding.source.sheet, "", *reading)
    return cause if finding.code in ENCODING else (*cause, finding.source.sheet, "")


def _in_line(findings: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    """Few of one code in one sheet: those of one column, else of one row, together where they say the same."""
    by_column = _parted(findings, 1)
    single = [group_of[0] for group_of in by_column if len(group_of) == 1]
    by_row = {id(group_of[0]): group_of for group_of in _parted(single, 0)}
    for group_of in by_column:
        if len(group_of) > 1:
            yield group_of
        elif id(group_of[0]) in by_row:
            yield by_row[id(group_of[0])]


def _parted(findings: Iterable[Finding], axis: int) -> list[list[Finding]]:
    """By what they say and their row (``axis`` 0) or column (1); what has no cell stands alone."""
    parts: dict[object, list[Finding]] = {}
    for finding in findings:
        at = address_of(finding.source.cell)
        words = sorted((key, text) for key, text in finding.params.items() if key not in _OF_ONE_CELL)
        parts.setdefault((at[axis], tuple(words)) if at else id(finding), []).append(finding)
    return list(parts.values())
