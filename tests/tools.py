"""Programs outside Python that some tests need: LibreOffice and the Open XML SDK validator."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from xlpy.outputs.word import fonts

ROOT = Path(__file__).resolve().parents[1]
VALIDATOR_VARIABLE, VALIDATOR = "PLAN167_VALIDATOR", "ooxml-validator"
SECONDS = 180
THOROUGH = bool(os.environ.get("PLAN167_THOROUGH"))
"""More examples and more versions: for a machine that has time, as in ``.ci/run``."""


def soffice() -> str | None:
    """The LibreOffice program, or None."""
    return shutil.which("soffice")


def need_pages_as_in_word() -> None:
    """Skip a test that counts printed pages where letters are wider than those of Times New Roman."""
    if fonts.stand_in() not in ("", *fonts.LIKE_IT[:3]) and not os.environ.get("PLAN167_NO_SKIP"):
        pytest.skip("no family here has the widths of Times New Roman and all Vietnamese letters (fonts-liberation2)")


def find_validator() -> list[str] | None:
    """The validator's command: $PLAN167_VALIDATOR, else the repository's node_modules, else the PATH."""
    local = ROOT / "node_modules" / ".bin" / VALIDATOR
    named = os.environ.get(VALIDATOR_VARIABLE) or (str(local) if local.exists() else shutil.which(VALIDATOR))
    return [named] if named else None


FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "fods": "OpenDocument Spreadsheet Flat XML",
    "pdf": "calc_pdf_Export",
}
"""LibreOffice's names of what it writes, by suffix."""
_offices: list[Any] = []


def shared_office() -> Any:
    """The one headless LibreOffice of this worker: started when it is first asked for, anew where it has died.

    Raises UnoMissing, OfficeMissing.
    """
    from xlpy.book.libreoffice import office  # noqa: PLC0415  (only where LibreOffice is asked for)

    if _offices and _offices[-1].process.poll() is not None:
        end_shared_office()
    if not _offices:
        _offices.append(office.Office().__enter__())
    return _offices[-1]


def end_shared_office() -> None:
    """End the LibreOffice of this worker if it was started."""
    while _offices:
        _offices.pop().__exit__(None, None, None)


def soffice_convert(path: Path, to: str, outdir: Path) -> Path:
    """Convert a file with the shared LibreOffice; returns the new file.

    ``to`` is one of FILTERS. Raises RuntimeError where LibreOffice can't, with its words.
    """
    from xlpy.book.libreoffice import bridge  # noqa: PLC0415  (only where LibreOffice is asked for)

    if soffice() is None:
        raise RuntimeError("LibreOffice (soffice) is not installed")
    made = outdir / f"{path.stem}.{to}"
    try:
        desktop = shared_office().desktop
    except bridge.UnoMissing:  # a LibreOffice for another Python: it can convert, but not be talked to
        return _convert_alone(path, to, outdir)
    document = desktop.loadComponentFromURL(bridge.url(path), "_blank", 0, (bridge.option("Hidden", True),))
    if document is None:
        raise RuntimeError(f"{path.name}: LibreOffice does not open it")
    try:
        is_text = document.supportsService("com.sun.star.text.TextDocument")
        name = "writer_pdf_Export" if is_text and to == "pdf" else FILTERS[to]
        outdir.mkdir(parents=True, exist_ok=True)
        document.storeToURL(bridge.url(made), (bridge.option("FilterName", name),))
    finally:
        document.close(True)
    return made


def _convert_alone(path: Path, to: str, outdir: Path) -> Path:
    """The same by a LibreOffice of its own, with a profile of its own."""
    program = soffice()
    assert program is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", to]
        command += ["--outdir", str(outdir), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    made = outdir / f"{path.stem}.{to}"
    if done.returncode or not made.exists():
        raise RuntimeError(f"{path.name} -> {to}: {done.stdout}{done.stderr}")
    return made


def link_to_folder(link: Path, target: Path) -> Path:
    """Make a link to a folder that needs no rights, and give it: a symbolic link, on Windows a junction."""
    if sys.platform == "win32":
        import _winapi  # noqa: PLC0415  (only there)

        _winapi.CreateJunction(str(target), str(link))
    else:
        link.symlink_to(target, target_is_directory=True)
    return link


def validate(paths: Iterable[Path], version: str = "Microsoft365") -> str:
    """What the Open XML SDK finds wrong in the files, a line each; '' where all are valid."""
    command = find_validator()
    if command is None:
        raise RuntimeError("the Open XML SDK validator is not installed")
    lines = []
    for path in paths:
        call = [*command, str(path), "--officeVersion", version]
        done = subprocess.run(call, capture_output=True, text=True, timeout=SECONDS, check=False)
        if done.returncode == 2:
            raise RuntimeError(done.stdout + done.stderr)
        report = json.loads(done.stdout)
        lines += [f"{path.name}: {json.dumps(e, ensure_ascii=False)}" for e in report.get("errors", [])]
        if done.returncode and not lines:
            lines.append(f"{path.name}: {done.stdout}")
    return "\n".join(lines)
