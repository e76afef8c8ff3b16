"""Windows' extended form of paths, on any system: elsewhere a link to the root stands for its sign ``\\\\?\\``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

IsExtended = Callable[[Path], bool]


@pytest.fixture
def is_extended(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> IsExtended:
    """Tells whether a path has the extended form, which the folder received then knows on every system."""
    if sys.platform == "win32":
        return lambda path: str(path).startswith("\\\\?\\")
    sign = tmp_path_factory.mktemp("dau") / "dai"
    sign.symlink_to("/", target_is_directory=True)

    def extended(path: Path) -> Path:
        return path if path.is_relative_to(sign) else sign / path.absolute().relative_to("/")

    monkeypatch.setattr("xlpy.intake.folder.extended", extended)
    return lambda path: path.is_relative_to(sign)


@pytest.fixture
def beyond(monkeypatch: pytest.MonkeyPatch, is_extended: IsExtended, tmp_path: Path) -> None:
    """Nothing in ``tmp_path`` is reached but by its extended form, which stays one when links are followed."""
    if sys.platform == "win32":
        monkeypatch.setattr(Path, "is_file", lambda path: False)
        return
    usual_file, usual_resolve, usual_open = Path.is_file, Path.resolve, Path.open

    def is_lost(path: Path) -> bool:
        return path.is_relative_to(tmp_path) and not is_extended(path)

    def resolve(path: Path, strict: bool = False) -> Path:
        return path if is_extended(path) else usual_resolve(path, strict)

    def opened(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if "r" in mode and is_lost(path):
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return usual_open(path, mode, *arguments, **options)

    monkeypatch.setattr(Path, "is_file", lambda path: not is_lost(path) and usual_file(path))
    monkeypatch.setattr(Path, "resolve", resolve)
    monkeypatch.setattr(Path, "open", opened)
