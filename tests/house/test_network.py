"""The product opens no connection: every command runs with its sockets forbidden, and asks for none."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import master, network
from tests.tools import ROOT
from xlpy.app.desk import BUTTONS

COMMAND = "import sys; from xlpy.app.cli import main; sys.exit(main(sys.argv[1:]))"
CATALOGUE = ("--catalogue", str(master.SAMPLE_CATALOGUE))
READING = ("{inbox}", "--workers", "2", *CATALOGUE)
COMMANDS: dict[str, tuple[str, ...]] = {
    "catalogue": CATALOGUE,
    "issue": (*CATALOGUE, "--out", "bieu-mau", "--unit", "535"),
    "check": READING,
    "consolidate": (*READING, "--out", "kq"),
    "feedback": (*READING, "--out", "kq"),
    "reminders": (*READING, "--out", "kq"),
    "contacts": (*READING, "--out", "kq", "--yes"),
    "drafts": (*READING, "--out", "kq"),
    "report": (*READING, "--out", "kq"),
    "all": (*READING, "--out", "kq"),
    "trace": ("N2.07", "--folder", "{inbox}", *CATALOGUE),
    "toolbar": ("--out", "kq"),
    "self-test": ("--out", "kq"),
}
"""Every command but ``book``, which has tests of its own, and ``demo``, which is ``all`` on more files."""
PROGRAMS = {
    *("program soffice", "program python", "program uname", "program fc-match", "program fc-list"),
    f"program {Path(sys.executable).name}",
    *(("program cmd.exe", "program tasklist") if sys.platform == "win32" else ()),
}
"""Other programs that may be asked for: LibreOffice for pages, Python for workers, the name of the machine.

On Windows Python asks ``ver`` for that name, and xlwings looks at its end whether an Excel of its own is left.
"""


def asked(scratch: Path, *arguments: str) -> list[str]:
    inbox = master.sent_by_one(scratch / "nhan")
    code, lines, said = network.run(scratch, COMMAND, *(each.format(inbox=inbox) for each in arguments))
    assert code in (0, 1) or arguments[0] == "self-test", said
    return lines


@pytest.mark.slow("process")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_asks_for_nothing_of_the_network(tmp_path: Path, command: str):
    lines = asked(tmp_path, command, *COMMANDS[command])
    assert set(lines) <= PROGRAMS, lines


@pytest.mark.slow("book")
@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_asks_for_nothing_of_the_network(tmp_path: Path, button: str):
    book = master.put(tmp_path)
    more = ("--folder", "{inbox}", "--workbook", str(book), "--period", "CN", "--yes", "--workers", "1")
    inbox = master.sent_by_one(tmp_path / "nhan")
    _, lines, said = network.run(tmp_path, COMMAND, "book", button, *(each.format(inbox=inbox) for each in more))
    assert set(lines) <= PROGRAMS, lines
    assert "Traceback" not in said


def test_the_guard_notices_a_program_that_opens_a_connection(tmp_path: Path):
    code = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    ended, lines, _ = network.run(tmp_path, code)
    assert ended == 1
    assert lines[0].startswith("network socket.")


def test_the_guard_is_there_in_a_worker_too(tmp_path: Path):
    code = (
        "import multiprocessing, socket\n"
        "def look(): socket.socket()\n"
        "worker = multiprocessing.get_context('fork').Process(target=look)\n"
        "worker.start(); worker.join()\n"
    )
    if sys.platform == "win32":
        pytest.skip("Windows has no fork; its workers begin with the guard of their own")
    assert network.run(tmp_path, code)[1] == ["network socket.__new__"]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_libreoffice_too_reaches_nothing_but_pipes_of_this_machine(tmp_path: Path):
    inbox = master.sent_by_one(tmp_path / "nhan")
    log = tmp_path / "strace.txt"
    command = ["strace", "-f", "-qq", "-e", "trace=connect,bind,sendto", "-o", str(log), sys.executable, "-m", "xlpy"]
    command += ["report", str(inbox), *CATALOGUE, "--out", str(tmp_path / "kq"), "--workers", "1"]
    subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    families = set(re.findall(r"sa_family=(AF_\w+)", log.read_text(encoding="utf-8", errors="replace")))
    assert list((tmp_path / "kq").rglob("*.pdf"))
    assert families <= {"AF_UNIX", "AF_NETLINK"}, families
