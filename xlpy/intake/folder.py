"""The folder received: which files are in it, and on what day each came."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import NoReturn

from xlpy.basics.bounded_read import TooLargeError, read_bounded
from xlpy.basics.errors import UserError, reason_vn
from xlpy.basics.system import extended, leads_elsewhere
from xlpy.intake.register import CSV, RegisterNote, is_register, receipts
from xlpy.intake.unpacking import Arrival
from xlpy.model.received_name import distinct, enclosing
from xlpy.model.submission import Came

RECEIPTS = CSV
"""Optional register of receipts in the folder, or ``so-nhan.xlsx``: see :mod:`xlpy.intake.register`.

A file's own time says when it was last copied, so an office that moves files about keeps this register.
"""
LARGEST_REGISTER = 5 << 20
"""Bytes: a register of 700 units for ten years is not one tenth of it."""
DEEPEST = 100
"""Folders within one another: nobody sorts what units sent so deep."""
UNREADABLE = "\ufffd"
"""Stands in a name for a byte that is no letter (UTF-8), or for half a sign (Windows)."""
_SYSTEM_FOLDERS = re.compile(
    r"\$recycle\.bin|recycler|system volume information|\.trash(es|-\d+)|\.spotlight-v100|\.fseventsd|lost\+found",
    re.IGNORECASE,
)
"""What systems keep on a drive for themselves: what was thrown away, indexes. Nobody sends it, some can't be listed."""

_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
_DEVICES |= {f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"}
"""What Windows takes for devices, whatever follows the dot (Microsoft, “Naming Files, Paths, and Namespaces”)."""


class FolderError(UserError):
    """The folder or its register of receipts can't be read; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What was received: the files in name order, what the register says of them, and what is to be told of it."""

    arrivals: tuple[Arrival, ...]
    receipts: Mapping[str, Came]
    notes: tuple[RegisterNote, ...] = ()

    def came(self, name: str, modified: datetime) -> Came:
        """When a file was received: as registered (or as the file that it lay in), else by its own time stamp.

        A registered day without a time takes the time stamp's if that is of the same day.
        """
        told = next((self.receipts[one] for one in enclosing(name) if one in self.receipts), None)
        stamp = Came(modified.date(), modified.time().replace(second=0, microsecond=0))
        if told is None:
            return stamp
        return told._replace(at=stamp.at) if told.at is None and told.day == stamp.day else told


def open_inbox(folder: Path, without: Iterable[Path] = ()) -> Inbox:
    """List a folder and all below it, but for the places ``without`` (folders or files) in which we write ourselves.

    What is left out is told by its place, never by its name or kind: a unit may well correct the marked copy that it
    got and send that back. Raises FolderError where the folder does not exist or lies in one of these places, where it
    or a folder in it can't be listed, or its register is not readable.
    """
    if not folder.is_dir():
        raise FolderError(f"Không có thư mục “{folder}”.")
    places = {_real(place): place for place in without}
    own = _around(folder, places)
    if own is not None:
        raise FolderError(
            f"Thư mục nhận “{folder}” là nơi chương trình ghi kết quả ra (“{own}”). Hãy chọn thư mục chỉ chứa tệp đơn "
            "vị gửi."
        )
    received = (Arrival(path, name) for path, name in _files(folder))
    arrivals = [arrival for arrival in received if not places or _around(arrival.path, places) is None]
    registers = [arrival for arrival in arrivals if is_register(arrival.name)]
    files = tuple(sorted((a for a in arrivals if not is_register(a.name)), key=lambda a: a.name))
    if len(registers) > 1:
        both = ", ".join(f"“{register.name}”" for register in registers)
        raise FolderError(f"Thư mục nhận có hai sổ nhận: {both}. Hãy giữ lại một sổ.")
    if not registers:
        return Inbox(files, {})
    said = receipts(registers[0].name, _bytes_of(registers[0]), (arrival.name for arrival in files))
    return Inbox(files, said.came, said.notes)


def _bytes_of(register: Arrival) -> bytes:
    try:
        return read_bounded(register.path, LARGEST_REGISTER)
    except TooLargeError as error:
        limit = f"{LARGEST_REGISTER >> 20} MB"
        raise FolderError(f"Sổ nhận {register.name} lớn hơn {limit}; chỉ để lại các dòng nhận tệp.") from error
    except OSError as error:
        raise FolderError(f"Không đọc được sổ nhận {register.name}: {reason_vn(error)}.") from error


def place_around(path: Path, places: Iterable[Path]) -> Path | None:
    """The first of the places that is ``path`` or holds it, links and ``..`` followed; None where none does."""
    return _around(path, {_real(place): place for place in places})


def _around(path: Path, places: Mapping[Path, Path]) -> Path | None:
    """The first place around ``path`` as it was given; ``places`` are known by what `_real` makes of them."""
    real = _real(path)
    return next((given for place, given in places.items() if real.is_relative_to(place)), None)


def _real(path: Path) -> Path:
    """The place with links and ``..`` followed, as far as the system can tell: no file's name may stop the others.

    In its extended form, since Windows looks up no longer one otherwise: to be compared, not to be shown.
    """
    full = extended(path)
    try:
        return full.resolve()
    except (OSError, RuntimeError):  # a name that Windows can't look up, a circle of links
        return full.absolute()


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """All that lies in a folder and below it, with its name relative to the folder, as it can be shown and written.

    A sign that no file or screen takes becomes `UNREADABLE`; names that are alike then are numbered. Raises
    FolderError.
    """
    taken: set[str] = set()
    for path, name in _listed(folder):
        shown = name
        if not name.isascii() and any("\ud800" <= sign <= "\udfff" for sign in name):
            clear = "".join(UNREADABLE if "\ud800" <= sign <= "\udfff" else sign for sign in name)
            shown = distinct(clear, taken)
            taken.add(shown)
        yield path, shown


def _listed(folder: Path) -> Iterator[tuple[Path, str]]:
    """All that lies in a folder and below it, with its name as the system has it; a folder is no file.

    Nothing is passed over, be it readable or not: a link to a folder, which is not followed, a pipe, a name that
    Windows reaches only in its extended form (too long, ``aux.xlsx``); only folders that the system keeps for itself
    are. Raises FolderError for a folder that can't be listed or lies too deep, since what units sent may be in it.
    """
    root = extended(folder)

    def refuse(error: OSError) -> NoReturn:
        named = Path(error.filename or root)
        known = folder / named.relative_to(root) if named.is_relative_to(root) else named
        raise FolderError(f"Không đọc được thư mục “{known}”: {reason_vn(error)}.") from error

    for where, folders, names in os.walk(root, onerror=refuse):
        if where.count(os.sep) - str(root).count(os.sep) >= DEEPEST and folders:
            begin = "/".join(Path(where).relative_to(root).parts[:3])
            raise FolderError(f"Thư mục “{folder / begin}” có hơn {DEEPEST} lớp thư mục lồng nhau; hãy dời bớt ra.")
        folders[:] = sorted(name for name in folders if not _SYSTEM_FOLDERS.fullmatch(name))
        links = [name for name in folders if leads_elsewhere(Path(where, name))]
        folders[:] = [name for name in folders if name not in links]  # a junction would be gone into
        for name in (*sorted(names), *links):
            path = Path(where, name)
            relative = path.relative_to(root).as_posix()
            yield _path(folder, relative), relative


def reached(folder: Path, name: str) -> Path:
    """The path by which a file of the folder received is opened, by its name relative to that folder (``/`` between).

    The usual one where that leads to this file, else the extended one: Windows finds none whose path is long, takes
    ``aux.xlsx`` for a device, and reads ``a.xlsx`` where ``a.xlsx.`` is asked for. A name that holds `UNREADABLE` is
    looked up in the folder. Raises FolderError where that can't be listed.
    """
    if UNREADABLE in name:
        return next((path for path, shown in _files(folder) if shown == name), _path(folder, name))
    return _path(folder, name)


def _path(folder: Path, name: str) -> Path:
    """`reached`, by the name that the system has."""
    usual, full = folder / name, extended(folder) / name
    if any(_is_taken_otherwise(part) for part in PurePosixPath(name).parts):
        return full
    try:
        return usual if usual.is_file() and usual.samefile(full) else full
    except OSError:  # one that is no file, or gone
        return full


def _is_taken_otherwise(part: str) -> bool:
    """Whether Windows' usual paths take a file's or a folder's name for another one."""
    return part.endswith((".", " ")) or part.partition(".")[0].rstrip().upper() in _DEVICES
