"""Makes a kit step by step, proves it with its own Python, and zips it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlpy.app.kit.contents import PYTHON, SITE, copy_product, copy_python, search_path, trim_libraries
from xlpy.app.kit.source import KitRefusedError, PythonSource, checked

FOLDER, NAME, ARCHIVE = "bo-cai", "Plan167", "Plan167-Windows-64-bit"
"""``bo-cai/Plan167/`` and ``bo-cai/Plan167-Windows-64-bit.zip``, below the project's folder."""
COMPILED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("unchecked-hash", (f"{PYTHON}/Lib",)),
    ("checked-hash", ("xlpy", "workbook", "samples", "docs")),
)
"""How compiled modules know that they are up to date: never by the file's time, which unzipping changes. Our own go by
the source's hash, so that a file replaced later is seen; Python and its libraries by nothing, to save time at clicks.
"""
Prove = Callable[[str, Path], list[str]]


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit on the disk; sizes in bytes."""

    folder: Path
    archive: Path
    size: int
    packed: int
    longest: int
    """Letters of the longest path below the kit's folder: Windows takes 259 for the whole."""
    used: bool
    """Whether the workbook was worked with: it went along as it is."""


def make(home: Path, offline: Sequence[str], prove: Prove, source: PythonSource | None = None) -> Kit:
    """Make a kit of the project in ``home``.

    ``offline`` are pip's options for where libraries come from; ``prove`` runs the proof with a Python in a folder and
    gives what does not work. Raises KitRefusedError where no kit can be made or the kit does not work, OSError, and
    CalledProcessError where pip can't install the libraries. Nothing is left behind then.
    """
    source = source or PythonSource.running()
    checked(source)
    kit, archive = home / FOLDER / NAME, home / FOLDER / f"{ARCHIVE}.zip"
    if kit.exists():
        raise KitRefusedError(f"Đã có thư mục {kit}. Hãy chuyển đi hoặc xóa, rồi chạy lại.")
    try:
        _fill(home, kit, source, offline)
        if wrong := prove(str(kit / PYTHON / "python.exe"), kit):
            raise KitRefusedError("\n".join(["Bộ cài vừa làm chưa chạy được:", *wrong]))
        archive.unlink(missing_ok=True)
        shutil.make_archive(str(archive.with_suffix("")), "zip", root_dir=kit.parent, base_dir=NAME)
    except BaseException:
        shutil.rmtree(kit, ignore_errors=True)
        raise
    files = [path for path in kit.rglob("*") if path.is_file()]
    longest = max(len(str(path.relative_to(kit))) for path in files)
    size = sum(path.stat().st_size for path in files)
    used = (home / "workbook" / "Plan167.db").exists()
    return Kit(kit, archive, size, archive.stat().st_size, longest, used)


def _fill(home: Path, kit: Path, source: PythonSource, offline: Sequence[str]) -> None:
    print("Chép chương trình và Python…", flush=True)
    copy_product(home, kit)
    copy_python(source, kit)
    print("Cài thư viện đã khóa phiên bản vào bộ cài (mất vài phút)…", flush=True)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-warn-script-location",
    ]
    only = ["--require-hashes", "--only-binary", ":all:", "--no-compile", "--target", str(kit / SITE)]
    subprocess.run([*pip, *only, *offline, "-r", str(home / "requirements" / "app.txt")], check=True, env=_with_pip())
    trim_libraries(kit)
    search_path(source, kit)
    print("Biên dịch sẵn, chạy thử, nén…", flush=True)
    for mode, names in COMPILED:
        # strip: no path of this PC goes into what is compiled
        compile_all = [sys.executable, "-m", "compileall", "-q", "-f", "-s", str(kit), "--invalidation-mode", mode]
        subprocess.run([*compile_all, *(str(kit / name) for name in names)], check=False)


def _with_pip() -> dict[str, str]:
    """Variables with which this Python has pip: its own, else the one that every Python brings for new environments."""
    if importlib.util.find_spec("pip"):
        return dict(os.environ)
    import ensurepip  # noqa: PLC0415  (a kit has none, and loads this module in its proof)

    bundled = sorted(Path(ensurepip.__file__).parent.glob("_bundled/pip-*.whl"))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, bundled))}


def told(kit: Kit, python: str) -> str:
    """What to say of a kit that was made."""
    lines = [
        f"Đã làm xong bộ cài: {kit.folder} ({kit.size / 2**20:.0f} MB), tệp nén {kit.archive} "
        f"({kit.packed / 2**20:.0f} MB).",
        f"Dùng cho máy Windows 64 bit (x64), từ Windows 10; có sẵn Python {python} và đủ thư viện.",
        f"Chép thư mục hoặc giải nén tệp sang máy khác, vào nơi có đường dẫn ngắn (bộ cài cần {kit.longest} ký tự "
        "sau tên thư mục), bấm đúp Cai-dat.cmd một lần, rồi mở workbook\\Plan167.xlsm.",
    ]
    if kit.used:
        lines.append("Lưu ý: sổ Plan167.xlsm trong bộ cài là sổ đang dùng ở máy này, còn kết quả đã tổng hợp.")
    return "\n".join(lines)
