"""An e-mail draft: what any mail program reads out of it, and that nothing of a contact gets into its fields."""

from __future__ import annotations

import email
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from xlpy.model.contact import UnitContact
from xlpy.model.outgoing import OutgoingPaper, PaperKind
from xlpy.outputs.drafts import TEMPLATE, Draft, DraftError, draft_file, is_address, load_words

EARLIER = OutgoingPaper("215/SGDĐT-VP", date(2024, 5, 20), PaperKind.COVERING, "", "V/v báo cáo")
FILES = {"Phieu-phan-hoi_CN_535.docx": b"PK slip", "Ban-danh-dau_CN_535.xlsx": b"PK copy"}


def draft(address: str = "bato@quangngai.gov.vn", **changed: object) -> Draft:
    values: dict[str, object] = {
        "contact": UnitContact("535", "Bà Hoa", "0255 3863", address),
        "unit": "Huyện Ba Tơ",
        "addressee": "Ủy ban nhân dân huyện Ba Tơ",
        "period": "cả năm học 2023-2024",
        "answer_by": date(2024, 7, 5),
        "helper": "Văn phòng Sở",
        "earlier": EARLIER,
        "attachments": FILES,
        "is_reminder": False,
    }
    return Draft(**{**values, **changed})  # type: ignore[arg-type]


def opened(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(data: bytes) -> str:
    part = opened(data).get_body()
    assert part is not None
    return str(part.get_content())


def test_a_draft_opens_as_unsent_with_its_vietnamese_subject_and_its_papers():
    message = opened(draft_file(draft(), load_words()))
    assert message["X-Unsent"] == "1"
    assert message["To"] == "bato@quangngai.gov.vn"
    assert message["Subject"] == "Phản hồi báo cáo cả năm học 2023-2024: Huyện Ba Tơ"
    attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert attached == FILES


def test_a_draft_has_neither_reporting_unit_nor_date_which_the_mail_program_adds():
    message = opened(draft_file(draft(), load_words()))
    assert (message["From"], message["Date"], message["Message-ID"]) == (None, None, None)


def test_the_words_quote_the_paper_before_by_number_and_day_and_name_the_day():
    text = body(draft_file(draft(), load_words()))
    assert "Tiếp theo văn bản số 215/SGDĐT-VP ngày 20/5/2024 (V/v báo cáo), Sở Giáo dục và Đào tạo" in text
    assert "chậm nhất ngày 05/7/2024" in text
    assert "{" not in text


def test_without_a_paper_before_nothing_is_quoted():
    assert "Tiếp theo" not in body(draft_file(draft(earlier=None), load_words()))


def test_a_reminder_has_words_of_its_own():
    message = opened(draft_file(draft(is_reminder=True), load_words()))
    assert message["Subject"] == "Đôn đốc báo cáo cả năm học 2023-2024: Huyện Ba Tơ"


def test_the_same_draft_gives_the_same_bytes():
    assert draft_file(draft(), load_words()) == draft_file(draft(), load_words())


INJECTIONS = [
    "",
    "không có",
    "a@b.vn\nBcc: x@y.vn",
    "a@b.vn, x@y.vn",
    "a@b.vn;x@y.vn",
    "<a@b.vn>",
    "a@b",
    "a" * 300 + "@b.vn",
]


@pytest.mark.parametrize("address", INJECTIONS)
def test_what_is_not_one_address_gets_into_no_field(address: str):
    assert not is_address(address)
    message = opened(draft_file(draft(address), load_words()))
    assert (message["To"], message["Bcc"]) == (None, None)


def test_a_name_over_two_lines_adds_no_field():
    message = opened(draft_file(draft(unit="Huyện\r\nBcc: x@y.vn"), load_words()))
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    ("old", "new", "said"), [("{han}", "{hạn}", "không có chỗ điền"), ("[quoted]", "[q]", "thiếu mục")]
)
def test_words_that_can_not_be_used_are_told(tmp_path: Path, old: str, new: str, said: str):
    path = tmp_path / "thu-nhap.toml"
    path.write_text(TEMPLATE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DraftError, match=said):
        draft_file(draft(), load_words(path))
