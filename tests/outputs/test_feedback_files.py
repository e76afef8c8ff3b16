"""Slips and letters as Word files: by the rules of official papers, valid, complete, worded as their templates say."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pytest

from tests import nd30, tools
from tests.builders import damaged, form
from tests.feedback import TODAY, edition_of, printed, received, text_of
from tests.machine_words import machine_words
from tests.message_cases import UNIT, complete
from xlpy.basics.progress import Silent, Stopped
from xlpy.model.edition import Edition
from xlpy.model.submission import Severity
from xlpy.outputs.feedback.files import ISSUE, LETTER, SLIP, reminder_files, slip_files
from xlpy.outputs.feedback.make_templates import templates
from xlpy.outputs.feedback.settings import load_settings
from xlpy.outputs.feedback.slip import slips
from xlpy.outputs.word.template import TemplateError

pytestmark = pytest.mark.slow("round")
_NO_SLIP = ("trích yếu công văn", "Nơi nhận", "số, ký hiệu; địa danh, thời gian")
SLIP_RULES = [name for name in nd30.LETTER if name not in _NO_SLIP]
"""A slip is a working paper with a title: kept by who wrote it, not numbered and dated by the registry (Lưu: VT)."""


@dataclass(frozen=True)
class Papers:
    """All slips and letters of the sample, by file name."""

    slips: Mapping[str, bytes]
    letters: Mapping[str, bytes]

    def slip(self, unit: str) -> str:
        """Text of the unit's slip."""
        return text_of(next(data for name, data in self.slips.items() if f"_{unit}_" in name))

    def letter(self, unit: str) -> str:
        """Text of the unit's letter."""
        return text_of(next(data for name, data in self.letters.items() if f"_{unit}_" in name))


@pytest.fixture(scope="module")
def papers(sample_edition: Edition) -> Papers:
    return Papers(slip_files(sample_edition, TODAY), reminder_files(sample_edition, TODAY))


def test_files_are_named_by_period_and_unit_in_plain_letters(papers: Papers) -> None:
    made = [name for part in (papers.slips, papers.letters) for name in part]
    assert (len(made), all(name.isascii() for name in made)) == (20, True)
    assert {"Phieu-phan-hoi_CN_522_Thanh-pho-Quang-Ngai.docx", "Cong-van-don-doc_CN_532_Huyen-Nghia-Hanh.docx"} <= set(
        made
    )


def test_letters_keep_the_rules_of_official_papers(papers: Papers) -> None:
    broken = {name: nd30.violations(data, nd30.LETTER) for name, data in papers.letters.items()}
    assert {name: found for name, found in broken.items() if found} == {}


def test_slips_are_laid_out_by_the_same_rules(papers: Papers) -> None:
    broken = {name: nd30.violations(data, SLIP_RULES) for name, data in papers.slips.items()}
    assert {name: found for name, found in broken.items() if found} == {}


@pytest.mark.validator
def test_the_open_xml_sdk_finds_nothing_wrong(papers: Papers, tmp_path: Path) -> None:
    wanted = ("_524_", "_528_", "_535_", "_530_", "_532_", "_536_")
    chosen = {n: d for n, d in {**papers.slips, **papers.letters}.items() if any(unit in n for unit in wanted)}
    for name, data in chosen.items():
        (tmp_path / name).write_bytes(data)
    assert (len(chosen), tools.validate(tmp_path.iterdir())) == (7, "")


def test_the_same_edition_gives_the_same_bytes(sample_edition: Edition, papers: Papers) -> None:
    again = Papers(slip_files(sample_edition, TODAY), reminder_files(sample_edition, TODAY))
    assert papers == again


def test_shipped_templates_are_as_built() -> None:
    assert {
        SLIP.name: SLIP.read_bytes(),
        LETTER.name: LETTER.read_bytes(),
        ISSUE.name: ISSUE.read_bytes(),
    } == templates()


def test_papers_with_figures_that_need_a_label_bear_it(papers: Papers) -> None:
    label = "(Số liệu minh họa, không phải số liệu thật)"
    assert label in papers.slip("533") and label in papers.letter("532")


def test_papers_of_real_figures_bear_no_label() -> None:
    made = [*slip_files(one_unit(), TODAY).values(), *list(reminder_files(one_unit(), TODAY).values())[:1]]
    assert [text for text in map(text_of, made) if "()" in text or "minh họa" in text] == []


def with_lines_before(data: bytes, lines: int) -> bytes:
    """A paper whose first line is repeated, so that all that follows stands so many lines lower."""
    document = docx.Document(io.BytesIO(data))
    first = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Kính gửi"))
    for _ in range(lines):
        first._p.addprevious(copy.deepcopy(first._p))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.office
def test_no_row_of_a_table_is_lost_wherever_pages_break(papers: Papers, tmp_path: Path) -> None:
    """LibreOffice drops the rows behind a header that it leaves alone on a page: each shift breaks elsewhere."""
    slip = next(data for name, data in papers.slips.items() if "_534_" in name)
    shifted = {f"lui-{lines}.docx": with_lines_before(slip, lines) for lines in range(0, 24, 2)}
    shown = printed(shifted, tmp_path)
    counts = {len(re.findall(r"\([TBDONCR]\d[\d-]+\)", text)) for text in shown.values()}
    assert (len(shown), counts) == (12, {3})


@pytest.mark.office
def test_every_finding_is_on_the_printed_pages(sample_edition: Edition, papers: Papers, tmp_path: Path) -> None:
    shown = printed(papers.slips, tmp_path)
    for slip in slips(sample_edition):
        text = next(text for name, text in shown.items() if f"_{slip.unit.code}_" in name)
        lines = [*(line for section in slip.sections for line in section.lines), *slip.notes]
        found = re.findall(r"\(([TBDONCR]\d[\d-]+)\)", text)
        assert (slip.unit.code, sorted(found)) == (slip.unit.code, sorted(line.code for line in lines))


# --- What a slip says ---------------------------------------------------------------------------------------


def test_every_line_of_a_slip_stands_in_the_paper(sample_edition: Edition, papers: Papers) -> None:
    for slip in slips(sample_edition):
        text = papers.slip(slip.unit.code)
        lines = [*(line for section in slip.sections for line in section.lines), *slip.notes]
        wanted = [part for line in lines for part in (line.place, line.row, line.matter, line.more, line.remedy)]
        wanted += [part for file in slip.files for part in (file.name, file.disposition)]
        assert (slip.unit.code, [part for part in wanted if part not in text]) == (slip.unit.code, [])


def test_no_placeholder_is_left(papers: Papers) -> None:
    texts = [text_of(data) for part in (papers.slips, papers.letters) for data in part.values()]
    assert [text for text in texts if "{" in text or "}" in text or "None" in text] == []


def test_a_slip_without_anything_to_do_is_short(papers: Papers) -> None:
    text = papers.slip("528")
    assert "Báo cáo không có nội dung cần sửa, cần xem lại; 101/101 số liệu" in text
    assert [part for part in ("Đề nghị", "Cần sửa", "Phần được chấp nhận") if part in text] == []


def test_a_slip_with_errors_asks_for_an_answer_by_a_day(papers: Papers) -> None:
    text = papers.slip("533")
    assert "có 03 nội dung cần sửa. Chỉ phần ghi “Chưa được tính vào bản tổng hợp” tại từng nội dung cần sửa" in text
    assert "Chưa được tính vào bản tổng hợp: số liệu N3.01, N3.02, N3.03, N3.04" in text
    assert "chậm nhất ngày 05/7/2024" in text


def test_slip_and_letter_of_a_refused_file_ask_for_the_same_day(papers: Papers) -> None:
    assert "chậm nhất ngày 03/7/2024" in papers.slip("530")
    assert "chậm nhất ngày 03/7/2024" in papers.letter("530")


def test_a_slip_whose_figures_all_wait_says_that_none_is_used() -> None:
    wrong = {("indicators", "N8.11", column): "nhiều" for column in ("plan", "actual")}
    (slip,) = slip_files(edition_of(received({"x.xlsx": form(UNIT, {**complete(), **wrong})})), TODAY).values()
    text = text_of(slip)
    assert (
        "Trong 02 số liệu đơn vị phải báo cáo (01 số thực hiện, 01 số kế hoạch), "
        "chưa số liệu nào được đưa vào bản tổng hợp, 02 số liệu chờ" in text
    )


def test_a_slip_without_errors_says_what_became_of_every_figure(papers: Papers) -> None:
    assert [words in papers.slip("SGDDT") for words in ("84/86 số liệu đã", "; 02 số liệu đơn vị ghi chưa có")] == [
        True,
        True,
    ]


def test_a_slip_s_figures_are_told_with_the_indicators_that_the_covering_letter_counts(papers: Papers) -> None:
    assert "Trong 101 số liệu đơn vị phải báo cáo (93 số thực hiện, 08 số kế hoạch), " in papers.slip("533")


def test_what_is_told_for_information_stands_under_a_heading_that_fits_it(papers: Papers) -> None:
    cells = tables_of(papers.slips[next(name for name in papers.slips if "_536_" in name)])
    assert ["Nếu không đúng" in cells, "Cách xử lý" in cells] == [False, True]


def test_a_slip_leaves_number_and_day_to_the_registry_and_says_of_what_day_it_is(papers: Papers) -> None:
    text = papers.slip("533")
    assert ["/PB-SGDĐT" in text, "Quảng Ngãi, ngày      tháng      năm 2024" in text] == [True, True]
    assert ["phiếu số" in text, "Đến ngày 28/6/2024, Sở Giáo dục và Đào tạo đã nhận" in text] == [False, True]


def test_a_slip_s_title_says_of_what_plan_and_period_it_is(papers: Papers) -> None:
    assert (
        "PHIẾU BÁO\nKết quả kiểm tra báo cáo thực hiện Kế hoạch số 167/KH-UBND\n(kỳ báo cáo: cả năm học 2023-2024)\n"
    ) in papers.slip("533")


def test_who_signs_a_slip_is_what_the_settings_say() -> None:
    settings = load_settings()
    other = replace(settings, slip_signer=("TRƯỞNG PHÒNG",))
    texts = [text_of(next(iter(slip_files(one_unit(), TODAY, settings=each).values()))) for each in (settings, other)]
    assert ["TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG" in texts[0], "TRƯỞNG PHÒNG" in texts[1], "CHÁNH" in texts[1]] == [
        True,
        True,
        False,
    ]


def test_a_slip_quotes_the_letter_that_issued_the_forms_where_it_is_known() -> None:
    settings = replace(load_settings(), issued={"CN_2023-2024": "số 9/SGDĐT-VP ngày 20/5/2024"})
    (known,) = slip_files(one_unit(), TODAY, settings=settings).values()
    (unknown,) = slip_files(one_unit(), TODAY).values()
    words = "Căn cứ Công văn số 9/SGDĐT-VP ngày 20/5/2024 của Sở Giáo dục và Đào tạo"
    assert [words in text_of(slip) for slip in (known, unknown)] == [True, False]


def test_a_slip_names_each_weight_by_what_is_asked(papers: Papers) -> None:
    text = papers.slip("535").replace("\N{NO-BREAK SPACE}", " ")
    assert "\nCần sửa\n(N501)" in text and "\nXem lại\n(B210)" in text and "Cảnh báo" not in text


def test_a_slip_with_errors_takes_the_marked_copy_back(papers: Papers) -> None:
    assert "sửa các nội dung ghi “Cần sửa” trong bản đánh dấu gửi kèm hoặc trong chính biểu mẫu đã gửi" in papers.slip(
        "533"
    )


def test_a_slip_beside_a_copy_built_anew_names_the_units_own_file_alone(sample_edition: Edition) -> None:
    made = slip_files(sample_edition, TODAY, in_copy={"533"})
    of = {unit: text_of(next(d for name, d in made.items() if f"_{unit}_" in name)) for unit in ("533", "535")}
    assert "trong bản đánh dấu gửi kèm hoặc trong chính biểu mẫu đã gửi" in of["533"]
    assert "sửa các nội dung ghi “Cần sửa” trong chính biểu mẫu đã gửi, không thêm" in of["535"]
    assert "bản đánh dấu" not in of["535"]


def test_a_late_unit_with_nothing_to_mend_is_asked_for_nothing(papers: Papers) -> None:
    text = papers.slip("536")
    assert "không có nội dung cần sửa, cần xem lại" in text and "muộn 03 ngày; hạn gửi là 25/6/2024" in text
    assert "chậm nhất" not in text


@pytest.mark.office
def test_a_letter_about_a_refused_file_keeps_to_one_page(papers: Papers, tmp_path: Path) -> None:
    refused = {name: data for name, data in papers.letters.items() if "_530_" in name}
    assert [text.count("\f") for text in printed(refused, tmp_path).values()] == [1]


def test_a_slip_without_errors_asks_for_no_new_form(papers: Papers) -> None:
    assert "không phải gửi lại biểu mẫu" in papers.slip("522")


def test_a_slip_s_parts_are_numbered_without_missing_reasons(sample_edition: Edition, papers: Papers) -> None:
    for slip in slips(sample_edition):
        lines = papers.slip(slip.unit.code).splitlines()
        titles = ("Báo cáo đã nhận", "Phần được", "Nội dung cần", "Thay đổi", "Thông tin", "Đề nghị")
        found = [line.partition(".")[0] for line in lines if line.partition(". ")[2].startswith(titles)]
        assert found == [str(number) for number in range(1, len(found) + 1)]


def test_the_only_part_of_a_slip_bears_no_number(papers: Papers) -> None:
    assert [line for line in papers.slip("528").splitlines() if "Báo cáo đã nhận" in line] == ["Báo cáo đã nhận"]


def test_a_slip_is_worded_without_the_words_of_the_machine(papers: Papers) -> None:
    """But for names of files and addresses of cells, which say where; codes of findings; and what to do in Excel."""
    said = re.compile(r"(?i)\b(?:tệp|lỗi|file|sheet|sha)\b(?! bằng Excel)")
    texts = {name: re.sub(r"“[^”]*”|CCSL", "", text_of(data)) for name, data in papers.slips.items()}
    assert {name: found for name, text in texts.items() if (found := said.findall(text))} == {}


def test_no_slip_names_a_file_of_another_unit(sample_edition: Edition, papers: Papers) -> None:
    for slip in slips(sample_edition):
        others = {Path(r.file).name for r in sample_edition.files if r.unit not in ("", slip.unit.code)}
        text = papers.slip(slip.unit.code)
        assert (slip.unit.code, [name for name in others if name in text]) == (slip.unit.code, [])


SIGNS = ("=1+1", "+84 255 3822 000", "- Tuyên truyền…", "@SUM(A1)", "a < b & “c”", "{{ don_vi }} {% if %}")


@pytest.mark.parametrize("said", SIGNS)
def test_what_a_unit_wrote_survives_to_the_letter(said: str) -> None:
    entered = {**complete(), ("indicators", "N8.11", "actual"): f"{said} x"}
    edition = edition_of(received({"x.xlsx": form(UNIT, entered)}))
    (slip,) = slip_files(edition, TODAY).values()
    assert f"Đơn vị ghi (thực hiện): {said} x" in text_of(slip).splitlines()


# --- What a letter says -------------------------------------------------------------------------------------


def test_a_letter_to_who_has_not_sent_says_since_when_and_by_when(papers: Papers) -> None:
    text = papers.letter("532")
    assert (
        "Đến ngày 28/6/2024, Sở Giáo dục và Đào tạo chưa nhận được báo cáo của Ủy ban nhân dân huyện Nghĩa Hành" in text
    )
    assert "quá hạn 03 ngày" in text and "chậm nhất ngày 03/7/2024" in text


def test_a_letter_before_the_deadline_speaks_of_no_delay(sample_edition: Edition) -> None:
    early = text_of(reminder_files(sample_edition, date(2024, 6, 19))["Cong-van-don-doc_CN_532_Huyen-Nghia-Hanh.docx"])
    assert "quá hạn" not in early and "chậm nhất ngày 25/6/2024" in early
    assert "trước ngày 28/6/2024" in early


def test_a_letter_about_a_refused_file_says_why_and_what_to_do(papers: Papers) -> None:
    text = papers.letter("530")
    assert "Báo cáo “Sơn Tây bao cao KH167” (nhận ngày 24/6/2024). Lý do: báo cáo ghi kỳ Học kỳ I" in text
    assert "Rất mong nhận được sự quan tâm" in text
    assert "chưa nhận được" not in text


def test_a_letter_names_a_file_that_may_be_the_unit_s() -> None:
    edition = edition_of(received({"Các sở/SO TTTT quét.pdf": b"%PDF-1.4\n%%EOF\n"}))
    text = text_of(next(data for name, data in reminder_files(edition, TODAY).items() if f"_{UNIT}_" in name))
    assert "có nhận báo cáo “SO TTTT quét” (nhận ngày " in text
    assert (
        "chưa rõ đơn vị, có thể của Sở Thông tin và Truyền thông. Lý do chưa sử dụng được: báo cáo gửi không phải"
        in text
    )


def tables_of(paper: bytes) -> list[str]:
    """The texts of all cells of a paper's tables."""
    tables = docx.Document(io.BytesIO(paper)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def other_s_form() -> Edition:
    """The form of the Sở Thông tin và Truyền thông, filled in by the Sở Tài chính; and its own by the former."""
    wrong = damaged(form(UNIT, complete()), lambda book: setattr(book["Bìa"]["C11"], "value", "Sở Tài chính"))
    return edition_of(received({"Sở Tài chính.xlsx": wrong, "TTTT.xlsx": form(UNIT, complete())}))


def test_a_form_filled_by_another_unit_is_told_to_the_one_that_it_names() -> None:
    letters = reminder_files(other_s_form(), TODAY)
    text = text_of(next(data for name, data in letters.items() if "_STC_" in name))
    assert "có nhận báo cáo “Sở Tài chính”" in text
    assert "báo cáo ghi tên Sở Tài chính nhưng lập trên biểu mẫu của Sở Thông tin và Truyền thông" in text


def test_a_form_filled_by_another_unit_is_told_to_the_one_that_it_was_issued_to_and_is_no_fault_of_it() -> None:
    edition = other_s_form()
    (slip,) = slips(edition)
    assert (slip.unit.code, slip.errors, slip.warnings) == (UNIT, 0, 0)
    issued = "biểu mẫu phát cho Sở Thông tin và Truyền thông nhưng trang Bìa ghi Sở Tài chính"
    (paper,) = slip_files(edition, TODAY).values()
    assert f"Không tính cho đơn vị nào: {issued}" in tables_of(paper)
    assert {record.file: record.unit for record in edition.files} == {"Sở Tài chính.xlsx": "", "TTTT.xlsx": UNIT}


def test_no_word_of_the_machine_reaches_a_letter(papers: Papers) -> None:
    told = {name: machine_words(text_of(data)) for name, data in papers.letters.items()}
    assert told == {name: [] for name in papers.letters}


def test_every_letter_ends_with_the_official_mark(papers: Papers) -> None:
    ends = {name: re.findall(r"(\S+)\./\.\n", text_of(data)) for name, data in papers.letters.items()}
    assert {name: end for name, end in ends.items() if len(end) != 1} == {}


def test_number_and_day_of_a_letter_are_left_to_the_registry(papers: Papers) -> None:
    lines = papers.letter("532").splitlines()
    number = next(line for line in lines if line.startswith("Số:"))
    assert number.replace(" ", "") == "Số:/SGDĐT-VP" and " " * 6 in number.replace("\N{NO-BREAK SPACE}", " ")


# --- Templates that staff edit ------------------------------------------------------------------------------


def edited(template: Path, folder: Path, old: str, new: str) -> Path:
    """The template after somebody changed some words in Word."""
    document = docx.Document(str(template))
    bodies = [
        *document.paragraphs,
        *(p for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs),
    ]
    changed = [paragraph for paragraph in bodies if old in paragraph.text]
    assert changed, f"no paragraph holds {old}"
    for paragraph in changed:
        paragraph.text = paragraph.text.replace(old, new)
    path = folder / template.name
    saved = io.BytesIO()
    document.save(saved)
    path.write_bytes(saved.getvalue())
    return path


@cache
def one_unit() -> Edition:
    """An edition of one unit with one error."""
    return edition_of(received({"x.xlsx": form(UNIT, {**complete(), ("indicators", "N8.11", "actual"): "-"})}))


def test_a_sentence_changed_in_the_slip_shows_up(tmp_path: Path) -> None:
    template = edited(SLIP, tmp_path, "đã nhận và kiểm tra báo cáo", "đã rà soát báo cáo")
    (slip,) = slip_files(one_unit(), TODAY, template=template).values()
    assert "Sở Giáo dục và Đào tạo đã rà soát báo cáo của Sở Thông tin và Truyền thông" in text_of(slip)


def test_a_sentence_changed_in_the_letter_shows_up(tmp_path: Path) -> None:
    template = edited(LETTER, tmp_path, "Rất mong nhận được", "Kính mong nhận được")
    texts = [text_of(data) for data in reminder_files(one_unit(), TODAY, template=template).values()]
    assert len(texts) == 18 and all("Kính mong nhận được sự quan tâm" in text for text in texts)


@pytest.mark.parametrize(
    ("template", "old", "wrong", "meant"),
    [
        (SLIP, "{{ han_tra_loi }}", "han_tra_lo", "han_tra_loi"),
        (SLIP, "{{ d.phat_hien }}", "phathien", "phat_hien"),
        (LETTER, "{{ han_moi }}", "han_moii", "han_moi"),
    ],
)
def test_a_misspelt_placeholder_is_named(tmp_path: Path, template: Path, old: str, wrong: str, meant: str) -> None:
    spoilt = edited(template, tmp_path, old, old.replace(meant, wrong))
    make = slip_files if template is SLIP else reminder_files
    with pytest.raises(TemplateError) as caught:
        make(one_unit(), TODAY, template=spoilt)
    assert template.name in str(caught.value) and wrong in str(caught.value) and meant in str(caught.value)


def test_a_template_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=LETTER.name):
        reminder_files(one_unit(), TODAY, template=tmp_path / LETTER.name)


# --- Progress -----------------------------------------------------------------------------------------------


class Counting(Silent):
    """Remembers the steps; asks to stop after some."""

    def __init__(self, stop_after: int = 99) -> None:
        self.steps: list[tuple[str, int, int]] = []
        self._stop_after = stop_after

    def step(self, what: str, done: int, total: int) -> None:
        self.steps.append((what, done, total))

    def stop_asked(self) -> bool:
        return len(self.steps) >= self._stop_after


def test_progress_is_told_for_each_paper() -> None:
    progress = Counting()
    slip_files(one_unit(), TODAY, progress=progress)
    assert progress.steps == [("Lập phiếu phản hồi", 1, 1)]


def test_letters_stop_when_asked() -> None:
    progress = Counting(stop_after=2)
    with pytest.raises(Stopped):
        reminder_files(one_unit(), TODAY, progress=progress)
    assert len(progress.steps) == 2


def test_only_units_with_errors_are_told_to_mend(sample_edition: Edition, papers: Papers) -> None:
    errors = {f.unit for f in sample_edition.findings if f.severity is Severity.ERROR and not f.caused_by}
    texts = {slip.unit.code: papers.slip(slip.unit.code) for slip in slips(sample_edition)}
    assert {
        unit for unit, text in texts.items() if " nội dung cần sửa" in text and "không có nội dung cần sửa" not in text
    } == errors & set(texts) - {"530"}
