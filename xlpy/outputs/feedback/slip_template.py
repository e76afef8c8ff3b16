"""The first wording of ``templates/phieu-phan-hoi.docx``: what staff call phiếu phản hồi, by its kind a phiếu báo.

Nghị định 30/2020/NĐ-CP, Article 7 knows no phiếu phản hồi; Phụ lục III shortens phiếu báo to PB. Number, day and
signature are left to the registry and to who signs by order of the director.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from xlpy.outputs.word.blocks import Letterhead, add_row, letterhead, loop_row, ruled_table, say, signature, title
from xlpy.outputs.word.paper import new_paper

CLEAN = (
    "Đến ngày {{ hom_nay }}, "
    "{{ ten_co_quan }} đã nhận và kiểm tra báo cáo của {{ don_vi }}. Báo cáo không có nội dung cần sửa, cần xem "
    "lại; "
    "{% if so_lieu.giao %}{{ so_lieu.dung }}/{{ so_lieu.giao }} số liệu{% else %}toàn bộ nội dung{% endif %} "
    "đã được đưa vào bản tổng hợp của tỉnh{% if so_lieu.ccsl %}; {{ so_lieu.ccsl }} số liệu đơn vị ghi chưa có "
    "(CCSL), bổ sung khi có{% endif %}{% if so_lieu.cho_sua %}; {{ so_lieu.cho_sua }} số liệu "
    "{{ ten_co_quan }} để lại đối chiếu{% endif %}. "
    "Hiện đơn vị không phải gửi lại. Trân trọng cảm ơn sự phối hợp của {{ don_vi }}."
)
ERRORS = (
    "Đến ngày {{ hom_nay }}, "
    "{{ ten_co_quan }} đã nhận và kiểm tra báo cáo của {{ don_vi }}. Kết quả: có {{ so_loi }} nội dung cần sửa"
    "{% if co_xem_lai %} và {{ so_xem_lai }} nội dung cần xem lại{% endif %}."
    "{% if co_giu_lai %} Chỉ phần ghi “Chưa được tính vào bản tổng hợp” tại từng nội dung cần sửa phải chờ đơn vị sửa "
    "mới được tổng hợp; các phần khác không phải chờ.{% endif %}"
)
LOOK_AGAIN = (
    "Đến ngày {{ hom_nay }}, "
    "{{ ten_co_quan }} đã nhận và kiểm tra báo cáo của {{ don_vi }}. Kết quả: không có nội dung cần sửa, có "
    "{{ so_xem_lai }} nội dung cần xem lại; các số liệu hợp lệ đã được đưa vào bản tổng hợp của tỉnh."
)
REFUSED = (
    "Đến ngày {{ hom_nay }}, "
    "{{ ten_co_quan }} đã nhận báo cáo do {{ don_vi }} gửi nhưng chưa sử dụng được để tổng hợp; đến nay chưa số liệu "
    "nào của đơn vị được đưa vào bản tổng hợp của tỉnh."
)
ISSUED = (
    "Căn cứ Công văn {{ cong_van }} của {{ ten_co_quan }} về báo cáo kết quả thực hiện Kế hoạch số {{ so_ke_hoach }}, "
    "{{ ten_co_quan }} thông báo kết quả kiểm tra báo cáo của {{ don_vi }} như sau."
)
FIGURES = (
    "Trong {{ so_lieu.giao }} số liệu đơn vị phải báo cáo{% if so_lieu.ke_hoach %} ({{ so_lieu.chi_tieu }} số thực "
    "hiện, {{ so_lieu.ke_hoach }} số kế hoạch){% endif %}, {% if so_lieu.dung %}{{ so_lieu.dung }} số liệu đã đưa vào "
    "bản tổng hợp{% else %}chưa số liệu nào được đưa vào bản tổng hợp{% endif %}"
    "{% if so_lieu.cho_sua %}, {{ so_lieu.cho_sua }} số liệu chờ đơn vị sửa{% endif %}"
    "{% if so_lieu.ccsl %}, {{ so_lieu.ccsl }} số liệu đơn vị ghi chưa có (CCSL){% endif %}."
)
TO_MEND = (
    "Nội dung {% if ket_qua.can_xem_lai %}cần xem lại"
    "{% else %}cần sửa{% if co_xem_lai %}, cần xem lại{% endif %}{% endif %}"
)
PLACES = "Vị trí (trang, ô) nêu dưới đây theo biểu mẫu đơn vị đã gửi."
MEND = (
    "Đề nghị {{ don_vi }} sửa các nội dung ghi “Cần sửa” {% if sua_ban_danh_dau %}trong bản đánh dấu gửi kèm hoặc "
    "{% endif %}trong chính biểu mẫu đã gửi, không thêm, xóa dòng, cột, rồi gửi lại một bản duy nhất chậm nhất "
    "ngày {{ han_tra_loi }}.{% if co_xem_lai %} Với các nội dung ghi “Xem lại”: nếu sai "
    "thì sửa cùng lúc; nếu đúng thì ghi giải trình vào cột ghi chú hoặc trả lời, nêu số phiếu và số thứ tự của nội "
    "dung.{% endif %}"
)
ANSWER = (
    "Đề nghị {{ don_vi }} xem lại các nội dung nêu trên và trả lời chậm nhất ngày {{ han_tra_loi }}: "
    "nếu đúng thì xác nhận hoặc giải trình, nêu số phiếu và số thứ tự của nội dung, không phải gửi lại "
    "biểu mẫu; nếu sai thì sửa {% if sua_ban_danh_dau %}trong bản đánh dấu gửi kèm hoặc {% endif %}trong chính biểu "
    "mẫu đã gửi và gửi lại một bản duy nhất."
)
RESEND = (
    "Đề nghị {{ don_vi }} khắc phục các nội dung nêu trên và gửi lại biểu mẫu của kỳ báo cáo này chậm nhất ngày "
    "{{ han_tra_loi }}."
)
CONTACT = "Liên hệ: {{ lien_he }}."


def slip_template() -> Document:
    """The template as a document."""
    document = new_paper()
    head = Letterhead("{{ co_quan_cap_tren }}", "{{ co_quan }}", "{{ so_ky_hieu }}", "{{ dia_danh_ngay }}")
    letterhead(document, head)
    under = "(kỳ báo cáo: {{ ky }})"
    subject = f"Kết quả kiểm tra báo cáo thực hiện Kế hoạch số {{{{ so_ke_hoach }}}}\n{under}"
    title(document, "PHIẾU BÁO", subject, "(kỳ báo cáo: cả năm học 2023-2024)")
    _case(document, "ghi_chu", "({{ ghi_chu }})", style="PhuLucKem")
    say(document, "KinhGui", "Kính gửi: {{ kinh_gui }}")
    _case(document, "cong_van", ISSUED)
    _case(document, "ket_qua.dat", CLEAN)
    _case(document, "ket_qua.co_loi", ERRORS)
    _case(document, "ket_qua.can_xem_lai", LOOK_AGAIN)
    _case(document, "ket_qua.chua_dung_duoc", REFUSED)
    _files(document)
    _accepted(document)
    _findings(document)
    _changes(document)
    _notes(document)
    _open(document, "muc.de_nghi")
    say(document, "Khoan", "{{ muc.de_nghi }}. Đề nghị")
    for condition, request in (("co_loi", MEND), ("can_xem_lai", ANSWER), ("chua_dung_duoc", RESEND)):
        _open(document, f"ket_qua.{condition}")
        say(document, "NoiDung", request).paragraph_format.keep_with_next = True  # no page of a signature alone
        _close(document)
    _close(document)
    say(document, "KetThuc", CONTACT)
    signers = ("{%p for dong in nguoi_ky %}", "{{ dong }}", "{%p endfor %}")
    recipients = ("- Như trên;", "{%p if sao_gui %}", "- {{ sao_gui }};", "{%p endif %}", "- Lưu: VT, {{ bo_phan }}.")
    signature(document, signers, recipients)
    return document


def _files(document: Document) -> None:
    say(document, "Khoan", "{% if muc.nhieu %}{{ muc.tep }}. {% endif %}Báo cáo đã nhận")
    headers = ("TT", "Tên bản đã gửi", "Ngày nhận", "Kết quả")
    row = (
        ("BangGiua", "{{ t.tt }}"),
        ("BangChu", "{{ t.ten }}"),
        ("BangGiua", "{{ t.ngay }}"),
        ("BangChu", "{{ t.ket_qua }}"),
    )
    table = ruled_table(document, (10, 68, 24, 58), headers)
    loop_row(table, "{%tr for t in tep %}")
    add_row(table, row)
    loop_row(table, "{%tr endfor %}")


def _accepted(document: Document) -> None:
    _open(document, "muc.chap_nhan")
    say(document, "Khoan", "{{ muc.chap_nhan }}. Phần được chấp nhận")
    _case(document, "so_lieu.giao", FIGURES)
    headers = ("Nhiệm vụ", "Số liệu đã dùng", "Nội dung đã báo cáo", "Tình trạng")
    table = ruled_table(document, (66, 22, 26, 46), headers)
    loop_row(table, "{%tr for n in nhiem_vu %}")
    cells = ("{{ n.so }}. {{ n.ten }}", "{{ n.so_lieu }}", "{{ n.noi_dung }}", "{{ n.tinh_trang }}")
    add_row(table, tuple(zip(("BangChu", "BangGiua", "BangGiua", "BangChu"), cells, strict=True)))
    loop_row(table, "{%tr endfor %}")
    _close(document)


def _findings(document: Document) -> None:
    _open(document, "muc.sua")
    say(document, "Khoan", "{{ muc.sua }}. " + TO_MEND)
    say(document, "NoiDung", PLACES)
    table = ruled_table(document, (9, 20, 40, 50, 41), ("TT", "Yêu cầu (ký hiệu)", "Vị trí", "Nội dung", "Cách xử lý"))
    loop_row(table, "{%tr for m in nhom %}")
    add_row(table, (("BangNhom", "{{ m.ten }}"),))
    loop_row(table, "{%tr for d in m.dong %}")
    _finding_row(table, ("{{ d.tt }}", "{{ d.muc_do }}"))
    loop_row(table, "{%tr endfor %}")
    loop_row(table, "{%tr endfor %}")
    _close(document)


def _finding_row(table: Any, first: Sequence[str]) -> None:
    """Number, weight (for what asks something), place with its row, what was found, what to do."""
    style = "BangChu"
    texts = (*(("BangGiua", text) for text in first), (style, "{{ d.vi_tri }}"), (style, "{{ d.phat_hien }}"))
    add_row(table, (*texts, (style, "{{ d.cach_xu_ly }}")))
    _may_split(table.rows[-1])
    cells = table.rows[-1].cells
    where, found = cells[len(first)], cells[len(first) + 1]
    _case(where, "d.dong", "{{ d.dong }}", style=style)
    _case(where, "d.da_ghi", "Đơn vị ghi ({{ d.cot }}): {{ d.da_ghi }}", style=style)
    _case(found, "d.so_sanh", "Số liệu so sánh: {{ d.so_sanh }}.", style=style)
    _case(found, "d.them", "{{ d.them }}", style=style)
    _case(found, "d.giu_lai", "Chưa được tính vào bản tổng hợp: {{ d.giu_lai }}.", style=style)
    say(cells[len(first) - 1], "BangGiua", "({{ d.ma }})")


def _may_split(row: Any) -> None:
    """Let a row run on over the page: a long one kept whole would leave its heading alone at the foot of a page."""
    properties = row._tr.trPr
    properties.remove(properties.find(qn("w:cantSplit")))


def _changes(document: Document) -> None:
    _open(document, "muc.thay_doi")
    say(document, "Khoan", "{{ muc.thay_doi }}. Thay đổi so với lần gửi trước")
    before = "Lần gửi trước: bản “{{ lan_truoc.ten }}”, nhận ngày {{ lan_truoc.ngay }}."
    same = "Không có số liệu, trạng thái hay lời báo cáo nào thay đổi."
    say(document, "NoiDung", before + f"{{% if not thay_doi %}} {same}{{% endif %}}")
    _open(document, "thay_doi")
    headers = ("TT", "Vị trí", "Chỉ tiêu, nội dung", "Lần trước", "Lần này")
    table = ruled_table(document, (9, 38, 57, 28, 28), headers)
    loop_row(table, "{%tr for c in thay_doi %}")
    cells = ("{{ c.tt }}", "{{ c.vi_tri }}", "{{ c.dong }} ({{ c.cot }})", "{{ c.truoc }}", "{{ c.sau }}")
    add_row(table, tuple(zip(("BangGiua", *["BangChu"] * 4), cells, strict=True)))
    loop_row(table, "{%tr endfor %}")
    _case(
        document, "thay_doi_nua", "Còn {{ thay_doi_nua }} ô khác cũng thay đổi, không liệt kê tại đây.", style="GhiChu"
    )
    _close(document)
    _close(document)


def _notes(document: Document) -> None:
    _open(document, "muc.thong_tin")
    say(document, "Khoan", "{{ muc.thong_tin }}. Thông tin để đơn vị biết, không phải trả lời")
    table = ruled_table(document, (17, 45, 56, 42), ("TT", "Vị trí", "Nội dung", "Cách xử lý"))
    loop_row(table, "{%tr for d in thong_tin %}")
    _finding_row(table, ("{{ d.tt }}",))
    loop_row(table, "{%tr endfor %}")
    _close(document)


def _case(holder: Any, condition: str, *paragraphs: str, style: str = "NoiDung") -> None:
    """Paragraphs that stand there where the condition holds."""
    _open(holder, condition, style)
    for text in paragraphs:
        say(holder, style, text)
    _close(holder, style)


def _open(holder: Any, condition: str, style: str = "NoiDung") -> None:
    say(holder, style, f"{{%p if {condition} %}}")


def _close(holder: Any, style: str = "NoiDung") -> None:
    say(holder, style, "{%p endif %}")
