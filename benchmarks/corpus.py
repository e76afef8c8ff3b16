"""A folder of filled forms of many units, some of them damaged as real ones are."""

from __future__ import annotations

import csv
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from samples.fill import sample_fills
from samples.maker import Key
from samples.package_edit import edit_parts, put_uncached
from xlpy.basics.a1 import a1
from xlpy.catalogue.load import DATA, load, shipped
from xlpy.forms.layout import FormPlan, companion_marker
from xlpy.forms.plan import form_plan
from xlpy.forms.reuse import form_for_another
from xlpy.forms.values import Fill
from xlpy.forms.wording import Wording, load_wording
from xlpy.forms.writer import write_form
from xlpy.intake.identify import COMPANIONS
from xlpy.model.catalogue import Catalogue, UnitKind
from xlpy.model.cells import CellValue

SHIPPED = DATA / "2023-2024"
PAINTED = 260
"""Forms with figures and damages of their own: the sample's thirteen, times 1 to 20."""


def make_catalogue(folder: Path, units: int) -> Catalogue:
    """The shipped catalogue with that many local units in place of its own; the offices that rules name stay."""
    shutil.copytree(SHIPPED, folder)
    with (folder / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    model = next(row for row in rows if row["kind"] == "local" and not row["valid_to"] < "2024")
    made = [
        {**model, "code": f"7{n:05}", "name": f"Đơn vị thử số {n}", "aliases": "", "core_name": "", "display_order": n}
        for n in range(1, units + 1)
    ]
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*made, *(row for row in rows if row["kind"] != "local")])
    return load(folder)


def make_forms(folder: Path, catalogue: Catalogue, seed: int = 167) -> None:
    """One filled form for each local unit, with the sample's figures times a small number.

    Every fifth is damaged, each way in turn; one in twenty has a formula without a result. The first `PAINTED` are
    made as forms are, each later one from one of them with the other unit's words in it.
    """
    folder.mkdir(parents=True)
    period, wording = catalogue.period["CN"], load_wording()
    fills = _local_fills()
    local = [unit for unit in catalogue.reporting_units(period) if unit.kind is UnitKind.LOCAL]
    painted: list[tuple[FormPlan, bytes]] = []
    for number, unit in enumerate(local):
        if number < PAINTED:
            plan = form_plan(catalogue, unit, period, wording)
            fill = _times(fills[number % len(fills)], 1 + number // len(fills), catalogue)
            data = _painted(plan, catalogue, wording, fill, number, random.Random(seed + number))
            painted.append((plan, data))
        else:
            model, data = painted[number % PAINTED]
            another = form_for_another(catalogue, wording, model, unit)
            texts = {old: new for old, new in _renamed(model, another) if old != new}
            data = edit_parts(data, {"xl/sharedStrings.xml": partial(_put_texts, texts)})
        (folder / f"{number:05} {unit.name}.xlsx").write_bytes(data)


def _painted(
    plan: FormPlan, catalogue: Catalogue, wording: Wording, fill: Fill, number: int, dice: random.Random
) -> bytes:
    damages = (_error_cell, _as_text, _blank, _words, _sums)
    typed = dict(fill)
    if number % 5 == 0:
        damages[number // 5 % len(damages)](typed, dice)
    data = write_form(plan, catalogue, wording, typed)
    if number % 20 == 7:
        at = a1(plan.sheet["indicators"].at("N1.02", "actual"))
        data = put_uncached(data, plan.sheet["indicators"].name, at, "=120+35")
    return data


def _times(fill: Fill, factor: int, catalogue: Catalogue) -> Fill:
    """The figures that count something so many times larger, since no two units have the same ones."""
    counted = {indicator.code for indicator in catalogue.indicators if not indicator.kind.is_quotient}
    return {
        key: value * factor if key[1] in counted and isinstance(value, Decimal) else value
        for key, value in fill.items()
    }


def _put_texts(texts: Mapping[str, str], part: str) -> str:
    """The shared strings with some of them in place of others."""

    def put(found: re.Match[str]) -> str:
        text = unescape(found[2])
        return f"{found[1]}{escape(texts.get(text, text))}</t>"

    return re.sub("(<t[^>]*>)([^<]*)</t>", put, part)


def _renamed(model: FormPlan, another: FormPlan) -> Iterator[tuple[str, str]]:
    """Each text of a form that another unit's has otherwise, with what stands there."""
    for sheet in model.sheets:
        for at, cell in another.sheet[sheet.key].cells.items():
            yield str(sheet.cells[at].value), str(cell.value)
    for key in COMPANIONS:
        yield companion_marker(model, key), companion_marker(another, key)


def _local_fills() -> list[Fill]:
    """What the thirteen local units of the sample type in."""
    catalogue = shipped()
    fills = sample_fills(catalogue, catalogue.period["CN"], load_wording())
    return [fills[u.code] for u in catalogue.reporting_units(catalogue.period["CN"]) if u.kind is UnitKind.LOCAL]


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
