"""Builds the master workbook from text: ``python -m workbook.src.build``; the same text gives the same bytes."""

from __future__ import annotations

import sys
from pathlib import Path

from workbook.src.layout import lay_out
from workbook.src.package import normalised, with_macros
from workbook.src.ribbon import RIBBON
from workbook.src.vbaproject import HERE, modules, vba_project
from xlpy.atomic import write_all
from xlpy.book.carry import tidied

BUILT = HERE.parent / "Plan167.xlsm"


def build(catalogue: str = "2023-2024") -> bytes:
    """The macro workbook (.xlsm) on a shipped catalogue."""
    book, names = lay_out(catalogue)
    return with_macros(tidied(book), vba_project(modules(names)), RIBBON.read_bytes())


def build_plain(catalogue: str = "2023-2024") -> bytes:
    """The same workbook without macros (.xlsx), for LibreOffice with the toolbar extension."""
    return normalised(tidied(lay_out(catalogue)[0]))


def main(arguments: list[str]) -> int:
    """Write the workbook: to the place given, else where it is committed; ``--catalogue NAME`` for another year."""
    catalogue = "2023-2024"
    if "--catalogue" in arguments:
        place = arguments.index("--catalogue")
        catalogue = arguments[place + 1]
        arguments = arguments[:place] + arguments[place + 2 :]
    target = Path(arguments[0]) if arguments else BUILT
    data = build(catalogue) if target.suffix == ".xlsm" else build_plain(catalogue)
    written = write_all(target.parent, {target.name: data})[target.name]
    print(f"{written.name}: {len(data)} byte")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
