"""Whether a decision can be taken as it is written: complete, about what the catalogue knows, against nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.decision import ACT_WORDS, ENDS, Act, Decision, in_force


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a decision; ``field`` is the one to mend, '' where it is none alone."""

    field: str
    sentence: str


def key(decision: Decision) -> Decision:
    """What two records of one decision have in common: all but what the program adds."""
    return replace(decision, files=(), number=0)


def wrong(catalogue: Catalogue, period: Period, decision: Decision) -> Iterator[Wrong]:
    """What is wrong with the decision by itself."""
    for field, words in (("who", "người quyết định"), ("reason", "lý do")):
        if not getattr(decision, field).strip():
            yield Wrong(field, f"cần ghi {words}")
    match ENDS.get(decision.act, decision.act):
        case Act.ACCEPT:
            yield from _unit(catalogue, period, decision.unit)
            if decision.code not in catalogue.message and decision.code not in catalogue.rule:
                yield Wrong("code", f"không có mã phát hiện “{decision.code}”; ghi như ở trang Phát hiện")
            if decision.act is Act.ACCEPT and decision.cell and not decision.value.strip():
                yield Wrong("value", "cần ghi giá trị được chấp nhận, như ở cột Giá trị đơn vị ghi của trang Phát hiện")
        case Act.LEAVE_OUT:
            if not decision.file.strip():
                yield Wrong("file", "cần ghi tên tệp, như ở cột Tệp của trang Tình hình gửi")
        case Act.HOLD:
            yield from _unit(catalogue, period, decision.unit)
            yield from _indicator(catalogue, period, decision)


def _unit(catalogue: Catalogue, period: Period, code: str) -> Iterator[Wrong]:
    if code not in {unit.code for unit in catalogue.reporting_units(period)}:
        yield Wrong("unit", f"không có đơn vị báo cáo nào mang mã “{code}”")


def _indicator(catalogue: Catalogue, period: Period, decision: Decision) -> Iterator[Wrong]:
    indicator = catalogue.indicator.get(decision.indicator)
    unit = next((each for each in catalogue.reporting_units(period) if each.code == decision.unit), None)
    if indicator is None:
        yield Wrong("indicator", f"không có chỉ tiêu “{decision.indicator}”")
    elif indicator.is_computed:
        yield Wrong("indicator", f"{indicator.code} là tỷ lệ do máy tính; hãy giữ {' hoặc '.join(indicator.made_of)}")
    elif unit and indicator not in catalogue.asked(unit).indicators:
        yield Wrong("indicator", f"đơn vị {unit.name} không được giao chỉ tiêu {indicator.code}")


def against(known: Sequence[Decision], new: Sequence[Decision]) -> Iterator[tuple[Decision, Wrong]]:
    """What of ``new`` goes against what is known, or against one another; each with the decision that it is wrong of.

    ``known`` are the period's decisions so far, ``new`` the ones to be added, in their order.
    """
    seen: list[Decision] = []
    for decision in new:
        opposite = [d for d in seen if d.subject == decision.subject and d.begins is not decision.begins]
        if any(d.day == decision.day for d in opposite):
            day = f"{decision.day:%d/%m/%Y}"
            yield decision, Wrong("act", f"hai quyết định trái nhau về {decision.about} cùng ngày {day}; chỉ giữ một")
        elif not opposite:
            yield from ((decision, fault) for fault in _alone(known, decision))
        seen.append(decision)


def _alone(known: Iterable[Decision], decision: Decision) -> Iterator[Wrong]:
    """Whether it ends something that stands, or begins a lock that already stands."""
    standing = [each for each in in_force(known) if each.subject == decision.subject]
    if not decision.begins and not standing:
        yield Wrong("act", f"không có quyết định “{ACT_WORDS[ENDS[decision.act]]}” nào về {decision.about} để thôi")
    if decision.act is Act.LOCK and standing:
        yield Wrong("act", f"kỳ đã khóa rồi ({standing[0].words})")
