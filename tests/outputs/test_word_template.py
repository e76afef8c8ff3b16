"""A Word template filled: text survives, the same input gives the same bytes, each fault of a template is named."""

from __future__ import annotations

import io
import re
import time
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from xlpy.basics.errors import UserError
from xlpy.outputs.word.blocks import add_row, loop_row, ruled_table, say
from xlpy.outputs.word.characters import printable
from xlpy.outputs.word.package import document_bytes
from xlpy.outputs.word.paper import new_paper
from xlpy.outputs.word.passage import Passage
from xlpy.outputs.word.template import TemplateError, render

DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


def paper(tmp_path: Path, *lines: str, build: Callable[[Document], object] | None = None) -> Path:
    document = new_paper()
    for line in lines:
        say(document, "NoiDung", line)
    if build:
        build(document)
    path = tmp_path / "mau-thu.docx"
    path.write_bytes(document_bytes(document))
    return path


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


@dataclass
class Row:
    ten: str
    so: str


def with_table(document: Document, cell: str = "{{ r.ten }}") -> None:
    table = ruled_table(document, (60, 40), ("Tên", "Số"))
    loop_row(table, "{%tr for r in dong %}")
    add_row(table, [("BangChu", cell), ("BangSo", "{{ r.so }}")])
    loop_row(table, "{%tr endfor %}")


@pytest.mark.parametrize(
    "text", ["=1+1", "- Tuyên truyền", "+84 255", "@ai", "a < b & c > d", "\"quoted\" 'too'", "{% raw %}", "{{ x }}"]
)
def test_a_text_survives_whatever_it_begins_with(tmp_path: Path, text: str):
    assert texts(render(paper(tmp_path, "{{ loi }}"), {"loi": text})) == [text]


@pytest.mark.slow("search")
@given(text=st.text(max_size=40).map(printable).filter(lambda t: not set(t) & set("\n\t") and "_" not in t))
@settings(max_examples=25, deadline=None)
def test_any_text_that_xml_can_hold_survives(tmp_path_factory: pytest.TempPathFactory, text: str):
    path = paper(tmp_path_factory.mktemp("word"), "x{{ loi }}x")
    assert texts(render(path, {"loi": text})) == [f"x{text}x"]


def test_letters_come_out_composed(tmp_path: Path):
    loose = unicodedata.normalize("NFD", "Đơn vị: {{ ten }}")
    made = texts(render(paper(tmp_path, loose), {"ten": unicodedata.normalize("NFD", "Huyện Ba Tơ")}))
    assert made == [unicodedata.normalize("NFC", "Đơn vị: Huyện Ba Tơ")]


def test_a_loop_makes_a_row_for_each_item(tmp_path: Path):
    path = paper(tmp_path, build=with_table)
    made = docx.Document(io.BytesIO(render(path, {"dong": [Row("a < b", "1"), Row("=c", "2")]})))
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Tên", "Số"],
        ["a < b", "1"],
        ["=c", "2"],
    ]


def test_a_passage_brings_its_styles(tmp_path: Path):
    path = paper(tmp_path, "{{p doan }}")
    made = docx.Document(io.BytesIO(render(path, {"doan": Passage((("Khoan", "1. Một & hai"), ("NoiDung", "Ba")))})))
    assert [(p.style.style_id, p.text) for p in made.paragraphs if p.style] == [
        ("Khoan", "1. Một & hai"),
        ("NoiDung", "Ba"),
    ]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path):
    path = paper(tmp_path, "{{ loi }}", build=with_table)
    values = {"loi": "Lời", "dong": [Row("a", "1")]}
    assert render(path, values) == render(path, values)


def test_nobody_is_named_in_the_file(tmp_path: Path):
    document = new_paper()
    say(document, "NoiDung", "{{ loi }}")
    document.core_properties.author = "Nguyễn Văn A"
    path = tmp_path / "mau.docx"
    document.save(str(path))
    core = zipfile.ZipFile(io.BytesIO(render(path, {"loi": "x"}))).read("docProps/core.xml").decode()
    assert "Nguyễn" not in core


FAULTS: dict[str, tuple[str, ...]] = {
    "a name nobody fills": ("{{ don_vj }}", "mau-thu.docx", "{{ don_vj }}", "có phải là “don_vi”?"),
    "far from any name": ("{{ xyz }}", "{{ xyz }}", "được dùng: don_vi, dong"),
    "behind a condition that does not hold": ("{% if dong %}{{ don_vj }}{% endif %}", "{{ don_vj }}"),
    "a brace too few": ("Kính gửi {{ don_vi } ạ", "dấu ngoặc nhọn", "Kính gửi {{ don_vi } ạ"),
    "single braces": ("Kính gửi {don_vi}", "dấu ngoặc nhọn", "Kính gửi {don_vi}"),
    "a condition without end": ("{% if don_vi %}có", "endif"),
    "an empty placeholder": ("Gửi {{ }} ạ", "viết sai"),
    "no such style": ("{{p doan }}", "thiếu kiểu", "KhongCo"),
    "a filter unknown": ("{{ don_vi | hoa }}", "viết sai", "{{ don_vi | hoa }}"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_template_is_an_error_that_names_the_place(tmp_path: Path, fault: str):
    line, *expected = FAULTS[fault]
    values: dict[str, object] = {"don_vi": "Huyện Ba Tơ", "dong": []}
    if fault == "no such style":
        values["doan"] = Passage((("KhongCo", "x"),))
    with pytest.raises(TemplateError) as caught:
        render(paper(tmp_path, line), values)
    for words in expected:
        assert words in str(caught.value)


REACHING = {
    "a class": "{{ don_vi.__class__ }}",
    "a class by a filter": "{{ don_vi | attr('__class__') }}",
    "a class by index": "{{ don_vi['__class__'] }}",
    "the program": "{{ don_vi.__init__.__globals__ }}",
    "behind a loop": "{% for x in dong.__class__.__mro__ %}{{ x }}{% endfor %}",
    "a list changed": "{{ dong.append(1) }}",
    "a flood": "{{ 'x' * 10 ** 9 }}",
    "a private name of ours": "{{ hang._an }}",
    "a division by nothing": "{{ 1 / 0 }}",
    "a format that does not fit": "{{ '%d' | format(don_vi) }}",
    "no such place": "{{ '{0}'.format() }}",
    "a text that is called": "{{ don_vi() }}",
    "another file": "{% include 'x' %}",
}
FLOODS = {
    "a wide text": "{{ don_vi | center(2000000000) }}",
    "a wide format": "{{ '%2000000000d' % 1 }}",
    "a wide method": "{{ don_vi.ljust(2000000000) }}",
    "a text doubled": "{% for a in dong %}{% set x = don_vi ~ don_vi %}{% endfor %}",
    "a list doubled": "{% set x = [dong, dong] %}",
    "a sum": "{{ don_vi + don_vi }}",
    "a long count": "{% for a in range(10 ** 9) %}x{% endfor %}",
    "a loop in a loop": "{% for a in dong %}{% for b in dong %}x{% endfor %}{% endfor %}",
    "a loop around a loop": "{% for a in dong %}{% for b in a %}{% for c in a %}x{% endfor %}{% endfor %}{% endfor %}",
    "words of the engine": "{{ lipsum(n=100000) }}",
    "a filler": "{{ dong | batch(2000000000, 'x') }}",
    "a macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a repeated cycle": "{{ cycler(1) }}",
}


@pytest.mark.parametrize("line", FLOODS.values(), ids=FLOODS)
def test_a_template_that_could_fill_the_memory_is_refused_before_it_runs(tmp_path: Path, line: str):
    begin = time.process_time()
    with pytest.raises(TemplateError, match=r"mau-thu\.docx: (có chỗ điền dùng lệnh|không có chỗ điền|dấu ngoặc)"):
        render(paper(tmp_path, line), {"don_vi": "Huyện Ba Tơ", "dong": [[1], [2]]})
    assert time.process_time() - begin < 3


def test_a_loop_may_go_through_what_belongs_to_its_own_item(tmp_path: Path):
    line = "{% for a in dong %}{% for b in a %}{{ b }};{% endfor %}{% endfor %}"
    assert texts(render(paper(tmp_path, line), {"dong": [[1, 2], [3]]})) == ["1;2;3;"]


def test_a_place_that_no_list_has_is_told_by_its_number(tmp_path: Path):
    with pytest.raises(TemplateError, match=r"không có chỗ điền \{\{ 99 \}\}"):
        render(paper(tmp_path, "{{ dong[99] }}"), {"dong": [1]})


@pytest.mark.parametrize("document", [b"<a/>", b'<w:document xmlns:w="x"/>', DOCUMENT])
def test_a_word_file_without_its_body_is_an_error(tmp_path: Path, document: bytes):
    whole = zipfile.ZipFile(paper(tmp_path, "{{ loi }}"))
    path = tmp_path / "hong.docx"
    with zipfile.ZipFile(path, "w") as made:
        for name in whole.namelist():
            made.writestr(name, document if name == "word/document.xml" else whole.read(name))
    with pytest.raises(TemplateError, match=r"hong\.docx bị hỏng"):
        render(path, {"loi": "x"})


def test_a_template_that_unpacks_into_too_much_is_refused_before_it_is_unpacked(tmp_path: Path):
    path = tmp_path / "hong.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b" " * (60 << 20))
    with pytest.raises(TemplateError, match=r"hong\.docx bị hỏng"):
        render(path, {})


@pytest.mark.parametrize("line", REACHING.values(), ids=REACHING)
def test_a_template_that_reaches_behind_its_values_is_an_error(tmp_path: Path, line: str):
    with pytest.raises(TemplateError, match=r"^Tệp mẫu mau-thu\.docx: có chỗ điền dùng lệnh không được phép"):
        render(paper(tmp_path, line), {"don_vi": "Huyện Ba Tơ", "dong": [1], "hang": Private("x")})


@dataclass
class Private:
    _an: str


WRONG = {
    "a length of none": "{{ 5 | length }}",
    "a comparison that does not fit": "{{ don_vi < 3 }}",
}


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
def test_a_faulty_calculation_is_an_error_without_the_engine_s_english(tmp_path: Path, line: str):
    with pytest.raises(TemplateError) as caught:
        render(paper(tmp_path, line), {"don_vi": "Huyện Ba Tơ"})
    known = "Tệp mẫu mau-thu.docx: không điền được, có phép tính hoặc phép lọc không hợp với giá trị được điền"
    assert re.fullmatch(rf"{re.escape(known)} \(mã lỗi \w+Error\)\.", str(caught.value))


def test_a_misspelt_column_is_an_error_that_names_it(tmp_path: Path):
    path = paper(tmp_path, build=lambda document: with_table(document, "{{ r.tem }}"))
    with pytest.raises(TemplateError, match=r"\{\{ tem \}\}; có phải là “ten”\?"):
        render(path, {"dong": [Row("a", "1")]})


def test_a_loop_that_tears_the_table_apart_is_an_error(tmp_path: Path):
    def torn(document: Document) -> None:
        table = ruled_table(document, (60, 40), ("Tên", "Số"))
        add_row(table, [("BangChu", "{%tr for r in dong %}"), ("BangSo", "{{ r.so }}")])
        say(document, "NoiDung", "{% endfor %}")

    with pytest.raises(TemplateError, match=r"mau-thu\.docx: điền xong .*phải mở và đóng ở dòng riêng của bảng"):
        render(paper(tmp_path, build=torn), {"dong": [Row("a", "1"), Row("b", "2")]})


def test_a_template_without_a_needed_part_is_an_error(tmp_path: Path):
    with pytest.raises(TemplateError, match=r"thiếu chỗ điền \{\{ ket_qua \}\}"):
        render(paper(tmp_path, "{{ loi }}"), {"loi": "x", "ket_qua": "y"}, required=["ket_qua"])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"not a zip at all"])
def test_what_is_no_word_file_is_an_error(tmp_path: Path, content: bytes):
    path = tmp_path / "hong.docx"
    path.write_bytes(content)
    with pytest.raises(TemplateError, match=r"hong\.docx bị hỏng"):
        render(path, {})


def test_a_template_that_is_not_there_is_an_error(tmp_path: Path):
    with pytest.raises(UserError, match=r"không-có\.docx"):
        render(tmp_path / "không-có.docx", {})
