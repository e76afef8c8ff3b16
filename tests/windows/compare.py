"""What differs between the results of two systems: tables byte for byte, documents part by part."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

OF_ITS_RUN = ("Plan167.db", "Plan167.log")
"""Files that tell when something was done, and so differ from run to run."""
ONLY_LINUX = (".pdf",)
"""Kinds of file that LibreOffice makes: it is on Linux, not on the Windows PC."""


def differences(linux: Path, windows: Path) -> list[str]:
    """A sentence for each file that only one folder has, and for each file or part of a document that differs."""
    ours, theirs = files(linux), files(windows)
    alone = [f"only on Linux: {name}" for name in sorted(ours - theirs) if not name.endswith(ONLY_LINUX)]
    alone += [f"only on Windows: {name}" for name in sorted(theirs - ours)]
    both = sorted(name for name in ours & theirs if not name.endswith(OF_ITS_RUN))
    unlike = [one for name in both for one in parts(name, (linux / name).read_bytes(), (windows / name).read_bytes())]
    return [*alone, *unlike]


def files(folder: Path) -> set[str]:
    """Every file below a folder, as a path with slashes."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def parts(name: str, one: bytes, other: bytes) -> list[str]:
    """Where two files of one name differ; a document is opened, and what is embedded in it too."""
    if one == other:
        return []
    if not (one.startswith(b"PK") and other.startswith(b"PK")):
        return [f"different: {name}"]
    with zipfile.ZipFile(io.BytesIO(one)) as left, zipfile.ZipFile(io.BytesIO(other)) as right:
        if left.namelist() != right.namelist():
            return [f"other parts, or in another order: {name}"]
        found = [
            unlike for part in left.namelist() for unlike in parts(f"{name}!{part}", left.read(part), right.read(part))
        ]
        return found or [f"same parts, but packed otherwise: {name}"]
