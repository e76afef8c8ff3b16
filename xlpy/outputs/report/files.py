"""An edition -> the report as a Word file by two templates that staff edit, and the workbook of its sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlpy.basics.home import TEMPLATES
from xlpy.model.edition import Edition
from xlpy.model.plan import Plan
from xlpy.outputs.file_names import period_file_name
from xlpy.outputs.publish.drawing import Drawing
from xlpy.outputs.report.annex_notes import notes_of_indicators, notes_of_reporting, notes_of_units
from xlpy.outputs.report.annexes import Annexes, AnnexTable, Row
from xlpy.outputs.report.content import Paragraph, Report, Style, text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.directions import direction_heads
from xlpy.outputs.report.draw import draw
from xlpy.outputs.report.names import period_reported, plan_title
from xlpy.outputs.report.outline import SECTIONS, tell
from xlpy.outputs.report.patterns import TEMPLATE as PATTERNS
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.pictures import ratio_picture
from xlpy.outputs.report.printed_annex import draw_printed
from xlpy.outputs.report.provenance import Provenance
from xlpy.outputs.report.situation import received
from xlpy.outputs.report.sources import sources_workbook
from xlpy.outputs.word import nd30
from xlpy.outputs.word.grid import RuledTable
from xlpy.outputs.word.passage import Passage
from xlpy.outputs.word.template import render

TEMPLATE = TEMPLATES / "bao-cao-ubnd.docx"
STYLES = {Style.BODY: "NoiDung", Style.HEADING: "Khoan", Style.SUBHEADING: "Diem"}
ANNEX_TABLES = (
    "bang_chi_tieu",
    "ghi_chu_thieu",
    "bang_don_vi",
    "bang_gui",
    "bang_tien_do",
)
REQUIRED = (*SECTIONS, *ANNEX_TABLES)
"""Placeholders without which the report would leave something out."""
INDICATOR_WIDTHS = (8.0, 23.5, 9.0)
"""Of Phụ lục I, in millimetres: running number, unit of measure, note."""
NUMBER_WIDTHS = (15.5, 15.5, 15.5)
"""Plan, figure, percent of plan."""
EARLIER_WIDTH = 17.0
"""Of each column of earlier figures."""
LANDSCAPE_WIDTH = nd30.A4_LONG - nd30.MARGIN_LEFT - nd30.MARGIN_RIGHT


def report_files(edition: Edition, template: Path = TEMPLATE, patterns: Path = PATTERNS) -> Mapping[str, bytes]:
    """The report and the workbook of its sources, by file name. The same edition and templates give the same bytes.

    Raises TemplateError (PatternError) naming file and place where a template can't be used.
    """
    telling = Telling(edition, load_patterns(patterns))
    report = tell(telling)
    return {
        report_name(edition): render(template, _values(telling, report), required=REQUIRED),
        sources_name(edition): sources_workbook(Provenance(telling, report)),
    }


def printed_annex(edition: Edition, patterns: Path = PATTERNS) -> Drawing:
    """Phụ lục V as a sheet to be printed. Raises TemplateError (PatternError)."""
    return draw_printed(Telling(edition, load_patterns(patterns)))


def report_name(edition: Edition) -> str:
    """``Bao-cao-KH167_CN_2023-2024.docx``."""
    return period_file_name("Bao-cao", edition.catalogue, edition.period, ".docx")


def sources_name(edition: Edition) -> str:
    """``Nguon-so-lieu-KH167_CN_2023-2024.xlsx``."""
    return period_file_name("Nguon-so-lieu", edition.catalogue, edition.period, ".xlsx")


def report_values(edition: Edition, patterns: Path = PATTERNS) -> tuple[dict[str, Any], Report]:
    """What the template's placeholders are filled with, and the text that it comes from."""
    telling = Telling(edition, load_patterns(patterns))
    report = tell(telling)
    return _values(telling, report), report


def _values(telling: Telling, report: Report) -> dict[str, Any]:
    texts = {section.key: passage(section.paragraphs) for section in report.sections}
    return {
        **_head(telling.edition),
        "ngay_nhan": text_of(received(telling)),
        **direction_heads(telling),
        **_tables(telling),
        **_charts(telling),
        **texts,
    }


def passage(paragraphs: tuple[Paragraph, ...]) -> Passage:
    """Paragraphs for the template."""
    return Passage(tuple((STYLES[paragraph.style], paragraph.text) for paragraph in paragraphs))


def _head(edition: Edition) -> dict[str, str]:
    plan, period = edition.catalogue.plan, edition.period
    return {
        "co_quan_chu_quan": nd30.parent_name(plan),
        "co_quan_in_hoa": nd30.office_name(plan),
        "ky_hieu": nd30.office_sign(plan),
        "dia_danh": plan.place,
        "nam": str(period.deadline_office.year),
        "so_ke_hoach": plan.number,
        "ngay_ke_hoach": f" ngày {plan.date}" if plan.date else f" {nd30.open_day(_year_of(plan))}",
        "ten_ke_hoach": plan_title(plan),
        "co_quan_ke_hoach": plan.issuer,
        "co_quan": plan.office,
        "ky": period_reported(period),
        "ngay_chot": nd30.short_day(period.cut_off),
        "ghi_chu": plan.note,
    }


def _year_of(plan: Plan) -> str:
    """The year that the school year begins in: a plan for a school year is issued as it begins."""
    return plan.school_year.partition("-")[0]


def _tables(telling: Telling) -> dict[str, Any]:
    annexes = Annexes(telling)
    chief, by_unit, reporting = annexes.indicators(), annexes.by_unit(), annexes.reporting()
    return {
        "bang_chi_tieu": _indicators(chief),
        "ghi_chu_chi_tieu": text_of(notes_of_indicators(annexes, chief)),
        "ghi_chu_don_vi": text_of(notes_of_units(telling, by_unit)),
        "ghi_chu_gui": text_of(notes_of_reporting(telling, reporting)),
        "ghi_chu_thieu": Passage((("GhiChuDong", notes),) if (notes := text_of(annexes.lack_notes())) else ()),
        "bang_don_vi": _grid(by_unit, (9, 40), "BangSo"),
        "bang_gui": _grid(reporting, (9, 58, 22, 38), "BangGiua"),
        "bang_tien_do": _rows(annexes.progress()),
    }


def _rows(rows: list[Row]) -> list[dict[str, str]]:
    return [{name: text_of(runs) for name, runs in row.items()} for row in rows]


def _indicators(table: AnnexTable) -> RuledTable:
    """Phụ lục I: all columns but the indicator's name as wide as their figures need."""
    number, measure, note = INDICATOR_WIDTHS
    earlier = [EARLIER_WIDTH] * (len(table.header) - 4 - len(NUMBER_WIDTHS))
    others = (measure, *NUMBER_WIDTHS, *earlier, note)
    widths = (number, LANDSCAPE_WIDTH - number - sum(others), *others)
    rows: list[tuple[tuple[str, str], ...]] = []
    for group, cells in table.rows:
        texts = [text_of(runs) for runs in cells]
        if group:
            rows.append((("BangNhom", texts[0]),))
            continue
        styles = ("BangGiua", "BangChu", "BangGiua", *(["BangSo"] * (len(texts) - 4)), "BangGiua")
        rows.append(tuple(zip(styles, texts, strict=True)))
    return RuledTable(widths, table.header, tuple(rows))


def _grid(table: AnnexTable, first: tuple[float, ...], style: str) -> RuledTable:
    """The table with fixed first columns and the others as wide as the landscape page allows."""
    rest = len(table.header) - len(first)
    widths = (*first, *([(LANDSCAPE_WIDTH - sum(first)) / rest] * rest if rest else ()))
    rows = []
    for group, cells in table.rows:
        texts = [text_of(runs) for runs in cells]
        names = ["BangGiua", *(["BangNhom"] if group else ["BangChu"])]
        names += ["BangGiua"] * (len(first) - len(names)) + [style] * rest
        rows.append(tuple(zip(names, texts, strict=True)))
    return RuledTable(widths, table.header, tuple(rows))


def _charts(telling: Telling) -> dict[str, Any]:
    ratio = ratio_picture(telling, telling.patterns.lists["chon.bieu_do"])
    scope = telling.patterns.fill("bieu_do.thieu" if ratio and ratio.lacking else "bieu_do.du")
    return {
        "bieu_do_ty_le": draw(ratio) if ratio else None,
        "ten_bieu_do_ty_le": ratio.title if ratio else "",
        "pham_vi_bieu_do_ty_le": text_of(scope),
    }
