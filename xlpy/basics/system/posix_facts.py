"""Linux and macOS: their answers to what `xlpy.basics.system.facts` asks. Never imported on Windows."""

from __future__ import annotations

import locale
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

assert sys.platform != "win32"

_PATIENCE = 20.0
"""Seconds that a program may take to say its version."""
Questions = Mapping[str, Callable[[], str]]


def machine() -> Questions:
    """The system and its processor."""
    return {"Hệ điều hành": platform.platform, "Bộ xử lý": platform.machine}


def region() -> Questions:
    """Signs and language."""
    return {"Ngôn ngữ": lambda: ".".join(filter(None, locale.getlocale()))}


def printers() -> Questions:
    """Printers are looked for on Windows only."""
    return {}


def policies() -> Questions:
    """Policies are looked for on Windows only."""
    return {}


def place(folder: Path) -> Questions:
    """What kind of place a folder is: told on Windows only."""
    del folder
    return {}


def download_mark(file: Path) -> str:
    """The mark that Windows leaves on a downloaded file: none here."""
    del file
    return ""


def program_version(file: str) -> str:
    """What a program says of its own version. Raises OSError, TimeoutExpired."""
    done = subprocess.run([file, "--version"], capture_output=True, text=True, check=False, timeout=_PATIENCE)
    return done.stdout.strip()


def long_paths() -> bool:
    """Whether paths may be longer than Windows takes: always."""
    return True


def library_refusal(file: str) -> int:
    """Windows' code for why a compiled library does not load: none here."""
    del file
    return 0
