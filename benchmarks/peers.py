"""What the consolidation is compared with, each a whole process: ``python -m benchmarks.peers NAME FOLDER [OUT]``."""

from __future__ import annotations

import io
import sys
from pathlib import Path


def calamine(folder: Path) -> None:
    """The floor: python-calamine reads every sheet of the same bytes and nothing is done with them."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  (each peer loads only its own)

    for path in sorted(folder.iterdir()):
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def inflate(folder: Path) -> None:
    """The physical floor: every member of every package is unpacked, and nothing is done with it."""
    import zipfile  # noqa: PLC0415

    for path in sorted(folder.iterdir()):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            for name in package.namelist():
                package.read(name)


def pandas_loop(folder: Path, out: Path) -> None:
    """The loop an office would script: read_excel with openpyxl, concatenate, sum by indicator, write."""
    import pandas as pd  # noqa: PLC0415

    tables = []
    for path in sorted(folder.iterdir()):
        sheets = pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
        table = sheets["Chỉ tiêu"].iloc[7:, :9].copy()
        table.columns = pd.Index(["stt", "ma", "ten", "dvt", "ke_hoach", "thuc_hien", "ty_le", "truoc", "ghi_chu"])
        table["tep"] = path.name
        tables.append(table)
    everything = pd.concat(tables, ignore_index=True)
    for column in ("ke_hoach", "thuc_hien"):
        everything[column] = pd.to_numeric(everything[column], errors="coerce")
    sums = everything.groupby("ma", as_index=False)[["ke_hoach", "thuc_hien"]].sum()
    with pd.ExcelWriter(out, engine="openpyxl") as writer:
        sums.to_excel(writer, sheet_name="Tổng hợp", index=False)
        everything.to_excel(writer, sheet_name="Số liệu", index=False)


if __name__ == "__main__":
    if sys.argv[1] == "pandas":
        pandas_loop(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        {"calamine": calamine, "inflate": inflate}[sys.argv[1]](Path(sys.argv[2]))
