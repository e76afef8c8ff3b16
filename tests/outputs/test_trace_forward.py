"""A cell of a submission tells what became of it, and walks on to each figure that it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests import builders
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.cells import CellValue
from xlpy.model.edition import Edition
from xlpy.model.submission import Column, Disposition, Source
from xlpy.outputs.trace import CellKind, Forward, Shown, Trace, TraceError, UnknownCodeError, Use, forward, trace

pytestmark = pytest.mark.slow("round")

BINH_SON = "Zalo 24-6/Bình Sơn_Cả năm (sửa lại).xlsx"
SHEET = "Chỉ tiêu"


def leaves(made: Trace) -> list[Trace]:
    """The sums that a trace is made of."""
    return [made.above, made.below] if made.above and made.below else [made]


def is_in(made: Trace, source: Source) -> bool | None:
    """Whether the cell counts in the figure; None where it is no part of it."""
    parts = [part for sum_ in leaves(made) for part in sum_.parts if part.answer and part.answer.source == source]
    return parts[0].counts if parts else None


def key(use: Use) -> tuple[str, str, str]:
    return use.indicator.code, use.scope, use.shown


@pytest.fixture(scope="module")
def uses(sample_edition: Edition) -> Mapping[Source, tuple[Use, ...]]:
    """What every figure's cell is in."""
    sources = [figure.answer.source for figure in sample_edition.figures]
    return {source: forward(sample_edition, *source).uses for source in sources}


@pytest.fixture(scope="module")
def traces(sample_edition: Edition, uses: Mapping[Source, tuple[Use, ...]]) -> Mapping[tuple[str, str, str], Trace]:
    """Every figure that a cell is in, traced back."""
    return {asked: trace(sample_edition, *asked) for listed in uses.values() for asked in map(key, listed)}


Uses = Mapping[Source, tuple[Use, ...]]
Traces = Mapping[tuple[str, str, str], Trace]


@pytest.mark.slow("round")
def test_every_use_of_every_cell_is_a_figure_that_traces_back_to_it(uses: Uses, traces: Traces):
    wrong = [
        (source, key(use))
        for source, listed in uses.items()
        for use in listed
        if is_in(traces[key(use)], source) is not use.counted
    ]
    assert (wrong, len(uses) > 1000) == ([], True)


def test_a_use_states_the_published_value(uses: Uses, traces: Traces):
    other = [use for listed in uses.values() for use in listed if use.value != traces[key(use)].value]
    assert other == []


def test_every_part_of_every_total_leads_forward_to_it(sample_edition: Edition, uses: Uses, traces: Traces):
    known = {(source, *key(use)) for source, listed in uses.items() for use in listed}
    lost = []
    for total in sample_edition.totals:
        indicator = sample_edition.catalogue.indicator[total.indicator]
        columns = (Shown.ACTUAL, *((Shown.PLAN, Shown.PERCENT) if indicator.has_plan else ()))
        for shown in columns:
            asked = (total.indicator, total.scope, shown)
            for sum_ in leaves(traces.get(asked) or trace(sample_edition, *asked)):
                sources = {part.answer.source for part in sum_.parts if part.answer}
                lost += [source for source in sources if (source, *asked) not in known]
    assert lost == []


def test_a_unit_s_ratio_is_among_the_uses_of_its_parts(sample_edition: Edition):
    figure = sample_edition.figure["524", "N2.05", Column.ACTUAL]
    roles = {key(use): use.role for use in forward(sample_edition, *figure.answer.source).uses}
    asked = [("N2.06", "524", "actual"), ("N2.06", "tinh", "actual"), ("N2.05", "dong_bang", "actual")]
    assert [roles[each] for each in asked] == ["tử số", "tử số", "số hạng"]


def cell_of(edition: Edition, file: str, disposition: Disposition, kind: CellKind) -> Forward:
    """The first cell of that file and disposition that is of that kind."""
    cells = (c.source for c in edition.ledger.cells if c.source.file == file and c.disposition is disposition)
    return next(told for source in cells if (told := forward(edition, *source)).kind is kind)


@pytest.mark.parametrize(
    ("file", "disposition", "kind"),
    [
        (BINH_SON, Disposition.USED, CellKind.FIGURE),
        (BINH_SON, Disposition.USED, CellKind.ACTIVITY),
        (BINH_SON, Disposition.USED, CellKind.ISSUE),
        (BINH_SON, Disposition.USED, CellKind.OTHER_INPUT),
        ("Zalo 20-6/Bình Sơn_Cả năm.xlsx", Disposition.EXCLUDED, CellKind.UNUSED),
    ],
    ids=lambda value: value.name if isinstance(value, CellKind) else "",
)
def test_each_kind_of_cell_is_told(sample_edition: Edition, file: str, disposition: Disposition, kind: CellKind):
    assert cell_of(sample_edition, file, disposition, kind).disposition is disposition


def test_what_a_unit_inserted_is_told_as_unknown(sample_edition: Edition):
    inserted = next(cell for cell in sample_edition.ledger.cells if cell.disposition is Disposition.UNKNOWN)
    told = forward(sample_edition, *inserted.source)
    assert (told.kind, told.raw) == (CellKind.UNKNOWN, inserted.raw)


def test_a_cell_of_a_superseded_file_names_the_reason(sample_edition: Edition):
    told = cell_of(sample_edition, "Zalo 20-6/Bình Sơn_Cả năm.xlsx", Disposition.EXCLUDED, CellKind.UNUSED)
    assert (told.reason, told.record.used) == (told.record.reason, False)


def test_a_printed_cell_is_no_figure(sample_edition: Edition):
    told = forward(sample_edition, BINH_SON, SHEET, "A1")
    assert (told.kind, told.disposition, told.uses) == (CellKind.PRINT, None, ())


def test_a_file_that_could_not_be_read_is_told_as_unread(sample_edition: Edition):
    told = forward(sample_edition, "Các sở/So Noi vu_mat khau.xlsx", "x", "A1")
    assert (told.kind, told.reason) == (CellKind.UNREAD, "T101")


def test_a_file_is_found_by_its_last_part_alone(sample_edition: Edition):
    assert forward(sample_edition, "Ly Son.ods", SHEET, "F9").source.file == "Gửi muộn/Ly Son.ods"


def test_an_address_may_bear_dollars_and_small_letters(sample_edition: Edition):
    assert forward(sample_edition, BINH_SON, SHEET, "$f$9") == forward(sample_edition, BINH_SON, SHEET, "F9")


def test_two_files_of_one_name_ask_for_the_folder(sample_edition: Edition):
    first = sample_edition.files[0]
    twice = (replace(first, file="a/x.xlsx"), replace(first, file="b/x.xlsx"))
    with pytest.raises(TraceError, match="Có 2 tệp mang tên"):
        forward(replace(sample_edition, files=twice), "x.xlsx", SHEET, "F9")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (("Bình Sơn.xlsx", SHEET, "F9"), "Gần nhất: "),
        ((BINH_SON, "Chi tieu", "F9"), "Không có trang nhập liệu"),
    ],
    ids=["file", "sheet"],
)
def test_a_misspelt_name_is_answered_with_the_nearest(sample_edition: Edition, asked: tuple[str, str, str], hint: str):
    with pytest.raises(UnknownCodeError) as told:
        forward(sample_edition, *asked)
    assert hint in str(told.value)


@pytest.mark.parametrize("cell", ["", "9", "F", "F0", "ABCD1", "Đ4", "F9:G9"])
def test_what_is_no_address_is_told(sample_edition: Edition, cell: str):
    with pytest.raises(TraceError, match="không phải địa chỉ ô"):
        forward(sample_edition, BINH_SON, SHEET, cell)


def test_a_figure_counts_in_a_ratio_only_with_its_other_part():
    fill: dict[tuple[str, str, str], CellValue] = {("indicators", "N2.05", "actual"): Decimal(5)}
    fill["indicators", "N2.04", "actual"] = "CCSL"
    sent = builders.read(builders.form("522", fill), "522.xlsx")
    context = builders.context()
    made = consolidate(
        context.catalogue, context.period, [sent], builders.chosen(context.catalogue, context.period, [sent]), [], {}
    )
    source = made.figure["522", "N2.05", Column.ACTUAL].answer.source
    counted = {key(use): use.counted for use in forward(made, *source).uses}
    asked = [("N2.05", "tinh", "actual"), ("N2.06", "tinh", "actual"), ("N2.06", "522", "actual")]
    assert [counted[each] for each in asked] == [True, False, False]
