"""The locked requirements as Windows reads them, fetched and unpacked on Linux by pip."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement

WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}
"""What markers are weighed against: pip on Linux weighs them for Linux, whatever ``--platform`` says."""
SOURCE_ONLY = frozenset({"win-unicode-console"})
"""Comes without a wheel; oletools asks for it, to print to old consoles, which no test does."""
KIND = (
    "--platform",
    "win_amd64",
    "--python-version",
    "3.11",
    "--implementation",
    "cp",
    "--abi",
    "cp311",
    "--abi",
    "abi3",
)
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
ONLY = ("--only-binary", ":all:", "--no-deps", "--require-hashes")


def for_windows(locked: str) -> str:
    """The lines of a locked requirements file that hold on Windows, without their markers, with their hashes."""
    kept = []
    for block in locked.replace("\\\n", " ").splitlines():
        head, *hashes = block.split("--hash=")
        if not head.strip() or head.startswith("#"):
            continue
        wanted = Requirement(head.strip())
        if wanted.name in SOURCE_ONLY or (wanted.marker and not wanted.marker.evaluate(WINDOWS)):
            continue
        wanted.marker = None
        kept.append(" ".join([str(wanted), *(f"--hash={one.strip()}" for one in hashes)]))
    return "\n".join(kept) + "\n"


def fetch(locked: Path, into: Path) -> None:
    """Download what a locked file asks for on Windows, each wheel held against its hashes; what is there stays.

    Raises CalledProcessError where pip can't.
    """
    into.mkdir(parents=True, exist_ok=True)
    listed = into / f"{locked.stem}.windows.txt"
    listed.write_text(for_windows(locked.read_text(encoding="utf-8")), encoding="utf-8")
    subprocess.run([*PIP, "download", *KIND, *ONLY, "--dest", str(into), "-r", str(listed)], check=True)


def unpack(locked: Path, wheels: Path, into: Path) -> None:
    """Install what `fetch` brought into a folder for modules, held against the hashes once more, without network.

    Raises CalledProcessError where pip can't.
    """
    listed = wheels / f"{locked.stem}.windows.txt"
    offline = ("--no-index", "--find-links", str(wheels), "--no-compile")
    subprocess.run([*PIP, "install", *KIND, *ONLY, *offline, "--target", str(into), "-r", str(listed)], check=True)
