"""Several files over several folders, all of them or none: also over a power cut (docs/decisions/0015)."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from xlpy.basics.commit import disk
from xlpy.basics.commit.errors import OLD_STANDS, ChangedError, WriteError, half_done, refused
from xlpy.basics.commit.notes import note_written
from xlpy.basics.commit.plan import (
    OLD_NOTE,
    WORK,
    Content,
    FolderPart,
    Intent,
    Pointer,
    Step,
    digest,
    note_text,
    notes_of,
    older,
    seen_from,
)
from xlpy.basics.commit.recovery import DONE, INTENT, POINTER, alone_in, forget
from xlpy.basics.commit.stops import held
from xlpy.basics.commit.undo import new, old, undo
from xlpy.basics.commit.witness import Witness, recorded
from xlpy.basics.system import held_open

Written = Mapping[Path, Path]
"""Where each file went, by where it belongs; elsewhere only if that is held open by another program."""


def write_all(folder: Path, files: Mapping[str, Content], *, derived: bool = True) -> Mapping[str, Path]:
    """Write all files into ``folder`` (made if need be), or leave everything as it was.

    Returns where each file went by its name. Raises what `commit` raises.
    """
    written = commit([FolderPart(folder, files, derived=derived)])
    return {name: written[folder / name] for name in files}


def commit(parts: Sequence[FolderPart], witness: Witness | None = None) -> Written:
    """Put the files of all parts in their places, or leave everything as it was.

    A target that is open elsewhere (Excel) is not touched: the file goes beside it under a numbered name
    (``report (2).xlsx``), and `OLD_NOTE` beside both names the older one. With a witness all of it holds only if the
    history records it. What earlier commits have left in these folders is undone first.

    Raises WriteError where the disk refuses, BusyError where somebody else writes there, ChangedError where a file is
    not as the part wants it, and what the witness raises; all is then as it was, or the message says otherwise.
    KeyboardInterrupt is raised before anything changed, or after all of it is in place.
    """
    roots = list(dict.fromkeys(part.root.resolve() for part in parts))
    if not roots:
        if witness:
            witness.record(_name())
        return {}
    made: list[Path] = []
    try:
        for root in roots:
            with _refusals(root):
                made += disk.make_folder(root)
        with alone_in(roots):
            staging = _Staging(roots, witness)
            with _refusals(roots[0]), staging.dropped_if_unfinished():
                staging.stage(parts)
                with held():
                    staging.swap()
                    note_written(roots)
        return staging.written
    except BaseException:
        disk.remove_folders(made)
        raise


@contextlib.contextmanager
def _refusals(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise refused(root, fault) from fault


class _Staging:
    """One commit on its way. ``written`` is where its files are once it is done."""

    def __init__(self, roots: Sequence[Path], witness: Witness | None) -> None:
        self._roots, self._witness, self._id = roots, witness, _name()
        self._steps: list[Step] = []
        self._made: list[Path] = []
        self._unclear = False
        self.written: dict[Path, Path] = {}

    @contextlib.contextmanager
    def dropped_if_unfinished(self) -> Iterator[None]:
        """Always take away what was staged, except where an undo failed and the next start still needs it."""
        done = False
        try:
            yield
            done = True
        finally:
            if not self._unclear:
                forget(self._roots)
                if not done:
                    disk.remove_folders(self._made)

    def stage(self, parts: Sequence[FolderPart]) -> None:
        """All new files on the disk, all that they replace kept, the intent written. Raises OSError, WriteError."""
        for root in self._roots:
            (root / WORK).mkdir()
        for part in parts:
            for name, data in part.files.items():
                self._add(part, name, data)
            for name in part.removed:
                if (part.root / name).is_file() and not held_open(part.root / name):
                    self._step(part.root, name, None)
        derived = ((part.root, PurePosixPath(name).parent) for part in parts if part.derived for name in part.files)
        for root, folder in dict.fromkeys(derived):
            self._note(root, folder)
        head = self._roots[0]
        for root in self._roots[1:]:
            disk.write_at_once(root / WORK / POINTER, Pointer(self._id, seen_from(root, head)).to_json().encode())
        history = seen_from(head, self._witness.history) if self._witness else ""
        others = tuple(seen_from(head, root) for root in self._roots)
        intent = Intent(self._id, others, tuple(self._steps), history)
        disk.write_at_once(head / WORK / INTENT, intent.to_json().encode())

    def swap(self) -> None:
        """Give all files their names and record it; undo that where anything fails."""
        try:
            for number, step in enumerate(self._steps):
                root = self._roots[step.root]
                if step.digest:
                    disk.rename(new(root, number), root / step.name)
                else:
                    (root / step.name).unlink()
            for folder in {(self._roots[step.root] / step.name).parent for step in self._steps}:
                disk.sync(folder)
            self._record()
        except BaseException as fault:
            if self._is_recorded():
                return
            self._take_back(fault)
            raise

    def _is_recorded(self) -> bool:
        """Whether the history has it although it reported a fault: its disk may refuse after the point of no return."""
        try:
            return self._witness is not None and recorded(self._witness.history, self._id)
        except WriteError:  # whoever comes next can tell
            self._unclear = True
            raise

    def _record(self) -> None:
        if self._witness:
            self._witness.record(self._id)
        else:
            disk.write_at_once(self._roots[0] / WORK / DONE, b"")

    def _take_back(self, fault: BaseException) -> None:
        self._unclear = True
        try:
            (self._roots[0] / WORK / DONE).unlink(missing_ok=True)
            back = undo(self._roots, self._steps)
        except OSError as refusal:
            raise half_done(self._roots[0], refusal) from fault
        self._unclear = any(where for _, where in back)
        if self._unclear:
            raise half_done(self._roots[0], fault) from fault

    def _add(self, part: FolderPart, name: str, data: Content) -> None:
        root, target = part.root, part.root / name
        self._made += disk.make_folder(target.parent)
        if target.is_dir():
            raise IsADirectoryError(21, "Is a directory", str(target))
        landed = name
        if target.exists() and held_open(target):
            landed = disk.free_name(root, name) or ""
            if not landed:
                raise WriteError(
                    f"Không ghi được tệp {target.name}: tệp đang mở ở chương trình khác và đã có quá nhiều bản đánh "
                    f"số; {OLD_STANDS}."
                )
        elif part.unchanged.get(name, "") and disk.known(target) != part.unchanged[name]:
            raise ChangedError(
                f"Tệp {target.name} đã được lưu lại (người khác hoặc chương trình khác) sau khi chương trình đọc; chưa "
                "ghi gì để không làm mất bản đó."
            )
        self._step(root, landed, data)
        self.written[target] = root / landed

    def _step(self, root: Path, name: str, data: Content | None) -> None:
        """One step: its new file (None: the file goes away), and what it replaces."""
        number, had_old = len(self._steps), (root / name).exists()
        place = self._roots.index(root.resolve())
        if had_old:
            disk.keep(root / name, old(self._roots[place], number))
        mark = ""
        if data is not None:
            disk.write(new(self._roots[place], number), data)
            mark = digest(data) if isinstance(data, bytes) else disk.known(new(self._roots[place], number))
        self._steps.append(Step(place, name, had_old, mark))

    def _note(self, root: Path, folder: PurePosixPath) -> None:
        """Note which files of a folder are older than this commit, and take older copies away."""
        place = root / folder
        landed = {target.name: path.name for target, path in self.written.items() if target.parent == place}
        text = (place / OLD_NOTE).read_bytes() if (place / OLD_NOTE).is_file() else b""
        notes, away = older(notes_of(text), landed, lambda name: not held_open(place / name))
        for name in away:
            if (place / name).is_file():
                self._step(root, str(folder / name), None)
        if notes:
            if note_text(notes) != text:
                self._step(root, str(folder / OLD_NOTE), note_text(notes))
        elif text:
            self._step(root, str(folder / OLD_NOTE), None)


def newest(path: Path) -> Path:
    """The file that stands for ``path`` now: a numbered one beside it where `OLD_NOTE` says that this one is old."""
    try:
        notes = notes_of((path.parent / OLD_NOTE).read_bytes())
    except OSError:
        return path
    return path.with_name(notes.get(path.name, path.name))


def _name() -> str:
    return secrets.token_hex(8)
