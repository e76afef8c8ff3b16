"""What each button does, on the master workbook's port: the same for a click and for the command line."""

HOMES = {
    "make_forms": "intake",
    "choose_folder": "intake",
    "check": "intake",
    "consolidate": "intake",
    "feedback": "replies",
    "reminders": "replies",
    "summary": "results",
    "trace": "results",
    "report": "results",
    "self_test": "tools",
    "journal": "tools",
    "guide": "tools",
}
"""The buttons in the order of the working day, with the module of each one's work."""
BUTTONS = tuple(HOMES)
"""Their names: ids of the ribbon, functions of `xlpy.macros`, works of `xlpy.app.desk`, names for ``plan167 book``."""
