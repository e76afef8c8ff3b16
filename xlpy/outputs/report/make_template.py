"""The first ``templates/bao-cao-ubnd.docx``: the frame of the report; staff then edit the Word file itself."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Pt

from xlpy.outputs.word import nd30
from xlpy.outputs.word.blocks import (
    Letterhead,
    add_row,
    annex_head,
    letterhead,
    loop_row,
    ruled_table,
    say,
    signature,
    title,
)
from xlpy.outputs.word.package import document_bytes
from xlpy.outputs.word.paper import annex_section, new_paper
from xlpy.outputs.word.styles import LOOKS

SUBJECT = "Kết quả thực hiện Kế hoạch số {{ so_ke_hoach }} của {{ co_quan_ke_hoach }} {{ ky }}"
MEASURED = "của Ủy ban nhân dân tỉnh Quảng Ngãi năm học 2023-2024"
ATTACHED = (
    f"(Kèm theo Báo cáo số{nd30.NUMBER_ROOM}/BC-{{{{ ky_hieu }}}} {nd30.open_day('{{ nam }}')} của {{{{ co_quan }}}})"
)
CLOSE = ("NoiDung", "Khoan", "KetThuc", "BangNhom", "BangChu", "BangGiua", "BangSo")
"""Styles set as close as the rule allows: the report is the longest of our papers."""
RECIPIENTS = (
    "- Như trên;",
    "- Các sở, ngành, địa phương phối hợp thực hiện;",
    "- Lãnh đạo Sở;",
    "- Các phòng, đơn vị thuộc Sở;",
    "- Lưu: VT, VP.",
)


def report_template() -> bytes:
    """The report's frame as a Word file."""
    document = new_paper()
    for style_id in CLOSE:
        setting = document.styles[LOOKS[style_id].name].paragraph_format
        setting.line_spacing = 1.0
        if style_id.startswith("Bang"):
            setting.space_before = setting.space_after = Pt(0)
    document.styles[LOOKS["BangNhom"].name].paragraph_format.keep_with_next = True
    heading = document.styles[LOOKS["MucLon"].name].paragraph_format
    heading.space_before, heading.space_after = Pt(8), Pt(0)
    _opening(document)
    _parts(document)
    closing = (
        "Trên đây là báo cáo kết quả thực hiện Kế hoạch số {{ so_ke_hoach }} {{ ky }}, "
        "{{ co_quan }} kính báo cáo {{ co_quan_ke_hoach }} xem xét, chỉ đạo./."
    )
    say(document, "KetThuc", closing)
    signature(document, ["GIÁM ĐỐC"], RECIPIENTS)
    for annex in (_indicators, _by_unit, _reporting, _progress):
        annex_section(document, landscape=True)
        annex(document)
    return document_bytes(document)


def _opening(document: Document) -> None:
    number = f"Số:{nd30.NUMBER_ROOM}/BC-{{{{ ky_hieu }}}}"
    place = f"{{{{ dia_danh }}}}, ngày{nd30.DAY_ROOM}tháng{nd30.DAY_ROOM}năm {{{{ nam }}}}"
    letterhead(document, Letterhead("{{ co_quan_chu_quan }}", "{{ co_quan_in_hoa }}", number, place))
    title(document, "BÁO CÁO", SUBJECT, MEASURED)
    say(document, "GhiChuTen", "{%p if ghi_chu %}")
    say(document, "GhiChuTen", "({{ ghi_chu }})")
    say(document, "GhiChuTen", "{%p endif %}")
    say(document, "KinhGui", "Kính gửi: {{ co_quan_ke_hoach }}")
    lead = (
        "Thực hiện Kế hoạch số {{ so_ke_hoach }}{{ ngay_ke_hoach }} của {{ co_quan_ke_hoach }} về {{ ten_ke_hoach }}, "
        "{{ co_quan }} báo cáo kết quả thực hiện {{ ky }} (số liệu chốt đến ngày {{ ngay_chot }}{{ ngay_nhan }}) "
        "như sau:"
    )
    say(document, "NoiDung", lead)


def _parts(document: Document) -> None:
    say(document, "MucLon", "TÓM TẮT")
    say(document, "NoiDung", "{{p tom_tat }}")
    say(document, "MucLon", "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN")
    say(document, "NoiDung", "{{p chi_dao }}")
    details = "Số liệu chi tiết tại các Phụ lục I đến IV và Biểu tổng hợp theo đơn vị (Phụ lục V, khổ A3) kèm theo."
    say(document, "NoiDung", details)
    say(document, "MucLon", "II. KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ")
    say(document, "NoiDung", "{{p ket_qua }}")
    say(document, "MucLon", "III. ĐÁNH GIÁ CHUNG")
    say(document, "Khoan", "1. Kết quả nổi bật")
    say(document, "NoiDung", "{{p noi_bat }}")
    _chart(document, "bieu_do_ty_le", "Biểu đồ. {{ ten_bieu_do_ty_le }} {{ pham_vi_bieu_do_ty_le }} (%)")
    say(document, "Khoan", "2. Hạn chế")
    say(document, "NoiDung", "{{p han_che }}")
    say(document, "Khoan", "3. Khó khăn, vướng mắc và nguyên nhân")
    say(document, "NoiDung", "{{p kho_khan }}")
    say(document, "MucLon", "IV. {{ huong }}")
    say(document, "NoiDung", "{{ huong_mo_dau }}")
    say(document, "NoiDung", "{{p phuong_huong }}")
    say(document, "MucLon", "V. ĐỀ XUẤT, KIẾN NGHỊ")
    say(document, "NoiDung", "{{p kien_nghi }}")


def _chart(document: Document, name: str, caption: str) -> None:
    say(document, "BieuDo", f"{{%p if {name} %}}")
    picture = say(document, "BieuDo", f"{{{{ {name} }}}}")
    picture.paragraph_format.keep_with_next = True
    say(document, "BieuDoTen", caption)
    say(document, "BieuDo", "{%p endif %}")


def _indicators(document: Document) -> None:
    annex_head(document, "I", "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU CHỦ YẾU", ATTACHED)
    say(document, "NoiDung", "{{p bang_chi_tieu }}")
    say(document, "GhiChu", "{{ ghi_chu_chi_tieu }}")
    say(document, "GhiChuDong", "{{p ghi_chu_thieu }}")


def _by_unit(document: Document) -> None:
    annex_head(document, "II", "MỘT SỐ TỶ LỆ CHỦ YẾU THEO ĐỊA PHƯƠNG", ATTACHED)
    say(document, "NoiDung", "{{p bang_don_vi }}")
    say(document, "GhiChu", "{{ ghi_chu_don_vi }}")


def _reporting(document: Document) -> None:
    annex_head(document, "III", "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ THEO NHIỆM VỤ", ATTACHED)
    say(document, "NoiDung", "{{p bang_gui }}")
    say(document, "GhiChu", "{{ ghi_chu_gui }}")


def _progress(document: Document) -> None:
    annex_head(document, "IV", "TIẾN ĐỘ THỰC HIỆN CÁC NỘI DUNG CÔNG VIỆC", ATTACHED)
    headers = (
        "TT",
        "Nội dung công việc",
        "Thời hạn",
        "Số đơn vị",
        "Hoàn thành",
        "Đang thực hiện",
        "Chưa thực hiện",
        "Đang rà soát",
        "Chưa báo cáo",
    )
    table = ruled_table(document, (9, 145, 20, 12, 13, 12, 12, 12, 12), headers)
    loop_row(table, "{%tr for r in bang_tien_do %}")
    loop_row(table, "{%tr if r.nhom %}")
    add_row(table, [("BangNhom", "{{ r.nhom }}")])
    loop_row(table, "{%tr else %}")
    middle = [("BangGiua", f"{{{{ r.{name} }}}}") for name in ("han", "thuc_hien", "xong", "dang", "chua", "cho", "im")]
    add_row(table, [("BangGiua", "{{ r.tt }}"), ("BangChu", "{{ r.ten }}"), *middle])
    loop_row(table, "{%tr endif %}")
    loop_row(table, "{%tr endfor %}")
    say(
        document,
        "GhiChu",
        "Ghi chú: Đang rà soát: đơn vị đã báo cáo, nội dung báo cáo đang được rà soát, chưa tính vào trạng thái nào. "
        "Đơn vị không phát sinh nội dung công việc không tính vào số đơn vị thực hiện.",
    )
