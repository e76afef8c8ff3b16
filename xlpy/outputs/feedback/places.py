"""Where something stands, as the unit that has the file open finds it."""

from __future__ import annotations

from xlpy.basics.cell_ranges import row_of
from xlpy.model.submission import Source


def place(source: Source, *, whole_row: bool = False) -> str:
    """``trang Chỉ tiêu, ô F41``; with ``whole_row`` ``trang Nội dung, dòng 21``; '' for a file as a whole."""
    parts = [f"trang {source.sheet}"] if source.sheet else []
    if source.cell:
        parts.append(f"dòng {row_of(source.cell)}" if whole_row else f"ô {source.cell}")
    return ", ".join(parts)
