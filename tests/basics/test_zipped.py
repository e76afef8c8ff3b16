"""What we pack is the same bytes on every system."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest
import xlsxwriter

from xlpy.basics.zip_package import alike, packed


def by_hand() -> bytes:
    return packed({"b.xml": b"<b/>", "a.xml": b"<a/>" * 500})


def by_a_library() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Chỉ tiêu").write(0, 0, "Trường")
    return alike(stream)


@pytest.mark.parametrize("make", [by_hand, by_a_library])
def test_the_system_that_packs_leaves_no_trace(monkeypatch, make):
    made = []
    for system in ("win32", "linux"):
        monkeypatch.setattr(sys, "platform", system)
        made.append(make())
    assert made[0] == made[1]


def test_a_package_of_a_library_stays_whole():
    with zipfile.ZipFile(io.BytesIO(by_a_library())) as package:
        assert package.testzip() is None


def test_parts_keep_their_order():
    with zipfile.ZipFile(io.BytesIO(by_hand())) as package:
        assert package.namelist() == ["b.xml", "a.xml"]
