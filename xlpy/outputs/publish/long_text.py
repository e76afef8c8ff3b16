"""A text that is written once and read once, whatever its length: beyond some megabytes it stands on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from io import SEEK_END, TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

IN_MEMORY = 4 << 20
"""Bytes that are held in memory; what is longer goes to a file that nobody else sees and that is gone once closed."""
PIECE = 1 << 18


class LongText:
    """``write`` adds to it, in UTF-8; `data` or `pieces` gives all of it, and lets go of it."""

    def __init__(self) -> None:
        self._data = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115  (closed by who reads it)
        self._text = TextIOWrapper(self._data, "utf-8", newline="")
        self.write = self._text.write  # called half a million times: no step between

    @property
    def size(self) -> int:
        """Bytes written so far."""
        self._text.flush()
        return self._data.seek(0, SEEK_END)

    def data(self) -> Iterator[bytes]:
        """The bytes, piece by piece."""
        self._text.flush()
        self._data.seek(0)
        while piece := self._data.read(PIECE):
            yield piece
        self._text.close()

    def pieces(self) -> Iterator[str]:
        """The text, piece by piece."""
        self._text.seek(0)
        while piece := self._text.read(PIECE):
            yield piece
        self._text.close()
