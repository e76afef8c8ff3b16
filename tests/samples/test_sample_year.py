"""The shipped folder of 2023-2024 comes out exactly as samples/README.md says: each file, each fault at its cell."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from samples import damage, make_samples
from samples.maker import Maker, actual
from xlpy.app.usecases import edition_of, examine, read_inbox
from xlpy.basics.progress import Silent
from xlpy.intake.folder import open_inbox
from xlpy.model.edition import Edition, MissingReason
from xlpy.model.submission import Column, Disposition, State

README = Path(make_samples.__file__).parent / "README.md"


@pytest.fixture(scope="module")
def make() -> Maker:
    return make_samples.whole_year()


def table(header: str) -> list[tuple[str, ...]]:
    """The rows of the README's table that has this header."""
    lines = iter(README.read_text(encoding="utf-8").splitlines())
    return list(_rows(lines, header))


def _rows(lines: Iterator[str], header: str) -> Iterator[tuple[str, ...]]:
    for line in lines:
        if line == header:
            next(lines)
            break
    for line in lines:
        if not line.startswith("|"):
            return
        yield tuple(cell.strip() for cell in line.strip("|").split("|"))


def clean_answers(make: Maker, unit: str) -> dict[tuple[str, str], object]:
    return {
        (code, column): value
        for (sheet, code, column), value in make.fills[unit].items()
        if sheet == "indicators" and column != "note"
    }


def answers(edition: Edition, unit: str) -> dict[tuple[str, str], object]:
    return {
        (f.answer.indicator, f.answer.column.value): f.answer.state.value if f.answer.value is None else f.answer.value
        for f in edition.figures
        if f.answer.unit == unit
    }


@pytest.mark.case(1)
def test_every_file_is_used_or_left_out_as_the_readme_says(sample_edition: Edition):
    told = {
        (file, unit, used == "có", code) for file, unit, used, code, _ in table("| tệp | đơn vị | dùng | mã | có gì |")
    }
    found = {(record.file, record.unit, record.used, record.reason) for record in sample_edition.files}
    assert told == found


def test_the_register_knows_every_file(sample_edition: Edition):
    inbox = open_inbox(make_samples.INBOX)
    assert set(inbox.receipts) == {record.file for record in sample_edition.files}


@pytest.mark.case(1)
def test_three_of_nineteen_sent_nothing_and_one_only_the_wrong_period(sample_edition: Edition):
    reasons = {lack.unit: lack.missing_reason for total in sample_edition.totals for lack in total.missing}
    absent = {
        unit: reason for unit, reason in reasons.items() if reason in (MissingReason.NOT_SENT, MissingReason.REFUSED)
    }
    assert absent == {
        "532": MissingReason.NOT_SENT,
        "531": MissingReason.NOT_SENT,
        "SLDTBXH": MissingReason.NOT_SENT,
        "530": MissingReason.REFUSED,
    }
    assert len(sample_edition.used_files) == 15


def test_findings_number_as_the_readme_says(sample_edition: Edition):
    told = {code: int(count) for code, count in table("| mã | số |")}
    assert told == Counter(finding.code for finding in sample_edition.findings)


@pytest.mark.parametrize("row", table("| mã | đơn vị | trang | ô | do |"), ids="-".join)
def test_a_fault_is_found_at_its_cell(sample_edition: Edition, row: tuple[str, ...]):
    found = {(f.code, f.unit, f.source.sheet, f.source.cell, f.caused_by) for f in sample_edition.findings}
    assert row in found


def test_the_readme_lists_every_root_fault_but_repeated_notes(sample_edition: Edition):
    told = {row[:4] for row in table("| mã | đơn vị | trang | ô | do |")}
    roots = {
        (f.code, f.unit, f.source.sheet, f.source.cell) for f in sample_edition.findings if f.unit and not f.caused_by
    }
    assert {"O402", "O413"} >= {code for code, *_ in roots - told}


def test_a_missing_file_follows_from_the_wrong_period(sample_edition: Edition):
    (missing,) = (f for f in sample_edition.findings if f.code == "D306" and f.unit == "530")
    assert (missing.caused_by, missing.source.file) == ("B203", "Zalo 24-6/Sơn Tây bao cao KH167.xlsx")


def test_the_corrected_file_counts(sample_edition: Edition, make: Maker):
    assert make.number("524", actual("N2.01")) == sample_edition.number("524", "N2.01")


@pytest.mark.parametrize("unit", ["528", "536", "527", "525", "SGDDT"])
def test_file_type_inserted_rows_and_fonts_change_no_figure(sample_edition: Edition, make: Maker, unit: str):
    assert clean_answers(make, unit) == answers(sample_edition, unit)


@pytest.mark.case(7)
def test_1774_and_1_810_in_one_row_are_1774_and_1810(sample_edition: Edition):
    row = [sample_edition.figure["534", "N5.03", column].answer.value for column in Column]
    assert [Decimal(1774), Decimal(1810)] == row


def test_text_in_an_old_font_is_read_as_it_was_meant(sample_edition: Edition, make: Maker):
    meant = {
        str(v) for (sheet, _, column), v in make.fills["525"].items() if (sheet, column) == ("issues", "difficulty")
    }
    assert meant == {
        issue.difficulty.value for issue in sample_edition.issues if issue.unit == "525" and issue.difficulty
    }


def test_hidden_figures_are_counted(sample_edition: Edition, make: Maker):
    assert make.number("535", actual("N6.05")) == sample_edition.number("535", "N6.05")


@pytest.mark.case(14)
def test_an_error_cell_is_named_among_what_the_total_lacks(sample_edition: Edition):
    lacks = {lack.unit: lack.missing_reason for lack in sample_edition.total["N3.13", "tinh"].missing}
    assert lacks["529"] == MissingReason.HELD
    assert sample_edition.figure["529", "N3.13", Column.ACTUAL].answer.state == State.UNREADABLE


def test_the_half_year_is_the_period_before(sample_edition: Edition):
    total = sample_edition.total["N1.02", "tinh"]
    assert (Decimal(576), Decimal(514)) == (total.previous, total.value)


def test_every_cell_is_accounted_for(sample_edition: Edition):
    assert {0} == {line.balance for line in sample_edition.ledger.lines}


def test_only_what_was_inserted_is_unknown(sample_edition: Edition):
    unknown = {entry.raw for entry in sample_edition.ledger.cells if entry.disposition is Disposition.UNKNOWN}
    assert {damage.INSERTED_TEXT, "trường", "2", damage.INSERTED_HEADER} == unknown


def test_the_order_of_reading_does_not_matter(sample_edition: Edition, make: Maker):
    inbox = open_inbox(make_samples.INBOX)
    submissions = read_inbox(make.context, inbox, Silent(), 1)
    assert sample_edition == edition_of(make.context, submissions[::-1], inbox)
    assert sample_edition == edition_of(make.context, submissions[7:] + submissions[:7], inbox)


def test_a_copy_of_the_folder_elsewhere_gives_the_same_edition(sample_edition: Edition, make: Maker, tmp_path: Path):
    copy = shutil.copytree(make_samples.INBOX, tmp_path / "bản chép #2", copy_function=shutil.copyfile)
    assert sample_edition == examine(make.context, copy)
