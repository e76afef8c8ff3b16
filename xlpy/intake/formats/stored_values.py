"""Numbers, dates and times of .xlsx and .ods cells out of their stored text."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from xlpy.intake.formats.refusal import RefusalError
from xlpy.intake.formats.values import duration, number
from xlpy.model.cells import CellError, CellValue

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_PERIOD = re.compile(r"(-)?PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?", re.ASCII)
_WHITE = " \t\r\n"
"""What XML calls white space; a hard space is none of it."""
SHORT_DIGITS = 15
"""Of whole numbers this long every digit is exact in a spreadsheet."""
_DAY = 86_400_000
"""In milliseconds."""


def stored_number(text: str) -> Decimal | CellError:
    """The number that a spreadsheet makes of the stored text.

    An error where it is none: Excel calls such a file damaged, and each program makes another number of it.
    """
    # Most numbers of a form are short and whole: straight to Decimal, without the way over a float.
    if len(text) <= SHORT_DIGITS and text.isascii() and text.isdigit():
        return Decimal(text)
    text = text.strip(_WHITE)
    return number(float(text)) if _NUMBER.fullmatch(text) else CellError(text)


def stored_date(value: Decimal, *, is_span: bool, epoch_1904: bool) -> CellValue:
    """What a number shows under a date or time format: a day, a time, both, or a span of time as text.

    A number below 0 shows as no date and stays a number. Raises `RefusalError` (T114) beyond the year 9999.
    """
    try:
        if is_span:
            return duration(timedelta(days=float(value)))
        if value < 0:
            return value
        whole = int(value)
        # To the millisecond: a float's tail would else show as 23:59:59.999999.
        moment = timedelta(milliseconds=round((value - whole) * _DAY))
        # Below one there is no day, only a time; in the Macs' calendar day 0 is a day.
        if value < 1 and not epoch_1904:
            return (datetime.min + moment).time()
        # Excel counts a 29 February 1900 that never was, as day 60.
        first = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30 if whole >= 60 else 31)
        at = first + timedelta(days=whole) + moment
    except (OverflowError, ValueError) as error:
        raise RefusalError("T114", found="có ngày tháng hoặc số nằm ngoài mọi giới hạn") from error
    return at.date() if value == whole else at


def written_date(text: str) -> CellValue:
    """A date, time or both as ISO 8601 writes them; other text stays text."""
    for read in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            return read(text.strip().removesuffix("Z"))
        except ValueError:
            continue
    return text


def written_time(text: str) -> CellValue:
    """A time of day, or a longer span as text, as OpenDocument writes both: ``PT36H05M00S``; other text stays text."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        return text
    hours, minutes, seconds = (float(part or 0) for part in match.groups()[1:])
    span = timedelta(hours=hours, minutes=minutes, seconds=round(seconds))
    if match[1] or span >= timedelta(days=1):
        return duration(-span if match[1] else span)
    return (datetime.min + span).time()
