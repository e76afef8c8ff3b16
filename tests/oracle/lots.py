"""The mutator: a seed and a number give one form, changed in one to four ways drawn by lot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.oracle.ods_draft import OdsDraft
from tests.oracle.ods_kinds import CELLS as ODS_CELLS
from tests.oracle.ods_kinds import encoding as ods_encoding
from tests.oracle.places import Form, Place
from tests.oracle.xls_draft import XlsDraft
from tests.oracle.xls_kinds import CELLS as XLS_CELLS
from tests.oracle.xlsx_draft import STRINGS, STYLES, WORKBOOK, XlsxDraft
from tests.oracle.xlsx_kinds import CELLS as XLSX_CELLS
from tests.oracle.xlsx_kinds import encoding

PLACES: Sequence[str] = ("figure", "figure", "figure", "figure", "percent", "percent", "words", "choice", "date")
"""What a change falls on, by lot."""


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was made: its sort, where, and in words what."""

    name: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed form."""

    form: Form
    suffix: str
    data: bytes
    done: tuple[Done, ...]


Maker = Callable[[Form, Random], tuple[bytes, tuple[Done, ...]]]


def changed_cells(draft: Any, lot: Random, form: Form, cells: Mapping[str, Any], count: int) -> list[Done]:
    """Make that many changes of cells in the draft, each at another place."""
    done, taken = [], set[Place]()
    for _ in range(count):
        sort = lot.choice(PLACES)
        places = [p for p in form.places if p.sort == sort and p not in taken and not _near(p, taken)]
        if not places:
            continue
        place = lot.choice(places)
        taken.add(place)
        name = lot.choice(tuple(cells))
        done.append(Done(name, f"{place.sheet}!{place.cell}", cells[name](draft, lot, place)))
    return done


def _near(place: Place, taken: set[Place]) -> bool:
    """Whether a change in the row of the place, or beside it, was made: one change at a time."""
    return any(place.sheet == other.sheet and abs(place.row - other.row) <= 1 for other in taken)


def xlsx(form: Form, lot: Random) -> tuple[bytes, tuple[Done, ...]]:
    """A changed .xlsx form; in one of six a whole part is in another encoding as well."""
    draft = XlsxDraft(form)
    done = changed_cells(draft, lot, form, XLSX_CELLS, lot.randint(1, 4))
    if lot.random() < 1 / 6:
        place = lot.choice(form.places)
        path = lot.choice((XlsxDraft.sheet(place), XlsxDraft.sheet(place), STRINGS, STYLES, WORKBOOK))
        done.append(Done("encoding of a part", path, encoding(draft, lot, path)))
    return draft.bytes(), tuple(done)


def ods(form: Form, lot: Random) -> tuple[bytes, tuple[Done, ...]]:
    """A changed .ods form; in one of eight its content is in another encoding as well."""
    draft = OdsDraft(form)
    done = changed_cells(draft, lot, form, ODS_CELLS, lot.randint(1, 4))
    content = b""
    if lot.random() < 1 / 8:
        how, content = ods_encoding(draft, lot)
        done.append(Done("encoding of a part", "content.xml", how))
    return draft.bytes(content), tuple(done)


def xls(form: Form, lot: Random) -> tuple[bytes, tuple[Done, ...]]:
    """A changed .xls form."""
    draft = XlsDraft(form)
    done = changed_cells(draft, lot, form, XLS_CELLS, lot.randint(1, 4))
    return draft.bytes(), tuple(done)
