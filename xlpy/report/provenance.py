"""Phụ lục V: for each figure of the text its code, and the files and cells that it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlpy.catalogue.model import Indicator
from xlpy.model import Answer, Column
from xlpy.report.annexes import Row
from xlpy.report.content import Cited, Kind, Report, Runs, Term, joined
from xlpy.report.names import subject
from xlpy.report.telling import Telling
from xlpy.word.nd30 import short_day

HASH_SHOWN = 12
KIND_WORDS: Mapping[Kind, str] = {
    Kind.ACTUAL: "",
    Kind.PLAN: "kế hoạch",
    Kind.PERCENT: "so với kế hoạch",
    Kind.PREVIOUS: "kỳ trước",
    Kind.CHANGE: "chênh lệch",
}
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
                    "dau": (Term(record.sha256[:HASH_SHOWN]),),
                }
            )
        return rows

    def indicators(self) -> list[Row]:
        """One row for each indicator that the text cites, and for the parts of its ratios: figures and cells."""
        cited: dict[str, list[Cited]] = {}
        for one in self.report.cited:
            if one.indicator and one not in cited.setdefault(one.indicator, []):
                cited[one.indicator].append(one)
        known = self.telling.catalogue.indicator
        needed = {part for code in cited for part in self.telling.figures.parts_of(known[code])} | set(cited)
        return [
            {
                "ma": (Term(indicator.code),),
                "ten": (Term(subject(indicator)),),
                "so": joined([self._shown(one) for one in cited.get(indicator.code, [])], "; "),
                "nguon": self._sources(indicator, self._units(indicator, cited)),
            }
            for indicator in self.telling.catalogue.indicators
            if indicator.code in needed
        ]

    def _shown(self, cited: Cited) -> Runs:
        word = KIND_WORDS[cited.kind]
        if cited.kind is Kind.ACTUAL and len(cited.units) == 1:
            word = self.telling.view.short_name(cited.units[0])
        return (cited, Term(f" ({word})")) if word else (cited,)

    def _units(self, indicator: Indicator, cited: Mapping[str, list[Cited]]) -> tuple[str, ...]:
        """The units in any cited figure that this indicator enters."""
        figures, known = self.telling.figures, self.telling.catalogue.indicator
        entered = [
            one
            for code, listed in cited.items()
            if indicator.code in {code, *figures.parts_of(known[code])}
            for one in listed
        ]
        return self.telling.ordered(unit for one in entered for unit in one.units)

    def _sources(self, indicator: Indicator, units: tuple[str, ...]) -> Runs:
        figures = self.telling.figures
        if figures.is_computed(indicator):
            above, below = figures.parts_of(indicator)
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
        before = [u for u in units if indicator.code in self.telling.edition.previous.get(u, {})]
        if before:
            words = f"{self.telling.last_period}: bản tổng hợp kỳ đó, mã {indicator.code}, {len(before)} đơn vị"
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
        """Numbers of units, activities and indicators that the text counts, with what was counted."""
        rows: list[Row] = []
        seen: set[tuple[str, ...]] = set()
        for one in self.report.cited:
            if one.kind is Kind.COUNT and one.items and one.items not in seen:
                seen.add(one.items)
                rows.append({"so": (one,), "gom": (Term(self._items(one.items)),)})
        return rows

    def _items(self, items: tuple[str, ...]) -> str:
        view = self.telling.view
        return ", ".join(view.short_name(item) if item in view.unit else item for item in items)


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
