"""What clerks do with words and files, whole: from the folder received to the edition."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.builders import context, damaged, form, read, sheet_plan
from xlpy.app.usecases import publish, read_folder
from xlpy.intake.context import IntakeContext
from xlpy.model.cells import CellValue
from xlpy.model.edition import Edition, MissingReason
from xlpy.model.submission import Column, Finding, Severity, State

pytestmark = pytest.mark.slow("round")

CITY = "522"
BULLYING = ("indicators", "N5.06", "actual")
"""A figure of the city that no rule compares with another."""


def filled(value: CellValue, at: tuple[str, str, str] = BULLYING) -> bytes:
    return form(CITY, {at: value})


def received(folder: Path, files: Mapping[str, tuple[bytes, datetime]], opened: IntakeContext | None = None) -> Edition:
    """The edition of a folder into which these files came at these moments."""
    for name, (data, moment) in files.items():
        (folder / name).write_bytes(data)
        os.utime(folder / name, (moment.timestamp(), moment.timestamp()))
    return read_folder(opened or context(), folder, workers=1).edition


def told(edition: Edition, code: str) -> list[Finding]:
    return [finding for finding in edition.findings if finding.code == code]


@pytest.mark.parametrize("correction", ["BC lần 2.xlsx", "BC (2).xlsx", "BC-DESKTOP-7A.xlsx", "BC_sua.xlsx", "A.xlsx"])
def test_a_correction_of_the_same_day_counts_whatever_its_name_and_is_no_warning(
    tmp_path: Path, correction: str
) -> None:
    edition = received(
        tmp_path,
        {
            "BC.xlsx": (filled(Decimal(3)), datetime(2024, 6, 20, 8)),
            correction: (filled(Decimal(5)), datetime(2024, 6, 20, 14, 53)),
        },
    )
    assert edition.figure[CITY, "N5.06", Column.ACTUAL].answer.value == 5
    (finding,) = told(edition, "T111")
    assert (finding.severity, finding.params["other"]) == (Severity.INFO, "BC.xlsx")
    assert finding.params["found"] == "nhận sau cùng (lúc 14:53 ngày 20/6/2024)"
    assert told(edition, "T121") == []


def test_a_register_saved_by_a_vietnamese_excel_is_read_and_decides(tmp_path: Path) -> None:
    lines = "\ufefftep;ngay_nhan\r\nBC.xlsx;21/06/2024\r\nbc LẦN 2.xlsx;20/06/2024\r\n;\r\n"
    (tmp_path / "so-nhan.csv").write_bytes(lines.encode())
    moment = datetime(2024, 7, 2)
    edition = received(
        tmp_path, {"BC.xlsx": (filled(Decimal(3)), moment), "BC lần 2.xlsx": (filled(Decimal(5)), moment)}
    )
    assert edition.figure[CITY, "N5.06", Column.ACTUAL].answer.value == 3
    assert told(edition, "D305") == []
    assert [finding.params["other"] for finding in told(edition, "T121")] == ["BC lần 2.xlsx"]


def test_the_number_of_the_covering_document_stands_beside_the_file(tmp_path: Path) -> None:
    inbox, out = tmp_path / "nhan", tmp_path / "kq"
    inbox.mkdir()
    (inbox / "so-nhan.csv").write_text("tep;ngay_nhan;so_van_ban\nBC.xlsx;20/06/2024;123/UBND\n", encoding="utf-8")
    edition = received(inbox, {"BC.xlsx": (filled(Decimal(3)), datetime(2024, 6, 20))})
    book = next(path for name, path in publish(edition, out).files.items() if name.endswith(".xlsx"))
    rows = load_workbook(book)["Tình hình gửi"].iter_rows(values_only=True)
    assert [row[6] for row in rows if row[5] == "BC.xlsx"] == ["123/UBND"]


@pytest.mark.parametrize("sign", ["\u200e", "\u202c", "\u202a", "\u2066", "\xad", "\u200b"])
def test_a_number_copied_with_a_sign_that_shows_nothing_is_that_number(sign: str) -> None:
    got = read(filled(f"{sign}94", ("indicators", "N1.02", "actual")))
    answer = next(a for a in got.answers if (a.indicator, a.column) == ("N1.02", Column.ACTUAL))
    assert (answer.state, answer.value) == (State.NUMBER, Decimal(94))
    assert [f.code for f in got.findings if f.source == answer.source] == ["O406"]


@pytest.mark.parametrize("written", ["Hoàn thành\u200e", "Hòan thành", "đã hoàn thành", "HT", "hoan thanh"])
def test_a_status_in_another_spelling_holds_nothing_back(written: str) -> None:
    got = read(form(CITY, {("activities", "N1.A2", "status"): written}))
    report = next(report for report in got.activities if report.activity == "N1.A2")
    assert report.status == "Hoàn thành"
    assert {f.code for f in got.findings if f.source == report.source} <= {"O428"}


def test_a_sheet_copied_and_changed_is_an_error_and_nothing_of_the_file_is_used() -> None:
    def copy(book: Workbook) -> None:
        page = book.copy_worksheet(book["Chỉ tiêu"])
        page.title = "Chỉ tiêu (2)"
        page.cell(*sheet_plan(CITY, "indicators").at("N5.06", "actual")).value = 9

    got = read(damaged(filled(Decimal(3)), copy))
    assert not got.usable
    assert [(f.code, f.severity) for f in got.findings if f.holds_file] == [("B214", Severity.ERROR)]


def test_a_form_filled_by_another_unit_counts_for_neither(tmp_path: Path) -> None:
    wrong = damaged(form("527"), lambda book: setattr(book["Bìa"]["C11"], "value", "Huyện Lý Sơn"))
    moment = datetime(2024, 6, 20, 8)
    edition = received(tmp_path, {"Lý Sơn.xlsx": (wrong, moment), "Sơn Tịnh.xlsx": (form("527"), moment)})
    assert {record.file: (record.unit, record.used, record.reason) for record in edition.files} == {
        "Lý Sơn.xlsx": ("", False, "D303"),
        "Sơn Tịnh.xlsx": ("527", True, ""),
    }
    assert {finding.unit for finding in edition.findings if finding.source.file == "Lý Sơn.xlsx"} == {""}
    assert (edition.absent.get("527"), edition.absent.get("536")) == (None, MissingReason.NOT_SENT)


def later(opened: IntakeContext) -> IntakeContext:
    """The same period and works with deadlines that were put off after the forms went out."""
    period = replace(opened.period, deadline_unit=date(2024, 6, 28))
    works = tuple(
        replace(work, deadline=date(2024, 5, 30)) if work.deadline else work for work in opened.catalogue.activities
    )
    periods = tuple(period if each.code == period.code else each for each in opened.catalogue.periods)
    catalogue = replace(opened.catalogue, periods=periods, activities=works)
    return replace(opened, catalogue=catalogue, period=period, _plans={})


def test_deadlines_put_off_after_the_forms_went_out_give_no_warning() -> None:
    got = read(form(CITY), opened=later(context()))
    assert [f.params["cell"] for f in got.findings if f.code == "O419"] == []


def test_what_a_unit_writes_over_a_deadline_is_still_told() -> None:
    got = read(damaged(form(CITY), lambda book: setattr(book["Bìa"]["C16"], "value", "đã nộp")))
    assert [f.params["cell"] for f in got.findings if f.code == "O419"] == ["C16"]
