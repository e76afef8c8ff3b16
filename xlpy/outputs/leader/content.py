"""An edition in what a leader reads: ten figures beside plan and last year, troubles, requests, tasks by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.decimals import format_vn, round_half_up
from xlpy.basics.text import lower_first
from xlpy.consolidation.headline import numbers_of
from xlpy.consolidation.opinions import Shared, one_of_each_task, shared
from xlpy.consolidation.work import Work, done_everywhere, work_of
from xlpy.consolidation.years import Comparison, compared, giving, is_about_the_same
from xlpy.intake.notes import shortened
from xlpy.model.catalogue import Indicator, UnitKind
from xlpy.model.edition import PROVINCE, Edition, Total
from xlpy.outputs.leader.settings import LeaderSettings, LeaderSettingsError, Sign, Wanted
from xlpy.outputs.unit_names import unit_list
from xlpy.outputs.word.nd30 import short_day

NOTHING = "–"
NO_RESULT = "chưa có kết quả"
NAMES_SHOWN, LACKING_SHOWN = 3, 5
"""Up to so many units are named: those behind an opinion, those without a report."""
OWN = "tự giải quyết"
"""Words by which the form offers to settle a matter where it arose: nothing to ask a leader for."""
MILLIONS, BILLION = "triệu đồng", "tỷ đồng"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure as texts, with the total and the comparison that they come from."""

    code: str
    label: str
    unit: str
    actual: str
    plan: str
    before: str
    change: str
    trend: str
    """One of `settings.TRENDS`: how this year's is beside last year's."""
    total: Total | None
    beside: Comparison | None


@dataclass(frozen=True, slots=True)
class Voiced:
    """A trouble or a request: the words of the units, under which task, and who says so."""

    text: str
    task: str
    who: str
    said: Shared


@dataclass(frozen=True, slots=True)
class Place:
    """A row of tasks: a local unit, or a region where there are many; one level for each task."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Leader:
    """All that page and slides tell."""

    edition: Edition
    overview: str
    figures: tuple[KeyFigure, ...]
    troubles: tuple[Voiced, ...]
    requests: tuple[Voiced, ...]
    places: tuple[Place, ...]
    signs: dict[str, Sign]
    compared: str
    not_compared: str
    """What stands below the figures: how they are compared, or that they are not."""


def leader(edition: Edition, settings: LeaderSettings) -> Leader:
    """Raises LeaderSettingsError where the settings name an indicator that the catalogue lacks."""
    asked = (one for one in shared(edition, lambda issue: issue.recommendation) if OWN not in one.addressee.casefold())
    requests = sorted(asked, key=lambda one: not _to_issuer(edition, one))
    troubles = shared(edition, lambda issue: issue.difficulty)
    return Leader(
        edition,
        _overview(edition),
        tuple(_shown(edition, settings, wanted) for wanted in settings.figures),
        tuple(_told(edition, settings, one) for one in one_of_each_task(troubles, settings.troubles)),
        tuple(_told(edition, settings, one) for one in one_of_each_task(requests, settings.requests)),
        tuple(_places(edition, settings)),
        dict(settings.signs),
        settings.compared,
        settings.not_compared,
    )


def _overview(edition: Edition) -> str:
    numbers = numbers_of(edition)
    done, led = done_everywhere(edition)
    lacking = [unit for unit in edition.reporting_units if unit.code in edition.absent]
    named = f" (chưa có: {unit_list(lacking)})" if 0 < len(lacking) <= LACKING_SHOWN else ""
    until = f"Đến ngày {short_day(edition.received_until)}, " if edition.received_until else ""
    return (
        f"{until}{numbers.sent}/{numbers.reporting_units} đơn vị có báo cáo sử dụng được{named}; {done}/{led} nội dung "
        "công việc đã hoàn thành ở tất cả các đơn vị thực hiện."
    )


def _shown(edition: Edition, settings: LeaderSettings, wanted: Wanted) -> KeyFigure:
    indicator = edition.catalogue.indicator.get(wanted.code)
    if indicator is None:
        raise LeaderSettingsError(f"Trang cho lãnh đạo: danh mục không có chỉ tiêu {wanted.code}; sửa mục figures.")
    total = edition.total.get((indicator.code, PROVINCE))
    beside = compared(edition, indicator, edition.last_year)
    change = _change(indicator, beside) if beside else None
    return KeyFigure(
        indicator.code,
        wanted.label or indicator.name,
        BILLION if indicator.unit_of_measure == MILLIONS else indicator.unit_of_measure,
        _actual(edition, indicator, total),
        _plan(edition, indicator),
        _number(indicator, beside.before) if beside else NOTHING,
        _change_words(indicator, change, beside),
        _trend(indicator, change, beside, settings),
        total,
        beside,
    )


def _actual(edition: Edition, indicator: Indicator, total: Total | None) -> str:
    """The figure, with how many gave it of those who can where somebody lacks."""
    if total is None or total.value is None:
        return NO_RESULT if total and total.missing else NOTHING
    given = giving(edition, indicator, total)
    asked = len({*given, *(lack.unit for lack in total.missing)})
    share = f" ({len(given)}/{asked} đơn vị)" if total.missing else ""
    return _number(indicator, total.value) + share


def _plan(edition: Edition, indicator: Indicator) -> str:
    """Percent of the plan, of the units that gave both; of a ratio that of its numerator."""
    planned = edition.total.get((indicator.made_of[0], PROVINCE))
    return f"{format_vn(planned.percent, 1)}%" if planned is not None and planned.percent is not None else NOTHING


def _number(indicator: Indicator, value: Decimal) -> str:
    if indicator.unit_of_measure == MILLIONS:
        return format_vn(value / 1000, 1)
    return format_vn(value, indicator.decimals) + ("%" if indicator.unit_of_measure == "%" else "")


def _change(indicator: Indicator, beside: Comparison) -> Decimal:
    """The difference of the two figures as they are printed."""
    return round_half_up(beside.now, indicator.decimals) - round_half_up(beside.before, indicator.decimals)


def _change_words(indicator: Indicator, change: Decimal | None, beside: Comparison | None) -> str:
    if change is None or beside is None:
        return NOTHING
    if not change:
        return "không đổi"
    size = format_vn(abs(change), indicator.decimals) if indicator.unit_of_measure == "%" else None
    return f"{'▲' if change > 0 else '▼'} {size or _number(indicator, abs(change))}"


def _trend(indicator: Indicator, change: Decimal | None, beside: Comparison | None, settings: LeaderSettings) -> str:
    if change is None or beside is None or indicator.direction not in ("up", "down"):
        return "unknown"
    if not change:
        return "unchanged"
    if indicator.unit_of_measure == "%":
        before = round_half_up(beside.before, indicator.decimals)
        small = is_about_the_same(before + change, before, settings.points, settings.of_rate)
    else:
        small = beside.percent is not None and abs(beside.percent) < settings.percent
    if small:
        return "same"
    return "better" if (change > 0) == (indicator.direction == "up") else "worse"


def _to_issuer(edition: Edition, one: Shared) -> bool:
    return bool(one.addressee) and edition.catalogue.plan.issuer.startswith(one.addressee)


def _told(edition: Edition, settings: LeaderSettings, one: Shared) -> Voiced:
    units = [edition.reporting_unit[code] for code in one.units]
    who = unit_list(units) if len(units) <= NAMES_SHOWN else f"{len(units)} đơn vị"
    task = edition.catalogue.task[one.task]
    return Voiced(shortened(one.text, settings.longest), lower_first(task.short_name), who, one)


def _places(edition: Edition, settings: LeaderSettings) -> list[Place]:
    local = [unit for unit in edition.reporting_units if unit.kind is UnitKind.LOCAL]
    if len(local) <= settings.most_rows:
        return [_place(edition, settings, unit.name, (unit.code,)) for unit in local]
    regions = ((r.name, [u.code for u in local if u.region == r.code]) for r in edition.catalogue.regions)
    return [_place(edition, settings, name, codes) for name, codes in regions if codes]


def _place(edition: Edition, settings: LeaderSettings, name: str, units: Sequence[str]) -> Place:
    works = (work_of(edition, units, task.code) for task in edition.catalogue.tasks)
    return Place(name, tuple(_level(work, settings) for work in works))


def _level(work: Work, settings: LeaderSettings) -> str:
    if work.percent is None:
        return "none"
    if work.silent == work.asked:
        return "silent"
    if work.held:
        return "held"
    if work.percent >= settings.done:
        return "done"
    if work.percent >= settings.half:
        return "half"
    return "doing" if work.doing and not work.done else "slow"
