"""What each part of a consolidation costs by itself, in one process: ``python -m benchmarks.parts FORMS CATALOGUE``."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from benchmarks.table import print_table
from xlpy.app.usecases import edition_of, open_period
from xlpy.catalogue.load import load
from xlpy.forms.wording import load_wording
from xlpy.intake.folder import open_inbox
from xlpy.intake.formats.package import open_package
from xlpy.intake.formats.reader import read_book
from xlpy.intake.receive import modified_on, receive
from xlpy.intake.submission_text import pack, unpack
from xlpy.outputs.publish.csvout import tables
from xlpy.outputs.publish.workbook import write_workbook

T = TypeVar("T")
WITHIN = "of it "
"""How a part begins that is counted in the one before it."""


def main(forms: Path, catalogue: Path) -> None:
    """Print processor seconds by part, as JSON."""
    gc.disable()  # as the command does
    spent: dict[str, float] = {}

    def timed(part: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        spent[part] = time.process_time() - start
        return result

    context = timed("catalogue opened", lambda: open_period(load(catalogue), "CN", load_wording()))
    inbox = timed("folder listed", lambda: open_inbox(forms))
    files = [(arrival.name, arrival.path.read_bytes(), modified_on(arrival.path)) for arrival in inbox.arrivals]
    submissions = timed("received", lambda: [receive(context, data, name, at) for name, data, at in files])
    timed(f"{WITHIN}read into cells", lambda: [read_book(data, name) for name, data, _ in files])
    timed(f"{WITHIN}unpacked and checked as XML", lambda: [open_package(data).xml_members() for _, data, _ in files])
    packed = timed("packed to be sent", lambda: [pack(each) for each in submissions])
    timed("unpacked", lambda: [unpack(text, each.received) for text, each in zip(packed, submissions, strict=True)])
    edition = timed("selected, checked, consolidated", lambda: edition_of(context, submissions, inbox))
    timed("tables written", lambda: tables(edition))
    timed("workbook written", lambda: write_workbook(edition))
    print(json.dumps(spent))


def show_parts(forms: Path, catalogue: Path) -> None:
    """A table in Markdown of the parts."""
    command = [sys.executable, "-m", "benchmarks.parts", str(forms), str(catalogue)]
    spent: Mapping[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    count = sum(1 for _ in forms.iterdir())
    whole = sum(seconds for part, seconds in spent.items() if not part.startswith(WITHIN))
    print_table(
        (f"{count:,} forms, part by part in one process", "processor s", "ms a form", "share"),
        [(part, f"{s:.2f}", f"{1000 * s / count:.2f}", f"{100 * s / whole:.0f} %") for part, s in spent.items()],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
