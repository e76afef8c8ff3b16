"""What every sheet asks of an edition: who sends, who is grouped with whom, and how a figure is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from xlpy.basics.a1 import MOST_COLUMNS, MOST_ROWS
from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Catalogue, Indicator, Region, Unit
from xlpy.model.contact import UnitContact
from xlpy.model.edition import Edition, Figure, Missing, MissingReason, Total
from xlpy.model.submission import Column, State

K, CCSL, HELD, ABSENT, NO_RATIO = "K", "CCSL", "lỗi", "…", "–"
LEGEND = (
    f"{K}: không phát sinh ở đơn vị; {CCSL}: đơn vị chưa có số liệu; {HELD}: số liệu có lỗi hoặc không khớp "
    f"với số khác, chờ đơn vị sửa, chưa cộng vào tổng; {ABSENT}: đơn vị chưa gửi hoặc tệp chưa dùng được; "
    f"{NO_RATIO}: không tính được tỷ lệ vì mẫu số bằng 0 hoặc không phát sinh; "
    "ô nền xám để trống: đơn vị không được giao báo cáo chỉ tiêu này."
)
NAMES_SHOWN = 6
"""How many units with one reason a row names itself; a longer list is given in full in the notes below."""
SINGLE_TABLE_UNITS = 25
"""Up to so many units the summary has a column for each."""
LONG_NAME = 20
"""From so many letters on an office's name is abbreviated in narrow places."""
_ABBREVIATED = (
    ("Thành phố ", "TP. "),
    ("Thị xã ", "TX. "),
    ("Huyện ", "H. "),
    ("Phường ", "P. "),
    ("Xã ", "X. "),
)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """``4`` -> ``IV``: number of a group row (below 40 in any plan)."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


@dataclass(frozen=True, slots=True)
class Block:
    """Units that stand together under a region's name; ``scope`` is the region's code where it has a subtotal."""

    name: str
    scope: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class View:
    """An edition with the look-ups its sheets share, and how many rows and columns a sheet may have."""

    edition: Edition
    most_rows: int = MOST_ROWS
    most_columns: int = MOST_COLUMNS
    contacts: Mapping[str, UnitContact] = field(default_factory=dict)
    """Whom to call, by unit's code: the office's own, for its own workbook alone."""

    @property
    def catalogue(self) -> Catalogue:
        """The edition's catalogue."""
        return self.edition.catalogue

    @property
    def reporting_units(self) -> tuple[Unit, ...]:
        """The units that must report, in display order."""
        return self.edition.reporting_units

    def unit_name(self, code: str) -> str:
        """A unit's name; ``Chưa rõ đơn vị`` for ''."""
        return self.edition.unit_name(code) or "Chưa rõ đơn vị"

    def short_name(self, code: str) -> str:
        """A unit's name for narrow places, by the usual abbreviations: ``H. Ba Tơ``, ``Sở KHĐT``."""
        unit = self.edition.unit(code)
        if unit is None:
            return code
        for word, short in _ABBREVIATED:
            if unit.name.startswith(word):
                return short + unit.name.removeprefix(word)
        long = len(unit.name) > LONG_NAME and unit.core_aliases and unit.core_name in unit.name
        return unit.name.replace(unit.core_name, unit.core_aliases[0]) if long else unit.name

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """ReportingUnits by region, in the regions' order; those of no known region last."""
        regions = (*self.catalogue.regions, Region("", "Đơn vị khác", False, 0))
        known = {region.code for region in self.catalogue.regions}
        blocks = []
        for region in regions:
            here = [u for u in self.reporting_units if (u.region if u.region in known else "") == region.code]
            if here:
                blocks.append(Block(region.name, region.code if region.subtotal else "", tuple(here)))
        return tuple(blocks)

    @cached_property
    def asked(self) -> Mapping[str, frozenset[str]]:
        """Codes of the indicators that each reporting unit types, by unit."""
        return {u.code: self.catalogue.asked(u).codes for u in self.reporting_units}

    @cached_property
    def _shown(self) -> Mapping[str, frozenset[str]]:
        """Codes of the indicators that each reporting unit answers for, with those computed of them, by unit."""
        indicators = self.catalogue.indicators
        made: dict[frozenset[str], frozenset[str]] = {}
        for asked in self.asked.values():
            if asked not in made:
                made[asked] = frozenset(i.code for i in indicators if asked.issuperset(i.made_of))
        return {unit: made[asked] for unit, asked in self.asked.items()}

    @cached_property
    def _figures(self) -> Mapping[str, list[Figure]]:
        figures: dict[str, list[Figure]] = {}
        for figure in self.edition.figures:
            figures.setdefault(figure.answer.unit, []).append(figure)
        return figures

    def figures_of(self, unit: str) -> Sequence[Figure]:
        """All figures of one unit."""
        return self._figures.get(unit, [])

    def is_asked(self, unit: str, indicator: Indicator) -> bool:
        """Whether the unit answers for the indicator, or for both parts of a computed one."""
        return indicator.code in self._shown[unit]

    def shown(self, unit: str, indicator: Indicator, column: Column) -> Decimal | str | None:
        """A typed figure as its cell shows it: a number, a word of the legend, or None where it is not asked."""
        if not self.is_asked(unit, indicator) or (column is Column.PLAN and not indicator.has_plan):
            return None
        figure = self.edition.figure.get((unit, indicator.code, column))
        if figure is None:
            return ABSENT if unit in self.edition.absent else HELD
        if figure.missing_reason is None:
            return figure.answer.value if figure.answer.state is State.NUMBER else K
        return CCSL if figure.missing_reason is MissingReason.NOT_YET else HELD

    def shown_ratio(self, unit: str, indicator: Indicator) -> Decimal | str | None:
        """A unit's computed ratio, or the word of the part that stands in its way."""
        if not self.is_asked(unit, indicator):
            return None
        value = self.edition.number(unit, indicator.code)
        return value if value is not None else self.ratio_word(unit, indicator)

    def ratio_word(self, unit: str, indicator: Indicator) -> str:
        """What stands in a unit's cell of a computed ratio when there is none."""
        parts = [self.catalogue.indicator[code] for code in (indicator.numerator, indicator.denominator)]
        shown = [self.shown(unit, part, Column.ACTUAL) for part in parts]
        words = [word for word in shown if isinstance(word, str)]  # to compare a number with a word takes long
        return next((word for word in (ABSENT, HELD, CCSL) if word in words), NO_RATIO)

    def lacking(self, total: Total) -> str:
        """Which units a total lacks and why; and of those in it, which its plan lacks."""
        planned = self.missing_text(total.plan_missing)
        parts = (self.missing_text(total.missing), f"Kế hoạch: {lower_first(planned)}" if planned else "")
        return "; ".join(filter(None, parts))

    def missing_text(self, missing: Iterable[Missing]) -> str:
        """Which units a total lacks, by reason; names beyond `NAMES_SHOWN` are left to the notes, and so said."""
        by_missing_reason: dict[MissingReason, list[str]] = {}
        for lack in missing:
            by_missing_reason.setdefault(lack.missing_reason, []).append(lack.unit)
        return "; ".join(
            self._of_missing_reason(reason, by_missing_reason[reason])
            for reason in MissingReason
            if reason in by_missing_reason
        )

    def _of_missing_reason(self, reason: MissingReason, units: list[str]) -> str:
        words = reason.value[0].upper() + reason.value[1:]
        names = list(dict.fromkeys(units))
        if len(names) <= NAMES_SHOWN:
            return f"{words}: {', '.join(self.short_name(code) for code in names)}"
        where = "ghi chú cuối bảng" if reason in (MissingReason.NOT_SENT, MissingReason.REFUSED) else "trang Số liệu"
        return f"{words}: {len(names)} đơn vị (tên tại {where})"
