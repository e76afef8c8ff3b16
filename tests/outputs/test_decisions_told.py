"""A decision is told in every paper that it touches: summary, sheet of decisions, slip, check, trace, JSON."""

from __future__ import annotations

import json

import pytest

from tests.builders import form_cell
from tests.decided import REASON, WHO, decision, under
from xlpy.app import console
from xlpy.model.decision import Act
from xlpy.model.edition import Edition
from xlpy.outputs.decision_words import decision_lines
from xlpy.outputs.feedback.slip import Slip, slips
from xlpy.outputs.publish import decisions, findings, summary
from xlpy.outputs.publish.edition_sheets import draw_sheets
from xlpy.outputs.publish.jsonout import summary_json
from xlpy.outputs.trace import trace
from xlpy.outputs.trace.text import trace_text

pytestmark = pytest.mark.slow("round")

BY = f"{WHO}, ngày 26/6/2024: {REASON}"
SUM = form_cell("533", "N3.01")
ACCEPTED = decision(Act.ACCEPT, unit="533", code="R04-06", cell=SUM, value="1.338; 379; 577; 400")
HELD = decision(Act.HOLD, unit="524", indicator="N2.07")
OUT = decision(Act.LEAVE_OUT, file="Zalo 20-6/Sơn Hà.xlsx")
LINES = {
    ACCEPTED: f"Chấp nhận giải trình (Huyện Mộ Đức: R04-06 ô {SUM}) theo quyết định của {BY}.",
    HELD: f"Giữ lại số liệu (Huyện Bình Sơn: N2.07) theo quyết định của {BY}.",
    OUT: f"Để tệp ngoài tổng hợp (tệp Zalo 20-6/Sơn Hà.xlsx) theo quyết định của {BY}.",
}


@pytest.fixture(scope="module")
def made() -> Edition:
    """The sample under all three."""
    return under(*LINES).edition


def words_of(edition: Edition, sheet: str) -> str:
    drawing = next(drawing for drawing in draw_sheets(edition) if drawing.name == sheet)
    return "\n".join(str(cell.value) for cell in drawing.cells.values())


def slip_of(edition: Edition, unit: str) -> Slip:
    return next(slip for slip in slips(edition) if slip.unit.code == unit)


def test_the_summary_names_each_decision_that_applies(made: Edition) -> None:
    for line in LINES.values():
        assert f"Quyết định: {line}" in words_of(made, summary.SHEET)


def test_the_sheet_of_decisions_has_each_with_its_reason_and_effect(made: Edition) -> None:
    told = words_of(made, decisions.SHEET)
    assert told.count(WHO) == told.count(REASON) == told.count("Đang áp dụng") == 3


def test_an_accepted_finding_stands_among_the_findings_as_accepted(made: Edition) -> None:
    told = words_of(made, findings.SHEET)
    assert "Đã chấp nhận\n" in told
    assert f"Đã chấp nhận giải trình ({BY})." in told


def test_check_lists_the_decisions(made: Edition) -> None:
    told = console.report(made, None, findings=True)
    assert all(f"Quyết định: {line}" in told for line in LINES.values())
    assert "Giá trị: 1.338; 379; 577; 400" in told


def test_the_slip_tells_that_the_explanation_was_accepted_and_asks_nothing(made: Edition) -> None:
    slip = slip_of(made, "533")
    assert "R04-06" not in [line.code for section in slip.sections for line in section.lines]
    (note,) = [line for line in slip.notes if line.code == "R04-06"]
    assert f"Đã chấp nhận giải trình ({BY})." in note.matter
    assert note.remedy == "Không cần xử lý."


def test_the_slip_tells_of_a_figure_held_and_of_a_file_left_out(made: Edition) -> None:
    (held,) = [line for s in slip_of(made, "524").sections for line in s.lines if line.code == "C660"]
    assert REASON in held.matter
    assert held.held == "số liệu N2.07"
    slip = slip_of(made, "529")
    assert [file.disposition for file in slip.files] == ["Chưa dùng được: để ngoài tổng hợp theo quyết định"]
    assert "T140" in [line.code for section in slip.sections for line in section.lines]


def test_the_report_gets_a_line_for_each_figure_that_a_decision_touches(made: Edition) -> None:
    assert list(decision_lines(made, "N2.07")) == [LINES[HELD], LINES[OUT]]
    assert LINES[ACCEPTED] in decision_lines(made, "N3.01")
    assert list(decision_lines(made, "N3.15")) == []


def test_a_trace_tells_of_the_decision_behind_a_missing_reason(made: Edition) -> None:
    told = trace_text(made.catalogue, trace(made, "N2.07"))
    assert told.count(REASON) == 2


def test_programs_get_the_decisions(made: Edition) -> None:
    found = json.loads(summary_json(made))["decisions"]
    assert [each["act"] for each in found] == ["accept", "hold", "leave-out"]
