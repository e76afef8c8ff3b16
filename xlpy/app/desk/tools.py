"""The buttons Kiểm tra cài đặt, Nhật ký, Hướng dẫn; and how faults of the catalogue are shown."""

from __future__ import annotations

from collections.abc import Sequence

from xlpy.app.desk.desk import ButtonAnswer, Desk
from xlpy.app.desk.pages import faults_page, journal_page, self_test_page
from xlpy.book.catalogue import Fault
from xlpy.book.port import Update


def self_test(desk: Desk) -> ButtonAnswer:
    """Prove reader, rules and totals on the shipped sample, on this PC; leave a file for whoever helps."""
    from xlpy.app.selftest import PLACES, keep, run_self_test, support_text  # noqa: PLC0415  (only where it is run)

    result = run_self_test(desk.progress)
    kept = keep(desk.home, support_text(result, desk.book.path, desk.about, PLACES, desk.clock()))
    sheet = self_test_page(result, desk.words)
    desk.book.apply(Update((sheet,), front=sheet.name))
    bad = sum(not check.good for check in result.checks)
    key = "self_test_failed" if bad else "self_test_passed"
    text = desk.words.fill("answers", key, count=len(result.checks), bad=bad)
    more = desk.also("support_file", file=kept) if kept else desk.also("no_support_file")
    return ButtonAnswer(text + more, text, to_act=bad > 0)


def journal(desk: Desk) -> ButtonAnswer:
    """Show the journal's newest lines."""
    lines = desk.store.journal()
    sheet = journal_page(lines, desk.words)
    desk.book.apply(Update((sheet,), front=sheet.name))
    return ButtonAnswer(desk.words.fill("answers", "journal_shown", count=len(lines)))


def guide(desk: Desk) -> ButtonAnswer:
    """Show the guide."""
    desk.book.apply(Update(front=desk.words.sheet("guide")))
    return ButtonAnswer(desk.words.text("answers", "guide_shown"))


def show_faults(desk: Desk, faults: Sequence[Fault]) -> str:
    """List the faults of the workbook's catalogue on their sheet; returns what to say."""
    sheet = faults_page(faults, desk.words)
    desk.book.apply(Update((sheet,), front=sheet.name))
    return desk.words.fill("answers", "catalogue_faults", count=len(faults))
