"""Draws the pictures of the guides anew from the shipped sample: ``python -m docs.make_pictures [NAME …]``.

Needs LibreOffice, poppler (pdftotext, pdftoppm) and ImageMagick; the pictures of the toolbar need Xvfb and xdotool
besides and are left as they are without them. The sample is consolidated in a temporary folder that the pictures call
C:\\Plan167; pages are those that LibreOffice prints with Vietnamese number formats.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from workbook.src.build import build, build_plain
from xlpy.app.commands.book import Terminal
from xlpy.app.desk.buttons import WORKS
from xlpy.app.desk.desk import Desk
from xlpy.app.desk.run import perform
from xlpy.book.file import FileBook
from xlpy.book.places import FORMS, INBOX, OUTBOX, PERIOD, PREVIOUS
from xlpy.book.port import ActiveCell, Update

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "hinh"
YEAR = HERE.parent / "samples" / "nam-hoc-2023-2024"
SHOWN_HOME = "C:\\Plan167\\"
DAY = datetime(2024, 6, 28, 15, 30)
CLERK = "chuyenvien"
WIDTH, COLOURS = 1100, 40
"""Pixels; enough colours for text on plain fills, and small files."""
_VIETNAMESE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>vi-VN</value></prop></item></oor:items>
"""


@dataclass(frozen=True)
class Page:
    """A part of a printed page: the first page of ``source`` with all of ``words``; ``crop`` is left, top, right and
    bottom as shares of what is printed on it."""

    source: str
    words: tuple[str, ...]
    crop: tuple[float, float, float, float] = (0, 0, 1, 1)


BOOK, FAULTY = "Plan167.xlsm", "Loi-danh-muc.xlsm"
FORM, COPY = "KH167_CN_533_*.xlsx", "Ban-danh-dau_CN_529_*.xlsx"
SLIP, LETTER = "Phieu-phan-hoi_CN_529_*.docx", "Cong-van-don-doc_CN_532_*.docx"
REPORT = "Bao-cao-*.docx"
TOP = (0, 0, 1, 0.55)

PICTURES_OF: Mapping[str, tuple[Page, ...]] = {
    "dieu-khien": (Page(BOOK, ("TỔNG HỢP BÁO CÁO",), (0, 0.022, 1, 1)),),
    "bieu-mau": (Page(FORM, ("BIỂU SỐ LIỆU CHỈ TIÊU",), (0, 0, 1, 0.584)),),
    "kiem-tra": (Page(BOOK, ("KẾT QUẢ KIỂM TRA CÁC TỆP",), (0, 0, 1, 0.664)),),
    "loi-danh-muc": (Page(FAULTY, ("LỖI DANH MỤC", "DM Chỉ tiêu")),),
    "tong-hop": (Page(BOOK, ("BIỂU TỔNG HỢP KẾT QUẢ", "N1.01"), (0, 0, 0.62, 0.602)),),
    "nhiem-vu-don-vi": (Page(BOOK, ("TÌNH HÌNH BÁO CÁO THEO NHIỆM VỤ",), (0, 0, 1, 0.88)),),
    "truy-nguon": (Page(BOOK, ("TRUY NGUỒN SỐ LIỆU", "Giá trị")),),
    "dm-don-vi": (Page(BOOK, ("DANH MỤC: ĐƠN VỊ",), (0, 0, 0.59, 0.6)),),
    "phieu-phan-hoi": (Page(SLIP, ("PHIẾU BÁO",)),),
    "ban-danh-dau": (
        Page(COPY, ("N3.13",), (0, 0.55, 1, 1)),
        Page(COPY, ("NỘI DUNG CẦN XEM LẠI TRONG BIỂU MẪU",), (0, 0, 1, 0.7)),
    ),
    "cong-van-don-doc": (Page(LETTER, ("Kính gửi",)),),
    "bao-cao": (Page(REPORT, ("BÁO CÁO", "Kính gửi")), Page(REPORT, ("II. KẾT QUẢ THỰC HIỆN",))),
    "phu-luc": (Page(REPORT, ("Phụ lục I", "CHỈ TIÊU CHỦ YẾU")),),
}
"""Pictures made of printed pages. Two pages stand one below the other where wide, side by side where tall."""
SIDE_BY_SIDE = ("bao-cao",)
FEW_COLOURS = 12
"""For two full pages of black text."""
TALL = {"phieu-phan-hoi": 800, "cong-van-don-doc": 800}
"""Widths of pictures of one upright page."""
TOOLBAR = "libreoffice"


def main(names: list[str]) -> int:
    """Draw the pictures named, or all."""
    wanted = names or [*PICTURES_OF, TOOLBAR]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _consolidate_sample(work)
        profile = work / "libreoffice" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_VIETNAMESE, encoding="utf-8")
        for name in wanted:
            if name == TOOLBAR:
                _toolbar(work, PICTURES / f"{name}.png")
            else:
                _draw(name, work)
            print(f"{name}.png: {(PICTURES / f'{name}.png').stat().st_size // 1024} KB")
    return 0


def _consolidate_sample(work: Path) -> None:
    """A whole round on the sample, as the buttons do it; the workbook then names C:\\Plan167 for the folder."""
    os.environ["LOGNAME"] = CLERK  # asked for by getpass: the name in the journal and on the panel
    shutil.copytree(YEAR / "tep-nhan", work / "tep-nhan")
    shutil.copytree(YEAR / "ky-truoc", work / "ky-truoc")
    book = work / BOOK
    book.write_bytes(build(YEAR / "danh-muc"))
    settings = {PERIOD: "CN", INBOX: "tep-nhan", OUTBOX: "ket-qua", PREVIOUS: "ky-truoc/figures.csv"}
    FileBook(book).apply(Update(cells=settings))
    for button in ("make_forms", "check", "consolidate", "feedback", "reminders", "report"):
        _press(book, button)
    _press(book, "trace", ActiveCell("Tổng hợp", *_upland_total_of(book, "N3.13")))
    shutil.copy(book, work / FAULTY)
    _spoil(work / FAULTY)
    _press(work / FAULTY, "check", fails=True)
    inbox, previous = f"{SHOWN_HOME}tep-nhan", f"{SHOWN_HOME}ky-truoc\\figures.csv"
    FileBook(book).apply(Update(cells={INBOX: inbox, PREVIOUS: previous, OUTBOX: "", FORMS: ""}))
    _hide(work, book)


def _press(book: Path, button: str, place: ActiveCell | None = None, *, fails: bool = False) -> None:
    desk = Desk(FileBook(book, place), Terminal(yes=True, folder=None), clock=lambda: DAY)
    text, failed = perform(WORKS[button], desk)
    if failed != fails:
        raise RuntimeError(f"{button}: {text}")


def _upland_total_of(book: Path, code: str) -> tuple[int, int]:
    """Where the summary shows an indicator's total of the second region: row and column from 0."""
    sheet = load_workbook(book, read_only=True)["Tổng hợp"]
    rows = list(sheet.iter_rows(values_only=True))
    heads = next(row for row in rows if "Cộng" in row)
    columns = [number for number, head in enumerate(heads) if head == "Cộng"]
    return next(number for number, row in enumerate(rows) if row[1] == code), columns[1]


def _spoil(book: Path) -> None:
    """Two slips of the pen in the catalogue."""
    opened = load_workbook(book, keep_vba=True)
    sheet = opened["DM Chỉ tiêu"]
    for row in sheet.iter_rows():
        if row[0].value == "N2.06":
            row[4].value = "phần trăm"
        if row[0].value == "N2.07":
            row[5].value = "không"
    opened.save(book)


def _hide(work: Path, book: Path) -> None:
    """Let no cell tell the temporary folder."""
    opened = load_workbook(book, keep_vba=True)
    for sheet in opened:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and str(work) in cell.value:
                    cell.value = cell.value.replace(f"{work}{os.sep}", SHOWN_HOME)
    opened.save(book)


def _draw(name: str, work: Path) -> None:
    parts = []
    for number, page in enumerate(PICTURES_OF[name]):
        pdf = _pdf(next(iter(sorted(work.rglob(page.source)))), work)
        parts.append(_part(pdf, page, work / f"{name}-{number}.png"))
    width = TALL.get(name, WIDTH)
    share = width // len(parts) if name in SIDE_BY_SIDE else width
    glue = "+append" if name in SIDE_BY_SIDE else "-append"
    border = ["-bordercolor", "white", "-border", "8", "-bordercolor", "gray70", "-border", "1"]
    command = ["convert", *map(str, parts), "-resize", f"{share - 18}x", *border, glue]
    colours = FEW_COLOURS if name in SIDE_BY_SIDE else COLOURS
    _run(*command, "-dither", "None", "-colors", str(colours), "-strip", f"PNG8:{PICTURES / name}.png")


def _pdf(source: Path, work: Path) -> Path:
    made = work / "pdf" / f"{source.stem}.pdf"
    if not made.exists():
        profile = (work / "libreoffice").as_uri()
        options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        _run("soffice", *options, "--outdir", str(made.parent), str(source))
    return made


def _part(pdf: Path, page: Page, target: Path) -> Path:
    """The page as a picture, cut."""
    number = _page_number(pdf, page.words)
    _run(
        "pdftoppm", "-r", "170", "-f", str(number), "-l", str(number), "-png", "-singlefile", str(pdf), str(target)[:-4]
    )
    _run("convert", str(target), "-gravity", "North", "-chop", "0x6%", "-fuzz", "2%", "-trim", "+repage", str(target))
    size = subprocess.run(["identify", "-format", "%w %h", target], capture_output=True, text=True, check=True).stdout
    width, height = map(int, size.split())
    left, top, right, bottom = page.crop
    box = f"{int(width * (right - left))}x{int(height * (bottom - top))}+{int(width * left)}+{int(height * top)}"
    _run("convert", str(target), "-crop", box, "+repage", str(target))
    return target


def _page_number(pdf: Path, words: tuple[str, ...]) -> int:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    wanted = ["".join(word.split()) for word in words]
    for number, page in enumerate(text.split("\f"), 1):
        plain = "".join(page.split())
        if all(word in plain for word in wanted):
            return number
    raise LookupError(f"no page of {pdf.name} has {words}")


def _toolbar(work: Path, target: Path) -> None:
    """Calc with the toolbar over the workbook, as on a screen."""
    from tests import click  # noqa: PLC0415  (presses the buttons in tests)
    from workbook.src.ribbon import RIBBON  # noqa: PLC0415

    if not all(map(shutil.which, click.PROGRAMS)):
        return
    book = work / "Plan167.xlsx"
    book.write_bytes(build_plain(YEAR / "danh-muc"))
    with click.Desk(RIBBON.read_bytes()) as desk, desk.open(book):
        shot = desk.picture(work / "screen.png")
    _run("convert", str(shot), "-crop", "1300x620+0+0", "-resize", f"{WIDTH}x", "-colors", "96", f"PNG8:{target}")


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
