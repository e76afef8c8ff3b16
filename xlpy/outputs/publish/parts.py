"""A workbook whose parts are held once while they are written: XlsxWriter would hold a long one three times over."""

from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager


class PartText(StringIO):
    """One part, as the bytes that it is packed from; it takes the place of XlsxWriter's `StringIO`.

    XlsxWriter asks for ``getvalue().encode("utf-8")`` once, when it packs the part: then the bytes are let go.
    """

    def __init__(self) -> None:
        super().__init__()
        self._data = BytesIO()
        self._text = TextIOWrapper(self._data, "utf-8", newline="")
        self.write = self._text.write  # type: ignore[method-assign]  # called half a million times: no step between

    def getvalue(self) -> Any:
        """Itself: what is asked of the text is to be encoded."""
        return self

    def encode(self, _encoding: str) -> bytes:
        """The part's bytes."""
        self._text.flush()
        data = self._data.getvalue()
        self._data.close()
        return data


class _Packager(Packager):  # type: ignore[misc]  # XlsxWriter has no type stubs
    def _filename(self, name: str) -> PartText:
        part = PartText()
        self.filenames.append((part, name, False))
        return part


class LongWorkbook(Workbook):  # type: ignore[misc]
    """XlsxWriter's workbook, in memory, for sheets of many thousand rows; the same bytes.

    It uses two inner parts of XlsxWriter (its packager and what that calls its files), whose version is pinned.
    """

    def _get_packager(self) -> Packager:
        return _Packager()
