"""The half page that a director reads first: who reported, what was reached, what was not, what is asked of whom."""

from __future__ import annotations

from xlpy.model.edition import MissingReason
from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.content import FigureKind, Paragraph, Runs, Said, Term, joined
from xlpy.outputs.report.context import Telling, sentences, stop
from xlpy.outputs.report.figures import count
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.names import going_on, subject
from xlpy.outputs.report.progress import all_progress, late
from xlpy.outputs.report.recommendations import addressee_words, put_to, told_addressees
from xlpy.outputs.report.safety import harm
from xlpy.outputs.report.situation import absent_units, blank_units, held_units, reasons


def summary(telling: Telling) -> tuple[Paragraph, ...]:
    """One paragraph each; those about results are left out where nobody has reported."""
    coverage = Paragraph(sentences(*_coverage(telling)))
    if not telling.edition.used_files:
        return (coverage,)
    asked = joined([_asked(telling), _urged(telling)], ". ")
    texts = [text for text in (_reached(telling), _lacking(telling), asked) if text]
    return (coverage, *(Paragraph(stop(text)) for text in texts))


def _coverage(telling: Telling) -> list[Runs]:
    """How many reported, and who did not with the reason: the one place where these are named."""
    patterns = telling.patterns
    reporting_units = count([unit.code for unit in telling.reporting_units])
    used = telling.ordered(telling.edition.used_files)
    if not used:
        texts = [patterns.sentence("tom_tat.khong", so_phai_gui=(reporting_units,))]
    elif telling.absent:
        texts = [patterns.sentence("tom_tat.pham_vi", so_da_gui=(count(used),), so_phai_gui=(reporting_units,))]
    else:
        return [patterns.sentence("tom_tat.du", so_phai_gui=(reporting_units,))]
    if used or any(lack.missing_reason is MissingReason.REFUSED for lack in telling.absent):
        gone = count(absent_units(telling))
        texts.append(patterns.sentence("tom_tat.thieu", so_don_vi=(gone,), don_vi=reasons(telling)))
    return texts


def _reached(telling: Telling) -> Runs:
    patterns, assessment = telling.patterns, Assessment(telling)
    progress = all_progress(telling)
    done, whole = ([p.activity.code for p in found] for found in ([p for p in progress if p.is_done], progress))
    parts = [patterns.fill("tom_tat.noi_dung", so_xong=(count(done),), so_noi_dung=(count(whole),))] if whole else []
    if assessment.planned:
        reached, planned = ([i.code for i, _ in found] for found in (assessment.reached, assessment.planned))
        words = patterns.fill("tom_tat.chi_tieu", so_dat=(count(reached),), so_chi_tieu=(count(planned),))
        parts.append(joined([words, _whose_plans(telling, assessment)], " "))
    parts += [words for code in patterns.lists["chon.tom_tat"] if (words := _ratio(telling, code))]
    return patterns.sentence("tom_tat.dat", chi_tiet=joined(parts, "; ")) if parts else ()


def _whose_plans(telling: Telling, assessment: Assessment) -> Runs:
    """That the units made their plans themselves; of how many indicators, where targets of others are assigned."""
    period = telling.edition.period.code
    own = [
        indicator.code
        for indicator, found in assessment.planned
        if not any(telling.catalogue.target(unit, indicator.code, period) for unit in found.percent.units)
    ]
    if not own:
        return ()
    if len(own) == len(assessment.planned):
        return telling.patterns.fill("tom_tat.tu_xay_dung")
    return telling.patterns.fill("tom_tat.tu_xay_dung_mot_phan", so_chi_tieu=(count(own),))


def _ratio(telling: Telling, code: str) -> Runs:
    """``tỷ lệ … 74,5% (11/14 đơn vị; năm học trước: 72,8%)``."""
    indicator = telling.catalogue.indicator.get(code)
    total = telling.figures.total(indicator) if indicator else None
    if indicator is None or total is None or total.value is None:
        return ()
    value = telling.figures.actual(indicator, total.included)
    compared = telling.figures.compared(indicator, FigureKind.LAST_YEAR)
    before: Runs = (Term(f"{telling.year_before(indicator)}: "), compared.before) if compared and compared.whole else ()
    detail = joined([Teller(telling, frozenset()).scope(total), before], "; ")
    return telling.patterns.fill(
        "tom_tat.ty_le",
        ten=subject(indicator),
        gia_tri=(value,) if value else (),
        them=(Term(" ("), *detail, Term(")")) if detail else (),
    )


def _lacking(telling: Telling) -> Runs:
    """Plans furthest from reached, late activities, harm."""
    patterns, assessment = telling.patterns, Assessment(telling)
    parts: list[Runs] = []
    if below := assessment.below:
        named = [assessment.entry(i, found.percent) for i, found in below[: patterns.most("tom_tat_chua_dat")]]
        mine = count([indicator.code for indicator, _ in below])
        parts.append(patterns.fill("tom_tat.duoi_ke_hoach", so_chi_tieu=(mine,), chi_tieu=joined(named, "; ")))
    if overdue := late(telling, all_progress(telling)):
        parts.append(patterns.fill("tom_tat.tre", so_noi_dung=(count(overdue),)))
    told = [patterns.sentence("tom_tat.chua_dat", chi_tiet=joined(parts, "; "))] if parts else []
    told += [harmed] if (harmed := harm(telling)) else []
    if told or telling.absent:  # who has not reported may have shortcomings to tell
        return joined(told, ". ")
    return patterns.sentence("tom_tat.khong_con")


def _asked(telling: Telling) -> Runs:
    """What most units put to each addressee."""
    patterns = telling.patterns
    parts: list[Runs] = []
    most = patterns.most("tom_tat_de_nghi")
    for who, issues in told_addressees(telling):
        found = sorted(put_to(telling, who, issues), key=lambda one: -len(one.units))[:most]
        words = joined([(Said(going_on(one.text), one.sources),) for one in found], "; ")
        parts.append(patterns.fill("tom_tat.de_nghi_noi", noi=addressee_words(telling, who, issues), y_kien=words))
    return patterns.sentence("tom_tat.de_nghi", chi_tiet=joined(parts, "; ")) if parts else ()


def _urged(telling: Telling) -> Runs:
    """What the office goes on asking of the units themselves: reports and mended figures."""
    owed = (("gui_bao_cao", absent_units(telling)), ("bo_sung", blank_units(telling)), ("ra_soat", held_units(telling)))
    parts = [telling.patterns.fill(f"tom_tat.{key}") for key, units in owed if units]
    if not parts:
        return ()
    office = telling.catalogue.plan.office
    return telling.patterns.sentence("tom_tat.don_doc", co_quan=office, chi_tiet=joined(parts, "; "))
