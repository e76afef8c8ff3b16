"""A cell means what it shows, in each kind of file: rounding, padding, fractions, minus signs, texts under a format."""

from __future__ import annotations

import struct
from decimal import Decimal
from functools import cache

import pytest

from tests.builders import read
from tests.oracle.ods_draft import OdsDraft
from tests.oracle.places import FIGURE, PERCENT, SAMPLE, WORDS, Form, Place, form_of
from tests.oracle.taken import Taken, taken
from tests.oracle.xls_draft import BLANK, LABEL, XlsDraft, unicode_string
from tests.oracle.xlsx_draft import XlsxDraft
from xlpy.intake.appearance import ROUNDED, as_seen
from xlpy.intake.formats.ole import open_compound
from xlpy.intake.formats.xls_records import records, within_reach
from xlpy.model.cells import Sheet
from xlpy.model.number_format import read_format
from xlpy.model.submission import Submission

pytestmark = pytest.mark.slow("form")

FILES = {"xlsx": "Zalo 20-6/Sơn Hà.xlsx", "xls": "Zalo 20-6/Tu Nghia.xls", "ods": "Gửi muộn/Ly Son.ods"}
"""A district's form of each kind."""
KINDS = pytest.mark.parametrize("kind", FILES)


@cache
def form(kind: str) -> Form:
    return form_of(SAMPLE / FILES[kind])


def place_of(kind: str, sort: str, code: str = "") -> Place:
    return next(p for p in form(kind).places if p.sort == sort and (not code or (p.code, p.key) == (code, "actual")))


def said(kind: str, place: Place, data: bytes) -> Taken:
    submission: Submission = read(data, f"form.{kind}")
    assert submission.usable
    return taken(form(kind), submission)[place]


def numbered(kind: str, place: Place, number: str, code: str, style: str) -> Taken:
    """The form with a number under a format: Excel's code, or a data style of OpenDocument."""
    if kind == "ods":
        draft = OdsDraft(form(kind))
        draft.put(place, "float", number, "<text:p>…</text:p>")
        draft.style(place, style)
        return said(kind, place, draft.bytes())
    if kind == "xls":
        records = XlsDraft(form(kind))
        records.number(place, float(number), records.style(place, code=code))
        return said(kind, place, records.bytes())
    package = XlsxDraft(form(kind))
    package.put(place, f"<v>{number}</v>", style=package.format(place, code=code))
    return said(kind, place, package.bytes())


def data_style(inside: str, kind: str = "number") -> str:
    return f'<number:{kind}-style style:name="{{name}}">{inside}</number:{kind}-style>'


WHOLE = '<number:number number:decimal-places="0" number:min-integer-digits="1"/>'
PADDED = '<number:number number:decimal-places="0" number:min-integer-digits="10"/>'
FRACTION = (
    '<number:fraction number:min-integer-digits="0" number:min-numerator-digits="1" number:min-denominator-digits="1"/>'
)
SCIENCE = (
    '<number:scientific-number number:decimal-places="1" number:min-integer-digits="1" number:min-exponent-digits="2"/>'
)


@KINDS
@pytest.mark.parametrize(
    ("sort", "number", "code", "style", "value", "told"),
    [
        (PERCENT, "12.34", "0", data_style(WHOLE), Decimal("12.34"), ROUNDED),
        (PERCENT, "12", "0", data_style(WHOLE), Decimal(12), ""),
        (PERCENT, "12.3", "# ?/?", data_style(FRACTION), None, "O422"),
        (PERCENT, "12.5", "# ?/?", data_style(FRACTION), Decimal("12.5"), ""),
        (FIGURE, "1234567", "0.0E+00", data_style(SCIENCE), None, "O422"),
        (
            FIGURE,
            "7",
            "(0)",
            data_style(f"<number:text>(</number:text>{WHOLE}<number:text>)</number:text>"),
            None,
            "O422",
        ),
        (FIGURE, "7", '"-"0', data_style(f"<number:text>-</number:text>{WHOLE}"), None, "O422"),
        (FIGURE, "7", '0"%"', data_style(f"{WHOLE}<number:text>%</number:text>"), None, "O422"),
        (FIGURE, "48", '0" nghìn"', data_style(f"{WHOLE}<number:text> nghìn</number:text>"), None, "O422"),
        (FIGURE, "48", '"≥ "0', data_style(f"<number:text>≥ </number:text>{WHOLE}"), None, "O422"),
        (FIGURE, "48", '0" trường"', data_style(f"{WHOLE}<number:text> trường</number:text>"), Decimal(48), ""),
        (
            FIGURE,
            "48",
            "0*0",
            data_style(f"{WHOLE}<number:fill-character>0</number:fill-character>"),
            None,
            "O422",
        ),
        (FIGURE, "45000", "dd/mm/yyyy", data_style("<number:day/><number:month/>", "date"), None, "O404"),
    ],
)
def test_a_figure_is_the_number_that_is_shown_or_is_told(kind, sort, number, code, style, value, told):
    place = place_of(kind, sort, "N5.06" if sort == FIGURE else "")
    found = numbered(kind, place, number, code, style)
    assert found.value == value
    assert found.told & {ROUNDED, "O404", "O422"} == frozenset({told} - {""})


NO_LEAST = '<number:number number:decimal-places="0" number:min-integer-digits="0"/>'


@KINDS
@pytest.mark.parametrize(("number", "hidden"), [("0", True), ("7", False)])
def test_nought_under_a_format_that_prints_none_is_told_as_hidden(kind, number, hidden):
    found = numbered(kind, place_of(kind, FIGURE, "N5.06"), number, "#,###", data_style(NO_LEAST))
    assert (found.value, "B213" in found.told) == (Decimal(number), hidden)


@pytest.mark.parametrize(
    ("code", "unit", "other"),
    [
        ('#,##0" triệu"', "triệu đồng", False),
        ('#,##0" tr.đ"', "triệu đồng", False),
        ('#,##0" tỷ"', "triệu đồng", True),
        ('#,##0" triệu"', "người", True),
        ('0"K"', "người", True),
        ('#,##0" trẻ"', "trẻ", False),
    ],
)
def test_a_word_that_multiplies_makes_another_number_but_for_the_unit_of_measure(code, unit, other):
    sheet = Sheet("A", {(1, 1): Decimal(48)}, shown={(1, 1): read_format(code)})
    seen = as_seen(sheet, (1, 1), Decimal(48), percent=False, decimals=0, unit=unit)
    assert seen.problem == ("O422" if other else "")


@KINDS
def test_a_percentage_under_a_rounding_percent_format_is_told_with_what_is_stored(kind):
    style = data_style(f"{WHOLE}<number:text>%</number:text>", "percentage")
    found = numbered(kind, place_of(kind, PERCENT), "0.9996", "0%", style)
    assert (found.value, ROUNDED in found.told) == (Decimal("99.96"), True)


def words_place(kind: str) -> Place:
    """Who prepared the form: words that are used as they are."""
    return next(p for p in form(kind).places if p.sort == WORDS and p.code == "phone")


@KINDS
def test_a_number_among_words_is_what_its_format_prints(kind):
    found = numbered(kind, words_place(kind), "255300003", "0000000000", data_style(PADDED))
    assert found.value == "0255300003"


@KINDS
@pytest.mark.parametrize(
    ("number", "code", "style"),
    [
        ("12.3", "# ?/?", data_style(FRACTION)),
        ("2.5", '0"0"', data_style(f"{WHOLE}<number:text>0</number:text>")),
    ],
)
def test_a_number_among_words_that_its_format_makes_another_is_told(kind, number, code, style):
    found = numbered(kind, words_place(kind), number, code, style)
    assert (found.value, "O422" in found.told) == (None, True)


def texted(kind: str, place: Place, text: str, code: str, style: str) -> Taken:
    """The form with a text under a format."""
    if kind == "ods":
        draft = OdsDraft(form(kind))
        draft.put(place, "string", "", f"<text:p>{text}</text:p>")
        draft.style(place, style)
        return said(kind, place, draft.bytes())
    if kind == "xls":
        records = XlsDraft(form(kind))
        records.put(place, (LABEL, records.head(place, records.style(place, code=code)) + unicode_string(text)))
        return said(kind, place, records.bytes())
    package = XlsxDraft(form(kind))
    package.put(place, f"<is><t>{text}</t></is>", "inlineStr", package.format(place, code=code))
    return said(kind, place, package.bytes())


CONTENT = "<number:text-content/>"


@KINDS
@pytest.mark.parametrize(
    ("code", "style", "told"),
    [
        ('@"5"', data_style(f"{CONTENT}<number:text>5</number:text>", "text"), "O422"),
        (";;;", data_style("<number:text/>", "text"), "B213"),
    ],
)
def test_a_text_that_its_format_adds_digits_to_or_hides_is_told(kind, code, style, told):
    assert told in texted(kind, place_of(kind, FIGURE, "N5.06"), "94", code, style).told


@KINDS
def test_words_that_a_format_prints_are_read_with_them(kind):
    style = data_style(f"<number:text>số </number:text>{CONTENT}", "text")
    assert texted(kind, words_place(kind), "94", '"số "@', style).value == "số 94"


def raised(kind: str, place: Place) -> bytes:
    """The form with a figure whose cell is set in raised signs."""
    if kind == "ods":
        draft = OdsDraft(form(kind))
        draft.put(place, "float", "3", "<text:p>3</text:p>")
        draft.style(place, text_properties='style:text-position="super 58%"')
        return draft.bytes()
    if kind == "xls":
        records = XlsDraft(form(kind))
        records.number(place, 3.0, records.style(place, font=records.font(raised=1)))
        return records.bytes()
    package = XlsxDraft(form(kind))
    package.put(place, "<v>3</v>", style=package.format(place, font="<vertAlign val='superscript'/>"))
    return package.bytes()


@KINDS
def test_a_figure_in_raised_signs_is_told(kind):
    place = place_of(kind, FIGURE, "N5.06")
    assert "O421" in said(kind, place, raised(kind, place)).told


@pytest.mark.parametrize("stored", ["abc", "1,5", "\xa012", "12 34", "INF", "1e400", "0x1F"])
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_is_no_number_where_a_number_is_stored_is_an_error(kind, stored):
    place = place_of(kind, FIGURE, "N5.06")
    if kind == "xlsx":
        package = XlsxDraft(form(kind))
        package.put(place, f"<v>{stored}</v>")
        data = package.bytes()
    else:
        draft = OdsDraft(form(kind))
        draft.put(place, "float", stored, "<text:p>12</text:p>")
        data = draft.bytes()
    assert "O410" in said(kind, place, data).told


@pytest.mark.parametrize(
    ("kind", "stored", "inside", "value"),
    [
        ("", "", "<text:p>94</text:p>", Decimal(94)),
        ("string", "", "<text:p>9<z:a xmlns:z='urn:z'>5</z:a>4</text:p>", Decimal(954)),
        ("string", "", "<text:p>94<text:hidden-text text:string-value='5'>5</text:hidden-text></text:p>", Decimal(94)),
        ("void", "", "<text:p>94</text:p>", None),
        ("Float", "94", "<text:p>94</text:p>", None),
        ("float", "", "<text:p>94</text:p>", None),
        ("time", "08:30", "<text:p>08:30</text:p>", None),
    ],
)
def test_an_ods_cell_without_a_sound_type_is_its_text_or_is_told(kind, stored, inside, value):
    place = place_of("ods", FIGURE, "N5.06")
    draft = OdsDraft(form("ods"))
    draft.put(place, kind, stored, inside)
    assert said("ods", place, draft.bytes()).value == value


@pytest.mark.parametrize(
    ("inside", "sort"), [("<f t='shared' si='77'/><v>12</v>", ""), ("<f>6*2</f>", "inlineStr"), ("<f/><v>12</v>", "")]
)
def test_a_formula_that_is_spelled_nowhere_or_keeps_no_text_has_no_result(inside, sort):
    place = place_of("xlsx", FIGURE, "N5.06")
    package = XlsxDraft(form("xlsx"))
    package.put(place, inside, sort)
    assert "O411" in said("xlsx", place, package.bytes()).told


@pytest.mark.parametrize("address", ["${0}", "{0} "])
def test_an_address_that_excel_does_not_write_refuses_the_file(address):
    place = place_of("xlsx", FIGURE, "N5.06")
    package = XlsxDraft(form("xlsx"))
    package.replace(place, f'<c r="{address.format(place.cell)}"><v>12</v></c>')
    assert [f.code for f in read(package.bytes(), "form.xlsx").findings] == ["T102"]


@pytest.mark.parametrize("number", ["-1", "1_0", "٣", "99999"])
def test_a_text_of_a_number_that_no_list_has_refuses_the_file(number):
    place = place_of("xlsx", FIGURE, "N5.06")
    package = XlsxDraft(form("xlsx"))
    package.put(place, f"<v>{number}</v>", "s")
    assert [f.code for f in read(package.bytes(), "form.xlsx").findings] == ["T102"]


def test_a_cell_with_an_inline_text_and_a_value_refuses_the_file():
    place = place_of("xlsx", FIGURE, "N5.06")
    package = XlsxDraft(form("xlsx"))
    package.put(place, "<v>12</v><is><t>34</t></is>", "inlineStr")
    assert [f.code for f in read(package.bytes(), "form.xlsx").findings] == ["T102"]


def test_sixty_thousand_formatted_rows_of_an_xls_form_are_passed_over():
    place = place_of("xls", FIGURE, "N5.06")
    draft = XlsDraft(form("xls"))
    sheet = draft.sheet(place)
    sheet[-1:-1] = [(BLANK, struct.pack("<HHH", row, 255, 15)) for row in range(5_000, 65_536)]
    stream = open_compound(draft.bytes()).stream("Workbook")

    assert all(kind != BLANK for kind, _ in records(within_reach(stream)))
    assert said("xls", place, draft.bytes()) == said("xls", place, form("xls").data)


@pytest.mark.parametrize(("number", "value", "told"), [("85.1", Decimal("85.1"), {ROUNDED}), ("0", Decimal(0), set())])
def test_the_built_in_format_of_accounts_rounds_and_prints_nought_as_a_dash(number, value, told):
    place = place_of("xlsx", PERCENT)
    package = XlsxDraft(form("xlsx"))
    package.put(place, f"<v>{number}</v>", style=package.format(place, number=41))
    found = said("xlsx", place, package.bytes())
    assert (found.value, found.told) == (value, told)
