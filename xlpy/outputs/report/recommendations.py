"""Part V: what the units recommend, sorted by who must act on it."""

from __future__ import annotations

from xlpy.model.submission import Issue
from xlpy.outputs.report.content import Paragraph, Runs, Said, Style, Term
from xlpy.outputs.report.context import Telling, item
from xlpy.outputs.report.names import quoted
from xlpy.outputs.report.opinions import by_task, in_use, opinions

OWN = "tự giải quyết"
"""Words by which the form offers to settle a matter where it arose."""
OFFICES, CENTRAL = "sở, ban, ngành", "trung ương"
"""Words of the addressees that are many: a heading names them in the plural."""


def recommendations(telling: Telling) -> tuple[Paragraph, ...]:
    """A numbered heading for each addressee: the one who receives this report first, the units themselves last."""
    groups: dict[str, list[Issue]] = {}
    for issue in in_use(telling.edition):
        if issue.recommendation is not None:
            who = quoted(issue.addressee.value) if issue.addressee else ""
            groups.setdefault(who, []).append(issue)
    if not groups:
        return (Paragraph(item(telling.patterns.sentence("kien_nghi.khong_co"))),)
    paragraphs: list[Paragraph] = []
    ordered = sorted(groups, key=lambda who: (_rank(telling, who), -len(groups[who])))
    for number, who in enumerate(ordered, 1):
        said = Said(who, tuple(i.addressee.source for i in groups[who] if i.addressee))
        heading = (Term(f"{number}. "), *_heading(telling, said))
        paragraphs.append(Paragraph(heading, Style.HEADING))
        found = opinions(telling, groups[who], lambda issue: issue.recommendation)
        paragraphs += [Paragraph(item(text)) for text in by_task(telling, found, "kien_nghi.cau")]
    return tuple(paragraphs)


def _rank(telling: Telling, who: str) -> int:
    """0 for the issuer of the plan, then those above and beside, the office itself, the units, and nobody named."""
    plan = telling.catalogue.plan
    if who and plan.issuer.startswith(who):
        return 0
    if who.casefold() == plan.office.casefold():
        return 2
    if OWN in who.casefold():
        return 3
    return 1 if who else 4


def _heading(telling: Telling, who: Said) -> Runs:
    patterns = telling.patterns
    match _rank(telling, who.text):
        case 2:
            return patterns.sentence("kien_nghi.tiep_thu", noi=telling.catalogue.plan.office)
        case 3:
            return patterns.sentence("kien_nghi.tu_giai_quyet")
        case 4:
            return patterns.sentence("kien_nghi.khong_ro")
        case 1 if OFFICES in who.text.casefold():
            return patterns.sentence("kien_nghi.so_nganh")
        case 1 if CENTRAL in who.text.casefold():
            return patterns.sentence("kien_nghi.trung_uong")
        case _:
            return patterns.sentence("kien_nghi.doi_voi", noi=(who,))
