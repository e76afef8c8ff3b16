"""The buttons Biểu tổng hợp, Truy nguồn, Báo cáo UBND tỉnh."""

from __future__ import annotations

from xlpy.app.desk.desk import ButtonAnswer, Desk, DeskError, published_round
from xlpy.app.desk.pages import trace_page
from xlpy.app.desk.put import put
from xlpy.app.product_files import Files, below, diverted, summary_files, with_pdf
from xlpy.app.product_files import report as make_report
from xlpy.app.products import REPORT
from xlpy.app.usecases import Round
from xlpy.book.port import Update
from xlpy.outputs.publish import summary as summary_sheet
from xlpy.outputs.trace import trace as trace_figure
from xlpy.outputs.trace.text import figure_title


def summary(desk: Desk) -> ButtonAnswer:
    """The summary by itself as the committee gets it: a print-ready workbook of values, and its PDF."""
    found = published_round(desk)
    files = summary_files(found.edition)
    made = with_pdf(files, desk.progress)
    answer = _written(desk, found, "summary", *made, detail=", ".join(files))
    desk.book.apply(Update(front=summary_sheet.SHEET))
    return answer


def report(desk: Desk) -> ButtonAnswer:
    """The Word report to the People's Committee with its printed annex, their PDFs, and the sources of its figures."""
    found = published_round(desk)
    files, lacking = make_report(found.edition, desk.progress)
    return _written(desk, found, "report", files, lacking, detail=", ".join(files))


def trace(desk: Desk) -> ButtonAnswer:
    """Where the figure in the chosen cell comes from."""
    from xlpy.outputs.trace.place import layout, selected  # noqa: PLC0415  (lays the sheets out)

    place = desk.book.selection()
    if place is None:
        raise DeskError(desk.words.text("refusals", "no_selection"))
    found = published_round(desk)
    asked = selected(layout(found.edition), place.sheet, place.row + 1, place.column + 1)
    figure = trace_figure(found.edition, asked.indicator, asked.scope, asked.shown)
    sheet = trace_page(found.edition.catalogue, figure, found.folder, desk.words)
    desk.book.apply(Update((sheet,), front=sheet.name))
    title = figure_title(figure)
    return ButtonAnswer(desk.words.fill("answers", "traced", title=title), title)


def _written(desk: Desk, found: Round, button: str, files: Files, lacking: str, *, detail: str) -> ButtonAnswer:
    """Write the files; the answer says where each is, and why there is no PDF if there is none."""
    written = put(desk, button, desk.outbox(found.edition.period), below(REPORT.folder, files), detail)
    text = desk.words.fill("answers", f"{button}_made", files="\n".join(map(str, written.files.values())))
    text += desk.held_open(diverted(written.files)) + (desk.also("no_pdf", reason=lacking) if lacking else "")
    return ButtonAnswer(text, detail, in_journal=written.in_journal)
