"""An edition told part by part, by the outline of a report on the plan."""

from __future__ import annotations

from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.content import Report, ReportSection
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.directions import directions
from xlpy.outputs.report.recommendations import recommendations
from xlpy.outputs.report.situation import situation
from xlpy.outputs.report.tasks import TaskText

SECTIONS = (
    "chi_dao",
    "ket_qua",
    "noi_bat",
    "han_che",
    "kho_khan",
    "nguyen_nhan",
    "phuong_huong",
    "kien_nghi",
)
"""Keys of the parts: the placeholders under which the template takes them."""


def tell(telling: Telling) -> Report:
    """All that the report says of an edition."""
    known = telling.catalogue.indicator
    leading = [code for code in telling.patterns.lists["chon.chi_dao"] if code in known]
    texts = (TaskText(telling, task, leading) for task in telling.catalogue.tasks)
    tasks = [paragraph for text in texts for paragraph in text.paragraphs()]
    assessment = Assessment(telling)
    parts = (
        situation(telling, leading),
        tuple(tasks),
        assessment.achievements(),
        assessment.shortcomings(),
        assessment.difficulties(),
        assessment.causes(),
        directions(telling),
        recommendations(telling),
    )
    return Report(tuple(ReportSection(key, paragraphs) for key, paragraphs in zip(SECTIONS, parts, strict=True)))
