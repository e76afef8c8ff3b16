"""What each button does, on the master workbook's port: the same for a click and for the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlpy.app.desk.run import Work

HOMES = {
    "make_forms": "intake",
    "choose_folder": "intake",
    "check": "intake",
    "consolidate": "intake",
    "compare": "comparison",
    "undo": "kept_editions",
    "feedback": "replies",
    "reminders": "replies",
    "contacts": "mail",
    "drafts": "mail",
    "summary": "results",
    "trace": "results",
    "report": "results",
    "new_year": "new_year",
    "self_test": "tools",
    "journal": "tools",
    "guide": "tools",
}
"""The buttons in the order of the working day, with the module of each one's work."""
BUTTONS = tuple(HOMES)
"""Their names: ids of the ribbon, functions of `xlpy.macros`, works of `xlpy.app.desk`, names for ``plan167 book``."""


def work_of(button: str) -> Work:
    """The work of a button by its name; loads the module of that work alone, since a click must answer soon."""
    work: Work = getattr(import_module(f"xlpy.app.desk.{HOMES[button]}"), button)
    return work
