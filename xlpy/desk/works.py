"""Every button's work by its name: the names of the ribbon's ids, of `xlpy.macros` and of ``plan167 book``."""

from __future__ import annotations

from collections.abc import Mapping

from xlpy.desk import intake, replies, results, tools
from xlpy.desk.run import Work

WORKS: Mapping[str, Work] = {
    work.__name__: work
    for work in (
        intake.make_forms,
        intake.choose_folder,
        intake.check,
        intake.consolidate,
        replies.feedback,
        replies.reminders,
        results.summary,
        results.trace,
        results.report,
        tools.self_test,
        tools.journal,
        tools.guide,
    )
}
