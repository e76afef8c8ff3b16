"""Taking a commit's steps back: right after a refusal, or at the next start. May itself be cut off and begun again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlpy.basics.commit import disk
from xlpy.basics.commit.plan import WORK, Step, digest
from xlpy.basics.system import held_open


def new(root: Path, number: int) -> Path:
    """Where step ``number`` keeps its new file until it gets its name."""
    return root / WORK / f"{number}.new"


def old(root: Path, number: int) -> Path:
    """Where step ``number`` keeps the file that it replaces."""
    return root / WORK / f"{number}.old"


def undo(roots: Sequence[Path], steps: Sequence[Step]) -> list[tuple[Path, Path | None]]:
    """Undo all steps that were done, the last first; what was not done, or is undone already, is passed over.

    A file that somebody changed or holds open since is left alone, and the old one put beside it. Returns each file
    that is as it was again, with where its old content lies instead if it does not lie there. Raises OSError.
    """
    back: list[tuple[Path, Path | None]] = []
    for number, step in reversed(list(enumerate(steps))):
        root = roots[step.root]
        target, kept = root / step.name, old(root, number)
        done = not new(root, number).exists() if step.digest else not target.exists()
        if done and (kept.exists() if step.had_old else disk.known(target) == step.digest):
            back.append((target, _undone(root, step, kept)))
    for folder in {path.parent for path, _ in back}:
        disk.sync(folder)
    return back


def _undone(root: Path, step: Step, kept: Path) -> Path | None:
    target = root / step.name
    if not step.had_old:
        if held_open(target):
            return target
        target.unlink(missing_ok=True)
        return None
    if disk.known(target) not in ("", step.digest, digest(kept.read_bytes())) or held_open(target):
        name = disk.free_name(root, step.name)
        if name is not None:
            disk.rename(kept, root / name)
            return root / name
    disk.rename(kept, target)
    kept.unlink(missing_ok=True)  # where both were names of one file, replacing did nothing
    return None
