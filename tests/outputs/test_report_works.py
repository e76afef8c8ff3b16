"""What was done, told by rule: the office's and the departments' results, those of many localities condensed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests import report_rounds
from tests.builders import chosen, submission
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.edition import Edition
from xlpy.model.submission import ActivityReport, Finding, Issue, LineRef, Severity, Source, Submission, Text
from xlpy.model.target import Target
from xlpy.outputs.report.content import text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.directions import direction_heads, directions
from xlpy.outputs.report.outline import tell
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.provenance import Provenance
from xlpy.outputs.report.recommendations import recommendations
from xlpy.outputs.report.situation import situation
from xlpy.outputs.report.summary import summary
from xlpy.outputs.report.work_done import Works

pytestmark = pytest.mark.slow("round")

CATALOGUE = report_rounds.catalogue()
PERIOD = CATALOGUE.period["CN"]
Said = tuple[str, str, str]
"""Status, result, evidence."""


def telling(said: Mapping[str, Mapping[str, Said]], *, held: tuple[str, str] | None = None) -> Telling:
    """An edition in which each unit says this of its activities; ``held``: unit and activity with an error."""
    files = [_file(unit, lines) for unit, lines in said.items()]
    return Telling(edition(files, held), load_patterns())


def edition(files: list[Submission], held: tuple[str, str] | None = None) -> Edition:
    findings: tuple[Finding, ...] = ()
    if held:
        place = Source(f"{held[0]}.xlsx", "Nội dung", "F9")
        findings = (Finding("N504", Severity.ERROR, place, held[0], touches=(LineRef(held[1]),)),)
    return consolidate(CATALOGUE, PERIOD, files, chosen(CATALOGUE, PERIOD, files), findings, {})


def _file(unit: str, lines: Mapping[str, Said]) -> Submission:
    made = submission(unit, {})
    reports = []
    for row, (activity, (status, result, evidence)) in enumerate(lines.items(), 9):
        place = Source(made.received.file, "Nội dung", f"F{row}")
        told_result = Text(result, place._replace(cell=f"H{row}")) if result else None
        named = Text(evidence, place._replace(cell=f"I{row}")) if evidence else None
        reports.append(ActivityReport(unit, activity, status, None, told_result, named, None, place))
    return replace(made, activities=tuple(reports))


def told(made: Telling, task: str, elsewhere: tuple[str, ...] = ()) -> list[str]:
    return [text_of(runs) for runs in Works(made, CATALOGUE.task[task], elsewhere).paragraphs()]


DONE = "Hoàn thành"


# --- Results ------------------------------------------------------------------------------------------------


def test_one_result_of_many_localities_is_told_once_with_one_document_and_the_number_of_others():
    lines = {
        unit: {"N3.A1": (DONE, "Đã tuyển dụng giáo viên.", f"Quyết định số {number}/QĐ-UBND")}
        for number, unit in enumerate(("522", "524", "535"), 1)
    }
    assert told(telling(lines), "N3") == [
        "Các địa phương: đã tuyển dụng giáo viên (03 địa phương; Quyết định số 1/QĐ-UBND của thành phố Quảng Ngãi "
        "và văn bản của 02 địa phương khác)"
    ]


def test_results_that_differ_in_figures_or_the_units_own_name_are_alike_and_one_is_the_example():
    lines = {
        "522": {"N1.A4": (DONE, "Thành phố Quảng Ngãi rà soát 94 trường.", "Phương án số 1/PA-UBND")},
        "524": {"N1.A4": (DONE, "Huyện Bình Sơn rà soát 1.074 trường.", "")},
        "535": {"N1.A4": ("Đang thực hiện", "Đang lấy ý kiến Nhân dân.", "")},
    }
    assert told(telling(lines), "N1") == [
        "Các địa phương: thành phố Quảng Ngãi rà soát 94 trường (Phương án số 1/PA-UBND; 01 địa phương khác đã hoàn "
        "thành)"
    ]


def test_done_work_with_a_document_is_the_example_before_other_work():
    lines = {
        "522": {"N1.A4": ("Đang thực hiện", "Rà soát 94 trường", "")},
        "524": {"N1.A4": (DONE, "Rà soát 74 trường", "Phương án số 2/PA-UBND")},
    }
    (text,) = told(telling(lines), "N1")
    assert "tại huyện Bình Sơn, rà soát 74 trường (Phương án số 2/PA-UBND)" in text


def test_with_an_example_those_are_counted_that_have_done_the_same_work_whatever_their_words():
    lines = {
        "522": {"N1.A4": (DONE, "Rà soát 94 trường", "a")},
        "524": {"N1.A4": (DONE, "Rà soát 74 trường", "")},
        "525": {"N1.A4": (DONE, "Xóa 02 điểm trường", "")},
        "535": {"N1.A4": ("Đang thực hiện", "Rà soát 40 trường", "")},
    }
    (text,) = told(telling(lines), "N1")
    assert text.endswith("tại thành phố Quảng Ngãi, rà soát 94 trường (a; 02 địa phương khác đã hoàn thành)")


def test_those_that_are_still_at_a_work_are_not_counted_among_its_results():
    status = {"522": DONE, "524": DONE, "535": "Đang thực hiện"}
    lines = {unit: {"N3.A2": (said, "Đã điều động giáo viên.", "")} for unit, said in status.items()}
    assert told(telling(lines), "N3") == ["Các địa phương: đã điều động giáo viên (02 địa phương)"]


def test_each_locality_is_an_example_once_where_there_are_others():
    lines = {
        unit: {"N3.A1": (DONE, f"Tuyển {n} người", "a"), "N3.A2": (DONE, f"Điều động {n} người", "b")}
        for n, unit in enumerate(("522", "524"), 10)
    }
    (text,) = told(telling(lines), "N3")
    assert "tại thành phố Quảng Ngãi, tuyển 10 người (a;" in text
    assert "tại huyện Bình Sơn, điều động 11 người (b;" in text


def test_the_figure_of_one_locality_stands_behind_its_name_so_that_it_is_not_read_as_that_of_all():
    lines = {
        "522": {"N4.A3": (DONE, "Đưa vào sử dụng phòng mới; số phòng kiên cố là 1.005 phòng", "")},
        "524": {"N4.A3": (DONE, "Đưa vào sử dụng phòng mới; số phòng kiên cố là 890 phòng", "")},
    }
    assert told(telling(lines), "N4") == [
        "Các địa phương: tại thành phố Quảng Ngãi, đưa vào sử dụng phòng mới; số phòng kiên cố là 1.005 phòng "
        "(01 địa phương khác đã hoàn thành)"
    ]
    assert told(telling({"524": lines["524"]}), "N4") == [
        "Các địa phương: tại huyện Bình Sơn, đưa vào sử dụng phòng mới; số phòng kiên cố là 890 phòng"
    ]


def test_the_office_does_not_name_itself_and_departments_are_named_once():
    lines = {
        "SGDDT": {"N3.A5": (DONE, "Bồi dưỡng giáo viên", "Kế hoạch số 220/KH-SGDĐT")},
        "SNV": {"N3.A3": (DONE, "Tham mưu giao biên chế.", "")},
    }
    assert told(telling(lines), "N3") == [
        "Ở cấp tỉnh: bồi dưỡng giáo viên (Kế hoạch số 220/KH-SGDĐT)",
        "Sở Nội vụ: tham mưu giao biên chế",
    ]


def test_what_is_examined_is_not_told_as_a_result():
    lines = {"529": {"N3.A1": (DONE, "Đã tuyển dụng", "")}}
    assert told(telling(lines, held=("529", "N3.A1")), "N3") == []


def test_what_another_part_tells_is_not_told_again():
    lines = {"SGDDT": {"N1.A1": (DONE, "Ban hành kế hoạch", "Kế hoạch số 111/KH-SGDĐT")}}
    made = telling(lines)
    assert told(made, "N1", ("N1.A1",)) == []
    (words, *_) = (p.text for p in situation(made, (), ["N1.A1"]))
    assert words == "Sở Giáo dục và Đào tạo: ban hành kế hoạch (Kế hoạch số 111/KH-SGDĐT)."
    other = telling({"SNV": {"N1.A1": (DONE, "Ban hành kế hoạch", "Kế hoạch số 112/KH-SNV")}})
    (words, *_) = (p.text for p in situation(other, (), ["N1.A1"]))
    assert words == "Sở Nội vụ: ban hành kế hoạch (Kế hoạch số 112/KH-SNV)."


def test_part_i_cites_the_documents_of_localities_and_counts_the_rest():
    units = [unit.code for unit in CATALOGUE.reporting_units(PERIOD) if unit.kind.value == "local"]
    lines = {unit: {"N1.A2": (DONE, "Đã ban hành", f"Kế hoạch số {n}/KH-UBND")} for n, unit in enumerate(units, 11)}
    (words, *_) = (p.text for p in situation(telling(lines), (), ["N1.A2"]))
    assert "13/13 địa phương đã có văn bản (Kế hoạch số 11/KH-UBND của thành phố Quảng Ngãi, " in words
    assert words.endswith(" và 09 địa phương khác).")


# --- Who is asked -------------------------------------------------------------------------------------------


def recommending(*rows: tuple[str, str, str]) -> Telling:
    """Units that recommend something under N4: unit, words, to whom."""
    files = []
    for unit in dict.fromkeys(row[0] for row in rows):
        made = submission(unit, {})
        issues = []
        for number, (_, words, who) in enumerate((row for row in rows if row[0] == unit), 9):
            place = Source(made.received.file, "Khó khăn", f"E{number}")
            to = Text(who, place) if who else None
            issues.append(Issue(unit, "N4", None, None, Text(words, place), to, place))
        files.append(replace(made, issues=tuple(issues)))
    return Telling(edition(files), load_patterns())


def test_the_summary_asks_each_addressee_for_what_most_units_want():
    committee = "Ủy ban nhân dân tỉnh"
    made = recommending(
        ("522", "Xây trường", committee),
        ("524", "Bố trí vốn", committee),
        ("535", "Bố trí vốn", committee),
        ("535", "Tự lo", "Địa phương, đơn vị tự giải quyết"),
    )
    (asked,) = (p.text for p in summary(made) if p.text.startswith("Đề nghị"))
    assert asked.startswith("Đề nghị Ủy ban nhân dân tỉnh bố trí vốn. ")
    assert "tự lo" not in asked.casefold()


def test_what_units_still_owe_is_urged_by_the_office_and_not_asked_of_the_committee():
    urged = "Sở Giáo dục và Đào tạo tiếp tục đôn đốc các đơn vị chưa có báo cáo khẩn trương gửi báo cáo."
    made = recommending(("522", "Bố trí vốn", "Ủy ban nhân dân tỉnh"))
    assert [p.text for p in summary(made)][-1] == f"Đề nghị Ủy ban nhân dân tỉnh bố trí vốn. {urged}"
    assert [p.text for p in summary(telling({"522": {}}))][-1] == urged


@pytest.mark.parametrize(
    ("assigned", "words"),
    [
        ((), " (kế hoạch do các đơn vị tự xây dựng)"),
        (("N2.01",), " (kế hoạch của 01 chỉ tiêu do các đơn vị tự xây dựng)"),
        (("N2.01", "N6.04"), ""),
    ],
)
def test_the_summary_says_whose_plans_are_reached(assigned: tuple[str, ...], words: str):
    figures = {"N2.01": 100, "N6.04": 50}
    file = submission("522", figures, {"N2.01": 100, "N6.04": 50})
    targets = tuple(Target("522", code, "", Decimal(100), "Quyết định") for code in assigned)
    made = edition([file])
    told_by = Telling(replace(made, catalogue=replace(made.catalogue, targets=targets)), load_patterns())
    (reached,) = (p.text for p in summary(told_by) if p.text.startswith("Kết quả"))
    assert f"02/02 chỉ tiêu có kế hoạch đã đạt hoặc vượt kế hoạch{words}" in reached
    assert words or "tự xây dựng" not in reached


def test_what_is_put_to_the_office_is_among_its_directions():
    made = recommending(("522", "Nâng cấp phần mềm.", "Sở Giáo dục và Đào tạo"))
    texts = [p.text for p in directions(made)]
    words = "- Sở Giáo dục và Đào tạo tiếp thu, giải quyết kiến nghị của các đơn vị: nâng cấp phần mềm (thành phố"
    assert any(text.startswith(words) for text in texts)


def test_the_weakest_indicators_are_named_among_the_directions_with_what_is_reached_of_their_plan():
    made = Telling(edition([submission("522", {"N6.04": 586}, {"N6.04": 601})]), load_patterns())
    words = "chỉ tiêu thực hiện thấp nhất so với kế hoạch: số học sinh biết bơi (586/601 học sinh)."
    assert f"- Phấn đấu hoàn thành 01 {words}" in [p.text for p in directions(made)]


CENTRAL, COMMITTEE = "Bộ, ngành Trung ương", "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize(
    ("who", "said", "words"),
    [
        (CENTRAL, "Kiến nghị trung ương bổ sung biên chế", "bổ sung biên chế"),
        (CENTRAL, "Tiếp tục kiến nghị Trung ương giao bổ sung biên chế", "giao bổ sung biên chế"),
        (CENTRAL, "Đề nghị các bộ, ngành Trung ương sớm ban hành thông tư", "sớm ban hành thông tư"),
        (COMMITTEE, "Đề nghị UBND tỉnh bố trí vốn", "bố trí vốn"),
        (COMMITTEE, "Kiến nghị Trung ương bổ sung biên chế", "kiến nghị Trung ương bổ sung biên chế"),
        (COMMITTEE, "Bố trí vốn", "bố trí vốn"),
        (COMMITTEE, "Đề nghị Ủy ban nhân dân tỉnh", "đề nghị Ủy ban nhân dân tỉnh"),
    ],
)
def test_a_recommendation_does_not_repeat_whom_it_is_put_to(who: str, said: str, words: str):
    made = recommending(("522", said, who))
    (text,) = (p.text for p in recommendations(made) if p.text.startswith("- Về"))
    assert text == f"- Về ngân sách, nguồn lực: {words} (thành phố Quảng Ngãi)."


def test_the_office_is_not_named_behind_what_it_recommends_itself():
    (text,) = (p.text for p in recommendations(recommending(("SGDDT", "Bố trí vốn", COMMITTEE))) if "Về" in p.text)
    assert text == "- Về ngân sách, nguồn lực: bố trí vốn."


def test_nor_does_the_summary():
    made = recommending(("522", "Kiến nghị trung ương bổ sung biên chế", CENTRAL))
    assert any(p.text.startswith("Đề nghị các bộ, ngành Trung ương bổ sung biên chế.") for p in summary(made))


@pytest.mark.parametrize(
    ("who", "why"), [("Địa phương, đơn vị tự giải quyết", "đơn vị tự giải quyết"), ("", "chưa nêu cơ quan giải quyết")]
)
def test_what_is_put_to_nobody_who_can_act_stands_among_the_sources_with_the_reason(who: str, why: str):
    made = recommending(("522", "Đẩy nhanh thủ tục.", who))
    report = tell(made)
    assert not any("ẩy nhanh" in paragraph.text for paragraph in report.paragraphs)
    (row,) = Provenance(made, report).left_out()
    assert [text_of(row[key]) for key in ("kien_nghi", "don_vi", "ly_do")] == [
        "Đẩy nhanh thủ tục",
        "TP. Quảng Ngãi",
        why,
    ]


def test_the_summary_takes_half_a_page(sample_edition: Edition):
    texts = [p.text for p in summary(Telling(sample_edition, load_patterns()))]
    assert [text.partition(" ")[0] for text in texts] == ["Báo", "Kết", "Chưa", "Đề"]
    assert sum(map(len, texts)) < 2000


def test_the_part_on_directions_is_headed_by_the_time_that_lies_ahead():
    assert direction_heads(telling({}))["huong"] == "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM HỌC 2024-2025"
