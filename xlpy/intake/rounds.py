"""All that lies in the folder received, and all that came inside it: read level by level until nothing is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from xlpy.intake.container import MAX_BYTES, MAX_ENTRIES
from xlpy.intake.context import IntakeContext
from xlpy.intake.notes import Notes
from xlpy.intake.receive import Receipt
from xlpy.intake.unpacking import Arrival
from xlpy.model.received_name import around, clean, distinct, inside, own_name
from xlpy.model.submission import Submission

Read = Callable[[Sequence[Arrival]], Sequence[Receipt]]
"""Reads files, one receipt for each."""


def read_all(context: IntakeContext, arrivals: Sequence[Arrival], read: Read) -> list[Submission]:
    """Every file and every entry as a submission, in name order.

    What came in one file of the folder is bounded in number and in bytes, on all its levels together: the container
    that exceeds a bound is refused as a whole (T119), what else came stays.
    """
    found: list[Submission] = []
    names = {arrival.name for arrival in arrivals}
    entries: Counter[str] = Counter()
    size: Counter[str] = Counter()
    waiting = list(arrivals)
    while waiting:
        nearer, waiting = waiting, []
        for arrival, receipt in zip(nearer, read(nearer), strict=True):
            place = str(arrival.path)
            count, more = len(receipt.entries), sum(entry.size for entry in receipt.entries)
            excess = _excess(entries[place] + count, size[place] + more)
            if receipt.entries and excess:
                found.append(_refused(context, receipt.submission, excess))
                continue
            found.append(receipt.submission)
            entries[place], size[place] = entries[place] + count, size[place] + more
            waiting += _within(arrival, receipt, names)
    return accompanied(context, sorted(found, key=lambda submission: submission.received.file))


def _excess(entries: int, size: int) -> str:
    if entries > MAX_ENTRIES:
        return f"có {entries} tệp bên trong, quá mức {MAX_ENTRIES} tệp"
    return f"bung ra {size >> 20} MB, quá mức {MAX_BYTES >> 20} MB" if size > MAX_BYTES else ""


def _within(arrival: Arrival, receipt: Receipt, names: set[str]) -> Iterable[Arrival]:
    """The entries of a container as arrivals; of two with one name the second gets a number."""
    for number, entry in enumerate(receipt.entries):
        name = distinct(inside(arrival.name, clean(entry.name)), names)
        names.add(name)
        yield Arrival(arrival.path, name, (*arrival.inside, number), receipt.came)


def _refused(context: IntakeContext, submission: Submission, found: str) -> Submission:
    notes = Notes(context.catalogue, submission.received.file)
    notes.add("T119", found=found)
    return replace(submission, findings=tuple(notes.findings))


def accompanied(context: IntakeContext, submissions: Sequence[Submission]) -> list[Submission]:
    """A signed PDF, a letter or a picture that came together with a usable form is no fault: told as information.

    By itself it is one (T103), since the form is what is asked for.
    """
    forms = {_place(s): own_name(s.received.file) for s in submissions if s.usable and s.received.inside}
    return [_companion(context, s, forms[_place(s)]) if _place(s) in forms else s for s in submissions]


def _place(submission: Submission) -> tuple[str, tuple[int, ...]]:
    """The container that a file came in: the outermost by name, then the way down."""
    received = submission.received
    return around(received.file, len(received.inside)), received.inside[:-1]


def _companion(context: IntakeContext, submission: Submission, form: str) -> Submission:
    if not submission.received.inside or [finding.code for finding in submission.findings] != ["T103"]:
        return submission
    notes = Notes(context.catalogue, submission.received.file)
    notes.add("T118", found=submission.findings[0].params["found"], other=form)
    return replace(submission, findings=tuple(notes.findings))
