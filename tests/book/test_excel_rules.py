"""The checker of what Excel and Word refuse: silent on good files, and each cause catches the fault planted for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.excel_rules import excel, good, words
from tests.excel_rules.model import Cause, Fault, packed, unpacked

GOOD: dict[str, tuple[Callable[[], bytes], Callable[[bytes], list[Fault]]]] = {
    "book": (good.book, excel.report),
    "macros": (good.macros, excel.report),
    "paper": (good.paper, words.report),
}


@pytest.mark.parametrize("kind", list(GOOD))
def test_nothing_is_found_in_a_good_file(kind: str) -> None:
    make, report = GOOD[kind]
    assert report(make()) == []


@pytest.mark.slow("checker")
@pytest.mark.parametrize("cause", [*excel.CAUSES, *words.ALL], ids=lambda cause: f"{cause.code} {cause.sentence}")
def test_a_planted_fault_is_found_as_its_cause_and_as_no_other(cause: Cause) -> None:
    make, report = GOOD[cause.good]
    spoilt = packed(cause.plant(unpacked(make())))
    assert {fault.code for fault in report(spoilt)} == {cause.code}


def test_there_are_enough_causes_and_each_has_a_code_a_sentence_and_a_source() -> None:
    assert (len(excel.CAUSES) >= 60, len(words.CAUSES) >= 15) == (True, True)
    for causes in (excel.CAUSES, words.ALL):
        assert len({cause.code for cause in causes}) == len({cause.sentence for cause in causes}) == len(causes)
        assert [cause.code for cause in causes if not cause.source] == []
