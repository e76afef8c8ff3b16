"""What counts as an explanation beside a figure (column Ghi chú)."""

from __future__ import annotations


def explains(text: str) -> bool:
    """Whether a remark can be an explanation: two words at least, so neither a dash, an “x” nor “đúng”.

    A form's own check asks the same of a cell: a blank within its text.
    """
    return len(text.split()) > 1
