"""The three files that only another program can give their last shape: .xls, .ods, and one with a password."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

PASSWORD = "quangngai"


def shape(data: bytes, office: str) -> bytes | None:
    """The .xlsx ``data`` as ``xls``, ``ods`` or under a ``password``; None where the program for it is not here.

    .xls and .ods are LibreOffice's work, the password msoffcrypto-tool's (``pip install msoffcrypto-tool``, in an
    environment of its own: nothing else needs it).
    """
    return _locked(data) if office == "password" else _saved(data, office)


def _saved(data: bytes, kind: str) -> bytes | None:
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "bieu.xlsx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{kind}").read_bytes()


def _locked(data: bytes) -> bytes | None:
    try:
        from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415
    except ImportError:
        return None
    locked = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(PASSWORD, locked)
    return locked.getvalue()
