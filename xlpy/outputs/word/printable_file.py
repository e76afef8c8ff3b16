"""Papers of a round as one file to be printed: PDFs one after the other, each beginning on a sheet of its own."""

from __future__ import annotations

import io
from collections.abc import Iterable

from pypdf import PdfReader, PdfWriter

PRODUCER = "Plan167"


def joined(papers: Iterable[bytes]) -> bytes:
    """One PDF of them all. A paper with an odd number of pages is followed by an empty one, for printing on both sides.

    The same papers give the same bytes.
    """
    writer = PdfWriter()
    for paper in papers:
        pages = PdfReader(io.BytesIO(paper)).pages
        for page in pages:
            writer.add_page(page)
        if len(pages) % 2:
            writer.add_blank_page(pages[-1].mediabox.width, pages[-1].mediabox.height)
    writer.metadata = {"/Producer": PRODUCER}
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
