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
