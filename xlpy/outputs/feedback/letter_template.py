"""The first wording of ``templates/cong-van-don-doc.docx``: a letter without a kind (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from docx.document import Document

from xlpy.outputs.word.blocks import Letterhead, letterhead, say, signature
from xlpy.outputs.word.paper import new_paper

BASIS = (
    "Thực hiện Kế hoạch số {{ so_ke_hoach }}{{ ngay_ke_hoach }} của {{ cap_tren }} về {{ ten_ke_hoach }}, "
    "{{ ten_co_quan }} {% if cong_van %}có Công văn {{ cong_van }}{% else %}đã gửi biểu mẫu{% endif %} đề nghị "
    "{{ don_vi }} báo cáo kết quả thực hiện {{ ky }} (số liệu chốt đến ngày "
    "{{ ngay_chot }}); hạn gửi báo cáo là ngày {{ han_gui }}."
    "{% if don_doc_truoc %} {{ ten_co_quan }} đã đôn đốc tại Công văn {{ don_doc_truoc }}.{% endif %}"
)
NOT_SENT = (
    "Đến ngày {{ hom_nay }}, {{ ten_co_quan }} chưa nhận được báo cáo của {{ don_vi }}"
    "{% if qua_han %}, quá hạn {{ so_ngay_qua_han }} ngày{% endif %}."
)
REFUSED = (
    "{{ ten_co_quan }} đã nhận được báo cáo do {{ don_vi }} gửi. Tuy nhiên, báo cáo chưa sử dụng được để tổng hợp"
    "{% if tep %}, cụ thể như sau:{% else %}.{% endif %}"
)
REFUSED_FILE = (
    "- Báo cáo “{{ t.ten }}” (nhận ngày {{ t.ngay }}). Lý do: {{ t.ly_do }}. Cách khắc phục: {{ t.cach_xu_ly }}."
)
AIM = (
    "{% if con_kip %}Để kịp tổng hợp, báo cáo {{ cap_tren }} trước ngày {{ han_co_quan }}{% else %}"
    "Để có số liệu báo cáo bổ sung {{ cap_tren }}{% endif %}"
)
REQUEST = (
    f"{AIM}, {{{{ ten_co_quan }}}} đề nghị {{{{ don_vi }}}} hoàn thành "
    "biểu mẫu đã nhận, gồm {{ phai_bao_cao }} và phần khó khăn, vướng mắc, đề xuất, kiến nghị; "
    "gửi về {{ ten_co_quan }} chậm nhất ngày {{ han_moi }}."
)
IF_NOT = (
    "{% if con_kip %}Quá thời hạn nêu trên, {{ ten_co_quan }} tổng hợp, báo cáo {{ cap_tren }} và ghi rõ số liệu của "
    "đơn vị là chưa có{% else %}Báo cáo gửi {{ cap_tren }} ghi rõ số liệu của đơn vị là chưa có; số liệu gửi trong "
    "thời hạn nêu trên được tổng hợp, báo cáo bổ sung{% endif %}."
)
ANSWERS = (
    "Đề nghị ghi đủ các phần của biểu mẫu, kể cả khi kết quả bằng không, không phát sinh hoặc chưa có số liệu, theo "
    "hướng dẫn tại trang Bìa. " + IF_NOT
)
AGAIN = (
    f"{AIM}, {{{{ ten_co_quan }}}} đề nghị {{{{ don_vi }}}} khắc phục và gửi lại biểu mẫu của kỳ báo cáo "
    "về {{ ten_co_quan }} chậm nhất ngày {{ han_moi }}. " + IF_NOT
)
"""To who sent something and knows the form; short, since reasons and remedies stand above it."""
SENT_ALREADY = (
    "Trường hợp đã gửi trước khi nhận được Công văn này, đề nghị thông báo ngày gửi và hình thức gửi để "
    "{{ ten_co_quan }} kiểm tra, đối chiếu."
)
UNCLEAR = (
    "{{ ten_co_quan }} có nhận báo cáo “{{ t.ten }}” (nhận ngày {{ t.ngay }}) chưa rõ đơn vị, có thể của {{ don_vi }}. "
    "Lý do chưa sử dụng được: {{ t.ly_do }}. Cách khắc phục: {{ t.cach_xu_ly }}."
)
CONTACT = "Nếu có vướng mắc, đề nghị liên hệ {{ lien_he }}."
CLOSING = "Rất mong nhận được sự quan tâm, phối hợp của Quý cơ quan./."
RECIPIENTS = (
    "- Như trên;",
    "- {{ cap_tren }} (để báo cáo);",
    "{%p if sao_gui %}",
    "- {{ sao_gui }};",
    "{%p endif %}",
    "- Giám đốc, các Phó Giám đốc Sở;",
    "- Lưu: VT, {{ bo_phan }}.",
)


def letter_template() -> Document:
    """The template as a document."""
    document = new_paper()
    subject = "V/v đôn đốc gửi báo cáo kết quả thực hiện Kế hoạch số {{ so_ke_hoach }}"
    head = Letterhead("{{ co_quan_cap_tren }}", "{{ co_quan }}", "{{ so_ky_hieu }}", "{{ dia_danh_ngay }}", subject)
    letterhead(document, head)
    _case(document, "ghi_chu", "({{ ghi_chu }})", style="PhuLucKem")
    say(document, "KinhGui", "Kính gửi: {{ kinh_gui }}")
    say(document, "NoiDung", BASIS)
    _case(document, "ly_do.chua_gui", NOT_SENT)
    _each(document, "tep_chua_ro", UNCLEAR)
    _case(document, "ly_do.chua_dung_duoc", REFUSED)
    _each(document, "tep", REFUSED_FILE)
    _case(document, "ly_do.chua_gui", REQUEST, ANSWERS, SENT_ALREADY)
    _case(document, "ly_do.chua_dung_duoc", AGAIN)
    say(document, "NoiDung", CONTACT)
    say(document, "KetThuc", CLOSING)
    signature(document, ("GIÁM ĐỐC",), RECIPIENTS)
    return document


def _each(document: Document, files: str, paragraph: str) -> None:
    """A paragraph for each of the files."""
    say(document, "NoiDung", f"{{%p for t in {files} %}}")
    say(document, "NoiDung", paragraph)
    say(document, "NoiDung", "{%p endfor %}")


def _case(document: Document, condition: str, *paragraphs: str, style: str = "NoiDung") -> None:
    """Paragraphs that stand in the letter where the condition holds."""
    say(document, style, f"{{%p if {condition} %}}")
    for text in paragraphs:
        say(document, style, text)
    say(document, style, "{%p endif %}")
