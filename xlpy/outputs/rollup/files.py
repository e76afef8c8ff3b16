"""The files of a roll-up by name; the same members give the same bytes, whatever their order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from xlpy.consolidation.rollup import percent_of, value_of
from xlpy.model.catalogue import Catalogue
from xlpy.model.rollup import RollUp, Sums
from xlpy.outputs.publish.csvout import escape, plain
from xlpy.outputs.rollup.book import write_book
from xlpy.outputs.rollup.state import state_json
from xlpy.outputs.rollup.tables import ROLL_UP

TABLE = "roll-up.csv"
COLUMNS = ("period", "member", "indicator", "value", "plan", "percent", "included", "missing")
WHOLE = ""
"""The member of rows over all members."""


def roll_up_files(catalogue: Catalogue, found: RollUp) -> Mapping[str, bytes]:
    """Workbook for people, table and state for programs."""
    name = f"Tong-hop-nhieu-noi_{found.whole.period.replace(' ', '_')}.xlsx"
    return {
        name: write_book(catalogue, found),
        TABLE: _table(catalogue, found),
        ROLL_UP: state_json(found).encode(),
    }


def _table(catalogue: Catalogue, found: RollUp) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for name, sums in ((WHOLE, found.whole.sums), *((m.name, m.part.sums) for m in found.members)):
        writer.writerows(_rows(catalogue, found.whole.period, name, sums))
    return stream.getvalue().encode("utf-8-sig")


def _rows(catalogue: Catalogue, period: str, name: str, sums: Mapping[str, Sums]) -> Iterator[tuple[str, ...]]:
    for indicator in catalogue.indicators:
        if (one := sums.get(indicator.code)) is not None:
            numbers = (value_of(indicator, one), one.plan, percent_of(one))
            lacking = "|".join(f"{reason}:{count}" for reason, count in (one.missing or {}).items())
            yield (period, escape(name), indicator.code, *map(plain, numbers), str(one.included), lacking)
