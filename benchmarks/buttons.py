"""What a click costs before its work begins; what filling the workbook costs beside opening and saving it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.table import Commands

ROOT = Path(__file__).resolve().parents[1]
YEAR = ROOT / "samples" / "nam-hoc-2023-2024"
LOADED = ("app.ask", "app.desk.run", "app.desk.intake", "book.excel.live", "app.setup_checks")
CLICK = "import xlpy.macros, xlwings, " + ", ".join(f"xlpy.{name}" for name in LOADED)
ROUND_TRIP = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1], keep_vba=True).save(sys.argv[2])"


def clicking() -> Commands:
    """All that a click imports, beside xlwings alone and beside nothing."""
    return {
        "imports of a click": ["-c", CLICK],
        "import xlwings (brings pandas)": ["-c", "import xlwings"],
        "Python's own start": ["-c", "pass"],
    }


def consolidating(folder: Path) -> Commands:
    """The button Tổng hợp on the workbook's file (19 units), beside openpyxl opening and saving the filled one."""
    from xlpy.app.cli import main  # noqa: PLC0415

    workbook, inbox = folder / "Plan167.xlsm", str(YEAR / "tep-nhan")
    workbook.write_bytes((ROOT / "workbook" / "Plan167.xlsm").read_bytes())
    press = ["book", "consolidate", "--workbook", str(workbook), "--folder", inbox, "--period", "CN"]
    main(press)
    return {
        "plan167 book consolidate": ["-m", "xlpy", *press],
        "plan167 check (reads and checks, writes nothing)": ["-m", "xlpy", "check", inbox, "--period", "CN"],
        "openpyxl opens and saves the filled workbook": ["-c", ROUND_TRIP, str(workbook), str(folder / "again.xlsm")],
    }
