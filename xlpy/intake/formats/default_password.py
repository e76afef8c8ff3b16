"""Workbooks that are encrypted, and yet open without a question: with the password that Excel tries by itself.

Excel for Windows up to 2010 encrypts so whoever protects the structure of an .xls; other programs do it for .xlsx.
"""

from __future__ import annotations

import re
from io import BytesIO

from xlpy.intake.formats.ole import CompoundFile
from xlpy.intake.formats.refusal import RefusalError, suspicious

DEFAULT_PASSWORD = "VelvetSweatshop"
"""By [MS-XLS] 2.2.10, which has it for workbooks that are encrypted and were given no password."""
MAX_SPINS = 1_000_000
"""Rounds of hashing that a file may ask for; Excel writes 100 000, and ten million would take half a minute."""
MAX_INFO = 1 << 16
"""Bytes of the description of an encryption; Excel's has about a thousand."""
_INFO, _PACKAGE = "EncryptionInfo", "EncryptedPackage"
_AGILE = b"\4\0\4\0"
"""How a description that goes on in XML begins ([MS-OFFCRYPTO] 2.3.4.10)."""
_DECLARATION = re.compile(rb"<\0?!")


def is_locked_package(compound: CompoundFile) -> bool:
    """Whether an OLE file holds a workbook of Excel since 2007, encrypted."""
    return _INFO in compound.entries or _PACKAGE in compound.entries


def unlocked(compound: CompoundFile) -> bytes:
    """The bytes of the file as it was before it was encrypted with the default password: a package, or an .xls.

    Raises `RefusalError`: T101 (another password, or a way of encrypting that is not known), T106 (an encryption that
    asks for too much work, or is described as no office program would).
    """
    if is_locked_package(compound):
        _check_description(compound)
    # Only for the few files that need it: cryptography takes a fifth of a second to load.
    from msoffcrypto import OfficeFile  # noqa: PLC0415

    try:
        file = OfficeFile(BytesIO(compound.data))
        if (spins := getattr(file, "info", {}).get("spinValue", 0)) > MAX_SPINS:
            raise suspicious(f"có khóa mã hóa lặp {spins} lần", f"{MAX_SPINS} lần")
        file.load_key(DEFAULT_PASSWORD)
        plain = BytesIO()
        file.decrypt(plain)
    except (RefusalError, MemoryError):
        raise
    except Exception as error:  # a wrong password, or damage, which the library meets with whatever comes
        raise RefusalError("T101") from error
    return plain.getvalue()


def _check_description(compound: CompoundFile) -> None:
    """Raise `RefusalError` (T106) for a description that is not to be parsed: too long, or with a document type."""
    size = compound.entries[_INFO].size if _INFO in compound.entries else 0
    if size > MAX_INFO:
        raise suspicious(f"có phần mô tả mã hóa dài {size >> 10} KB", f"{MAX_INFO >> 10} KB")
    if not size:
        raise RefusalError("T101")
    description = compound.stream(_INFO)
    if description.startswith(_AGILE) and _DECLARATION.search(description):
        raise suspicious("có khai báo DTD hoặc thực thể XML", "không được có")
