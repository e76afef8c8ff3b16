"""The VBA project that we write: two independent readers give back our sources, and two builds are alike."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from importlib.util import find_spec
from pathlib import Path

import olefile  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests import tiny_macro_book, tools
from workbook.src.compound import compound_file
from workbook.src.compression import compress
from workbook.src.vbamodule import Kind, Module
from workbook.src.vbaproject import HERE, modules, vba_project

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # oletools' own code calls pyparsing by old names
    from oletools.olevba import VBA_Parser, decompress_stream

SHEETS = ("SheetPlan", "SheetConf")
VERSION_RECORD = 0x09
"""The one record that has no size of its own."""


def sources_by_olevba(vba: bytes) -> dict[str, bytes]:
    parser = VBA_Parser("vbaProject.bin", data=vba)
    try:
        return {Path(name).stem: code.encode("cp1252") for _, _, name, code in parser.extract_all_macros()}
    finally:
        parser.close()


@pytest.fixture(scope="module")
def vba() -> bytes:
    return vba_project(modules(SHEETS))


def test_olevba_gives_every_module_back_byte_for_byte(vba):
    assert sources_by_olevba(vba) == {module.name: module.source() for module in modules(SHEETS)}


@pytest.mark.office
def test_libreoffice_gives_every_line_of_our_code_back(tmp_path):
    book = tmp_path / "sổ.xlsm"
    book.write_bytes(tiny_macro_book.macro_enabled())
    with zipfile.ZipFile(tools.soffice_convert(book, "ods", tmp_path)) as archive:
        for module in modules(SHEETS):
            text = etree.fromstring(archive.read(f"Basic/VBAProject/{module.name}.xml")).text or ""
            # LibreOffice shows what it makes of the attributes as remarks of its own before the code
            shown = [line for line in text.splitlines() if not line.startswith(("Rem Attribute", "Option "))]
            lines = module.source().decode("cp1252").splitlines()
            code = [line for line in lines if not line.startswith(("Attribute ", "Option "))]
            assert "\n".join(shown).strip() == "\n".join(code).strip(), module.name


def test_a_changed_letter_of_a_source_is_seen_by_the_comparison(vba):
    changed = [Module(one.name, one.kind, one.code.replace(".Run(", ".Ran(")) for one in modules(SHEETS)]
    assert sources_by_olevba(vba_project(changed)) != sources_by_olevba(vba)


def test_two_builds_give_the_same_bytes(vba):
    assert vba_project(modules(SHEETS)) == vba


def test_the_project_refers_to_no_path_of_this_machine(vba):
    assert str(HERE.parents[1]).encode() not in vba
    assert str(Path.home()).encode() not in vba


def test_each_sheet_has_a_document_module_and_the_workbook_one(vba):
    with olefile.OleFileIO(io.BytesIO(vba)) as file:
        project = file.openstream("PROJECT").read().decode().splitlines()
    assert [line for line in project if line.startswith(("Document", "Module", "Class"))] == [
        "Document=ThisWorkbook/&H00000000",
        "Document=SheetPlan/&H00000000",
        "Document=SheetConf/&H00000000",
        "Module=PlanRibbon",
    ]


def by_excel() -> bytes:
    """A VBA project that Excel wrote: of the workbook that xlwings ships for beginners."""
    found = find_spec("xlwings")
    assert found is not None
    book = Path(str(found.origin)).with_name("quickstart_standalone.xlsm")
    with zipfile.ZipFile(book) as archive:
        return archive.read("xl/vbaProject.bin")


def fields(vba: bytes) -> dict[str, str]:
    """The properties of a project by name, without quotation marks."""
    with olefile.OleFileIO(io.BytesIO(vba)) as file:
        lines = file.openstream("PROJECT").read().decode("cp1252").splitlines()
    return {key: value.strip('"') for key, _, value in (line.partition("=") for line in lines)}


def records(vba: bytes) -> list[int]:
    """The kinds of records of a project's dir stream in order, each of those of references and modules once."""
    with olefile.OleFileIO(io.BytesIO(vba)) as file:
        raw = bytes(decompress_stream(bytearray(file.openstream("VBA/dir").read())))
    kinds, position = [], 0
    while position < len(raw):
        kind, size = struct.unpack_from("<HI", raw, position)
        kinds.append(kind)
        position += 6 + (6 if kind == VERSION_RECORD else size)
    return list(dict.fromkeys(kinds))


def test_the_records_of_the_project_stand_in_the_order_of_excel(vba):
    controls = {0x33, 0x2F, 0x30}  # a reference to a library of forms, which we do not have
    assert records(vba) == [kind for kind in records(by_excel()) if kind not in controls]


def test_the_streams_of_the_project_are_those_of_excel(vba):
    with olefile.OleFileIO(io.BytesIO(vba)) as ours, olefile.OleFileIO(io.BytesIO(by_excel())) as other:
        assert {name[0] for name in ours.listdir()} == {name[0] for name in other.listdir()}
        assert ours.openstream("VBA/_VBA_PROJECT").read() == other.openstream("VBA/_VBA_PROJECT").read()


def decrypted(text: str, project_id: str) -> bytes:
    """[MS-OVBA] 2.4.3.3, written anew for this test: the data of CMG, DPB or GC."""
    raw = bytes.fromhex(text)
    seed, version_enc, key_enc, *rest = raw
    assert version_enc ^ seed == 2
    assert key_enc ^ seed == sum(project_id.encode()) & 0xFF
    plain_last, enc_last, enc_before = key_enc ^ seed, key_enc, version_enc
    plain = []
    for byte in rest:
        plain.append(byte ^ ((enc_before + plain_last) & 0xFF))
        enc_before, enc_last, plain_last = enc_last, byte, plain[-1]
    ignored = (seed & 6) // 2
    length = int.from_bytes(bytes(plain[ignored : ignored + 4]), "little")
    data = bytes(plain[ignored + 4 :])
    assert len(data) == length
    return data


@pytest.mark.parametrize("made", [by_excel, lambda: vba_project(modules(SHEETS))], ids=["Excel's", "ours"])
def test_a_project_is_neither_protected_nor_hidden(made):
    found = fields(made())
    plain = {key: decrypted(found[key], found["ID"]) for key in ("CMG", "DPB", "GC")}
    assert plain == {"CMG": bytes(4), "DPB": b"\0", "GC": b"\xff"}


def test_two_modules_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two modules of one name"):
        vba_project([Module("A", Kind.STANDARD), Module("a", Kind.STANDARD)])


def test_a_source_that_names_itself_otherwise_is_refused():
    with pytest.raises(ValueError, match="names itself"):
        Module("A", Kind.STANDARD, 'Attribute VB_Name = "B"\n').source()


def test_a_class_loses_its_export_header_and_keeps_its_own_attributes():
    code = 'VERSION 1.0 CLASS\nBEGIN\nEND\nAttribute VB_Name = "A"\nAttribute VB_Exposed = True\nDim x\n\n'
    lines = Module("A", Kind.CLASS, code).source().decode().split("\r\n")
    assert lines[0] == 'Attribute VB_Name = "A"'
    assert "Attribute VB_Exposed = True" in lines
    assert lines[-2:] == ["Dim x", ""]


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=9000),
        st.text("ab \n", max_size=9000).map(str.encode),
        st.integers(0, 9000).map(lambda n: b"x" * n),
    )
)
def test_what_is_compressed_is_read_back(data):
    packed = compress(data)
    # a chunk that cannot be made smaller is stored whole: its last one is filled up with zeros
    assert bytes(decompress_stream(bytearray(packed))).rstrip(b"\0") == data.rstrip(b"\0")


def test_repeating_text_becomes_much_smaller():
    assert len(compress(b"Dim a As String\r\n" * 200)) < 600


SIZES = st.one_of(st.integers(0, 200), st.sampled_from([63, 64, 65, 4095, 4096, 4097, 70_000]))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text("abcdefgXYZ_1", min_size=1, max_size=31), SIZES, max_size=9), st.data())
def test_a_compound_file_is_read_back_stream_by_stream(sizes, data):
    names = list({name.lower(): name for name in sizes}.values())
    streams = {name: bytes(range(256)) * (sizes[name] // 256) + bytes(sizes[name] % 256) for name in names}
    raw = compound_file({"VBA": streams, "top": b"t" * data.draw(SIZES)})
    with olefile.OleFileIO(io.BytesIO(raw)) as file:
        assert sorted(file.listdir()) == sorted([["top"], *(["VBA", name] for name in streams)])
        for name, content in streams.items():
            assert file.openstream(["VBA", name]).read() == content
        assert not file.parsing_issues


@pytest.mark.parametrize("size", [0, 1, 60_000])
def test_a_compound_file_is_made_of_whole_sectors(size):
    assert len(compound_file({"a": bytes(size)})) % 512 == 0


def test_a_compound_file_too_large_for_its_header_is_refused():
    with pytest.raises(ValueError, match=r"over 6\.8 MB"):
        compound_file({"a": bytes(7_200_000)})


def test_a_name_too_long_for_the_directory_is_refused():
    with pytest.raises(ValueError, match="over 31 characters"):
        compound_file({"a" * 32: b""})
