"""Plain workbooks encrypted in each of the ways that Excel has; layouts after [MS-OFFCRYPTO] and [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Callable
from hashlib import md5, sha1
from io import BytesIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from msoffcrypto.method.ecma376_standard import ECMA376Standard
from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

from tests.raw_ole import compound
from xlpy.intake.formats.default_password import DEFAULT_PASSWORD
from xlpy.intake.formats.ole import open_compound
from xlpy.intake.formats.xls_records import records

SALT, VERIFIER = bytes(range(16)), bytes(range(16, 32))
_FILEPASS, _BOF, _BOUNDSHEET = 0x2F, 0x809, 0x85
_NEVER = (_BOF, _FILEPASS, 0x191, 0x195, 0xE1, 0x196, 0x138)
"""Records that are never encrypted ([MS-XLS] 2.2.10)."""


def agile(package: bytes, password: str = DEFAULT_PASSWORD, spins: int = 1000) -> bytes:
    """A package as Excel 2010 and later encrypt it."""
    return ECMA376Agile.encrypt(password, BytesIO(package), spin_count=spins)  # type: ignore[no-any-return]


def standard(package: bytes, password: str = DEFAULT_PASSWORD) -> bytes:
    """A package as Excel 2007 encrypts it."""
    key = ECMA376Standard.makekey_from_password(password, 0x660E, 0x8004, 0x18, 128, 16, SALT)

    def sealed(plain: bytes) -> bytes:
        cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
        return cipher.update(plain + bytes(-len(plain) % 16)) + cipher.finalize()

    header = struct.pack("<8L", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + "AES\0".encode("utf-16-le")
    verifier = struct.pack("<L", 16) + SALT + sealed(VERIFIER) + struct.pack("<L", 20) + sealed(sha1(VERIFIER).digest())
    info = struct.pack("<HHLL", 4, 2, 0x24, len(header)) + header + verifier
    content = struct.pack("<Q", len(package)) + sealed(package)
    return compound(("EncryptionInfo", info), ("EncryptedPackage", content))


def rc4(workbook: bytes, password: str = DEFAULT_PASSWORD) -> bytes:
    """An .xls as Excel 97 encrypts it."""
    verifier = DocumentRC4.decrypt(password, SALT, BytesIO(VERIFIER + md5(VERIFIER).digest())).read()
    info = struct.pack("<HHH", 1, 1, 1) + SALT + verifier
    return _xls(workbook, info, lambda plain: DocumentRC4.decrypt(password, SALT, BytesIO(plain), 1024).read())


def rc4_by_provider(workbook: bytes, password: str = DEFAULT_PASSWORD) -> bytes:
    """An .xls as Excel 2002 and later encrypt it, by a cryptographic provider of Windows."""
    seal = DocumentRC4CryptoAPI.decrypt
    verifier = seal(password, SALT, 128, BytesIO(VERIFIER + sha1(VERIFIER).digest())).read()
    header = struct.pack("<8L", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + "RC4\0".encode("utf-16-le")
    info = struct.pack("<HHHLL", 1, 4, 2, 4, len(header)) + header
    info += struct.pack("<L", 16) + SALT + verifier[:16] + struct.pack("<L", 20) + verifier[16:]
    return _xls(workbook, info, lambda plain: seal(password, SALT, 128, BytesIO(plain), 1024).read())


def described(encrypted: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with the description of its encryption changed."""
    opened = open_compound(encrypted)
    info = change(opened.stream("EncryptionInfo"))
    content = opened.stream("EncryptedPackage")
    return compound(("EncryptionInfo", info.ljust(4096)), ("EncryptedPackage", content))


def _xls(workbook: bytes, info: bytes, seal: Callable[[bytes], bytes]) -> bytes:
    plain = open_compound(workbook).stream("Workbook")
    filepass = struct.pack("<HH", _FILEPASS, len(info)) + info
    open_stream, is_first = b"", True
    kept: list[tuple[int, bytes]] = []
    for kind, content in records(plain):
        body = content
        if kind == _BOUNDSHEET:  # the place of its sheet moves by the record that is put in
            body = struct.pack("<L", struct.unpack_from("<L", content)[0] + len(filepass)) + content[4:]
        kept.append((len(open_stream) + 4, body[:4] if kind == _BOUNDSHEET else body if kind in _NEVER else b""))
        open_stream += struct.pack("<HH", kind, len(body)) + body
        if is_first:
            kept.append((len(open_stream) + 4, info))
            open_stream, is_first = open_stream + filepass, False
    sealed = bytearray(seal(open_stream))
    position = 0
    while position + 4 <= len(open_stream):
        sealed[position : position + 4] = open_stream[position : position + 4]
        position += 4 + struct.unpack_from("<H", open_stream, position + 2)[0]
    for at, body in kept:
        sealed[at : at + len(body)] = body
    return compound(("Workbook", bytes(sealed[: len(open_stream)])))
