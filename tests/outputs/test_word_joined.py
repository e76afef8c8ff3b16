"""Papers joined into one file to be printed."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter

from xlpy.outputs.word.printable_file import joined


def paper(*widths: int) -> bytes:
    """A PDF whose pages are told by their widths."""
    writer = PdfWriter()
    for width in widths:
        writer.add_blank_page(width, 800)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def widths(data: bytes) -> Sequence[int]:
    return [int(page.mediabox.width) for page in PdfReader(io.BytesIO(data)).pages]


def test_each_paper_begins_on_a_sheet_of_its_own_where_both_sides_are_printed():
    assert widths(joined([paper(100, 101), paper(200), paper(300, 301, 302)])) == [
        100,
        101,
        200,
        200,
        300,
        301,
        302,
        302,
    ]


def test_the_same_papers_give_the_same_bytes():
    papers = [paper(100), paper(200)]
    assert joined(papers) == joined(papers)
