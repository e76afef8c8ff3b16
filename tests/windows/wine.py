"""A Windows PC of Wine's in a folder of its own, and the processes that run on it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

USER = "Nguyễn Văn Á"
"""Who sits before the PC: the profile, the folder for temporary files and Python itself lie below this name."""
OVERRIDES = "ucrtbase=n,b;mscoree=;mshtml=;winemenubuilder.exe=;winedbg.exe="
"""Our ucrtbase.dll before Wine's; no offer to fetch .NET or a browser, no menu entries on the machine around,
no debugger for a program that crashes."""
OURS_ALONE = ("PIP_", "SSL_", "PYTHON", "WINE", "VIRTUAL_ENV", "PLAN167_", "PYTEST_", "XDG_")
"""Beginnings of names of variables that a Windows process must not inherit from Linux."""

PATIENCE = 1800.0
"""Seconds a command may take: set-up needs two minutes on two idle cores, and other machines are busy or slow."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A process that ended: what it printed (stdout and stderr as they came), how it ended, how long it took."""

    code: int
    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Machine:
    """The PC whose disk C: is ``root/prefix/drive_c``."""

    root: Path

    @property
    def drive(self) -> Path:
        """Disk C: as Linux sees it."""
        return self.root / "prefix" / "drive_c"

    @property
    def system(self) -> Path:
        """Windows' own folder for DLLs."""
        return self.drive / "windows" / "system32"

    @property
    def python(self) -> Path:
        """The folder in which python.org's installer puts Python for one user."""
        return self.drive / "users" / USER / "AppData" / "Local" / "Programs" / "Python" / "Python311"

    def windows(self, path: Path) -> str:
        """A path on disk C: as Windows writes it. Raises ValueError for one that lies elsewhere."""
        return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Variables for a Windows process: this machine's without what belongs to its own Python and pip."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS_ALONE)}
        kept.pop("DISPLAY", None)
        own = {
            "WINEPREFIX": str(self.root / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
            "LC_ALL": "C.UTF-8",  # Wine keeps names of files in the character set of the locale
            "USER": USER,
            "HOME": str(self.root),  # Wine links the user's folder Documents to this
        }
        return {**kept, **own, **(more or {})}

    def run(
        self,
        command: Sequence[str],
        *,
        folder: Path | None = None,
        variables: Mapping[str, str] | None = None,
        seconds: float = PATIENCE,
        show: bool = False,
    ) -> Ran:
        """Run a Windows program from ``folder``; ``show`` prints what it says as it comes.

        A program of Wine's is named as on Windows (``cmd``), another by its path on Linux. Both ends are pipes, since
        Wine 8 gives a console program no handle for a plain file. After ``seconds`` all processes of this PC are ended:
        the code is then not 0.
        """
        start = time.monotonic()
        with subprocess.Popen(
            ["wine", *command],
            cwd=folder or self.root,
            env=self.environment(variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process:
            assert process.stdin and process.stdout
            process.stdin.close()
            killer = threading.Timer(seconds, self.end)
            killer.start()
            said = []
            for line in process.stdout:
                said.append(line.decode("utf-8", "replace").replace("\r\n", "\n"))
                if show:
                    print(said[-1], end="", flush=True)
            code = process.wait()
            killer.cancel()
        return Ran(code, "".join(said), time.monotonic() - start)

    def boot(self) -> None:
        """Make the prefix, as Windows 10. Raises RuntimeError where Wine makes none."""
        self.root.mkdir(parents=True, exist_ok=True)
        made = self.run(["wineboot", "--init"])
        version = self.run(["winecfg", "-v", "win10"])
        if version.code or not self.system.is_dir():
            raise RuntimeError(f"Wine made no prefix:\n{made.said}{version.said}")

    def end(self) -> None:
        """End every process of this PC and wait until the last is gone."""
        for option in ("--kill", "--wait"):
            subprocess.run(["wineserver", option], env=self.environment(), check=False)


def default_root() -> Path:
    """Where the PC is kept from run to run: $PLAN167_WINDOWS, else ``windows`` in the virtual environment."""
    named = os.environ.get("PLAN167_WINDOWS")
    return Path(named) if named else Path(sys.prefix) / "windows"
