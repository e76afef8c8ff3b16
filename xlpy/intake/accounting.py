"""What became of every cell that is no input: the form's own print, or something nobody asked for.

With the inputs settled by the extractor this closes the account of a file: each cell that holds something,
and each blank input, has exactly one disposition.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlpy.basics.decimals import format_vn, round_half_up
from xlpy.basics.sums import HUNDRED, quotient
from xlpy.basics.text import tidy
from xlpy.catalogue.names import fold
from xlpy.forms.layout import KEY, CellPlan, Role
from xlpy.intake.appearance import ROUNDED, as_seen
from xlpy.intake.dates import read_date
from xlpy.intake.extract import SheetExtractor
from xlpy.intake.numbers import quoted, read_figure
from xlpy.intake.recognise import SheetMatch
from xlpy.model.catalogue import Catalogue
from xlpy.model.cells import Address, CellError, CellValue, Sheet, UncachedFormula, raw_text
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.submission import Column, Disposition

DEADLINE = "deadline"
"""Code of the cover's row, and key of the column of activities, in which a deadline is printed."""
COARSER = "tỷ lệ ghi đã làm tròn; chương trình tính lại từ các ô thành phần"
PART_OF_ONE = "tỷ lệ phần trăm lưu dưới dạng phần của 1, nhân 100; chương trình tính lại từ các ô thành phần"
"""Rules by which a ratio typed over its formula is right, as O406 names them."""
TOTAL_WORDS = tuple(fold(word) for word in ("Cộng", "Tổng cộng", "Tổng số", "Toàn huyện", "Toàn tỉnh"))
"""How a row of totals begins that a unit put in of its own."""


@dataclass
class Tally:
    """Counts of one file: all its cells that hold something, and how many of them are the form's own print."""

    cells: int = 0
    frame: int = 0


@dataclass(frozen=True)
class FrameCheck:
    """Compares a matched sheet's print with what was issued and accounts for all that is left over."""

    catalogue: Catalogue
    extractor: SheetExtractor
    tally: Tally
    earlier: bool = False
    """Whether an earlier version issued the form: its wording is not kept, so other names and headers are no change."""

    @property
    def match(self) -> SheetMatch:
        """The sheet under its plan."""
        return self.extractor.match

    def run(self) -> None:
        """Give a disposition to each cell the extractor did not settle; note changed print and inserted content."""
        sheet = self.match.sheet
        settled = {at for name, at in self.extractor.extract.dispositions if name == sheet.name}
        self.tally.cells += len(sheet.cells)
        strange: dict[int, list[Address]] = {}
        unchanged = self._unchanged() - settled
        self.tally.frame += len(unchanged)
        for at, value in sheet.cells.items():
            if at in settled or at in unchanged:
                continue
            planned = self._planned(at)
            if planned is None:
                known = isinstance(value, str) and (value in self._printed or tidy(value) in self._printed)
                if known or at in self._reworded or (isinstance(value, str) and value.startswith(KEY)):
                    self.tally.frame += 1
                else:
                    strange.setdefault(at[0], []).append(at)
            elif planned.role.is_input:
                strange.setdefault(at[0], []).append(at)
            elif self._as_issued(at, planned, value):
                self.tally.frame += 1
            else:
                self._unknown([at])
        self._strangers(strange)

    def _unchanged(self) -> Set[Address]:
        """Cells of print that say, letter by letter, what was issued; none where a row or column moved.

        Nearly all of a form is such print, so it is told at once before the rest is gone through cell by cell.
        """
        rows, columns, cells = self.match.rows, self.match.columns, self.match.sheet.cells
        if list(rows) != list(rows.values()) or list(columns) != list(columns.values()):
            return set()
        plan = self.match.plan
        # Of most sheets all of the print is there as it was issued: that is told by one comparison.
        is_whole = len(rows) == len(plan.rows) and len(columns) == len(plan.columns)
        if is_whole and list(map(cells.get, plan.frame)) == plan.print_texts:
            return plan.print_places
        return {at for at, text in plan.frame.items() if cells.get(at) == text and at[0] in rows and at[1] in columns}

    @cached_property
    def _printed(self) -> set[str]:
        """What is printed in rows without a code: such a text is print wherever it stands."""
        plan = self.match.plan
        loose = [cell for (row, _), cell in plan.cells.items() if row not in plan.code_of]
        return {raw_text(value) for cell in loose for value in (cell.value, *cell.choices) if value is not None}

    @cached_property
    def _reworded(self) -> Set[Address]:
        """Headers that an earlier version worded otherwise."""
        return {at for at, _ in self.match.changed_headers} if self.earlier else set()

    def _planned(self, at: Address) -> CellPlan | None:
        row, column = self.match.rows.get(at[0]), self.match.columns.get(at[1])
        if row is None or column is None:
            return None
        return self.match.plan.cells.get((row, column))

    def _as_issued(self, at: Address, planned: CellPlan, value: CellValue) -> bool:
        """Whether a printed cell still says what was issued; a formula may say what it computes, or nothing."""
        if planned.role is Role.FORMULA:
            return self._formula_holds(at, planned, value)
        issued = planned.value
        if isinstance(value, CellError):
            return False
        if self.earlier and isinstance(value, str) and self._is_name(planned):
            return True
        if self._is_deadline(at) and read_date(value, window=None).value is not None:
            return True
        if issued is None:
            return planned.role is Role.NUMBER and self.match.columns[at[1]] == self.match.plan.column.get("previous")
        return raw_text(value) == raw_text(issued) or tidy(raw_text(value)) == tidy(raw_text(issued))

    def _is_name(self, planned: CellPlan) -> bool:
        """Whether it is a printed word of a row that is known by its code: a name, a unit of measure, a product."""
        return planned.role in (Role.TEXT, Role.CENTRE) and self.match.plan.key in ("indicators", "activities")

    def _is_deadline(self, at: Address) -> bool:
        """Whether a deadline is printed there: one extended after the form went out makes no print a changed one."""
        code, column = self.match.plan.code_of.get(self.match.rows[at[0]]), self.match.columns[at[1]]
        return DEADLINE in (code, self.match.plan.columns[column - 1].key)

    def _formula_holds(self, at: Address, planned: CellPlan, value: CellValue) -> bool:
        if isinstance(value, UncachedFormula) or (isinstance(value, str) and not value.strip()):
            return True
        code = self.match.plan.code_of[self.match.rows[at[0]]]
        indicator = self.catalogue.indicator[code]
        if isinstance(value, CellError):
            self.extractor.notes.add(
                "O410", self.extractor.name, at, task=indicator.task, indicator=code, raw=value.code
            )
            return False
        expected, written = self._computed(code, at), self._written(at, planned)
        if written is not None and (expected is None or abs(written - expected) <= _unit(planned.decimals)):
            return True
        if written is not None and expected is not None and self._told_otherwise(at, planned, written, expected):
            return True
        suspect = "các ô thành phần chưa đủ số để tính lại"
        if expected is not None:
            suspect = f"theo các ô thành phần, giá trị nghi đúng là {format_vn(expected, planned.decimals)}"
        self.extractor.notes.add(
            "O427" if at in self.match.sheet.formulas else "O416",
            self.extractor.name,
            at,
            task=indicator.task,
            indicator=code,
            raw=quoted(value),
            expected=suspect,
        )
        return False

    def _told_otherwise(self, at: Address, planned: CellPlan, written: Decimal, expected: Decimal) -> bool:
        """Whether the cell gives the right ratio in another way: rounded further, or as a part of one; this is told."""
        indicator = self.catalogue.indicator[self.match.plan.code_of[self.match.rows[at[0]]]]
        rule = _other_way(written, expected, planned.decimals, percent=self._in_percent(at))
        if rule:
            words = {"raw": quoted(self.match.sheet.cells[at]), "value": format_vn(expected, planned.decimals)}
            self.extractor.notes.add(
                "O406", self.extractor.name, at, task=indicator.task, indicator=indicator.code, rule=rule, **words
            )
        return bool(rule)

    def _in_percent(self, at: Address) -> bool:
        """Whether the form's formula at this cell gives a percentage."""
        indicator = self.catalogue.indicator[self.match.plan.code_of[self.match.rows[at[0]]]]
        is_percent = self.match.columns[at[1]] == self.match.plan.column.get("percent")
        return is_percent or indicator.unit_of_measure == "%"

    def _written(self, at: Address, planned: CellPlan) -> Decimal | None:
        """The number in a cell of a formula, however it is spelled: 99.5, “99,5%” or 0.995 shown as a percentage."""
        percent, value = self._in_percent(at), self.extractor.reader.figure(at)
        seen = as_seen(self.match.sheet, at, value, percent=percent, decimals=planned.decimals)
        if seen.problem:
            return None
        if isinstance(seen.value, Decimal):
            return seen.value
        return read_figure(seen.value, kind=IndicatorKind.RATIO, decimals=planned.decimals).value

    def _computed(self, code: str, at: Address) -> Decimal | None:
        """What the form's formula at this cell gives from the unit's own inputs; None where it gives nothing.

        A number typed as text is no number to a formula, so a repaired answer does not count here.
        """
        values, indicator = self._numbers, self.catalogue.indicator[code]
        if self.match.columns[at[1]] == self.match.plan.column.get("percent"):
            above, below, scale = (
                values.get((code, Column.ACTUAL)),
                values.get((code, Column.PLAN)),
                HUNDRED,
            )
        else:
            above = values.get((indicator.numerator, Column.ACTUAL))
            below = values.get((indicator.denominator, Column.ACTUAL))
            scale = indicator.scale
        return quotient(above, below, scale)

    @cached_property
    def _numbers(self) -> dict[tuple[str, Column], Decimal | None]:
        return {(a.indicator, a.column): a.value for a in self.extractor.extract.answers if a.repair in ("", ROUNDED)}

    def _unknown(self, cells: Iterable[Address]) -> None:
        """Print that was changed, or content outside the input area."""
        headers = {finding.source for finding in self.extractor.notes.findings if finding.code == "B208"}
        for at in cells:
            raw, planned = quoted(self.match.sheet.cells[at]), self._planned(at)
            is_told = self.extractor.source(at) in headers or (planned is not None and planned.role is Role.FORMULA)
            if not is_told:
                self.extractor.notes.add("O419", self.extractor.name, at, raw=raw)
            self.extractor.settle(at, Disposition.UNKNOWN)

    def _strangers(self, rows: dict[int, list[Address]]) -> None:
        """Content of rows that are not the form's, or beside its columns."""
        known = self.match.rows
        first, last = (min(known), max(known)) if known else (0, 0)
        for row, cells in sorted(rows.items()):
            inserted = row not in known and first < row < last
            if not inserted:
                self._unknown(sorted(cells))
                continue
            texts = [raw_text(self.match.sheet.cells[at]) for at in sorted(cells)]
            if not (len(texts) == 1 and texts[0].strip(". ").isdigit()):
                added_total = any(fold(text).startswith(TOTAL_WORDS) for text in texts)
                self.extractor.notes.add(
                    "B212" if added_total else "B206",
                    self.extractor.name,
                    min(cells),
                    raw=quoted(self.match.sheet.cells[min(cells)]),
                    expected=str(len(self.match.plan.rows)),
                )
            for at in cells:
                self.extractor.settle(at, Disposition.UNKNOWN)


def _unit(decimals: int) -> Decimal:
    """Half a unit of the last printed digit and a whisker for binary fractions."""
    return Decimal("0.500001").scaleb(-decimals)


def _other_way(written: Decimal, expected: Decimal, decimals: int, *, percent: bool) -> str:
    """The rule by which a ratio other than the formula's says the same; '' where it says another thing.

    ``90`` for 89.9 is rounded further than the form prints; ``0.997`` for 99.7 is what Excel stores of a typed 99.7%.
    """
    if any(written == round_half_up(expected, places) for places in range(decimals)):
        return COARSER
    if not percent:
        return ""
    hundredfold = written * HUNDRED
    near = abs(hundredfold - expected) <= _unit(decimals)
    return PART_OF_ONE if near or any(hundredfold == round_half_up(expected, n) for n in range(decimals)) else ""


def count_frame(sheet: Sheet, tally: Tally) -> None:
    """A sheet of explanations or self-check formulas: all of it is the form's print."""
    tally.cells += len(sheet.cells)
    tally.frame += len(sheet.cells)
