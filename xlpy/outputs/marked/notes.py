"""Classic comments on cells: the part that holds the words, and the drawing (VML) that holds their boxes.

A cell's own comment is kept: ours stands above it in the same box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from xlpy.basics.a1 import a1, address_of
from xlpy.basics.text_size import line_count
from xlpy.intake.notes import cut
from xlpy.model.cells import Address
from xlpy.outputs.marked.cells import SheetSizes
from xlpy.outputs.marked.xmledit import Edits, Element, UneditableError, elements, xml_text
from xlpy.outputs.messages import SEVERITY_WORDS, UNIT_WORDS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONGEST = 8_000
"""Characters of one comment; a longer one is cut with ``…`` (the list has the whole of it)."""
_WIDTH, _HIGHEST, _LINE = 330, 420, 17
"""Width of a box, its greatest height, and the height of a line of its text, in pixels."""
_SIZE = 10
_FIRST_SHAPE = 1025
_BOX = re.compile(rb"<v:shape\b(?:(?!<v:shape\b).)*?</v:shape>", re.DOTALL)
_ROW, _COLUMN = re.compile(rb"<x:Row>\s*(\d+)"), re.compile(rb"<x:Column>\s*(\d+)")
_SHAPE = re.compile(rb"""id\s*=\s*["']_x0000_s(\d+)""")


_NAMED = frozenset({"authors", "author", "commentList", "comment", "text", "t", "r"})
_RULE = "\n––––––––––\n"
"""Between our words and those that a comment had before."""
_ONCE = "Lỗi (phải sửa)"
"""How copies that units may still hold and send back name what must be mended."""
_WEIGHTS = "|".join(re.escape(word) for word in (*UNIT_WORDS.values(), *SEVERITY_WORDS.values(), _ONCE))
_OURS = re.compile(rf"\s*(?:{_WEIGHTS}) [A-Z]\d{{2,3}}(?:-\d{{2}})?\s")
"""How our words begin: severity and code; copies made before the units' own words were used say it in the office's."""
_BLANK = re.compile(rb"^(?:\s|&#(?:10|13|xA|xD);)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoteParagraph:
    """A piece of a comment's text."""

    text: str
    bold: bool = False


Comment = Sequence[NoteParagraph]


def new_comments(author: str, comments: Mapping[Address, Comment]) -> bytes:
    """A part with these comments alone."""
    empty = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return with_comments((head + empty).encode(), author, comments)[0]


def with_comments(content: bytes, author: str, comments: Mapping[Address, Comment]) -> tuple[bytes, list[Address]]:
    """The part with these comments added, and the cells that had none before (which still need a box)."""
    found = elements(content, lambda name, depth: depth == 0 or name in _NAMED)
    lists = {element.name: element for element in found if element.depth == 1}
    if not {"authors", "commentList"} <= lists.keys():
        raise UneditableError("no comment list")
    prefix = found[0].prefix
    edits = Edits(content)
    number = _author(content, found, author)
    if number is None:
        number = sum(element.name == "author" for element in found)
        edits.append(lists["authors"], f"<{prefix}author>{xml_text(author)}</{prefix}author>")
    known = {e.attributes.get("ref", ""): e for e in found if e.name == "comment"}
    fresh: list[Address] = []
    added: list[str] = []
    for at, comment in sorted(comments.items()):
        runs = _runs(comment, prefix)
        if a1(at) in known:
            _put_above(edits, found, known[a1(at)], runs, prefix)
        else:
            fresh.append(at)
            text = f"<{prefix}text>{runs}</{prefix}text>"
            added.append(f'<{prefix}comment ref="{a1(at)}" authorId="{number}">{text}</{prefix}comment>')
    edits.append(lists["commentList"], "".join(added))
    return edits.apply(), fresh


def _author(content: bytes, found: Sequence[Element], author: str) -> int | None:
    """The author's number in the list, None where it is not there."""
    names = [content[e.opened : e.closing].decode() for e in found if e.name == "author"]
    return names.index(xml_text(author)) if xml_text(author) in names else None


def without_ours(content: bytes, author: str) -> tuple[bytes, list[Address]]:
    """The part without what an earlier copy said, and the cells left with no comment.

    Ours are known by their author, or by how they begin, since not every program keeps authors. Words that were put
    above a unit's own comment are taken out down to the rule.
    """
    found = elements(content, lambda name, depth: depth == 0 or name in _NAMED)
    number = _author(content, found, author)
    edits, emptied = Edits(content), []
    for comment in (e for e in found if e.name == "comment"):
        inside = [e for e in found if comment.start < e.start < comment.end]
        texts = unescape("".join(content[e.opened : e.closing].decode() for e in inside if e.name == "t"))
        signed = number is not None and comment.attributes.get("authorId") == str(number)
        if not (signed or _OURS.match(texts)):
            continue
        if _RULE.strip() in texts:
            _cut_above(edits, content, inside)
            continue
        edits.remove(comment)
        at = address_of(comment.attributes.get("ref", ""))
        emptied += [at] if at else []
    return edits.apply(), emptied


def _cut_above(edits: Edits, content: bytes, inside: Sequence[Element]) -> None:
    """Take out the runs down to the rule; what follows the rule in its own run stays."""
    rule = _RULE.strip().encode()
    for run in (e for e in inside if e.name == "r"):
        text = next(e for e in inside if e.name == "t" and run.start < e.start < run.end)
        _, found, rest = content[text.opened : text.closing].partition(rule)
        if not found:
            edits.remove(run)
            continue
        rest = _BLANK.sub(b"", rest)
        edits.remove(run) if not rest else edits.cut(text.opened, text.closing - len(rest))
        return


def without_boxes(content: bytes, cells: Iterable[Address]) -> bytes:
    """The drawing without the boxes of these cells' comments."""
    gone = {(row - 1, column - 1) for row, column in cells}

    def kept(shape: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(shape[0]), _COLUMN.search(shape[0])
        if b'ObjectType="Note"' not in shape[0] or row is None or column is None:
            return shape[0]
        return b"" if (int(row[1]), int(column[1])) in gone else shape[0]

    return _BOX.sub(kept, content)


def _put_above(edits: Edits, found: Sequence[Element], comment: Element, runs: str, prefix: str) -> None:
    """Our words before those that the comment has; a plain text becomes a run, since runs may only follow runs."""
    inside = [e for e in found if comment.start < e.start < comment.end]
    text = next((e for e in inside if e.name == "text"), None)
    if text is None or text.is_empty_tag:
        raise UneditableError("comment without text")
    rule = _run(NoteParagraph(_RULE), prefix)
    edits.insert(text.opened, runs + rule)
    plain = next((e for e in inside if e.name == "t" and e.depth == text.depth + 1), None)
    if plain is not None:
        edits.insert(plain.start, f"<{prefix}r>")
        edits.insert(plain.end, f"</{prefix}r>")


def _runs(comment: Comment, prefix: str) -> str:
    runs: list[str] = []
    room = LONGEST
    for paragraph in comment:
        text = cut(paragraph.text, room)
        room -= len(text)
        runs.append(_run(NoteParagraph(text, paragraph.bold), prefix))
        if room <= 0:
            break
    return "".join(runs)


def _run(paragraph: NoteParagraph, p: str) -> str:
    bold = f"<{p}b/>" if paragraph.bold else ""
    look = f'{bold}<{p}sz val="{_SIZE}"/><{p}color rgb="FF000000"/><{p}rFont val="Times New Roman"/>'
    text = f'<{p}t xml:space="preserve">{xml_text(paragraph.text)}</{p}t>'
    return f'<{p}r><{p}rPr>{look}<{p}family val="1"/></{p}rPr>{text}</{p}r>'


def new_boxes(grid: SheetSizes, comments: Mapping[Address, Comment]) -> bytes:
    """A drawing with a hidden box for each comment."""
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    empty = f"<xml {_NAMES}>{layout}</xml>"
    return with_boxes(empty.encode(), grid, comments)


def with_boxes(content: bytes, grid: SheetSizes, comments: Mapping[Address, Comment]) -> bytes:
    """The drawing with boxes added. Programs write VML that is no well-formed XML, so it is not parsed."""
    end = content.rfind(b"</xml>")
    if end < 0 or b"urn:schemas-microsoft-com:vml" not in content:
        raise UneditableError("drawing of comments")
    used = [int(number) for number in _SHAPE.findall(content)]
    first = max([_FIRST_SHAPE - 1, *used]) + 1
    names = "" if all(name.encode() in content for name in _NAMES.split()) else f" {_NAMES}"
    listed = enumerate(sorted(comments.items()), first)
    boxes = [_box(number, at, grid, comment, names) for number, (at, comment) in listed]
    kind = "" if b"_x0000_t202" in content else _KIND.format(names=names)
    return content[:end] + (kind + "".join(boxes)).encode() + content[end:]


_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND = (
    '<v:shapetype{names} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def _box(number: int, at: Address, grid: SheetSizes, comment: Comment, names: str) -> str:
    """One hidden box to the right of its cell, as high as its text."""
    row, column = at
    high = _height(comment)
    left = _steps(grid.column_pixels, column + 1, 12)
    right = _steps(grid.column_pixels, column + 1, 12 + _WIDTH)
    top = _steps(grid.row_pixels, max(row - 1, 1), 4)
    bottom = _steps(grid.row_pixels, max(row - 1, 1), 4 + high)
    anchor = ", ".join(str(n) for n in (*left, *top, *right, *bottom))
    return (
        f'<v:shape{names} id="_x0000_s{number}" type="#_x0000_t202" '
        f'style="position:absolute;width:{_WIDTH * 0.75:g}pt;height:{high * 0.75:g}pt;z-index:{number};'
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _height(comment: Comment) -> int:
    text = "".join(paragraph.text for paragraph in comment)
    lines = line_count(text[:LONGEST], _WIDTH / 7, _SIZE)
    return min(_HIGHEST, lines * _LINE + 14)


def _steps(size: Callable[[int], int], start: int, pixels: int) -> tuple[int, int]:
    """Where one ends up ``pixels`` from the start of a column or row: its number from 0, and the rest within it."""
    number = start
    while pixels >= size(number) and number < start + 2000:
        pixels -= size(number)
        number += 1
    return number - 1, pixels
