"""Several files on disk, all of them or none: temporary files beside their targets, then one move each."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from xlpy.basics.errors import UserError, reason_vn

NUMBERS = 100
"""How many numbered names are tried for a file whose target is held open by another program."""


class WriteError(UserError):
    """The files could not be written and the folder is as it was; the message says why, in Vietnamese."""


def write_all(folder: Path, files: Mapping[str, bytes]) -> Mapping[str, Path]:
    """Write all files into ``folder`` (made if need be), or leave everything as it was.

    Returns where each file went by its name. A target that is open elsewhere (Excel) is not touched: the file
    goes beside it under a numbered name (``report (2).xlsx``), which the caller tells from the returned path.

    Raises WriteError where the disk refuses; files already replaced are then put back.
    """
    with stage(folder, files) as staged:
        return staged.commit()


def stage(folder: Path, files: Mapping[str, bytes]) -> Staged:
    """Put all files safely on the disk in ``folder`` without touching what stands there; `Staged.commit` does that.

    For work of which files are one part and something else another: the disk has refused here, before the other part
    is done. Raises WriteError; nothing is left behind then.
    """
    return Staged(folder, files)


class Staged:
    """Files on the disk under names of no meaning. Leaving the ``with`` without a commit takes them away."""

    def __init__(self, folder: Path, files: Mapping[str, bytes]) -> None:
        self._folder, self._made = folder, False
        self._batch = _Batch(folder)
        with self._all_or_nothing():
            self._made = not folder.exists()
            folder.mkdir(parents=True, exist_ok=True)
            self._staged = {name: self._batch.stage(data) for name, data in files.items()}

    def __enter__(self) -> Staged:
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()

    def commit(self) -> Mapping[str, Path]:
        """Give the files their names, as `write_all` does; raises WriteError, and all is then as it was."""
        with self._all_or_nothing():
            written = {name: self._batch.replace(path, self._folder / name) for name, path in self._staged.items()}
            _sync_folder(self._folder)
        self._batch.forget()
        self._batch, self._staged, self._made = _Batch(self._folder), {}, False
        return written

    def drop(self) -> None:
        """Take away what is not committed."""
        self._batch.undo()
        if self._made:
            with contextlib.suppress(OSError):
                self._folder.rmdir()

    @contextlib.contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        try:
            yield
        except BaseException as fault:
            self.drop()
            if isinstance(fault, OSError):
                target = f"tệp {Path(fault.filename2).name} trong thư mục" if fault.filename2 else "vào thư mục"
                raise WriteError(
                    f"Không ghi được {target} {self._folder.name}: {reason_vn(fault)}; các tệp cũ vẫn giữ nguyên."
                ) from fault
            raise


class _Batch:
    """What was done so far, so that it can be undone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._temporary: list[Path] = []
        self._done: list[tuple[Path, Path | None]] = []

    def stage(self, data: bytes) -> Path:
        """Put the bytes safely on the disk under a name of no meaning."""
        path = self._folder / f".plan167-{secrets.token_hex(6)}.tmp"
        self._temporary.append(path)
        with path.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        return path

    def replace(self, temporary: Path, target: Path) -> Path:
        """Move a staged file to its target, or to a free numbered name where that is held open."""
        backup = None
        try:
            if target.exists():
                backup = self.stage(target.read_bytes())
            temporary.replace(target)
        except PermissionError:
            target, backup = _free_name(target), None
            temporary.replace(target)
        self._done.append((target, backup))
        return target

    def undo(self) -> None:
        """Put back what was replaced, take away what was added; a backup that can't be put back is kept."""
        for target, backup in reversed(self._done):
            try:
                if backup is None:
                    target.unlink()
                else:
                    backup.replace(target)
            except OSError:
                self._temporary = [path for path in self._temporary if path != backup]
        self._done.clear()
        self.forget()

    def forget(self) -> None:
        """Remove temporary files and backups."""
        for path in self._temporary:
            with contextlib.suppress(OSError):
                path.unlink()


def _free_name(target: Path) -> Path:
    for number in range(2, NUMBERS):
        path = target.with_name(f"{target.stem} ({number}){target.suffix}")
        if not path.exists():
            return path
    raise WriteError(
        f"Không ghi được tệp {target.name}: tệp đang mở ở chương trình khác và đã có quá nhiều bản đánh số; "
        "các tệp cũ vẫn giữ nguyên."
    )


def _sync_folder(folder: Path) -> None:
    """Make the new names last over a power cut, where the system lets a folder be synced (not Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
