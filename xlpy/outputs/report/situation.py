"""Part I: how the plan was led, who has reported, and what the figures lack."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xlpy.basics.text import lower_first
from xlpy.model.edition import Gap
from xlpy.outputs.messages import title
from xlpy.outputs.report.content import Paragraph, Runs, Term, joined
from xlpy.outputs.report.context import NAMES_SHOWN, Telling, sentences
from xlpy.outputs.report.figures import count
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.selection import ToldIndicator
from xlpy.outputs.report.waiting import Waiting
from xlpy.outputs.word.nd30 import short_day


def situation(telling: Telling, chosen: Collection[str]) -> tuple[Paragraph, ...]:
    """The part's paragraphs; ``chosen`` are the indicators of leading the plan, told here and not in part II."""
    texts = [sentences(*_sent(telling)), sentences(_faulty(telling))]
    texts += [sentences(sentence) for sentence in _leading(telling, chosen)]
    texts.append(sentences(telling.patterns.sentence("tinh_hinh.luu_y")))
    return tuple(Paragraph(runs) for runs in texts if runs)


def _sent(telling: Telling) -> Iterator[Runs]:
    """How many sent, how many late, who is missing."""
    patterns, edition = telling.patterns, telling.edition
    senders = [unit.code for unit in telling.senders]
    used = telling.ordered(edition.used_files)
    late = [
        code for code in used if (came := edition.used_files[code].received_on) and came > edition.period.deadline_unit
    ]
    key = "gui_du" if len(used) == len(senders) else "gui" if used else "gui_khong"
    words: dict[str, Runs | str] = {"so_phai_gui": (count(senders),)}
    if key == "gui":
        words["so_da_gui"] = (count(used),)
    yield patterns.sentence(f"tinh_hinh.{key}", **words)
    if late:
        yield patterns.sentence(
            "tinh_hinh.muon",
            muon=(count(late),),
            han_gui=short_day(edition.period.deadline_unit),
            don_vi=telling.units(late),
        )
    if telling.absent and (used or any(lack.gap is Gap.REFUSED for lack in telling.absent)):
        yield patterns.sentence("tinh_hinh.thieu", so_don_vi=(count(absent_units(telling)),), don_vi=_reasons(telling))


def absent_units(telling: Telling) -> list[str]:
    """Codes of the units without a usable report, in display order."""
    return [lack.unit for lack in telling.absent]


def held_units(telling: Telling) -> list[str]:
    """Codes of the units whose report is in use without some of its figures or activities, in display order."""
    return list(telling.ordered(Waiting(telling.edition).units))


def _reasons(telling: Telling) -> Runs:
    """Who has no usable report and why; a refused file with what is wrong with it."""
    refused = {lack.unit for lack in telling.absent if lack.gap is Gap.REFUSED}
    parts = [telling.lack([lack for lack in telling.absent if lack.unit not in refused])]
    for code in telling.ordered(refused):
        reasons = [record.reason for record in telling.edition.files if record.unit == code and record.reason]
        words = lower_first(title(telling.catalogue, reasons[-1])) if reasons else ""
        why = telling.patterns.fill("tinh_hinh.tep_hong", ly_do=words) if words else telling.why(Gap.REFUSED)
        parts.append(telling.patterns.fill("thieu.ly_do", don_vi=telling.units([code]), ly_do=why))
    return joined(parts, "; ")


def _faulty(telling: Telling) -> Runs:
    """Units in use with figures or activities held back."""
    waiting, held = Waiting(telling.edition), held_units(telling)
    if not held:
        return ()
    patterns = telling.patterns
    named = held[:NAMES_SHOWN] if len(held) > NAMES_SHOWN + 1 else held
    parts = [
        patterns.fill("tinh_hinh.loi_don_vi", don_vi=telling.units([code]), phan=_parts(telling, waiting, code))
        for code in named
    ]
    detail = joined(parts, "; ")
    if rest := [code for code in held if code not in named]:
        detail = joined([detail, patterns.fill("thieu.nhieu", so_don_vi=(count(rest),))], " ")
    return patterns.sentence("tinh_hinh.loi", so_don_vi=(count(held),), chi_tiet=detail)


def _parts(telling: Telling, waiting: Waiting, unit: str) -> Runs:
    """``09 số liệu, 01 nội dung công việc``."""
    named = (("so_lieu", waiting.figures.get(unit)), ("noi_dung", waiting.activities.get(unit)))
    words = [telling.patterns.fill(f"tinh_hinh.loi_{key}", so=(count(items),)) for key, items in named if items]
    return joined(words, ", ")


def _leading(telling: Telling, chosen: Collection[str]) -> Iterator[Runs]:
    """The chosen indicators of leading the plan."""
    teller = Teller(telling, telling.absent, frozenset())
    for code in chosen:
        indicator = telling.catalogue.indicator[code]
        total = telling.figures.total(indicator)
        if total is None:
            continue
        if total.value is None:
            name: Runs = (Term(lower_first(indicator.name)),)
            yield telling.patterns.sentence("thieu.khong_so", ten=name, don_vi=telling.lack(total.missing))
        else:
            yield teller.sentence(ToldIndicator(indicator), total)
