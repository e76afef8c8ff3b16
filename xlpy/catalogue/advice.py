"""What is no fault of a catalogue and yet wants a look: days off, units that drop out, late deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from xlpy.basics.days import short_day
from xlpy.catalogue.problem import Problem
from xlpy.catalogue.workdays import workdays_of
from xlpy.model.catalogue import Catalogue, Period

TERMS = ("deadline_unit", "deadline_office")


def advice(catalogue: Catalogue) -> tuple[Problem, ...]:
    """Everything to look at, table by table; none of it keeps the catalogue from working."""
    return (*_terms(catalogue), *_deadlines(catalogue), *_dropping_out(catalogue))


def _terms(catalogue: Catalogue) -> Iterator[Problem]:
    """Terms that end on a day off, those of one day together."""
    workdays, ends = workdays_of(catalogue), dict[tuple[str, str, date], list[str]]()
    for period in catalogue.periods:
        for column in TERMS:
            ends.setdefault(("periods", column, getattr(period, column)), []).append(period.code)
    for activity in catalogue.activities:
        if activity.deadline:
            ends.setdefault(("activities", "deadline", activity.deadline), []).append(activity.code)
    for (table, column, day), codes in ends.items():
        if why := workdays.why_off(day):
            then = short_day(workdays.next_from(day))
            sentence = f"ngày {short_day(day)} là ngày nghỉ ({why}); ngày làm việc tiếp theo là {then}."
            yield Problem(table, ", ".join(codes), column, sentence)


def _deadlines(catalogue: Catalogue) -> Iterator[Problem]:
    """Work that is due before the school year or after the last day of which it reports."""
    if not catalogue.periods:
        return
    start = min(period.start for period in catalogue.periods)
    end = max(period.cut_off for period in catalogue.periods)
    for activity in catalogue.activities:
        if activity.deadline and not start <= activity.deadline <= end:
            sentence = (
                f"thời hạn {short_day(activity.deadline)} nằm ngoài năm học của các kỳ báo cáo "
                f"({short_day(start)} – {short_day(end)})."
            )
            yield Problem("activities", activity.code, "deadline", sentence)


def _dropping_out(catalogue: Catalogue) -> Iterator[Problem]:
    """Who reports in one period and, without an heir, not in the next; what nobody reports in a period."""
    periods = sorted(catalogue.periods, key=lambda period: period.cut_off)
    for before, period in pairwise(periods):
        codes = {unit.code for unit in catalogue.reporting_units(period)}
        for unit in catalogue.reporting_units(before):
            if unit.code not in codes and not codes & set(unit.successor):
                sentence = (
                    f"{unit.name} báo cáo kỳ {before.code} nhưng không báo cáo kỳ {period.code} "
                    f"(chốt {short_day(period.cut_off)}) và không có đơn vị kế tiếp báo cáo thay."
                )
                yield Problem("units", unit.code, "valid_to", sentence)
    asked = {period.code: answered(catalogue, period) for period in periods}
    everywhere = frozenset[str]().union(*asked.values())
    rows = [("indicators", row.code, "reported_by") for row in catalogue.indicators]
    rows += [("activities", row.code, "lead") for row in catalogue.activities]
    for period in periods:
        for table, code, column in rows:
            if code in everywhere - asked[period.code]:
                yield Problem(table, code, column, f"kỳ {period.code} không đơn vị nào báo cáo.")


def answered(catalogue: Catalogue, period: Period) -> frozenset[str]:
    """Codes of the indicators and activities on which somebody reports in the period."""
    asked = [catalogue.asked(unit) for unit in catalogue.reporting_units(period)]
    indicators = {row.code for one in asked for row in one.indicators}
    return frozenset(indicators | {row.code for one in asked for row in one.activities})
