"""What no compiler says here about our VBA: each function gives faults, one line each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from workbook.src import conf

LONGEST_LINE, MOST_LINES = 120, 90
KEYWORDS = """and as attribute boolean byref byval call case const dim do each else elseif end error exit explicit false
    for function get goto if in integer is let like long loop mod new next not nothing object on option optional or
    private property public resume select set static step string sub then to true until variant while with xor"""
LIBRARY = """application createobject displayalerts enablecancelkey enableevents err fileexists fullname hwnd id instr
    instrrev iribboncontrol lcase left len mid name number offset path popup range replace run screenupdating sheets
    statusbar thisworkbook value vb_name vblf"""
"""What we use of Excel, Office, VBA and the Windows Script Host."""

_GIVEN = frozenset(KEYWORDS.split()) | frozenset(LIBRARY.split())
_PROCEDURE = re.compile(r"^\s*(Public |Private )?(?:Static )?(Sub|Function|Property \w+) (\w+)\((.*?)\)", re.M | re.I)


def vba_faults(name: str, code: str, known: Collection[str]) -> list[str]:
    """Faults of a module of ours; ``known`` are the names that other modules offer, in lower case."""
    lines = code.splitlines()
    faults = [] if code.isascii() else ["not ASCII: the VBA editor is ANSI"]
    if lines[:2] != [f'Attribute VB_Name = "{name}"', "Option Explicit"]:
        faults.append("does not begin with its VB_Name and Option Explicit")
    if len(lines) > MOST_LINES:
        faults.append(f"{len(lines)} lines, {MOST_LINES} at most")
    faults += [f"line {n}: over {LONGEST_LINE} characters" for n, one in enumerate(lines, 1) if len(one) > LONGEST_LINE]
    text = _bare(code)
    procedures = [match[3].lower() for match in _PROCEDURE.finditer(text)]
    unknown = _words(text) - _declared(text) - _GIVEN - {one.lower() for one in known}
    faults += [f"unknown name: {word}" for word in sorted(unknown)]
    faults += [f"declared twice: {one}" for one, times in Counter(procedures).items() if times > 1]
    return [f"{name}: {fault}" for fault in faults]


def _bare(code: str) -> str:
    """The code with no text of strings and no comments."""
    return "\n".join(re.sub(r"'.*", "", re.sub(r'"(?:[^"]|"")*"', '""', line)) for line in code.splitlines())


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Za-z]\w*", text)}


def _declared(text: str) -> set[str]:
    names = {match[3] for match in _PROCEDURE.finditer(text)}
    listed = [match[4] for match in _PROCEDURE.finditer(text)] + re.findall(r"\b(?:Dim|Const|Static) (.+)", text)
    names |= {name for one in listed for name in re.findall(r"\b(\w+)(?:\(\))? As", one)}
    names |= set(re.findall(r"^(\w+):\s*$", text, re.M))
    return {name.lower() for name in names}


def public_procedures(code: str) -> set[str]:
    """What a module offers to others, in lower case."""
    found = _PROCEDURE.finditer(_bare(code))
    return {match[3].lower() for match in found if (match[1] or "").strip().lower() != "private"}


def message_faults(code: str, messages: Collection[str]) -> list[str]:
    """Message rows that VBA asks for and the conf sheet lacks, and the reverse."""
    asked = set(re.findall(r'"(MSG_\w+)"', code))
    return [f"no row {key} on the sheet {conf.SHEET}" for key in sorted(asked - set(messages))] + [
        f"row {key} is asked for by no VBA" for key in sorted(set(messages) - asked)
    ]
