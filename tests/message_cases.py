"""For each message code that reading or checking gives: files that bring it about, and files that do not.

Most are the form of Sở Thông tin và Truyền thông, the smallest: one indicator, N8.11 in row 9, and three
activities, the last of them, N8.A4, in row 13.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import Font
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink

from samples.package_edit import WORKBOOK, edit_parts, sheet_parts
from tests.builders import ARRIVED, context, damaged, form, mail, zipped
from tests.locked_files import agile
from xlpy.catalogue.load import shipped
from xlpy.forms.layout import Identity, marker
from xlpy.forms.values import Fill
from xlpy.intake.context import IntakeContext
from xlpy.model.catalogue_cells import YearDay
from xlpy.model.cells import CellValue
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.target import Target
from xlpy.model.version import part_of

UNIT, STAFF, BUDGET = "STTTT", "SNV", "STC"
COVER, FIGURES, WORK, ISSUES = "Bìa", "Chỉ tiêu", "Nội dung", "Khó khăn, kiến nghị"
FILE = "tep.xlsx"
VERSION = shipped().plan.version
NEXT = f"{part_of(VERSION)[0]}.{part_of(VERSION)[1] + 1}"
DOING: Mapping[str, CellValue] = {"status": "Đang thực hiện", "percent": Decimal(50), "difficulty": "Thiếu kinh phí"}
NUMBERS: Mapping[str, Mapping[tuple[str, str], CellValue]] = {
    UNIT: {("N8.11", "plan"): Decimal(576), ("N8.11", "actual"): Decimal(570)},
    STAFF: {("N3.15", "actual"): Decimal(15000)},
    BUDGET: {("N4.06", "actual"): Decimal("20000000.5"), ("N4.07", "actual"): Decimal(5000000)},
}
COVERED: Mapping[str, CellValue] = {
    "prepared_by": "Nguyễn Thị Hà",
    "phone": "0255 3000 001",
    "reported_on": date(2024, 6, 5),
    "approved_by": "Trần Văn Bình",
}
DISTRICT, NEIGHBOUR = "524", "525"
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Case:
    """``broken`` files give the finding once, ``right`` ones do not.

    ``at`` is the sheet and cell, ``quotes`` what the sentence must show. ``unit`` and ``file`` are where it is told.
    """

    broken: Callable[[], Files]
    right: Callable[[], Files]
    quotes: tuple[str, ...]
    at: tuple[str, str] = ("", "")
    unit: str = UNIT
    file: str = FILE
    opened: Callable[[], IntakeContext] = context
    mended: Callable[[], IntakeContext] | None = None
    """Where the right files are read in another context than the broken ones."""
    arrived: datetime = field(default=ARRIVED)


@cache
def complete(unit: str = UNIT) -> Mapping[tuple[str, str, str], CellValue]:
    """All that the unit is asked, answered without fault."""
    reporting_unit = context().reporting_unit(unit)
    assert reporting_unit is not None
    works = context().catalogue.asked(reporting_unit).activities
    fill: dict[tuple[str, str, str], CellValue] = {("indicators", *at): value for at, value in NUMBERS[unit].items()}
    fill |= {("cover", row, "value"): value for row, value in COVERED.items()}
    return fill | {("activities", work.code, key): value for work in works for key, value in DOING.items()}


@cache
def sound(unit: str = UNIT, name: str = FILE) -> Files:
    """The complete form."""
    return {name: form(unit, complete(unit))}


def typed(key: str, wrong: CellValue | None, at: tuple[str, str], *quotes: str, unit: str = UNIT) -> Case:
    """A wrong entry in one input of the complete form; ``key`` is ``sheet/row code/column``."""
    sheet, row, column = key.split("/")
    fill = {**complete(unit), (sheet, row, column): wrong}
    entered: Fill = {place: value for place, value in fill.items() if value is not None}
    return Case(lambda: {FILE: form(unit, entered)}, partial(sound, unit), quotes, at, unit)


def cell(sheet: str, at: str, value: str | int, *quotes: str, legacy_font: str = "", kind: str = "") -> Case:
    """A cell of the complete form overwritten by hand; ``kind`` is the cell's type where the value does not tell it."""

    def damage(book: Workbook) -> None:
        target = book[sheet][at]
        assert isinstance(target, Cell)
        target.value = value
        target.data_type = kind or target.data_type
        if legacy_font:
            target.font = Font(name=legacy_font)

    return edited(damage, (sheet, at), *quotes)


def edited(damage: Callable[[Workbook], object], at: tuple[str, str], *quotes: str, unit: str = UNIT) -> Case:
    """The complete form after somebody worked on the book; ``unit`` is whom the finding names."""
    return Case(lambda: {FILE: damaged(sound()[FILE], damage)}, sound, quotes, at, unit)


def file(data: Callable[[], bytes], *quotes: str, name: str = FILE, unit: str = "") -> Case:
    """Something else than the complete form came under this name."""
    return Case(lambda: {name: data()}, sound, (name, *quotes), unit=unit, file=name)


def registered(register: str, *quotes: str) -> Case:
    """The complete form with this register beside it, and with one that is right."""
    right = "tep,ngay_nhan,gio_nhan\ntep.xlsx,2024-06-20,14:53\n"

    def beside(text: str) -> Files:
        return {**sound(), "so-nhan.csv": text.encode()}

    return Case(partial(beside, register), partial(beside, right), quotes, unit="", file="so-nhan.csv")


def _insert(text: str) -> Callable[[Workbook], None]:
    def damage(book: Workbook) -> None:
        book[WORK].insert_rows(11)
        book[WORK]["C11"] = text

    return damage


def _link(book: Workbook) -> None:
    link = ExternalLink(externalBook=ExternalBook(id="rId1"))
    link.file_link = Relationship(type="externalLinkPath", Target="so-lieu-2023.xlsx", TargetMode="External", Id="rId1")
    book._external_links.append(link)  # type: ignore[attr-defined]  # openpyxl offers no other way
    book[FIGURES]["F9"] = "=[1]Sheet1!A1"


def _hide(book: Workbook) -> None:
    book[FIGURES].column_dimensions["F"].hidden = True


def _mark(book: Workbook, text: str) -> None:
    for page in book:
        page["A1"] = text


def _rename(book: Workbook) -> None:
    book[WORK].title = "Sheet1"


def _strange_sheet(book: Workbook) -> None:
    page = book.create_sheet("Nháp")
    page["B2"], page["B3"] = 1, 2


def _foreign_sheet(book: Workbook) -> None:
    book[WORK]["A1"] = marker(Identity("activities", VERSION, BUDGET, "CN"))


def _copy(book: Workbook, other: int | None = None) -> None:
    page = book.copy_worksheet(book[FIGURES])
    page.title = f"{FIGURES} (2)"
    page["F9"] = other if other is not None else page["F9"].value


def _format(book: Workbook, at: str, code: str) -> None:
    book[FIGURES][at].number_format = code


def _note(book: Workbook) -> None:
    book[FIGURES]["F9"].comment = Comment("số đúng là 97", "Trường")


def raised() -> bytes:
    """F9 shows 3 with a raised 1."""
    text = CellRichText("3", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    return damaged(sound()[FILE], lambda book: setattr(book[FIGURES]["F9"], "value", text))


def stored(at: str, formula: str, result: str, data: bytes = b"") -> bytes:
    """A cell of figures with a formula (its own where '' is given) and a result stored for it."""

    def edit(xml: str) -> str:
        found = re.search(rf'<c r="{at}"( s="\d+")?[^>]*>(<f>.*?</f>)?.*?</c>', xml)
        assert found
        inner = f"<f>{formula}</f>" if formula else found[2]
        return xml.replace(found[0], f'<c r="{at}"{found[1] or ""}>{inner}<v>{result}</v></c>')

    data = data or sound()[FILE]
    return edit_parts(data, {sheet_parts(data)[FIGURES]: edit})


def _by_hand() -> Files:
    calculated = stored("F9", "500+70", "570")
    return {FILE: edit_parts(calculated, {WORKBOOK: lambda xml: xml.replace("<calcPr ", '<calcPr calcMode="manual" ')})}


def _no_form(book: Workbook) -> None:
    for page in book.worksheets[1:]:
        book.remove(page)
    _mark(book, "Báo cáo")


def _far_time(book: Workbook) -> None:
    target = book[FIGURES]["F9"]
    target.value, target.number_format = 10**18, "[h]:mm:ss"


@cache
def _other_version() -> IntakeContext:
    catalogue = context().catalogue
    plan = replace(catalogue.plan, version="2023-2024.0")
    return replace(context(), catalogue=replace(catalogue, plan=plan), _plans={})


@cache
def _next_version() -> IntakeContext:
    catalogue = context().catalogue
    plan = replace(catalogue.plan, version=NEXT, accepts=VERSION)
    return replace(context(), catalogue=replace(catalogue, plan=plan), _plans={})


def _with_broken_rule() -> IntakeContext:
    catalogue = context().catalogue
    rules = tuple(replace(rule, left="N1.02 +") if rule.code == "R03-01" else rule for rule in catalogue.rules)
    return replace(context(), catalogue=replace(catalogue, rules=rules), _plans={})


def _without_norm() -> IntakeContext:
    catalogue = context().catalogue
    norms = tuple(norm for norm in catalogue.norms if norm.key != "si_so_th_toi_da")
    return replace(context(), catalogue=replace(catalogue, norms=norms), _plans={})


def _with_target() -> IntakeContext:
    """N8.11 as a target that the office assigned: 576 schools."""
    target = Target(UNIT, "N8.11", "CN", Decimal(576), "Quyết định số 12/QĐ-SGDĐT")
    return replace(context(), catalogue=replace(context().catalogue, targets=(target,)), _plans={})


def _assigned(plan: int) -> Files:
    """The form of a target, with this number in the locked cell."""
    issued = form(UNIT, complete(), _with_target())
    return {FILE: damaged(issued, lambda book: setattr(book[FIGURES]["E9"], "value", plan))}


def _known_later() -> IntakeContext:
    """N8.11 as a figure that is first known on 20 July."""
    catalogue = context().catalogue
    later = {"N8.11": YearDay(20, 7)}
    indicators = tuple(replace(row, known_from=later.get(row.code)) for row in catalogue.indicators)
    return replace(context(), catalogue=replace(catalogue, indicators=indicators), _plans={})


def _of_ratio() -> IntakeContext:
    """N8.11 as a percentage that the unit itself works out."""
    catalogue = context().catalogue
    ratio = replace(catalogue.indicator["N8.11"], kind=IndicatorKind.RATIO, unit_of_measure="%", decimals=1)
    indicators = tuple(ratio if each.code == ratio.code else each for each in catalogue.indicators)
    return replace(context(), catalogue=replace(catalogue, indicators=indicators), _plans={})


def _percent(value: int) -> Callable[[], Files]:
    figures = {("indicators", "N8.11", "plan"): Decimal(90), ("indicators", "N8.11", "actual"): Decimal(value)}
    return lambda: {FILE: form(UNIT, {**complete(), **figures}, _of_ratio())}


def _budget() -> Files:
    return sound(BUDGET)


def with_history() -> IntakeContext:
    """Something is known of everybody's last period."""
    previous = {unit.code: {"N9.99": Decimal(1)} for unit in context().catalogue.reporting_units(context().period)}
    return replace(context(), previous=previous, _plans={})


def years_known() -> IntakeContext:
    """Everybody's figure of last year is known, under a code of the catalogue."""
    figures = {unit.code: {"N8.11": Decimal(1)} for unit in context().catalogue.reporting_units(context().period)}
    return replace(context(), earlier={"2022-2023": figures})


def _years(unit: str, indicator: str = "N8.11") -> Callable[[], IntakeContext]:
    """The same, and a figure of one unit more."""

    def opened() -> IntakeContext:
        figures = years_known().earlier["2022-2023"]
        return replace(context(), earlier={"2022-2023": {**figures, unit: {indicator: Decimal(1)}}})

    return opened


def _one_unknown() -> IntakeContext:
    figures = years_known().earlier["2022-2023"]
    return replace(context(), earlier={"2022-2023": {code: of for code, of in figures.items() if code != DISTRICT}})


def _renamed() -> IntakeContext:
    """A district had another name until the year began."""
    catalogue = context().catalogue
    unit = next(unit for unit in catalogue.units if unit.code == DISTRICT)
    old = replace(unit, name="Huyện Bình Sơn cũ", valid_to=date(2023, 8, 31))
    rows = (*(u for u in catalogue.units if u is not unit), old, replace(unit, valid_from=date(2023, 9, 1)))
    return replace(years_known(), catalogue=replace(catalogue, units=rows), _plans={})


def _untold() -> Files:
    fill = {key: value for key, value in complete().items() if not key[1].startswith("N8")}
    return {FILE: form(UNIT, fill)}


def _later() -> Files:
    return {"a.xlsx": form(UNIT, {**complete(), ("indicators", "N8.11", "actual"): Decimal(571)}), **sound()}


def _saved_again() -> Files:
    return {"a.xlsx": damaged(sound()[FILE], lambda book: None), **sound()}


def _with_paper() -> Files:
    return {"thu.eml": mail((FILE, sound()[FILE]), ("ban ky.pdf", b"%PDF-1.7"))}


def _paper_alone() -> Files:
    return {"thu.eml": mail(("ban ky.pdf", b"%PDF-1.7")), **sound()}


def _locked_entry() -> Files:
    return {"tep.zip": encrypted(zipped(sound()))}


def encrypted(archive: bytes) -> bytes:
    """The archive with the flag set that says its first entry has a password, in the directory and before the entry."""
    at = archive.index(b"PK\1\2")
    return archive[:6] + b"\1" + archive[7 : at + 8] + b"\1" + archive[at + 9 :]


def _swapped() -> Files:
    return {FILE: form(UNIT, {**complete(), ("activities", "N8.A4", "percent"): Decimal(100)})}


def _with(**more: CellValue) -> Files:
    """The complete form with its last activity done; ``more`` are cells of that line, or the figure's columns."""
    figures = {("indicators", "N8.11", key): value for key, value in more.items() if key in ("plan", "actual")}
    line = {("activities", "N8.A4", key): value for key, value in more.items() if key not in ("plan", "actual")}
    return {FILE: form(UNIT, {**complete(), **figures, **line})}


def _done(evidence: str) -> Files:
    return _with(status="Hoàn thành", percent=Decimal(100), result="Đã kết nối", evidence=evidence)


def _neighbours(changed: int) -> Files:
    """The forms of two districts with the same thirteen figures, of which the second changed some."""
    codes = [f"N3.{number:02}" for number in (1, 2, 3, 4, 7, 8, 10, 12, 13, 14, 26)] + ["N4.01", "N4.02"]
    same: dict[str, CellValue] = {code: Decimal(100 + place) for place, code in enumerate(codes)}
    other = {**same, **{code: Decimal(500 + place) for place, code in enumerate(codes[:changed])}}
    return {
        f"{unit}.xlsx": form(unit, {("indicators", code, "actual"): value for code, value in figures.items()})
        for unit, figures in ((DISTRICT, same), (NEIGHBOUR, other))
    }


def _misplaced(column: str, rows: int = 3) -> Files:
    """A district's form in which some figures of its schools stand in another column."""

    def damage(book: Workbook) -> None:
        for row in range(10, 10 + rows):
            book[FIGURES][f"{column}{row}"] = 20 + row

    return {FILE: damaged(form(DISTRICT), damage)}


def _of_years(opened: Callable[[], IntakeContext], *quotes: str) -> Case:
    return Case(sound, sound, quotes, unit="", file="", opened=opened, mended=years_known)


VALUES = "indicators/N8.11/actual"
STATUS, PERCENT = "activities/N8.A4/status", "activities/N8.A4/percent"
LOOSE = unicodedata.normalize("NFD", "Thiếu kinh phí")

NOTHING_DONE: Fill = {("indicators", "N8.11", "plan"): Decimal(0), ("indicators", "N8.11", "actual"): "K"}
CASES: Mapping[str, Case] = {
    "T101": file(lambda: zipped({"META-INF/manifest.xml": b"<encryption-data/>"}), name="tep.ods"),
    "T102": file(lambda: sound()[FILE][:5000], "cắt ngắn"),
    "T103": file(lambda: b"%PDF-1.7", "tệp PDF", "Cả năm học 2023-2024"),
    "T104": file(lambda: sound()[FILE], "sổ tính Excel", ".xlsx", name="tep.xls", unit=UNIT),
    "T105": file(lambda: b"\0" * 165, name="~$tep.xlsx"),
    "T106": file(lambda: zipped({"xl/media/x.bin": bytes(2 << 20)}, sound()[FILE]), "150 lần"),
    "T107": replace(
        edited(lambda book: book[FIGURES].cell(20000, 2, "x"), (FIGURES, "B20000"), "B20000", "ZZ9999"), unit=""
    ),
    "T108": file(lambda: zipped({"xl/vbaProject.bin": b"x"}, sound()[FILE]), "dự án VBA", unit=UNIT),
    "T109": edited(_link, (FIGURES, "F9"), "=[so-lieu-2023.xlsx]Sheet1!A1"),
    "T110": Case(lambda: {**sound(), "xin-gui.xlsx": sound()[FILE]}, sound, (FILE,), unit="", file="xin-gui.xlsx"),
    "T111": Case(_later, sound, ("a.xlsx", "2 bản", "tên tệp xếp sau"), file=FILE),
    "T112": file(lambda: b"", "0 byte"),
    "T113": file(lambda: b"Rar!\x1a\x07\1\0", "rar", name="tep.rar"),
    "T114": replace(edited(_far_time, ("", ""), "ngày tháng"), unit=""),
    "T115": Case(_by_hand, sound, ("tính bằng tay", "1 ô nhập")),
    "T116": edited(_note, ("", ""), "1 chú thích"),
    "T117": Case(lambda: {"thu.eml": mail((FILE, b"x"))}, sound, ("1 tệp (tep.xlsx)",), unit="", file="thu.eml"),
    "T118": Case(_with_paper, _paper_alone, ("tệp PDF", FILE), unit="", file="thu.eml › ban ky.pdf"),
    "T119": Case(_locked_entry, lambda: {"tep.zip": zipped(sound())}, ("mật khẩu",), unit="", file=f"tep.zip › {FILE}"),
    "T120": file(lambda: b"\x78\x9f\x3e\x22" + bytes(90), "winmail.dat", name="winmail.dat"),
    "T121": Case(_later, sound, ("a.xlsx", "nhận cùng lúc"), file=FILE),
    "T122": registered("tep,ngay_nhan\ntep.xls,2024-06-20\n", "dòng 2", "“tep.xls”"),
    "T123": registered(
        "tep;ngay_nhan\ntep.xlsx;19/06/2024\nTEP.xlsx;20/06/2024\n", "dòng 3", "“TEP.xlsx” đã có ở dòng 2"
    ),
    "T124": registered("tep,ngay_nhan\ntep.xlsx,hôm qua\n", "dòng 2", "ngày nhận “hôm qua”", "ngày/tháng/năm"),
    "T125": file(lambda: agile(sound()[FILE]), "mật khẩu mặc định", unit=UNIT),
    "T142": Case(_saved_again, _later, (FILE, "sau bản a.xlsx"), file=FILE),
    "B201": edited(_no_form, ("", ""), "Cả năm học 2023-2024", unit=""),
    "B202": file(lambda: form(UNIT, opened=_other_version()), "2023-2024.0", VERSION, unit=UNIT),
    "B203": Case(
        lambda: {FILE: form(UNIT, opened=context("HK1"))},
        sound,
        ("Học kỳ I năm học 2023-2024", "Cả năm học 2023-2024"),
        (COVER, "C13"),
    ),
    "B204": edited(lambda book: book.remove(book[WORK]), (WORK, ""), "Nội dung"),
    "B205": edited(_rename, (WORK, ""), "Sheet1", "Nội dung"),
    "B206": edited(_insert("Nội dung mới"), (WORK, "C11"), "Nội dung mới"),
    "B207": edited(lambda book: book[FIGURES].delete_rows(9), (FIGURES, ""), "N8.11"),
    "B208": cell(FIGURES, "F6", "Kết quả", "Kết quả", "Thực hiện kỳ này"),
    "B209": edited(partial(_mark, text="KH167|hỏng"), ("", ""), "đã bị sửa", unit=""),
    "B210": edited(_hide, (FIGURES, "F9"), "570"),
    "B211": edited(_strange_sheet, ("Nháp", ""), "Nháp", "2 ô"),
    "B212": edited(_insert("Tổng cộng"), (WORK, "C11"), "Tổng cộng"),
    "B213": edited(partial(_format, at="F9", code=";;;"), (FIGURES, "F9"), "“570”", "định dạng ô"),
    "B214": edited(partial(_copy, other=9), (FIGURES, "F9"), "“Chỉ tiêu (2)”", "1 ô nhập", "“570” và “9”"),
    "B215": edited(_copy, (FIGURES, ""), "“Chỉ tiêu (2)”"),
    "B216": Case(sound, sound, (VERSION, NEXT), opened=_next_version, mended=context),
    "D301": cell(COVER, "C11", "Trường Mầm non Hoa Hồng", "Trường Mầm non Hoa Hồng", "Sở Thông tin và Truyền thông"),
    "D302": cell(COVER, "C11", "Sở Thông tin và Truyền thôn", "Sở Thông tin và Truyền thôn"),
    "D303": replace(
        cell(COVER, "C11", "Sở Tài chính", "Sở Tài chính", "Sở Thông tin và Truyền thông", "chưa tính cho đơn vị nào"),
        unit="",
    ),
    "D305": Case(sound, dict, ("28/6/2024", "3 ngày", "25/6/2024"), arrived=datetime(2024, 6, 28)),
    "D306": Case(dict, sound, ("Sở Thông tin và Truyền thông", "25/6/2024"), file=""),
    "D307": edited(_foreign_sheet, ("", ""), "2 đơn vị", "Sở Tài chính; Sở Thông tin và Truyền thông", unit=""),
    "D308": cell(COVER, "C11", "Huyện Tây Trà", "Huyện Tây Trà", "31/01/2020", "Huyện Trà Bồng"),
    "D309": Case(
        partial(_neighbours, 1),
        partial(_neighbours, 2),
        ("12 số liệu", "Huyện Trà Bồng"),
        unit=DISTRICT,
        file="524.xlsx",
    ),
    "O401": typed(VALUES, None, (FIGURES, "F9"), "N8.11"),
    # planned 0, so that no rule asks why nothing was done
    "O402": Case(
        lambda: {FILE: form(UNIT, {**complete(), **NOTHING_DONE})},
        sound,
        ("N8.11",),
        (FIGURES, "F9"),
        UNIT,
    ),
    "O403": typed(VALUES, "CCSL", (FIGURES, "F9"), "N8.11"),
    "O404": typed(VALUES, "khoảng 1.234 trường", (FIGURES, "F9"), "khoảng 1.234 trường", "1.234"),
    "O405": typed("indicators/N4.06/actual", "1.234", (FIGURES, "F9"), "1.234", "1,234", unit=BUDGET),
    "O406": typed(VALUES, "1.234", (FIGURES, "F9"), "“1.234”", "dấu chấm ngăn hàng nghìn"),
    "O407": Case(
        _percent(150),
        _percent(95),
        ("“150”", "từ 0 đến 100"),
        (FIGURES, "F9"),
        opened=_of_ratio,
    ),
    "O408": typed(VALUES, Decimal(-5), (FIGURES, "F9"), "“-5”"),
    "O409": typed(VALUES, Decimal("12.5"), (FIGURES, "F9"), "“12,5”", "số nguyên không âm"),
    "O410": cell(FIGURES, "F9", "#REF!", "#REF!", "N8.11", kind="e"),
    "O411": cell(FIGURES, "F9", "=1+1", "=1+1"),
    "O412": typed("cover/reported_on/value", "tháng 5/2024", (COVER, "C25"), "tháng 5/2024", "31/5/2024"),
    "O413": cell(WORK, "J13", "v­íng m¾c", "vướng mắc", ".VnTime", legacy_font=".VnTime"),
    "O414": cell(WORK, "J13", "Ñôn vò chuû trì", "Đơn vị chủ trì", "VNI-Times", legacy_font="VNI-Times"),
    "O415": typed("activities/N8.A4/difficulty", LOOSE, (WORK, "J13"), "Thiếu kinh phí"),
    "O416": cell(FIGURES, "G9", 12, "“12”", "99"),
    "O417": typed(VALUES, "-", (FIGURES, "F9"), "“-”"),
    "O418": typed(STATUS, "sắp xong", (WORK, "F13"), "sắp xong", "Hoàn thành; Đang thực hiện"),
    "O419": cell(FIGURES, "L9", "xem lại giúp", "xem lại giúp"),
    "O420": typed(PERCENT, Decimal("0.5"), (WORK, "G13"), "“0,5”", "50"),
    "O421": Case(lambda: {FILE: raised()}, sound, ("“31”", "“1” là chỉ số trên", "đúng là 3."), (FIGURES, "F9")),
    "O422": edited(partial(_format, at="F9", code="0%"), (FIGURES, "F9"), "“570”", "“57.000%”"),
    "O423": Case(lambda: {FILE: stored("F9", "F9+1", "0")}, sound, ("“=F9+1”", "“0”"), (FIGURES, "F9")),
    "O424": cell(WORK, "J13", '=DISPIMG("ID_AB12",1)', "ảnh chèn trong ô", kind="s"),
    "O425": cell(WORK, "J13", "#NAME?", "hiện #NAME?", kind="e"),
    "O426": cell(WORK, "J13", '=CONCATENATE("a","b")', "“=CONCATENATE("),
    "O427": Case(lambda: {FILE: stored("G9", "", "12")}, sound, ("“12”", "giá trị nghi đúng là 99,0"), (FIGURES, "G9")),
    "O428": typed(STATUS, "đang TH 50%", (WORK, "F13"), "“đang TH 50%” (chỉ ô này)", "“Đang thực hiện”", "cách viết"),
    "O429": Case(
        partial(_with, plan=Decimal(14200), actual=Decimal(14)),
        partial(_with, plan=Decimal(14200), actual=Decimal(14000)),
        ("N8.11", "là 14,", "kế hoạch là 14.200", "đúng là 14.000"),
        (FIGURES, "F9"),
    ),
    "O430": Case(
        partial(_misplaced, "E"),
        partial(_misplaced, "E", 2),
        ("3 dòng", "cột E (các ô E10, E11, E12)", "cột F để trống"),
        (FIGURES, "E10"),
        unit=DISTRICT,
    ),
    "O431": typed("cover/reported_on/value", date(2024, 6, 11), (COVER, "C25"), "11/6/2024", "10/6/2024"),
    "O432": typed("cover/approved_by/value", None, (COVER, "C26"), "chưa có người duyệt;"),
    "N501": Case(_untold, sound, ("nhiệm vụ 8", "Sở Thông tin và Truyền thông")),
    "N502": typed(
        "issues/BS1/task",
        "9. Đẩy mạnh chuyển đổi số, cải cách hành chính trong toàn ngành",
        (ISSUES, "B11"),
        "9. Đẩy mạnh",
        "nhiệm vụ 8",
    ),
    "N503": typed(STATUS, None, (WORK, "F13"), "Phối hợp bảo đảm hạ tầng số", "Hoàn thành; Đang thực hiện"),
    "N504": typed(STATUS, "Hoàn thành", (WORK, "F13"), "Phối hợp bảo đảm hạ tầng số", "kết quả và minh chứng"),
    "N505": typed(
        "activities/N3.A3/difficulty", None, (WORK, "F11"), "Tham mưu giao", "31/12/2023", "152 ngày", unit=STAFF
    ),
    "N506": typed("issues/BS1/task", "Việc khác", (ISSUES, "B11"), "Việc khác"),
    "N507": replace(typed(PERCENT, Decimal(100), (WORK, "F13"), "Đang thực hiện", "100%"), broken=_swapped),
    "N508": typed(PERCENT, "gần xong", (WORK, "G13"), "gần xong", "0 đến 100"),
    "N509": Case(
        partial(_done, "Đã có."),
        partial(_done, "Báo cáo số 12/BC-STTTT ngày 20/5/2024"),
        ("Phối hợp bảo đảm hạ tầng số", "“Đã có.”"),
        (WORK, "I13"),
    ),
    "N510": Case(
        partial(_done, "Báo cáo số 12/BC-STTTT ngày 12/10/2025"),
        partial(_done, "Báo cáo số 12/BC-STTTT ngày 31/5/2024 về việc chuẩn bị ngày 05/9/2024"),
        ("12/10/2025", "31/5/2024"),
        (WORK, "I13"),
    ),
    "C601": Case(sound, sound, ("R03-01", "cần một số"), unit="", file="", opened=_with_broken_rule, mended=context),
    "C604": Case(_budget, _budget, ("Sở Tài chính", "1 đơn vị"), unit="", file="", mended=with_history),
    "C610": _of_years(_years("526"), "Huyện Tây Trà", "1 đơn vị", "2022-2023"),
    "C611": _of_years(_renamed, "Huyện Bình Sơn cũ nay là Huyện Bình Sơn"),
    "C612": _of_years(_one_unknown, "Huyện Bình Sơn", "1 đơn vị"),
    "C613": _of_years(_years(DISTRICT, "N9.99"), "N9.99", "1 mã chỉ tiêu"),
    "C640": Case(
        sound,
        sound,
        ("Cả năm học 2023-2024", "R11-02", "“si_so_th_toi_da”", "31/5/2024"),
        unit="",
        file="",
        opened=_without_norm,
        mended=context,
    ),
    "C641": Case(
        partial(_assigned, 580),
        partial(_assigned, 576),
        ("N8.11", "“580”", "576"),
        (FIGURES, "E9"),
        opened=_with_target,
    ),
    "C642": replace(typed(VALUES, "CCSL", (FIGURES, "F9"), "N8.11", "20/7/2024"), opened=_known_later),
}
"""Message codes of the catalogue that come of reading and checking."""
