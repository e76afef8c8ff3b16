"""Where the figures of a report come from: for each its code, and the files and cells that it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlpy.model.catalogue import Indicator
from xlpy.model.submission import Answer, Column
from xlpy.outputs.report.annexes import Row
from xlpy.outputs.report.computed_ratios import BASE
from xlpy.outputs.report.content import Cited, FigureKind, Report, Runs, Term, joined
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.opinions import opinions
from xlpy.outputs.report.places import Counted, counted
from xlpy.outputs.report.progress import all_progress
from xlpy.outputs.report.recommendations import Addressee, addressed
from xlpy.outputs.word.nd30 import short_day

CLAUSES_SHOWN = 3
KIND_WORDS: Mapping[FigureKind, str] = {
    FigureKind.ACTUAL: "",
    FigureKind.PLAN: "kế hoạch",
    FigureKind.PERCENT: "so với kế hoạch",
    FigureKind.PREVIOUS: "kỳ trước",
    FigureKind.LAST_YEAR: "cùng kỳ năm học trước",
    FigureKind.CHANGE: "chênh lệch so với kỳ trước",
    FigureKind.YEARLY_CHANGE: "chênh lệch so với cùng kỳ năm học trước",
    FigureKind.HELD: "chờ rà soát",
    FigureKind.COMPUTED: "",
}
DENOMINATOR = "mẫu số"
LEFT_OUT: Mapping[Addressee, str] = {
    Addressee.UNITS: "đơn vị tự giải quyết",
    Addressee.NOBODY: "chưa nêu cơ quan giải quyết",
}
"""Why a recommendation is not in the report."""
SUMMED = {False: "cộng các đơn vị có đủ số", True: "tính trên tổng của các đơn vị có đủ số"}
"""How a computed figure is made one of many units: whether it is a percentage."""
COLUMN_WORDS = {Column.PLAN: "kế hoạch", Column.ACTUAL: "thực hiện"}


@dataclass(frozen=True)
class Provenance:
    """Where the figures of a report come from."""

    telling: Telling
    report: Report

    @cached_property
    def signs(self) -> Mapping[str, str]:
        """``T1``, ``T2`` … for the files in use, in the order of their units."""
        used = self.telling.edition.used_files
        return {used[code].file: f"T{number}" for number, code in enumerate(self.telling.ordered(used), 1)}

    def files(self) -> list[Row]:
        """The files in use with their signs and fingerprints."""
        rows: list[Row] = []
        for code in self.telling.ordered(self.telling.edition.used_files):
            record = self.telling.edition.used_files[code]
            rows.append(
                {
                    "ky_hieu": (Term(self.signs[record.file]),),
                    "don_vi": (Term(self.telling.view.unit_name(code)),),
                    "tep": (Term(record.file),),
                    "ngay": (Term(short_day(record.received_on)),) if record.received_on else (),
                    "dau": (Term(record.sha256),),
                }
            )
        return rows

    def indicators(self) -> list[Row]:
        """A row for each indicator that the text cites, and for what it is made of: figures and cells.

        What is worked out by norms follows, with how.
        """
        cited: dict[str, list[Cited]] = {}
        for one in self.report.cited:
            code = one.indicator.removesuffix(BASE)
            if code and one not in cited.setdefault(code, []):
                cited[code].append(one)
        needed = {part for code in cited for part in self._parts(code)} | set(cited)
        rows: list[Row] = [
            {
                "ma": (Term(indicator.code),),
                "ten": (Term(indicator.name),),
                "so": joined([self._shown(one) for one in cited.get(indicator.code, [])], "; "),
                "nguon": self._sources(indicator, self._units(indicator, cited), _held_units(cited, indicator)),
            }
            for indicator in self.telling.catalogue.indicators
            if indicator.code in needed
        ]
        rows += [
            {
                "ma": (Term(what.code),),
                "ten": (Term(what.name),),
                "so": joined([self._shown(one) for one in cited[what.code]], "; "),
                "nguon": (Term(f"{what.expression}; {SUMMED[what.is_percentage]}"),),
            }
            for what in self.telling.catalogue.computed
            if what.code in cited
        ]
        return rows

    def _parts(self, code: str) -> tuple[str, ...]:
        """The typed indicators that a cited figure is made of."""
        known = self.telling.catalogue.indicator
        if code in known:
            return known[code].made_of
        (figure,) = (figure for figure in self.telling.computed if figure.what.code == code)
        return figure.typed

    def _shown(self, cited: Cited) -> Runs:
        word = DENOMINATOR if cited.indicator.endswith(BASE) else KIND_WORDS[cited.kind]
        if cited.kind in (FigureKind.ACTUAL, FigureKind.HELD) and len(cited.units) == 1:
            word = ", ".join(text for text in (self.telling.view.short_name(cited.units[0]), word) if text)
        return (cited, Term(f" ({word})")) if word else (cited,)

    def _units(self, indicator: Indicator, cited: Mapping[str, list[Cited]]) -> tuple[str, ...]:
        """The units in any cited figure that this indicator enters."""
        entered = [
            one for code, listed in cited.items() if indicator.code in {code, *self._parts(code)} for one in listed
        ]
        return self.telling.ordered(unit for one in entered for unit in one.units)

    def _sources(self, indicator: Indicator, units: tuple[str, ...], held: tuple[str, ...]) -> Runs:
        if indicator.is_computed:
            above, below = indicator.made_of
            scale = "" if indicator.scale == 1 else f" × {indicator.scale.normalize():f}"
            return (Term(f"{above} / {below}{scale}, tính trên tổng của các đơn vị có đủ hai số"),)
        parts: list[Runs] = []
        for column in (Column.ACTUAL, Column.PLAN):
            answers = [
                f.answer
                for unit in units
                if (f := self.telling.edition.figure.get((unit, indicator.code, column))) is not None and f.counts
            ]
            if answers:
                parts.append((Term(f"{COLUMN_WORDS[column]}: {self._cells(answers)}"),))
        if held:
            answers = [self.telling.edition.figure[unit, indicator.code, Column.ACTUAL].answer for unit in held]
            parts.append((Term(f"{KIND_WORDS[FigureKind.HELD]}: {self._cells(answers)}"),))
        for name, kind in (
            (self.telling.last_period, FigureKind.PREVIOUS),
            (self.telling.last_year, FigureKind.LAST_YEAR),
        ):
            earlier = self.telling.figures.earlier(kind)
            before = [u for u in units if indicator.code in earlier.get(u, {})]
            if before:
                words = f"{name}: bản tổng hợp kỳ đó, mã {indicator.code}, {len(before)} đơn vị"
                parts.append((Term(words),))
        return joined(parts, "; ")

    def _cells(self, answers: Iterable[Answer]) -> str:
        """``trang Chỉ tiêu ô F12: T1-T5, T7; ô F14: T6``."""
        places: dict[tuple[str, str], list[int]] = {}
        for answer in answers:
            sign = int(self.signs[answer.source.file][1:])
            places.setdefault((answer.source.sheet, answer.source.cell), []).append(sign)
        sheets: dict[str, list[str]] = {}
        for (sheet, cell), signs in places.items():
            sheets.setdefault(sheet, []).append(f"ô {cell}: {_ranges(signs)}")
        return "; ".join(f"trang {sheet} {'; '.join(cells)}" for sheet, cells in sheets.items())

    def counts(self) -> list[Row]:
        """What the text counts (units, activities, indicators …): a row for each such set, with where it is counted."""
        groups: dict[frozenset[str], list[Counted]] = {}
        for one in counted(self.report):
            if one.cited.items:
                groups.setdefault(frozenset(one.cited.items), []).append(one)
        return [
            {
                "muc": (Term(", ".join(dict.fromkeys(one.place for one in group))),),
                "noi_dung": (Term(_counted_words(group)),),
                "so": (group[0].cited,),
                "gom": (Term(self._items(group[0].cited.items)),),
            }
            for group in groups.values()
        ]

    def left_out(self) -> list[Row]:
        """Recommendations that the report does not put to anybody: the units' own, and those that name nobody."""
        found = addressed(self.telling)
        rows: list[Row] = []
        for sort, why in LEFT_OUT.items():
            for issues in found[sort].values():
                for opinion in opinions(self.telling, issues, lambda issue: issue.recommendation):
                    names = ", ".join(self.telling.view.short_name(unit) for unit in opinion.units)
                    texts = (self.telling.task_words(opinion.task), opinion.text, names, why)
                    keys = ("nhiem_vu", "kien_nghi", "don_vi", "ly_do")
                    rows.append({key: (Term(text),) for key, text in zip(keys, texts, strict=True)})
        return rows

    def _items(self, items: tuple[str, ...]) -> str:
        """Units by name, activities by their numbers in Phụ lục IV, indicators by code, opinions by their words."""
        edition, view, numbers = self.telling.edition, self.telling.view, self._activity_numbers
        by_task: dict[int, list[str]] = {}
        for task, number in (numbers[item] for item in items if item in numbers):
            by_task.setdefault(task, []).append(str(number))
        texts = [f"nhiệm vụ {task}: số {', '.join(listed)}" for task, listed in by_task.items()]
        others = [item for item in items if item not in numbers]
        names = [view.short_name(item) if edition.unit(item) else item.partition(":")[2] or item for item in others]
        return "; ".join([*texts, *([", ".join(names)] if names else [])])

    @cached_property
    def _activity_numbers(self) -> Mapping[str, tuple[int, int]]:
        """Task and running number under it, as in Phụ lục IV, by activity."""
        numbers: dict[str, tuple[int, int]] = {}
        counts: Counter[int] = Counter()
        for progress in all_progress(self.telling):
            task = self.telling.catalogue.task[progress.activity.task].number
            counts[task] += 1
            numbers[progress.activity.code] = task, counts[task]
        return numbers


def _counted_words(group: list[Counted]) -> str:
    """The words around a count; of several places only the clauses that differ, the first few."""
    clauses = [group[0].words] if len(group) == 1 else list(dict.fromkeys(one.clause for one in group))
    text = "; ".join(clauses[:CLAUSES_SHOWN]) + ("; …" if len(clauses) > CLAUSES_SHOWN else "")
    return text[:1].upper() + text[1:]


def _held_units(cited: Mapping[str, list[Cited]], indicator: Indicator) -> tuple[str, ...]:
    """The units whose held number of the indicator the text cites."""
    found = (one.units for one in cited.get(indicator.code, []) if one.kind is FigureKind.HELD)
    return tuple(dict.fromkeys(unit for units in found for unit in units))


def _ranges(numbers: list[int]) -> str:
    """``T1-T3, T5`` of 1, 2, 3, 5."""
    texts: list[str] = []
    start = previous = None
    for number in [*sorted(set(numbers)), None]:
        if start is not None and (number is None or number != (previous or 0) + 1):
            texts.append(f"T{start}" if start == previous else f"T{start}-T{previous}")
            start = None
        if start is None:
            start = number
        previous = number
    return ", ".join(texts)
