"""LibreOffice's dialog for a line of text, as it is made: nobody can press its buttons without a screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests import tools

pytestmark = pytest.mark.office
pytest_plugins = ("tests.calc_office",)


def test_the_dialog_has_the_question_a_line_to_type_in_and_two_buttons(calc_engine: Any) -> None:
    from xlpy.book.libreoffice.dialogs import text_dialog  # noqa: PLC0415  (uno only where it is needed)

    dialog = text_dialog(tools.shared_office().context, "KH 167", "Số kế hoạch của năm học mới:")
    try:
        dialog.getControl("answer").setText("210/KH-UBND")
        assert (len(dialog.getControls()), dialog.getControl("answer").getText()) == (4, "210/KH-UBND")
        assert [dialog.getControl(name).Model.Label for name in ("ok", "cancel")] == ["OK", "Hủy"]
        assert dialog.getControl("question").getText() == "Số kế hoạch của năm học mới:"
    finally:
        dialog.dispose()
