"""What a unit wrote beside its figures (column Ghi chú), as it is quoted beside a finding in every list."""

from __future__ import annotations

from collections.abc import Iterable

from xlpy.model.edition import Edition
from xlpy.model.submission import Finding, Text


def remarks_words(edition: Edition, findings: Iterable[Finding]) -> str:
    """``I44: “thừa giáo viên do sáp nhập trường”``, each remark once; '' where the unit wrote none."""
    remarks: dict[Text, None] = {}
    for finding in findings:
        remarks |= dict.fromkeys(edition.explained(finding))
    return "; ".join(f"{remark.source.cell}: “{remark.value.strip()}”" for remark in remarks)
