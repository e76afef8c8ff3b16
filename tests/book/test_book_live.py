"""The workbook in a running LibreOffice: whatever fails while it is written, it is as it was before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests import master
from tests.book.test_book_contract import drawing
from xlpy.book.excel import live_workbook
from xlpy.book.places import INBOX, STATE
from xlpy.book.port import BookError, Update
from xlpy.book.sheets import new_page
from xlpy.outputs.publish.address import area_a1
from xlpy.outputs.publish.styles import Look

pytest_plugins = ("tests.calc_office",)
pytestmark = pytest.mark.office
SHEETS = ("Phát hiện", "Tình hình gửi")
UPDATE = Update(
    tuple(drawing(name, "một", "hai") for name in SHEETS), cells={INBOX: "mới", STATE["sent"]: 5}, front="Phát hiện"
)


@pytest.fixture
def book(calc_engine, tmp_path) -> Iterator[Any]:
    with master.opened(calc_engine, master.put(tmp_path, macros=False)) as opened:
        yield opened


def state(book: Any) -> dict[str, Any]:
    """Names of all sheets, what stands on those that the update touches, and the panel."""
    shown = ("Phát hiện", "Tình hình gửi", "Điều khiển")
    cells = {name: book.sheets[name].range("A1:F30").options(ndim=2).value for name in shown}
    locked = {name: bool(book.sheets[name].api.ProtectContents) for name in shown}
    return {"names": [sheet.name for sheet in book.sheets], "cells": cells, "locked": locked}


class Fault(Exception):
    """What a spreadsheet program may throw at any call."""


def failing_at(monkeypatch: pytest.MonkeyPatch, book: Any, n: int) -> list[str]:
    """Let the n-th step of writing fail; returns what steps were taken."""
    taken: list[str] = []

    def counted(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            taken.append(name)
            if len(taken) == n:
                raise Fault(name)
            return work(*arguments, **options)

        return step

    for name in ("paint", "_inherit", "_fill"):
        monkeypatch.setattr(live_workbook, name, counted(name, getattr(live_workbook, name)))
    for name in ("_rename", "_sized"):
        monkeypatch.setattr(live_workbook.LiveBook, name, counted(name, getattr(live_workbook.LiveBook, name)))
    sheets = type(book.sheets)
    monkeypatch.setattr(sheets, "add", counted("add", sheets.add))
    return taken


def test_a_fault_at_any_step_leaves_the_workbook_as_it_was(book, monkeypatch):
    before = state(book)
    n, done = 0, False
    while not done:
        n += 1
        with monkeypatch.context() as patch:
            taken = failing_at(patch, book, n)
            try:
                live_workbook.LiveBook(book).apply(UPDATE)
                done = True
            except (BookError, Fault):
                assert state(book) == before, f"after step {n}, {taken[-1]}"
    assert n > 12
    assert set(SHEETS) <= set(state(book)["names"])


def test_the_sentence_of_a_fault_says_that_the_workbook_is_as_it_was(book, monkeypatch):
    failing_at(monkeypatch, book, 3)
    with pytest.raises(BookError, match="sổ vẫn như cũ"):
        live_workbook.LiveBook(book).apply(UPDATE)


def test_a_panel_with_a_password_is_named_and_nothing_is_written(book):
    panel = book.sheets["Điều khiển"]
    panel.api.Unprotect("")
    panel.api.Protect("bí mật")
    before = state(book)
    with pytest.raises(BookError, match=r"Điều khiển.*mật khẩu"):
        live_workbook.LiveBook(book).apply(UPDATE)
    assert state(book) == before


def test_a_result_sheet_with_a_password_is_replaced_all_the_same(book):
    sheet = book.sheets["Phát hiện"]
    sheet.api.Unprotect("")
    sheet.api.Protect("bí mật")
    live_workbook.LiveBook(book).apply(UPDATE)
    assert book.sheets["Phát hiện"]["A1"].value == "BẢNG THỬ"


@pytest.mark.parametrize("left_over", ["~KH167 1", "~KH167 1~", "~Phát hiện~", "~Kiểm tra~"])
def test_sheets_left_over_by_a_crash_are_taken_away(book, left_over):
    book.sheets.add(left_over, after=book.sheets[-1])
    live_workbook.LiveBook(book).apply(UPDATE)
    assert not [sheet.name for sheet in book.sheets if sheet.name.startswith("~")]
    assert book.sheets["Phát hiện"]["A1"].value == "BẢNG THỬ"


@pytest.mark.parametrize("name", ["~Ghi chú~", "~Tình hình~", "~2024", "~1~"])
def test_a_sheet_of_the_user_s_own_stays_whatever_its_name_begins_with(book, name):
    book.sheets.add(name, after=book.sheets[-1])["A1"].value = "số liệu riêng"
    live_workbook.LiveBook(book).apply(UPDATE)
    assert book.sheets[name]["A1"].value == "số liệu riêng"


def test_a_sheet_that_can_not_be_taken_away_waits_for_the_next_update(book, monkeypatch):
    kind = type(book.sheets[0])

    def refused(self: Any) -> None:
        raise Fault("busy")

    with monkeypatch.context() as patch:
        patch.setattr(kind, "delete", refused)
        live_workbook.LiveBook(book).apply(UPDATE)
    assert book.sheets["Phát hiện"]["A1"].value == "BẢNG THỬ"
    assert [sheet.name for sheet in book.sheets if sheet.name.startswith("~")]
    live_workbook.LiveBook(book).apply(UPDATE)
    assert not [sheet.name for sheet in book.sheets if sheet.name.startswith("~")]


def test_after_a_failure_the_sheet_shown_is_the_one_shown_before(book, monkeypatch):
    book.sheets["Hướng dẫn"].activate()
    with monkeypatch.context() as patch, pytest.raises(BookError):
        failing_at(patch, book, 8)
        live_workbook.LiveBook(book).apply(UPDATE)
    assert book.sheets.active.name == "Hướng dẫn"


def test_a_hidden_sheet_that_is_asked_for_is_shown(book):
    book.sheets["Hướng dẫn"].visible = False
    live_workbook.LiveBook(book).apply(Update(front="Hướng dẫn"))
    assert (book.sheets.active.name, book.sheets["Hướng dẫn"].visible) == ("Hướng dẫn", True)


def test_the_panel_is_protected_again_after_it_was_filled(book):
    live_workbook.LiveBook(book).apply(UPDATE)
    assert book.sheets["Điều khiển"].api.ProtectContents


def test_the_sheet_asked_for_comes_to_the_front(book):
    live_workbook.LiveBook(book).apply(UPDATE)
    assert book.sheets.active.name == "Phát hiện"


@pytest.mark.parametrize("name", ["Tình hình gửi", "Tổng hợp"], ids=["behind", "before"])
def test_under_manual_calculation_new_sheets_show_their_results(book, name):
    page = new_page(name, (20.0,))
    page.formula(0, 0, "='Phát hiện'!B6*2", Decimal("4938"), Look.NUMBER, 1)
    book.app.calculation = "manual"
    live_workbook.LiveBook(book).apply(Update((page.sheet.drawing(), drawing("Phát hiện", "một", "hai"))))
    assert (book.sheets[name]["A1"].value, book.app.calculation) == (4938, "manual")


def test_the_selected_cell_is_told_by_sheet_row_and_column(book):
    book.sheets["Tổng hợp"].range("C12").select()
    assert live_workbook.LiveBook(book).selection() == ("Tổng hợp", 11, 2)


def test_areas_of_a_drawing_cover_each_cell_once():
    made = drawing("x", "một", "hai", "ba")
    areas = [area for area, _ in made.areas(lambda drawn: drawn.style)]
    cells = [
        (r, c) for top, left, bottom, right in areas for r in range(top, bottom + 1) for c in range(left, right + 1)
    ]
    assert sorted(cells) == sorted(made.cells)
    assert area_a1(*areas[0]).startswith("A1")
