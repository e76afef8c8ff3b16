"""The files of an edition by name: names in ASCII, so that they survive mail and every disk."""

from __future__ import annotations

from collections.abc import Mapping

from xlpy.edition import Edition
from xlpy.publish.csvout import tables
from xlpy.publish.jsonout import summary_json
from xlpy.publish.workbook import write_workbook

SUMMARY = "summary.json"


def workbook_name(edition: Edition) -> str:
    """What the clerk looks for: plan, period and school year in the name."""
    return f"Tong-hop-KH167_{edition.period.code}_{edition.period.school_year}.xlsx"


def edition_files(edition: Edition) -> Mapping[str, bytes]:
    """All files of the edition's folder; the same edition gives the same bytes."""
    return {
        workbook_name(edition): write_workbook(edition),
        **tables(edition),
        SUMMARY: summary_json(edition).encode(),
    }
