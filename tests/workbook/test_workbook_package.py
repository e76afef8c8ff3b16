"""The package of the master workbook: the same bytes every time, valid in every Office, no fault left unseen."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from lxml import etree

from tests import tiny_macro_book, tools
from workbook.src import conf, package
from workbook.src.lint_package import package_faults
from workbook.src.ribbon import RIBBON, form_2006, form_2009
from workbook.src.vbaproject import modules, vba_project


@pytest.fixture(scope="module")
def xlsm() -> bytes:
    return tiny_macro_book.macro_enabled()


def test_a_workbook_laid_out_at_another_hour_on_another_machine_gives_the_same_bytes():
    xlsx = tiny_macro_book.plain()
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        for name, data in reversed(package.unpacked(xlsx).items()):
            archive.writestr(zipfile.ZipInfo(name, (2031, 2, 3, 4, 5, 6)), data.replace(b"openpyxl", b"HP-LAN"))
    parts = package.unpacked(other.getvalue())
    stamps = etree.fromstring(parts[package.CORE])
    for element in stamps.iter("{http://purl.org/dc/terms/}*"):
        element.text = "2031-02-03T04:05:06Z"
    other_hour = package.packed(parts | {package.CORE: etree.tostring(stamps)})
    assert other_hour != xlsx
    assert package.normalised(other_hour) == package.normalised(xlsx)


def test_two_builds_give_the_same_bytes(xlsm):
    assert tiny_macro_book.macro_enabled() == xlsm


def test_no_fault_is_found_in_what_is_built(xlsm):
    assert package_faults(xlsm) == []


def test_nothing_of_the_hour_and_of_the_machine_gets_in(xlsm):
    core = package.unpacked(xlsm)[package.CORE].decode()
    assert core.count(package.STAMP) == 2
    assert f">{package.AUTHOR}</dc:creator>" in core
    assert "lastModifiedBy" not in core
    with zipfile.ZipFile(io.BytesIO(xlsm)) as archive:
        assert {(one.date_time, one.create_system, one.extra) for one in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0, b"")
        }


def test_sheets_and_values_are_those_of_the_plain_workbook(xlsm):
    book = openpyxl.load_workbook(io.BytesIO(xlsm))
    assert book.sheetnames == ["Điều hành", conf.SHEET]
    assert tuple(book[conf.SHEET].iter_rows(values_only=True)) == tuple(
        (key, None if value == "" else value) for key, value in conf.ROWS
    )


def test_both_forms_of_the_ribbon_are_in(xlsm):
    parts = package.unpacked(xlsm)
    assert parts[package.RIBBON_2009] == form_2009(RIBBON.read_bytes())
    assert parts[package.RIBBON_2006] == form_2006(RIBBON.read_bytes())


def test_macros_put_in_twice_are_in_once(xlsm):
    vba = package.unpacked(xlsm)[package.VBA]
    assert package.with_macros(xlsm, vba, RIBBON.read_bytes()) == xlsm


def test_a_workbook_saved_by_openpyxl_gets_back_what_it_lost(xlsm):
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(xlsm), keep_vba=True).save(out)
    assert "not one relationship to customUI/customUI14.xml" in "\n".join(package_faults(out.getvalue()))
    vba = package.unpacked(out.getvalue())[package.VBA]
    assert package_faults(package.with_macros(out.getvalue(), vba, RIBBON.read_bytes())) == []


def test_what_is_no_workbook_is_refused():
    other = package.packed({package.CONTENT_TYPES: b"<Types/>"})
    with pytest.raises(ValueError, match="not a workbook"):
        package.with_macros(other, b"", RIBBON.read_bytes())


@pytest.mark.parametrize(
    ("codes", "fault"),
    [
        ({"workbook_code": "Sách"}, "the workbook's code name is not ThisWorkbook"),
        ({"sheet_codes": ("", "SheetConf")}, "sheet Điều hành has no code name"),
        ({"sheet_codes": ("SheetA", "sheeta")}, f"sheet {conf.SHEET} has no code name of its own"),
    ],
)
def test_a_sheet_that_excel_could_not_join_to_its_module_is_told(codes, fault):
    with pytest.raises(ValueError, match=fault):
        package.sheet_code_names(tiny_macro_book.plain(**codes))


def test_code_names_come_in_the_order_of_the_sheets():
    assert package.sheet_code_names(tiny_macro_book.plain()) == ("SheetPlan", "SheetConf")


@pytest.mark.validator
@pytest.mark.parametrize("office", ["Office2007", "Microsoft365"])
def test_the_oldest_and_the_newest_office_find_a_small_workbook_valid(office, xlsm, tmp_path):
    """The shipped one is shown to all of them in `tests.workbook.test_master_workbook`."""
    book = tmp_path / "book.xlsm"
    book.write_bytes(xlsm)
    assert tools.validate([book], office) == ""


@pytest.mark.validator
def test_the_macro_free_workbook_is_valid(tmp_path):
    book = tmp_path / "book.xlsx"
    book.write_bytes(package.normalised(tiny_macro_book.plain()))
    assert tools.validate([book], "Office2007") == ""


@pytest.mark.validator
def test_a_ribbon_against_its_schema_is_seen_by_the_validator_in_both_forms(xlsm, tmp_path):
    parts = package.unpacked(xlsm)
    for form in (package.RIBBON_2009, package.RIBBON_2006):
        parts[form] = parts[form].replace(b'size="large"', b'size="huge"', 1)
    book = tmp_path / "book.xlsm"
    book.write_bytes(package.packed(parts))
    told = tools.validate([book], "Office2010")
    assert "/customUI/customUI14.xml" in told
    assert "/customUI/customUI.xml" in told


def edited(part: str, old: str, new: str):
    """A fault: one text of one part changed."""

    def change(parts: package.Parts) -> package.Parts:
        assert old in parts[part].decode(), f"{old} is not in {part}"
        return parts | {part: parts[part].decode().replace(old, new, 1).encode()}

    return change


def without(part: str):
    """A fault: a part that is missing."""
    return lambda parts: {name: data for name, data in parts.items() if name != part}


def garbage_vba(parts: package.Parts) -> package.Parts:
    return parts | {package.VBA: b"no project at all"}


def vba_of_other_sheets(parts: package.Parts) -> package.Parts:
    return parts | {package.VBA: vba_project(modules(("SheetPlan",)))}


PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
FAULTS = {
    "the main content type of a workbook without macros": (
        edited(package.CONTENT_TYPES, package.MAIN_TYPE, PLAIN_TYPE),
        f"xl/workbook.xml: content type {PLAIN_TYPE}",
    ),
    "no content type of the VBA project": (
        edited(package.CONTENT_TYPES, "/xl/vbaProject.bin", "/xl/vba.bin"),
        "xl/vbaProject.bin: content type None",
    ),
    "two relationships of one id": (
        edited(package.ROOT_RELS, 'Id="plan167-2"', 'Id="plan167-1"'),
        "_rels/.rels: id plan167-1 twice",
    ),
    "no relationship to the VBA project": (
        edited(package.WORKBOOK_RELS, package.VBA_RELATION, "urn:x"),
        "xl/_rels/workbook.xml.rels: not one relationship to xl/vbaProject.bin",
    ),
    "no relationship to the ribbon of Excel 2010": (
        edited(package.ROOT_RELS, package.RIBBON_2009_RELATION, "urn:x"),
        "not one relationship to customUI/customUI14.xml",
    ),
    "a ribbon that is not there": (without(package.RIBBON_2006), "leads nowhere: customUI/customUI.xml"),
    "no VBA project": (without(package.VBA), "xl/vbaProject.bin: not a compound file"),
    "a VBA project of garbage": (garbage_vba, "xl/vbaProject.bin: not a compound file"),
    "a VBA project made for other sheets": (vba_of_other_sheets, "modules of sheets ['ThisWorkbook', 'SheetPlan']"),
    "a sheet with no code name": (edited("xl/worksheets/sheet1.xml", 'codeName="SheetPlan"', ""), "has no code name"),
    "two sheets of one id": (edited(package.WORKBOOK, 'sheetId="2"', 'sheetId="1"'), "sheet id twice: 1"),
    "a message under another key": (
        edited("xl/worksheets/sheet2.xml", "MSG_UNSAVED", "MSG_SAVED"),
        "Plan167.conf row 5: ('MSG_SAVED', ",
    ),
    "messages under another name": (
        edited(package.WORKBOOK, 'name="Plan167.conf"', 'name="conf"'),
        "no sheet Plan167.conf",
    ),
    "two names alike": (
        edited(
            package.WORKBOOK,
            "</sheets>",
            '</sheets><definedNames><definedName name="Ky">1</definedName><definedName name="KY">2</definedName>'
            "</definedNames>",
        ),
        "name twice: ky",
    ),
}


@pytest.mark.parametrize(("plant", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_told(plant, told, xlsm):
    spoilt = package.packed(plant(package.unpacked(xlsm)))
    assert told in "\n".join(package_faults(spoilt))


def test_a_part_written_at_another_hour_is_told(xlsm):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in package.unpacked(xlsm).items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), data)
    assert "xl/workbook.xml: dated (2026, 1, 2, 3, 4, 6)" in package_faults(out.getvalue())
