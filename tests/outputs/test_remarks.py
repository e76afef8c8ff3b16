"""What a unit wrote under Ghi chú stands beside the finding that it explains, in every list."""

from __future__ import annotations

import json

import pytest

from xlpy.app import console
from xlpy.model.edition import Edition
from xlpy.outputs.feedback.slip import slips
from xlpy.outputs.publish import findings
from xlpy.outputs.publish.csvout import findings_csv
from xlpy.outputs.publish.edition_sheets import draw_sheets
from xlpy.outputs.publish.jsonout import summary_json

pytestmark = pytest.mark.slow("round")


@pytest.fixture(scope="module")
def said(sample_edition: Edition) -> str:
    """What Bình Sơn wrote beside N6.04, of which it has no figure yet (O403), after the cell that it stands in."""
    finding = next(f for f in sample_edition.findings if f.unit == "524" and f.code == "O403")
    row = finding.source.cell.lstrip("F")
    return f"I{row}: “Đang rà soát ở các trường; bổ sung trước ngày 30/6/2024.”"


def test_a_remark_stands_on_the_sheet_of_findings_beside_its_finding(sample_edition: Edition, said: str) -> None:
    sheet = next(drawing for drawing in draw_sheets(sample_edition) if drawing.name == findings.SHEET)
    words = {place: cell.value for place, cell in sheet.cells.items()}
    row = next(r for (r, c), word in words.items() if word == "O403" and words[r, 3] == "Huyện Bình Sơn")
    assert words[row, findings.TITLES.index("Đơn vị giải trình (cột Ghi chú)")] == said


def test_a_finding_of_another_row_bears_no_remark(sample_edition: Edition) -> None:
    others = [f for f in sample_edition.findings if f.unit == "524" and f.code != "O403"]
    assert others
    assert not any(sample_edition.explained(finding) for finding in others)


def test_a_remark_is_listed_by_check(sample_edition: Edition, said: str) -> None:
    assert f"    Đơn vị giải trình, ô {said}" in console.report(sample_edition, None, findings=True)


def test_a_remark_is_told_on_the_units_slip(sample_edition: Edition, said: str) -> None:
    slip = next(slip for slip in slips(sample_edition) if slip.unit.code == "524")
    line = next(line for section in slip.sections for line in section.lines if line.code == "O403")
    assert line.matter.endswith(f" Đơn vị giải trình, ô {said}.")


def test_programs_get_a_remark_with_its_finding(sample_edition: Edition, said: str) -> None:
    listed = json.loads(summary_json(sample_edition, findings=True))["findings"]["list"]
    assert said in [finding["explanation"] for finding in listed if finding["code"] == "O403"]
    assert said in findings_csv(sample_edition).decode("utf-8")
