"""What a commit that was cut off has left: found by whoever comes next, undone or cleaned away, and told."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlpy.basics.commit import disk
from xlpy.basics.commit.errors import out_of_reach, refused
from xlpy.basics.commit.lock import LOCK, PATIENCE, locked
from xlpy.basics.commit.notes import note_undone
from xlpy.basics.commit.plan import WORK, Intent, IntentError, Pointer
from xlpy.basics.commit.stops import held
from xlpy.basics.commit.undo import undo
from xlpy.basics.commit.witness import recorded

INTENT, POINTER, DONE = "intent.json", "head.json", "done"


@dataclass(frozen=True)
class Left:
    """A commit that was cut off: where its intent is, and all its roots (the head first)."""

    intent: Intent
    roots: tuple[Path, ...]

    @property
    def is_done(self) -> bool:
        """Whether it was recorded before it was cut off. Raises WriteError where that can't be known now."""
        head = self.roots[0]
        history = head / self.intent.history
        return recorded(history, self.intent.id) if self.intent.history else (head / WORK / DONE).exists()


def settle(roots: Iterable[Path]) -> None:
    """Undo or clean away what commits into these folders have left, and note what there is to tell.

    One that is going on is waited for. Folders that do not exist, and those in which nothing was left, are not touched.
    Raises WriteError, which says how things stand.
    """
    left = [root for root in roots if (root / WORK).is_dir() or (root / LOCK).exists()]
    if left:
        with alone_in(left):
            pass


@contextlib.contextmanager
def alone_in(roots: Sequence[Path]) -> Iterator[None]:
    """Hold the locks of existing folders for a block, with nothing of an earlier commit left in them.

    Raises BusyError, WriteError.
    """
    try:
        wanted = _group(roots)
        with contextlib.ExitStack() as stack:
            for root in sorted(wanted):
                stack.enter_context(locked(root / LOCK, f"Thư mục {root.name}", PATIENCE))
            if not _group(roots) <= wanted:  # somebody was cut off just now
                raise out_of_reach(roots[0])
            for root in roots:
                _settle(root)
            yield
    except OSError as fault:
        raise refused(roots[0], fault) from fault


def _group(roots: Iterable[Path]) -> set[Path]:
    """The folders and all others that a commit left in them had."""
    found = {root.resolve() for root in roots}
    for root in tuple(found):
        left = _left(root)
        found |= set(left.roots) if left else set()
    return found


def _settle(root: Path) -> None:
    left = _left(root)
    if left is None:
        disk.remove_tree(root / WORK)  # nothing was renamed, or all of it long since
        return
    with held():
        if not left.is_done:
            note_undone(_told(left, undo(left.roots, left.intent.steps)))
        forget(left.roots)


def forget(roots: Sequence[Path]) -> None:
    """Remove what a commit kept: of each folder first what says that there is something to undo, the head's at last.

    What can't be removed stays for whoever comes next.
    """
    for root in reversed(roots):
        with contextlib.suppress(OSError):
            for name in (INTENT, POINTER):
                (root / WORK / name).unlink(missing_ok=True)
            disk.sync(root / WORK)
            disk.remove_tree(root / WORK)


def _left(root: Path) -> Left | None:
    """The commit that was cut off after its intent was written. Raises WriteError where its head can't be seen."""
    work = root / WORK
    try:
        if (work / INTENT).exists():
            return _read(root)
        if not (work / POINTER).exists():
            return None
        pointer = Pointer.from_json((work / POINTER).read_text(encoding="utf-8"))
        head = root / pointer.head
        if not head.is_dir():
            raise out_of_reach(root)
        left = _read(head) if (head / WORK / INTENT).exists() else None
        return left if left and left.intent.id == pointer.id else None
    except IntentError as fault:
        raise out_of_reach(root) from fault


def _read(head: Path) -> Left:
    intent = Intent.from_json((head / WORK / INTENT).read_text(encoding="utf-8"))
    roots = tuple((head / each).resolve() for each in intent.roots)
    if missing := [root for root in roots if not root.is_dir()]:
        raise out_of_reach(missing[0])
    return Left(intent, roots)


def _told(left: Left, back: Sequence[tuple[Path, Path | None]]) -> str:
    names = ", ".join(dict.fromkeys(root.resolve().name for root in left.roots))
    text = f"Lần ghi trước vào thư mục {names} bị ngắt giữa chừng (mất điện, tắt máy hoặc chương trình bị tắt ngang); "
    text += "đã trả các tệp về như trước lần đó." if back else "chưa tệp nào bị thay."
    beside = [(target, where) for target, where in back if where]
    for target, where in beside:
        if where == target:
            text += f" Tệp {target.name} của lần đó đang mở nên còn lại; hãy đóng và xóa đi."
        else:
            text += f" Tệp {target.name} đang mở hoặc đã được lưu lại sau đó nên giữ nguyên; bản cũ ở tệp {where.name}."
    return text
