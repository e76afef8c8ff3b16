"""What a file says of its looks, as far as a copy that is built anew takes it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xlpy.model.cells import Address


class CellLook(NamedTuple):
    """A cell's looks: ``fill`` and ``ink`` like ``#FFFBE3`` or '', ``align`` ``left``, ``center``, ``right`` or ''."""

    bold: bool = False
    fill: str = ""
    ink: str = ""
    align: str = ""
    format: str = ""
    """Number format, '' for the plain one."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One sheet's looks; addresses, rows and columns count from 1."""

    widths: Mapping[int, float] = field(default_factory=dict)
    """Of columns, in characters."""
    heights: Mapping[int, float] = field(default_factory=dict)
    """Of rows, in points."""
    merged: tuple[tuple[Address, Address], ...] = ()
    """First and last cell of each merged area."""
    looks: Mapping[Address, CellLook] = field(default_factory=dict)
