"""One file of a unit -> its marked copy, the file itself untouched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlpy.basics.errors import UserError
from xlpy.forms.layout import marker
from xlpy.intake.formats.package import open_package
from xlpy.intake.formats.reader import EXTENSIONS, read_book
from xlpy.intake.formats.refusal import Refusal, RefusalError
from xlpy.intake.recognise import find_sheets
from xlpy.model.cells import Address, Book, FileKind
from xlpy.model.submission import Severity
from xlpy.outputs.marked.book import SheetEntry, free_name, put_sheet, sheets, workbook_part
from xlpy.outputs.marked.cells import EditedSheet
from xlpy.outputs.marked.earlier_marks import earlier_list, marks_taken_off
from xlpy.outputs.marked.listing import SHEET, Heading, list_sheet
from xlpy.outputs.marked.looks import FILLS, Looks
from xlpy.outputs.marked.marks import Mark
from xlpy.outputs.marked.notes import Comment, NoteParagraph, new_boxes, new_comments, with_boxes, with_comments
from xlpy.outputs.marked.parts import SHEET_TYPES, Parts
from xlpy.outputs.marked.rebuild import rebuilt
from xlpy.outputs.marked.safe import make_safe
from xlpy.outputs.marked.xmledit import UneditableError

MOST = 1_000
"""Findings that a copy marks and lists; that there are more is said above the list."""
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
ADVICE = "Sửa xong, đơn vị gửi lại biểu mẫu; có thể sửa ngay trên bản này, trang Phát hiện để nguyên."
REBUILT = (
    "Bản này được dựng lại từ các ô của bản gốc ({kind}): vị trí và nội dung ô giữ nguyên, công thức được thay bằng "
    "kết quả, cách trình bày có thể khác. Đơn vị sửa trên bản gốc của mình rồi gửi lại, không sửa trên bản này."
)
IN_PLACE = (FileKind.XLSX, FileKind.XLSM)
"""Kinds that are marked in the file itself; of all others a copy is built from the cells."""


class NoCopyError(UserError):
    """No marked copy can be made of the file; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """The copy's bytes (.xlsx), and what had to be left out or changed, in sentences that its list says, too.

    ``is_rebuilt`` tells that it was built from the cells: the unit is to work in its own file.
    """

    content: bytes
    notes: tuple[str, ...] = ()
    is_rebuilt: bool = False


def mark(data: bytes, name: str, marks: Sequence[Mark], heading: Heading, author: str) -> MarkedCopy:
    """The marked copy of a file's bytes; ``heading`` stands above the list of findings, ``author`` signs the comments.

    The bytes must be those of a file that the intake has read: they are parsed in this process.

    Raises NoCopyError where the file can't be read.
    """
    reading = read_book(data, name)
    if isinstance(reading, Refusal):
        raise NoCopyError(f"Không làm được bản đánh dấu của tệp {name}: tệp không đọc được.")
    book = reading.book
    cut = sum(not each.caused_by for each in marks[MOST:])
    if cut > 0:
        more = f"Bản này chỉ đánh dấu {MOST} phát hiện đầu, lỗi trước; còn {cut} phát hiện khác chưa nêu ở đây."
        heading = replace(heading, lines=(*heading.lines, more))
    heading = replace(heading, marker=heading.marker or _marker(book))
    earlier = earlier_list(book)
    job = _Job(marks[:MOST], heading, author, earlier)
    if book.kind in IN_PLACE:
        try:
            return job.edit(reading.content, advice=ADVICE)
        except (UneditableError, RefusalError, ValueError, LookupError):
            pass
    uneditable = "có thành phần không sửa tại chỗ được"
    kind = uneditable if book.kind in IN_PLACE else f"dạng {EXTENSIONS[book.kind][0]}"
    plain = replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet.name != earlier))
    made = rebuilt(reading.content, plain, [f"#{colour[2:]}" for colour in FILLS.values()] if earlier else ())
    renamed = tuple(replace(each, sheet=made.names.get(each.sheet, each.sheet)) for each in job.marks)
    copy = replace(job, marks=renamed, earlier="").edit(made.content, (REBUILT.format(kind=kind),))
    return replace(copy, is_rebuilt=True)


def _marker(book: Book) -> str:
    """The sign by which the intake knows a sheet of explanations, so that a copy sent back is read as the form."""
    identity = next((found.identity for found in find_sheets(book) if found.identity), None)
    return marker(replace(identity, sheet="guide")) if identity else ""


@dataclass(frozen=True)
class _Job:
    """What is to be put into a package."""

    marks: Sequence[Mark]
    heading: Heading
    author: str
    earlier: str = ""
    """Name of the list that an earlier copy brought along: its marks are taken off first."""

    def edit(self, data: bytes, notes: tuple[str, ...] = (), advice: str = "") -> MarkedCopy:
        """The package marked. Raises UneditableError, RefusalError where it can't be edited in place."""
        parts = Parts(open_package(data))
        workbook = workbook_part(parts)
        notes = (*notes, *make_safe(parts, workbook))
        styles = next((r.target for r in parts.relations(workbook) if r.kind == "styles"), "")
        looks = Looks(parts[styles])
        entries = list(sheets(parts, workbook))
        by_sheet = self._by_sheet()
        for entry in entries:
            if entry.part and entry.name != self.earlier:
                self._sheet(parts, entry, by_sheet.get(entry.name, []), looks)
        reachable = [entry.name for entry in entries if not entry.is_hidden]
        more = (advice, *notes) if advice else notes
        heading = replace(self.heading, lines=(*self.heading.lines, *more))
        listed = [each for each in self.marks if not each.caused_by]
        content, top = list_sheet(looks, heading, listed, reachable)
        parts.set(styles, looks.applied())
        name = self.earlier or free_name([entry.name for entry in entries], SHEET)
        put_sheet(parts, workbook, name, content, top)
        return MarkedCopy(parts.zipped(), notes)

    def _by_sheet(self) -> Mapping[str, list[Mark]]:
        found: dict[str, list[Mark]] = defaultdict(list)
        for mark_ in self.marks:
            if mark_.address:
                found[mark_.sheet].append(mark_)
        return found

    def _sheet(self, parts: Parts, entry: SheetEntry, marks: Sequence[Mark], looks: Looks) -> None:
        content = parts[entry.part]
        if not (marks or self.earlier or b"tabSelected" in content):
            return
        part = EditedSheet(content)
        plain = marks_taken_off(parts, entry.part, part, looks, self.author) if self.earlier else {}
        by_cell: dict[Address, list[Mark]] = defaultdict(list)
        for each in marks:
            if each.address:
                by_cell[part.anchor(each.address)].append(each)
        changed = part.deselect()
        marked = {at: looks.marked(plain.get(at, part.style_at(at)), _worst(told)) for at, told in by_cell.items()}
        part.restyle(plain | marked)
        if by_cell:
            comments = {at: _comment(told) for at, told in by_cell.items()}
            _add_comments(parts, entry.part, part, comments, self.author)
        if changed or by_cell or plain:
            parts.set(entry.part, part.applied())


def _worst(marks: Sequence[Mark]) -> Severity:
    order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    return min((mark_.severity for mark_ in marks), key=order.index)


def _comment(marks: Sequence[Mark]) -> Comment:
    """All that is told about a cell, one finding after the other."""
    pieces: list[NoteParagraph] = []
    for number, each in enumerate(marks):
        gap = "\n\n" if number else ""
        pieces.append(NoteParagraph(f"{gap}{each.word} {each.code}", bold=True))
        remedy = f"\nCách xử lý: {each.remedy}" if each.remedy else ""
        pieces.append(NoteParagraph(f"\n{each.text}{remedy}"))
    return pieces


def _add_comments(
    parts: Parts, source: str, part: EditedSheet, comments: Mapping[Address, Comment], author: str
) -> None:
    """Words and boxes, in the sheet's own parts where it has them."""
    relations = list(parts.relations(source))
    words = next((r.target for r in relations if r.kind == "comments"), "")
    fresh = dict(comments)
    if words:
        content, added = with_comments(parts[words], author, comments)
        parts.set(words, content)
        fresh = {at: comments[at] for at in added}
    else:
        words = parts.free("xl/danh-dau-comments{}.xml")
        parts.set(words, new_comments(author, comments))
        parts.declare(words, f"{SHEET_TYPES}.comments+xml")
        parts.relate(source, "comments", words)
    if not fresh:
        return
    key = part.legacy_drawing
    if key:
        boxes = next((r.target for r in relations if r.key == key), "")
        parts.set(boxes, with_boxes(parts[boxes], part.grid(), fresh))
        return
    boxes = parts.free("xl/drawings/danh-dau{}.vml")
    parts.set(boxes, new_boxes(part.grid(), fresh))
    parts.declare_extension("vml", VML)
    part.add_legacy_drawing(parts.relate(source, "vmlDrawing", boxes))
