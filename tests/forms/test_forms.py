"""The issued form: who it is for, what may be typed where, and that it is the same every time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.form_files import WORDING, complete_fill, part, plan_of, varied_fill, written
from tests.small_catalogue import BA_TO, FINANCE, small_catalogue
from tests.tools import validate
from xlpy.basics.a1 import a1
from xlpy.catalogue.load import shipped
from xlpy.forms.layout import FormPlan, Identity, Role, form_name, read_marker
from xlpy.forms.plan import form_plan
from xlpy.forms.values import Fill, quotient_value
from xlpy.forms.wording import Wording, WordingError
from xlpy.forms.writer import write_form
from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.catalogue_cells import cited

pytestmark = pytest.mark.slow("form")

SHIPPED = shipped("2023-2024")
UNITS = {unit.code: unit for unit in SHIPPED.reporting_units(SHIPPED.periods[0])}


def opened(data: bytes) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets}


def reworded(section: str, key: str, text: str) -> Wording:
    """The wording with one entry changed; ``key`` may be dotted once."""
    head, _, tail = key.partition(".")
    table = dict(WORDING.tables[section])
    table[head] = {**table[head], tail: text} if tail else text
    return Wording({**WORDING.tables, section: table})


def write_reworded(section: str, key: str, text: str) -> bytes:
    catalogue = small_catalogue()
    words = reworded(section, key, text)
    return write_form(form_plan(catalogue, BA_TO, catalogue.periods[0], words), catalogue, words)


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_no_remark_of_those_who_made_the_catalogue_is_printed_for_a_unit(unit: Unit) -> None:
    book = zipfile.ZipFile(BytesIO(written(SHIPPED, unit)))
    printed = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert re.findall(r"(?i)đề xuất nghiệp vụ|chưa có văn bản|cần đối chiếu|recall", printed) == []


def test_a_source_keeps_its_document_when_its_remark_is_left_out() -> None:
    assert [cited(text) for text in ("Đề án 06 [mã cần đối chiếu]", "[đề xuất nghiệp vụ]", "Luật [a], Điều 72")] == [
        "Đề án 06",
        "",
        "Luật, Điều 72",
    ]


@pytest.mark.parametrize("code", ["522", "STC", "SGDDT"])
def test_exactly_the_inputs_of_the_plan_are_open(code: str) -> None:
    plan = plan_of(SHIPPED, UNITS[code])
    expected = {(sheet.name, a1(at)) for sheet in plan.sheets for at, cell in sheet.cells.items() if cell.role.is_open}
    sheets = opened(written(SHIPPED, UNITS[code]))
    actual = {
        (name, cell.coordinate)
        for name, sheet in sheets.items()
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and not isinstance(cell, MergedCell)
    }
    assert expected == actual


def test_every_sheet_is_locked_without_a_password_and_lets_rows_and_columns_be_resized() -> None:
    protections = [sheet.protection for sheet in opened(written(SHIPPED, UNITS["522"])).values()][:-1]
    seen = {(p.sheet, p.password, p.formatColumns, p.formatRows, p.formatCells, p.insertRows) for p in protections}
    assert {(True, None, False, False, True, True)} == seen


def test_every_sheet_tells_in_its_first_cell_whose_form_it_belongs_to() -> None:
    sheets = opened(written(SHIPPED, UNITS["522"]))
    identities = [read_marker(str(sheet["A1"].value)) for sheet in sheets.values()]
    keys = ("cover", "indicators", "activities", "issues", "check", "guide", "lists")
    assert [Identity(key, SHIPPED.plan.version, "522", "HK1") for key in keys] == identities


def test_the_rows_of_the_marker_and_the_keys_are_hidden() -> None:
    sheets = opened(written(SHIPPED, UNITS["522"]))
    hidden = {name: [sheet.row_dimensions[row].hidden for row in (1, 2)] for name, sheet in sheets.items()}
    hidden.pop("_danh-sach")
    assert list(hidden.values()) == [[True, True]] * 6


def test_a_unit_gets_only_the_sheets_it_has_something_to_write_in() -> None:
    names = list(opened(written(small_catalogue(), FINANCE)))
    assert names == ["Bìa", "Nội dung", "Khó khăn, kiến nghị", "Tự kiểm tra", "Hướng dẫn", "_danh-sach"]


@pytest.mark.parametrize("code", ["522", "STC"])
def test_the_same_form_is_written_with_the_same_bytes(code: str) -> None:
    assert written(SHIPPED, UNITS[code]) == written(SHIPPED, UNITS[code])


@pytest.mark.parametrize("text", ["=1+1", "- Tuyên truyền", "+84 905", "@abc", "https://quangngai.gov.vn"])
def test_a_text_that_looks_like_a_formula_or_a_link_stays_a_text(text: str) -> None:
    fill: Fill = {("issues", "N1", "difficulty"): text}
    plan = plan_of(small_catalogue(), BA_TO)
    cell = opened(written(small_catalogue(), BA_TO, fill))["Khó khăn, kiến nghị"][
        a1(plan.sheet["issues"].at("N1", "difficulty"))
    ]
    assert (text, "s", None) == (cell.value, cell.data_type, cell.hyperlink)


def test_every_drop_down_reads_a_list_that_holds_its_words() -> None:
    plan = plan_of(SHIPPED, UNITS["522"])
    book = openpyxl.load_workbook(BytesIO(written(SHIPPED, UNITS["522"])))
    offered = set()
    for name in book.defined_names.values():
        if not name.name.startswith("danh_sach_"):
            continue
        sheet, area = next(iter(name.destinations))
        offered.add(tuple(row[0].value for row in book[sheet][area]))
    expected = {c.choices for sheet in plan.sheets for c in sheet.cells.values() if c.choices}
    assert expected == offered


def test_every_typed_input_but_free_text_is_validated() -> None:
    plan = plan_of(SHIPPED, UNITS["522"])
    sheets = opened(written(SHIPPED, UNITS["522"]))
    free = {
        (sheet.name, a1(at))
        for sheet in plan.sheets
        for at, cell in sheet.cells.items()
        if cell.role.is_input
        and cell.role is not Role.INPUT_TEXT
        and not any(a1(at) in v.sqref for v in sheets[sheet.name].data_validations.dataValidation)
    }
    assert set() == free


def test_no_row_with_inputs_has_a_height_that_stops_it_from_growing() -> None:
    plan = plan_of(SHIPPED, UNITS["522"])
    sheet = plan.sheet["activities"]
    xml = part(written(SHIPPED, UNITS["522"], varied_fill(plan)), "xl/worksheets/sheet3.xml")
    fixed = {int(row) for row in re.findall(r'<row r="(\d+)"[^>]* customHeight', xml)}
    assert fixed & {row for (row, _), cell in sheet.cells.items() if cell.role.is_input} == set()


@pytest.mark.parametrize(
    ("section", "key", "text"),
    [
        ("inputs", "count.title", "x" * 33),
        ("inputs", "count.error", "x" * 256),
        ("sheets", "issues", "x" * 32),
        ("sheets", "issues", "Khó khăn/kiến nghị"),
        ("sheets", "issues", "Chỉ tiêu"),
        ("cover", "title", "{không_có}"),
    ],
)
def test_a_wording_that_excel_would_refuse_is_told_before_a_file_is_written(section: str, key: str, text: str) -> None:
    with pytest.raises(WordingError):
        write_reworded(section, key, text)


def test_the_note_of_the_plan_stands_on_the_cover() -> None:
    catalogue = small_catalogue()
    labelled = replace(catalogue, plan=replace(catalogue.plan, note="Số liệu minh họa"))
    assert opened(written(labelled, BA_TO))["Bìa"]["B9"].value == "Số liệu minh họa"


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (Decimal(1), Decimal(8), Decimal("12.5")),
        (Decimal("0.0005"), Decimal(1), Decimal("0.1")),
        (Decimal(1), Decimal(0), ""),
        (None, Decimal(3), ""),
        (Decimal(3), None, ""),
    ],
)
def test_a_stored_quotient_is_what_excel_would_show(
    above: Decimal | None, below: Decimal | None, expected: Decimal | str
) -> None:
    assert expected == quotient_value(above, below, Decimal(100), 1)


@pytest.mark.validator
@pytest.mark.parametrize(
    ("version", "names"), [("Office2010", ("blank", "full", "mixed")), ("Microsoft365", ("mixed",))]
)
def test_the_open_xml_sdk_finds_nothing_wrong_in_a_form(tmp_path: Path, version: str, names: tuple[str, ...]) -> None:
    paths = []
    fills: dict[str, Callable[[FormPlan], Fill]] = {"blank": lambda _: {}, "full": complete_fill, "mixed": varied_fill}
    for code in ("522", "STC"):
        for name in names:
            fill = fills[name]
            path = tmp_path / f"{code}-{name}.xlsx"
            path.write_bytes(written(SHIPPED, UNITS[code], fill(plan_of(SHIPPED, UNITS[code]))))
            paths.append(path)
    assert not validate(paths, version)


def _units_2025() -> tuple[Catalogue, tuple[Unit, ...]]:
    catalogue = shipped("2025-2026")
    return catalogue, catalogue.reporting_units(catalogue.periods[0])


def test_every_unit_of_the_communes_catalogue_gets_a_form_of_its_own() -> None:
    catalogue, units = _units_2025()
    plans = [form_plan(catalogue, unit, catalogue.periods[0], WORDING) for unit in units]
    assert (len(plans), len({plan.form_id for plan in plans})) == (102, 102)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("167/KH-UBND", "KH167_CN_535_Huyen-Ba-To.xlsx"),
        ("210/KH-UBND", "KH210_CN_535_Huyen-Ba-To.xlsx"),
        ("…/KH-UBND", "KH_CN_535_Huyen-Ba-To.xlsx"),
    ],
)
def test_a_form_is_named_by_the_number_of_its_plan(number: str, name: str) -> None:
    assert form_name(replace(SHIPPED.plan, number=number), SHIPPED.period["CN"], UNITS["535"]) == name


# --- Order and headings -------------------------------------------------------------------------------------


def rows_of(unit: str) -> list[str]:
    """Codes of the rows of the unit's sheet of indicators, from above."""
    sheet = plan_of(SHIPPED, UNITS[unit]).sheet["indicators"]
    return sorted(sheet.rows, key=sheet.rows.__getitem__)


@pytest.mark.parametrize(
    ("unit", "codes"),
    [
        ("535", ["N2.21", "N2.22", "N2.23", "N2.24", "N2.25", "N2.55", "N2.56", "N2.27"]),
        ("SGDDT", ["N2.15", "N2.16", "N2.17", "N2.52", "N2.53", "N2.54"]),
        ("535", ["N2.39", "N2.40", "N2.41", "N2.15", "N2.16", "N2.17", "N2.46", "N2.47", "N2.48"]),
        ("535", ["N8.05", "N8.07", "N8.08", "N8.06", "N8.09"]),
    ],
    ids=["levels of the standard", "drop-outs", "completion after drop-outs", "settled files"],
)
def test_rows_that_belong_together_stand_together(unit: str, codes: list[str]) -> None:
    rows = rows_of(unit)
    first = rows.index(codes[0])
    assert rows[first : first + len(codes)] == codes


@pytest.mark.parametrize(("period", "header"), [("HK1", "Kỳ trước (không có)"), ("CN", "Học kỳ I năm học 2023-2024")])
def test_the_column_of_earlier_figures_is_headed_by_the_period_that_they_are_of(period: str, header: str) -> None:
    plan = form_plan(SHIPPED, UNITS["535"], SHIPPED.period[period], WORDING)
    columns = {column.key: column.header for column in plan.sheet["indicators"].columns}
    assert columns["previous"] == header
