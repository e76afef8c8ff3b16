"""Traces in Vietnamese for a terminal: a short outline, one line for each fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from xlpy.basics.days import short_day
from xlpy.basics.decimals import format_vn
from xlpy.intake.notes import shortened
from xlpy.model.catalogue import Catalogue, Indicator
from xlpy.model.submission import Answer, Disposition, Finding, Source, State
from xlpy.outputs.messages import matter, title
from xlpy.outputs.trace.model import CellKind, Forward, Made, Part, RuleUse, Shown, Trace, Use

SHOWN_WORDS = {
    Shown.ACTUAL: "thực hiện",
    Shown.PLAN: "kế hoạch",
    Shown.PERCENT: "tỷ lệ thực hiện so với kế hoạch",
    Shown.PREVIOUS: "kỳ trước",
}
PERCENT_DECIMALS = 1
FINDINGS_SHOWN = 3
TERM, ABOVE, BELOW = "số hạng", "tử số", "mẫu số"
"""What a part is of the figure."""
HASH_SHOWN = 12
"""Hexadecimal digits of a file's SHA-256 that a line shows: enough to tell files apart."""


def trace_text(catalogue: Catalogue, trace: Trace) -> str:
    """The trace as an outline: the figure, how it was made, each unit's cell or missing reason."""
    return "\n".join(_figure(catalogue, trace, ""))


def figure_title(trace: Trace) -> str:
    """Which figure it is: code, name, scope, column."""
    indicator = trace.indicator
    return f"{indicator.code} {indicator.name} - {trace.scope_name}, {SHOWN_WORDS[trace.shown]}"


def figure_text(trace: Trace) -> str:
    """The figure's value with its unit of measure."""
    return _value(trace.value, trace.indicator, trace.shown)


def made_text(trace: Trace) -> Iterator[str]:
    """How the figure was made, a line each; nothing to say of a unit's own."""
    if trace.above and trace.below:
        scale = f" × {format_vn(trace.scale)}" if trace.scale != 1 else ""
        over, under = ("Thực hiện", "kế hoạch") if trace.shown is Shown.PERCENT else ("Tử số", "mẫu số")
        yield f"{over} {figure_text(trace.above)} : {under} {figure_text(trace.below)}{scale}"
        if trace.value is None:
            yield "Không tính được: thiếu tử số, thiếu mẫu số, hoặc mẫu số bằng 0."
    elif trace.made is Made.SUM:
        counted, asked = sum(part.counts for part in trace.parts), len(trace.parts)
        if counted:
            yield f"Tổng của {counted} trên {asked} đơn vị được giao; cộng lại khớp."
        else:
            yield f"Chưa có số liệu dùng được của đơn vị nào trong {asked} đơn vị được giao."
    elif trace.made is Made.PREVIOUS and len(trace.parts) > 1:
        counted = sum(part.counts for part in trace.parts)
        yield f"Tổng số kỳ trước của {counted} trên {len(trace.parts)} đơn vị; cộng lại khớp."


def _figure(catalogue: Catalogue, trace: Trace, indent: str) -> Iterator[str]:
    yield f"{indent}{figure_title(trace)}"
    yield f"{indent}= {figure_text(trace)}"
    indent += "  "
    yield from (f"{indent}{line}" for line in made_text(trace))
    if trace.above and trace.below:
        yield f"{indent}Tử số:"
        yield from _figure(catalogue, trace.above, indent + "  ")
        yield f"{indent}Mẫu số:"
        yield from _figure(catalogue, trace.below, indent + "  ")
    for part in trace.parts:
        yield from _part(catalogue, trace, part, indent)


def _value(value: Decimal | None, indicator: Indicator, shown: Shown) -> str:
    if value is None:
        return "chưa có số"
    if shown is Shown.PERCENT:
        return f"{format_vn(value, PERCENT_DECIMALS)}%"
    measure = indicator.unit_of_measure
    return f"{format_vn(value, indicator.decimals)}{'' if measure == '%' else ' '}{measure}".rstrip()


def _part(catalogue: Catalogue, trace: Trace, part: Part, indent: str) -> Iterator[str]:
    if trace.made is Made.PREVIOUS:
        said = format_vn(part.value) if part.value is not None else "không có"
        yield f"{indent}- {part.name}: {said} (lấy từ bản tổng hợp kỳ trước)"
        return
    yield f"{indent}- {part.name}: {_said(part)}"
    deeper = indent + "    "
    if part.answer:
        yield f"{deeper}{_place(part.answer.source)}; SHA-256 {part.sha256[:HASH_SHOWN]}…{_day(part)}"
        yield from _raw(part.answer, deeper)
    yield from _findings(catalogue, part.findings, deeper)


def _said(part: Part) -> str:
    shown = answer_word(part.answer) if part.answer else ""
    if part.counts:
        return shown
    why = part.missing_reason.value if part.missing_reason else "ghi K"
    if part.lacks:
        return f"{shown}, không tính vào tỷ lệ vì {part.lacks} {why}"
    return f"không có trong số này: {why}{f'; trong ô: {shown}' if shown else ''}"


def _day(part: Part) -> str:
    return f"; nhận ngày {short_day(part.received_on)}" if part.received_on else ""


def answer_word(answer: Answer) -> str:
    """An answer as a reader knows it."""
    words = {
        State.NOT_APPLICABLE: "K (không phát sinh)",
        State.NOT_YET: "CCSL (chưa có số liệu)",
        State.BLANK: "(để trống)",
        State.UNREADABLE: f"“{shortened(answer.raw)}” (không đọc được)",
    }
    return format_vn(answer.value) if answer.value is not None else words.get(answer.state, "")


def _place(source: Source) -> str:
    named = ((", trang ", source.sheet), (", ô ", source.cell))  # a figure that a form did not ask stands nowhere
    return f"Tệp {source.file}" + "".join(f"{word}{name}" for word, name in named if name)


def _raw(answer: Answer, indent: str) -> Iterator[str]:
    if answer.repair:
        yield f"{indent}Nguyên văn “{shortened(answer.raw)}”, đọc theo quy tắc: {answer.repair}"


def _findings(catalogue: Catalogue, findings: Iterable[Finding], indent: str) -> Iterator[str]:
    listed = list(findings)
    for finding in listed[:FINDINGS_SHOWN]:
        yield f"{indent}{finding.code}: {matter(catalogue, finding)}"
    if len(listed) > FINDINGS_SHOWN:
        yield f"{indent}… và {len(listed) - FINDINGS_SHOWN} phát hiện khác"


def forward_text(catalogue: Catalogue, cell: Forward) -> str:
    """What became of the cell, and each figure and rule it is in."""
    return "\n".join(_forward(catalogue, cell))


def _forward(catalogue: Catalogue, cell: Forward) -> Iterator[str]:
    yield _place(cell.source)
    whose = f"Tệp của {cell.unit_name}" if cell.unit_name else "Chưa rõ tệp của đơn vị nào"
    used = "được dùng" if cell.record.used else f"không dùng: {_reason(catalogue, cell.record.reason)}"
    yield f"{whose}; {used}; SHA-256 {cell.record.sha256[:HASH_SHOWN]}…"
    yield f"Loại ô: {cell.kind.value}"
    if cell.raw:
        yield f"Nguyên văn: “{shortened(cell.raw)}”"
    if cell.answer and cell.indicator:
        column = SHOWN_WORDS[Shown(cell.answer.column.value)]
        yield f"Chỉ tiêu: {cell.indicator.code} {cell.indicator.name} ({column}) = {answer_word(cell.answer)}"
        if cell.answer.repair:
            yield f"  Đọc theo quy tắc: {cell.answer.repair}"
    yield f"Kết cục: {_disposition(catalogue, cell)}"
    if cell.missing_reason:
        yield f"Chưa cộng vào tổng: {cell.missing_reason.value}"
    yield from _findings(catalogue, cell.findings, "  ")
    if cell.uses:
        yield "Có mặt trong:"
        yield from (_use(use) for use in cell.uses)
    if cell.rules:
        yield "Được các quy tắc này đọc:"
        yield from (_rule(rule) for rule in cell.rules)


def _reason(catalogue: Catalogue, code: str) -> str:
    return f"{code} {title(catalogue, code)}".strip()


def _disposition(catalogue: Catalogue, cell: Forward) -> str:
    if cell.disposition is None:
        return _counted_only(cell)
    if cell.disposition is Disposition.EXCLUDED:
        return f"bị loại, lý do {_reason(catalogue, cell.reason)}"
    return "được dùng" if cell.disposition is Disposition.USED else "không rõ là gì, không dùng"


def _counted_only(cell: Forward) -> str:
    if cell.kind is CellKind.UNREAD:
        return "không đọc từng ô, cả tệp không được dùng"
    return "ô nhập để trống" if cell.answer else "được đếm trong sổ đối chiếu, không là số liệu"


def _use(use: Use) -> str:
    what = f"{use.indicator.code} {use.indicator.name} - {use.scope_name}, {SHOWN_WORDS[use.shown]}"
    out = "" if use.counted else " (hiện không được tính vào)"
    return f"  - {what} = {_value(use.value, use.indicator, use.shown)}; là {use.role}{out}"


def _rule(use: RuleUse) -> str:
    rule = use.rule
    told = "có phát hiện" if use.fired else "không có phát hiện"
    return f"  - {rule.code}: {rule.left} {rule.operator} {rule.right} ({told})"
