"""The main job on the shipped sample: all of a round, and the master workbook filled from it."""

from __future__ import annotations

import argparse
from datetime import timedelta

from xlpy.app.commands.book import press
from xlpy.app.commands.exits import DONE, FAILED, STOPPED
from xlpy.app.commands.parser import BUILT, parser
from xlpy.app.commands.products import everything
from xlpy.basics.commit import write_all
from xlpy.basics.home import SAMPLES
from xlpy.catalogue.load import load


def demo(options: argparse.Namespace) -> int:
    """Do it by the commands that a user would type; ends with 0 although the sample is full of faults."""
    from workbook.src.build import build  # noqa: PLC0415  (the workbook's builder: only here outside its own folder)

    year, out = SAMPLES / "nam-hoc-2023-2024", options.out
    inbox, previous = str(year / "tep-nhan"), ["--previous", str(year / "ky-truoc" / "figures.csv")]
    earlier = year / "nam-truoc" / "so-lieu-nam-truoc.csv"
    command = ["all", inbox, "--catalogue", str(year / "danh-muc"), "--period", "CN", *previous]
    command += ["--earlier", str(earlier)]
    period = load(year / "danh-muc").period["CN"]
    today = period.deadline_office + timedelta(days=1)  # the day on which such a folder would be worked on
    everything(parser().parse_args([*command, "--out", str(out), "--today", today.isoformat()]))
    # The workbook finds earlier years among its results, so their table is laid there.
    files = {BUILT.name: build(year / "danh-muc"), earlier.name: earlier.read_bytes()}
    workbook = write_all(out, files)[BUILT.name]
    places = ["--workbook", str(workbook), "--folder", inbox, "--out", str(out)]
    code = press(parser().parse_args(["book", "consolidate", *places, "--period", "CN", *previous]))
    if code in (FAILED, STOPPED):
        return code
    print(f"Sổ làm việc đã điền: {workbook.resolve()}")
    return DONE
