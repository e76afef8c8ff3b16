"""What a click costs before its work begins; what filling the workbook costs beside opening and saving it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.table import Command, Commands
from xlpy.app.desk import BUTTONS, HOMES

ROOT = Path(__file__).resolve().parents[1]
YEAR = ROOT / "samples" / "nam-hoc-2023-2024"
LOADED = ("app.click", "app.ask", "app.about", "app.desk.desk", "app.desk.run", "app.setup_checks")
OPEN = "book.excel.live_workbook"
XLWINGS = "from xlpy.book.xlwings_library import load_xlwings; load_xlwings()"
CLICK = f"import xlpy.macros; {XLWINGS}; import {{}}; from xlpy.app.desk import work_of; work_of('{{}}')"
ROUND_TRIP = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1], keep_vba=True).save(sys.argv[2])"


def clicking(*, every: bool) -> Commands:
    """What a button imports before its work, beside xlwings alone and beside nothing; or one button a module."""
    first = {HOMES[button]: button for button in reversed(BUTTONS)}
    loaded = ", ".join(f"xlpy.{name}" for name in (*LOADED, OPEN))
    buttons = {
        f"button {button}": Command(["-c", CLICK.format(loaded, button)])
        for button in (BUTTONS if every else sorted(first.values(), key=BUTTONS.index))
    }
    return buttons | {
        "import xlwings (brings pandas)": Command(["-c", "import xlwings"]),
        "xlwings as a click loads it": Command(["-c", XLWINGS]),
        "plan167 --help": Command(["-m", "xlpy", "--help"]),
        "Python's own start": Command(["-c", "pass"]),
    }


def consolidating(folder: Path) -> Commands:
    """The button Tổng hợp on the workbook's file (19 units), beside openpyxl opening and saving the filled one.

    Nothing is known of the files: the history is taken away before each run.
    """
    from xlpy.app.cli import main  # noqa: PLC0415

    workbook, inbox = folder / "Plan167.xlsm", str(YEAR / "tep-nhan")
    workbook.write_bytes((ROOT / "workbook" / "Plan167.xlsm").read_bytes())
    press = ["book", "consolidate", "--workbook", str(workbook), "--folder", inbox, "--period", "CN", "--yes"]
    main(press)
    return {
        "plan167 book consolidate": Command(
            ["-m", "xlpy", *press], lambda: (folder / "Plan167.db").unlink(missing_ok=True)
        ),
        "the same again, nothing changed": Command(["-m", "xlpy", *press]),
        "plan167 check (reads and checks, writes nothing)": Command(["-m", "xlpy", "check", inbox, "--period", "CN"]),
        "openpyxl opens and saves the filled workbook": Command(
            ["-c", ROUND_TRIP, str(workbook), str(folder / "again.xlsm")]
        ),
    }
