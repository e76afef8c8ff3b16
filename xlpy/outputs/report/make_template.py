"""The first ``templates/bao-cao-ubnd.docx``: the frame of the report; staff then edit the Word file itself."""

from __future__ import annotations

from docx.document import Document
from docx.table import Table

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

SUBJECT = "Kết quả thực hiện Kế hoạch số {{ so_ke_hoach }} của {{ co_quan_ke_hoach }} {{ ky }}"
MEASURED = "của Ủy ban nhân dân tỉnh Quảng Ngãi năm học 2023-2024"
ATTACHED = (
    f"(Kèm theo Báo cáo số{nd30.NUMBER_ROOM}/BC-{{{{ ky_hieu }}}} {nd30.open_day('{{ nam }}')} của {{{{ co_quan }}}})"
)
RECIPIENTS = (
    "- Như trên;",
    "- Các sở, ngành, địa phương phối hợp thực hiện Kế hoạch;",
    "- Lãnh đạo Sở;",
    "- Các phòng, đơn vị thuộc Sở;",
    "- Lưu: VT, VP.",
)


def report_template() -> bytes:
    """The report's frame as a Word file."""
    document = new_paper()
    _opening(document)
    _parts(document)
    closing = (
        "Trên đây là báo cáo kết quả thực hiện Kế hoạch số {{ so_ke_hoach }} {{ ky }}, "
        "{{ co_quan }} kính báo cáo {{ co_quan_ke_hoach }} xem xét, chỉ đạo./."
    )
    say(document, "KetThuc", closing)
    signature(document, ["GIÁM ĐỐC"], RECIPIENTS)
    for annex in (_indicators, _by_unit, _reporting, _progress, _sources):
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
        "{{ co_quan }} báo cáo kết quả thực hiện {{ ky }} (số liệu chốt đến ngày {{ ngay_chot }}) như sau:"
    )
    say(document, "NoiDung", lead)


def _parts(document: Document) -> None:
    say(document, "MucLon", "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN")
    leading = (
        "{{ co_quan }} đã tham mưu, hướng dẫn các sở, ngành liên quan, các địa phương và cơ sở giáo dục tổ chức "
        "triển khai thực hiện Kế hoạch; phát hành biểu mẫu thống nhất, tiếp nhận, kiểm tra và tổng hợp báo cáo của "
        "các đơn vị."
    )
    say(document, "NoiDung", leading)
    say(document, "NoiDung", "{{p chi_dao }}")
    details = (
        "Số liệu chi tiết và nguồn của từng số nêu tại các Phụ lục I đến V và Bảng tổng hợp số liệu theo đơn vị "
        "(Phụ lục VI, khổ A3) kèm theo."
    )
    say(document, "NoiDung", details)
    say(document, "MucLon", "II. KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ")
    lead = (
        "Tiến độ thực hiện các nội dung công việc của Kế hoạch ở các đơn vị chủ trì, tính theo từng nhiệm vụ, được thể "
        "hiện tại Biểu đồ 1; kết quả cụ thể của từng nhiệm vụ như sau:"
    )
    caption = "Biểu đồ 1. Tiến độ công việc theo nhiệm vụ (số lượt đơn vị chủ trì)"
    _chart(document, "bieu_do_tien_do", caption, lead)
    say(document, "NoiDung", "{{p ket_qua }}")
    say(document, "MucLon", "III. ĐÁNH GIÁ CHUNG")
    say(document, "Khoan", "1. Kết quả nổi bật")
    say(document, "NoiDung", "{{p noi_bat }}")
    _chart(document, "bieu_do_ty_le", "Biểu đồ 2. {{ ten_bieu_do_ty_le }} theo địa phương (%){{ thieu_bieu_do_ty_le }}")
    say(document, "Khoan", "2. Hạn chế")
    say(document, "NoiDung", "{{p han_che }}")
    _chart(document, "bieu_do_ke_hoach", "Biểu đồ 3. Các chỉ tiêu có tỷ lệ thực hiện so với kế hoạch thấp nhất (%)")
    say(document, "Khoan", "3. Khó khăn, vướng mắc")
    say(document, "NoiDung", "{{p kho_khan }}")
    say(document, "Khoan", "4. Nguyên nhân")
    say(document, "NoiDung", "{{p nguyen_nhan }}")
    say(document, "MucLon", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI")
    onward = (
        "Tiếp tục tổ chức thực hiện đồng bộ các nhiệm vụ, giải pháp của Kế hoạch số {{ so_ke_hoach }}, "
        "trong đó tập trung:"
    )
    say(document, "NoiDung", onward)
    say(document, "NoiDung", "{{p phuong_huong }}")
    regular = (
        "- Theo dõi, đôn đốc, kiểm tra việc thực hiện; kịp thời tổng hợp, báo cáo {{ co_quan_ke_hoach }} xem xét, "
        "giải quyết những nội dung vượt thẩm quyền."
    )
    say(document, "NoiDung", regular)
    say(document, "MucLon", "V. ĐỀ XUẤT, KIẾN NGHỊ")
    say(document, "NoiDung", "{{p kien_nghi }}")


def _chart(document: Document, name: str, caption: str, lead: str = "") -> None:
    say(document, "BieuDo", f"{{%p if {name} %}}")
    if lead:
        say(document, "NoiDung", lead)
    picture = say(document, "BieuDo", f"{{{{ {name} }}}}")
    picture.paragraph_format.keep_with_next = True
    say(document, "BieuDoTen", caption)
    say(document, "BieuDo", "{%p endif %}")


def _indicators(document: Document) -> None:
    annex_head(document, "I", "TỔNG HỢP KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", ATTACHED)
    headers = (
        "TT",
        "Mã",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Kế hoạch",
        "Thực hiện",
        "TH/KH (%)",
        "Kỳ trước (đủ đơn vị)",
        "Ghi chú",
    )
    table = ruled_table(document, (9, 15, 96, 20, 26, 27, 16, 26, 12), headers)
    loop_row(table, "{%tr for r in bang_chi_tieu %}")
    loop_row(table, "{%tr if r.nhom %}")
    add_row(table, [("BangNhom", "{{ r.nhom }}")])
    loop_row(table, "{%tr else %}")
    numbers = [("BangSo", f"{{{{ r.{name} }}}}") for name in ("ke_hoach", "thuc_hien", "ty_le", "ky_truoc")]
    texts = [
        ("BangGiua", "{{ r.tt }}"),
        ("BangGiua", "{{ r.ma }}"),
        ("BangChu", "{{ r.ten }}"),
        ("BangGiua", "{{ r.don_vi_tinh }}"),
    ]
    add_row(table, [*texts, *numbers, ("BangGiua", "{{ r.thieu }}")])
    loop_row(table, "{%tr endif %}")
    loop_row(table, "{%tr endfor %}")
    say(
        document,
        "GhiChu",
        "Ghi chú: Dấu * sau số là số chưa đủ đơn vị, các đơn vị còn thiếu ghi theo ký hiệu ở cuối bảng; K: không phát "
        "sinh; …: chưa có số liệu. TH/KH chỉ tính trên các đơn vị có cả số kế hoạch và số thực hiện. Cột Kế "
        "hoạch và cột Kỳ trước là số của tất cả các đơn vị đã có số, kể cả đơn vị chưa có số ở cột Thực hiện, nên "
        "không so trực tiếp với số thực hiện có dấu *. Tỷ lệ toàn tỉnh là tổng tử số chia tổng mẫu số của các đơn vị "
        "có đủ hai số, không phải bình quân các tỷ lệ. Số chưa tính các đơn vị sau đây:",
    )
    say(document, "GhiChuDong", "{{p ghi_chu_thieu }}")


def _by_unit(document: Document) -> None:
    annex_head(document, "II", "MỘT SỐ TỶ LỆ CHỦ YẾU THEO ĐỊA PHƯƠNG", ATTACHED)
    say(document, "NoiDung", "{{p bang_don_vi }}")
    say(
        document,
        "GhiChu",
        "Ghi chú: …: đơn vị chưa gửi hoặc tệp chưa sử dụng được; lỗi: số liệu còn lỗi, chờ rà soát; CCSL: đơn vị chưa "
        "có số liệu; –: không tính được tỷ lệ vì mẫu số bằng không hoặc không phát sinh; ô trống: không giao báo cáo. "
        "Dấu * sau số là số chưa đủ đơn vị.",
    )


def _reporting(document: Document) -> None:
    annex_head(document, "III", "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ THEO NHIỆM VỤ", ATTACHED)
    say(document, "NoiDung", "{{p bang_gui }}")
    say(
        document,
        "GhiChu",
        "Ghi chú: NV: nhiệm vụ theo thứ tự của Kế hoạch; Đủ: báo cáo đủ, không lỗi; Thiếu: còn nội dung chưa báo cáo; "
        "sl, nd: số liệu, nội dung còn lỗi hoặc bỏ trống, chờ rà soát, chưa tính vào số chung (4/13 sl là 4 trong 13 "
        "số liệu của nhiệm vụ); …: chưa có báo cáo sử dụng được; –: không phân công.",
    )


def _progress(document: Document) -> None:
    annex_head(document, "IV", "TIẾN ĐỘ THỰC HIỆN CÁC NỘI DUNG CÔNG VIỆC", ATTACHED)
    headers = (
        "TT",
        "Nội dung công việc",
        "Thời hạn",
        "Số đơn vị chủ trì",
        "Hoàn thành",
        "Đang thực hiện",
        "Chưa thực hiện",
        "Chờ sửa",
        "Chưa báo cáo",
        "Đơn vị chưa hoàn thành, chờ sửa, chưa báo cáo",
    )
    table = ruled_table(document, (9, 64, 22, 15, 15, 15, 15, 15, 15, 62), headers)
    loop_row(table, "{%tr for r in bang_tien_do %}")
    loop_row(table, "{%tr if r.nhom %}")
    add_row(table, [("BangNhom", "{{ r.nhom }}")])
    loop_row(table, "{%tr else %}")
    middle = [("BangGiua", f"{{{{ r.{name} }}}}") for name in ("han", "chu_tri", "xong", "dang", "chua", "cho", "im")]
    add_row(table, [("BangGiua", "{{ r.tt }}"), ("BangChu", "{{ r.ten }}"), *middle, ("BangChu", "{{ r.con_lai }}")])
    loop_row(table, "{%tr endif %}")
    loop_row(table, "{%tr endfor %}")
    say(
        document,
        "GhiChu",
        "Ghi chú: Chờ sửa: đơn vị đã báo cáo nhưng dòng báo cáo còn lỗi, chưa tính vào trạng thái nào. Đơn vị không "
        "phát sinh nội dung công việc không tính vào số đơn vị chủ trì.",
    )


def _sources(document: Document) -> None:
    annex_head(document, "V", "NGUỒN CỦA CÁC SỐ LIỆU NÊU TRONG BÁO CÁO", ATTACHED)
    say(document, "BangTen", "1. Tệp báo cáo của các đơn vị")
    files = ruled_table(document, (18, 62, 110, 25, 32), ("Ký hiệu", "Đơn vị", "Tên tệp", "Ngày nhận", "SHA-256 (đầu)"))
    _loop(files, "bang_tep", ("ky_hieu", "don_vi", "tep", "ngay", "dau"))
    say(document, "BangTen", "2. Số liệu theo chỉ tiêu")
    headers = ("Mã", "Chỉ tiêu", "Số nêu trong báo cáo", "Nguồn: trang, ô của các tệp")
    _loop(ruled_table(document, (15, 54, 68, 110), headers), "bang_nguon", ("ma", "ten", "so", "nguon"))
    say(document, "BangTen", "3. Số đếm đơn vị, nội dung, chỉ tiêu")
    headers = ("Nêu tại", "Nội dung đếm", "Số", "Gồm")
    _loop(ruled_table(document, (30, 82, 13, 122), headers), "bang_dem", ("muc", "noi_dung", "so", "gom"))
    say(
        document,
        "GhiChu",
        "Ghi chú: Nội dung công việc ghi theo số thứ tự tại Phụ lục IV; chỉ tiêu ghi theo mã tại Phụ lục I.",
    )


def _loop(table: Table, rows: str, names: tuple[str, ...]) -> None:
    loop_row(table, f"{{%tr for r in {rows} %}}")
    add_row(table, [("BangChu", f"{{{{ r.{name} }}}}") for name in names])
    loop_row(table, "{%tr endfor %}")
