"""All causes of Word, and the report on a document."""

from __future__ import annotations

from tests.excel_rules import opc, paper_layout, paper_text
from tests.excel_rules.model import Cause, Fault
from tests.excel_rules.paper import Paper

CAUSES: tuple[Cause, ...] = tuple(sorted((*paper_text.CAUSES, *paper_layout.CAUSES), key=lambda cause: cause.code))
_OPC = tuple(
    Cause(f"W{cause.code}", cause.sentence, cause.source, cause.check, cause.plant, "paper") for cause in opc.CAUSES
)
ALL = (*_OPC, *CAUSES)


def report(data: bytes) -> list[Fault]:
    """Each fault of a .docx for which Word would refuse, repair or change it."""
    paper = Paper(data)
    return [Fault(cause.code, part, detail) for cause in ALL for part, detail in cause.check(paper)]
