"""Findings in words: sentence, remedy and title by the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlpy.model.catalogue import Catalogue, Scope
from xlpy.model.submission import Finding, Severity

UNKNOWN = "không rõ"
BLANK = "(để trống)"
"""How the text of a cell that holds nothing is quoted."""
SEVERITY_WORDS: Mapping[Severity, str] = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cảnh báo",
    Severity.INFO: "Thông tin",
}
UNIT_WORDS: Mapping[Severity, str] = {
    Severity.ERROR: "Cần sửa",
    Severity.WARNING: "Xem lại",
    Severity.INFO: "Để biết",
}
"""The severities as a unit reads them: by what is asked of it."""

ACCEPTED = "Đã chấp nhận"
"""In place of a severity, for a finding whose explanation the office accepted."""
TRIAL_REMEDY = "Quy tắc đang chạy thử: không báo đơn vị, không giữ số liệu; xem có đúng không rồi mới áp dụng."

TRIAL = "(quy tắc thử)"
"""Beside a severity, for a finding of a rule that is being tried out."""

_PLACE = re.compile(r"\{(\w+)\}")
_WHERE = re.compile(r"^Tệp \{file\}(, trang \{sheet\})?(, ô \{cell\})?: ")
_RULE_TITLES: Mapping[Scope, str] = {
    Scope.FORM: "Số liệu trong biểu không khớp",
    Scope.HISTORY: "Số liệu khác thường so với kỳ trước",
    Scope.CROSS_UNIT: "Số liệu giữa các đơn vị không khớp",
    Scope.PROVINCE: "Số liệu toàn tỉnh cần xem lại",
}


def sentence(catalogue: Catalogue, finding: Finding) -> str:
    """Where, what was found and what is expected; never raises, a missing placeholder reads ``không rõ``."""
    return _filled(_template(catalogue, finding.code), finding) + _asked(finding) + _accepted(finding) + _tried(finding)


def matter(catalogue: Catalogue, finding: Finding) -> str:
    """The sentence without file, sheet and cell before it: for lists that have columns for these."""
    text = _filled(_WHERE.sub("", _template(catalogue, finding.code)), finding)
    return text[:1].upper() + text[1:] + _asked(finding) + _accepted(finding) + _tried(finding)


def _asked(finding: Finding) -> str:
    """Whether the explanation that the rule asks for is there, and beside which figures it is looked for."""
    if finding.explained is None or finding.accepted:
        return ""
    if finding.explained:
        return " Đơn vị đã giải trình."
    rows = " hoặc ".join(dict.fromkeys(each.indicator for each in finding.figures)) or finding.indicator
    return f" Chưa có giải trình ở cột Ghi chú, dòng {rows}."


def _tried(finding: Finding) -> str:
    return f" {TRIAL}" if finding.trial else ""


def _accepted(finding: Finding) -> str:
    return f" Đã chấp nhận giải trình ({finding.accepted})." if finding.accepted else ""


def weight(finding: Finding) -> str:
    """Its severity in a word, with what marks a rule on trial; or that it was accepted."""
    if finding.trial:
        return f"{SEVERITY_WORDS[finding.severity]} {TRIAL}"
    return ACCEPTED if finding.accepted else SEVERITY_WORDS[finding.severity]


def remedy(catalogue: Catalogue, finding: Finding) -> str:
    """What the unit does about it, '' where the catalogue says nothing; never raises."""
    if finding.accepted:
        return "Không cần xử lý."
    if finding.trial:
        return TRIAL_REMEDY
    row = catalogue.message.get(finding.code) or catalogue.rule.get(finding.code)
    return _filled(row.remedy, finding) if row else ""


def said(template: str, finding: Finding) -> str:
    """A sentence of a paper's own about a finding; never raises, a missing placeholder reads ``không rõ``."""
    return _filled(template, finding)


def title(catalogue: Catalogue, code: str) -> str:
    """A few words for a code: of the message row, of the kind of rule, or the code itself."""
    if message := catalogue.message.get(code):
        return message.title
    rule = catalogue.rule.get(code)
    return _RULE_TITLES[rule.scope] if rule else code


def _template(catalogue: Catalogue, code: str) -> str:
    row = catalogue.message.get(code) or catalogue.rule.get(code)
    return row.message if row else f"Mã {code} chưa có câu giải thích trong danh mục."


def _filled(template: str, finding: Finding) -> str:
    def word(place: re.Match[str]) -> str:
        text = finding.params.get(place[1])
        return text or (BLANK if place[1] == "raw" and text is not None else UNKNOWN)

    return _PLACE.sub(word, template)
