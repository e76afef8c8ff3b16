"""Each message code that reading and checking give: told once at its cell, in Vietnamese, quoting what stands there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from openpyxl import Workbook

from tests.builders import context, damaged, form, found, read, received
from tests.message_cases import CASES, COVER, FIGURES, FILE, UNIT, Files, complete, sound, with_history
from xlpy.catalogue.load import shipped
from xlpy.intake.receive import receive
from xlpy.intake.register import is_register, receipts
from xlpy.intake.selection import of_register
from xlpy.model.catalogue import Message, Rule
from xlpy.model.submission import Finding, Severity, Source
from xlpy.outputs.messages import remedy, sentence

pytestmark = pytest.mark.slow("codes")

CATALOGUE = shipped()
OF_DECISIONS = ("T140", "T141", "C660", "C661", "C662")
"""Codes that no file brings about but a decision of the office: `tests.consolidation.test_decisions` has them."""
EVERY = pytest.mark.parametrize("code", CASES)


@cache
def files_of(code: str, *, right: bool) -> Files:
    return CASES[code].right() if right else CASES[code].broken()


def told(code: str, *, right: bool = False) -> list[Finding]:
    """The root findings of the code about the case's unit, through the whole intake and all checks."""
    case = CASES[code]
    opened = case.mended() if right and case.mended else case.opened()
    files = files_of(code, right=right)
    sent = {name: data for name, data in files.items() if not is_register(name)}
    arrived = received(sent, opened, case.arrived)
    every = found(opened.catalogue, opened.period, arrived, opened.previous, opened.earlier)
    for name in files.keys() - sent:
        every += of_register(opened.catalogue, receipts(name, files[name], sent).notes)
    return [f for f in every if f.code == code and f.unit == case.unit and not f.caused_by]


@cache
def once(code: str) -> list[Finding]:
    return told(code)


@EVERY
def test_the_fault_is_told_once_at_its_file_sheet_and_cell(code: str) -> None:
    case = CASES[code]
    assert [Source(case.file, *case.at)] == [finding.source for finding in once(code)]


@EVERY
def test_the_finding_weighs_what_the_catalogue_says(code: str) -> None:
    assert [CATALOGUE.message[code].severity] == [finding.severity for finding in once(code)]


@EVERY
def test_the_sentence_quotes_what_stands_there(code: str) -> None:
    text = sentence(CATALOGUE, once(code)[0])
    assert [quote for quote in CASES[code].quotes if quote not in text] == []


@EVERY
def test_the_sentence_and_its_remedy_are_complete(code: str) -> None:
    text = sentence(CATALOGUE, once(code)[0]) + " " + remedy(CATALOGUE, once(code)[0])
    assert re.findall(r"không rõ(?! ngày)|[{}]|None|\(\)|“”|  ", text) == []


@EVERY
def test_a_sound_file_does_not_give_the_finding(code: str) -> None:
    assert told(code, right=True) == []


@EVERY
def test_the_finding_is_given_again_in_the_same_process(code: str) -> None:
    first = once(code)
    assert (1, first) == (len(first), told(code))


@pytest.mark.parametrize("unit", ["STTTT", "SNV", "STC"])
def test_a_complete_form_gives_no_finding_at_all(unit: str) -> None:
    opened = with_history()
    arrived = [receive(opened, data, name, CASES["O401"].arrived) for name, data in sound(unit).items()]
    every = found(opened.catalogue, opened.period, arrived, opened.previous)
    assert [finding for finding in every if finding.unit == unit] == []


def test_every_message_of_the_catalogue_has_a_case() -> None:
    assert set(CATALOGUE.message) == set(CASES) | set(OF_DECISIONS)


def _no_cover(book: Workbook) -> None:
    book.remove(book[COVER])


ODD: list[tuple[str, Callable[[], bytes], str]] = [
    (
        "B208",
        lambda: damaged(sound()[FILE], lambda book: book[FIGURES].delete_cols(6)),
        "trang Chỉ tiêu, ô F6 của biểu mẫu gốc: tiêu đề là “(mất cột)”; cần “Thực hiện kỳ này”.",
    ),
    (
        "B208",
        lambda: damaged(sound()[FILE], lambda book: setattr(book[FIGURES]["F6"], "value", None)),
        "trang Chỉ tiêu, ô F6: tiêu đề là “(để trống)”; cần “Thực hiện kỳ này”.",
    ),
    (
        "B203",
        lambda: damaged(form(UNIT, opened=context("HK1")), _no_cover),
        "trang Chỉ tiêu, ô A1: ghi kỳ “Học kỳ I năm học 2023-2024”;",
    ),
    (
        "N506",
        lambda: form(UNIT, {**complete(), ("issues", "BS1", "difficulty"): "Thiếu giáo viên"}),
        "trang Khó khăn, kiến nghị, ô B11: “(để trống)” không khớp nhiệm vụ nào",
    ),
    (
        "O404",
        lambda: damaged(sound()[FILE], lambda book: setattr(book[FIGURES]["F9"], "value", date(2024, 5, 1))),
        "cần một số (số nguyên không âm; ô đang ở dạng ngày tháng;",
    ),
    (
        "O409",
        lambda: form(UNIT, {**complete(), ("indicators", "N8.11", "actual"): Decimal("1.81")}),
        "cần số nguyên không âm; giá trị nghi đúng là 1.810; dấu chấm ngăn hàng nghìn có thể",
    ),
    (
        "O412",
        lambda: form(UNIT, {**complete(), ("cover", "reported_on", "value"): "sớm"}),
        "ghi “sớm”, không rõ ngày nào; cần ngày theo dạng ngày/tháng/năm.",
    ),
]
"""Rarer ways into a code, in which the sentence must read as well."""


@pytest.mark.parametrize(("code", "data", "words"), ODD, ids=[f"{n}-{odd[0]}" for n, odd in enumerate(ODD)])
def test_a_rarer_fault_reads_well(code: str, data: Callable[[], bytes], words: str) -> None:
    finding = next(finding for finding in read(data()).findings if finding.code == code)
    assert words in sentence(CATALOGUE, finding)


NOTHING_ASKED = re.compile(r"không phải làm gì|giữ nguyên nếu|không phải gửi lại", re.IGNORECASE)


def test_what_asks_nothing_of_the_unit_is_information_and_no_warning() -> None:
    """A unit that must answer in five days can't be told that there is nothing to do."""
    rows: tuple[Message | Rule, ...] = (*CATALOGUE.messages, *CATALOGUE.rules)
    asking = [row for row in rows if row.severity is not Severity.INFO]
    assert [row.code for row in asking if NOTHING_ASKED.search(row.remedy)] == []


def test_no_remedy_uses_the_clipped_verb_of_the_spoken_language() -> None:
    rows: tuple[Message | Rule, ...] = (*CATALOGUE.messages, *CATALOGUE.rules)
    assert [row.code for row in rows if re.search(r"\brà (?!soát)", row.remedy, re.IGNORECASE)] == []
