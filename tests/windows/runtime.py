"""Assembles python.org's Python 3.11 for Windows on Linux: its DLLs from a pinned wheel, its library from here."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pefile

from tests.windows import libraries
from tests.windows.wine import Machine

HERE = Path(__file__).parent
SOURCES = HERE / "c"
PINNED = HERE / "python.txt"
VERSION = (3, 11)
"""Of the Windows Python; its library is that of the Python that runs this, which must be of the same version."""
MADE_BY = (PINNED, HERE / "runtime.py", HERE / "wine.py", *sorted(SOURCES.iterdir()))
"""What a PC on the disk follows from: a change here makes it anew."""
BESIDE = ("python311.dll", "VCRUNTIME140.dll")
"""Of the wheel, what lies beside python.exe; other modules and their DLLs go to ``DLLs``, as python.org does."""
LEFT_OUT = shutil.ignore_patterns(
    "__pycache__",
    "site-packages",
    "dist-packages",
    "lib-dynload",
    "config-*",
    "test",
    "idlelib",
    "turtledemo",
    "_sysconfigdata*",
)


def make_ready(machine: Machine) -> None:
    """Put Python on the PC: all of it is made if it is not there, or was made from other sources.

    Raises RuntimeError where this machine can't make it, CalledProcessError where pip or the compiler can't.
    """
    stamp, state = machine.root / "made-from", _state()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return
    if machine.drive.exists():
        machine.end()
        shutil.rmtree(machine.drive.parent)
    machine.boot()
    _python(machine)
    _mend_wine(machine)
    answer = machine.run([str(machine.python / "python.exe"), "-c", "import ssl, sqlite3, sys; print(sys.version)"])
    if answer.code or "MSC v." not in answer.said:
        raise RuntimeError(f"the assembled Python does not start:\n{answer.said}")
    stamp.write_text(state, encoding="utf-8")


def missing() -> list[str]:
    """What this machine lacks for `make_ready`: another Python, Debian packages."""
    needs = {"wine": "wine", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64"}
    python = [] if sys.version_info[:2] == VERSION else ["python{}.{} to run this with".format(*VERSION)]
    return [*python, *(package for program, package in needs.items() if shutil.which(program) is None)]


def _state() -> str:
    version = subprocess.run(["wine", "--version"], capture_output=True, text=True, check=True).stdout
    parts = [version.encode(), sys.version.encode(), *(file.read_bytes() for file in MADE_BY)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _python(machine: Machine) -> None:
    to, wheels = machine.python, machine.root / "wheels"
    libraries.fetch(PINNED, wheels)
    for folder in ("DLLs", "Scripts"):
        (to / folder).mkdir(parents=True)
    with zipfile.ZipFile(next(wheels.glob("panda3d-*.whl"))) as wheel:
        for member in wheel.namelist():
            name = Path(member).name
            if member.startswith("deploy_libs/") and not name.startswith("api-ms-win-"):  # those are Wine's own
                (to / ("" if name in BESIDE else "DLLs") / name).write_bytes(wheel.read(member))
    shutil.copytree(sysconfig.get_path("stdlib"), to / "Lib", ignore=LEFT_OUT)
    (to / "Lib" / "site-packages").mkdir()
    bundled = sysconfig.get_config_var("WHEEL_PKG_DIR")  # where Debian keeps the wheels of ensurepip
    for wheel_file in Path(bundled).glob("*.whl") if bundled else ():
        (to / "Lib" / "ensurepip" / "_bundled").mkdir(exist_ok=True)
        shutil.copy(wheel_file, to / "Lib" / "ensurepip" / "_bundled")
    launchers = to / "Lib" / "venv" / "scripts" / "nt"  # from here venv takes what it puts into Scripts
    launchers.mkdir(parents=True)
    for name, kind in (("python.exe", "-mconsole"), ("pythonw.exe", "-mwindows")):
        _compile("python.c", to / name, "-municode", kind)
        shutil.copy(to / name, launchers)
    # wheels of the stable ABI import python3.dll: each name is handed on to python311.dll
    _forward(
        to / "python3.dll",
        to / "python311.dll",
        "nothing.c",
        lambda name: f"python311.{name}",
        "-nostdlib",
        "-eDllMain",
    )
    _compile("py.c", machine.drive / "windows" / "py.exe", "-municode")


def _mend_wine(machine: Machine) -> None:
    _compile("bcryptprimitives.c", machine.system / "bcryptprimitives.dll", "-shared", "-ladvapi32")
    wines, copy = machine.system / "ucrtbase.dll", machine.python / "ucrtwine.dll"
    copy.write_bytes(wines.read_bytes().replace(b"Wine builtin DLL", b"Wine copied  DLL", 1))  # else Wine takes its own
    code = (SOURCES / "ucrt_complex.c").read_text(encoding="ascii")
    simple = re.findall(r"\b(?:COMPLEX|REAL)\((c\w+)\)", code)
    ours = {name + size for name in [*simple, "cpow"] for size in ("", "f", "l")}
    target: Callable[[str], str] = lambda name: f"ours_{name}" if name in ours else f"ucrtwine.{name}"  # noqa: E731
    _forward(machine.python / "ucrtbase.dll", wines, "ucrt_complex.c", target)


def _forward(made: Path, names_of: Path, source: str, target: Callable[[str], str], *options: str) -> None:
    """A DLL with all names of another, each standing for ``target(name)``."""
    exports = pefile.PE(str(names_of)).DIRECTORY_ENTRY_EXPORT.symbols
    lines = [f"  {name} = {target(name)}" for name in (one.name.decode() for one in exports if one.name)]
    definition = made.with_suffix(".def")
    definition.write_text("\n".join([f"LIBRARY {made.stem}", "EXPORTS", *lines, ""]), encoding="ascii")
    _compile(source, made, "-shared", str(definition), *options)
    definition.unlink()


def _compile(source: str, made: Path, *options: str) -> None:
    gcc = ["x86_64-w64-mingw32-gcc", "-O2", "-Wall", "-static-libgcc", "-o", str(made), str(SOURCES / source)]
    subprocess.run([*gcc, *options], check=True)
