"""The VBA project of the master workbook: which modules it has, and its vbaProject.bin.

Only what [MS-OVBA] lets a writer write is written: no performance caches, so Excel compiles every module from its
source when it opens the file. The same sources give the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from workbook.src.compound import compound_file
from workbook.src.compression import compress
from workbook.src.vbamodule import Kind, Module
from workbook.src.vbastreams import dir_stream, names_stream, project_stream

HERE = Path(__file__).parent
PROJECT = "VBAProject"
WORKBOOK_CODE_NAME = "ThisWorkbook"
NO_CACHE = bytes.fromhex("cc61ffff000100")
"""The _VBA_PROJECT stream ([MS-OVBA] 2.3.4.1): version 0xFFFF, so that no reader looks for a cache."""


def modules(sheet_code_names: Iterable[str]) -> tuple[Module, ...]:
    """The modules of a workbook whose sheets have these code names, in their order.

    xlwings' own module and the class it uses come from the installed, pinned package.
    """
    package = _xlwings()
    return (
        Module(WORKBOOK_CODE_NAME, Kind.WORKBOOK),
        *(Module(name, Kind.SHEET) for name in sheet_code_names),
        Module("PlanRibbon", Kind.STANDARD, _text(HERE / "PlanRibbon.bas")),
        Module("xlwings", Kind.STANDARD, _text(package / "xlwings.bas")),
        Module("Dictionary", Kind.CLASS, _text(package / "addin" / "Dictionary.cls")),
    )


def _xlwings() -> Path:
    """The folder of the installed package, without the cost of importing it."""
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise RuntimeError("xlwings is not installed")
    return Path(found.origin).parent


def _text(path: Path) -> str:
    return path.read_bytes().decode("ascii")


def vba_project(sources: Sequence[Module]) -> bytes:
    """The vbaProject.bin of these modules. Raises ValueError for two modules of one name."""
    names = [module.name.lower() for module in sources]
    if len(set(names)) != len(names):
        raise ValueError(f"two modules of one name: {', '.join(names)}")
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"vba:{PROJECT}:{','.join(names)}")).upper()
    streams = {module.name: compress(module.source()) for module in sources}
    streams |= {"dir": compress(dir_stream(PROJECT, sources)), "_VBA_PROJECT": NO_CACHE}
    return compound_file(
        {
            "VBA": streams,
            "PROJECT": project_stream(PROJECT, sources, f"{{{identity}}}"),
            "PROJECTwm": names_stream(sources),
        }
    )
