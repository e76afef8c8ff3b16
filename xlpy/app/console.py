"""The edition in a few lines for a terminal: counts, who is missing by name, where the results are."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from xlpy.app.product_files import diverted
from xlpy.app.usecases import Written
from xlpy.consolidation.headline import numbers_of
from xlpy.model.edition import Edition, MissingReason, TaskStatus
from xlpy.model.submission import Severity
from xlpy.outputs.decision_words import decision_lines
from xlpy.outputs.grouping import lines
from xlpy.outputs.holding_words import held_words
from xlpy.outputs.messages import title, weight
from xlpy.outputs.remarks import remarks_words


def report(edition: Edition, written: Written | None, *, findings: bool = False) -> str:
    """What a person wants to know at once after a consolidation (``written`` None: a dry run).

    ``findings``: every finding too, by file, with what to do; those alike share a line, consequences are counted.
    """
    return "\n".join((*_lines(edition, written), *(_listed(edition) if findings else ())))


def tell_diverted(written: Mapping[str, Path]) -> None:
    """Say on the error stream which files stand beside older ones of their own names: nobody may take those for new."""
    if names := [path.name for path in diverted(written)]:
        print(
            f"Tệp cùng tên đang mở ở chương trình khác, nên bản mới được ghi với tên: {', '.join(names)}. Tệp mang tên "
            "cũ vẫn là bản trước, không thuộc lần này; hãy đóng tệp đó rồi chạy lại.",
            file=sys.stderr,
        )


def _lines(edition: Edition, written: Written | None) -> Iterator[str]:
    used = [record for record in edition.files if record.used]
    excluded = [record for record in edition.files if not record.used]
    yield f"Kế hoạch số {edition.catalogue.plan.number} - {edition.period.name}"
    yield f"Đơn vị phải báo cáo: {len(edition.reporting_units)}"
    yield f"Tệp đã nhận: {len(edition.files)}; được dùng: {len(used)}; không dùng: {len(excluded)}"
    for record in excluded:
        of_whom = f" ({edition.unit_name(record.unit)})" if record.unit else ""
        yield f"  - {record.file}{of_whom}: {record.reason} {title(edition.catalogue, record.reason)}"
    unsent, refused = (
        [edition.unit_name(code) for code, why in edition.absent.items() if why is reason]
        for reason in (MissingReason.NOT_SENT, MissingReason.REFUSED)
    )
    yield f"Chưa gửi ({len(unsent)}): {'; '.join(unsent) or 'không có'}"
    yield f"Đã gửi nhưng tệp chưa dùng được ({len(refused)}): {'; '.join(refused) or 'không có'}"
    yield _findings(edition)
    yield _statuses(edition)
    yield from (f"Quyết định: {line}" for line in decision_lines(edition))
    total = edition.ledger.total
    yield (
        f"Sổ đối chiếu: nhận {total.received} ô = dùng {total.used} + loại có lý do {sum(total.excluded.values())}"
        f" + bỏ trống {total.empty} + chưa rõ {total.unknown} (lệch {total.balance})"
    )
    if written is None:
        yield "Chạy thử: chưa ghi tệp nào."
        return
    yield f"Kết quả trong thư mục: {written.folder.resolve()}"
    for path in written.files.values():
        yield f"  - {path.name}"


def _listed(edition: Edition) -> Iterator[str]:
    """The findings under a heading for each file, the units' files in the order of the catalogue."""
    catalogue = edition.catalogue
    for (unit, file), group in groupby(lines(edition), key=lambda line: (line.finding.unit, line.finding.source.file)):
        whose = edition.unit_name(unit) if unit else ""
        yield ""
        yield ", tệp ".join(part for part in (whose, file) if part) or "Toàn tỉnh"
        for line in group:
            finding = line.finding
            named = (("trang", line.source.sheet), ("ô", line.source.cell))
            place = "".join(f", {word} {name}" for word, name in named if name)
            yield f"  {weight(finding)} {finding.code}{place}: {line.matter(catalogue)}"
            if finding.touches and (value := edition.said.about(finding)):
                yield f"    Giá trị: {value}"
            if said := remarks_words(edition, line.findings):
                yield f"    Đơn vị giải trình, ô {said}"
            if what := line.remedy(catalogue):
                yield f"    Cách xử lý: {what}"
            if held := held_words(edition, line.findings):
                yield f"    Chưa tính vào bản tổng hợp: {held}"


def _findings(edition: Edition) -> str:
    numbers = numbers_of(edition)
    roots = [finding for finding in edition.findings if not finding.caused_by]
    notes = sum(finding.severity is Severity.INFO for finding in roots)
    trials = sum(finding.trial for finding in roots)
    tried = f" ({trials} của quy tắc thử)" if trials else ""
    return (
        f"Phát hiện: {numbers.error_words}, {numbers.warnings} cảnh báo, {notes} thông tin{tried} "
        f"(và {len(edition.findings) - len(roots)} hệ quả); {numbers.faulty} đơn vị phải sửa, {numbers.stray} tệp "
        "không dùng được"
    )


def _statuses(edition: Edition) -> str:
    counts = Counter(edition.statuses.values())
    parts = "; ".join(f"{status.value.lower()} {counts[status]}" for status in TaskStatus if counts[status])
    return f"Nhiệm vụ × đơn vị: {parts}"
