"""The line by which our VBA starts Python, and what Windows makes of it on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping

COMSPEC = r"C:\Windows\System32\cmd.exe"


def start_line(python: str, home: str, button: str, name: str) -> str:
    """What VBA hands to ``WScript.Shell.Run`` for the workbook ``name``; `test_vba_in_calc` holds it equal."""
    words = rf'"{python}" -B -I "{home}\xlpy\start.py" {button} --wb="{name}" --from_xl=1 --hwnd=1234'
    return f'%ComSpec% /D /V:OFF /S /C "{words}"'


def arguments_of(line: str, variables: Mapping[str, str] | None = None) -> list[str]:
    """What Python's ``sys.orig_argv`` is for that line. Raises ValueError where cmd.exe would act on a sign."""
    known = {"comspec": COMSPEC} | {name.lower(): value for name, value in (variables or {}).items()}
    return arguments(through_cmd(expanded(expanded(line, known), known)))


def expanded(line: str, known: Mapping[str, str]) -> str:
    """``Run`` puts in environment variables, and cmd.exe does so once more; what names none stays as it is."""
    return re.sub("%([^%]+)%", lambda found: known.get(found[1].lower(), found[0]), line)


def through_cmd(line: str) -> str:
    """What ``cmd.exe /S /C "…"`` passes on: all between the first quotation mark and the last.

    It knows quotation marks and, outside of them, the caret; & and its like would begin a new command.
    """
    start = line.index("/C ") + 3
    if line[start] != '"':
        raise ValueError("cmd would take away no quotation marks")
    inner = line[start + 1 : line.rindex('"')]
    out, quoted, position = "", False, 0
    while position < len(inner):
        sign = inner[position]
        quoted ^= sign == '"'
        if sign == "^" and not quoted:
            position += 1
            sign = inner[position : position + 1]
        elif not quoted and sign in "&|<>()":
            raise ValueError(f"cmd would act on {sign}")
        out += sign
        position += 1
    return out


def arguments(line: str) -> list[str]:
    """How the C runtime of Windows takes a command line apart: backslashes count only before a quotation mark."""
    found, word, quoted, slashes, begun = [], "", False, 0, False
    for sign in line + " ":
        if sign == "\\":
            slashes, begun = slashes + 1, True
            continue
        if sign == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += sign
            else:
                quoted = not quoted
            begun = True
        else:
            word += "\\" * slashes
            if sign == " " and not quoted:
                found += [word] if begun else []
                word, begun = "", False
            else:
                word, begun = word + sign, True
        slashes = 0
    return found
