"""Makes the .xls and .ods files beside it: a small workbook written with XlsxWriter, converted by LibreOffice.

Run it by hand where ``soffice`` is installed; the results are committed, so the tests need no LibreOffice.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent


def troubles(path: Path) -> None:
    """One sheet with an error, hidden row and column, legacy fonts and a link; one hidden sheet."""
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True})
        legacy = book.add_format({"font_name": ".VnTime"})
        vni = book.add_format({"font_name": "VNI-Times"})
        sheet = book.add_worksheet("Chỉ tiêu")
        sheet.write_string("B2", " Số  lớp ", bold)
        sheet.write_number("C2", 1810)
        sheet.write_number("D2", 98.5)
        sheet.write_formula("C3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D3", "=VLOOKUP(9,C2:D2,2,FALSE)", None, "#N/A")
        sheet.write_formula("E3", "=C2*2", None, 3620)
        sheet.write_string("B4", "Sè häc sinh", legacy)
        sheet.write_rich_string("B5", "Tổng ", vni, "soá lôùp")
        sheet.write_string("B6", "hàng ẩn")
        sheet.write_string("F7", "cột ẩn")
        sheet.write_boolean("C8", True)
        sheet.write_formula("C9", "='/srv/so-lieu/[Book1.xlsx]Sheet1'!A1", None, 7)
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column("F:F", None, None, {"hidden": True})
        hidden = book.add_worksheet("Ẩn")
        hidden.write_string("A1", "01")
        hidden.hide()


def convert(source: Path, kind: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(HERE), str(source)]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "troubles.xlsx"
        troubles(source)
        convert(source, "xls")
        convert(source, "ods")
