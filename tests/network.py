"""A program run with its sockets forbidden, and what it asked of the network and which programs it started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.tools import ROOT

GUARD = """
import os, sys
_told = os.open(os.environ["PLAN167_ASKED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
_REACHED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
def _guard(event, given):
    if event == "socket.__new__" and int(given[1]) == 1 or event in _REACHED and int(given[0].family) == 1:
        return  # AF_UNIX: a pipe of this machine, by which workers of ours may talk
    if sys.platform == "win32" and (event == "socket.__new__" or event in _REACHED and given[1][0] == "127.0.0.1"):
        return  # importing xlwings makes a loop of asyncio, which Windows' Python joins to itself by two such sockets
    if event in ("socket.__new__", "urllib.Request", "ftplib.connect", "smtplib.connect", *_LOOKED_UP, *_REACHED):
        os.write(_told, f"network {event}\\n".encode())
        raise PermissionError(f"{event} is forbidden")
    if event == "subprocess.Popen":
        line = given[1] if isinstance(given[1], str) else str(given[1][0])  # Windows is given one line, maybe in quotes
        named = line.split('"')[1] if line.startswith('"') else line.split(" ")[0]
        os.write(_told, f"program {os.path.basename(str(given[0] or named))}\\n".encode())
        raise PermissionError("programs are forbidden")
    if event in ("os.system", "os.startfile", "webbrowser.open"):
        os.write(_told, f"program {event}\\n".encode())
        raise PermissionError(f"{event} is forbidden")
sys.addaudithook(_guard)
"""
"""Runs in every Python that is started, its workers too, before any other code."""


def run(scratch: Path, code: str, *arguments: str) -> tuple[int, list[str], str]:
    """Run ``code`` under the guard; gives how it ended, what was asked for in order, and what was said."""
    place, asked = scratch / "canh-cong", scratch / "da-hoi.txt"
    place.mkdir(exist_ok=True)
    (place / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    asked.write_bytes(b"")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(place), str(ROOT))),
        "PLAN167_ASKED": str(asked),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-c", code, *arguments]
    said = scratch / "da-noi.txt"
    with said.open("wb") as out:  # a file: what a program leaves running (Wine's desktop) would hold a pipe open
        done = subprocess.run(command, cwd=scratch, env=environment, stdout=out, stderr=out, check=False)
    lines = asked.read_text(encoding="utf-8").splitlines()
    return done.returncode, lines, said.read_text(encoding="utf-8", errors="replace")
