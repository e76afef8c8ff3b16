"""The report as a Word file: by Nghị định 30/2020/NĐ-CP, valid, the same twice, printed whole, edited by staff."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document

from tests import nd30
from tests.beside_years import with_earlier
from tests.builders import zipped
from tests.docx_read import Docx
from tests.nd30_common import look
from tests.tools import need_pages_as_in_word, validate
from xlpy.model.edition import Edition
from xlpy.outputs.report.files import TEMPLATE, report_files, report_values
from xlpy.outputs.report.make_patterns import patterns_document
from xlpy.outputs.report.make_template import report_template
from xlpy.outputs.report.patterns import TEMPLATE as PATTERNS
from xlpy.outputs.report.patterns import PatternError, load_patterns
from xlpy.outputs.report.wording_keys import CHOICES, LIMITS, PLACES
from xlpy.outputs.word.pdf import to_pdf
from xlpy.outputs.word.template import TemplateError

pytestmark = pytest.mark.slow("round")

NAME, SOURCES = "Bao-cao-KH167_CN_2023-2024.docx", "Nguon-so-lieu-KH167_CN_2023-2024.xlsx"


@pytest.fixture(scope="module")
def made(sample_edition: Edition) -> bytes:
    return report_files(sample_edition)[NAME]


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Docx(data).paragraphs]


def edited(original: Path, target: Path, change: Callable[[Document], None]) -> Path:
    document = docx.Document(str(original))
    change(document)
    document.save(str(target))
    return target


def replaced(old: str, new: str) -> Callable[[Document], None]:
    """As a clerk would: the paragraph that holds the words is typed anew."""

    def change(document: Document) -> None:
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        holders = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
        paragraph = next(p for p in holders if old in p.text)
        paragraph.text = paragraph.text.replace(old, new)

    return change


# --- The paper ----------------------------------------------------------------------------------------------


def test_the_report_keeps_every_rule_of_the_decree(made: bytes):
    assert nd30.violations(made, nd30.REPORT) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b'typeface="Times New Roman"', b'typeface="Calibri"', "phông"),
        (b'<a:latin typeface="Times New Roman"/>', b"", "phông"),
        (
            b'<a:srgbClr val="000000"/></a:solidFill><a:latin',
            b'<a:srgbClr val="FF0000"/></a:solidFill><a:latin',
            "màu đen",
        ),
    ],
)
def test_a_chart_in_another_face_would_be_found(made: bytes, old: bytes, new: bytes, rule: str):
    parts = dict(Docx(made).parts)
    assert old in parts["word/charts/chart1.xml"]
    parts["word/charts/chart1.xml"] = parts["word/charts/chart1.xml"].replace(old, new, 1)
    assert nd30.broken(nd30.violations(zipped(parts), nd30.REPORT)) == {rule}


@pytest.mark.parametrize(
    ("style", "old", "new"),
    [
        ("NoiDung", 'w:line="240"', 'w:line="200"'),
        ("NoiDung", 'w:before="120"', 'w:before="60"'),
        ("Khoan", 'w:line="240"', 'w:line="200"'),
    ],
)
def test_text_set_closer_than_the_decree_allows_would_be_found(made: bytes, style: str, old: str, new: str):
    parts = dict(Docx(made).parts)
    before, mark, rest = parts["word/styles.xml"].partition(f'w:styleId="{style}"'.encode())
    assert mark and old.encode() in rest.partition(b"</w:style>")[0]
    parts["word/styles.xml"] = before + mark + rest.replace(old.encode(), new.encode(), 1)
    assert nd30.broken(nd30.violations(zipped(parts), nd30.REPORT)) == {"nội dung"}


def test_the_summary_is_headed_as_the_great_parts_are(made: bytes):
    (heading,) = (paragraph for paragraph in Docx(made).paragraphs if paragraph.text == "TÓM TẮT")
    assert list(look(heading, (13, 14), bold=True, centred=True)) == []


@pytest.mark.validator
def test_report_sources_and_templates_are_valid(sample_edition: Edition, made: bytes, tmp_path: Path):
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(made)
    sources = tmp_path / SOURCES
    sources.write_bytes(report_files(sample_edition)[SOURCES])
    assert validate([path, sources, TEMPLATE, PATTERNS]) == ""


def test_the_same_edition_gives_the_same_bytes(sample_edition: Edition, made: bytes):
    first, second = report_files(sample_edition), report_files(sample_edition)
    assert first == second
    assert list(first) == [NAME, SOURCES]
    assert first[NAME] == made


def test_the_outline_is_that_of_a_report_on_the_plan(made: bytes):
    parts = [text for text in texts(made) if nd30.ROMAN.match(text) and text == text.upper()]
    assert [part.partition(".")[0] for part in parts] == ["I", "II", "III", "IV", "V"]


def test_each_task_has_its_official_name_as_heading(sample_edition: Edition, made: bytes):
    listed = texts(made)
    for task in sample_edition.catalogue.tasks:
        assert f"{task.number}. {task.name}" in listed


def test_the_subject_names_the_school_year_once_and_without_the_word_whole(made: bytes):
    listed = texts(made)
    plan = "Kế hoạch số 167/KH-UBND"
    assert f"Kết quả thực hiện {plan} của Ủy ban nhân dân tỉnh Quảng Ngãi năm học 2023-2024" in listed
    assert any(text.startswith(f"Trên đây là báo cáo kết quả thực hiện {plan} năm học 2023-2024,") for text in listed)
    assert not any("cả năm học" in text for text in listed)


def test_the_first_citation_of_a_plan_without_date_leaves_room_for_it(made: bytes):
    (lead,) = (text for text in texts(made) if text.startswith("Thực hiện Kế hoạch"))
    assert "167/KH-UBND ngày      tháng      năm 2023 của Ủy ban nhân dân tỉnh Quảng Ngãi" in lead


def test_the_opening_says_until_when_the_reports_came_in(sample_edition: Edition, made: bytes):
    last = max(day for record in sample_edition.used_files.values() if (day := record.received_on))
    (lead,) = (text for text in texts(made) if text.startswith("Thực hiện Kế hoạch"))
    assert f"tổng hợp từ các báo cáo nhận đến ngày {last.day}/{last.month}/{last.year}) như sau:" in lead


def test_the_date_of_a_plan_is_printed_where_it_is_known(sample_edition: Edition):
    plan = replace(sample_edition.catalogue.plan, date="15 tháng 9 năm 2023")
    known = replace(sample_edition, catalogue=replace(sample_edition.catalogue, plan=plan))
    assert report_values(known)[0]["ngay_ke_hoach"] == " ngày 15 tháng 9 năm 2023"


def test_part_i_ends_with_where_the_figures_are(made: bytes):
    listed = texts(made)
    before = listed[next(n for n, text in enumerate(listed) if text.startswith("II. ")) - 1]
    assert before.endswith("tại các Phụ lục I đến IV và Biểu tổng hợp theo đơn vị (Phụ lục V, khổ A3) kèm theo.")


@pytest.mark.office
@pytest.mark.parametrize("years", [False, True], ids=["alone", "beside last year"])
def test_printed_the_report_has_twenty_pages_at_most(sample_edition: Edition, tmp_path: Path, years: bool):
    need_pages_as_in_word()
    edition = with_earlier(sample_edition) if years else sample_edition
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(to_pdf(report_files(edition)[NAME]))
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    (pages,) = (int(line.split()[-1]) for line in done.stdout.splitlines() if line.startswith("Pages:"))
    assert 10 < pages <= 20


@pytest.mark.office
def test_printed_the_letterhead_does_not_wrap_and_the_signature_stays_whole(made: bytes, tmp_path: Path):
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(to_pdf(made))
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    pages = done.stdout.split("\f")
    first = [line.split("   ") for line in pages[0].splitlines() if line.strip()]
    assert first[0][0].strip() == "UBND TỈNH QUẢNG NGÃI"
    assert first[0][-1].strip() == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert first[1][0].strip() == "SỞ GIÁO DỤC VÀ ĐÀO TẠO"
    assert first[1][-1].strip() == "Độc lập - Tự do - Hạnh phúc"
    (signed,) = (page for page in pages if "Nơi nhận:" in page)
    for words in ("Trên đây là báo cáo", "GIÁM ĐỐC", "- Lưu: VT"):
        assert words in signed


# --- Templates that staff edit ------------------------------------------------------------------------------


def test_the_shipped_templates_are_those_the_builder_makes():
    assert TEMPLATE.read_bytes() == report_template()
    assert PATTERNS.read_bytes() == patterns_document()


def test_a_sentence_edited_in_the_frame_shows_up(sample_edition: Edition, tmp_path: Path):
    template = edited(TEMPLATE, tmp_path / "khung.docx", replaced("như sau:", "với các nội dung sau đây:"))
    data = report_files(sample_edition, template)[NAME]
    assert any("với các nội dung sau đây:" in text for text in texts(data))


def test_a_pattern_edited_shows_up(sample_edition: Edition, tmp_path: Path):
    path = edited(PATTERNS, tmp_path / "cau.docx", replaced("cao nhất là {don_vi}", "dẫn đầu là {don_vi}"))
    data = report_files(sample_edition, patterns=path)[NAME]
    assert any("dẫn đầu là thành phố Quảng Ngãi" in text for text in texts(data))


def test_a_misspelt_placeholder_of_the_frame_is_named(sample_edition: Edition, tmp_path: Path):
    template = edited(TEMPLATE, tmp_path / "khung.docx", replaced("{{ ngay_chot }}", "{{ ngay_chott }}"))
    with pytest.raises(TemplateError, match=r"khung\.docx: .*\{\{ ngay_chott \}\}; có phải là “ngay_chot”\?"):
        report_files(sample_edition, template)


def test_a_frame_without_a_part_is_an_error(sample_edition: Edition, tmp_path: Path):
    template = edited(TEMPLATE, tmp_path / "khung.docx", replaced("{{p han_che }}", "…"))
    with pytest.raises(TemplateError, match=r"thiếu chỗ điền \{\{ han_che \}\}"):
        report_files(sample_edition, template)


PATTERN_FAULTS: dict[str, tuple[Callable[[Document], None], str]] = {
    "misspelt": (
        replaced("đạt {gia_tri}", "đạt {gia_trj}"),
        r"chi_tieu\.ty_le: không có chỗ điền \{gia_trj\}; có phải",
    ),
    "of another": (replaced("trong đó: {phan}", "gồm: {giao}"), r"chi_tieu\.gom: không có chỗ điền \{giao\}"),
    "unpaired": (replaced("đang thực hiện ({don_vi})", "đang thực hiện ({don_vi)"), r"tien_do\.dang: dấu ngoặc nhọn"),
    "unknown code": (replaced("tien_do.dang_mot", "tien_do.dangmot"), r"không có mã tien_do\.dangmot; có phải là"),
    "twice": (replaced("tien_do.chua_mot", "tien_do.im_mot"), r"mã tien_do\.im_mot có hai dòng"),
    "no number": (replaced("0,5", "nửa"), r"ngưỡng nguong\.diem_phan_tram: “nửa” không phải là số"),
}


@pytest.mark.parametrize("fault", PATTERN_FAULTS)
def test_a_faulty_pattern_is_an_error_that_names_its_row(tmp_path: Path, fault: str):
    change, words = PATTERN_FAULTS[fault]
    with pytest.raises(PatternError, match=words) as caught:
        load_patterns(edited(PATTERNS, tmp_path / "cau.docx", change))
    assert "cau.docx" in str(caught.value)


def test_a_figure_typed_into_a_pattern_is_an_error(tmp_path: Path):
    path = edited(PATTERNS, tmp_path / "cau.docx", replaced("chưa gửi báo cáo", "03 huyện chưa gửi báo cáo"))
    with pytest.raises(PatternError, match="không ghi sẵn con số"):
        load_patterns(path)


def test_a_missing_pattern_is_an_error(tmp_path: Path):
    def without(document: Document) -> None:
        table = document.tables[0]
        row = next(row for row in table.rows if row.cells[0].text == "thieu.pham_vi")
        table._tbl.remove(row._tr)

    with pytest.raises(PatternError, match=r"thiếu câu mẫu thieu\.pham_vi"):
        load_patterns(edited(PATTERNS, tmp_path / "cau.docx", without))


@pytest.mark.parametrize("name", ["no table", "no file", "no word file"])
def test_patterns_that_can_not_be_read_are_an_error(tmp_path: Path, name: str):
    path = tmp_path / "cau.docx"
    if name == "no table":
        shutil.copyfile(TEMPLATE, path)
    elif name == "no word file":
        path.write_bytes(b"none")
    with pytest.raises(PatternError, match=r"cau\.docx"):
        load_patterns(path)


def test_every_pattern_can_be_filled_with_the_placeholders_it_may_use():
    patterns = load_patterns()
    assert set(patterns.wordings) == set(PLACES)
    assert set(patterns.lists) == set(CHOICES)
    assert set(patterns.limits) == set(LIMITS)
    for key, places in PLACES.items():
        for turn in range(len(patterns.wordings[key])):
            runs = patterns.fill(key, turn, **dict.fromkeys(places.split(), "x"))
            assert "{" not in "".join(run.text for run in runs)


def test_every_placeholder_offered_is_filled(sample_edition: Edition):
    values, _ = report_values(sample_edition)
    assert values["bieu_do_ty_le"] is not None
