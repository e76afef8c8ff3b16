"""A .docx as bytes that depend on its content alone: no clock, no person's name, members in one order."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from xlpy.basics.zip_package import EARLIEST, in_order, packed

if TYPE_CHECKING:
    from docx.document import Document


def document_bytes(document: Document, written: datetime | None = None, title: str = "") -> bytes:
    """The document as a file; ``written`` is the moment its properties tell, that of the document itself if None."""
    properties = document.core_properties
    moment = written or properties.created or datetime(*EARLIEST, tzinfo=UTC)
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = moment.replace(tzinfo=None)
    properties.title, properties.revision = title, 1
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def repacked(data: bytes) -> bytes:
    """The same package with its members in order and without the time of day."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return packed(in_order({name: source.read(name) for name in source.namelist()}))
