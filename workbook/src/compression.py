"""The compression of VBA streams ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

import struct

CHUNK = 4096
"""Decompressed bytes of a chunk."""
SIGNATURE, RAW, COMPRESSED = 0x01, 0x3000, 0xB000
SHORTEST = 3
"""A copy of fewer bytes than this is no shorter than the bytes themselves."""


def compress(data: bytes) -> bytes:
    """A compressed container of ``data``; the same bytes always give the same container."""
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return bytes([SIGNATURE]) + b"".join(map(_container_chunk, chunks))


def _container_chunk(chunk: bytes) -> bytes:
    body = _tokens(chunk)
    if len(body) > CHUNK:
        return struct.pack("<H", RAW | (CHUNK - 1)) + chunk.ljust(CHUNK, b"\0")
    return struct.pack("<H", COMPRESSED | (len(body) - 1)) + body


def _tokens(chunk: bytes) -> bytes:
    """Groups of up to eight tokens, each group behind a byte whose bits say which tokens are copies."""
    out, position = bytearray(), 0
    while position < len(chunk):
        flags_at, flags = len(out), 0
        out.append(0)
        for bit in range(8):
            if position >= len(chunk):
                break
            offset, length = _longest_match(chunk, position)
            if length:
                flags |= 1 << bit
                out += struct.pack("<H", (offset - 1) << (16 - _offset_bits(position)) | (length - SHORTEST))
                position += length
            else:
                out.append(chunk[position])
                position += 1
        out[flags_at] = flags
    return bytes(out)


def _longest_match(chunk: bytes, position: int) -> tuple[int, int]:
    """How far back the longest earlier run begins, and its length; (0, 0) where none is worth a copy."""
    most = min((0xFFFF >> _offset_bits(position)) + SHORTEST, len(chunk) - position)
    offset, length = 0, SHORTEST - 1
    while length < most:
        at = chunk.find(chunk[position : position + length + 1], 0, position + length)
        if at < 0:
            break
        offset, length = position - at, length + 1
    return (offset, length) if offset else (0, 0)


def _offset_bits(position: int) -> int:
    """CopyToken Help ([MS-OVBA] 2.4.1.3.19.1): bits of a copy's offset at this place of the chunk."""
    return max((position - 1).bit_length(), 4)
