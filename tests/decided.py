"""The sample's year-end report under decisions of the office: read once, consolidated as often as a test decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from samples import make_samples
from xlpy.app.usecases import Round, edition_of, read_folder
from xlpy.consolidation.decisions import kept
from xlpy.model.decision import Act, Decision
from xlpy.model.submission import Submission

DAY = date(2024, 6, 26)
WHO = "Nguyễn Thị Lan"
REASON = "đơn vị đã giải trình bằng văn bản"


def decision(act: Act, **words: Any) -> Decision:
    """A decision of that day; ``words`` are its other fields."""
    return Decision(act, **{"who": WHO, "reason": REASON, "day": DAY, **words})


@cache
def sample() -> Round:
    """The sample's folder under no decision."""
    return read_folder(make_samples.whole_year().context, make_samples.INBOX)


def under(
    *decisions: Decision, edit: Callable[[Iterable[Submission]], Iterable[Submission]] = lambda all_: all_
) -> Round:
    """The sample under decisions; ``edit`` changes what was read."""
    found = sample()
    numbered = [replace(each, number=each.number or place) for place, each in enumerate(decisions, 1)]
    submissions = tuple(kept(found.context.catalogue, numbered, edit(found.submissions)))
    edition = edition_of(found.context, submissions, found.inbox, numbered)
    return replace(found, submissions=submissions, edition=edition)
