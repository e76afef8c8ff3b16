"""Who answers a button's questions: message boxes and dialogs of the program, or, in tests, a file of answers.

``PLAN167_ANSWERS`` names a JSON file {question: answer}; while it is there no box is shown, and what would have been
said is added to the file that ``PLAN167_SAID`` names, a JSON line each.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any, Protocol

from xlpy.basics.system import escape_is_held

ANSWERS, SAID = "PLAN167_ANSWERS", "PLAN167_SAID"
TITLE = "KH 167"
FOLDER_PICKER = 4
"""Excel's msoFileDialogFolderPicker."""
TEXT = 2
"""The kind of answer that Excel's Application.InputBox takes for a text; False is its answer to Cancel."""
ESCAPE_UP, ESCAPE_PAUSE = 5.0, 0.05
"""How long a box waits for Esc to be let go, and the seconds between two looks."""


class Speaker(Protocol):
    """Asks and tells."""

    def confirm(self, question: str, text: str) -> bool:
        """Yes or no."""

    def pick_folder(self, question: str, title: str, start: Path) -> Path | None:
        """A folder, or None where the user cancels."""

    def ask_text(self, question: str, text: str) -> str | None:
        """What is typed in answer, or None where the user cancels."""

    def tell(self, text: str, *, wrong: bool = False) -> None:
        """Say how it ended."""


def speaker_of(app: Any) -> Speaker:
    """The speaker for an application of xlwings."""
    answers = os.environ.get(ANSWERS, "")
    return FromFile(Path(answers), os.environ.get(SAID, "")) if Path(answers).is_file() else Boxes(app)


class Boxes:
    """Message boxes and the folder dialog of the program itself."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def confirm(self, question: str, text: str) -> bool:
        """A box with Yes and No."""
        _wait_for_escape_up()
        return bool(self._app.alert(text, TITLE, "yes_no") == "yes")

    def pick_folder(self, question: str, title: str, start: Path) -> Path | None:
        """The folder dialog."""
        if self._app.engine.name == "libreoffice":
            from xlpy.book.libreoffice.dialogs import pick_folder  # noqa: PLC0415  (UNO only where LibreOffice runs)

            return pick_folder(self._app.engine.impl.context, title, start)
        dialog = self._app.api.FileDialog(FOLDER_PICKER)
        dialog.Title, dialog.InitialFileName = title, f"{start}{os.sep}"
        return Path(dialog.SelectedItems(1)) if dialog.Show() else None

    def ask_text(self, question: str, text: str) -> str | None:
        """A box with a line to type in."""
        _wait_for_escape_up()
        if self._app.engine.name == "libreoffice":
            from xlpy.book.libreoffice.dialogs import ask_text  # noqa: PLC0415  (UNO only where LibreOffice runs)

            return ask_text(self._app.engine.impl.context, TITLE, text)
        typed = self._app.api.InputBox(text, TITLE, Type=TEXT)
        return None if typed is False else str(typed)

    def tell(self, text: str, *, wrong: bool = False) -> None:
        """A box with OK."""
        _wait_for_escape_up()
        self._app.alert(text, TITLE, "ok", "critical" if wrong else "info")


def _wait_for_escape_up() -> None:
    """A box shown while Esc is held, to stop the work, would take the key for its own and be gone unread."""
    end = time.monotonic() + ESCAPE_UP
    while escape_is_held() and time.monotonic() < end:
        time.sleep(ESCAPE_PAUSE)


class FromFile:
    """Answers prepared by a test; a question without one is an error, not a guess."""

    def __init__(self, answers: Path, said: str) -> None:
        self._answers, self._said = answers, said

    def confirm(self, question: str, text: str) -> bool:
        """The prepared yes or no."""
        self._note("asked", text)
        return bool(self._prepared()[question])

    def pick_folder(self, question: str, title: str, start: Path) -> Path | None:
        """The prepared folder; null is a cancelled dialog."""
        self._note("asked", title)
        chosen = self._prepared()[question]
        return Path(chosen) if chosen else None

    def ask_text(self, question: str, text: str) -> str | None:
        """The prepared text; null is a cancelled box."""
        self._note("asked", text)
        typed = self._prepared()[question]
        return None if typed is None else str(typed)

    def tell(self, text: str, *, wrong: bool = False) -> None:
        """Keep what would have been said."""
        self._note("wrong" if wrong else "told", text)

    def _prepared(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._answers.read_text(encoding="utf-8"))
        return found

    def _note(self, kind: str, text: str) -> None:
        if self._said:
            with Path(self._said).open("a", encoding="utf-8") as stream:
                stream.write(json.dumps({kind: text}, ensure_ascii=False) + "\n")
