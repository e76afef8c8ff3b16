"""Fourteen forms with real figures: preschool classes by district, 2016, and 2015 as the period before.

Source: Niên giám thống kê tỉnh Quảng Ngãi 2016, biểu 211 (trang 320). The printed "-" is zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlpy.app.usecases import open_period
from xlpy.catalogue.load import load, shipped
from xlpy.forms.layout import form_name
from xlpy.forms.values import Fill
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import write_form
from xlpy.intake.context import IntakeContext
from xlpy.model.cells import CellValue

FOLDER = Path(__file__).parent / "nien-giam-2016"
CATALOGUE = FOLDER / "danh-muc"
INBOX = FOLDER / "tep-nhan"
PREVIOUS = FOLDER / "ky-truoc" / "figures.csv"
NOTE = "Niên giám thống kê tỉnh Quảng Ngãi 2016, biểu 211, trang 320."
CODES = ("N1.01", "N1.02", "N1.03")
"""All, public and non-public classes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: all, public and non-public classes of 2015, then of 2016."""

    unit: str
    before: tuple[int, int, int]
    now: tuple[int, int, int]


TABLE_211 = (
    Row("522", (328, 261, 67), (334, 218, 116)),
    Row("524", (243, 198, 45), (247, 203, 44)),
    Row("527", (93, 86, 7), (109, 101, 8)),
    Row("528", (137, 137, 0), (141, 141, 0)),
    Row("532", (118, 118, 0), (93, 93, 0)),
    Row("533", (137, 137, 0), (137, 137, 0)),
    Row("534", (147, 147, 0), (141, 141, 0)),
    Row("525", (82, 82, 0), (85, 85, 0)),
    Row("526", (72, 72, 0), (71, 71, 0)),
    Row("529", (157, 157, 0), (161, 161, 0)),
    Row("530", (76, 76, 0), (75, 75, 0)),
    Row("531", (44, 44, 0), (45, 45, 0)),
    Row("535", (141, 141, 0), (143, 143, 0)),
    Row("536", (35, 35, 0), (37, 37, 0)),
)


COVER: Mapping[str, CellValue] = {
    "prepared_by": "Người lập minh họa",
    "phone": "0255 3000 000",
    "approved_by": "Người duyệt minh họa",
}
"""Who made the forms: nobody did, the figures are the book's."""


def context(year: int) -> IntakeContext:
    """The yearbook's catalogue opened for 2015 or 2016; the forms of 2016 print the figures of 2015."""
    before = {row.unit: _by_code(row.before) for row in TABLE_211} if year == 2016 else {}
    return open_period(load(CATALOGUE), f"N{year}", load_wording(), before)


def forms(year: int) -> dict[str, bytes]:
    """The districts' forms of 2015 or 2016, by file name."""
    opened = context(year)
    files = {}
    for row in TABLE_211:
        unit = opened.reporting_unit(row.unit)
        assert unit is not None, f"{row.unit} is no reporting_unit"
        values = row.now if year == 2016 else row.before
        fill: Fill = {
            **{("indicators", code, "actual"): value for code, value in _by_code(values).items()},
            ("indicators", CODES[0], "note"): NOTE,
            **{("cover", key, "value"): value for key, value in COVER.items()},
            ("cover", "reported_on", "value"): opened.period.cut_off,
        }
        data = write_form(opened.plan(unit), opened.catalogue, opened.wording, fill)
        files[form_name(shipped().plan, opened.period, unit)] = data  # a yearbook has no number of its own
    return files


def register() -> str:
    """The register of receipts: all came in time."""
    return "\n".join(("tep,ngay_nhan", *(f"{name},2016-10-20" for name in forms(2016)))) + "\n"


def _by_code(values: tuple[int, int, int]) -> dict[str, Decimal]:
    return {code: Decimal(value) for code, value in zip(CODES, values, strict=True)}
