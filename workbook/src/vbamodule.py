"""A module of a VBA project and the text of its stream."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

ENCODING = "cp1252"
"""What the project says its code page is; our own sources are ASCII."""


class Kind(Enum):
    """What a module belongs to; the value is the VB_Base that Excel writes for it ('' for none)."""

    STANDARD = ""
    CLASS = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
    WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
    SHEET = "0{00020820-0000-0000-C000-000000000046}"

    @property
    def document(self) -> bool:
        """Whether the module belongs to the workbook or to one of its sheets."""
        return self in (Kind.WORKBOOK, Kind.SHEET)


@dataclass(frozen=True, slots=True)
class Module:
    """``code`` is the text as the VBA editor exports it, or bare code; empty for a sheet with no code."""

    name: str
    kind: Kind
    code: str = ""

    def source(self) -> bytes:
        """The text of the module's stream: attributes first, CRLF line ends, no empty lines at the end.

        Raises ValueError where the text gives itself another name.
        """
        lines = _without_export_header(self.code.splitlines())
        own: dict[str, str] = {}
        while lines and lines[0].startswith("Attribute "):
            line = lines.pop(0)
            own[line.split()[1]] = line
        head = self._attributes()
        if own.get("VB_Name", head["VB_Name"]) != head["VB_Name"]:
            raise ValueError(f"{self.name}: the source names itself {own['VB_Name']}")
        head.update((key, line) for key, line in own.items() if key != "VB_Base")
        while lines and not lines[-1]:
            lines.pop()
        return ("\r\n".join([*head.values(), *lines]) + "\r\n").encode(ENCODING)

    def _attributes(self) -> dict[str, str]:
        head = {"VB_Name": f'Attribute VB_Name = "{self.name}"'}
        if self.kind is Kind.STANDARD:
            return head
        head["VB_Base"] = f'Attribute VB_Base = "{self.kind.value}"'
        values = {
            "VB_GlobalNameSpace": False,
            "VB_Creatable": False,
            "VB_PredeclaredId": self.kind.document,
            "VB_Exposed": self.kind.document,
            "VB_TemplateDerived": False,
            "VB_Customizable": self.kind.document,
        }
        return head | {key: f"Attribute {key} = {value}" for key, value in values.items()}


def _without_export_header(lines: list[str]) -> list[str]:
    """An exported class begins with VERSION … BEGIN … END, which its stream does not hold."""
    return lines[lines.index("END") + 1 :] if lines and lines[0].startswith("VERSION ") else lines
