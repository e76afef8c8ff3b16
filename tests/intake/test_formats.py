"""The same form content is the same submission, whatever kind of file it came in."""

from __future__ import annotations

import random
import shutil
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools import soffice_convert
from xlpy.app.usecases import open_period
from xlpy.catalogue.load import shipped
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import write_form
from xlpy.intake.receive import receive
from xlpy.model.cells import CellValue
from xlpy.model.submission import STATUSES, Received, Source, Submission, Text

CONTEXT = open_period(shipped(), "CN", load_wording())


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One filled form as .xlsx, and that file converted by LibreOffice (.xls, .ods, .fods) and relabelled (.xlsm)."""
    folder = tmp_path_factory.mktemp("formats")
    unit = CONTEXT.catalogue.reporting_units(CONTEXT.period)[1]
    dice = random.Random(5)
    fill: dict[tuple[str, str, str], CellValue] = {}
    for number, indicator in enumerate(CONTEXT.catalogue.asked(unit).indicators):
        words: list[CellValue] = [Decimal(dice.randint(0, 5000)), "K", "CCSL", "1.810", "1774", "khoảng 20", "-"]
        fill["indicators", indicator.code, "actual"] = words[number % 9] if number % 9 < 7 else Decimal(0)
        if number % 10 == 9:
            del fill["indicators", indicator.code, "actual"]
    for number, activity in enumerate(CONTEXT.catalogue.asked(unit).activities):
        fill["activities", activity.code, "status"] = (*STATUSES[:2], "xong")[number % 3]
        fill["activities", activity.code, "percent"] = Decimal(number)
        fill["activities", activity.code, "result"] = "- Đã triển khai;\n= đạt kế hoạch"
    fill["issues", "N3", "difficulty"] = "Thiếu giáo viên"
    fill["cover", "reported_on", "value"] = datetime(2024, 6, 12)
    xlsx = folder / "form.xlsx"
    xlsx.write_bytes(write_form(CONTEXT.plan(unit), CONTEXT.catalogue, CONTEXT.wording, fill))
    made = {"xlsx": xlsx, "xlsm": as_xlsm(xlsx, folder / "form.xlsm")}
    for kind in ("xls", "ods", "fods"):
        made[kind] = soffice_convert(xlsx, kind, folder)
    return made


def as_xlsm(path: Path, target: Path) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
                data = data.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            new.writestr(item.filename, data)
    return target


def said(path: Path) -> Submission:
    """The submission without what is the file's own: its name, hash, size and time."""
    name = "form" + path.suffix
    got = receive(CONTEXT, path.read_bytes(), name, datetime(2024, 6, 1))

    def here(source: Source) -> Source:
        return source._replace(file="form")

    def words(text: Text | None) -> Text | None:
        return Text(text.value, here(text.source)) if text else None

    return replace(
        got,
        received=Received("form", "", 0, datetime(2024, 6, 1)),
        answers=tuple(a._replace(source=here(a.source)) for a in got.answers),
        activities=tuple(
            replace(
                a,
                source=here(a.source),
                result=words(a.result),
                evidence=words(a.evidence),
                difficulty=words(a.difficulty),
            )
            for a in got.activities
        ),
        issues=tuple(replace(i, source=here(i.source), difficulty=words(i.difficulty)) for i in got.issues),
        findings=tuple(
            replace(f, source=here(f.source), params={**f.params, "file": "form"})
            for f in sorted(got.findings, key=lambda f: (f.source, f.code))
        ),
        cover={field: here(source) for field, source in got.cover.items()},
        dispositions=tuple(
            sorted((f._replace(source=here(f.source)) for f in got.dispositions), key=lambda f: f.source)
        ),
    )


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsm", "xls", "ods", "fods"])
def test_a_form_in_another_format_is_the_same_submission(forms, kind):
    assert said(forms[kind]) == said(forms["xlsx"])


@pytest.mark.office
def test_the_form_compared_is_full_of_answers_and_findings(forms):
    got = said(forms["xlsx"])

    assert (got.usable, len(got.answers) > 60, len(got.findings) > 20) == (True, True, True)


@pytest.mark.office
def test_a_copied_form_reads_the_same(forms, tmp_path):
    copy = Path(shutil.copy(forms["xlsx"], tmp_path / "form (1).xlsx"))

    assert said(copy) == said(forms["xlsx"])
