"""Part V: what the units recommend, put to who can act: the issuer of the plan, and those above and beside the office.

What is put to the office itself is told among its own directions; what units settle themselves, and what names nobody,
is no recommendation to the issuer (the file of sources lists it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import IntEnum

from xlpy.model.submission import Issue
from xlpy.outputs.report.content import Paragraph, Runs, Said, Style, Term
from xlpy.outputs.report.context import Telling, item
from xlpy.outputs.report.names import capitalized, quoted
from xlpy.outputs.report.opinions import Opinion, by_task, in_use, opinions

OWN = "tự giải quyết"
"""Words by which the form offers to settle a matter where it arose."""
OFFICES, CENTRAL = "sở, ban, ngành", "trung ương"
"""Words of the addressees that are many: a heading names them in the plural."""


class Addressee(IntEnum):
    """Who must act on a recommendation, in the order in which they are told."""

    ISSUER = 0
    OTHERS = 1
    OFFICE = 2
    UNITS = 3
    NOBODY = 4


def addressed(telling: Telling) -> Mapping[Addressee, Mapping[str, list[Issue]]]:
    """The issues with a recommendation in files that count, by sort of addressee and by its name as written."""
    groups: dict[str, list[Issue]] = {}
    for issue in in_use(telling.edition):
        if issue.recommendation is not None and quoted(issue.recommendation.value):
            who = quoted(issue.addressee.value) if issue.addressee else ""
            groups.setdefault(who, []).append(issue)
    sorted_: dict[Addressee, dict[str, list[Issue]]] = {sort: {} for sort in Addressee}
    for who in sorted(groups, key=lambda who: -len(groups[who])):
        sorted_[_sort(telling, who)][who] = groups[who]
    return sorted_


def told_addressees(telling: Telling) -> list[tuple[str, list[Issue]]]:
    """Those that the report speaks to, the issuer of the plan first, with the issues put to them."""
    found = addressed(telling)
    return [*found[Addressee.ISSUER].items(), *found[Addressee.OTHERS].items()]


def put_to(telling: Telling, who: str, issues: list[Issue]) -> tuple[Opinion, ...]:
    """What is put to an addressee, without words that put it to the same addressee again."""
    found = opinions(telling, issues, lambda issue: issue.recommendation)
    return tuple(replace(one, text=capitalized(_once(one.text, who))) for one in found)


_ASKS = re.compile(r"(?:tiếp tục )?(?:kiến nghị|đề nghị|đề xuất)(?: với)? ", re.IGNORECASE)
_OFFICES = re.compile(r"các sở,? ban,? ngành(?: của tỉnh)?", re.IGNORECASE)
_CENTRAL = re.compile(r"(?:(?:các )?bộ,? (?:và )?ngành )?trung ương", re.IGNORECASE)
_NAMED = re.compile(r",? (?=\w)")


def _once(text: str, who: str) -> str:
    """The text without ``Kiến nghị trung ương …`` among what is put to the central offices; something must follow."""
    asks = _ASKS.match(text)
    end = _named_end(text, asks.end(), who.casefold()) if asks else -1
    after = _NAMED.match(text, end) if end >= 0 else None
    return text[after.end() :] if after else text


def _named_end(text: str, start: int, who: str) -> int:
    """Where the addressee's name at ``start`` ends; -1 where another stands there."""
    if OFFICES in who or CENTRAL in who:
        found = (_OFFICES if OFFICES in who else _CENTRAL).match(text, start)
        return found.end() if found else -1
    folded = text.casefold()
    names = [who.replace("ủy ban nhân dân", spelt) for spelt in ("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd")]
    return next((start + len(name) for name in names if folded.startswith(name, start)), -1)


def recommendations(telling: Telling) -> tuple[Paragraph, ...]:
    """A numbered heading for each addressee and what is put to it by task."""
    paragraphs: list[Paragraph] = []
    for number, (who, issues) in enumerate(told_addressees(telling), 1):
        heading = (Term(f"{number}. "), *_heading(telling, who, issues))
        paragraphs.append(Paragraph(heading, Style.HEADING))
        found = put_to(telling, who, issues)
        paragraphs += [Paragraph(item(text)) for text in by_task(telling, found, "kien_nghi.cau")]
    if not paragraphs:
        return (Paragraph(item(telling.patterns.sentence("kien_nghi.khong_co"))),)
    return (Paragraph(telling.patterns.sentence("kien_nghi.mo_dau")), *paragraphs)


def _sort(telling: Telling, who: str) -> Addressee:
    plan = telling.catalogue.plan
    if not who:
        return Addressee.NOBODY
    if plan.issuer.startswith(who):
        return Addressee.ISSUER
    if who.casefold() == plan.office.casefold():
        return Addressee.OFFICE
    return Addressee.UNITS if OWN in who.casefold() else Addressee.OTHERS


def addressee_words(telling: Telling, who: str, issues: list[Issue]) -> Runs:
    """The addressee within a sentence: ``các bộ, ngành Trung ương``; others as the units write them."""
    if OFFICES in who.casefold():
        return telling.patterns.fill("kien_nghi.so_nganh")
    if CENTRAL in who.casefold():
        return telling.patterns.fill("kien_nghi.trung_uong")
    return (Said(who, tuple(i.addressee.source for i in issues if i.addressee)),)


def _heading(telling: Telling, who: str, issues: list[Issue]) -> Runs:
    return telling.patterns.sentence("kien_nghi.doi_voi", noi=addressee_words(telling, who, issues))
