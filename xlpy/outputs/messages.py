"""Findings in words: sentence, remedy and title by the catalogue, and findings grouped for a printed list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlpy.model.catalogue import Catalogue, Scope
from xlpy.model.edition import Edition
from xlpy.model.submission import Finding, Severity

UNKNOWN = "không rõ"
BLANK = "(để trống)"
"""How the text of a cell that holds nothing is quoted."""
SEVERITY_WORDS: Mapping[Severity, str] = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cảnh báo",
    Severity.INFO: "Thông tin",
}
UNIT_WORDS: Mapping[Severity, str] = {
    Severity.ERROR: "Lỗi (phải sửa)",
    Severity.WARNING: "Xem lại",
    Severity.INFO: "Để biết",
}
"""The severities as a unit reads them: by what is asked of it."""
GROUP_FROM = 4
"""From how many findings of one code in one sheet of a unit on they share one line."""
CELLS_SHOWN = 12
"""How many further cells such a line names; that there are more is said."""

_PLACE = re.compile(r"\{(\w+)\}")
_WHERE = re.compile(r"^Tệp \{file\}(, trang \{sheet\})?(, ô \{cell\})?: ")
_RULE_TITLES: Mapping[Scope, str] = {
    Scope.FORM: "Số liệu trong biểu không khớp",
    Scope.HISTORY: "Số liệu khác thường so với kỳ trước",
    Scope.CROSS_UNIT: "Số liệu giữa các đơn vị không khớp",
    Scope.PROVINCE: "Số liệu toàn tỉnh cần xem lại",
}


def sentence(catalogue: Catalogue, finding: Finding) -> str:
    """Where, what was found and what is expected; never raises, a missing placeholder reads ``không rõ``."""
    return _filled(_template(catalogue, finding.code), finding)


def matter(catalogue: Catalogue, finding: Finding) -> str:
    """The sentence without file, sheet and cell before it: for lists that have columns for these."""
    text = _filled(_WHERE.sub("", _template(catalogue, finding.code)), finding)
    return text[:1].upper() + text[1:]


def remedy(catalogue: Catalogue, finding: Finding) -> str:
    """What the unit does about it, '' where the catalogue says nothing; never raises."""
    row = catalogue.message.get(finding.code) or catalogue.rule.get(finding.code)
    return _filled(row.remedy, finding) if row else ""


def title(catalogue: Catalogue, code: str) -> str:
    """A few words for a code: of the message row, of the kind of rule, or the code itself."""
    if message := catalogue.message.get(code):
        return message.title
    rule = catalogue.rule.get(code)
    return _RULE_TITLES[rule.scope] if rule else code


def _template(catalogue: Catalogue, code: str) -> str:
    row = catalogue.message.get(code) or catalogue.rule.get(code)
    return row.message if row else f"Mã {code} chưa có câu giải thích trong danh mục."


def _filled(template: str, finding: Finding) -> str:
    def word(place: re.Match[str]) -> str:
        text = finding.params.get(place[1])
        return text or (BLANK if place[1] == "raw" and text is not None else UNKNOWN)

    return _PLACE.sub(word, template)


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

    def sentence(self, catalogue: Catalogue) -> str:
        """The finding's sentence, with the cells of those alike and the number of consequences."""
        return sentence(catalogue, self.finding) + self.company

    def matter(self, catalogue: Catalogue) -> str:
        """The same without file, sheet and cell before it."""
        return matter(catalogue, self.finding) + self.company

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that the line stands for, without the folded ones."""
        return (self.finding, *self.others)

    @property
    def company(self) -> str:
        """What follows the sentence: the others alike, by cell, and the number of consequences."""
        text = ""
        if self.others:
            text = f" … và {len(self.others)} chỗ khác cùng loại{self._cells()}."
        if self.folded:
            text += f" (Kéo theo {self.folded} phát hiện khác, tự hết khi sửa xong lỗi này.)"
        return text

    def _cells(self) -> str:
        cells = [other.source.cell for other in self.others if other.source.cell]
        more = ", …" if len(cells) > CELLS_SHOWN else ""
        return f": {', '.join(cells[:CELLS_SHOWN])}{more}" if cells else ""


def lines(edition: Edition) -> tuple[Line, ...]:
    """All findings of an edition as lines of a printed list, in the edition's order."""
    return group(edition.findings)


def group(findings: Iterable[Finding]) -> tuple[Line, ...]:
    """Roots only, consequences counted under the root they follow from; many alike share a line.

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


def _grouped(roots: Mapping[int, Finding], folded: Mapping[int, int]) -> Iterable[Line]:
    alike: dict[tuple[str, ...], list[int]] = {}
    for place, finding in roots.items():
        key = (finding.code, finding.unit, finding.source.file, finding.source.sheet)
        alike.setdefault(key, []).append(place)
    for places in alike.values():
        if len(places) < GROUP_FROM:
            yield from (Line(roots[place], (), folded.get(place, 0)) for place in places)
        else:
            others = tuple(roots[place] for place in places[1:])
            yield Line(roots[places[0]], others, sum(folded.get(place, 0) for place in places))
