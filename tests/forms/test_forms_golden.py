"""The sheets of a small form against the ones kept in ``tests/data/form``.

After a wanted change: PLAN167_GOLDEN=write pytest tests/forms/test_forms_golden.py, then read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.form_files import complete_fill, part, plan_of, written
from tests.small_catalogue import BA_TO, small_catalogue

GOLDEN = Path(__file__).parents[1] / "data" / "form"
SHEETS = ("cover", "indicators", "activities", "issues", "check", "guide", "lists")


def normalised(data: bytes, number: int) -> str:
    """A sheet's XML, an element a line, with shared strings in their place; styles and identities left out."""
    strings = re.findall(r"<si><t[^>]*>(.*?)</t></si>", part(data, "xl/sharedStrings.xml"), re.DOTALL)
    xml = part(data, f"xl/worksheets/sheet{number}.xml")
    xml = re.sub(r' t="s"><v>(\d+)</v>', lambda found: f' t="s"><v>{strings[int(found[1])]}</v>', xml)
    xml = re.sub(r' (?:s|spans|dxfId|xmlns(?::\w+)?|r:id)="[^"]*"', "", xml)
    return re.sub(r"(?<=>)(?=<(?!/(?:v|f|t|c|formula\d?)>))", "\n", xml) + "\n"


PAGES = [(sheet, fill) for sheet in SHEETS for fill in ("blank", "full") if fill == "blank" or sheet not in SHEETS[5:]]


@pytest.mark.parametrize(("sheet", "fill"), PAGES)
def test_a_sheet_is_the_one_that_was_looked_at(sheet: str, fill: str) -> None:
    plan = plan_of(small_catalogue(), BA_TO)
    data = written(small_catalogue(), BA_TO, complete_fill(plan) if fill == "full" else {})
    actual = normalised(data, SHEETS.index(sheet) + 1)
    golden = GOLDEN / f"{sheet}-{fill}.xml"
    if os.environ.get("PLAN167_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(actual, encoding="utf-8", newline="\n")
    assert golden.read_text(encoding="utf-8") == actual
