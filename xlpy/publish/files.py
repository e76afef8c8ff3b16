"""The files of an edition by name: names in ASCII, so that they survive mail and every disk."""

from __future__ import annotations

from collections.abc import Mapping

from xlpy.edition import Edition
from xlpy.publish.csvout import tables
from xlpy.publish.jsonout import summary_json
from xlpy.publish.workbook import write_workbook

WORKBOOK, SUMMARY = "summary.xlsx", "summary.json"


def edition_files(edition: Edition) -> Mapping[str, bytes]:
    """All files of the edition's folder; the same edition gives the same bytes."""
    return {
        WORKBOOK: write_workbook(edition),
        **tables(edition),
        SUMMARY: summary_json(edition).encode(),
    }
