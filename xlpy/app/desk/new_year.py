"""The button Năm học mới: next year's catalogue from the workbook's own, and a workbook that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from xlpy.app.desk.desk import ButtonAnswer, CancelledError, Desk, DeskError
from xlpy.app.desk.put import put
from xlpy.app.new_year import LIST, refuse_over, year_files
from xlpy.app.product_files import below, diverted
from xlpy.basics.commit import write_all
from xlpy.book.catalogue import stored_tables
from xlpy.catalogue.new_year import next_year

SHOWN = 8
"""So many things to look at are told at once; all of them stand in the list."""


def new_year(desk: Desk) -> ButtonAnswer:
    """Ask for the plan, write the catalogue's folder and a workbook on it; this year's workbook stays as it is."""
    tables = stored_tables(desk.book, desk.words)
    number = _asked(desk, "plan_number")
    day = _day(desk, _asked(desk, "plan_day")) if number else None
    made = next_year(tables, number, day)
    folder, workbook = f"danh-muc-{made.school_year}", f"Plan167-{made.school_year}{desk.book.path.suffix}"
    refuse_over(desk.home / folder)
    if (desk.home / workbook).exists():
        raise DeskError(desk.words.fill("refusals", "workbook_there", file=workbook, folder=desk.home))
    files = year_files(made)
    files = {**below(folder, files), workbook: _workbook(files, desk.book.path.suffix)}
    written = put(desk, "new_year", desk.home, files, made.school_year)
    first = "\n".join(f"– {remark.sentence}" for remark in made.remarks[:SHOWN])
    text = desk.words.fill(
        "answers",
        "new_year_made",
        year=made.school_year,
        workbook=workbook,
        folder=folder,
        count=len(made.remarks),
        list=LIST,
        first=first,
    )
    text += desk.held_open(diverted(written.files))
    return ButtonAnswer(text, made.school_year, to_act=bool(made.remarks), in_journal=written.in_journal)


def _asked(desk: Desk, question: str) -> str:
    """What was typed; raises CancelledError where the box was cancelled."""
    typed = desk.host.ask_text(question, desk.words.text("questions", question))
    if typed is None:
        raise CancelledError(desk.words.text("questions", "cancelled"))
    return typed.strip()


def _day(desk: Desk, text: str) -> date | None:
    """The plan's day, not known where the box was left empty. Raises DeskError for a text that is no day."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError as fault:
        raise DeskError(desk.words.fill("refusals", "no_day", text=text)) from fault


def _workbook(files: Mapping[str, bytes], suffix: str) -> bytes:
    """A workbook on the new catalogue; with macros where this one has them."""
    from workbook.src.build import build, build_plain  # noqa: PLC0415  (the builder: only where a workbook is made)

    with TemporaryDirectory() as folder:
        write_all(Path(folder), files)
        return (build if suffix == ".xlsm" else build_plain)(Path(folder))
