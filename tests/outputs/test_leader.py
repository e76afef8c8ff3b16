"""The leader's page and slides: every figure found again, readable in black and white, one page, no machine's words.

After a wanted change: PLAN167_GOLDEN=write pytest tests/outputs/test_leader.py -k looked_at, then read the difference.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm
from pptx import Presentation

from tests import nd30, tools
from tests.beside_years import with_earlier
from tests.builders import chosen
from tests.docx_read import Docx
from xlpy.basics.decimals import format_vn
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.catalogue import UnitKind
from xlpy.model.edition import PROVINCE, Edition, Total
from xlpy.model.submission import Column, Text
from xlpy.outputs.leader.content import Leader, leader
from xlpy.outputs.leader.files import PAGE, SLIDES, leader_files
from xlpy.outputs.leader.make_templates import templates
from xlpy.outputs.leader.settings import FILE, LEVELS, LeaderSettingsError, load_leader_settings
from xlpy.outputs.report.content import text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.selection import ToldIndicator
from xlpy.outputs.word.pdf import to_pdf
from xlpy.outputs.word.template import TemplateError

pytestmark = pytest.mark.slow("round")

GOLDEN = Path(__file__).parents[1] / "data" / "leader"
MACHINE = re.compile(r"\b(?:tệp|ô|lỗi|mã|sha)\b", re.IGNORECASE)
"""Words that the machine has for what a leader knows by other names."""
RULES = ("khổ giấy, hướng", "lề", "phông", "màu đen", "Unicode dựng sẵn", "số trang", "kẻ thật")
"""Of Nghị định 30/2020/NĐ-CP what holds for a page without letterhead, number and signature."""


@dataclass(frozen=True)
class Made:
    edition: Edition
    leader: Leader
    files: dict[str, bytes]

    def file(self, ending: str) -> bytes:
        return next(data for name, data in self.files.items() if name.endswith(ending))

    @property
    def page(self) -> str:
        return "\n".join(paragraph.text for paragraph in Docx(self.file(".docx")).paragraphs)

    @property
    def slides(self) -> str:
        return "\n".join(slide_texts(self.file(".pptx")))


def slide_texts(data: bytes) -> Iterator[str]:
    for slide in Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_table:
                for row in shape.table.rows:
                    yield " | ".join(cell.text for cell in row.cells)
            else:
                yield shape.text_frame.text


@pytest.fixture(scope="module")
def made(sample_edition: Edition) -> Made:
    edition = with_earlier(sample_edition)
    return Made(edition, leader(edition, load_leader_settings()), dict(leader_files(edition)))


# --- Every figure found again -----------------------------------------------------------------------------------------


def units_that_gave(edition: Edition, codes: tuple[str, ...]) -> list[str]:
    """By the single figures alone: who is asked for a part and gave all of it that he is asked for."""
    found = []
    for unit in edition.reporting_units:
        asked = [code for code in codes if (unit.code, code, Column.ACTUAL) in edition.figure]
        if asked and all(edition.figure[unit.code, code, Column.ACTUAL].counts for code in asked):
            found.append(unit.code)
    return found


def figure_of(edition: Edition, code: str, units: list[str], before: Any = None) -> Decimal | None:
    """An indicator over units, from their single figures or those of another year."""
    indicator = edition.catalogue.indicator[code]
    sums = []
    for part in indicator.made_of:
        values = [
            before[unit].get(part) if before is not None else edition.counted(unit, part, Column.ACTUAL)
            for unit in units
        ]
        known = [value for value in values if value is not None]
        sums.append(sum(known, Decimal(0)) if known else None)
    if len(sums) == 1:
        return sums[0]
    return sums[0] / sums[1] * indicator.scale if sums[0] is not None and sums[1] else None


def test_ten_figures_are_shown(made: Made) -> None:
    assert len(made.leader.figures) == 10


def test_each_figure_is_what_the_units_figures_add_up_to(made: Made) -> None:
    wrong = []
    for shown in made.leader.figures:
        indicator = made.edition.catalogue.indicator[shown.code]
        value = figure_of(made.edition, shown.code, units_that_gave(made.edition, indicator.made_of))
        sign = "%" if shown.unit == "%" else ""
        wanted = "chưa có kết quả" if value is None else format_vn(value, indicator.decimals) + sign
        if shown.actual.split(" (")[0] != wanted:
            wrong.append((shown.label, shown.actual, wanted))
    assert wrong == []


def test_each_figure_of_last_year_is_of_units_that_gave_both(made: Made) -> None:
    wrong, compared = [], 0
    for shown in made.leader.figures:
        indicator = made.edition.catalogue.indicator[shown.code]
        before = made.edition.earlier["2022-2023"]
        both = [
            unit
            for unit in units_that_gave(made.edition, indicator.made_of)
            if all(
                code in before.get(unit, {})
                for code in indicator.made_of
                if (unit, code, Column.ACTUAL) in made.edition.figure
            )
            and any(made.edition.counted(unit, code, Column.ACTUAL) is not None for code in indicator.made_of)
        ]
        value = figure_of(made.edition, shown.code, both, before)
        if shown.beside is not None:
            compared += 1
            sign = "%" if shown.unit == "%" else ""
            assert value is not None
            if shown.before != format_vn(value, indicator.decimals) + sign:
                wrong.append((shown.label, shown.before, value))
    assert (wrong, compared) == ([], 9)


def test_page_and_slides_show_all_figures_alike(made: Made) -> None:
    lacking = [
        (where, text)
        for where, whole in (("page", made.page), ("slides", made.slides))
        for shown in made.leader.figures
        for text in (shown.label, shown.actual, shown.plan, shown.before, shown.change)
        if text not in whole
    ]
    assert lacking == []


def test_troubles_and_requests_are_said_by_units_and_no_more_than_three(made: Made) -> None:
    said = {
        " ".join(text.value.split()).strip("-– .")
        for issue in made.edition.issues
        for text in (issue.difficulty, issue.recommendation)
        if text
    }
    told = [*made.leader.troubles, *made.leader.requests]
    assert (len(made.leader.troubles), len(made.leader.requests)) == (3, 3)
    assert [one.text for one in told if one.text not in said] == []


def test_requests_to_who_issued_the_plan_come_first(made: Made) -> None:
    assert {one.said.addressee for one in made.leader.requests} == {"Ủy ban nhân dân tỉnh"}


def test_each_district_stands_with_what_it_says_of_its_work(made: Made) -> None:
    edition, wrong = made.edition, []
    local = [unit for unit in edition.reporting_units if unit.kind is UnitKind.LOCAL]
    for unit, place in zip(local, made.leader.places, strict=True):
        for task, level in zip(edition.catalogue.tasks, place.levels, strict=True):
            asked = [a.code for a in edition.catalogue.asked(unit).activities if a.task == task.code]
            said = {r.activity: r.status for r in edition.activities if r.unit == unit.code}
            statuses = [said.get(code, "") for code in asked if said.get(code) != "K"]
            if level == "done" and set(statuses) != {"Hoàn thành"}:
                wrong.append((unit.code, task.code))
            if level == "silent" and any(statuses):
                wrong.append((unit.code, task.code))
            if level in ("half", "slow", "doing") and set(statuses) == {"Hoàn thành"}:
                wrong.append((unit.code, task.code))
    assert (wrong, {level for place in made.leader.places for level in place.levels}) == ([], set(LEVELS))


# --- How it looks -----------------------------------------------------------------------------------------------------


def test_signs_tell_the_levels_apart_without_colour() -> None:
    signs = [load_leader_settings().signs[level] for level in LEVELS]
    assert len({sign.sign for sign in signs}) == len({sign.colour for sign in signs}) == len(LEVELS)


def test_a_cell_of_the_page_has_its_sign_on_its_colour(made: Made) -> None:
    xml = zipfile.ZipFile(io.BytesIO(made.file(".docx"))).read("word/document.xml").decode()
    shaded = re.findall(r'<w:tc>(?:(?!</w:tc>).)*w:fill="([0-9A-F]{6})"/></w:tcPr>((?:(?!</w:tc>).)*)</w:tc>', xml)
    cells = [(colour, re.sub("<[^>]+>", "", inside)) for colour, inside in shaded]
    known = {(sign.colour, sign.sign) for sign in made.leader.signs.values()}
    assert (len(cells), set(cells) <= known) == (13 * 9, True)


def test_slides_are_three_to_five(made: Made) -> None:
    assert 3 <= len(Presentation(io.BytesIO(made.file(".pptx"))).slides) <= 5


@pytest.mark.parametrize("kind", ["page", "slides"])
def test_no_word_of_the_machine_is_read(made: Made, kind: str) -> None:
    assert MACHINE.findall(getattr(made, kind)) == []


def test_a_word_of_the_machine_would_be_seen() -> None:
    assert MACHINE.findall("Tệp gửi lại; ô F9 báo lỗi; mã N2.01; SHA-256") == ["Tệp", "ô", "lỗi", "mã", "SHA"]


def test_no_brace_of_a_template_is_left(made: Made) -> None:
    assert re.findall(r"[{}]", made.page + made.slides) == []


def test_the_page_keeps_what_the_rules_of_official_papers_say_of_any_page(made: Made) -> None:
    assert nd30.violations(made.file(".docx"), RULES) == []


def wordy(edition: Edition) -> Edition:
    """Everybody goes on at such a length that each opinion is cut where the settings say."""

    def longer(text: Text | None) -> Text | None:
        return replace(text, value=f"{text.value} ở nhiều nơi " * 9) if text else None

    issues = [
        replace(issue, difficulty=longer(issue.difficulty), recommendation=longer(issue.recommendation))
        for issue in edition.issues
    ]
    return replace(edition, issues=tuple(issues))


def test_a_page_with_other_margins_breaks_the_rule(made: Made) -> None:
    document = docx.Document(io.BytesIO(made.file(".docx")))
    document.sections[0].left_margin = Mm(15)
    stream = io.BytesIO()
    document.save(stream)
    assert nd30.broken(nd30.violations(stream.getvalue(), RULES)) == {"lề"}


@pytest.mark.office
@pytest.mark.parametrize("said", ["as the units say", "at great length"])
def test_it_is_exactly_one_page(made: Made, tmp_path: Path, said: str) -> None:
    tools.need_pages_as_in_word()
    edition = made.edition if said == "as the units say" else wordy(made.edition)
    page = next(data for name, data in leader_files(edition).items() if name.endswith(".docx"))
    path = tmp_path / "trang.pdf"
    path.write_bytes(to_pdf(page))
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    assert re.findall(r"Pages: +(\d+)", done.stdout) == ["1"]


@pytest.mark.validator
def test_the_open_xml_sdk_finds_nothing_wrong_with_page_slides_and_templates(made: Made, tmp_path: Path) -> None:
    for name, data in {**made.files, PAGE.name: PAGE.read_bytes(), SLIDES.name: SLIDES.read_bytes()}.items():
        (tmp_path / name).write_bytes(data)
    assert (len(list(tmp_path.iterdir())), tools.validate(tmp_path.iterdir())) == (4, "")


@pytest.mark.validator
def test_the_open_xml_sdk_would_see_a_fault_in_slides(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "hong.pptx"
    with zipfile.ZipFile(io.BytesIO(made.file(".pptx"))) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b"<a:tblGrid>", b"<a:tblGrod>") if "slides/slide" in name else data)
    with pytest.raises((AssertionError, RuntimeError)):
        assert tools.validate([path]) == ""


@pytest.mark.parametrize(("kind", "name"), [("page", "trang.txt"), ("slides", "trinh-chieu.txt")])
def test_the_text_is_the_one_that_was_looked_at(made: Made, kind: str, name: str) -> None:
    text = getattr(made, kind) + "\n"
    if os.environ.get("PLAN167_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(text, encoding="utf-8")
    assert text == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_same_edition_gives_the_same_bytes(made: Made) -> None:
    assert dict(leader_files(made.edition)) == made.files


def test_shipped_templates_are_as_built() -> None:
    assert {PAGE.name: PAGE.read_bytes(), SLIDES.name: SLIDES.read_bytes()} == templates()


# --- Other editions ---------------------------------------------------------------------------------------------------


def test_without_an_earlier_year_nothing_is_compared_and_it_says_so(sample_edition: Edition) -> None:
    found = leader(sample_edition, load_leader_settings())
    assert {(shown.before, shown.change, shown.trend) for shown in found.figures} == {("–", "–", "unknown")}
    texts = Made(sample_edition, found, dict(leader_files(sample_edition)))
    assert "Chưa có số liệu năm học trước để so sánh." in texts.page and "Chưa có số liệu" in texts.slides


@pytest.mark.parametrize("year", ["2023-2024", "2025-2026"])
@pytest.mark.parametrize("code", ["HK1", "CN"])
def test_a_round_in_which_nobody_has_sent_gives_a_page_that_claims_nothing(year: str, code: str) -> None:
    catalogue = shipped(year)
    period = catalogue.period[code]
    selection = chosen(catalogue, period, ())
    edition = consolidate(catalogue, period, (), selection, selection.findings, {})
    made = Made(edition, leader(edition, load_leader_settings()), dict(leader_files(edition)))
    assert {(shown.actual, shown.plan) for shown in made.leader.figures} == {("chưa có kết quả", "–")}
    assert made.page.count("Các đơn vị chưa nêu") == 2
    assert {level for place in made.leader.places for level in place.levels} <= {"silent", "none"}
    assert (len(made.leader.places) <= 14, MACHINE.findall(made.page + made.slides)) == (True, [])


def test_page_and_slides_are_named_after_the_plan_of_their_year(sample_edition: Edition) -> None:
    catalogue = sample_edition.catalogue
    later = replace(catalogue, plan=replace(catalogue.plan, number="210/KH-UBND"))
    assert list(leader_files(replace(sample_edition, catalogue=later))) == [
        "Trang-lanh-dao-KH210_CN_2023-2024.docx",
        "Trinh-chieu-lanh-dao-KH210_CN_2023-2024.pptx",
    ]


def test_many_places_are_told_by_region(made: Made) -> None:
    found = leader(made.edition, replace(load_leader_settings(), most_rows=12))
    regions = [region.name for region in made.edition.catalogue.regions if region.subtotal]
    assert [place.name for place in found.places] == regions


def test_a_fall_of_drop_outs_is_better(made: Made) -> None:
    more = {
        unit: {code: value * (20 if code == "N2.16" else 1) for code, value in figures.items()}
        for unit, figures in made.edition.last_year.items()
    }
    found = leader(replace(made.edition, last_year=more), load_leader_settings())
    assert {shown.trend for shown in found.figures if shown.code == "N2.17"} == {"better"}


def test_a_small_change_is_none(made: Made) -> None:
    found = leader(made.edition, replace(load_leader_settings(), points=Decimal(50), percent=Decimal(50)))
    assert {shown.trend for shown in found.figures if shown.code == "N4.05"} == {"same"}


def test_a_small_rate_that_moved_by_much_of_itself_has_changed(made: Made) -> None:
    found = leader(made.edition, replace(load_leader_settings(), of_rate=Decimal(1)))
    assert {shown.trend for shown in found.figures if shown.code == "N2.17"} == {"worse"}


@pytest.mark.parametrize(("code", "sign"), [("N2.17", "Tương đương"), ("N6.06", "Không đổi")])
def test_what_hardly_moved_is_called_as_the_report_calls_it(made: Made, code: str, sign: str) -> None:
    (shown,) = (shown for shown in made.leader.figures if shown.code == code)
    words = text_of(Teller(Telling(made.edition, load_patterns()), frozenset()).sentence(*_told(made.edition, code)))
    assert (made.leader.signs[shown.trend].sign, sign.lower() in words) == (sign, True)


def _told(edition: Edition, code: str) -> tuple[ToldIndicator, Total]:
    return ToldIndicator(edition.catalogue.indicator[code]), edition.total[code, PROVINCE]


def test_page_and_report_hold_the_same_change_of_a_rate_for_small() -> None:
    settings, patterns = load_leader_settings(), load_patterns()
    limits = patterns.limit("diem_phan_tram"), patterns.limit("tuong_duong")
    assert (settings.points, settings.of_rate) == limits


def test_a_unit_to_which_a_figure_does_not_apply_is_not_counted_among_those_asked(made: Made) -> None:
    """Sở Giáo dục và Đào tạo has no lower secondary school and answers K."""
    (shown,) = (shown for shown in made.leader.figures if shown.code == "N2.17")
    assert shown.actual == "0,23% (10/13 đơn vị)"


def test_one_activity_under_way_is_under_way_and_not_less_than_half(made: Made) -> None:
    assert level(made, "522", "N8") == "doing"


def test_some_done_and_others_under_way_is_less_than_half(made: Made) -> None:
    assert level(made, "529", "N3") == "slow"


def test_a_task_left_blank_is_not_reported(made: Made) -> None:
    assert level(made, "535", "N7") == "silent"


def level(made: Made, unit: str, task: str) -> str:
    local = [one.code for one in made.edition.reporting_units if one.kind is UnitKind.LOCAL]
    tasks = [one.code for one in made.edition.catalogue.tasks]
    return made.leader.places[local.index(unit)].levels[tasks.index(task)]


def test_the_first_sentence_names_who_has_no_usable_report(made: Made) -> None:
    assert made.leader.overview == (
        "Đến ngày 28/6/2024, 15/19 đơn vị có báo cáo sử dụng được (chưa có: các huyện Nghĩa Hành, Sơn Tây, Minh Long; "
        "Sở Lao động - Thương binh và Xã hội); 20/42 nội dung công việc đã hoàn thành ở tất cả các đơn vị thực hiện."
    )


def test_many_without_a_report_are_counted_alone(made: Made) -> None:
    told = leader(replace(made.edition, files=()), load_leader_settings()).overview
    assert told.startswith("0/19 đơn vị có báo cáo sử dụng được; ")


def test_units_behind_an_opinion_are_named_as_a_sentence_names_them(made: Made) -> None:
    assert "các huyện Trà Bồng, Sơn Hà, Ba Tơ" in {told.who for told in made.leader.requests}


# --- What staff edit --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"N2.06"', '"N2.99"', "danh mục không có chỉ tiêu N2.99"),
        ('sign = "X", colour = "C6E0B4"', 'sign = "X", colour = "xanh"', "[signs] done: màu “xanh”"),
        ("[notes]", "[ghi_chu]", "[notes] compared"),
        ("points = 0.5", "points = -1", "[change] points: cần một số"),
        ("[heat]", "[nhiet]", "[heat] done"),
        ("figures = [", "so_lieu = [", "thiếu mục figures"),
        ("figures = [", "figures = [[", "Không đọc được tệp"),
    ],
)
def test_an_entry_that_makes_no_sense_is_named(made: Made, tmp_path: Path, old: str, new: str, said: str) -> None:
    settings = tmp_path / "trang-lanh-dao.toml"
    settings.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LeaderSettingsError) as refused:
        leader(made.edition, load_leader_settings(settings))
    assert said in str(refused.value)


def edited(tmp_path: Path, old: str, new: str) -> Path:
    """The slides' template with a text changed, as PowerPoint keeps what is typed."""
    deck = Presentation(io.BytesIO(SLIDES.read_bytes()))
    runs = [
        run
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    (run,) = (run for run in runs if run.text == old)
    run.text = new
    path = tmp_path / "trinh-chieu-lanh-dao.pptx"
    deck.save(str(path))
    return path


def test_an_unknown_placeholder_of_a_slide_is_named_with_the_one_meant(made: Made, tmp_path: Path) -> None:
    deck = edited(tmp_path, "{{ tong_quan }}", "{{ tong_quam }}")
    with pytest.raises(TemplateError, match=r"trinh-chieu-lanh-dao.pptx: .*tong_quam.*“tong_quan”"):
        leader_files(made.edition, deck=deck)


def test_a_placeholder_written_wrong_on_a_slide_is_quoted(made: Made, tmp_path: Path) -> None:
    deck = edited(tmp_path, "{{ tong_quan }}", "{{ tong_quan }")
    with pytest.raises(TemplateError, match=r"chỗ điền viết sai"):
        leader_files(made.edition, deck=deck)


def test_slides_that_are_no_presentation_are_refused(made: Made, tmp_path: Path) -> None:
    deck = tmp_path / "trinh-chieu-lanh-dao.pptx"
    deck.write_bytes(b"x")
    with pytest.raises(TemplateError, match="không phải tệp PowerPoint"):
        leader_files(made.edition, deck=deck)
