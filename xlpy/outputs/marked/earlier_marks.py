"""A unit corrects the marked copy and sends that back: its old marks are taken off before it is marked anew."""

from __future__ import annotations

from collections import Counter, defaultdict

from xlpy.model.cells import Address, Book
from xlpy.outputs.marked.cells import EditedSheet
from xlpy.outputs.marked.listing import KNOWN_TITLES
from xlpy.outputs.marked.looks import Looks
from xlpy.outputs.marked.notes import without_boxes, without_ours
from xlpy.outputs.marked.parts import Parts

_TITLE_DEPTH = 4
"""Rows from the top within which the title of a list stands."""


def earlier_list(book: Book) -> str:
    """Name of the sheet that lists the findings of an earlier copy, '' where the file holds none."""
    places = [(row, 1) for row in range(1, _TITLE_DEPTH + 1)]
    return next((s.name for s in book.sheets if any(s.cells.get(at) in KNOWN_TITLES for at in places)), "")


def marks_taken_off(parts: Parts, source: str, part: EditedSheet, looks: Looks, author: str) -> dict[Address, int]:
    """Take our comments out of a sheet; returns the plain format of each cell that is still coloured as marked.

    What a cell looked like is told by its column: the commonest format there that differs in the mark alone.
    """
    _comments(parts, source, part, author)
    by_column: dict[int, Counter[int]] = defaultdict(Counter)
    marked: dict[Address, int] = {}
    for at, style in part.formats():
        if looks.is_mark(style):
            marked[at] = style
        else:
            by_column[at[1]][style] += 1
    commonest = {column: [style for style, _ in found.most_common()] for column, found in by_column.items()}
    return {at: looks.unmarked(style, commonest.get(at[1], ())) for at, style in marked.items()}


def _comments(parts: Parts, source: str, part: EditedSheet, author: str) -> None:
    relations = list(parts.relations(source))
    words = next((r.target for r in relations if r.kind == "comments"), "")
    if not words:
        return
    content, emptied = without_ours(parts[words], author)
    parts.set(words, content)
    boxes = next((r.target for r in relations if r.key == part.legacy_drawing), "")
    if boxes and emptied:
        parts.set(boxes, without_boxes(parts[boxes], emptied))
