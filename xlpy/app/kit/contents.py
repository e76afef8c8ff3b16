"""What goes into a kit: the product without what only its makers need, a Python, the search path of that Python."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from xlpy.app.kit.source import PythonSource, checked

PRODUCT = (
    *(
        "Cai-dat.cmd",
        "LICENSE",
        "README.md",
        "docs",
        "requirements",
        "run.py",
        "samples",
        "templates",
        "workbook",
        "xlpy",
    ),
)
"""Of the project's folder; tests, benchmarks and the like stay behind."""
LEFT = ("__pycache__", "*.pyc", "Plan167.db*", "Plan167.log", ".plan167-*", "Kiem-tra-cai-dat*.txt")
LEFT_WORKBOOK = ("ket-qua", "bieu-mau", "~$*", ".~lock*")
"""What the program leaves behind where it worked."""
PYTHON = "python"
SITE = Path(PYTHON, "Lib", "site-packages")
LEFT_LIBRARY = (
    *("site-packages", "__pycache__", "test", "tests", "idlelib", "idle_test", "tkinter", "turtledemo", "turtle.py"),
    *("ensurepip", "lib2to3", "config-*"),
)
LEFT_COMPILED = ("_test*", "_ctypes_test*", "_tkinter*", "tcl*", "tk*", "*.ico", "*.cat", "__pycache__")
LEFT_PACKAGES = ("bin", "pandas/tests", "numpy/**/tests", "pythonwin", "PyWin32.chm")
"""Of the libraries: starters that name the first PC's folders, tests, an editor."""
OWN_DLLS = ("pywin32_system32",)
"""Folders of libraries whose DLLs must lie beside ``python.exe``, since no start-up file of theirs is run."""


def copy_product(home: Path, kit: Path) -> None:
    """Copy the product as it lies in its folder, without results and history. Raises OSError."""
    for name in PRODUCT:
        left = (*LEFT, *LEFT_WORKBOOK) if name == "workbook" else LEFT
        _copy(home / name, kit / name, *left)


def copy_python(source: PythonSource, kit: Path) -> None:
    """Copy a Python with its licence, without libraries of its user. Raises KitRefusedError, OSError."""
    _, licence = checked(source)
    to = kit / PYTHON
    to.mkdir(parents=True)
    for file in (source.base / "python.exe", source.base / "pythonw.exe", *source.base.glob("*.dll")):
        shutil.copyfile(file, to / file.name)
    shutil.copyfile(licence, to / "LICENSE.txt")
    _copy(source.base / "Lib", to / "Lib", *LEFT_LIBRARY)
    _copy(source.base / "DLLs", to / "DLLs", *LEFT_COMPILED)


def trim_libraries(kit: Path) -> None:
    """Take away what no button needs of the installed libraries, and put DLLs where Windows finds them."""
    site = kit / SITE
    for pattern in LEFT_PACKAGES:
        for path in list(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for folder in OWN_DLLS:
        for file in (site / folder).glob("*.dll"):
            shutil.copyfile(file, kit / PYTHON / file.name)


def search_path(source: PythonSource, kit: Path) -> None:
    """Write the kit's ``python311._pth``: exactly these folders, all below the kit, wherever it lies.

    With such a file Python looks at no registry, no environment variable and no folder of the user's own packages
    (docs.python.org, "Finding modules" for Windows). ``import site`` is left out of it, for that would bring the
    user's packages back; so the folders that libraries name in their ``.pth`` files are listed here instead.
    """
    library, _ = checked(source)
    lines = ["Lib", "DLLs", r"Lib\site-packages", *_named_by_libraries(kit / SITE), ".."]
    (kit / PYTHON / f"{library.stem}._pth").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _named_by_libraries(site: Path) -> Iterator[str]:
    for file in sorted(site.glob("*.pth")):
        for line in file.read_text(encoding="utf-8").splitlines():
            name = line.strip().replace("/", "\\")
            if name and not name.startswith(("#", "import ")) and (site / Path(*name.split("\\"))).is_dir():
                yield rf"Lib\site-packages\{name}"


def _copy(source: Path, to: Path, *left: str) -> None:
    """Contents only: no mark of a download goes along."""
    if source.is_file():
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, to)
    else:
        ignore: Callable[[str, list[str]], set[str]] = shutil.ignore_patterns(*left)
        shutil.copytree(source, to, ignore=ignore, copy_function=shutil.copyfile)
