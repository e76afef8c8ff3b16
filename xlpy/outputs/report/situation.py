"""Part I: how the plan was led, by the documents that units cite, and what of the reports is still examined."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from xlpy.basics.decimals import format_vn
from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Activity, UnitKind
from xlpy.model.decision import Act, Effect
from xlpy.model.edition import MissingReason
from xlpy.model.submission import ActivityReport
from xlpy.outputs.messages import title
from xlpy.outputs.report.content import Paragraph, Runs, Term, joined
from xlpy.outputs.report.context import Telling, sentences
from xlpy.outputs.report.figures import count
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.lacks import REASON_KEYS, Lack
from xlpy.outputs.report.names import quoted
from xlpy.outputs.report.open_items import Waiting
from xlpy.outputs.report.progress import all_progress
from xlpy.outputs.report.selection import ToldIndicator
from xlpy.outputs.report.untold_indicators import untold
from xlpy.outputs.report.work_done import said
from xlpy.outputs.word.nd30 import short_day

Codes = Mapping[str, list[str]]
"""Codes of figures or activities, by unit."""


def situation(telling: Telling, chosen: Collection[str], led: Sequence[str]) -> tuple[Paragraph, ...]:
    """The part's paragraphs.

    ``chosen`` are the indicators, ``led`` the activities of leading the plan, told here and not in part II.
    """
    documents = (sentences(sentence) for sentence in (_own_documents(telling, led), *_others_documents(telling, led)))
    leading = (sentences(sentence) for sentence in _leading(telling, chosen))
    quality = sentences(*_late(telling), *_partly(telling), *_decided(telling))
    note = sentences(telling.patterns.sentence("tinh_hinh.luu_y", **_thresholds(telling)))
    return tuple(Paragraph(runs) for runs in (*documents, *leading, quality, note) if runs)


def _thresholds(telling: Telling) -> dict[str, str]:
    """Below which change a ratio is told as about the same."""
    limits = {"diem": "diem_phan_tram", "phan_tram": "tuong_duong"}
    return {place: format_vn(telling.patterns.limit(key)) for place, key in limits.items()}


def received(telling: Telling) -> Runs:
    """Up to which day the reports in use came in; () where no day is known."""
    day = telling.edition.received_until
    return telling.patterns.fill("tinh_hinh.nhan_den", ngay=short_day(day)) if day else ()


def absent_units(telling: Telling) -> list[str]:
    """Codes of the units without a usable report, in display order."""
    return [lack.unit for lack in telling.absent]


def held_units(telling: Telling) -> list[str]:
    """Codes of the units whose report is in use without some of its figures or activities, in display order."""
    return list(telling.ordered(Waiting(telling.edition).units))


def blank_units(telling: Telling) -> list[str]:
    """Codes of the units that left figures or activities of their report blank, in display order."""
    return list(telling.ordered(Waiting(telling.edition).blank_units))


def reasons(telling: Telling) -> Runs:
    """Who has no usable report and why; a refused report with what is wrong with it, where that may be told."""
    refused = {lack.unit for lack in telling.absent if lack.missing_reason is MissingReason.REFUSED}
    parts = [telling.lack(Lack.of(lack) for lack in telling.absent if lack.unit not in refused)]
    for code in telling.ordered(refused):
        found = [record.reason for record in telling.edition.files if record.unit == code and record.reason]
        told = [reason for reason in found if reason in telling.patterns.lists["chon.ly_do"]]
        words = lower_first(title(telling.catalogue, told[-1])) if told else ""
        why = (
            telling.patterns.fill("tinh_hinh.tep_hong", ly_do=words)
            if words
            else telling.why(REASON_KEYS[MissingReason.REFUSED])
        )
        parts.append(telling.patterns.fill("thieu.ly_do", don_vi=telling.units([code]), ly_do=why))
    return joined(parts, "; ")


def _late(telling: Telling) -> Iterator[Runs]:
    """Who sent after the deadline."""
    edition = telling.edition
    deadline = edition.period.deadline_unit
    used = telling.ordered(edition.used_files)
    late = [code for code in used if (came := edition.used_files[code].received_on) and came > deadline]
    if late:
        words: dict[str, Runs | str] = {"muon": (count(late),), "han_gui": short_day(deadline)}
        yield telling.patterns.sentence("tinh_hinh.muon", **words, don_vi=telling.units(late))


def _partly(telling: Telling) -> Iterator[Runs]:
    """Units in use with figures or activities held back; then those that left some blank."""
    waiting = Waiting(telling.edition)
    for key, units, figures, activities in (
        ("loi", held_units(telling), waiting.figures, waiting.activities),
        ("bo_trong", blank_units(telling), waiting.blank_figures, waiting.silent_activities),
    ):
        if units:
            detail = _parts_of_units(telling, units, figures, activities)
            yield telling.patterns.sentence(f"tinh_hinh.{key}", so_don_vi=(count(units),), chi_tiet=detail)


def _parts_of_units(telling: Telling, units: Sequence[str], figures: Codes, activities: Codes) -> Runs:
    """``huyện A (09 số liệu, 01 nội dung công việc); …``; a long list is cut and counted."""
    patterns, most = telling.patterns, telling.names_shown
    named = units[:most] if len(units) > most + 1 else units
    parts: list[Runs] = []
    for code in named:
        items = (("so_lieu", figures.get(code)), ("noi_dung", activities.get(code)))
        words = [patterns.fill(f"tinh_hinh.loi_{key}", so=(count(codes),)) for key, codes in items if codes]
        part = joined(words, ", ")
        parts.append(patterns.fill("tinh_hinh.loi_don_vi", don_vi=telling.units([code]), phan=part))
    rest = units[len(named) :]
    more = patterns.fill("thieu.nhieu", so_don_vi=(count(rest),)) if rest else ()
    return joined([joined(parts, "; "), more], " ")


def _decided(telling: Telling) -> Iterator[Runs]:
    """What the office decided about the round: that it is closed, and figures that it holds back."""
    patterns, catalogue = telling.patterns, telling.catalogue
    standing = [ruling.decision for ruling in telling.edition.rulings if ruling.effect is Effect.APPLIES]
    for decision in standing:
        if decision.act is Act.LOCK:
            yield patterns.sentence("tinh_hinh.khoa_so", ngay=short_day(decision.day))
    held = {(decision.indicator, decision.unit): None for decision in standing if decision.act is Act.HOLD}
    parts = [
        patterns.fill(
            "tinh_hinh.quyet_dinh_so",
            ten=(Term(lower_first(catalogue.indicator[indicator].name)),),
            don_vi=telling.units([unit]),
        )
        for indicator, unit in held
    ]
    if parts:
        office = (Term(catalogue.plan.office),)
        yield patterns.sentence("tinh_hinh.quyet_dinh", co_quan=office, chi_tiet=joined(parts, "; "))


def _own_documents(telling: Telling, led: Sequence[str]) -> Runs:
    """What the office issued under the activities of leading the plan, in one sentence."""
    found = [
        (report, _cited(telling, report))
        for code in led
        for report in _led(telling, code, UnitKind.DEPARTMENT)
        if report.result and quoted(report.result.value)
    ]
    units = telling.units(report.unit for report, _ in found)
    works = joined([words for _, words in found], "; ")
    return telling.patterns.sentence("tinh_hinh.van_ban", co_quan=units, noi_dung=works) if found else ()


def _others_documents(telling: Telling, led: Sequence[str]) -> Iterator[Runs]:
    """What departments beside the office issued under each of the activities, then localities."""
    for code in led:
        for report in _led(telling, code, UnitKind.COORDINATING):
            if report.result and quoted(report.result.value):
                unit, words = telling.units([report.unit]), _cited(telling, report)
                yield telling.patterns.sentence("tinh_hinh.van_ban", co_quan=unit, noi_dung=words)
        if local := _led(telling, code, UnitKind.LOCAL):
            yield _local_documents(telling, telling.catalogue.activity[code], local)


def _led(telling: Telling, code: str, kind: UnitKind) -> list[ActivityReport]:
    """What units of a kind report of an activity, in display order; not what is examined."""
    units, held = telling.edition.reporting_unit, telling.edition.holding.lines
    place = {unit.code: number for number, unit in enumerate(telling.reporting_units)}
    every = (r for r in telling.edition.activities if r.activity == code and (r.unit, code) not in held)
    found = [report for report in every if report.unit in units and units[report.unit].kind is kind]
    return sorted(found, key=lambda report: place[report.unit])


def _cited(telling: Telling, report: ActivityReport) -> Runs:
    assert report.result is not None
    result = said(report.result, small=True)
    if report.evidence is None:
        return result
    return telling.patterns.fill("ket_qua.viec", ket_qua=result, minh_chung=said(report.evidence))


def _local_documents(telling: Telling, activity: Activity, reports: Sequence[ActivityReport]) -> Runs:
    """How many localities have done it, with the documents of the first few."""
    patterns = telling.patterns
    naming = [r for r in reports if r.evidence and quoted(r.evidence.value)]
    (progress,) = [p for p in all_progress(telling) if p.activity.code == activity.code]
    most = patterns.most("van_ban")
    listed = [
        patterns.fill("tinh_hinh.van_ban_cua", minh_chung=said(r.evidence), don_vi=telling.units([r.unit]))
        for r in naming[:most]
        if r.evidence
    ]
    documents = joined(listed, ", ")
    if rest := naming[most:]:
        more = patterns.fill("tinh_hinh.van_ban_them", so_don_vi=(count([r.unit for r in rest]),))
        documents = joined([documents, more], " ")
    return (
        patterns.sentence(
            "tinh_hinh.van_ban_dia_phuong",
            ten=activity.name,
            co=(count([r.unit for r in naming]),),
            giao=(count(telling.ordered(progress.leads)),),
            van_ban=documents,
        )
        if naming
        else ()
    )


def _leading(telling: Telling, chosen: Collection[str]) -> Iterator[Runs]:
    """The chosen indicators of leading the plan."""
    teller = Teller(telling, frozenset())
    for code in chosen:
        indicator = telling.catalogue.indicator[code]
        total = telling.figures.total(indicator)
        if total is None:
            continue
        if total.value is None:
            yield from untold(telling, [(indicator, total)])
        else:
            yield teller.sentence(ToldIndicator(indicator), total)
