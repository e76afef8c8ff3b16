"""Where the causes are from, by the names that the causes give."""

from __future__ import annotations

LIMITS = "Microsoft, Excel specifications and limits"
NAMES = "[MS-XLSB] 2.5.166, XLNameWideString: what a defined name may be"
TITLES = "Microsoft, Validation.InputTitle property (Excel)"
WRITER = "XlsxWriter documentation, {}"
CUSTOM_UI = "[MS-CUSTOMUI] 2.2, id: unique within the file"
_HOST = "https://github.com/"


def thread(path: str) -> str:
    """A public thread: ``jmcnamara/XlsxWriter/issues/848``."""
    return _HOST + path


def ecma(section: str, part: int = 1) -> str:
    """A section of the standard."""
    return f"ECMA-376 Part {part}, {section}"


def notes(section: str) -> str:
    """A section of Microsoft's notes on what Office does with the standard."""
    return f"[MS-OI29500] {section}"
