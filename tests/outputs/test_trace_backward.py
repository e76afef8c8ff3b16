"""Every published figure walks back to cells of named files, and adds up again from what stands in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import make_samples
from tests import builders
from xlpy.consolidation.consolidate import consolidate
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Reading
from xlpy.intake.numbers import read_figure
from xlpy.model.cells import Book, CellValue, raw_text
from xlpy.model.edition import PROVINCE, Edition, MissingReason, Total
from xlpy.model.submission import Column, State
from xlpy.outputs.trace import MismatchError, Shown, Trace, TraceError, TraceRow, UnknownCodeError, trace, trace_rows
from xlpy.outputs.trace.text import ABOVE, BELOW


def published(total: Total) -> dict[Shown, Decimal | None]:
    figures = {Shown.ACTUAL: total.value, Shown.PREVIOUS: total.previous}
    return figures | {Shown.PLAN: total.plan, Shown.PERCENT: total.percent}


def all_traces(edition: Edition) -> Iterator[tuple[Decimal | None, Trace]]:
    """Every published total with its trace."""
    for total in edition.totals:
        indicator = edition.catalogue.indicator[total.indicator]
        for shown, value in published(total).items():
            if indicator.has_plan or shown in (Shown.ACTUAL, Shown.PREVIOUS):
                yield value, trace(edition, total.indicator, total.scope, shown)


def added(rows: tuple[TraceRow, ...], role: str = "") -> Decimal | None:
    """The sum of the rows' values, as anybody would add the column up."""
    numbers = [row.value for row in rows if row.value is not None and role in ("", row.role)]
    return sum(numbers, Decimal(0)) if numbers else None


def from_rows(edition: Edition, made: Trace) -> Decimal | None:
    """The figure worked out from the sheet's rows alone."""
    rows = trace_rows(edition.catalogue, made)
    if not made.above:
        return added(rows)
    reporting_units = {edition.catalogue.indicator[code].reported_by for code in made.indicator.made_of}
    if len(reporting_units) > 1 and any(row.reason for row in rows):
        return None  # sums of different reporting units are divided only where both are complete
    above, below = added(rows, ABOVE), added(rows, BELOW)
    return above / below * made.scale if above is not None and below else None


def test_every_total_of_the_sample_adds_up_again_from_its_rows(sample_edition: Edition):
    different = {
        made.indicator.code for value, made in all_traces(sample_edition) if from_rows(sample_edition, made) != value
    }
    assert different == set()


def test_a_ratio_of_figures_from_two_reporting_units_names_the_one_that_is_missing(sample_edition: Edition):
    made = trace(sample_edition, "N2.30")
    told = {(row.name, row.role): row.reason for row in trace_rows(sample_edition.catalogue, made)}
    missing = {("Sở Lao động - Thương binh và Xã hội", ABOVE): MissingReason.NOT_SENT.value}
    assert (made.value, {key: why for key, why in told.items() if why}) == (None, missing)


def test_every_unit_s_own_figure_traces_to_its_cell(sample_edition: Edition):
    lost = []
    for figure in sample_edition.figures:
        answer = figure.answer
        made = trace(sample_edition, answer.indicator, answer.unit, answer.column)
        (part,) = made.parts
        if (part.answer, part.counts) != (answer, figure.counts):
            lost.append(answer)
    assert lost == []


@cache
def book(file: str) -> Book:
    reading = read_book((make_samples.INBOX / file).read_bytes(), file)
    assert isinstance(reading, Reading)
    return reading.book


def cell(row: TraceRow) -> CellValue | None:
    sheet = next(sheet for sheet in book(row.file).sheets if sheet.name == row.sheet)
    letters = row.cell.rstrip("0123456789")
    column = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters)))
    return sheet.cells.get((int(row.cell[len(letters) :]), column))


def rows_with_a_cell(edition: Edition) -> list[TraceRow]:
    rows = (row for _, made in all_traces(edition) for row in trace_rows(edition.catalogue, made))
    return [row for row in rows if row.file]


def test_the_cell_behind_each_row_holds_the_raw_text(sample_edition: Edition):
    other = [
        row for row in rows_with_a_cell(sample_edition) if cell(row) is not None and raw_text(cell(row)) != row.raw
    ]
    assert other == []


def test_the_raw_text_behind_each_row_gives_its_value(sample_edition: Edition):
    other = []
    for row in rows_with_a_cell(sample_edition):
        indicator = sample_edition.catalogue.indicator[row.indicator]
        if row.value is not None:
            reading = read_figure(cell(row), kind=indicator.kind, decimals=indicator.decimals)
            if (reading.value, reading.repair) != (row.value, row.repair):
                other.append(row)
    assert other == []


def test_the_hash_of_each_row_is_that_of_the_file_its_link_leads_to(sample_edition: Edition):
    rows = {(row.file, row.sha256) for row in rows_with_a_cell(sample_edition)}
    other = [
        file for file, sha256 in rows if hashlib.sha256((make_samples.INBOX / file).read_bytes()).hexdigest() != sha256
    ]
    assert (other, len(rows)) == ([], 15)


def test_a_link_names_file_and_cell_as_excel_does(sample_edition: Edition):
    made = trace(sample_edition, "N3.13")
    (row,) = (row for row in trace_rows(sample_edition.catalogue, made) if row.sheet == "Bieu 1")
    inserted = int(builders.form_cell("527", "N3.13")[1:]) + 1  # the unit put a row in above it
    assert row.link == f"email/BÁO CÁO KH 167 SƠN TỊNH CN.xlsx#'Bieu 1'!F{inserted}"


def test_an_apostrophe_in_a_sheet_s_name_is_doubled_in_the_link():
    row = TraceRow("1", "", "", "", None, "", True, "", "a.xlsx", "Số liệu '24", "F9")
    assert row.place == "'Số liệu ''24'!F9"


def test_a_unit_left_out_is_told_with_reason_and_finding(sample_edition: Edition):
    rows = {row.unit: row for row in trace_rows(sample_edition.catalogue, trace(sample_edition, "N3.13"))}
    told = {unit: (rows[unit].reason, rows[unit].findings[:4]) for unit in ("529", "530", "531")}
    assert told == {
        "529": (MissingReason.HELD.value, "O410"),
        "530": (MissingReason.REFUSED.value, "B203"),
        "531": (MissingReason.NOT_SENT.value, "D306"),
    }


def test_a_changed_total_is_found_out(sample_edition: Edition):
    forged = tuple(replace(total, value=(total.value or Decimal(0)) + 1) for total in sample_edition.totals)
    with pytest.raises(MismatchError, match=r"N3\.13"):
        trace(replace(sample_edition, totals=forged), "N3.13")


def test_a_changed_figure_is_found_out(sample_edition: Edition):
    first = next(f for f in sample_edition.figures if f.counts and f.answer.indicator == "N1.02")
    changed = replace(first, answer=first.answer._replace(value=Decimal(10**6)))
    figures = tuple(changed if f is first else f for f in sample_edition.figures)
    with pytest.raises(MismatchError):
        trace(replace(sample_edition, figures=figures), "N1.02")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (("N3.33",), "Không có chỉ tiêu “N3.33”. Gần nhất: N3."),
        (("N3.13", "5244"), "Không có đơn vị, khu vực “5244”. Gần nhất: 524 (Huyện Bình Sơn)."),
        (("N3.13", "Huyện Bình Sơn"), "Gần nhất: 524 (Huyện Bình Sơn)"),
        (("N1.02", "tinh", "plan"), "không có cột kế hoạch"),
        (("N1.02", "STC"), "không được giao"),
        (("N1.02", "tinh", "x"), "Không có cột “x”"),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_traced_is_told_in_vietnamese(sample_edition: Edition, asked: tuple[str, ...], hint: str):
    with pytest.raises(TraceError) as told:
        trace(sample_edition, *asked)
    assert hint in str(told.value)


def test_a_region_without_a_subtotal_of_its_own_asks_for_a_unit(sample_edition: Edition):
    catalogue = sample_edition.catalogue
    regions = tuple(replace(region, subtotal=False) for region in catalogue.regions)
    plain = replace(sample_edition, catalogue=replace(catalogue, regions=regions))
    with pytest.raises(TraceError, match="không có dòng cộng riêng"):
        trace(plain, "N1.02", "mien_nui")


def test_codes_are_found_whatever_their_case(sample_edition: Edition):
    assert trace(sample_edition, "n1.02", "TINH") == trace(sample_edition, "N1.02", PROVINCE)


def test_an_unknown_code_is_its_own_error(sample_edition: Edition):
    with pytest.raises(UnknownCodeError):
        trace(sample_edition, "Nope")


SAID: st.SearchStrategy[builders.Said] = st.one_of(
    st.integers(0, 10**6), st.decimals(0, 10**4, places=2), st.sampled_from(["K", "CCSL", None])
)
UNITS = ("522", "524", "535", "536", "SGDDT")
CODES = ("N1.01", "N1.02", "N2.04", "N2.05", "N2.21", "N3.01", "N3.10")


@pytest.mark.slow("search")
@settings(max_examples=40, deadline=None)
@given(
    actual=st.dictionaries(st.sampled_from(UNITS), st.dictionaries(st.sampled_from(CODES), SAID), min_size=1),
    plan=st.dictionaries(st.sampled_from(("N1.01", "N2.05", "N2.21", "N3.10")), SAID),
    held=st.sampled_from((*UNITS, "")),
    faulty=st.sets(st.sampled_from(CODES)),
)
def test_whatever_units_say_every_total_traces_and_adds_up(
    actual: dict[str, builders.Figures], plan: builders.Figures, held: str, faulty: set[str]
):
    context = builders.context()
    files = [builders.submission(unit, figures, plan) for unit, figures in actual.items()]
    chosen = builders.chosen(context.catalogue, context.period, files)
    fault = builders.fault(held, *faulty)
    made = consolidate(context.catalogue, context.period, files, chosen, (*chosen.findings, fault), {})
    wanted = {*CODES, "N2.06", "N2.27", "N3.11"}
    small = replace(made, totals=tuple(total for total in made.totals if total.indicator in wanted))
    values = [(value, found.value) for value, found in all_traces(small)]
    assert [pair for pair in values if pair[0] != pair[1]] == []


def test_k_adds_nothing_and_is_counted():
    context = builders.context()
    files = [builders.submission("522", {"N1.02": "K"}), builders.submission("524", {"N1.02": 5})]
    chosen = builders.chosen(context.catalogue, context.period, files)
    made = consolidate(context.catalogue, context.period, files, chosen, chosen.findings, {})
    rows = {row.unit: row for row in trace_rows(context.catalogue, trace(made, "N1.02"))}
    assert (rows["522"].counts, rows["522"].value, rows["522"].raw) == (True, None, State.NOT_APPLICABLE.value)


def test_a_plan_and_an_actual_of_one_row_have_cells_of_their_own(sample_edition: Edition):
    cells = {
        column: trace_rows(sample_edition.catalogue, trace(sample_edition, "N2.01", "524", column))[0].cell
        for column in Column
    }
    assert cells == {Column.PLAN: "E18", Column.ACTUAL: "F18"}
