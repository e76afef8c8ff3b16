"""What each button does, on the master workbook's port: the same for a click and for the command line."""

BUTTONS = (
    "make_forms",
    "choose_folder",
    "check",
    "consolidate",
    "feedback",
    "reminders",
    "summary",
    "trace",
    "report",
    "self_test",
    "journal",
    "guide",
)
"""The buttons in the order of the working day: ids of the ribbon, functions of `xlpy.macros`, works of `xlpy.desk`."""
