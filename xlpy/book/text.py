"""A workbook's cell as the text that a catalogue or a setting holds."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal


def cell_as_text(value: object) -> str:
    """A cell's value as one would type it: 2.0 -> ``2``, a day -> ``2024-01-15``, nothing -> ''.

    Numbers come as floats from every spreadsheet program; fifteen digits are what they hold exactly.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):  # Excel hands a cell of a currency format over with four decimals
        return format(Decimal(str(value)).normalize() + 0, "f")
    return str(value)
