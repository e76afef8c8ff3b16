"""The first wording of ``templates/cong-van-phat-hanh.docx``: the letter that goes out with the forms of a period."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from xlpy.outputs.word import nd30
from xlpy.outputs.word.blocks import Letterhead, add_row, letterhead, loop_row, ruled_table, say, signature
from xlpy.outputs.word.paper import annex_section, new_paper
from xlpy.outputs.word.styles import LOOKS

BASIS = (
    "Thực hiện Kế hoạch số {{ so_ke_hoach }}{{ ngay_ke_hoach }} của {{ cap_tren }} về {{ ten_ke_hoach }}, "
    "{{ ten_co_quan }} gửi biểu mẫu và đề nghị các cơ quan, đơn vị báo cáo kết quả thực hiện {{ ky }} như sau:"
)
WHAT = (
    "Báo cáo theo biểu mẫu điện tử (bảng tính) lập riêng cho từng cơ quan, đơn vị, gửi kèm Công văn này, gồm số liệu "
    "chỉ tiêu, kết quả nội dung công việc, khó khăn, vướng mắc và đề xuất, kiến nghị. Biểu mẫu và phần phải báo cáo "
    "của từng nơi nêu tại Phụ lục kèm theo."
)
WHEN = (
    "Số liệu chốt đến ngày {{ ngay_chot }}. Biểu mẫu và bản có chữ ký của người có thẩm quyền gửi về "
    "{{ ten_co_quan }} chậm nhất ngày {{ han_gui }} để tổng hợp, báo cáo {{ cap_tren }} trước ngày {{ han_co_quan }}."
)
HOW = (
    "Chỉ nhập vào phần nền vàng của biểu mẫu, không để trống; kết quả bằng không, không phát sinh hoặc chưa có số liệu "
    "thì ghi theo hướng dẫn tại trang Bìa. Không thêm, xóa, đổi thứ tự dòng, cột, trang; trước khi gửi xem trang “Tự "
    "kiểm tra”. Gửi qua {{ hinh_thuc }}."
)
CLOSING = "Đề nghị các cơ quan, đơn vị quan tâm, phối hợp thực hiện. Nếu có vướng mắc, đề nghị liên hệ {{ lien_he }}./."
RECIPIENTS = (
    "- Như trên;",
    "- {{ cap_tren }} (để báo cáo);",
    "{%p for noi in sao_gui %}",
    "- {{ noi }};",
    "{%p endfor %}",
    "- Giám đốc, các Phó Giám đốc Sở;",
    "- Lưu: VT, {{ bo_phan }}.",
)
WIDTHS = (10, 46, 46, 58)
UNDER_COLON, DASH = Mm(44), Mm(3)
"""Recipients begin below the colon of "Kính gửi:" (Nghị định 30/2020/NĐ-CP), lines that go on below their text."""


def issue_template() -> Document:
    """The template as a document."""
    document = new_paper()
    subject = "V/v báo cáo kết quả thực hiện Kế hoạch số {{ so_ke_hoach }}"
    head = Letterhead("{{ co_quan_cap_tren }}", "{{ co_quan }}", "{{ so_ky_hieu }}", "{{ dia_danh_ngay }}", subject)
    letterhead(document, head)
    _case(document, "ghi_chu", "({{ ghi_chu }})", style="PhuLucKem")
    _to(document, "Kính gửi:").paragraph_format.space_before = Pt(LOOKS["KinhGui"].before)
    _to(document, "{%p for noi in noi_gui %}")
    one = _to(document, "- {{ noi }}")
    one.paragraph_format.left_indent, one.paragraph_format.first_line_indent = UNDER_COLON + DASH, -DASH
    _to(document, "{%p endfor %}")
    say(document, "NoiDung", BASIS)
    for number, text in enumerate((WHAT, WHEN, HOW), 1):  # without titles: these would take lines of their own
        say(document, "NoiDung", f"{number}. {text}")
    say(document, "KetThuc", CLOSING)
    signature(document, ("GIÁM ĐỐC",), RECIPIENTS)
    _annex(document)
    return document


def _to(document: Document, text: str) -> Paragraph:
    """A line of to whom: all of them begin one below the other."""
    paragraph = say(document, "KinhGui", text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.left_indent = Mm(25)
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _annex(document: Document) -> None:
    """Every unit with its form and what it is asked."""
    annex_section(document, landscape=False)
    say(document, "PhuLucSo", "Phụ lục")
    say(document, "PhuLucTen", "DANH SÁCH CƠ QUAN, ĐƠN VỊ BÁO CÁO VÀ BIỂU MẪU")
    say(document, "PhuLucKem", "(Kèm theo Công văn {{ so_trong_phu_luc }} của {{ ten_co_quan }})")
    table = ruled_table(document, WIDTHS, ("TT", "Cơ quan, đơn vị", "Biểu mẫu", "Phần phải báo cáo"))
    assert sum(WIDTHS) == nd30.TEXT_WIDTH
    loop_row(table, "{%tr for d in don_vi %}")
    cells = ("{{ d.tt }}", "{{ d.ten }}", "{{ d.bieu_mau }}", "{{ d.phai_bao_cao }}")
    add_row(table, tuple(zip(("BangGiua", *["BangChu"] * 3), cells, strict=True)))
    loop_row(table, "{%tr endfor %}")


def _case(document: Document, condition: str, text: str, *, style: str) -> None:
    """A paragraph that stands in the letter where the condition holds."""
    for line in (f"{{%p if {condition} %}}", text, "{%p endif %}"):
        say(document, style, line)
