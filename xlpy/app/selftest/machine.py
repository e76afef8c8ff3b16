"""What this PC has: Python, the libraries, a folder that can be written to, and which office programs."""

from __future__ import annotations

import secrets
import shutil
import struct
import sys
import unicodedata
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from xlpy.app.proof.loading import loaded
from xlpy.app.selftest.model import Failed, Places, Told, some
from xlpy.app.selftest.pinned_libraries import environment, locked
from xlpy.app.store import FILE, Entry, Store
from xlpy.basics.commit import write_all
from xlpy.basics.system import is_registered
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import load

MINIMUM = (3, 11)
FILE_NAME = "Kiểm tra ghi tệp – Đức Phổ.txt"
CONTENT = "Đọc, ghi được tiếng Việt.".encode()
Version = Callable[[str], str]


def python() -> str:
    """Raises Failed for a Python that is too old."""
    running = ".".join(map(str, sys.version_info[:3]))
    bits = struct.calcsize("P") * 8
    if sys.version_info < MINIMUM:
        raise Failed(f"Đang dùng Python {running}; cần từ {'.'.join(map(str, MINIMUM))} trở lên.")
    return f"Python {running}, {bits} bit."


def libraries(places: Places, installed: Version = version) -> str:
    """Raises Failed naming each library that is missing or of another version than the locked one."""
    wanted = locked(places.requirements.read_text(encoding="utf-8"), environment())
    wrong: list[str] = []
    for name, number in wanted.items():
        try:
            found = installed(name)
        except PackageNotFoundError:
            wrong.append(f"thiếu {name} {number}")
        else:
            if found != number:
                wrong.append(f"{name} là bản {found}, cần bản {number}")
    if wrong or not wanted:
        what = some(wrong) or "tệp khóa phiên bản không có thư viện nào"
        raise Failed(f"{what[:1].upper()}{what[1:]}. Hãy chạy lại Cai-dat.cmd.")
    return f"Đủ {len(wanted)} thư viện, đúng phiên bản đã khóa."


def loading() -> str:
    """Raises Failed with the first libraries or parts of the program that do not load."""
    if wrong := list(loaded()):
        raise Failed(some(wrong))
    return "Mọi thư viện và mọi phần của chương trình đều nạp được."


def catalogues(places: Places) -> str:
    """Raises Failed with the first faults of a catalogue, of those shipped and of the sample's."""
    folders = [*sorted(path for path in places.catalogues.iterdir() if path.is_dir()), places.sample / "danh-muc"]
    wrong = [f"{folder.name}: {problem}" for folder in folders for problem in problems(load(folder))]
    if wrong:
        raise Failed(f"Danh mục chưa nhất quán: {some(wrong)}")
    return f"{len(folders)} danh mục kèm chương trình đều nhất quán."


def folder(places: Places) -> str:
    """Raises Failed or WriteError where files can't be written, replaced and read back beside the workbook."""
    place = _scratch(places)
    try:
        for data in (CONTENT[::-1], CONTENT):
            written = write_all(place, {FILE_NAME: data})
        names = [unicodedata.normalize("NFC", path.name) for path in place.iterdir()]
        if names != [FILE_NAME] or written[FILE_NAME].read_bytes() != CONTENT:
            raise Failed(f"Tệp ghi thử vào thư mục {places.folder} đọc lại không đúng như đã ghi.")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return f"Ghi, thay và đọc lại được tệp trong thư mục {places.folder}."


def history(places: Places) -> str:
    """Raises Failed or StoreError where the history can't be kept beside the workbook."""
    place, entry = _scratch(places), Entry("Kiểm tra cài đặt", "Đức Phổ")
    place.mkdir(parents=True)
    try:
        store = Store(place / FILE)
        store.record(entry)
        if [line.entry for line in store.journal()] != [entry]:
            raise Failed("Dòng nhật ký ghi thử đọc lại không đúng như đã ghi.")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return f"Ghi và đọc lại được nhật ký trong thư mục {places.folder}."


def _scratch(places: Places) -> Path:
    return places.folder / f".plan167-tu-kiem-tra-{secrets.token_hex(4)}"


def office() -> str:
    """Always raises Told: which programs are there is good to know and never wrong."""
    have = {f"Microsoft {name}": is_registered(name) for name in ("Excel", "Word")} | {"LibreOffice": _soffice()}
    there = [name for name, found in have.items() if found]
    lacking = [name for name, found in have.items() if not found]
    sentence = f"Có: {', '.join(there) or 'không có chương trình nào'}; không thấy: {', '.join(lacking) or 'không'}."
    if not have["Microsoft Word"] and not have["LibreOffice"]:
        sentence += " Cần Word hoặc LibreOffice để tạo PDF."
    raise Told(sentence)


def _soffice() -> bool:
    from xlpy.book.libreoffice.office import OfficeMissing, program  # noqa: PLC0415  (asked for here only)

    try:
        return bool(program())
    except OfficeMissing:
        return False
