"""Bytes of a part edited where they stand: everything else stays, whatever the way the XML was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlpy.outputs.marked.cells import EditedSheet
from xlpy.outputs.marked.xmledit import Edits, Element, UneditableError, elements, xml_attribute, xml_text


def all_of(content: bytes) -> list[Element]:
    return elements(content, lambda _, __: True)


def test_an_element_knows_where_it_stands():
    content = '<a><!-- <b> --><x:b k="1>2" l=\'"\'>đ</x:b><c/></a>'.encode()
    root, b, c = all_of(content)
    assert content[b.start : b.opened] == b'<x:b k="1>2" l=\'"\'>'
    assert (content[b.opened : b.closing].decode(), content[b.closing : b.end]) == ("đ", b"</x:b>")
    assert (b.name, b.prefix, b.attributes, b.depth) == ("b", "x:", {"k": "1>2", "l": '"'}, 1)
    assert (c.is_empty_tag, root.is_empty_tag, content[c.start : c.end]) == (True, False, b"<c/>")


@pytest.mark.parametrize(
    "content",
    [
        b"<a><b></a>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a/>',
        b'<?xml version="1.0" encoding="windows-1258"?><a/>',
        "<a/>".encode("utf-16"),
        b"",
    ],
    ids=["malformed", "doctype", "encoding", "utf-16", "empty"],
)
def test_what_is_not_plain_xml_is_refused(content: bytes):
    with pytest.raises(UneditableError):
        all_of(content)


def test_a_byte_order_mark_moves_nothing():
    content = b"\xef\xbb\xbf<a><b/></a>"
    _, b = all_of(content)
    edits = Edits(content)
    edits.append(b, "x")
    assert edits.apply() == b"\xef\xbb\xbf<a><b>x</b></a>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<b s='1' t=\"s\"/>", '<b s="7" t="s"/>'),
        ("<b t='s'>x</b>", "<b t='s' s=\"7\">x</b>"),
        ("<b/>", '<b s="7"/>'),
        ('<b xs="1" />', '<b xs="1" s="7"/>'),
    ],
)
def test_an_attribute_is_set_in_place(before: str, after: str):
    content = f"<a>{before}</a>".encode()
    edits = Edits(content)
    edits.attributes(all_of(content)[1], {"s": "7"})
    assert edits.apply().decode() == f"<a>{after}</a>"


def test_an_attribute_is_taken_off():
    content = b'<a k="1" l="2"/>'
    edits = Edits(content)
    edits.attributes(all_of(content)[0], {"k": None, "m": None})
    assert edits.apply() == b'<a l="2"/>'


@pytest.mark.parametrize(
    ("before", "after"), [("<a/>", '<a count="2">x</a>'), ('<a count="1">y</a>', '<a count="2">yx</a>')]
)
def test_a_list_grows_and_states_its_length(before: str, after: str):
    edits = Edits(before.encode())
    edits.grow(all_of(before.encode())[0], "x", 2)
    assert edits.apply().decode() == after


def test_edits_of_the_same_bytes_are_refused():
    content = b"<a><b>x</b></a>"
    _, b = all_of(content)
    edits = Edits(content)
    edits.remove(b)
    edits.insert(b.opened, "y")
    with pytest.raises(UneditableError):
        edits.apply()


@pytest.mark.slow("search")
@given(st.text(max_size=30))
def test_any_text_can_be_put_in_and_read_back(text: str):
    content = f"<a>{xml_text(text)}</a>".encode()
    attribute = f"<a k={xml_attribute(text)}/>".encode()
    kept = "".join(
        c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff") else "\ufffd"
        for c in text
    )
    (element,) = all_of(attribute)
    assert (len(all_of(content)), element.attributes["k"]) == (1, kept)


SHEET = (
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<x:cols><x:col min="3" max="4" style="9"/></x:cols>'
    '<x:sheetData><x:row r="2" spans="1:2"><x:c r="A2" s="4"/><x:c><x:v>1</x:v></x:c></x:row>'
    '<x:row r="5" s="6" customFormat="1"/></x:sheetData></x:worksheet>'
)


def test_a_sheet_with_prefixes_and_without_references_is_edited_too():
    part = EditedSheet(SHEET.encode())
    part.restyle({(2, 2): 7, (2, 3): 8, (5, 1): 9, (3, 1): 10})
    text = part.applied().decode()
    assert '<x:c r="A2" s="4"/><x:c s="7"><x:v>1</x:v></x:c><x:c r="C2" s="8"/></x:row>' in text
    assert (
        '<x:row r="3"><x:c r="A3" s="10"/></x:row><x:row r="5" s="6" customFormat="1"><x:c r="A5" s="9"/></x:row>'
        in text
    )


@pytest.mark.parametrize(("at", "style"), [((2, 1), 4), ((2, 2), 0), ((5, 3), 6), ((9, 3), 9), ((9, 5), 0)])
def test_a_cell_s_format_is_its_own_its_row_s_or_its_column_s(at: tuple[int, int], style: int):
    assert EditedSheet(SHEET.encode()).style_at(at) == style


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="A2"/></row>',
        '<row r="1"><c r="x"/></row>',
    ],
)
def test_cells_out_of_order_are_refused(rows: str):
    with pytest.raises(UneditableError):
        EditedSheet(f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode())
