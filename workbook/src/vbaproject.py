"""The VBA project of the master workbook: which modules it has, and its vbaProject.bin.

Only what [MS-OVBA] lets a writer write is written: no performance caches, so Excel compiles every module from its
source when it opens the file. The same sources give the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
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

    xlwings' own module is not among them. Its RunPython looks for files by functions that know only the letters of the
    PC's code page, and shows boxes in English. It also declares functions of Windows, which a rule of Microsoft
    Defender ("Block Win32 API calls from Office macros") looks for.
    """
    return (
        Module(WORKBOOK_CODE_NAME, Kind.WORKBOOK),
        *(Module(name, Kind.SHEET) for name in sheet_code_names),
        Module("PlanRibbon", Kind.STANDARD, (HERE / "PlanRibbon.bas").read_text(encoding="ascii")),
    )


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
