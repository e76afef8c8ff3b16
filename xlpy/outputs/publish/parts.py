"""A workbook whose parts are never held whole: XlsxWriter would hold a long one three times over."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

from xlpy.basics.zip_package import member
from xlpy.outputs.publish.long_text import LongText

LEVEL = 5
"""How hard parts are packed, of 9. A thousand units' workbook takes a third less time for that than with zlib's own
level, 6, and grows by a fiftieth; with 4 it would take half the time and grow by a tenth."""


class PartText(StringIO):
    """One part while it is written; it takes the place of XlsxWriter's `StringIO`, which it asks for by its type."""

    def __init__(self) -> None:
        super().__init__()
        self.text = LongText()
        self.write = self.text.write  # type: ignore[method-assign]


class _Packager(Packager):  # type: ignore[misc]  # XlsxWriter has no type stubs
    """Makes all parts and leaves the packing to `LongWorkbook`."""

    def _filename(self, name: str) -> PartText:
        part = PartText()
        self.filenames.append((part, name, False))
        return part

    def _create_package(self) -> list[Any]:
        self.parts = super()._create_package()
        return []


class LongWorkbook(Workbook):  # type: ignore[misc]
    """XlsxWriter's workbook, in memory, for sheets of many thousand rows; its bytes once they are made `alike`.

    It uses three inner parts of XlsxWriter (its packager, what that calls its files, and that it packs what the
    packager gives), whose version is pinned. Its parts are packed at `LEVEL`, XlsxWriter's at zlib's own level.
    """

    def _get_packager(self) -> Packager:
        self._packager = _Packager()
        return self._packager

    def _store_workbook(self) -> None:
        stream: BinaryIO = self.filename  # type: ignore[has-type]
        self.filename = BytesIO()
        super()._store_workbook()
        with ZipFile(stream, "w", ZIP_DEFLATED) as package:
            for part, name, _ in self._packager.parts:
                entry = member(name)
                entry._compresslevel = LEVEL  # type: ignore[attr-defined]  # the package's is for entries that it makes
                entry.file_size = part.text.size  # tells whether the package needs wide numbers for it
                with package.open(entry, "w") as packed:
                    for piece in part.text.data():
                        packed.write(piece)
