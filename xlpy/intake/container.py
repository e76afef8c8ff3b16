"""What a mail or an archive is to the intake: entries that can be taken out one by one, each within its bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from xlpy.intake.formats.refusal import RefusalError

MAX_CONTAINER = 100 << 20
"""Bytes of an archive; the forms of 700 reporting units are 35 MB."""
MAX_ENTRY = 40 << 20
"""Bytes of one entry: what a mail server carries at most."""
MAX_ENTRIES = 2000
"""Entries of all that came in one file of the folder, on all levels."""
MAX_BYTES = 300 << 20
"""Bytes of the same together, once unpacked."""
MAX_DEPTH = 4
"""Containers around a file: a form in an archive in a forwarded mail in a mail is in three."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Something that came in a container: its name as written there, and its size in bytes as far as it is told."""

    name: str
    size: int


class Opened(Protocol):
    """A mail or an archive, listed. Entries have a fixed order, so that a number is enough to find one again."""

    @property
    def kind(self) -> str:
        """What it is, in Vietnamese."""

    @property
    def advice(self) -> str:
        """What was not read of it, and what to do about that, in Vietnamese."""

    @property
    def entries(self) -> Sequence[Enclosure]:
        """All that came in it but folders and, of a mail, what was written and drawn in it."""

    @property
    def came(self) -> datetime | None:
        """When it was received, local time, where it says so itself (mails do)."""

    def read(self, number: int) -> bytes:
        """The bytes of an entry. Raises RefusalError (T119) where it can't be taken out."""


def locked_in(found: str) -> RefusalError:
    """T119: a container can't be opened, or an entry not taken out; ``found`` says why, in Vietnamese."""
    return RefusalError("T119", found=found)


def too_much(found: str, limit: str) -> RefusalError:
    """T119 for what exceeds a bound."""
    return locked_in(f"{found}, quá mức {limit}")
