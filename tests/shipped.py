"""What belongs to the project: the files that git holds, and of those the ones that an installation needs.

``python -m tests.shipped`` writes the list that the proof of a set-up compares the disk with.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import PurePosixPath

from tests.tools import ROOT
from xlpy.app.proof.reading import FORM
from xlpy.app.proof.shipped import LIST

NEEDED = ("xlpy/", "templates/", "workbook/src/", "requirements/app.txt", "run.py", FORM.as_posix())
"""Beginnings of names. The workbook is not among them: people rename and move it, and set-up looks for any."""
MADE = ("__pycache__", ".pyc")


@cache
def tracked() -> frozenset[str]:
    """Every file of the project, with slashes; where there is no git (a zip, the Windows run) every file that is there.

    There, only what Python makes by itself is left out, so what lies about for another reason counts too.
    """
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        done = subprocess.run([git, "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True)
        return frozenset(done.stdout.decode("utf-8").split("\0")) - {""}
    tops = (path for path in ROOT.iterdir() if not path.name.startswith(".venv"))
    files = (file for top in tops for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file())
    names = (file.relative_to(ROOT).as_posix() for file in files)
    return frozenset(name for name in names if not any(part in name for part in MADE))


def exists(name: str) -> bool:
    """Whether a file or a folder of this name, with slashes and seen from the project's folder, belongs to it."""
    return name.rstrip("/") in tracked() | _folders()


@cache
def _folders() -> frozenset[str]:
    return frozenset(folder.as_posix() for name in tracked() for folder in PurePosixPath(name).parents)


def needed() -> list[str]:
    """The names that the list must hold, in its order."""
    return sorted({LIST.as_posix(), *(name for name in tracked() if name.startswith(NEEDED))})


if __name__ == "__main__":
    (ROOT / LIST).write_text("\n".join(needed()) + "\n", encoding="utf-8", newline="\n")
