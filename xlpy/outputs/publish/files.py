"""The files of an edition by name: names in ASCII, so that they survive mail and every disk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import BinaryIO

from xlpy.basics.commit import Content
from xlpy.model.edition import Edition
from xlpy.outputs.file_names import period_file_name
from xlpy.outputs.publish.csvout import TABLES, put_table, tables
from xlpy.outputs.publish.jsonout import summary_json, summary_pieces
from xlpy.outputs.publish.workbook import put_workbook, write_workbook

SUMMARY = "summary.json"
MANY = 50_000
"""Figures from which files are better written where they go than held: those of some 500 units."""


def workbook_name(edition: Edition) -> str:
    """``Tong-hop-KH167_CN_2023-2024.xlsx``."""
    return period_file_name("Tong-hop", edition.catalogue, edition.period, ".xlsx")


def edition_files(edition: Edition) -> Mapping[str, bytes]:
    """All files of the edition's folder; the same edition gives the same bytes."""
    return {workbook_name(edition): write_workbook(edition), **tables(edition), SUMMARY: summary_json(edition).encode()}


def edition_contents(edition: Edition) -> Mapping[str, Content]:
    """The same files for whoever puts them on the disk: a large edition's are made there one by one, none is held."""
    if len(edition.figures) < MANY:
        return edition_files(edition)
    made = {name: partial(put_table, name, edition) for name in TABLES}
    return {workbook_name(edition): partial(put_workbook, edition), **made, SUMMARY: partial(_put_summary, edition)}


def _put_summary(edition: Edition, stream: BinaryIO) -> None:
    stream.writelines(piece.encode() for piece in summary_pieces(edition))
