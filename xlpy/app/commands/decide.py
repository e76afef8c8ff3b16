"""``plan167 decide …``: the office's decisions from the command line, into the history beside the workbook."""

from __future__ import annotations

import argparse

from xlpy.app.commands.book import Terminal
from xlpy.app.commands.exits import DONE
from xlpy.app.deciding import decide as take
from xlpy.app.desk.desk import Desk
from xlpy.app.usecases import open_period
from xlpy.basics.commit import settle, working_on
from xlpy.book.catalogue import catalogue_of
from xlpy.book.file import FileBook
from xlpy.book.places import PERIOD
from xlpy.forms.wording import load_wording
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.decision import ACT_WORDS, Act, Decision, in_force

FIELDS = ("unit", "code", "cell", "value", "file", "indicator")


def decide(options: argparse.Namespace) -> int:
    """Record a decision. Raises DecisionError, StoreError, RequestError for an unknown period."""
    with working_on(options.workbook):
        desk, catalogue, period = _opened(options)
        words = {field: getattr(options, field) for field in FIELDS}
        decision = Decision(Act(options.act), options.who, options.reason, options.day, **words)
        take(desk.store, catalogue, period, decision)
    print(f"Đã ghi quyết định, kỳ {period.name}: {ACT_WORDS[decision.act]} ({decision.about}): {decision.words}.")
    print("Quyết định có tác dụng từ lần Kiểm tra, Tổng hợp tới.")
    return DONE


def listed(options: argparse.Namespace) -> int:
    """List the period's decisions, those in force marked."""
    desk, _, period = _opened(options)
    known = desk.store.decisions(period)
    standing = in_force(known)
    for each in known:
        mark = "*" if each in standing else " "
        print(f"{mark} {each.number}. {ACT_WORDS[each.act]} ({each.about}): {each.words}")
    print(f"{len(known)} quyết định, {len(standing)} đang có hiệu lực (*).")
    return DONE


def _opened(options: argparse.Namespace) -> tuple[Desk, Catalogue, Period]:
    settle([options.workbook.parent])
    desk = Desk(FileBook(options.workbook), Terminal(yes=False, folder=None))
    catalogue = catalogue_of(desk.book, desk.words)
    code = options.period or desk.book.value(PERIOD).strip()
    return desk, catalogue, open_period(catalogue, code, load_wording()).period
