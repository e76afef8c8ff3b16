"""The CSV files: safe to open, whole, and read back without a loss."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.edition import Edition
from xlpy.model.submission import Finding, Previous, Severity, Source, State, Submission
from xlpy.outputs.publish.csvout import PreviousError, escape, read_previous, tables, unescape

RISKY = ("=1+1", "+84 255", "- Tuyên truyền", "@SUM", "\tx", "'đã có dấu nháy", "''")


def edition(files: Sequence[Submission], findings: Sequence[Finding] = ()) -> Edition:
    context = builders.context()
    chosen = builders.chosen(context.catalogue, context.period, files)
    return consolidate(context.catalogue, context.period, files, chosen, findings, {})


def rows(made: Edition, name: str) -> list[dict[str, str]]:
    text = tables(made)[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def saved(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "figures.csv"
    path.write_bytes(data)
    return path


def previous_of(made: Edition, tmp_path: Path) -> Previous:
    return read_previous(saved(tmp_path, tables(made)["figures.csv"]))


@pytest.mark.parametrize("name", ["figures.csv", "totals.csv", "findings.csv", "ledger.csv"])
def test_excel_is_told_that_the_file_is_unicode(name: str):
    assert tables(edition([]))[name].startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", RISKY)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(text: str):
    assert escape(text) == f"'{text}"


@given(st.text())
def test_escaping_can_be_undone(text: str):
    assert unescape(escape(text)) == text


@given(st.text())
def test_no_escaped_text_begins_like_a_formula(text: str):
    assert not escape(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_risky_raw_text_is_escaped_in_the_file():
    said = builders.submission("522", {"N1.01": "K"})
    answers = tuple(answer._replace(raw="=cmd|' /c calc'!A0") for answer in said.answers)
    made = edition([replace(said, answers=answers)])
    assert rows(made, "figures.csv")[0]["raw"] == "'=cmd|' /c calc'!A0"


def test_every_finding_is_listed_also_those_folded():
    root = Finding("B203", Severity.ERROR, Source("a.xlsx"), "522")
    folded = Finding("O401", Severity.ERROR, Source("a.xlsx", "Chỉ tiêu", "F9"), "522", caused_by="B203")
    assert [row["caused_by"] for row in rows(edition([], [root, folded]), "findings.csv")] == ["", "B203"]


def test_figures_tell_where_they_come_from():
    made = edition([builders.submission("522", {"N1.02": 94})])
    row = rows(made, "figures.csv")[0]
    told = {key: row[key] for key in ("unit", "indicator", "column", "value", "counted", "file", "sheet", "cell")}
    assert told == {
        "unit": "522",
        "indicator": "N1.02",
        "column": "actual",
        "value": "94",
        "counted": "Y",
        "file": "522.xlsx",
        "sheet": "Chỉ tiêu",
        "cell": builders.cell_of("N1.02"),
    }


def test_previous_figures_come_back_exactly(tmp_path: Path):
    made = edition(
        [builders.submission("522", {"N1.02": 94, "N8.01": 0}), builders.submission("STC", {"N4.06": "1.10"})]
    )
    expected = {"522": {"N1.02": Decimal(94), "N8.01": Decimal(0)}, "STC": {"N4.06": Decimal("1.10")}}
    assert previous_of(made, tmp_path) == expected


@pytest.mark.parametrize("said", ["K", "CCSL", None])
def test_what_is_no_number_is_no_previous_figure(said: str | None, tmp_path: Path):
    made = edition([builders.submission("522", {"N1.02": 94, "N1.03": said})])
    assert previous_of(made, tmp_path) == {"522": {"N1.02": Decimal(94)}}


def test_figures_held_back_are_no_previous_figures(tmp_path: Path):
    held = builders.fault("522", "N1.02")
    made = edition([builders.submission("522", {"N1.02": 94, "N2.07": 7})], [held])
    assert previous_of(made, tmp_path) == {"522": {"N2.07": Decimal(7)}}


def test_plans_are_no_previous_figures(tmp_path: Path):
    made = edition([builders.submission("522", {"N1.01": 26}, {"N1.01": 30})])
    assert previous_of(made, tmp_path) == {"522": {"N1.01": Decimal(26)}}


def test_missing_file_is_told(tmp_path: Path):
    with pytest.raises(PreviousError, match=r"Không đọc được tệp số liệu kỳ trước x\.csv"):
        read_previous(tmp_path / "x.csv")


def test_other_table_is_told_with_the_columns_it_lacks(tmp_path: Path):
    with pytest.raises(PreviousError, match=r"không phải tệp số liệu .*thiếu cột period"):
        read_previous(saved(tmp_path, "đơn vị,số\n522,1\n".encode()))


@pytest.mark.parametrize("wrong", ["1.234,5", "", "NaN", "Infinity", "nhiều"])
def test_value_that_is_no_number_is_told_with_its_line(wrong: str, tmp_path: Path):
    data = tables(edition([builders.submission("522", {"N1.02": 7654321})]))["figures.csv"]
    changed = data.replace(b",7654321,Y", f',"{wrong}",Y'.encode())
    with pytest.raises(PreviousError, match=f"dòng 2: giá trị “{wrong}” không phải số"):
        read_previous(saved(tmp_path, changed))


def test_figure_given_twice_is_told(tmp_path: Path):
    data = tables(edition([builders.submission("522", {"N1.02": 94})]))["figures.csv"]
    twice = data + data.splitlines(keepends=True)[1]
    with pytest.raises(PreviousError, match=r"dòng 3: số liệu N1\.02 của đơn vị 522 ghi hai lần"):
        read_previous(saved(tmp_path, twice))


def test_file_in_another_encoding_is_told(tmp_path: Path):
    with pytest.raises(PreviousError, match="Không đọc được tệp"):
        read_previous(saved(tmp_path, "period,đơn vị".encode("utf-16")))


def test_totals_name_the_units_they_lack():
    made = edition([builders.submission("522", {"N1.02": 94})])
    row = next(r for r in rows(made, "totals.csv") if (r["indicator"], r["scope"]) == ("N1.02", "tinh"))
    assert (row["value"], row["included"], row["missing"].split("|")[0]) == ("94", "522", "SGDDT:chưa gửi")


def test_ledger_file_has_every_cell_of_the_ledger(sample_edition: Edition):
    assert len(rows(sample_edition, "ledger.csv")) == len(list(sample_edition.ledger.cells))


def test_figures_file_has_every_answer(sample_edition: Edition):
    numbers = [f for f in sample_edition.figures if f.answer.state is State.NUMBER]
    listed = [row for row in rows(sample_edition, "figures.csv") if row["state"] == "number"]
    assert [row["value"] for row in listed] == [f"{f.answer.value:f}" for f in numbers]
