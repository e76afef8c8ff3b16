"""The texts of an .xlsx workbook: its shared strings, and how any text in it is spelled."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence

from xlpy.intake.formats.refusal import RefusalError, damaged
from xlpy.intake.formats.rich_text import SORTS, STRUCK, RichText, Run
from xlpy.intake.formats.spreadsheet_ml import TRUE, Element, XmlNames, names, parsed
from xlpy.intake.formats.xlsx_plain_cells import NotPlainError, cut_strings, strings, value_text

String = str | RichText
"""A plain text, or one whose runs differ in something that is told."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))


def unescaped(text: str) -> str:
    """The text with ``_x000D_`` and its like as the signs they stand for; signs that no cell can show are dropped."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).translate(_CONTROLS)
    # Half a surrogate pair can be escaped alone; no file or screen takes it, so it becomes a sign that is seen.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Texts(dict[bytes, str]):
    """Texts by how a part spells them: those of a form stand in all others. Raises NotPlainError."""

    def __missing__(self, spelled: bytes) -> str:
        text = unescaped(value_text(spelled))
        if len(self) >= MOST:
            self.clear()
        if len(spelled) <= LONGEST:
            self[spelled] = text
        return text


_TEXTS = _Texts()
MOST, LONGEST = 20_000, 1_000
"""How many texts are remembered, and bytes of one that is: a form has some 1 200 of seventy."""


def shared_strings(content: bytes) -> Sequence[String]:
    """The shared strings in order. Raises `RefusalError` (T102) if the part is malformed or of another kind."""
    what = "phần chữ dùng chung"
    with contextlib.suppress(NotPlainError, RefusalError):  # the parser says whether, and why, it is refused
        return _plain_strings(content, what)
    root, space = parsed(content, "sst", what)
    item, known = f"{space}si", names(space[1:-1])
    return [string(element, known) for element in root if element.tag == item]


def _plain_strings(content: bytes, what: str) -> Sequence[String]:
    """The strings of a part in which each is one plain text. Raises NotPlainError for any other part."""
    around, within = cut_strings(content)
    root, _ = parsed(around, "sst", what)
    if len(root):
        raise NotPlainError
    return [_TEXTS[text] for text in strings(within)]


def string(element: Element, known: XmlNames) -> String:
    """A shared or inline string."""
    if len(element) == 1 and element[0].tag == known.t:
        return _text(element[0])
    runs: list[Run] = []
    for child in element:
        if child.tag == known.t:
            runs.append(Run(_text(child)))
        elif child.tag == known.r:
            font: str = ""
            sort: str | None = None
            for part in child:
                if part.tag == known.properties:
                    font, sort = _properties(part, known)
                elif part.tag == known.t:
                    runs.append(Run(_text(part), font, sort))
    # Runs that say nothing of themselves are plain text, so that the quick way stays open.
    if any(run.font or run.sort is not None for run in runs):
        return RichText(tuple(runs))
    return "".join(run.text for run in runs)


def _text(element: Element) -> str:
    """The text of a ``t``. Raises `RefusalError` (T102) if an element stands in it: programs keep different parts."""
    if len(element):
        raise damaged("có chữ lẫn phần tử lạ")
    return unescaped(element.text or "")


def _properties(properties: Element, known: XmlNames) -> tuple[str, str]:
    """The font of a run and what sets it apart."""
    font = raised = struck = ""
    for each in properties:
        name = each.tag.removeprefix(f"{{{known.space}}}")
        value = each.get("val", "")
        if name == "rFont":
            font = value
        elif name == "vertAlign":
            raised = SORTS.get(value, "")
        elif name == "strike" and (value or "1") in TRUE:
            struck = STRUCK
    return font, struck or raised
