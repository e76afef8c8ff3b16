"""Part IV: what remains to be done by the figures; the office's own words stand in the template."""

from __future__ import annotations

from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Gap
from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.content import Paragraph, Runs, joined
from xlpy.outputs.report.context import Telling, item
from xlpy.outputs.report.figures import OfPlan, count
from xlpy.outputs.report.names import subject
from xlpy.outputs.report.progress import ActivityProgress, all_progress
from xlpy.outputs.report.situation import absent_units, held_units

FEW = 5
"""How many indicators furthest below their plan are named."""


def directions(telling: Telling) -> tuple[Paragraph, ...]:
    """Open activities, indicators far below plan, reports and figures still to come; nothing where all is done."""
    patterns = telling.patterns
    texts: list[Runs] = []
    unfinished = [progress for progress in all_progress(telling) if progress.open]
    if unfinished:
        codes = count([progress.activity.code for progress in unfinished])
        works = joined([_work(telling, progress) for progress in unfinished], "; ")
        texts.append(patterns.sentence("phuong_huong.noi_dung", so_noi_dung=(codes,), noi_dung=works))
    below = Assessment(telling).below[:FEW]
    if below:
        names = joined([_indicator(telling, indicator, found) for indicator, found in below], "; ")
        mine = count([indicator.code for indicator, _ in below])
        texts.append(patterns.sentence("phuong_huong.chi_tieu", so_chi_tieu=(mine,), chi_tieu=names))
    if gone := absent_units(telling):
        texts.append(patterns.sentence("phuong_huong.thieu", don_vi=telling.units(gone)))
    if held := held_units(telling):
        texts.append(patterns.sentence("phuong_huong.loi", don_vi=telling.units(held)))
    if waiting := _not_yet(telling):
        texts.append(patterns.sentence("phuong_huong.chua_co", don_vi=telling.units(waiting)))
    return tuple(Paragraph(item(text)) for text in texts)


def _work(telling: Telling, progress: ActivityProgress) -> Runs:
    return telling.patterns.fill(
        "phuong_huong.viec", ten=lower_first(progress.activity.name), don_vi=telling.units(progress.open)
    )


def _indicator(telling: Telling, indicator: Indicator, found: OfPlan) -> Runs:
    return telling.patterns.fill("danh_gia.muc", ten=subject(indicator), gia_tri=(found.percent,))


def _not_yet(telling: Telling) -> tuple[str, ...]:
    """Units that announced figures for later."""
    return telling.ordered(f.answer.unit for f in telling.edition.figures if f.gap is Gap.NOT_YET)
