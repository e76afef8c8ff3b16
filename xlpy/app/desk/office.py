"""What the office keeps for its papers: in the workbook's sheets, else in the tables beside the results."""

from __future__ import annotations

from xlpy.app.desk.desk import Desk
from xlpy.app.office_sheets import sheet_contacts, sheet_papers
from xlpy.app.office_tables import CONTACTS, PAPERS, OfficeTableError, read_contacts, read_papers
from xlpy.model.contact import UnitContact
from xlpy.model.outgoing import OutgoingPaper


def kept_contacts(desk: Desk) -> dict[str, UnitContact]:
    """Contacts by unit's code: the sheet's; of the table beside the results where the sheet holds none.

    Never both: what somebody took out of the sheet must not come back by itself. Raises OfficeTableError.
    """
    found = sheet_contacts(desk.book, desk.words) or read_contacts(desk.results / CONTACTS)
    return {unit: one for unit, one in found.items() if not one.is_empty}


def contacts_or_none(desk: Desk) -> tuple[dict[str, UnitContact], str]:
    """`kept_contacts` and '', or none and why they can't be read: an edition does not wait for telephone numbers."""
    try:
        return kept_contacts(desk), ""
    except OfficeTableError as fault:
        return {}, str(fault)


def register(desk: Desk) -> tuple[OutgoingPaper, ...]:
    """The papers that left: the sheet's, then those of the table beside the results that the sheet has not.

    Raises OfficeTableError.
    """
    written = sheet_papers(desk.book, desk.words)
    known = {(paper.number, paper.day.year) for paper in written}
    others = read_papers(desk.results / PAPERS)
    return (*written, *(paper for paper in others if (paper.number, paper.day.year) not in known))
