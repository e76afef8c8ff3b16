"""The buttons Bảng tổng hợp, Truy nguồn, Báo cáo UBND tỉnh."""

from __future__ import annotations

from pathlib import Path

from xlpy.atomic import write_all
from xlpy.book.pages import trace_page
from xlpy.book.port import Update
from xlpy.book.values import values_only
from xlpy.desk.desk import Answer, Desk, DeskError, published_round
from xlpy.publish import summary as summary_sheet
from xlpy.publish.workbook import draw_sheets
from xlpy.trace import trace as trace_figure
from xlpy.trace.text import figure_title
from xlpy.word.pdf import PdfError, to_pdf

REPORT = "bao-cao"


def summary(desk: Desk) -> Answer:
    """The summary by itself as the committee gets it: a print-ready workbook of values, and its PDF."""
    found = published_round(desk)
    drawing = next(d for d in draw_sheets(found.edition) if d.name == summary_sheet.SHEET)
    name = f"Bang-tong-hop-KH167_{found.edition.period.code}_{found.edition.period.school_year}.xlsx"
    files, missing = _with_pdf({name: values_only(drawing)}, desk)
    written = write_all(desk.outbox(found.context, REPORT), files)
    desk.book.apply(Update(front=summary_sheet.SHEET))
    return Answer(_listed(desk, "summary_made", list(written.values())) + missing, name)


def report(desk: Desk) -> Answer:
    """The Word report to the People's Committee, and its PDF."""
    from xlpy.report.files import report_files  # noqa: PLC0415  (brings python-docx and the charts)

    found = published_round(desk)
    files, missing = _with_pdf(dict(report_files(found.edition)), desk)
    written = write_all(desk.outbox(found.context, REPORT), files)
    return Answer(_listed(desk, "report_made", list(written.values())) + missing, ", ".join(files))


def trace(desk: Desk) -> Answer:
    """Where the figure in the chosen cell comes from."""
    from xlpy.trace.place import layout, selected  # noqa: PLC0415  (lays the sheets out)

    place = desk.book.selection()
    if place is None:
        raise DeskError(desk.words.text("refusals", "no_selection"))
    found = published_round(desk)
    asked = selected(layout(found.edition), place.sheet, place.row + 1, place.column + 1)
    figure = trace_figure(found.edition, asked.indicator, asked.scope, asked.shown)
    sheet = trace_page(found.edition.catalogue, figure, found.folder, desk.words)
    desk.book.apply(Update((sheet,), front=sheet.name))
    title = figure_title(figure)
    return Answer(desk.words.text("answers", "traced").format(title=title), title)


def _with_pdf(files: dict[str, bytes], desk: Desk) -> tuple[dict[str, bytes], str]:
    """The files with a PDF of each beside it; where none can be made, what to tell."""
    made: dict[str, bytes] = {}
    for number, (name, data) in enumerate(files.items(), 1):
        desk.progress.step("Tạo tệp PDF", number, len(files))
        try:
            made[Path(name).with_suffix(".pdf").name] = to_pdf(data, Path(name).suffix)
        except PdfError as error:
            return files, "\n" + desk.words.text("answers", "no_pdf").format(reason=error)
    return {**files, **made}, ""


def _listed(desk: Desk, key: str, paths: list[Path]) -> str:
    return desk.words.text("answers", key).format(files="\n".join(str(path) for path in paths))
