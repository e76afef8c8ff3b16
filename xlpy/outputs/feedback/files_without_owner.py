"""Files that are nobody's, by the unit that each may be of: told to that unit, counted for none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from xlpy.catalogue.names import NameIndex
from xlpy.intake.owner import suggested_unit
from xlpy.model.codes import MessageCode
from xlpy.model.edition import Edition, FileRecord

NO_SENDING: tuple[MessageCode, ...] = ("T117", "T118")
"""Reasons of files that are told with what came in or beside them: an opened mail or archive, a signed paper."""


def unclear_files(edition: Edition) -> Mapping[str, tuple[FileRecord, ...]]:
    """By unit's code, the files that say nothing of who sent them and bear that unit's name, in order of receipt."""
    nobodys = [record for record in edition.files if not record.unit and record.reason not in NO_SENDING]
    if not nobodys:
        return {}
    names = NameIndex.build(edition.catalogue, edition.period.cut_off)
    found: defaultdict[str, list[FileRecord]] = defaultdict(list)
    for record in nobodys:
        found[suggested_unit(names, record.file)].append(record)
    return {unit: tuple(records) for unit, records in found.items() if unit}
