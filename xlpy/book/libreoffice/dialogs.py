"""LibreOffice's folder dialog."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xlpy.book.libreoffice import bridge


def pick_folder(context: Any, title: str, start: Path) -> Path | None:
    """Let the user choose a folder; None where the dialog is cancelled."""
    picker = bridge.service(context, "com.sun.star.ui.dialogs.FolderPicker")
    picker.setTitle(title)
    if start.is_dir():
        picker.setDisplayDirectory(bridge.url(start))
    if not picker.execute():
        return None
    return Path(bridge.path_of(picker.getDirectory()))


OK, CANCEL = 1, 2
"""com.sun.star.awt.PushButtonType."""


def ask_text(context: Any, title: str, text: str) -> str | None:
    """Let the user type a line; None where the dialog is cancelled."""
    dialog = text_dialog(context, title, text)
    try:
        typed = dialog.getControl("answer").getText() if dialog.execute() else None
        return None if typed is None else str(typed)
    finally:
        dialog.dispose()


def text_dialog(context: Any, title: str, text: str) -> Any:
    """The dialog with a question, a line to type in, and the two buttons; sizes in LibreOffice's own units."""
    model = bridge.service(context, "com.sun.star.awt.UnoControlDialogModel")
    model.Title, model.Width, model.Height = title, 220, 70
    parts: tuple[tuple[str, str, tuple[int, int, int, int], dict[str, object]], ...] = (
        ("question", "FixedText", (8, 6, 204, 20), {"Label": text, "MultiLine": True}),
        ("answer", "Edit", (8, 28, 204, 14), {}),
        ("ok", "Button", (104, 50, 50, 14), {"Label": "OK", "PushButtonType": OK, "DefaultButton": True}),
        ("cancel", "Button", (162, 50, 50, 14), {"Label": "Hủy", "PushButtonType": CANCEL}),
    )
    for name, kind, place, properties in parts:
        part = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        part.PositionX, part.PositionY, part.Width, part.Height = place
        for key, value in properties.items():
            setattr(part, key, value)
        model.insertByName(name, part)
    dialog = bridge.service(context, "com.sun.star.awt.UnoControlDialog")
    dialog.setModel(model)
    dialog.createPeer(bridge.service(context, "com.sun.star.awt.Toolkit"), None)
    return dialog
