"""Packages (.xlsx, .docx and their like) with the same bytes on every system: no clock, no name of who packed them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file knows."""
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_UNIX = 3
"""What "version made by" tells as the system (APPNOTE.TXT 4.4.2); Python would write its own, 0 on Windows."""


def packed(parts: Mapping[str, bytes], mode: int = 0o600) -> bytes:
    """A package of these parts in the order of the mapping; ``mode``: what their files allow once unpacked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(member(name, mode), data)
    return stream.getvalue()


def member(name: str, mode: int = 0o600) -> zipfile.ZipInfo:
    """A member of a package as all are written; ``mode``: what it allows once unpacked."""
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, _UNIX
    entry.external_attr = mode << 16
    return entry


def in_order(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts as their names order them, after what describes the package: libraries write some in any order."""
    return {name: parts[name] for name in sorted(parts, key=lambda one: (one not in _FIRST, one))}


def alike(package: io.BytesIO) -> bytes:
    """What a library packed, with its list of members as `packed` writes it; the members stay as they are."""
    with zipfile.ZipFile(package, "a") as archive:
        for entry in archive.infolist():
            entry.create_system = _UNIX
        archive.comment = archive.comment  # only a changed archive writes its list anew when it is closed
    return package.getvalue()
