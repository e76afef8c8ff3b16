"""Helpers of the assertions on official papers: finding a part, its look, the line drawn under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.docx_read import Docx, Paragraph, W
from xlpy.basics.text_size import text_width

Rule = Callable[[Docx], Iterator[str]]
SHARE = (0.30, 0.55)
"""1/3 to 1/2 of the text above, with what measuring without a page costs."""


def find(document: Docx, matches: Callable[[str], object]) -> list[Paragraph]:
    return [p for p in document.paragraphs if p.text.strip() and matches(p.text)]


def look(
    paragraph: Paragraph, sizes: tuple[float, float], *, bold: bool, italic: bool = False, centred: bool | None = None
) -> Iterator[str]:
    """Type size in points, weight, slope and place of a paragraph."""
    shown = paragraph.text[:40]
    for run in paragraph.runs:
        if not run.text.strip():
            continue
        if not sizes[0] * 2 <= run.size <= sizes[1] * 2:
            yield f"“{shown}” cỡ {run.size / 2:g}"
        if run.is_on("b") is not bold:
            yield f"“{shown}” {'không ' if bold else ''}đậm"
        if run.is_on("i") is not italic:
            yield f"“{shown}” {'đứng' if italic else 'nghiêng'}"
    if centred is not None and paragraph.is_centred is not centred:
        yield f"“{shown}” {'không ' if centred else ''}canh giữa"


def only(document: Docx, matches: Callable[[str], object], what: str) -> Iterator[Paragraph | str]:
    """The one paragraph that matches; else a sentence."""
    found = find(document, matches)
    if len(found) == 1:
        yield found[0]
    else:
        yield f"{what}: có {len(found)} chỗ"


def one(matches: Callable[[str], object], what: str, sizes: tuple[float, float], **how: bool) -> Rule:
    """A rule for a part that must be there exactly once."""

    def rule(document: Docx) -> Iterator[str]:
        for found in only(document, matches, what):
            if isinstance(found, str):
                yield found
            else:
                yield from look(found, sizes, **how)

    return rule


def first_table(document: Docx) -> list[list[list[Paragraph]]]:
    """Rows of cells of paragraphs of the letterhead."""
    table = document.body.find(f"{W}tbl")
    rows = [] if table is None else table.findall(f"{W}tr")
    of_cell: dict[object, list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        of_cell.setdefault(paragraph.cell, []).append(paragraph)
    return [[of_cell.get(cell, []) for cell in row.findall(f"{W}tc")] for row in rows]


def width_mm(text: str, size: float, bold: bool) -> float:
    return text_width(text, size, bold) / 96 * 25.4


def drawn_below(document: Docx, paragraph: Paragraph, room: float) -> tuple[float, str] | None:
    """Length in mm and colour of the line drawn under a paragraph within ``room`` mm; None without one."""
    paragraphs = document.paragraphs
    place = paragraphs.index(paragraph)
    for near in paragraphs[place : place + 2]:
        if near.cell is paragraph.cell and near.line is not None:
            indents = sum(near.number("ind", side) for side in ("left", "right"))
            return room - indents / 1440 * 25.4, near.line.get(f"{W}color") or ""
    return None


def line_under(document: Docx, paragraph: Paragraph, room: float, share: tuple[float, float]) -> Iterator[str]:
    found = drawn_below(document, paragraph, room)
    shown = paragraph.text[:40]
    if found is None:
        yield f"không có đường kẻ dưới “{shown}”"
        return
    length, color = found
    run = paragraph.runs[0]
    text = min(width_mm(paragraph.text.strip(), run.size / 2, run.is_on("b")), room)
    if not share[0] <= length / text <= share[1]:
        yield f"đường kẻ dưới “{shown}” dài {length / text:.2f} lần dòng chữ"
    if color not in ("000000", "auto"):
        yield f"đường kẻ dưới “{shown}” màu {color}"


def room_of(document: Docx, column: int) -> float:
    grid = document.body.find(f"{W}tbl/{W}tblGrid")
    return int(grid[column].get(f"{W}w")) / 1440 * 25.4
