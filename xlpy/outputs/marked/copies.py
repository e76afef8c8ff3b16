"""The marked copies of an edition: one for each unit whose file holds something to be told."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlpy.basics.days import short_day
from xlpy.basics.errors import reason_vn
from xlpy.basics.progress import Progress, Silent, go_on
from xlpy.basics.text import ascii_slug
from xlpy.intake.folder import reached
from xlpy.intake.formats.refusal import RefusalError
from xlpy.intake.unpacking import Arrival, content
from xlpy.model.codes import MessageCode
from xlpy.model.edition import Edition, FileRecord
from xlpy.model.received_name import around, own_name
from xlpy.model.submission import Finding
from xlpy.outputs.feedback.share import with_bare_names
from xlpy.outputs.marked.listing import Heading
from xlpy.outputs.marked.marking import MarkedCopy, NoCopyError, mark
from xlpy.outputs.marked.marks import Mark, marks_of
from xlpy.outputs.messages import title

STEP = "Đánh dấu tệp"
NOTHING = "tệp không có chỗ nào phải xem lại, không cần bản đánh dấu"
CHANGED = "tệp đã thay đổi sau khi kiểm tra; hãy kiểm tra lại thư mục rồi làm bản đánh dấu"
GONE = "tệp không còn trong thư mục nhận"
UNFORESEEN = "chương trình gặp lỗi ngoài dự kiến khi làm bản đánh dấu của tệp này (mã lỗi {kind})"
NOBODY = "chưa rõ tệp của đơn vị nào"
_SUPERSEDED: tuple[MessageCode, ...] = ("T110", "T111")
"""Reasons why a file gave way to another one of its unit."""
_NO_FORM: tuple[MessageCode, ...] = ("T105", "T117", "T118")
"""Reasons of files that no form is looked for in: a program's own, a mail or archive, a paper beside a form."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A received file of which no copy is made, and why (words that end no sentence); ``unit`` is '' if unknown."""

    file: str
    unit: str
    reason: str
    expected: bool = False
    """True where no copy is called for: nothing to tell, another file of the unit counts, a program's own file."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies by file name (ASCII), whose each is, what had to change in each, and the files without one."""

    files: Mapping[str, bytes]
    units: Mapping[str, str]
    """Unit's code by file name."""
    notes: Mapping[str, tuple[str, ...]]
    """What a copy leaves out or changes, in sentences, by file name; only copies that do."""
    skipped: tuple[Skipped, ...]
    rebuilt: frozenset[str] = frozenset()
    """Names of the copies that were built from the cells: their units are to work in their own files."""

    @property
    def workable(self) -> frozenset[str]:
        """Codes of the units that may work in their marked copies."""
        return frozenset(self.units.values()) - {self.units[name] for name in self.rebuilt}

    @property
    def lacking(self) -> tuple[Skipped, ...]:
        """The files that somebody must look into, since what is wrong in them could not be marked."""
        return tuple(skipped for skipped in self.skipped if not skipped.expected)


def marked_files(edition: Edition, folder: Path, progress: Progress | None = None) -> Copies:
    """Make the copies from the files in ``folder``, the one that the edition was read from; they are only read.

    A file of which no copy can be made, whatever the cause, is told and ends nothing for the others.

    Raises Stopped when the user asks to stop.
    """
    progress = progress or Silent()
    told: dict[str, list[Finding]] = defaultdict(list)
    for finding in edition.findings:
        told[finding.source.file].append(finding)
    files: dict[str, bytes] = {}
    units: dict[str, str] = {}
    notes: dict[str, tuple[str, ...]] = {}
    skipped: list[Skipped] = []
    rebuilt: set[str] = set()
    seen: Counter[str] = Counter()
    for number, record in enumerate(edition.files, 1):
        go_on(progress)
        made = _copy_of(edition, folder, record, told[record.file])
        if isinstance(made, Skipped):
            skipped.append(made)
        else:
            seen[record.unit] += 1
            name = copy_name(edition, record.unit, seen[record.unit])
            files[name], units[name] = made.content, record.unit
            notes |= {name: made.notes} if made.notes else {}
            rebuilt |= {name} if made.is_rebuilt else set()
        progress.step(STEP, number, len(edition.files))
    return Copies(files, units, notes, tuple(skipped), frozenset(rebuilt))


def _copy_of(edition: Edition, folder: Path, record: FileRecord, findings: Iterable[Finding]) -> MarkedCopy | Skipped:
    marks = marks_of(edition.catalogue, with_bare_names(tuple(findings)))
    left = _left_out(edition, record, marks)
    if left is not None:
        return left
    try:
        heading, author = Heading(_lines(edition, record)), edition.catalogue.plan.office
        return mark(_bytes(folder, record), record.file, marks, heading, author)
    except NoCopyError as error:
        return Skipped(record.file, record.unit, str(error).rstrip("."))
    except Exception as error:  # what nobody foresaw in one file must not keep the others' copies back
        return Skipped(record.file, record.unit, UNFORESEEN.format(kind=type(error).__name__))


def copy_name(edition: Edition, unit: str, number: int = 1) -> str:
    """``Ban-danh-dau_CN_524_Huyen-Binh-Son.xlsx``; a unit's further copies bear a number."""
    name = edition.unit_name(unit)
    more = f"_{number}" if number > 1 else ""
    return f"Ban-danh-dau_{edition.period.code}_{unit}_{ascii_slug(name)}{more}.xlsx"


def _left_out(edition: Edition, record: FileRecord, marks: tuple[Mark, ...]) -> Skipped | None:
    """A file of which no copy is made, None where one is to be made."""
    why = title(edition.catalogue, record.reason) if record.reason else ""
    words = f"{why[0].lower()}{why[1:]}" if why else NOBODY
    other = edition.used_files.get(record.unit)
    if not record.unit or not record.sha256:
        return Skipped(record.file, record.unit, words, record.reason in _NO_FORM)
    if record.reason in _SUPERSEDED or (other and other.file != record.file):
        words = f"đơn vị có tệp khác được dùng ({other.file})" if other else words
        return Skipped(record.file, record.unit, words, expected=True)
    return None if marks else Skipped(record.file, record.unit, NOTHING, expected=True)


def _bytes(folder: Path, record: FileRecord) -> bytes:
    """The file as it was when the edition was made. Raises NoCopyError where it is not so any more."""
    try:
        place = reached(folder, around(record.file, len(record.inside)))
        data = content(Arrival(place, record.file, record.inside))
    except RefusalError as error:
        raise NoCopyError(CHANGED) from error
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        raise NoCopyError(GONE if gone else f"không đọc được tệp: {reason_vn(error)}") from error
    if hashlib.sha256(data).hexdigest() != record.sha256:
        raise NoCopyError(CHANGED)
    return data


def _lines(edition: Edition, record: FileRecord) -> tuple[str, ...]:
    """What stands above the list: whose file, which one, what to do with the copy."""
    unit = edition.unit_name(record.unit)
    sent = own_name(record.file)  # the folders of the receiving office say nothing to the unit
    day = f", nhận ngày {short_day(record.received_on)}" if record.received_on else ""
    return (
        f"Đơn vị: {unit}. Kỳ báo cáo: {edition.period.name}.",
        f"Bản đơn vị đã gửi: {sent}{day}. Đây là bản sao để đánh dấu; bản gốc không bị thay đổi.",
        "Ô có phát hiện được tô nền, đóng khung và có ghi chú: đưa chuột vào ô để đọc, hoặc bấm vào địa chỉ ô dưới đây "
        "để đến nơi.",
    )
