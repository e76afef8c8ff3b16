"""The sheet that is added to a copy: all its findings, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlpy.basics.a1 import a1
from xlpy.basics.text_size import row_height
from xlpy.intake.notes import cut
from xlpy.model.submission import Severity
from xlpy.outputs.marked.looks import FILLS, Looks
from xlpy.outputs.marked.marks import Mark
from xlpy.outputs.marked.notes import MAIN
from xlpy.outputs.marked.xmledit import xml_attribute, xml_text
from xlpy.outputs.messages import UNIT_WORDS
from xlpy.outputs.publish.cell_text import CELL_LIMIT

SHEET = "Phát hiện"
TITLE = "NỘI DUNG CẦN XEM LẠI TRONG BIỂU MẪU CỦA ĐƠN VỊ"
KNOWN_TITLES = (TITLE, "CÁC PHÁT HIỆN TRONG TỆP CỦA ĐƠN VỊ")
"""How such a list is headed, and how it was in copies that are out already."""
TITLES = ("STT", "Mức độ", "Mã", "Trang", "Ô", "Nội dung", "Cách xử lý")
WIDTHS = (5.5, 16.0, 9.5, 19.0, 8.5, 56.0, 48.0)
_MIDDLE = (True, True, True, False, True, False, False)
_TAB = "FFC00000"
_LEGEND = (
    (Severity.ERROR, "số liệu, nội dung nêu ở dòng này chưa được tính vào bản tổng hợp cho đến khi sửa xong"),
    (Severity.WARNING, "sai thì sửa; đúng thì xác nhận hoặc giải trình"),
    (Severity.INFO, "không phải trả lời; chỉ sửa nếu không đúng"),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the list: ``lines`` are sentences, ``marker`` the form's hidden sign of such a sheet."""

    lines: tuple[str, ...] = ()
    marker: str = ""


@dataclass
class _Sheet:
    """The rows as they grow."""

    looks: Looks
    rows: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def next(self) -> int:
        return len(self.rows) + 1

    def row(self, texts: Sequence[str], styles: Sequence[int], height: float, *, hidden: bool = False) -> None:
        number = self.next
        cells = "".join(
            _cell(a1((number, column)), text, style)
            for column, (text, style) in enumerate(zip(texts, styles, strict=True), 1)
        )
        room = ' hidden="1"' if hidden else f' ht="{height:g}" customHeight="1"'
        self.rows.append(f'<row r="{number}"{room}>{cells}</row>')

    def line(self, text: str, style: int, size: float = 12.0, *, bold: bool = False) -> None:
        """A text over all columns."""
        number, last = self.next, len(WIDTHS)
        self.merged.append(f"{a1((number, 1))}:{a1((number, last))}")
        height = row_height(iter([(text, sum(WIDTHS), size, bold)]))
        self.row([text, *[""] * (last - 1)], [style] * last, height)

    def swatch(self, severity: Severity, text: str) -> None:
        """A severity in its colour, and what it means."""
        number, last = self.next, len(WIDTHS)
        self.merged += [f"{a1((number, 1))}:{a1((number, 2))}", f"{a1((number, 3))}:{a1((number, last))}"]
        colour = self.looks.listed("bold", fill=FILLS[severity], middle=True)
        plain = self.looks.listed("text", boxed=False)
        texts = [UNIT_WORDS[severity], "", f": {text}", *[""] * (last - 3)]
        self.row(texts, [colour, colour, *[plain] * (last - 2)], 18.0)


def list_sheet(looks: Looks, heading: Heading, marks: Sequence[Mark], reachable: Iterable[str]) -> tuple[bytes, int]:
    """The worksheet's part, and the number of the row of titles; ``reachable`` are the sheets a link can lead to.

    Texts are inline, so that the workbook's own table of strings stays as it is; whatever they begin with they
    are texts.
    """
    sheet, known = _Sheet(looks), frozenset(reachable)
    if heading.marker:
        sheet.row([heading.marker], [looks.listed("muted", boxed=False)], 0, hidden=True)
    sheet.line(TITLE, looks.listed("title", middle=True, boxed=False), 14.0, bold=True)
    for text in heading.lines:
        sheet.line(text, looks.listed("text", boxed=False))
    for severity, text in _LEGEND:
        sheet.swatch(severity, text)
    top = sheet.next
    title = looks.listed("bold", fill=looks.heading_fill, middle=True)
    sheet.row(TITLES, [title] * len(TITLES), 24.0)
    for number, mark in enumerate(marks, 1):
        _finding(sheet, number, mark, known)
    return _part(sheet, top), top


def _finding(sheet: _Sheet, number: int, mark: Mark, reachable: frozenset[str]) -> None:
    looks = sheet.looks
    texts = (str(number), mark.word, mark.code, mark.sheet, mark.cell, mark.text, mark.remedy)
    styles = [looks.listed("text", middle=middle) for middle in _MIDDLE]
    styles[1] = looks.listed("bold", fill=FILLS[mark.severity], middle=True)
    place = place_of(mark)
    if mark.sheet in reachable:
        column = 5 if mark.address else 4
        styles[column - 1] = looks.listed("link", middle=_MIDDLE[column - 1])
        at = a1((sheet.next, column))
        told = f"Đến trang {mark.sheet}" + (f", ô {mark.cell}" if mark.address else "")
        link = f'<hyperlink ref="{at}" location={xml_attribute(place)} tooltip={xml_attribute(told[:255])}/>'
        sheet.links.append(link)
    rooms = ((text, width, 12.0, column == 1) for column, (text, width) in enumerate(zip(texts, WIDTHS, strict=True)))
    sheet.row(texts, styles, max(20.0, row_height(rooms)))


def place_of(mark: Mark) -> str:
    """Where the link of a finding leads within the workbook: ``'Chỉ tiêu'!F24``, a sheet's first cell without one."""
    name = mark.sheet.replace("'", "''")
    return f"'{name}'!{mark.cell if mark.address else 'A1'}"


def _cell(at: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{at}" s="{style}"/>'
    shown = xml_text(cut(text, CELL_LIMIT))
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _part(sheet: _Sheet, top: int) -> bytes:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width + 0.7109375:g}" customWidth="1"/>' for n, width in enumerate(WIDTHS, 1)
    )
    last = f"{a1((sheet.next - 1, len(WIDTHS)))}"
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merged)
    links = f"<hyperlinks>{''.join(sheet.links)}</hyperlinks>" if sheet.links else ""
    below = a1((top + 1, 1))
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="{_TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{top}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="18"/><cols>{widths}</cols><sheetData>{"".join(sheet.rows)}</sheetData>'
        f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>{links}'
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.5" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        '<headerFooter><oddFooter>&amp;C&amp;"Times New Roman,Regular"&amp;11&amp;P/&amp;N</oddFooter></headerFooter>'
        "</worksheet>"
    )
    return text.encode()
