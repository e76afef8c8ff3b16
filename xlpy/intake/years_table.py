"""Figures of earlier school years that an office types once: a table of year, period, unit, indicator and value.

One row for each figure. A unit may be given by code or by any of its names; ``Toàn tỉnh`` is a provincial figure.
Nothing is guessed: a row that can't be used is named, and then none of the table is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from xlpy.basics.days import school_year, year_earlier
from xlpy.basics.errors import UserError
from xlpy.basics.text import fold, tidy
from xlpy.catalogue.names import NameIndex
from xlpy.intake.numbers import read_figure
from xlpy.intake.plain_table import Row, TableError, header, table_rows
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.cells import CellValue, raw_text
from xlpy.model.edition import PROVINCE
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.submission import Earlier, State

Column = Literal["year", "period", "unit", "indicator", "value"]
HEADINGS: Mapping[Column, tuple[str, ...]] = {
    "year": ("namhoc", "year", "schoolyear"),
    "period": ("ky", "kybaocao", "makybaocao", "maky", "period"),
    "unit": ("madonvi", "donvi", "tendonvi", "unit"),
    "indicator": ("machitieu", "chitieu", "indicator"),
    "value": ("giatri", "solieu", "thuchien", "value"),
}
"""How a column may be headed, without marks, case and spaces."""
WANTED = "nam_hoc (năm học), ky (kỳ báo cáo), don_vi (đơn vị), chi_tieu (mã chỉ tiêu), gia_tri (số liệu)"
SHOWN = 5
"""Faulty rows that a refusal names."""
_PROVINCE = (PROVINCE, "toàn tỉnh", "tỉnh")
_NOTHING = (State.BLANK, State.NOT_APPLICABLE, State.NOT_YET)


class YearsError(UserError):
    """Figures of earlier years can't be used; the message says which and why, in Vietnamese."""


class _FaultyRow(Exception):
    """Why a row can't be used, in Vietnamese."""


def read_years(name: str, data: bytes, catalogue: Catalogue, period: Period) -> Earlier:
    """The table's figures of this period in school years before the period's own; other rows are not looked at.

    Numbers are read as those of a form are; a blank value, K and CCSL give none. A code that the catalogue lacks is
    kept (`xlpy.checks.years` tells it). Raises YearsError where the file is no such table or any row can't be used.
    """
    try:
        rows = table_rows(name, data)
    except TableError as error:
        raise YearsError(f"Không đọc được số liệu năm trước {name}: {error}") from error
    found = header(rows, HEADINGS, tuple(HEADINGS))
    if found is None:
        raise YearsError(f"Số liệu năm trước {name}: không thấy dòng tên cột; cần năm cột {WANTED}.")
    table = _Table(catalogue, period)
    faults = list(table.read(rows, *found))
    if faults:
        more = f"; còn {len(faults) - SHOWN} dòng khác" if len(faults) > SHOWN else ""
        raise YearsError(f"Số liệu năm trước {name}: {'; '.join(faults[:SHOWN])}{more}. Sửa các dòng này rồi làm lại.")
    return table.figures


@dataclass(frozen=True)
class _Table:
    catalogue: Catalogue
    period: Period
    figures: dict[str, dict[str, dict[str, Decimal]]] = field(default_factory=dict)
    _names: dict[int, NameIndex] = field(default_factory=dict)

    def read(self, rows: tuple[Row, ...], head: int, columns: Mapping[Column, int]) -> Iterator[str]:
        """Take up every row below the header; yields what is wrong."""
        for number, cells in rows:
            if number <= head or not any(raw_text(cell).strip() for cell in cells):
                continue
            named = {column: cells[at] if at < len(cells) else None for column, at in columns.items()}
            try:
                self._take(named)
            except _FaultyRow as fault:
                yield f"dòng {number}: {fault}"

    def _take(self, cells: Mapping[Column, CellValue | None]) -> None:
        texts = {column: tidy(raw_text(value)) for column, value in cells.items()}
        year = school_year(texts["year"])
        if not year:
            raise _FaultyRow(f"năm học “{texts['year']}” phải ghi như 2022-2023")
        back = int(self.period.school_year[:4]) - int(year[:4])
        if fold(texts["period"]) not in self._period_names(year) or back < 1:
            return
        unit, code = self._unit(texts["unit"], back), texts["indicator"]
        value = self._value(code, cells["value"], texts["value"])
        if value is None:
            return
        known = self.figures.setdefault(year, {}).setdefault(unit, {})
        if code in known:
            raise _FaultyRow(f"số liệu {code} của “{texts['unit']}” năm học {year} ghi hai lần")
        known[code] = value

    def _period_names(self, year: str) -> frozenset[str]:
        """``CN``, ``Cả năm học 2022-2023``, ``Cả năm``."""
        name = self.period.name.replace(self.period.school_year, year)
        short = (name.removesuffix(f"{word} {year}") for word in ("năm học", "học"))
        return frozenset(fold(text) for text in (self.period.code, name, *short))

    def _unit(self, text: str, back: int) -> str:
        """Its code: by the names of that year, else by those of any other."""
        if fold(text) in map(fold, _PROVINCE):
            return PROVINCE
        if back not in self._names:
            self._names[back] = NameIndex.build(self.catalogue, year_earlier(self.period.cut_off, back))
        names = self._names[back]
        unit = names.match(text) or names.outside(text)
        if unit is None:
            raise _FaultyRow(f"không có đơn vị “{text}” trong danh mục")
        return unit.code

    def _value(self, code: str, cell: CellValue | None, text: str) -> Decimal | None:
        if not code:
            raise _FaultyRow("không ghi mã chỉ tiêu")
        indicator = self.catalogue.indicator.get(code)
        kind, decimals = (indicator.kind, indicator.decimals) if indicator else (IndicatorKind.RATIO, 2)
        reading = read_figure(cell, kind=kind, decimals=decimals)
        if reading.state in _NOTHING:
            return None
        if reading.value is None or reading.problem:
            raise _FaultyRow(f"“{text}” ở {code} không phải một số rõ ràng")
        return reading.value
