"""Part IV: where the work goes from here: the next school year after a full year, else the rest of this one."""

from __future__ import annotations

from collections.abc import Mapping

from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Edition, MissingReason
from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.content import Paragraph, Runs, joined, text_of
from xlpy.outputs.report.context import Telling, item
from xlpy.outputs.report.figures import OfPlan, count
from xlpy.outputs.report.names import subject, years_on
from xlpy.outputs.report.opinions import opinions
from xlpy.outputs.report.progress import activity_names, all_progress, late
from xlpy.outputs.report.recommendations import Addressee, addressed
from xlpy.outputs.report.safety import harm
from xlpy.outputs.report.situation import absent_units, blank_units, held_units
from xlpy.outputs.report.work_done import said


def ends_the_year(edition: Edition) -> bool:
    """Whether the period is the last of its school year."""
    mine = edition.period
    others = (p for p in edition.catalogue.periods if p.school_year == mine.school_year)
    return all(period.cut_off <= mine.cut_off for period in others)


def school_year_told(edition: Edition) -> str:
    """The school year that directions are for: the next one after a full year."""
    return years_on(edition.period.school_year, 1 if ends_the_year(edition) else 0)


def direction_heads(telling: Telling) -> Mapping[str, str]:
    """Heading and opening words of the part: ``huong`` and ``huong_mo_dau`` of the frame."""
    kind, year = _kind(telling), school_year_told(telling.edition)
    plan = telling.catalogue.plan.number
    fill = telling.patterns.fill
    return {
        "huong": text_of(fill(f"phuong_huong.tieu_de_{kind}", nam_hoc=year)).upper(),
        "huong_mo_dau": text_of(fill(f"phuong_huong.mo_dau_{kind}", nam_hoc=year, ke_hoach=plan)),
    }


def directions(telling: Telling) -> tuple[Paragraph, ...]:
    """The office's standing directions, then what the figures and the units ask for; nothing where all is done."""
    patterns, kind = telling.patterns, _kind(telling)
    year = school_year_told(telling.edition)
    standing = range(len(patterns.wordings[f"phuong_huong.{kind}"]))
    texts = [patterns.sentence(f"phuong_huong.{kind}", turn, nam_hoc=year) for turn in standing]
    texts += [*_unfinished(telling, kind), *_weakest(telling)]
    if harm(telling):
        texts.append(patterns.sentence("phuong_huong.an_toan"))
    texts += [*_accepted(telling), *_figures(telling)]
    return tuple(Paragraph(item(text)) for text in texts)


def _kind(telling: Telling) -> str:
    return "nam" if ends_the_year(telling.edition) else "ky"


def _unfinished(telling: Telling, kind: str) -> list[Runs]:
    """Activities that a unit is known not to have done; without their names where part III has told all of them."""
    every = all_progress(telling)
    found = [progress for progress in every if progress.open]
    if not found:
        return []
    codes = [progress.activity.code for progress in found]
    if codes == late(telling, every):
        return [telling.patterns.sentence("phuong_huong.noi_dung_da_neu", so_noi_dung=(count(codes),))]
    works = activity_names(telling, codes)
    return [telling.patterns.sentence(f"phuong_huong.noi_dung_{kind}", so_noi_dung=(count(codes),), noi_dung=works)]


def _weakest(telling: Telling) -> list[Runs]:
    """Indicators furthest below their plan, with what was reached of it."""
    assessment, patterns = Assessment(telling), telling.patterns
    below = assessment.below[: patterns.most("tom_tat_chua_dat")]
    if not below:
        return []
    names = joined([_beside_plan(telling, indicator, found) for indicator, found in below], "; ")
    mine = count([indicator.code for indicator, _ in below])
    return [patterns.sentence("phuong_huong.chi_tieu", so_chi_tieu=(mine,), chi_tieu=names)]


def _beside_plan(telling: Telling, indicator: Indicator, found: OfPlan) -> Runs:
    """``số học sinh biết bơi (58.639/60.101 học sinh)``, over the units that gave both."""
    reached = telling.figures.actual(indicator, found.percent.units)
    assert reached is not None, f"{indicator.code} has a percentage without a value"
    return telling.patterns.fill(
        "phuong_huong.chi_tieu_muc",
        ten=subject(indicator),
        gia_tri=(reached,),
        ke_hoach=(found.plan,),
        don_vi_tinh=telling.figures.measure(indicator),
    )


def _accepted(telling: Telling) -> list[Runs]:
    """What units recommend to the office itself."""
    issues = [issue for put in addressed(telling)[Addressee.OFFICE].values() for issue in put]
    found = opinions(telling, issues, lambda issue: issue.recommendation)
    if not found:
        return []
    firsts = {opinion.sources[0]: opinion for opinion in found}
    texts = [i.recommendation for i in issues if i.recommendation and i.recommendation.source in firsts]
    words = [
        telling.patterns.fill(
            "danh_gia.y_kien",
            y_kien=said(text, small=True),
            don_vi=telling.units(firsts[text.source].units),
        )
        for text in texts
    ]
    office = telling.catalogue.plan.office
    return [telling.patterns.sentence("phuong_huong.tiep_thu", co_quan=office, y_kien=joined(words, "; "))]


def _figures(telling: Telling) -> list[Runs]:
    """Units whose report, or part of it, is still to come."""
    later = [f.answer.unit for f in telling.edition.figures if f.missing_reason is MissingReason.NOT_YET]
    units = telling.ordered([*absent_units(telling), *held_units(telling), *blank_units(telling), *later])
    return [telling.patterns.sentence("phuong_huong.so_lieu", so_don_vi=(count(units),))] if units else []
