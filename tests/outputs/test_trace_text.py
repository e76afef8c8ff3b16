"""What a person reads of a trace: official Vietnamese, numbers as they are written here, nothing left out."""

from __future__ import annotations

from hashlib import sha256

import pytest

from samples.make_samples import INBOX
from tests.builders import form_cell
from xlpy.model.edition import Edition
from xlpy.model.submission import Column, State
from xlpy.outputs.trace import forward, forward_text, trace, trace_head, trace_rows, trace_text
from xlpy.outputs.trace.rows import TITLES

BINH_SON = "Zalo 24-6/Bình Sơn_Cả năm (sửa lại).xlsx"
SEAL = sha256((INBOX / BINH_SON).read_bytes()).hexdigest()[:12]


def test_a_unit_s_ratio_is_told_with_both_cells(sample_edition: Edition):
    assert trace_text(sample_edition.catalogue, trace(sample_edition, "N2.06", "524")).splitlines() == [
        "N2.06 Tỷ lệ huy động trẻ em 5 tuổi đến lớp - Huyện Bình Sơn, thực hiện",
        "= 99,7%",
        "  Tử số 2.556 trẻ : mẫu số 2.564 trẻ × 100",
        "  Tử số:",
        "    N2.05 Số trẻ em 5 tuổi thuộc diện phổ cập được huy động đến lớp - Huyện Bình Sơn, thực hiện",
        "    = 2.556 trẻ",
        "      - Huyện Bình Sơn: 2.556",
        f"          Tệp {BINH_SON}, trang Chỉ tiêu, ô F22; SHA-256 {SEAL}…; nhận ngày 22/6/2024",
        "  Mẫu số:",
        "    N2.04 Số trẻ em 5 tuổi thuộc diện phổ cập trên địa bàn - Huyện Bình Sơn, thực hiện",
        "    = 2.564 trẻ",
        "      - Huyện Bình Sơn: 2.564",
        f"          Tệp {BINH_SON}, trang Chỉ tiêu, ô F21; SHA-256 {SEAL}…; nhận ngày 22/6/2024",
    ]


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (("N3.13",), "  Tổng của 9 trên 13 đơn vị được giao; cộng lại khớp."),
        (("N3.13",), "  - Huyện Nghĩa Hành: không có trong số này: chưa gửi"),
        (("N3.02",), "  - Huyện Mộ Đức: không có trong số này: có lỗi chờ sửa; trong ô: 379"),
        (
            ("N3.02",),
            "      R04-06: Huyện Mộ Đức: tổng số giáo viên theo cấp học là 1.338 nhưng cộng các thành phần được 1.356, "
            "chênh 18; nếu các thành phần đúng thì dòng tổng phải là 1.356.",
        ),
        (("N2.29",), "  Chưa có số liệu dùng được của đơn vị nào trong 1 đơn vị được giao."),
        (("N2.30",), "  Không tính được: thiếu tử số, thiếu mẫu số, hoặc mẫu số bằng 0."),
        (("N2.30",), "= chưa có số"),
        (("N1.02", "mien_nui", "previous"), "  - Huyện Trà Bồng: 34 (lấy từ bản tổng hợp kỳ trước)"),
        (
            ("N5.03", "534", "plan"),
            "      Nguyên văn “1774”, đọc theo quy tắc: số lưu dạng chữ",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "-".join(value),
)
def test_a_trace_says(sample_edition: Edition, asked: tuple[str, ...], line: str):
    assert line in trace_text(sample_edition.catalogue, trace(sample_edition, *asked)).splitlines()


def test_the_rows_of_a_sheet_fill_its_titles(sample_edition: Edition):
    rows = trace_rows(sample_edition.catalogue, trace(sample_edition, "N3.13"))
    assert {len(row.cells) for row in rows} == {len(TITLES)}


def test_above_the_rows_stands_which_figure_it_is(sample_edition: Edition):
    assert trace_head(trace(sample_edition, "N1.02", "mien_nui")) == (
        "N1.02 Tổng số trường mầm non, phổ thông - Khu vực miền núi, thực hiện",
        "Giá trị: 110 trường",
        "Tổng của 3 trên 5 đơn vị được giao; cộng lại khớp.",
    )


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ((BINH_SON, "Chỉ tiêu", "F21"), "Nguyên văn: “2564”"),
        ((BINH_SON, "Chỉ tiêu", "F21"), "  - R07-01: N2.05 <= N2.04 (không có phát hiện)"),
        ((BINH_SON, "Chỉ tiêu", "A1"), "Kết cục: được đếm trong sổ đối chiếu, không là số liệu"),
        (("So Noi vu_mat khau.xlsx", "x", "A1"), "Kết cục: không đọc từng ô, cả tệp không được dùng"),
        (("Sơn Hà.xlsx", "Chỉ tiêu", form_cell("529", "N3.13")), "Kết cục: bị loại, lý do O410 Ô báo lỗi của Excel"),
        (("Sơn Hà.xlsx", "Chỉ tiêu", form_cell("529", "N3.13")), "Chưa cộng vào tổng: có lỗi chờ sửa"),
        (
            ("TX ĐỨC PHỔ BC (2).xlsx", "Chỉ tiêu", form_cell("534", "N5.03", Column.PLAN)),
            "  Đọc theo quy tắc: số lưu dạng chữ",
        ),
        (("BA TƠ (chính thức).xlsx", "Chỉ tiêu", form_cell("535", "N7.01")), "  - R23-07: N7.01 >= 0 (có phát hiện)"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else value[2],
)
def test_a_cell_says(sample_edition: Edition, cell: tuple[str, str, str], line: str):
    assert line in forward_text(sample_edition.catalogue, forward(sample_edition, *cell)).splitlines()


def test_a_blank_input_is_told_as_blank(sample_edition: Edition):
    figure = sample_edition.figure["535", "N7.01", Column.ACTUAL]
    told = forward_text(sample_edition.catalogue, forward(sample_edition, *figure.answer.source))
    assert (figure.answer.state, "Kết cục: ô nhập để trống" in told) == (State.BLANK, True)
