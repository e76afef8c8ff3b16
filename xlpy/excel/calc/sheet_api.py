"""The members of Excel's Worksheet object that macros reach through ``sheet.api``, by Excel's own names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlpy.excel.calc.page_setup import PageSetup
from xlpy.excel.calc.ranges import Range

if TYPE_CHECKING:
    from xlpy.excel.calc.range_api import RangeApi
    from xlpy.excel.calc.sheets import Sheet


class WrongPassword(PermissionError):
    """A sheet could not be unprotected with this password."""


class SheetApi:
    """Protection, page set-up, and cells by address; anything else is not known in Calc."""

    def __init__(self, sheet: Sheet) -> None:
        object.__setattr__(self, "_sheet", sheet)

    _sheet: Sheet

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
        if self.ProtectContents:
            raise WrongPassword(self._sheet.name)

    @property
    def PageSetup(self) -> PageSetup:  # noqa: N802  (Excel's word)
        """Paper, margins, scale, repeated titles."""
        return PageSetup(self._sheet)

    def Range(self, address: str) -> RangeApi:  # noqa: N802  (Excel's word)
        """Cells by address, several rectangles with commas between."""
        return Range.locate(self._sheet, address).api
