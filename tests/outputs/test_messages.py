"""A messy round told in lines: roots with their consequences counted, nothing dropped, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from tests.builders import context, form, found, read
from tests.message_cases import CASES, FILE, UNIT, complete, sound
from xlpy.model.submission import Finding
from xlpy.outputs.grouping import Line, group
from xlpy.outputs.messages import remedy, sentence, title

CATALOGUE = context().catalogue
DISTRICT = "524"


def told(files: Iterable[tuple[str, bytes]]) -> tuple[Finding, ...]:
    return found(CATALOGUE, context().period, [read(data, name) for name, data in files])


@cache
def messy() -> tuple[Finding, ...]:
    """An empty form of a district, a form of the wrong period, one replaced by another, one that is no file of ours."""
    wrong = form(UNIT, {**complete(), ("indicators", "N8.11", "actual"): "-"})
    files = {
        "huyen.xlsx": form(DISTRICT),
        "a.xlsx": wrong,
        **sound(),
        "b.xlsx": form("STC", opened=context("HK1")),
        "la.pdf": b"%PDF-1.7",
    }
    return told(files.items())


@cache
def lines() -> tuple[Line, ...]:
    return group(messy())


def line(code: str, unit: str) -> Line:
    return next(line for line in lines() if line.finding.code == code and line.finding.unit == unit)


def test_every_finding_is_in_a_line_or_counted_under_one() -> None:
    assert len(messy()) == sum(line.count + line.folded for line in lines())


def test_only_roots_head_a_line() -> None:
    assert [line.finding.code for line in lines() if line.finding.caused_by] == []


def test_an_empty_form_is_one_line_for_its_tasks() -> None:
    tasks = len(CATALOGUE.asked(CATALOGUE.units_on(context().period.cut_off)[2]).tasks)
    assert (tasks, DISTRICT) == (line("N501", DISTRICT).count, line("N501", DISTRICT).finding.unit)


def test_blanks_of_an_empty_form_are_counted_not_listed() -> None:
    blanks = [f for f in messy() if f.unit == DISTRICT and f.code[:3] in ("O40", "N50", "R23") and f.code != "N501"]
    assert len(blanks) == line("N501", DISTRICT).folded


def test_a_form_of_the_wrong_period_is_one_line() -> None:
    assert [line.finding.code for line in lines() if line.finding.unit == "STC"] == ["B203"]


def test_a_replaced_file_is_told_once_with_its_consequences() -> None:
    assert [line("T111", UNIT).finding.code, line("T111", UNIT).folded] == ["T111", 1]


def test_a_line_says_how_many_findings_follow_from_it() -> None:
    blanks = line("N501", DISTRICT)
    assert blanks.sentence(CATALOGUE).endswith(
        f"(Kéo theo {blanks.folded} phát hiện khác, tự hết khi sửa xong nội dung này.)"
    )


def test_what_is_told_for_information_asks_nobody_to_mend_it() -> None:
    assert line("T111", UNIT).sentence(CATALOGUE).endswith("(Kéo theo 1 phát hiện khác.)")


@pytest.mark.parametrize("code", sorted({finding.code for finding in messy()}))
def test_every_code_of_a_messy_round_has_words(code: str) -> None:
    finding = next(each for each in messy() if each.code == code)
    words = sentence(CATALOGUE, finding), remedy(CATALOGUE, finding), title(CATALOGUE, code)
    assert [text for text in words if not text or "không rõ" in text or "{" in text] == []


def test_the_same_finding_reads_the_same_twice() -> None:
    finding = told(CASES["O404"].broken().items())[0]
    assert sentence(CATALOGUE, finding) == sentence(CATALOGUE, finding)


def test_a_sound_file_has_no_line() -> None:
    assert [line for line in group(told(sound().items())) if line.finding.source.file == FILE] == []
