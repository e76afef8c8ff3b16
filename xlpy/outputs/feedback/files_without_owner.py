"""Files that are nobody's, by the unit that each may be of: told to that unit, counted for none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from xlpy.catalogue.names import NameIndex
from xlpy.intake.owner import possible_units
from xlpy.model.codes import MessageCode
from xlpy.model.edition import Edition, FileRecord

NO_SENDING: tuple[MessageCode, ...] = ("T117", "T118")
"""Reasons of files that are told with what came in or beside them: an opened mail or archive, a signed paper."""


def unclear_files(edition: Edition) -> Mapping[str, tuple[FileRecord, ...]]:
    """By unit's code, the files of nobody that bear its name, or are its form or by it, in order of receipt."""
    nobodys = [record for record in edition.files if not record.unit and record.reason not in NO_SENDING]
    if not nobodys:
        return {}
    names = NameIndex.build(edition.catalogue, edition.period.cut_off)
    found: defaultdict[str, list[FileRecord]] = defaultdict(list)
    for record in nobodys:
        for unit in possible_units(names, record.file, edition.findings):
            found[unit].append(record)
    return {unit: tuple(records) for unit, records in found.items()}
