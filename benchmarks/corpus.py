"""A folder of filled forms of many units, some of them damaged as real ones are."""

from __future__ import annotations

import csv
import random
import shutil
import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from xlpy.catalogue.load import load
from xlpy.catalogue.model import Catalogue, Unit
from xlpy.forms.plan import STATUS_DOING, form_plan
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import Fill, write_form
from xlpy.intake.grid import CellValue

SHIPPED = Path(__file__).resolve().parents[1] / "xlpy" / "data" / "2023-2024"


def make_catalogue(folder: Path, units: int) -> Catalogue:
    """The shipped catalogue with that many local units in place of its own."""
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
        writer.writerows(made)
    return load(folder)


def make_forms(folder: Path, catalogue: Catalogue, seed: int = 167) -> None:
    """One filled form for each unit; every fifth is damaged, in turn by each of the damages below."""
    folder.mkdir(parents=True)
    period, wording = catalogue.period["CN"], load_wording()
    damages = (_error_cell, _as_text, _blank, _words)
    for number, unit in enumerate(catalogue.senders(period)):
        dice = random.Random(seed + number)
        fill = dict(_fill(catalogue, unit, dice))
        if number % 5 == 0:
            damages[number // 5 % len(damages)](fill, dice)
        data = write_form(form_plan(catalogue, unit, period, wording), catalogue, wording, fill)
        if number % 20 == 7:
            data = _without_stored_results(data)
        (folder / f"{number:03} {unit.name}.xlsx").write_bytes(data)


def _fill(catalogue: Catalogue, unit: Unit, dice: random.Random) -> Fill:
    fill: dict[tuple[str, str, str], CellValue] = {}
    for indicator in catalogue.asked_indicators(unit):
        fill["indicators", indicator.code, "actual"] = Decimal(dice.randint(1, 5000))
        if indicator.has_plan:
            fill["indicators", indicator.code, "plan"] = Decimal(dice.randint(1, 5000))
        if dice.random() < 0.1:
            fill["indicators", indicator.code, "note"] = "Số liệu rà soát đến ngày chốt"
    for activity in catalogue.asked_activities(unit):
        fill["activities", activity.code, "status"] = STATUS_DOING
        fill["activities", activity.code, "percent"] = Decimal(dice.randint(1, 99))
        fill["activities", activity.code, "result"] = "- Đã triển khai đến các trường; đang tổng hợp kết quả"
        fill["activities", activity.code, "difficulty"] = "Thiếu giáo viên Tin học, Ngoại ngữ"
    for task in catalogue.asked_tasks(unit):
        fill["issues", task.code, "difficulty"] = "Cơ sở vật chất một số điểm trường xuống cấp"
        fill["issues", task.code, "recommendation"] = "Đề nghị bố trí kinh phí sửa chữa trong năm 2024"
    return fill


Damage = Callable[[dict[tuple[str, str, str], CellValue], random.Random], None]


def _some(fill: dict[tuple[str, str, str], CellValue], dice: random.Random) -> list[tuple[str, str, str]]:
    return dice.sample([key for key in fill if key[2] == "actual"], 5)


def _error_cell(fill: dict[tuple[str, str, str], CellValue], dice: random.Random) -> None:
    for key in _some(fill, dice):
        fill[key] = "#REF!"


def _as_text(fill: dict[tuple[str, str, str], CellValue], dice: random.Random) -> None:
    for key in _some(fill, dice):
        fill[key] = f"{dice.randint(1, 9)}.{dice.randint(100, 999)}"


def _blank(fill: dict[tuple[str, str, str], CellValue], dice: random.Random) -> None:
    for key in _some(fill, dice):
        del fill[key]


def _words(fill: dict[tuple[str, str, str], CellValue], dice: random.Random) -> None:
    for key, word in zip(_some(fill, dice), ("-", "khoảng 20", "Không có", "CCSL", "K"), strict=True):
        fill[key] = word


def _without_stored_results(data: bytes) -> bytes:
    """The form as a program without a calculator would save it: formulas, no results."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                pieces = part.split(b"</f><v>")
                part = pieces[0] + b"".join(b"</f>" + piece.partition(b"</v>")[2] for piece in pieces[1:])
            new.writestr(item.filename, part)
    return out.getvalue()
