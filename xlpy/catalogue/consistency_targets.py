"""Are the assigned targets of a catalogue set to units that are asked for them, once each, as figures of their kind?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlpy.catalogue.problem import Problem
from xlpy.model.catalogue import Catalogue
from xlpy.model.target import Target


def target_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Every fault of the table of targets, at its row."""
    times = Counter((target.unit, target.indicator, target.period) for target in catalogue.targets)
    for number, target in enumerate(catalogue.targets, start=2):
        for column, sentence in _of(catalogue, target):
            yield Problem("targets", f"dòng {number}", column, sentence)
        if times[target.unit, target.indicator, target.period] > 1:
            sentence = f"đơn vị “{target.unit}” có hai chỉ tiêu giao {target.indicator} cho cùng kỳ."
            yield Problem("targets", f"dòng {number}", "indicator", sentence)


def _of(catalogue: Catalogue, target: Target) -> Iterator[tuple[str, str]]:
    if target.period and target.period not in catalogue.period:
        yield "period", f"mã “{target.period}” không có trong danh mục."
    units = [unit for unit in catalogue.units if unit.code == target.unit]
    indicator = catalogue.indicator.get(target.indicator)
    if not units:
        yield "unit", f"mã “{target.unit}” không có trong danh mục."
    if indicator is None:
        yield "indicator", f"mã “{target.indicator}” không có trong danh mục."
        return
    if not indicator.has_plan or indicator.is_computed:
        yield "indicator", f"chỉ tiêu {indicator.code} không có cột kế hoạch nên không giao được."
    if units and not any(unit.answers_to(indicator.reported_by) for unit in units):
        yield "unit", f"đơn vị “{target.unit}” không báo cáo chỉ tiêu {indicator.code}."
    if target.value < 0 or -int(target.value.as_tuple().exponent) > indicator.decimals:
        yield "value", f"chỉ tiêu giao là số không âm, tối đa {indicator.decimals} chữ số thập phân."
