"""A button's command on a workbook that somebody saves meanwhile: it asks, and works on his version or leaves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import master
from xlpy.app import cli
from xlpy.app.commands.book import AGAIN, ROUNDS
from xlpy.basics.commit import Written
from xlpy.book.file import FileBook
from xlpy.book.places import INBOX, OUTBOX
from xlpy.book.port import Update

pytestmark = pytest.mark.slow("round")


@pytest.fixture
def saved_by_others(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often somebody still saves the workbook just before we write it."""
    left = [1]
    own = FileBook.apply

    def apply(book: FileBook, update: Update, *more: Any) -> Written:
        if left[0]:
            left[0] -= 1
            own(FileBook(book.path), Update(cells={INBOX: "của người khác"}))
        return own(book, update, *more)

    monkeypatch.setattr(FileBook, "apply", apply)
    return left


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that somebody at a terminal is asked, and answers with yes."""
    questions: list[str] = []

    def typed(question: str) -> str:
        questions.append(question)
        return "c"

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", typed)
    return questions


def pressed(folder: Path, *more: str) -> tuple[int, FileBook]:
    """The exit code of a button that notes a folder and shows the guide, and the workbook afterwards."""
    path = master.put(folder, macros=False)
    code = cli.main(["book", "guide", "--workbook", str(path), "--out", str(folder / "ra"), *more])
    return code, FileBook(path)


def test_a_yes_does_the_work_on_the_version_that_was_saved(tmp_path, saved_by_others, asked):
    code, book = pressed(tmp_path)
    (question,) = asked
    assert "Plan167.xlsx đã được lưu lại" in question
    assert AGAIN in question
    assert (code, book.value(INBOX), book.value(OUTBOX)) == (0, "của người khác", str(tmp_path / "ra"))


def test_a_yes_given_beforehand_is_asked_for_no_more(tmp_path, saved_by_others, asked):
    code, book = pressed(tmp_path, "--yes")
    assert (code, asked, book.value(OUTBOX)) == (0, [], str(tmp_path / "ra"))


@pytest.mark.parametrize("terminal", [True, False], ids=["a no", "nobody to ask"])
def test_without_a_yes_the_version_that_was_saved_stays(
    tmp_path, saved_by_others, asked, monkeypatch, capsys, terminal
):
    monkeypatch.setattr("sys.stdin.isatty", lambda: terminal)
    monkeypatch.setattr("builtins.input", lambda _: "k")
    code, book = pressed(tmp_path)
    assert (code, book.value(INBOX), book.value(OUTBOX)) == (2, "của người khác", "")
    assert "đã được lưu lại" in capsys.readouterr().err


def test_who_saves_again_and_again_is_left_alone_in_the_end(tmp_path, saved_by_others, asked):
    saved_by_others[0] = 99
    code, book = pressed(tmp_path)
    assert (code, len(asked), book.value(OUTBOX)) == (2, ROUNDS - 1, "")
