"""Drafts for the units of a round, whom to call, and contacts taken over from covers."""

from __future__ import annotations

import csv
import email
import io
import os
from datetime import date, datetime
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from tests import master
from tests.small_catalogue import HK1
from xlpy.app.cli import main
from xlpy.app.drafts import call_list, said_on_covers, taken_over, to_print
from xlpy.app.office_tables import read_contacts, read_papers
from xlpy.basics.progress import Silent
from xlpy.model.contact import UnitContact
from xlpy.model.edition import Edition
from xlpy.outputs.word.pdf import PdfError
from xlpy.outputs.word.printable_file import joined

CATALOGUE = ("--catalogue", str(master.SAMPLE_CATALOGUE))


def test_a_cover_that_says_more_changes_a_contact_and_one_that_is_silent_takes_nothing_away():
    kept = {"535": UnitContact("535", "Bà Hoa", "0255 1", "a@b.vn"), "522": UnitContact("522", "Ông Nam")}
    said = {"535": UnitContact("535", "", "0255 2", "không có"), "522": UnitContact("522", "Ông Nam")}
    assert taken_over(kept, said) == (UnitContact("535", "Bà Hoa", "0255 2", "a@b.vn"),)


def test_covers_say_whom_to_call(sample_edition: Edition):
    assert said_on_covers(sample_edition)["535"] == UnitContact(
        "535", "Phạm Đức Thịnh", "0255 3000 013", "535@minhhoa.example"
    )


def test_who_has_not_sent_is_listed_with_the_telephone(sample_edition: Edition):
    silent = next(iter(sample_edition.absent))
    data = call_list(sample_edition, {silent: UnitContact(silent, "Bà Hoa", "0255 1", "a@b.vn")})
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == len(sample_edition.absent)
    named = next(row for row in rows if row["don_vi"] == sample_edition.unit_name(silent))
    assert (named["nguoi_lien_he"], named["dien_thoai"], named["thu_dien_tu"]) == ("Bà Hoa", "0255 1", "a@b.vn")


@pytest.mark.slow("process")
def test_a_round_gives_a_draft_with_slip_copy_or_letter_to_each_unit(tmp_path: Path, capsys: Any):
    inbox, out = master.sent_by_one(tmp_path / "nhan"), tmp_path / "kq"
    came = datetime(2024, 6, 24, 8).timestamp()
    for file in inbox.iterdir():
        os.utime(file, (came, came))
    common = (str(inbox), *CATALOGUE, "--out", str(out), "--workers", "1")
    assert main(["contacts", *common]) == 1  # nobody can be asked here
    assert not (out / "danh-ba.csv").exists()
    assert main(["contacts", *common, "--yes"]) == 0
    known = [contact for contact in read_contacts(out / "danh-ba.csv").values() if contact.email]
    assert len(known) == 1
    paper = ("215/SGDĐT", "20/05/2024", "Công văn gửi biểu mẫu", "", "V/v báo cáo")
    assert main(["outgoing", "--out", str(out), "--add", *paper]) == 0
    assert main(["outgoing", "--out", str(out), "--add", *paper]) == 2
    assert [one.day for one in read_papers(out / "so-van-ban-di.csv")] == [date(2024, 5, 20)]
    capsys.readouterr()
    assert main(["drafts", *common, "--today", "2024-06-28"]) == 1  # addresses are missing
    assert "chương trình không gửi thư" in capsys.readouterr().out
    made = sorted((out / "CN_2023-2024" / "thu-nhap").glob("*.eml"))
    assert len(made) == 19
    messages = [email.message_from_bytes(path.read_bytes(), policy=default) for path in made]
    addressed = [message["To"] for message in messages if message["To"]]
    assert addressed == [known[0].email]
    kinds = {
        tuple(str(part.get_filename()).split("_")[0] for part in message.iter_attachments()) for message in messages
    }
    assert kinds == {("Ban-danh-dau", "Phieu-phan-hoi"), ("Cong-van-don-doc",)}
    bodies = [part for message in messages if (part := message.get_body()) is not None]
    assert ["215/SGDĐT" in part.get_content() for part in bodies] == [True] * 19


def test_all_papers_are_one_file_to_print_or_it_is_told_why_not(monkeypatch: pytest.MonkeyPatch):
    page = joined([])
    monkeypatch.setattr("xlpy.outputs.word.pdf.to_pdf", lambda *_: page)
    made, lacking = to_print({"a.docx": b"1", "b.docx": b"2"}, HK1, Silent())
    assert (list(made), lacking) == (["In-ca-dot_HK1.pdf"], "")

    def refuse(*_: object) -> bytes:
        raise PdfError("không có LibreOffice")

    monkeypatch.setattr("xlpy.outputs.word.pdf.to_pdf", refuse)
    assert to_print({"a.docx": b"1"}, HK1, Silent()) == ({}, "không có LibreOffice")
