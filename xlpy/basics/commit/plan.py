"""What one commit is to do, as data: its parts, its steps, and the intent that outlives a power cut. Pure."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

WORK = ".plan167-ghi"
"""The folder in each root that holds new files and kept old ones while a commit lasts."""
OLD_NOTE = "TEP-CU.txt"
"""Names, beside them, the files that are older than the last commit since a program held them open."""
_NOTE_HEAD = (
    "Khi ghi kết quả lần gần nhất, tệp dưới đây đang mở ở chương trình khác nên vẫn là BẢN CŨ, không thuộc lần đó.",
    "Hãy dùng bản mới; đóng tệp rồi làm lại thì chương trình tự dọn.",
)
_NOTE_LINE = re.compile(r"- ([^:]+): bản mới là (.+)")


Content = bytes | Callable[[BinaryIO], object]
"""What a file is to hold: its bytes, or what writes them into the file, so that a large one is never held."""


class IntentError(ValueError):
    """The intent's text is not one that this program wrote."""


@dataclass(frozen=True)
class FolderPart:
    """Files that belong below one root, by name (``phan-hoi/Phieu.docx``, parts joined by ``/``).

    ``unchanged`` gives for a name the digest of what must still stand there. ``derived`` files are made anew from the
    same inputs each time: an older numbered copy of theirs may be taken away, which the master workbook's may not.
    ``removed`` go away by the same commit, where they are there and no program holds them open.
    """

    root: Path
    files: Mapping[str, Content]
    unchanged: Mapping[str, str] = field(default_factory=dict)
    derived: bool = True
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a commit: ``name`` below root number ``root``. ``digest`` is of its new bytes, '' = taken away."""

    root: int
    name: str
    had_old: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Intent:
    """All steps of a commit, written before the first. Paths of roots and of the history are as seen from the head."""

    id: str
    roots: tuple[str, ...]
    steps: tuple[Step, ...]
    history: str = ""

    def to_json(self) -> str:
        """As text for a file."""
        return json.dumps(asdict(self), ensure_ascii=True)

    @classmethod
    def from_json(cls, text: str) -> Intent:
        """From that text. Raises IntentError."""
        try:
            found = json.loads(text)
            steps = tuple(Step(**step) for step in found["steps"])
            return cls(found["id"], tuple(found["roots"]), steps, found["history"])
        except (ValueError, TypeError, KeyError) as fault:
            raise IntentError from fault


@dataclass(frozen=True, slots=True)
class Pointer:
    """What the other roots of a commit hold: where its intent is, as seen from there."""

    id: str
    head: str

    def to_json(self) -> str:
        """As text for a file."""
        return json.dumps(asdict(self), ensure_ascii=True)

    @classmethod
    def from_json(cls, text: str) -> Pointer:
        """From that text. Raises IntentError."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError) as fault:
            raise IntentError from fault


def digest(data: bytes) -> str:
    """By which a file is known again."""
    return hashlib.sha256(data).hexdigest()


def digest_of(stream: BufferedReader) -> str:
    """The same of a file that is read from where it stands to its end."""
    return hashlib.file_digest(stream, "sha256").hexdigest()


def seen_from(root: Path, other: Path) -> str:
    """The way to ``other`` that still holds when both are moved together; absolute where they share no drive."""
    try:
        return os.path.relpath(other, root)
    except ValueError:  # two drives of Windows
        return str(other)


def numbered(name: str, number: int) -> str:
    """``a/report.xlsx`` -> ``a/report (2).xlsx``."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem} ({number}){dot}{suffix}" if dot and "/" not in suffix else f"{name} ({number})"


def older(
    noted: Mapping[str, str], landed: Mapping[str, str], free: Callable[[str], bool]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Which files of a folder are older than this commit, each with its newer one; and which can be taken away.

    ``noted`` are those noted so far, ``landed`` gives for each file of this commit the name that it gets. ``free``
    tells whether a file stands there that no program holds.
    """
    notes, away = dict(noted), list[str]()
    for name, now in landed.items():
        copies = {notes.pop(name, name), *(old for old, new in notes.items() if new == name)} - {name, now}
        for copy in sorted(copies):
            notes.pop(copy, None)
            if free(copy):
                away.append(copy)
            else:
                notes[copy] = now
        if now != name:
            notes[name] = now
    return notes, tuple(away)


def note_text(notes: Mapping[str, str]) -> bytes:
    """The note for people: which file is old, and which is the new one."""
    lines = (*_NOTE_HEAD, "", *(f"- {old}: bản mới là {new}" for old, new in sorted(notes.items())))
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def notes_of(text: bytes) -> dict[str, str]:
    """What such a note names; lines that are none are passed over."""
    lines = text.decode("utf-8-sig", errors="replace").splitlines()
    return {found[1]: found[2] for line in lines if (found := _NOTE_LINE.fullmatch(line.strip()))}
