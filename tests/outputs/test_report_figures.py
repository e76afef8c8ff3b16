"""Every number of the report is found again in the edition, and traces to cells whose text gives it."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from python_calamine import CalamineWorkbook

from samples import make_samples
from tests import report_walk
from tests.docx_read import Docx
from xlpy.model.edition import Edition, MissingReason
from xlpy.model.submission import Answer, Column
from xlpy.outputs.report.annex_notes import notes_of_indicators, notes_of_reporting, notes_of_units
from xlpy.outputs.report.annexes import Annexes
from xlpy.outputs.report.content import Cited, FigureKind, Plain, Report, Run, Runs, Said, Term, text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.files import TEMPLATE, report_files
from xlpy.outputs.report.names import quoted
from xlpy.outputs.report.outline import tell
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.pictures import Picture, ratio_picture
from xlpy.outputs.report.provenance import Provenance
from xlpy.outputs.report.situation import received


@pytest.fixture(scope="module")
def telling(sample_edition: Edition) -> Telling:
    return Telling(sample_edition, load_patterns())


@pytest.fixture(scope="module")
def report(telling: Telling) -> Report:
    return tell(telling)


@pytest.fixture(scope="module")
def made(sample_edition: Edition) -> bytes:
    return report_files(sample_edition)["Bao-cao-KH167_CN_2023-2024.docx"]


def pictures(telling: Telling) -> list[Picture]:
    found = ratio_picture(telling, ["N2.27"])
    return [found] if found else []


def annex_runs(telling: Telling) -> Iterator[Runs]:
    annexes = Annexes(telling)
    for row in annexes.progress():
        yield from row.values()
    for grid in (annexes.indicators(), annexes.by_unit(), annexes.reporting()):
        yield tuple(Term(title) for title in grid.header)
        for _, cells in grid.rows:
            yield from cells
    yield annexes.lack_notes()
    yield notes_of_indicators(annexes, annexes.indicators())
    yield notes_of_units(telling, annexes.by_unit())
    yield notes_of_reporting(telling, annexes.reporting())


def source_runs(telling: Telling, report: Report) -> Iterator[Runs]:
    provenance = Provenance(telling, report)
    for table in (provenance.files(), provenance.indicators(), provenance.counts()):
        for row in table:
            yield from row.values()


def all_cited(telling: Telling, report: Report) -> list[Cited]:
    tables = [*annex_runs(telling), *source_runs(telling, report)]
    annexes = [run for runs in tables for run in runs if isinstance(run, Cited)]
    charts = [one for picture in pictures(telling) for one in picture.values]
    return [*report.cited, *annexes, *charts]


def test_every_figure_of_text_annexes_and_charts_is_given_by_the_answers(telling: Telling, report: Report):
    found = all_cited(telling, report)
    assert len(found) > 500
    assert [problem for one in found if (problem := report_walk.untraced(telling.edition, one))] == []


NOT_IN_THE_SAMPLE = (FigureKind.HELD, FigureKind.LAST_YEAR, FigureKind.YEARLY_CHANGE)


@pytest.mark.parametrize("kind", [kind for kind in FigureKind if kind not in (FigureKind.COUNT, *NOT_IN_THE_SAMPLE)])
def test_a_wrong_figure_of_any_kind_would_be_found(telling: Telling, report: Report, kind: FigureKind):
    one = next(c for c in report.cited if c.kind is kind and c.text not in ("100%", "không"))
    wrong = replace(one, text=one.text.translate(str.maketrans("0123456789", "1234567890")))
    assert report_walk.untraced(telling.edition, wrong)


def test_a_figure_of_other_units_would_be_found(telling: Telling, report: Report):
    one = next(c for c in report.cited if c.kind is FigureKind.ACTUAL and len(c.units) > 5)
    assert report_walk.untraced(telling.edition, replace(one, units=one.units[1:]))


def test_actual_figures_of_the_annex_are_those_of_the_edition(telling: Telling):
    cited = [run for _, cells in Annexes(telling).indicators().rows for cell in cells for run in cell]
    actual = [run for run in cited if isinstance(run, Cited) and run.kind is FigureKind.ACTUAL]
    assert len(actual) > 30
    for run in actual:
        total = telling.figures.total(telling.figures.indicator(run.indicator))
        assert total and run.value == total.value


def test_plan_and_last_period_of_the_annex_are_of_the_units_of_its_figure(telling: Telling):
    rows = [cells for group, cells in Annexes(telling).indicators().rows if not group]
    for cells in rows:
        cited = [run for cell in cells for run in cell if isinstance(run, Cited)]
        for run in cited:
            total = telling.figures.total(telling.figures.indicator(run.indicator))
            assert total is None or set(run.units) <= set(total.included)


# --- No number from anywhere else ---------------------------------------------------------------------------


def runs_of(report: Report) -> Iterator[Run]:
    for paragraph in report.paragraphs:
        yield from paragraph.runs


def test_the_patterns_hold_no_figure(report: Report):
    assert report_walk.digits(run.text for run in runs_of(report) if isinstance(run, Plain)) == Counter()


def test_no_digit_of_the_document_comes_from_elsewhere(telling: Telling, report: Report, made: bytes):
    told = [run.text for run in runs_of(report)]
    told += [run.text for runs in annex_runs(telling) for run in runs]
    period, plan = telling.edition.period, telling.catalogue.plan
    head = (
        [plan.number] * 4  # subject, opening words, Part IV, closing words
        + ["2024-2025"] * 2  # heading and opening words of Part IV
        + [
            plan.title,
            period.school_year,
            period.school_year,
            period.school_year,
            plan.school_year.partition("-")[0],  # the year of the plan's date, to be filled in
            f"{period.cut_off.day}/{period.cut_off.month}/{period.cut_off.year}",
            text_of(received(telling)),  # until when the reports came in
        ]
        + [str(period.deadline_office.year)] * 5  # the letterhead and four annexes
    )
    frame = [paragraph.text for paragraph in Docx(TEMPLATE.read_bytes()).paragraphs]
    written = [paragraph.text for paragraph in Docx(made).paragraphs]
    known = report_walk.digits([*told, *head]) + report_walk.digits(frame)
    assert report_walk.digits(written) - known == Counter()


def test_charts_hold_the_figures_they_are_given_and_no_other(telling: Telling, made: bytes):
    parts = Docx(made)
    charts = [parts.xml(name) for name in sorted(parts.parts) if name.startswith("word/charts/chart")]
    drawn = pictures(telling)
    assert len(charts) == len(drawn)
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    for picture in drawn:
        shown = Counter(Decimal(one.text.rstrip("%").replace(".", "").replace(",", ".")) for one in picture.values)
        cached = [
            Counter(
                round(Decimal(v.text), 9)
                for v in chart.iter(f"{space}v")
                if v.getparent().getparent().tag == f"{space}numCache"
            )
            for chart in charts
        ]
        assert shown in cached


def test_a_charts_workbook_holds_its_data(made: bytes):
    from openpyxl import load_workbook  # noqa: PLC0415

    parts = Docx(made).parts
    books = [parts[name] for name in sorted(parts) if name.startswith("word/embeddings/")]
    sheets = [load_workbook(io.BytesIO(data)).active for data in books]
    assert [sheet.max_row > 5 and sheet.max_column >= 2 for sheet in sheets if sheet] == [True]


# --- Back to the cells --------------------------------------------------------------------------------------


@cache
def sheets(file: str) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(make_samples.INBOX / file))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def cell_number(answer: Answer) -> Decimal | None:
    """The number in the cell, read anew by another way."""
    row, column = coordinate_to_tuple(answer.source.cell)
    value = sheets(answer.source.file)[answer.source.sheet][row - 1][column - 1]
    if isinstance(value, str):
        text = value.strip().replace("\u00a0", "")
        thousands = "," in text or text.count(".") > 1 or len(text.rpartition(".")[2]) == 3
        plain = text.replace(".", "").replace(",", ".") if thousands else text
        return Decimal(plain) if plain.replace(".", "", 1).isdigit() else None
    return round(Decimal(str(value)), 9)


def test_every_cited_figure_rests_on_cells_that_hold_its_parts(telling: Telling, report: Report):
    edition = telling.edition
    answers: dict[tuple[str, str, Column], Answer] = {}
    for one in report.cited:
        if one.kind in (FigureKind.COUNT, FigureKind.PREVIOUS):
            continue
        for code in report_walk.parts_of(edition, one):
            for column in Column:
                reason = MissingReason.HELD if one.kind is FigureKind.HELD else None
                for figure in report_walk.figures_behind(edition, code, one.units, column, reason):
                    answers[figure.answer.unit, code, column] = figure.answer
    assert len(answers) > 400
    assert {key: (a.value, a.raw) for key, a in answers.items() if cell_number(a) != a.value} == {}


PUT_AGAIN = ("kiến nghị trung ương ", "tiếp tục kiến nghị trung ương ")
"""Beginnings of recommendations that name once more whom they are put to; the report leaves them out."""
OLD_FONTS = "525"
"""The unit whose file is typed in a TCVN3 font: its cells hold other letters than the text."""


def test_what_is_quoted_stands_in_the_cells_that_are_named(telling: Telling, report: Report):
    legacy = telling.edition.used_files[OLD_FONTS].file
    said = [(run.text, source) for run in runs_of(report) if isinstance(run, Said) for source in run.sources]
    assert len(said) > 100
    for text, source in said:
        row, column = coordinate_to_tuple(source.cell)
        value = sheets(source.file)[source.sheet][row - 1][column - 1]
        cell = quoted(unicodedata.normalize("NFC", str(value))).casefold()
        before = cell.removesuffix(text.casefold())
        assert before in ("", *PUT_AGAIN) or source.file == legacy


def test_the_sources_name_a_cell_for_each_unit_of_each_figure(telling: Telling, report: Report):
    provenance = Provenance(telling, report)
    rows = {row["ma"][0].text: row for row in provenance.indicators()}
    for one in report.cited:
        if one.indicator:
            assert one.text in "".join(run.text for run in rows[one.indicator.removesuffix(".mau")]["so"])
    listed = "".join(run.text for run in rows["N2.01"]["nguon"])
    figure = telling.edition.figure["528", "N2.01", Column.ACTUAL].answer
    assert f"trang {figure.source.sheet}" in listed and f"ô {figure.source.cell}: " in listed


# --- Gaps are stated ----------------------------------------------------------------------------------------


def test_each_figure_that_lacks_units_says_so(telling: Telling, report: Report):
    checked = 0
    for paragraph in report.section("ket_qua").paragraphs:
        first = next((run for run in paragraph.runs if isinstance(run, Cited) and run.kind is FigureKind.ACTUAL), None)
        if first is None:
            continue
        total = telling.figures.total(telling.figures.indicator(first.indicator))
        if total and total.missing:
            checked += 1
            codes = report_walk.parts_of(telling.edition, first)
            parts = [f for f in telling.edition.figures if f.answer.indicator in codes and f.number is not None]
            given = {f.answer.unit for f in parts} & set(
                total.included
            )  # who answers K is neither among those that gave nor those asked
            asked = given | {lack.unit for lack in total.missing}
            assert f"{len(given):02d}/{len(asked)} đơn vị" in paragraph.text
    assert checked > 20


def test_units_without_a_report_are_named_once_with_the_reason(report: Report):
    first = report.section("tom_tat").paragraphs[0].text
    assert "các huyện Nghĩa Hành, Minh Long; Sở Lao động - Thương binh và Xã hội (chưa gửi báo cáo)" in first
    assert "huyện Sơn Tây (đã gửi nhưng chưa sử dụng được: sai kỳ báo cáo)" in first
    everything = " ".join(paragraph.text for paragraph in report.paragraphs)
    for name in ("Nghĩa Hành", "Minh Long", "Sơn Tây"):
        assert everything.count(name) == 1


def test_an_indicator_without_any_figure_is_told_as_a_missing_reason(report: Report):
    text = " ".join(paragraph.text for paragraph in report.section("ket_qua").paragraphs)
    assert (
        "Tỷ lệ tốt nghiệp trung học phổ thông chưa có kết quả chính thức tại thời điểm báo cáo; Sở Giáo dục và Đào tạo "
        "sẽ báo cáo bổ sung khi có kết quả." in text
    )
