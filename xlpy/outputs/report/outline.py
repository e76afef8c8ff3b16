"""An edition told part by part, in the order in which a director reads a report on the plan."""

from __future__ import annotations

from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.content import Report, ReportSection
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.directions import directions
from xlpy.outputs.report.recommendations import recommendations
from xlpy.outputs.report.situation import situation
from xlpy.outputs.report.summary import summary
from xlpy.outputs.report.tasks import TaskText

SECTIONS = (
    "tom_tat",
    "chi_dao",
    "ket_qua",
    "noi_bat",
    "han_che",
    "kho_khan",
    "phuong_huong",
    "kien_nghi",
)
"""Keys of the parts: the placeholders under which the template takes them."""


def tell(telling: Telling) -> Report:
    """All that the report says of an edition."""
    catalogue, lists = telling.catalogue, telling.patterns.lists
    leading = [code for code in lists["chon.chi_dao"] if code in catalogue.indicator]
    led = [code for code in lists["chon.van_ban"] if code in catalogue.activity]
    texts = (TaskText(telling, task, leading, led) for task in catalogue.tasks)
    tasks = [paragraph for text in texts for paragraph in text.paragraphs()]
    assessment = Assessment(telling)
    parts = (
        summary(telling),
        situation(telling, leading, led),
        tuple(tasks),
        assessment.achievements(),
        assessment.shortcomings(),
        assessment.difficulties(),
        directions(telling),
        recommendations(telling),
    )
    return Report(tuple(ReportSection(key, paragraphs) for key, paragraphs in zip(SECTIONS, parts, strict=True)))
