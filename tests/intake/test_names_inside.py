"""Names inside mails and archives: read as their senders typed them by whatever program, and shown without harm."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import mail
from xlpy.intake.unpacking import open_container
from xlpy.model.received_name import LONGEST, around, clean, distinct, enclosing, inside, outermost, own_name, parts

VIETNAMESE = "Báo cáo Kế hoạch 167 huyện Trà Bồng.xlsx"
NAMES = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60).map(
    lambda name: name + ".xlsx"
)
ANYTHING = st.text(max_size=200)


def entries(data: bytes, name: str) -> list[str]:
    opened = open_container(data, name)
    assert opened is not None
    return [clean(entry.name) for entry in opened.entries]


def with_stored_name(stored: bytes, extra: bytes = b"") -> bytes:
    """An archive of one entry whose name is these bytes, with no flag of UTF-8."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("x" * len(stored))
        entry.extra = extra
        archive.writestr(entry, b"a")
    return buffer.getvalue().replace(b"x" * len(stored), stored)


def in_mail(disposition: str, kind: str = "application/octet-stream") -> bytes:
    """A mail of one attachment with just these two headers."""
    head = f"From: a@b\nDate: x\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n{disposition}\nx: y\n\nUEs=\n"
    return head.encode("utf-8")


# --- Archives ---------------------------------------------------------------------------------------------------


@given(NAMES)
@example(VIETNAMESE)
@example(unicodedata.normalize("NFD", VIETNAMESE))
def test_a_name_comes_out_of_an_archive_as_it_went_in(name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name.replace("/", "-")), b"a")
    assert entries(buffer.getvalue(), "a.zip") == [clean(name.replace("/", "-"))]


@pytest.mark.parametrize(
    "stored",
    [
        VIETNAMESE.encode(),
        unicodedata.normalize("NFD", VIETNAMESE).encode(),
        VIETNAMESE.replace("ế", "ê\u0301")
        .replace("ạ", "a\u0323")
        .replace("ồ", "ô\u0300")
        .replace("ệ", "ê\u0323")
        .encode("cp1258"),
    ],
    ids=["UTF-8 without the flag", "the same of a Mac", "code page 1258"],
)
def test_a_name_is_read_in_the_letters_its_program_wrote(stored: bytes) -> None:
    assert entries(with_stored_name(stored), "a.zip") == [VIETNAMESE]


def test_a_name_in_no_letters_of_ours_is_read_as_the_format_lays_down() -> None:
    assert entries(with_stored_name("Überblick▒.xlsx".encode("cp437")), "a.zip") == ["Überblick▒.xlsx"]


@pytest.mark.parametrize(("of", "shown"), [(b"?????.xlsx", VIETNAMESE), (b"other.xlsx", "?????.xlsx")])
def test_a_name_beside_the_name_counts_if_it_was_written_for_it(of: bytes, shown: str) -> None:
    body = b"\1" + struct.pack("<I", zlib.crc32(of)) + VIETNAMESE.encode()
    extra = struct.pack("<HH", 0x7075, len(body)) + body
    assert entries(with_stored_name(b"?????.xlsx", extra), "a.zip") == [shown]


# --- Mails ------------------------------------------------------------------------------------------------------


@given(NAMES)
@example(VIETNAMESE)
@example(unicodedata.normalize("NFD", VIETNAMESE))
def test_a_name_comes_out_of_a_mail_as_it_went_in(name: str) -> None:
    assert entries(mail((name, b"a")), "thu.eml") == [clean(name)]


@pytest.mark.parametrize(
    "disposition",
    [
        "Content-Disposition: attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.xlsx",
        "Content-Disposition: attachment; filename*0*=UTF-8''B%C3%A1o%20;\n filename*1*=c%C3%A1o.xlsx",
        'Content-Disposition: attachment; filename="=?UTF-8?B?QsOhbyBjw6FvLnhsc3g=?="',
        'Content-Disposition: attachment; filename="=?utf-8?Q?B=C3=A1o_?=\n =?utf-8?Q?c=C3=A1o.xlsx?="',
        'Content-Disposition: attachment; filename="Báo cáo.xlsx"',
        "Content-Disposition: attachment; filename*=khong-co''Báo cáo.xlsx",
    ],
    ids=["RFC 2231", "2231 in pieces", "2047", "2047 in pieces", "raw UTF-8", "an unknown charset"],
)
def test_a_name_is_read_however_the_mail_program_wrote_it(disposition: str) -> None:
    assert entries(in_mail(disposition), "thu.eml") == ["Báo cáo.xlsx"]


def test_a_name_may_stand_with_the_kind_alone() -> None:
    data = in_mail("x-a: b", 'application/octet-stream; name="=?UTF-8?B?QsOhbyBjw6FvLnhsc3g=?="')
    assert entries(data, "thu.eml") == ["Báo cáo.xlsx"]


def test_a_name_in_raw_letters_of_code_page_1258_is_read() -> None:
    data = in_mail('Content-Disposition: attachment; filename="B@o c@o.xlsx"').replace(b"@", b"\xe1")
    assert entries(data, "thu.eml") == ["Báo cáo.xlsx"]


@pytest.mark.parametrize(
    "part",
    [
        "Content-Type: image/png\nContent-ID: <a>\nContent-Disposition: inline; filename=logo.png\n\nx",
        "Content-Type: image/png\n\nx",
        "Content-Type: text/html\n\n<p>x</p>",
        "Content-Type: text/plain\nContent-Disposition: inline\n\nx",
    ],
)
def test_what_is_written_and_drawn_in_a_mail_is_no_attachment(part: str) -> None:
    data = f'From: a\nDate: x\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n{part}\n--b--\n'
    assert entries(data.encode(), "thu.eml") == []


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("Content-Type: text/plain\nContent-Disposition: attachment; filename=a.csv\n\nx", "a.csv"),
        ("Content-Type: image/png\nContent-Disposition: attachment; filename=a.png\n\nx", "a.png"),
        ("Content-Type: application/octet-stream\n\nx", "tệp đính kèm 1"),
        ("Content-Type: message/rfc822\n\nSubject: =?UTF-8?B?QsOhbyBjw6Fv?=\nFrom: c\n\nx", "Báo cáo.eml"),
        ("Content-Type: message/rfc822\n\nFrom: c\n\nx", "thư đính kèm 1.eml"),
    ],
)
def test_all_else_is_an_attachment_and_has_a_name(part: str, name: str) -> None:
    data = f'From: a\nDate: x\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n{part}\n--b--\n'
    assert entries(data.encode(), "thu.eml") == [name]


def test_an_attached_mail_in_base64_is_the_mail() -> None:
    part = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQo="
    data = f'From: a\nDate: x\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n{part}\n--b--\n'
    opened = open_container(data.encode(), "thu.eml")
    assert opened is not None
    assert opened.read(0) == b"Subject: a\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\nFrom: a\nDate: x\n\nx", "trang.xls"),
        (b"From: <Saved by Blink>\nDate: x\nSnapshot-Content-Location: y\n\nx", "trang.mht"),
        (b"Kinh gui: So\nTu: a\n\nx", "thu.eml"),
        ("Đơn vị: A\nFrom: b\n".encode(), "a.txt"),
        (b"", "thu.eml"),
    ],
)
def test_what_only_looks_like_a_mail_is_none(data: bytes, name: str) -> None:
    assert open_container(data, name) is None


def test_a_mail_is_known_without_its_extension() -> None:
    assert entries(mail(("a.xlsx", b"x"), date="Thu, 06 Jun 2024 09:15:00 +0700"), "thu") == ["a.xlsx"]


# --- What is shown ----------------------------------------------------------------------------------------------


@given(ANYTHING)
@example("../../a.xlsx")
@example("C:\\a\u202e\n.xlsx")
@example("a › b")
@example("\udc80.xlsx")
@example("./..")
def test_a_name_that_is_shown_leads_nowhere_and_hides_nothing(raw: str) -> None:
    name = clean(raw)
    assert clean(name) == name
    assert 0 < len(name) <= LONGEST
    assert not [step for step in name.split("/") if not step.strip(". ")]
    assert not [sign for sign in name if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert parts(name) == (name,)
    name.encode("utf-8")


@given(st.lists(ANYTHING, min_size=1, max_size=5))
def test_a_name_is_taken_apart_as_it_was_put_together(raw: list[str]) -> None:
    names = [clean(each) for each in raw]
    file = names[0]
    for name in names[1:]:
        file = inside(file, name)
    assert parts(file) == tuple(names)
    assert (outermost(file), around(file, len(names) - 1)) == (names[0], names[0])
    assert own_name(file) == names[-1].rsplit("/", 1)[-1]
    assert list(enclosing(file))[-1] == names[0]
    assert len(list(enclosing(file))) == len(names)


@given(st.lists(st.sampled_from(["a.xlsx", "a (2).xlsx", "a", "b/a.xlsx", ".xlsx"]), max_size=12))
def test_no_two_names_are_one(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        taken.add(distinct(name, taken))
    assert len(taken) == len(names)
