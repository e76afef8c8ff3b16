"""What a finding holds back: the whole file, or less."""

from __future__ import annotations

import pytest

from xlpy.catalogue.load import shipped
from xlpy.checks.fold import in_order
from xlpy.model.submission import Finding, Severity, Source


@pytest.mark.parametrize("code", ["T102", "B201", "D307"])
def test_an_error_of_a_file_form_or_unit_keeps_the_file_out(code: str) -> None:
    assert Finding(code, Severity.ERROR, Source("a.xlsx")).holds_file


@pytest.mark.parametrize(
    "finding",
    [
        Finding("T102", Severity.WARNING, Source("a.xlsx")),
        Finding("B207", Severity.ERROR, Source("a.xlsx"), task="N3"),
        Finding("B208", Severity.ERROR, Source("a.xlsx")),
        Finding("O410", Severity.ERROR, Source("a.xlsx")),
        Finding("N503", Severity.ERROR, Source("a.xlsx")),
    ],
    ids=["a warning", "of one task", "of a column", "of a cell", "of a row"],
)
def test_a_lighter_finding_does_not(finding: Finding) -> None:
    assert not finding.holds_file


def test_a_file_s_errors_stand_before_its_warnings_and_these_before_what_is_told_for_information() -> None:
    weights = {"R20-01": Severity.ERROR, "O417": Severity.WARNING, "B208": Severity.INFO}
    listed = [Finding(code, weight, Source("a.xlsx"), "522") for code, weight in weights.items()]
    assert [each.code for each in in_order(shipped(), listed[::-1])] == list(weights)
