"""The members of Excel's Worksheet object that macros reach through ``sheet.api``, by Excel's own names."""

from __future__ import annotations

from typing import Any

from xlpy.book.libreoffice.graph import SheetLike
from xlpy.book.libreoffice.looks import rgb_number, rgb_tuple
from xlpy.book.libreoffice.page_setup import PageSetup
from xlpy.book.libreoffice.range_api import RangeApi
from xlpy.book.libreoffice.ranges import Range


class WrongPassword(PermissionError):
    """A sheet could not be unprotected with this password."""


class SheetApi:
    """Protection, page set-up, breaks, tab colour, calculation, cells by address; all else is not known in Calc."""

    def __init__(self, sheet: SheetLike) -> None:
        object.__setattr__(self, "_sheet", sheet)

    _sheet: SheetLike

    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError(f"sheet.api.{name} in Calc")

    def __setattr__(self, name: str, value: Any) -> None:
        if not isinstance(getattr(type(self), name, None), property):
            raise NotImplementedError(f"sheet.api.{name} in Calc")
        object.__setattr__(self, name, value)

    @property
    def ProtectContents(self) -> bool:  # noqa: N802  (Excel's word)
        """Whether the sheet is protected."""
        return bool(self._sheet.uno.isProtected())

    def Protect(self, Password: str | None = None, **allowed: bool) -> None:  # noqa: N802, N803  (Excel's words)
        """Protect the sheet. Exceptions that Excel knows (``AllowFiltering=True`` …) Calc does not: passed over."""
        if unknown := [name for name in allowed if not name.startswith("Allow")]:
            raise NotImplementedError(f"Protect({', '.join(unknown)})")
        if not self.ProtectContents:
            self._sheet.uno.protect(Password or "")

    def Unprotect(self, Password: str | None = None) -> None:  # noqa: N802, N803  (Excel's words)
        """Take the protection away. Raises WrongPassword."""
        if not self.ProtectContents:
            return
        try:
            self._sheet.uno.unprotect(Password or "")
        except Exception as error:  # UNO's exceptions share only Exception
            raise WrongPassword(self._sheet.name) from error
        # Looked at again: that nothing was raised is no proof.
        if self.ProtectContents:
            raise WrongPassword(self._sheet.name)

    @property
    def PageSetup(self) -> PageSetup:  # noqa: N802  (Excel's word)
        """Paper, margins, scale, repeated titles."""
        return PageSetup(self._sheet)

    @property
    def Tab(self) -> Tab:  # noqa: N802  (Excel's word)
        """The sheet's tab."""
        return Tab(self._sheet)

    @property
    def VPageBreaks(self) -> VPageBreaks:  # noqa: N802  (Excel's word)
        """Where a new page begins to the right."""
        return VPageBreaks(self._sheet)

    def Calculate(self) -> None:  # noqa: N802  (Excel's word)
        """Calculate what waits for that; Calc does so for the whole book at once."""
        self._sheet.book.api.calculate()

    def Range(self, address: str) -> RangeApi:  # noqa: N802  (Excel's word)
        """Cells by address, several rectangles with commas between."""
        return RangeApi(Range.locate(self._sheet, address))


class Tab:
    """The tab of a sheet."""

    def __init__(self, sheet: SheetLike) -> None:
        self._sheet = sheet

    @property
    def Color(self) -> int | bool:  # noqa: N802  (Excel's word)
        """Excel's number of the colour, with red in the last byte; False without one."""
        number = self._sheet.uno.TabColor
        red, green, blue = rgb_tuple(number)
        return False if number < 0 else red | green << 8 | blue << 16

    @Color.setter
    def Color(self, value: int | bool) -> None:  # noqa: N802  (Excel's word)
        self._sheet.uno.TabColor = -1 if value is False else rgb_number(value)


class VPageBreaks:
    """The page breaks between columns of a sheet."""

    def __init__(self, sheet: SheetLike) -> None:
        self._sheet = sheet

    @property
    def Count(self) -> int:  # noqa: N802  (Excel's word)
        """How many were put in by hand."""
        return sum(bool(one.ManualBreak) for one in self._sheet.uno.getColumnPageBreaks())

    def Add(self, Before: RangeApi) -> None:  # noqa: N802, N803  (Excel's words)
        """Begin a new page with the first column of the cells."""
        self._sheet.uno.Columns.getByIndex(Before.Column - 1).IsStartOfNewPage = True
