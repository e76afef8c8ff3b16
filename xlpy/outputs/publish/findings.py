"""All root findings, each with how many follow from it; ``findings.csv`` has every single one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlpy.consolidation.headline import numbers_of
from xlpy.model.submission import Severity
from xlpy.outputs.grouping import Line, lines
from xlpy.outputs.holding_words import held_words
from xlpy.outputs.messages import weight
from xlpy.outputs.publish.drawing import Cell
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View
from xlpy.outputs.remarks import remarks_words

SHEET = "Phát hiện"
TITLES = (
    "STT",
    "Mã",
    "Mức độ",
    "Đơn vị",
    "Nhiệm vụ",
    "Tệp",
    "Trang",
    "Ô",
    "Giá trị đơn vị ghi",
    "Nội dung",
    "Đơn vị giải trình (cột Ghi chú)",
    "Cách xử lý",
    "Chưa tính vào bản tổng hợp",
    "Số phát hiện",
)
WIDTHS = (5.0, 9.0, 11.0, 22.0, 10.0, 28.0, 13.0, 8.0, 16.0, 64.0, 30.0, 56.0, 24.0, 10.0)
_MIDDLE = (True, True, True, False, True, False, False, True, False, False, False, False, False, True)


TITLE = "CÁC PHÁT HIỆN KHI KIỂM TRA SỐ LIỆU"


def write_findings(page: Page, view: View, title: str = TITLE) -> None:
    """Write the sheet, with a filter over its columns."""
    top = head(page, view.edition, title)
    findings = view.edition.findings
    weights = Counter(finding.severity for finding in findings if not finding.caused_by)
    folded = sum(bool(finding.caused_by) for finding in findings)
    numbers = numbers_of(view.edition)
    trials = sum(finding.trial for finding in findings if not finding.caused_by)
    tried = f" ({trials} của quy tắc thử, không báo đơn vị)" if trials else ""
    text = (
        f"Phát hiện gốc: {numbers.error_words}; {weights[Severity.WARNING]} cảnh báo; "
        f"{weights[Severity.INFO]} thông tin{tried}. Ngoài ra {folded} phát hiện kéo theo được gộp vào phát hiện gốc. "
        "Các phát hiện cùng một nguyên nhân trong một cột, dòng, trang hoặc tệp được gộp một dòng, cột cuối là số phát "
        "hiện của dòng; toàn bộ, từng ô một, có trong tệp findings.csv."
    )
    page.line(top, text, Look.NOTE)
    page.header(top + 1, TITLES)
    looks = [Look.CENTRE if middle else Look.TEXT for middle in _MIDDLE]
    last = page.table(top + 2, _rows(view), looks)
    page.sheet.filter = (top + 1, 0, max(last - 1, top + 1), page.last)
    print_setup(page, view.edition, last - 1, (top + 1, top + 1), 3)


def _rows(view: View) -> Iterator[tuple[Cell, ...]]:
    catalogue = view.catalogue
    for number, line in enumerate(lines(view.edition), 1):
        finding = line.finding
        yield (
            number,
            finding.code,
            weight(finding),
            view.unit_name(finding.unit) if finding.unit else "",
            _tasks(line),
            line.source.file,
            line.source.sheet,
            line.source.cell,
            view.edition.said.about(finding) if line.source.cell else "",
            line.matter(catalogue),
            remarks_words(view.edition, line.findings),
            line.remedy(catalogue),
            held_words(view.edition, line.findings),
            line.count + line.folded,
        )


def _tasks(line: Line) -> str:
    tasks = {finding.task for finding in line.findings if finding.task}
    return ", ".join(sorted(tasks))
