"""The streams that describe a VBA project: dir, PROJECT and PROJECTwm ([MS-OVBA] 2.3)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from workbook.src.vbamodule import ENCODING, Kind, Module

CODE_PAGE = 1252
ENGLISH_US = 0x409
WINDOWS_64 = 3
REFERENCES = (
    (
        "stdole",
        r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    ),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files"
        r"\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)
"""The type libraries that every Excel project refers to; Excel finds them by their GUID, whatever the path."""


def dir_stream(name: str, modules: Sequence[Module]) -> bytes:
    """What is in the project, before compression ([MS-OVBA] 2.3.4.2)."""
    return b"".join([_information(name), *_references(), *_module_records(modules), _record(0x10)])


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", kind, len(data)) + data


def _text(kind: int, unicode_kind: int, text: str) -> bytes:
    return _record(kind, text.encode(ENCODING)) + _record(unicode_kind, text.encode("utf-16-le"))


def _information(name: str) -> bytes:
    zero = bytes(4)
    records = [
        _record(0x01, struct.pack("<I", WINDOWS_64)),
        _record(0x02, struct.pack("<I", ENGLISH_US)),
        _record(0x14, struct.pack("<I", ENGLISH_US)),
        _record(0x03, struct.pack("<H", CODE_PAGE)),
        _record(0x04, name.encode(ENCODING)),
        _text(0x05, 0x40, ""),  # description
        _record(0x06) + _record(0x3D),  # help files
        _record(0x07, zero) + _record(0x08, zero),  # help context, library flags
        struct.pack("<HIIH", 0x09, 4, 1, 1),  # version 1.1; 4 stands where other records have a size
        _text(0x0C, 0x3C, ""),  # conditional constants
    ]
    return b"".join(records)


def _references() -> Iterable[bytes]:
    for name, library in REFERENCES:
        raw = library.encode(ENCODING)
        yield _text(0x16, 0x3E, name) + _record(0x0D, struct.pack("<I", len(raw)) + raw + bytes(6))


def _module_records(modules: Sequence[Module]) -> Iterable[bytes]:
    zero, cookie = bytes(4), b"\xff\xff"
    yield _record(0x0F, struct.pack("<H", len(modules))) + _record(0x13, cookie)
    for module in modules:
        yield _text(0x19, 0x47, module.name) + _text(0x1A, 0x32, module.name) + _text(0x1C, 0x48, "")
        yield _record(0x31, zero)  # the source begins at the first byte of its stream: there is no cache before it
        yield _record(0x1E, zero) + _record(0x2C, cookie)
        yield _record(0x21 if module.kind is Kind.STANDARD else 0x22) + _record(0x2B)


def project_stream(name: str, modules: Sequence[Module], project_id: str) -> bytes:
    """The project's properties as lines of text ([MS-OVBA] 2.3.1): no protection, no password, visible."""
    word = {Kind.STANDARD: "Module={}", Kind.CLASS: "Class={}"}
    lines = [
        f'ID="{project_id}"',
        *(word.get(module.kind, "Document={}/&H00000000").format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(0x6C, project_id, bytes(4))}"',
        f'DPB="{_encrypted(0xDF, project_id, bytes(1))}"',
        f'GC="{_encrypted(0x52, project_id, bytes([255]))}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return ("\r\n".join(lines) + "\r\n").encode(ENCODING)


def _encrypted(seed: int, project_id: str, data: bytes) -> str:
    """[MS-OVBA] 2.4.3.2, with a fixed seed and zeros where any bytes may stand, so that builds are alike."""
    key = sum(project_id.encode("ascii")) & 0xFF
    out = [seed, seed ^ 2, seed ^ key]
    last_plain, newest, older = key, out[2], out[1]
    for byte in bytes((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        value = byte ^ ((older + last_plain) & 0xFF)
        out.append(value)
        last_plain, older, newest = byte, newest, value
    return bytes(out).hex().upper()


def names_stream(modules: Sequence[Module]) -> bytes:
    """PROJECTwm: each module's name in both encodings ([MS-OVBA] 2.3.3)."""
    names = (module.name.encode(ENCODING) + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in modules)
    return b"".join(names) + b"\0\0"
