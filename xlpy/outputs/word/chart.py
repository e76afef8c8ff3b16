"""A native chart of a Word document: text stays text, and its data open in Excel from within Word."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

EMU_PER_MM = 36_000
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as DrawingML with the workbook of its data; ``title`` is read out to those who can't see it.

    The XML must hold ``<c:externalData r:id="rId1">``: the data's place within the document.
    """

    xml: str
    workbook: bytes
    title: str
    width: float
    height: float
    """Millimetres."""

    def bind(self, document: DocumentPart, number: int) -> InlineChart:
        """Store the chart as part of a document; returns what stands in a paragraph."""
        from docx.opc.packuri import PackURI  # noqa: PLC0415  (brings lxml: only where a paper is written)
        from docx.opc.part import Part  # noqa: PLC0415

        assert document.package is not None
        book = Part(PackURI(f"/word/embeddings/bieu-do-{number}.xlsx"), _BOOK_TYPE, self.workbook, document.package)
        chart = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, self.xml.encode(), document.package)
        assert chart.relate_to(book, f"{_RELATIONS}/package") == "rId1"
        relation = document.relate_to(chart, f"{_RELATIONS}/chart")
        return InlineChart(relation, number, self)


@dataclass(frozen=True, slots=True)
class InlineChart:
    """A chart in a run."""

    relation: str
    number: int
    chart: Chart

    def __html__(self) -> str:
        """Ends the run's text, draws, and begins a text again: what the template engine puts in a paragraph."""
        wide, high = (round(length * EMU_PER_MM) for length in (self.chart.width, self.chart.height))
        title = escape(self.chart.title)
        return (
            "</w:t></w:r><w:r><w:drawing>"
            f'<wp:inline xmlns:wp="{_PLACE}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="{self.number}" name="Biểu đồ {self.number}" descr="{title}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_CHART}">'
            f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_RELATIONS}" r:id="{self.relation}"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
            '<w:r><w:t xml:space="preserve">'
        )

    __str__ = __html__
