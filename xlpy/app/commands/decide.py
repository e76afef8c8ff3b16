"""``plan167 decide …``: the office's decisions from the command line, into the history beside the workbook."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from xlpy.app.commands.book import CODES, Terminal
from xlpy.app.commands.exits import DONE, say
from xlpy.app.decision_entry import decide as take
from xlpy.app.desk.comparison import Kept, beside, kept_of, made_numbers
from xlpy.app.desk.desk import ButtonAnswer, Desk, DeskError
from xlpy.app.desk.kept_editions import take_back
from xlpy.app.desk.pages import comparison_page
from xlpy.app.desk.run import carry_out
from xlpy.app.store import Outcome
from xlpy.app.usecases import RequestError, open_period
from xlpy.basics.commit import settle, working_on
from xlpy.basics.progress import bar_or_silence
from xlpy.basics.system import held_open
from xlpy.book.catalogue import catalogue_of
from xlpy.book.file import FileBook
from xlpy.book.places import PERIOD
from xlpy.book.port import Update
from xlpy.forms.wording import load_wording
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.decision import ACT_WORDS, Act, Decision, in_force
from xlpy.model.submission import Column
from xlpy.outputs.publish.drawing import Drawing

FIELDS = ("unit", "code", "cell", "value", "file", "indicator")


def decide(options: argparse.Namespace) -> int:
    """Record a decision. Raises DecisionError, StoreError, RequestError for an unknown period."""
    with working_on(options.workbook):
        desk, catalogue, period = _opened(options)
        words = {field: getattr(options, field) for field in FIELDS}
        decision = Decision(Act(options.act), options.who, options.reason, options.day, **words)
        new = take(desk.store, catalogue, period, decision)
    head = "Đã ghi quyết định" if new else "Quyết định này đã được ghi trước đó, không ghi thêm"
    say(f"{head}, kỳ {period.name}: {ACT_WORDS[decision.act]} ({decision.about}): {decision.words}.")
    say("Quyết định có tác dụng từ lần Kiểm tra, Tổng hợp tới.")
    return DONE


def undo(options: argparse.Namespace) -> int:
    """Go back to the edition before. Raises BusyError, ChangedError and what a button may."""
    with working_on(options.workbook), bar_or_silence() as progress:
        desk, _, period = _opened(options)
        if desk.book.value(PERIOD).strip() != period.code:
            desk.book.apply(Update(cells={PERIOD: period.code}))

        def undo(desk: Desk) -> ButtonAnswer:
            if held_open(options.workbook):
                raise DeskError(f"Sổ {options.workbook.name} đang mở ở chương trình khác; hãy đóng sổ rồi hoàn tác.")
            return take_back(desk, options.who, options.reason, options.day)

        text, outcome = carry_out(undo, replace(desk, progress=progress))
    print(text, file=sys.stderr if outcome is Outcome.FAILED else sys.stdout)
    return CODES[outcome]


def compare(options: argparse.Namespace) -> int:
    """Two editions figure by figure: from, to, why. Raises RequestError where one is not kept."""
    desk, catalogue, period = _opened(options)
    old, new = (_kept(desk, period, number) for number in (options.old, options.new))
    compared = beside(desk.words, catalogue, period, old, new)
    for each in compared.changes:
        column = "" if each.column == Column.ACTUAL else " (kế hoạch)"
        name = catalogue.unit_name(each.unit, period.cut_off)
        say(f"{name}, {each.indicator}{column}: {each.old or 'không có'} → {each.new or 'không có'}. Vì {each.why}.")
    many = len(compared.changes)
    say(f"Bản số {options.old} và bản số {options.new}, kỳ {period.name}: {many} số liệu khác nhau.")
    if options.sheet:
        _show(desk, options.workbook, comparison_page(compared, desk.words))
    return DONE


def _show(desk: Desk, workbook: Path, sheet: Drawing) -> None:
    """Put a sheet into the workbook. Raises RequestError where a program holds it open."""
    with working_on(workbook):
        if held_open(workbook):
            raise RequestError(f"Sổ {workbook.name} đang mở ở chương trình khác; hãy đóng sổ rồi gõ lại lệnh.")
        desk.book.apply(Update((sheet,), front=sheet.name))
    say(f"Đã ghi vào trang {sheet.name} của sổ {workbook.name}.")


def _kept(desk: Desk, period: Period, number: int) -> Kept:
    found = kept_of(desk, period, number)
    if found.figures is None:
        known = ", ".join(map(str, made_numbers(desk, period))) or "chưa có"
        raise RequestError(f"Lịch sử không có số liệu của bản số {number}, kỳ {period.name}; các bản: {known}.")
    return found


def listed(options: argparse.Namespace) -> int:
    """List the period's decisions, those in force marked."""
    desk, _, period = _opened(options)
    known = desk.store.decisions(period)
    standing = in_force(known)
    for each in known:
        mark = "*" if each in standing else " "
        say(f"{mark} {each.number}. {ACT_WORDS[each.act]} ({each.about}): {each.words}")
    say(f"{len(known)} quyết định, {len(standing)} đang có hiệu lực (*).")
    return DONE


def _opened(options: argparse.Namespace) -> tuple[Desk, Catalogue, Period]:
    settle([options.workbook.parent])
    desk = Desk(FileBook(options.workbook), Terminal(yes=False, folder=None))
    catalogue = catalogue_of(desk.book, desk.words)
    code = options.period or desk.book.value(PERIOD).strip()
    return desk, catalogue, open_period(catalogue, code, load_wording()).period
