"""Builds the master workbook from text: ``python -m workbook.src.build``; the same text gives the same bytes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from workbook.src.layout import SHIPPED, lay_out
from workbook.src.package import normalised, with_macros
from workbook.src.ribbon import RIBBON
from workbook.src.vbaproject import HERE, modules, vba_project
from xlpy.basics.commit import write_all
from xlpy.book.carry import tidied
from xlpy.catalogue.load import DATA

BUILT = HERE.parent / "Plan167.xlsm"


def build(catalogue: Path = DATA / SHIPPED) -> bytes:
    """The macro workbook (.xlsm) on the catalogue of a folder."""
    book, names = lay_out(catalogue)
    return with_macros(tidied(book), vba_project(modules(names)), RIBBON.read_bytes())


def build_plain(catalogue: Path = DATA / SHIPPED) -> bytes:
    """The same workbook without macros (.xlsx), for LibreOffice with the toolbar extension."""
    return normalised(tidied(lay_out(catalogue)[0]))


def main(arguments: list[str]) -> int:
    """Write the workbook: to the place given, else where it is committed."""
    parser = argparse.ArgumentParser(prog="python -m workbook.src.build", description=__doc__)
    parser.add_argument("target", type=Path, nargs="?", default=BUILT, help=".xlsm, or .xlsx for LibreOffice")
    parser.add_argument("--catalogue", default=SHIPPED, help="a shipped catalogue or a folder of tables")
    options = parser.parse_args(arguments)
    folder = Path(options.catalogue) if Path(options.catalogue).is_dir() else DATA / options.catalogue
    target: Path = options.target
    data = build(folder) if target.suffix == ".xlsm" else build_plain(folder)
    written = write_all(target.parent, {target.name: data})[target.name]
    print(f"{written.name}: {len(data)} byte")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
