"""Encrypted workbooks that Excel opens without asking are read; all others behind a password are refused."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import locked_files
from tests.raw_xlsx import members, zipped
from tests.tools import ROOT, soffice_convert
from xlpy.intake.formats import default_password
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Note, Reading, Refusal
from xlpy.outputs.marked import Heading, mark

RECEIVED = ROOT / "samples" / "nam-hoc-2023-2024" / "tep-nhan"
XLSX, XLS = RECEIVED / "Các sở" / "Sở KHĐT.xlsx", next(RECEIVED.rglob("*.xls"))
WAYS: dict[str, tuple[Path, Callable[..., bytes]]] = {
    "agile": (XLSX, locked_files.agile),
    "standard": (XLSX, locked_files.standard),
    "rc4": (XLS, locked_files.rc4),
    "rc4 by provider": (XLS, locked_files.rc4_by_provider),
}
SMALL = zipped(
    {**members('<row r="1"><c r="A1"><v>1</v></c></row>'), "xl/media/a.bin": random.Random(1).randbytes(8000)}
)


def reading(data: bytes, name: str) -> Reading:
    answer = read_book(data, name)
    assert isinstance(answer, Reading), answer
    return answer


@pytest.mark.parametrize("way", WAYS)
def test_a_workbook_behind_the_default_password_is_read_like_the_plain_one(way: str) -> None:
    path, lock = WAYS[way]
    plain = path.read_bytes()
    assert reading(lock(plain), path.name).book == reading(plain, path.name).book


@pytest.mark.parametrize("way", WAYS)
def test_that_it_was_encrypted_is_told_once(way: str) -> None:
    path, lock = WAYS[way]
    assert [note for note in reading(lock(path.read_bytes()), path.name).notes if note.code == "T125"] == [Note("T125")]


@pytest.mark.parametrize("way", WAYS)
def test_a_workbook_behind_another_password_is_refused(way: str) -> None:
    path, lock = WAYS[way]
    assert read_book(lock(path.read_bytes(), "bí mật"), path.name) == Refusal("T101")


@pytest.mark.office
@pytest.mark.parametrize("way", WAYS)
def test_libreoffice_opens_each_of_them_without_a_password(way: str, tmp_path: Path) -> None:
    path, lock = WAYS[way]
    made = tmp_path / f"khoa{path.suffix}"
    made.write_bytes(lock(path.read_bytes()))
    assert reading(soffice_convert(made, "ods", tmp_path).read_bytes(), "khoa.ods").book.sheets


@pytest.mark.parametrize("way", WAYS)
def test_a_marked_copy_of_it_bears_no_password(way: str) -> None:
    path, lock = WAYS[way]
    copy = mark(lock(path.read_bytes()), path.name, (), Heading(), "Sở GDĐT")
    assert "T125" not in [note.code for note in reading(copy.content, "a.xlsx").notes]


@pytest.mark.parametrize("spins", [10_000_000, 4_000_000_000])
def test_an_encryption_that_asks_for_millions_of_rounds_is_refused(spins: int) -> None:
    asked = f'spinCount="{spins}"'.encode()
    data = locked_files.described(locked_files.agile(SMALL), lambda info: info.replace(b'spinCount="1000"', asked))
    started = time.process_time()
    assert isinstance(read_book(data, "a.xlsx"), Refusal)
    assert time.process_time() - started < 1


def test_of_the_rounds_that_a_file_asks_for_the_limit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(default_password, "MAX_SPINS", 999)
    expected = Refusal("T106", {"found": "có khóa mã hóa lặp 1000 lần", "limit": "999 lần"})
    assert read_book(locked_files.agile(SMALL), "a.xlsx") == expected


def test_as_many_rounds_as_the_limit_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(default_password, "MAX_SPINS", 1000)
    assert isinstance(read_book(locked_files.agile(SMALL), "a.xlsx"), Reading)


@pytest.mark.parametrize(
    "change",
    [
        lambda info: info + b" " * default_password.MAX_INFO,
        lambda info: info[:8] + b'<!DOCTYPE a [<!ENTITY b "c">]>' + info[8:],
        lambda info: info[:8] + ('<!DOCTYPE a [<!ENTITY b "c">]>' + info[8:].decode()).encode("utf-16"),
    ],
    ids=["too long", "entity", "entity in UTF-16"],
)
def test_a_description_that_no_office_program_writes_is_not_parsed(change: Callable[[bytes], bytes]) -> None:
    answer = read_book(locked_files.described(locked_files.agile(SMALL), change), "a.xlsx")
    assert isinstance(answer, Refusal)
    assert answer.code == "T106"


@pytest.mark.parametrize("kept", [600, 3000, 7000])
def test_an_encrypted_file_cut_short_is_refused(kept: int) -> None:
    assert isinstance(read_book(locked_files.standard(SMALL)[:kept], "a.xlsx"), Refusal)


def test_what_is_encrypted_twice_is_not_opened_twice() -> None:
    assert isinstance(read_book(locked_files.agile(locked_files.agile(SMALL)), "a.xlsx"), Refusal)


def test_the_library_that_decrypts_is_loaded_for_encrypted_files_alone() -> None:
    code = "import sys; from xlpy.intake.formats.reader import read_book; read_book(b'PK', '')"
    code += "; print({'msoffcrypto', 'cryptography'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
