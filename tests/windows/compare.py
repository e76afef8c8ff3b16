"""What differs between the results of two systems: tables byte for byte, documents part by part."""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

OF_ITS_RUN = ("Plan167.db", "Plan167.log")
"""Files that tell when something was done, and so differ from run to run."""
ONLY_LINUX = (".pdf",)
"""Kinds of file that LibreOffice makes: it is on Linux, not on the Windows PC."""


GZIP = b"\x1f\x8b"
MASTER = "Plan167.xlsm"
"""The master workbook, which tells where its folders are, who filled it and when."""
KEPT_UPDATE = "trang-so.json.gz"
"""What an edition put into the master workbook, kept beside its files: it tells the same."""
MOMENT = re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class Results:
    """The results of one system: their folder, and what the product there calls its own folder and its user."""

    folder: Path
    home: str
    user: str

    def of(self, name: str) -> bytes:
        """A file's bytes."""
        return (self.folder / name).read_bytes()

    def told_alike(self, part: bytes) -> bytes:
        """A part of the master workbook without its moments and the user's name, its paths seen from our folder."""
        text = MOMENT.sub("", html.unescape(part.decode("utf-8", "surrogateescape")))
        text = text.replace(self.home, "").replace(f">{self.user}<", "><").replace(f'"{self.user}"', '""')
        text = text.replace("\\", "/")
        return text.encode("utf-8", "surrogateescape")


def differences(linux: Results, windows: Results) -> list[str]:
    """A sentence for each file that only one has, and for each file or part of a document that differs."""
    ours, theirs = files(linux.folder), files(windows.folder)
    alone = [f"only on Linux: {name}" for name in sorted(ours - theirs) if not name.endswith(ONLY_LINUX)]
    alone += [f"only on Windows: {name}" for name in sorted(theirs - ours)]
    unlike = []
    for name in sorted(name for name in ours & theirs if not name.endswith(OF_ITS_RUN)):
        found = parts(name, linux.of(name), windows.of(name))
        if found and name.endswith((MASTER, KEPT_UPDATE)):
            found = _beyond_the_run(found, linux, windows)
        unlike += found
    return [*alone, *unlike]


def _beyond_the_run(found: list[str], linux: Results, windows: Results) -> list[str]:
    """Of the parts of a master workbook that differ, those that do so by more than place, user and moment."""
    left = []
    for sentence in found:
        name, inside, part = sentence.removeprefix("different: ").partition("!")
        if not inside or _told(linux, name, part) != _told(windows, name, part):
            left.append(sentence)
    return left


def _told(results: Results, name: str, part: str) -> bytes:
    if name.endswith(KEPT_UPDATE):
        return results.told_alike(gzip.decompress(results.of(name)))
    with zipfile.ZipFile(results.folder / name) as package:
        return results.told_alike(package.read(part))


def files(folder: Path) -> set[str]:
    """Every file below a folder, as a path with slashes."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def parts(name: str, one: bytes, other: bytes) -> list[str]:
    """Where two files of one name differ; a document is opened, and what is embedded in it too."""
    if one == other:
        return []
    if one.startswith(GZIP) and other.startswith(GZIP):  # compressed alike means what was compressed is alike
        return parts(f"{name}!", gzip.decompress(one), gzip.decompress(other))
    if not (one.startswith(b"PK") and other.startswith(b"PK")):
        return [f"different: {name}"]
    with zipfile.ZipFile(io.BytesIO(one)) as left, zipfile.ZipFile(io.BytesIO(other)) as right:
        if left.namelist() != right.namelist():
            return [f"other parts, or in another order: {name}"]
        found = [
            unlike for part in left.namelist() for unlike in parts(f"{name}!{part}", left.read(part), right.read(part))
        ]
        return found or [f"same parts, but packed otherwise: {name}"]
