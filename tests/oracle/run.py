"""One run of the oracle: mutants made, read by us, shown by LibreOffice, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.builders import read
from tests.oracle import lots
from tests.oracle.judge import judge
from tests.oracle.lots import Maker, Mutant
from tests.oracle.office_view import Oracle
from tests.oracle.places import Form, forms
from tests.oracle.taken import taken

WEIGHTS: Mapping[str, int] = {".xlsx": 4, ".ods": 3, ".xls": 3}
MAKERS: Mapping[str, Maker] = {".xlsx": lots.xlsx, ".ods": lots.ods, ".xls": lots.xls}


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that means one thing to us and another to LibreOffice, and nothing says so."""

    number: int
    where: str
    ours: str
    printed: str
    told: str


@dataclass
class Outcome:
    """One mutant: how many of its cells came out how; '' or the code by which the file was refused."""

    number: int
    mutant: Mutant
    refused: str = ""
    cells: Counter[str] = field(default_factory=Counter)
    verdicts: dict[str, str] = field(default_factory=dict)
    """By place, of the places that are not equal."""
    differences: list[Difference] = field(default_factory=list)


class Run:
    """A seed with the forms it starts from, converted once."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed, self.oracle = seed, Oracle(folder)
        self.bases: dict[str, list[Form]] = {".xlsx": list(forms())}
        for suffix in MAKERS:
            if suffix not in self.bases:
                self.bases[suffix] = [
                    Form(f.name, self.oracle.convert(f.data, suffix[1:]), f.unit, f.places) for f in forms()
                ]

    def mutant(self, number: int) -> Mutant:
        """The form of that number."""
        lot = Random(f"{self.seed}/{number}")
        suffix = lot.choices(tuple(WEIGHTS), tuple(WEIGHTS.values()))[0]
        form = lot.choices(self.bases[suffix], (9, 9, 1, 1))[0]
        data, done = MAKERS[suffix](form, lot)
        return Mutant(form, suffix, data, done)

    def outcomes(self, numbers: Iterator[int] | range) -> Iterator[Outcome]:
        """Each number's form, read and compared."""
        for number in numbers:
            yield self.outcome(number)

    def outcome(self, number: int) -> Outcome:
        """One form, read and compared."""
        mutant = self.mutant(number)
        found = Outcome(number, mutant)
        submission = read(mutant.data, f"form{mutant.suffix}")
        if not submission.usable:
            found.refused = next((f.code for f in submission.findings if f.holds_file), "?")
            return found
        view = self.oracle.look(mutant.data, mutant.suffix)
        if view is None:
            found.differences.append(Difference(number, "file", "accepted", "LibreOffice opens nothing", ""))
            return found
        changed = {done.where for done in mutant.done}
        try:
            for place, ours in taken(mutant.form, submission).items():
                where = f"{place.sheet}!{place.cell}"
                verdict = judge(place, ours, view, changed=where in changed)
                found.cells[verdict] += 1
                if verdict != "equal":
                    found.verdicts[where] = verdict
                if verdict == "different":
                    told = " ".join(sorted(ours.told))
                    found.differences.append(Difference(number, where, repr(ours.value), repr(view.text(place)), told))
        finally:
            view.document.close(True)
        return found
