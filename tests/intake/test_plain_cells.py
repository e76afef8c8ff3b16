"""What is plainly spelled is read by a pattern; whatever it takes, the parser would have read alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlpy.intake.formats import xlsx_sheet, xlsx_strings
from xlpy.intake.formats.refusal import RefusalError
from xlpy.intake.formats.xlsx_cells import Legend
from xlpy.intake.formats.xlsx_plain_cells import NotPlainError
from xlpy.intake.formats.xlsx_strings import shared_strings
from xlpy.intake.formats.xlsx_styles import CellStyle
from xlpy.model.cells import Sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<worksheet xmlns="{MAIN}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    '<cols><col min="2" max="2" width="9" hidden="1"/></cols><sheetData>'
    '<row r="1" spans="1:3" hidden="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"/></row>'
    '<row r="2" x14ac:dyDescent="0.25"><c r="A2"><v>12</v></c><c r="B2" s="1"><v>0.5</v></c>'
    '<c r="C2" t="str"><f>IF(A2&lt;3,"&amp;",B2)</f><v>a &gt; b</v></c></row>'
    '<row r="3"><c r="A3" t="e"><v>#REF!</v></c><c r="B3"><f t="shared" ref="B3:B4" si="0">A2+1</f><v>13</v></c></row>'
    '<row r="4" ht="0.5"><c r="B4"><f t="shared" si="0"/><v>1</v></c><c r="C4" t="b"><v>1</v></c></row><row r="5"/>'
    '</sheetData><mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells></worksheet>'
)
STRINGS = (
    f'<sst xmlns="{MAIN}" count="3" uniqueCount="3"><si><t>Kế hoạch</t></si>'
    '<si><t xml:space="preserve"> a &lt; b </t></si><si><t>_x000D_x</t></si></sst>'
)
LEGEND = Legend(("chữ", "hai"), (CellStyle(), CellStyle(sort="gạch ngang", is_plain=False)))
ODD = (
    "", " ", "\n", "\t", "\r", "\0", "\ufffe", "<", ">", "&", "&amp;", "&lt;", "&#65;", "&x;", "]]>",
    "<!-- -->", "<!---->",
    "<![CDATA[7]]>", "<?x y?>", "7", "A", "a", "XFD", '"', "'", "=", "/", "/>", "</c>", "</row>", "<row>",
    '<row r="9">',
    "<v>", "</v>", "<v/>", "<f>", "</f>", "<is><t>z</t></is>", '<c r="A1"/>', '<c r="A9"><v>9</v></c>',
    "<c><v>4</v></c>",
    "<sheetData>", "</sheetData>", "<sheetData/>", '<x xmlns="urn:x"><sheetData>', "</sheetData></x>",
    ' xmlns="urn:x"',
    f' xmlns:m="{MAIN}"', "<m:v>8</m:v>", "m:", ' t="s"', ' t="inlineStr"', ' s="1"', ' s="77"', ' r="C9"',
    ' hidden="1"',
    ' xml:space="preserve"', "<si>", "</si>", "<si/>", "<r><t>y</t></r>", "<t>", "</t>", "_x000A_", "UTF-16",
    "１", "²",
)  # fmt: skip
"""What is put into a part, or in place of some of it."""


def sheet(content: bytes) -> Sheet | str:
    try:
        return xlsx_sheet.read_sheet("Trang", content, LEGEND)
    except RefusalError as refused:
        return repr(refused.refusal)


def texts(content: bytes) -> list[object] | str:
    try:
        return list(shared_strings(content))
    except RefusalError as refused:
        return repr(refused.refusal)


def by_parser() -> pytest.MonkeyPatch:
    """Both parts go to the parser, until undone."""

    def never(*_: object, **__: object) -> None:
        raise NotPlainError

    patch = pytest.MonkeyPatch()
    patch.setattr(xlsx_sheet, "_plainly", never)
    patch.setattr(xlsx_strings, "_plain_strings", never)
    return patch


def changed(text: str, changes: list[tuple[float, int, str]]) -> bytes:
    """The text with something put in at places, given as parts of its length, for so many characters."""
    for place, length, odd in changes:
        at = int(place * len(text))
        text = text[:at] + odd + text[at + length :]
    return text.encode("utf-8", "surrogatepass")


def at_a_tag(text: str, changes: list[tuple[int, int, str]]) -> bytes:
    """The same, the places being those at which a tag begins or ends."""
    for place, length, odd in changes:
        tags = [at + (sign == ">") for at, sign in enumerate(text) if sign in "<>"]
        at = tags[place % len(tags)]
        text = text[:at] + odd + text[at + length :]
    return text.encode("utf-8", "surrogatepass")


PUT = st.tuples(st.integers(0, 12), st.sampled_from(ODD))
ANYWHERE = st.lists(st.tuples(st.floats(0, 1), PUT).map(lambda each: (each[0], *each[1])), max_size=3)
AT_TAGS = st.lists(st.tuples(st.integers(0, 999), PUT).map(lambda each: (each[0], *each[1])), max_size=3)


def test_the_plain_sheet_is_taken_by_the_pattern() -> None:
    read = xlsx_sheet._plainly("Trang", SHEET.encode(), LEGEND, hidden=False)
    assert len(read.cells) == 8
    assert read.hidden_rows == {1, 4}


def test_plain_strings_are_taken_by_the_pattern() -> None:
    assert xlsx_strings._plain_strings(STRINGS.encode(), "") == ["Kế hoạch", " a < b ", "\rx"]


@given(st.one_of(ANYWHERE.map(lambda each: changed(SHEET, each)), AT_TAGS.map(lambda each: at_a_tag(SHEET, each))))
def test_a_changed_sheet_means_the_same_to_pattern_and_parser(content: bytes) -> None:
    ours = sheet(content)
    patch = by_parser()
    try:
        assert ours == sheet(content)
    finally:
        patch.undo()


def test_a_sheet_means_the_same_when_its_stretches_were_met_before() -> None:
    first = sheet(SHEET.encode())
    other = sheet(SHEET.replace("<v>12</v>", "<v>34</v>").encode())
    assert sheet(SHEET.encode()) == first != other


@given(st.one_of(ANYWHERE.map(lambda each: changed(STRINGS, each)), AT_TAGS.map(lambda each: at_a_tag(STRINGS, each))))
def test_changed_strings_mean_the_same_to_pattern_and_parser(content: bytes) -> None:
    ours = texts(content)
    patch = by_parser()
    try:
        assert ours == texts(content)
    finally:
        patch.undo()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<sheetData>", "<!-- <sheetData> --><sheetData>"),
        (
            "<sheetData>",
            '<x xmlns="urn:x"><sheetData><row r="9"><c r="A9"><v>9</v></c></row></sheetData></x><sheetData>',
        ),
        ("<sheetData>", '<sheetData plan167-cut="">'),
        ('xmlns="', 'xmlns:m="'),
        ('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
        (' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"', ""),
        ("<v>12</v>", "<v>1<!-- -->2</v>"),
        ("<v>12</v>", "<v>1&#50;</v>"),
        ("<v>12</v>", "<v>1\r\n2</v>"),
        ("<v>12</v>", "<v>12</v><v>13</v>"),
        ('<c r="B1"/>', '<c r="AAA1"><v>1</v></c>'),
        ('<c r="A2">', '<c r="A1">'),
        ("</sheetData>", '</sheetData><row r="9"><c r="A9"><v>9</v></c></row>'),
        ("</sheetData>", '</sheetData><sheetData><row r="9"><c r="A9"><v>9</v></c></row></sheetData>'),
        ('<row r="5"/>', '<row r="5"><c r="A5"><f>B5</f></c><c r="B5"><f t="shared" si="0"/></c></row>'),
        ('<row r="5"/>', '<row r="5"><c r="A5"><f>B5</f><v/></c><c r="B5"><f>A5</f><v></v></c></row>'),
        ('<row r="5"/>', '<row r="5"><c r="A5"><v>1</v><v>2</v></c></row>'),
        ('<row r="5"/>', '<row r="5"><c r="A5"><v/><v>2</v></c></row>'),
        ('<row r="5"/>', '<row r="5"><c r="A5" t="str"><v>a &x; b</v></c></row>'),
        ('<row r="5"/>', '<row r="5"><c r="A5" t="str"><v>a ]]> b</v></c></row>'),
        ('<row r="5"/>', '<row r="5"><c r="A5" t="s"><v>00</v></c></row>'),
        ('<row r="5"/>', '<row r="10000"><c r="A10000"><v>1</v></c></row>'),
        ('<row r="5"/>', '<row r="5"><c r="A5"><v>1</v></c><row r="6"/></row>'),
        ("<mergeCells", "<headerFooter><oddFooter>a &amp; b</oddFooter></headerFooter><mergeCells"),
        ("<mergeCells", "<headerFooter><oddFooter>a &x; b</oddFooter></headerFooter><mergeCells"),
        ("<mergeCells", "<headerFooter><oddFooter>a</oddFooter><oddHeader>b</oddFooter></headerFooter><mergeCells"),
    ],
)
def test_a_sheet_with_a_known_trap_means_the_same_to_pattern_and_parser(old: str, new: str) -> None:
    content = SHEET.replace(old, new, 1).encode()
    assert content != SHEET.encode()
    ours = sheet(content)
    patch = by_parser()
    try:
        assert ours == sheet(content)
    finally:
        patch.undo()
