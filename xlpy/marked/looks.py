"""The cell formats of a copy: a marked clone of any format of the unit's, and those of the added list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xlpy.marked.xmledit import Edits, Element, UneditableError, elements
from xlpy.model import Severity

FILLS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.INFO: "FFDDEBF7"}
)
EDGES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "FFC00000", Severity.WARNING: "FFBF8F00", Severity.INFO: "FF5B9BD5"}
)
"""Colour of the frame round a marked cell: it shows also where the unit's own conditional colours hide the fill."""
FONT = "Times New Roman"
_SIDES = ("left", "right", "top", "bottom")
_HEAD_FILL, _GRID = "FFDCE6F1", "FFBFBFBF"
_LISTED: Mapping[str, str] = MappingProxyType(
    {
        "title": '<b/><sz val="14"/><color rgb="FF1F3864"/>',
        "bold": '<b/><sz val="12"/><color rgb="FF000000"/>',
        "text": '<sz val="12"/><color rgb="FF000000"/>',
        "link": '<u/><sz val="12"/><color rgb="FF0563C1"/>',
        "muted": '<sz val="8"/><color rgb="FF808080"/>',
    }
)
"""Fonts of the added list by name."""


class Looks:
    """The formats of one workbook's ``styles`` part; new ones are added once each and written by `applied`.

    Raises UneditableError where the part lacks one of the lists that every office program writes.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        found = elements(content, lambda name, depth: depth < 3)
        self._lists = {element.name: element for element in found if element.depth == 1}
        self._prefix = found[0].prefix
        self._held = {name: self._within(found, name) for name in ("fonts", "fills", "borders", "cellXfs")}
        self._count = {name: len(held) for name, held in self._held.items()}
        self._added: dict[str, list[str]] = {name: [] for name in self._held}
        self._known: dict[tuple[str, str], int] = {}

    def _within(self, found: list[Element], name: str) -> list[Element]:
        if name not in self._lists:
            raise UneditableError(f"no {name}")
        group = self._lists[name]
        return [e for e in found if e.depth == 2 and group.start < e.start < group.end]

    def marked(self, style: int, severity: Severity) -> int:
        """The format like ``style`` with the fill and the frame of a severity."""
        if style >= len(self._held["cellXfs"]):
            raise UneditableError(f"no cell format {style}")
        own = self._held["cellXfs"][style]
        tag = self._content[own.start : own.end]
        changed = {"fillId": self._fill(FILLS[severity]), "borderId": self._frame(severity)}
        edits = Edits(tag)
        (clone,) = elements(tag, lambda _, depth: depth == 0)
        words = {name: str(number) for name, number in changed.items()}
        edits.attributes(clone, {**words, "applyFill": "1", "applyBorder": "1"})
        return self._add("cellXfs", edits.apply().decode())

    def listed(self, font: str, *, fill: str = "", middle: bool = False, boxed: bool = True) -> int:
        """A format of the added list; ``font`` is one of ``title``, ``bold``, ``text``, ``link``, ``muted``."""
        p = self._prefix
        face = _tag(_LISTED[font] + f'<name val="{FONT}"/><family val="1"/>', p)
        font_id = self._add("fonts", f"<{p}font>{face}</{p}font>")
        fill_id = self._fill(fill) if fill else 0
        border_id = self._add("borders", self._border("thin", _GRID)) if boxed else 0
        side = "center" if middle else "left"
        step = "" if middle or not boxed else ' indent="1"'
        align = f'<{p}alignment horizontal="{side}"{step} vertical="center" wrapText="1"/>'
        xf = f'<{p}xf numFmtId="49" fontId="{font_id}" fillId="{fill_id}" borderId="{border_id}" xfId="0" '
        xf += 'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        return self._add("cellXfs", f"{xf}{align}</{p}xf>")

    @property
    def heading_fill(self) -> str:
        """Colour behind the titles of the list's columns."""
        return _HEAD_FILL

    def _fill(self, colour: str) -> int:
        p = self._prefix
        pattern = f'<{p}fgColor rgb="{colour}"/><{p}bgColor indexed="64"/>'
        return self._add("fills", f'<{p}fill><{p}patternFill patternType="solid">{pattern}</{p}patternFill></{p}fill>')

    def _frame(self, severity: Severity) -> int:
        return self._add("borders", self._border("medium", EDGES[severity]))

    def _border(self, style: str, colour: str) -> str:
        p = self._prefix
        sides = "".join(f'<{p}{side} style="{style}"><{p}color rgb="{colour}"/></{p}{side}>' for side in _SIDES)
        return f"<{p}border>{sides}<{p}diagonal/></{p}border>"

    def _add(self, group: str, text: str) -> int:
        key = (group, text)
        if key not in self._known:
            self._known[key] = self._count[group] + len(self._added[group])
            self._added[group].append(text)
        return self._known[key]

    def applied(self) -> bytes:
        """The part with all that was added."""
        edits = Edits(self._content)
        for name, added in self._added.items():
            if added:
                edits.grow(self._lists[name], "".join(added), self._count[name] + len(added))
        return edits.apply()


def _tag(markup: str, prefix: str) -> str:
    return markup.replace("<", f"<{prefix}") if prefix else markup
