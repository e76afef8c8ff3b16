"""The typeface of a PDF that LibreOffice makes: one family that has every Vietnamese letter.

Papers ask for Times New Roman (Nghị định 30/2020/NĐ-CP, Phụ lục I). A Linux without it takes another family in its
place. Where that one lacks letters, LibreOffice takes each of them from a third, and the text of the PDF falls apart:
“đơn vị” is found and copied as “đ ơn v ị”. Windows and macOS have Times New Roman, and no fontconfig.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence

ASKED = "Times New Roman"
LIKE_IT = ("Tinos", "Liberation Serif", "TeX Gyre Termes", "FreeSerif", "DejaVu Serif Condensed", "DejaVu Serif")
"""Families to stand for it, best first: the first three have its widths, so that lines and pages break as in Word."""
_SECONDS = 10.0

SUBSTITUTION = """<item oor:path="/org.openoffice.Office.Common/Font/Substitution">
<prop oor:name="Replacement" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Font/Substitution/FontPairs"><node oor:name="_0" oor:op="replace">
<prop oor:name="Always" oor:op="fuse"><value>true</value></prop>
<prop oor:name="OnScreenOnly" oor:op="fuse"><value>false</value></prop>
<prop oor:name="ReplaceFont" oor:op="fuse"><value>{asked}</value></prop>
<prop oor:name="SubstituteFont" oor:op="fuse"><value>{family}</value></prop></node></item>
"""
"""LibreOffice's setting that one family always stands for another."""


def stand_in() -> str:
    """The family that has to stand for Times New Roman; '' where what stands for it has all letters, or none has."""
    matched = _families("fc-match", "-f", "%{family}\n", ASKED)
    complete = set(_families("fc-list", ":lang=vi", "family"))
    if complete.intersection(matched):
        return ""
    return next((family for family in LIKE_IT if family in complete), "")


def substitution() -> str:
    """Items for LibreOffice's settings by which its PDF has one family; '' where none are needed."""
    family = stand_in()
    return SUBSTITUTION.format(asked=ASKED, family=family) if family else ""


def _families(program: str, *arguments: str) -> Sequence[str]:
    """Names of families that a program of fontconfig prints; none where it is not there or fails."""
    path = shutil.which(program)
    if path is None:
        return ()
    try:
        said = subprocess.run([path, *arguments], capture_output=True, text=True, timeout=_SECONDS, check=False).stdout
    except (OSError, UnicodeDecodeError, subprocess.TimeoutExpired):
        return ()
    return [name.strip() for line in said.splitlines() for name in line.split(",")]
