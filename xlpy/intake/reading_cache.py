"""What a file said when it was read before, taken again while nothing that its reading depends on has changed.

A reading depends on the file's bytes and name, on the catalogue without its rules, period, words of the form and last
period's figures, and on the program that reads. All of it goes into the key, so a kept reading is right or not found.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from pyexpat import EXPAT_VERSION
from typing import Protocol

import xlpy
from xlpy.intake.context import IntakeContext
from xlpy.intake.receive import Receipt, receive_path
from xlpy.intake.submission_text import PackedError, pack, unpack
from xlpy.intake.unpacking import Arrival
from xlpy.model.submission import Received, Submission

ROOMS = ("basics", "model", "catalogue", "forms", "intake")
"""All that can change what is read: every room up to the intake."""
LIBRARIES = ("xlrd", "python-calamine", "msoffcrypto-tool", "olefile", "cryptography")


class Readings(Protocol):
    """A place where readings are kept. It may lose any of them at any time, and never raises for that."""

    def known(self) -> frozenset[str]:
        """The keys under which something is kept."""

    def take(self, keys: Collection[str]) -> Mapping[str, str]:
        """What is kept under these keys, as it was given; without what is gone or damaged."""

    def keep(self, packed: Mapping[str, str], used: Collection[str]) -> None:
        """Keep these readings too; ``used`` are keys of others that were of use now."""


class NoReadings:
    """Keeps nothing."""

    def known(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def take(self, keys: Collection[str]) -> Mapping[str, str]:
        """None."""
        return {}

    def keep(self, packed: Mapping[str, str], used: Collection[str]) -> None:
        """Let go of them."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reading process answers with; ``packed`` is the submission of a file read now, '' where it is kept.

    ``key`` is '' for what is never kept: mails, archives, what could not be opened. Then the receipt is whole.
    """

    receipt: Receipt
    key: str = ""
    packed: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply as it is held here; ``receipt`` is None where it is still to be made, from what is kept or by reading.

    ``packed`` is '' but where it is to be kept: ten thousand texts would take more memory than the records.
    """

    receipt: Receipt | None
    reply: Reply


Job = Callable[[Arrival], Reply]
Hear = Callable[[Reply], Heard]
Send = Callable[[Job, Sequence[Arrival], Hear], Sequence[Heard]]
"""Does the job for each arrival, in whatever processes; each reply is heard when it comes."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The work of a reading process; it travels there once."""

    context: IntakeContext
    mark: str
    known: frozenset[str]

    def __call__(self, arrival: Arrival) -> Reply:
        """Read a file, unless what it said is kept."""
        keys: list[str] = []

        def is_known(received: Received) -> bool:
            keys.append(key_of(self.mark, received))
            return keys[0] in self.known

        receipt = receive_path(self.context, arrival, is_known)
        if not keys or not (receipt.is_known or receipt.is_read):
            return Reply(receipt)
        shell = replace(receipt, submission=Submission(receipt.submission.received))
        return Reply(shell, keys[0], "" if receipt.is_known else pack(receipt.submission))


def read_again(context: IntakeContext, readings: Readings, arrivals: Sequence[Arrival], send: Send) -> list[Receipt]:
    """A receipt for each arrival: from what is kept of it, or by reading it, which is kept in turn."""
    reader = reader_of(context, readings.known())
    hear = partial(heard, keeps=not isinstance(readings, NoReadings))
    sent = list(send(reader, arrivals, hear))
    kept = readings.take([one.reply.key for one in sent if one.receipt is None])
    receipts = [one.receipt or _receipt(one.reply, kept.get(one.reply.key, "")) for one in sent]
    # What was promised and is gone or damaged meanwhile is read after all.
    lacking = [number for number, receipt in enumerate(receipts) if receipt is None]
    if lacking:
        anew = send(replace(reader, known=frozenset()), [arrivals[number] for number in lacking], hear)
        for number, one in zip(lacking, anew, strict=True):
            sent[number], receipts[number] = one, one.receipt
    new = {one.reply.key: one.reply.packed for one in sent if one.reply.packed}
    if new:
        readings.keep(new, kept.keys() - new.keys())
    return [receipt for receipt in receipts if receipt is not None]


def heard(reply: Reply, *, keeps: bool) -> Heard:
    """The reply with the submission that it brings; its text goes where nothing ``keeps`` it."""
    receipt = _receipt(reply, reply.packed)
    return Heard(receipt, reply if keeps else replace(reply, packed=""))


def _receipt(sent: Reply, packed: str) -> Receipt | None:
    """The whole receipt; None where what is kept does not make one."""
    if not sent.key:
        return sent.receipt
    try:
        return replace(sent.receipt, submission=unpack(packed, sent.receipt.submission.received))
    except PackedError:
        return None


def reader_of(context: IntakeContext, known: frozenset[str] = frozenset()) -> Reader:
    """The reading job of a context, from which the rules are taken out: reading can't depend on them."""
    bare = replace(context, catalogue=replace(context.catalogue, rules=()), _plans={})
    return Reader(bare, mark_of(bare), known)


def mark_of(context: IntakeContext) -> str:
    """A digest of all that readings depend on besides the file."""
    said = (context.catalogue, context.period, context.wording, context.previous)
    return hashlib.sha256(f"{program()}\n{said!r}".encode("utf-8", "surrogatepass")).hexdigest()


def key_of(mark: str, received: Received) -> str:
    """Under what a file's reading is kept: its name is in its findings, and says what its content should be."""
    said = f"{mark}\n{received.sha256}\n{received.file}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """A digest of the program that reads: its own files, Python, and the libraries of other formats."""
    home = Path(xlpy.__file__).parent
    digest = hashlib.sha256(f"{sys.version} {EXPAT_VERSION} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    for name in LIBRARIES:
        digest.update(f"\n{name} {_version(name)}".encode())
    for path in sorted(path for room in ROOMS for path in (home / room).rglob("*.py")):
        digest.update(f"\n{path.relative_to(home).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
