"""The files of an edition by name: names in ASCII, so that they survive mail and every disk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from xlpy.basics.system import can_fork
from xlpy.intake.workers import Lost, run_all
from xlpy.model.edition import Edition
from xlpy.outputs.file_names import period_file_name
from xlpy.outputs.publish.csvout import tables
from xlpy.outputs.publish.jsonout import summary_json
from xlpy.outputs.publish.workbook import write_workbook

SUMMARY = "summary.json"
MANY = 5_000
"""Figures from which the workbook and the tables are worth two processes (where one is copied for nothing)."""
MINUTES = 10


def workbook_name(edition: Edition) -> str:
    """``Tong-hop-KH167_CN_2023-2024.xlsx``."""
    return period_file_name("Tong-hop", edition.catalogue, edition.period, ".xlsx")


def edition_files(edition: Edition) -> Mapping[str, bytes]:
    """All files of the edition's folder; the same edition gives the same bytes."""
    if len(edition.figures) < MANY or not can_fork():
        return {**_workbook(edition), **_tables(edition)}
    makers = (_workbook, _tables)
    outcomes = run_all(partial(_made, edition), range(len(makers)), workers=len(makers), deadline=MINUTES * 60)
    files: dict[str, bytes] = {}
    for maker, outcome in zip(makers, outcomes, strict=True):
        files |= maker(edition) if isinstance(outcome, Lost) else outcome.value
    return files


def _made(edition: Edition, number: int) -> dict[str, bytes]:
    return (_workbook, _tables)[number](edition)


def _workbook(edition: Edition) -> dict[str, bytes]:
    return {workbook_name(edition): write_workbook(edition)}


def _tables(edition: Edition) -> dict[str, bytes]:
    return {**tables(edition), SUMMARY: summary_json(edition).encode()}
