"""The main job on the shipped sample: all of a round, and the master workbook filled from it."""

from __future__ import annotations

import argparse
from datetime import timedelta

from xlpy.app.commands.exits import DONE, FAILED, STOPPED, TO_ACT
from xlpy.app.commands.parser import BUILT
from xlpy.basics.commit import write_all
from xlpy.basics.home import SAMPLES
from xlpy.catalogue.load import load


def demo(options: argparse.Namespace) -> int:
    """Do it as a user would type it; ends with 0 although the sample is full of faults."""
    from workbook.src.build import build  # noqa: PLC0415  (the workbook's builder: only here outside its own folder)
    from xlpy.app.cli import main  # noqa: PLC0415  (the command line that called this one)

    year, out = SAMPLES / "nam-hoc-2023-2024", options.out
    inbox, previous = str(year / "tep-nhan"), ["--previous", str(year / "ky-truoc" / "figures.csv")]
    command = ["all", inbox, "--catalogue", str(year / "danh-muc"), "--period", "CN", *previous]
    period = load(year / "danh-muc").period["CN"]
    today = period.deadline_office + timedelta(days=1)  # the day on which such a folder would be worked on
    code = main([*command, "--out", str(out), "--today", today.isoformat()])
    if code in (FAILED, STOPPED):
        return code
    workbook = write_all(out, {BUILT.name: build(year / "danh-muc")})[BUILT.name]
    places = ["--workbook", str(workbook), "--folder", inbox, "--out", str(out)]
    code = main(["book", "consolidate", *places, "--period", "CN", *previous])
    print(f"Sổ tổng hợp đã điền: {workbook.resolve()}")
    return DONE if code == TO_ACT else code
