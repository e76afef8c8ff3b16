"""A folder of filled forms of many units, some of them damaged as real ones are."""

from __future__ import annotations

import csv
import random
import shutil
from decimal import Decimal
from pathlib import Path

from samples.fill import sample_fills
from samples.maker import Key
from samples.package_edit import put_uncached
from xlpy.basics.a1 import a1
from xlpy.catalogue.load import DATA, load, shipped
from xlpy.forms.plan import form_plan
from xlpy.forms.values import Fill
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import write_form
from xlpy.model.catalogue import Catalogue, UnitKind
from xlpy.model.cells import CellValue

SHIPPED = DATA / "2023-2024"


def make_catalogue(folder: Path, units: int) -> Catalogue:
    """The shipped catalogue with that many local units in place of its own; the offices that rules name stay."""
    shutil.copytree(SHIPPED, folder)
    with (folder / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    model = next(row for row in rows if row["kind"] == "local" and not row["valid_to"] < "2024")
    made = [
        {**model, "code": f"7{n:04}", "name": f"Đơn vị thử số {n}", "aliases": "", "core_name": "", "display_order": n}
        for n in range(1, units + 1)
    ]
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*made, *(row for row in rows if row["kind"] != "local")])
    return load(folder)


def make_forms(folder: Path, catalogue: Catalogue, seed: int = 167) -> None:
    """One filled form for each local unit, with the sample's figures; every fifth is damaged, each way in turn."""
    folder.mkdir(parents=True)
    period, wording = catalogue.period["CN"], load_wording()
    fills = _local_fills()
    damages = (_error_cell, _as_text, _blank, _words, _sums)
    local = [unit for unit in catalogue.senders(period) if unit.kind is UnitKind.LOCAL]
    for number, unit in enumerate(local):
        dice = random.Random(seed + number)
        fill = dict(fills[number % len(fills)])
        if number % 5 == 0:
            damages[number // 5 % len(damages)](fill, dice)
        plan = form_plan(catalogue, unit, period, wording)
        data = write_form(plan, catalogue, wording, fill)
        if number % 20 == 7:
            at = a1(plan.sheet["indicators"].at("N1.02", "actual"))
            data = put_uncached(data, plan.sheet["indicators"].name, at, "=120+35")
        (folder / f"{number:03} {unit.name}.xlsx").write_bytes(data)


def _local_fills() -> list[Fill]:
    """What the thirteen local units of the sample type in."""
    catalogue = shipped()
    fills = sample_fills(catalogue, catalogue.period["CN"], load_wording())
    return [fills[u.code] for u in catalogue.senders(catalogue.period["CN"]) if u.kind is UnitKind.LOCAL]


Cells = dict[Key, CellValue]


def _some(fill: Cells, dice: random.Random) -> list[Key]:
    return dice.sample([key for key in fill if key[2] == "actual"], 5)


def _error_cell(fill: Cells, dice: random.Random) -> None:
    for key in _some(fill, dice):
        fill[key] = "#REF!"


def _as_text(fill: Cells, dice: random.Random) -> None:
    for key in _some(fill, dice):
        fill[key] = f"{dice.randint(1, 9)}.{dice.randint(100, 999)}"


def _blank(fill: Cells, dice: random.Random) -> None:
    for key in _some(fill, dice):
        del fill[key]


def _words(fill: Cells, dice: random.Random) -> None:
    for key, word in zip(_some(fill, dice), ("-", "khoảng 20", "Không có", "CCSL", "K"), strict=True):
        fill[key] = word


def _sums(fill: Cells, dice: random.Random) -> None:
    for key in _some(fill, dice):
        fill[key] = Decimal(dice.randint(1, 5000))
