"""For an office without Excel: the toolbar's extension and the workbook without macros."""

from __future__ import annotations

import argparse

from xlpy.app.commands.exits import DONE
from xlpy.basics.commit import write_all


def toolbar(options: argparse.Namespace) -> int:
    """Write both into a folder."""
    from workbook.src.build import build_plain  # noqa: PLC0415  (the workbook's builder)
    from workbook.src.ribbon import RIBBON  # noqa: PLC0415
    from xlpy.app.extension import FILE_NAME, build  # noqa: PLC0415

    written = write_all(options.out, {FILE_NAME: build(RIBBON.read_bytes()), "Plan167.xlsx": build_plain()})
    for path in written.values():
        print(path.resolve())
    return DONE
