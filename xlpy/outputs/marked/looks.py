"""The cell formats of a copy: a marked clone of any format of the unit's, and those of the added list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from xlpy.model.submission import Severity
from xlpy.outputs.marked.xmledit import Edits, Element, UneditableError, elements

FILLS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.INFO: "FFDDEBF7"}
)
EDGES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "FFC00000", Severity.WARNING: "FFBF8F00", Severity.INFO: "FF5B9BD5"}
)
"""Colour of the frame round a marked cell: it shows also where the unit's own conditional colours hide the fill."""
FONT = "Times New Roman"
_OF_A_MARK = frozenset({"fillId", "borderId", "applyFill", "applyBorder"})
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
        fill, frame = self._fill(FILLS[severity]), self._frame(severity)
        return self._clone(style, {"fillId": str(fill), "borderId": str(frame), "applyFill": "1", "applyBorder": "1"})

    def _clone(self, style: int, changed: Mapping[str, str]) -> int:
        tag = self._format(style)
        (clone,) = elements(tag, lambda _, depth: depth == 0)
        edits = Edits(tag)
        edits.attributes(clone, changed)
        return self._add("cellXfs", edits.apply().decode())

    def _format(self, style: int) -> bytes:
        """A format's element, the workbook's own or an added one."""
        own, added = self._held["cellXfs"], self._added["cellXfs"]
        if style < len(own):
            return self._content[own[style].start : own[style].end]
        if style < len(own) + len(added):
            return added[style - len(own)].encode()
        raise UneditableError(f"no cell format {style}")

    @cached_property
    def _marks(self) -> frozenset[int]:
        """The formats that an earlier copy's marks left behind: our fill within our frame."""
        fills, frames = (self._coloured("fills", FILLS), self._coloured("borders", EDGES))
        pairs = [(e.attributes.get("fillId"), e.attributes.get("borderId")) for e in self._held["cellXfs"]]
        return frozenset(n for n, (fill, frame) in enumerate(pairs) if fill in fills and frame in frames)

    def _coloured(self, group: str, colours: Mapping[Severity, str]) -> set[str]:
        texts = [self._content[e.start : e.end] for e in self._held[group]]
        return {str(n) for n, text in enumerate(texts) if any(f'"{c}"'.encode() in text for c in colours.values())}

    def is_mark(self, style: int) -> bool:
        """Whether a format is that of a cell which an earlier copy marked."""
        return style in self._marks

    def unmarked(self, style: int, neighbours: Iterable[int]) -> int:
        """What a marked format was before: that of a neighbour which differs in nothing else, else without a fill."""
        own = self._but_mark(style)
        for other in neighbours:
            if other < len(self._held["cellXfs"]) and not self.is_mark(other) and self._but_mark(other) == own:
                return other
        return self._clone(style, {"fillId": "0", "borderId": "0"})

    def _but_mark(self, style: int) -> tuple[frozenset[tuple[str, str]], bytes]:
        """A format without its fill and frame."""
        own = self._held["cellXfs"][style]
        plain = {(name, value) for name, value in own.attributes.items() if name not in _OF_A_MARK}
        return frozenset(plain), self._content[own.opened : own.closing]

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
