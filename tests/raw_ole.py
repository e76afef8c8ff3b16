"""OLE files written sector by sector, so that a test can say exactly what stands in the file ([MS-CFB])."""

from __future__ import annotations

import struct

from xlpy.intake.formats.ole import SIGNATURE

_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(*streams: tuple[str, bytes], root: str = "Root Entry") -> bytes:
    """An OLE file with these streams, from the shortest name to the longest; zeros fill each up to 4096 bytes.

    Sectors have 512 bytes; the tables of them stand first, so all streams together may have some 7 MB.
    """
    filled = [(name, content.ljust(4096, b"\0")) for name, content in streams]
    counts = [-(-len(content) // 512) for _, content in filled]
    tables = -(-(sum(counts) + 1) // 127)
    fat = [_TABLE] * tables + [_END]
    entries = [_entry(root, 5, _END, 0, child=1 if streams else _FREE)]
    for number, ((name, content), count) in enumerate(zip(filled, counts, strict=True), 1):
        # The tree of names leans to the right: each name is longer than the one before.
        entries.append(_entry(name, 2, len(fat), len(content), right=number + 1 if number < len(streams) else _FREE))
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
    fat += [_FREE] * (128 * tables - len(fat))
    header = SIGNATURE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    header += struct.pack("<LLLLLLLL", tables, tables, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109L", *range(tables), *[_FREE] * (109 - tables))
    body = b"".join(content.ljust(count * 512, b"\0") for (_, content), count in zip(filled, counts, strict=True))
    return header + struct.pack(f"<{len(fat)}L", *fat) + b"".join(entries).ljust(512, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBLLL", len(text), kind, 1, _FREE, right, child)
    return head.ljust(116, b"\0") + struct.pack("<LQ", start, size)
