"""Rounds of which a report is told: nobody, half a year with units missing, a year that every unit answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from functools import cache

from tests.builders import Said, chosen, found, submission
from xlpy.basics.text import lower_first
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.catalogue import Catalogue, Period, Unit, UnitKind
from xlpy.model.edition import Edition
from xlpy.model.submission import ActivityReport, Issue, Source, Submission, Text

ISSUES = {
    UnitKind.LOCAL: (
        "Còn phòng học tạm.",
        "Nguồn vốn hạn hẹp.",
        "Bố trí vốn xóa phòng học tạm.",
        "Ủy ban nhân dân tỉnh",
    ),
    UnitKind.DEPARTMENT: ("Phòng học xuống cấp.", "", "Hỗ trợ vốn.", "Bộ, ngành Trung ương"),
    UnitKind.COORDINATING: ("Giải ngân chậm.", "Vướng mặt bằng.", "Đẩy nhanh thủ tục.", "Đơn vị tự giải quyết"),
}
"""What units of a kind say under N4: difficulty, cause, recommendation, to whom."""


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue without rules: what a unit says counts, whatever it is."""
    return replace(shipped(), rules=())


def answered(period_code: str, *missing: str, late: Iterable[str] = (), years: bool = False) -> Edition:
    """A round in which all but the missing units answered everything.

    The ``late`` have not done their activities; ``years``: last year's figures are known.
    """
    whole = catalogue()
    period = whole.period[period_code]
    reporting_units = whole.reporting_units(period)
    files = [
        _submission(whole, unit, place, period, "Đang thực hiện" if unit.code in set(late) else "Hoàn thành")
        for place, unit in enumerate(reporting_units)
        if unit.code not in missing
    ]
    findings = found(whole, period, files)
    made = consolidate(whole, period, files, chosen(whole, period, files), findings, {})
    if not years:
        return made
    last_year = {
        unit.code: {code: Decimal(value * 2 // 3) for code, value in _figures(whole, unit, place)}
        for place, unit in enumerate(reporting_units)
    }
    return replace(made, last_year=last_year)


def _figures(whole: Catalogue, unit: Unit, place: int) -> Iterator[tuple[str, int]]:
    """Wholes above their parts, little harm, and each unit's figures a little other than the last one's."""
    below = {i.denominator for i in whole.indicators}
    for indicator in whole.asked(unit).indicators:
        large = indicator.code in below or not indicator.part_of
        value = place % 3 if indicator.direction == "down" else 3000 + 30 * place if large else 2400 + 20 * place
        yield indicator.code, value


def _submission(whole: Catalogue, unit: Unit, place: int, period: Period, status: str) -> Submission:
    figures: Mapping[str, Said] = dict(_figures(whole, unit, place))
    planned = [code for code in figures if whole.indicator[code].has_plan]
    plan = {code: 2500 + 500 * (number % 2) for number, code in enumerate(planned)}
    made = submission(unit.code, figures, plan, period.code)
    file = made.received.file
    activities = tuple(
        ActivityReport(
            unit.code,
            activity.code,
            status,
            None,
            Text(f"Đã {lower_first(activity.name)} tại {10 + place} nơi.", Source(file, "Nội dung", f"H{row}")),
            Text(f"Báo cáo số {100 + place + row}/BC-VP ngày 05/01/2024", Source(file, "Nội dung", f"I{row}")),
            None,
            Source(file, "Nội dung", f"F{row}"),
        )
        for row, activity in enumerate(whole.asked(unit).activities, 9)
    )
    places = zip("CDEF", ISSUES[unit.kind], strict=True)
    said = [Text(words, Source(file, "Khó khăn", f"{column}9")) if words else None for column, words in places]
    difficulty, cause, recommendation, addressee = said
    source = Source(file, "Khó khăn", "C9")
    issue = Issue(unit.code, "N4", difficulty, cause, recommendation, addressee, source)
    arrived = datetime.combine(period.deadline_unit, time(8))
    return replace(made, received=replace(made.received, modified=arrived), activities=activities, issues=(issue,))
