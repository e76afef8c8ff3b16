"""Whatever happened to a form on its way, every cell of it is accounted for, and every finding quotes its cell."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlpy.app.usecases import edition_of, open_period
from xlpy.basics.a1 import a1
from xlpy.catalogue.load import shipped
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import write_form
from xlpy.intake.context import IntakeContext
from xlpy.intake.folder import Inbox
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Refusal
from xlpy.intake.notes import Notes, shortened
from xlpy.intake.numbers import quoted
from xlpy.intake.receive import receive_book
from xlpy.model.cells import Address, Book, CellError, CellValue, Sheet, UncachedFormula
from xlpy.model.edition import Edition
from xlpy.model.ledger import FRAME
from xlpy.model.submission import ActivityStatus, Disposition, Received, Submission

pytestmark = pytest.mark.slow("form")

CONTEXT = open_period(shipped(), "CN", load_wording())
FIRST_DAY = datetime(2024, 6, 1)


def filled(context: IntakeContext, code: str) -> Book:
    unit = context.reporting_unit(code)
    assert unit is not None
    dice = random.Random(code)
    fill: dict[tuple[str, str, str], CellValue] = {}
    for indicator in context.catalogue.asked(unit).indicators:
        fill["indicators", indicator.code, "actual"] = Decimal(dice.randint(0, 900))
    for activity in context.catalogue.asked(unit).activities:
        fill["activities", activity.code, "status"] = ActivityStatus.DOING.value
    for task in context.catalogue.asked(unit).tasks:
        fill["issues", task.code, "difficulty"] = "- Thiếu giáo viên"
    reading = read_book(write_form(context.plan(unit), context.catalogue, context.wording, fill), "a.xlsx")
    assert not isinstance(reading, Refusal)
    return reading.book


BOOKS = ("522", "STC", "SKHDT")


@cache
def sound(code: str) -> Book:
    """The form of one of BOOKS before anything happened to it."""
    return filled(CONTEXT, code)


values: st.SearchStrategy[CellValue] = st.one_of(
    st.text(alphabet="aăâđêôơưK0123456789.,-= %≥\u00a0", min_size=1, max_size=9).filter(lambda text: text != ""),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-9999, max_value=9999),
    st.sampled_from([CellError("#REF!"), UncachedFormula("=1+2"), True, datetime(2024, 5, 1), date(2024, 5, 1)]),
    st.sampled_from(["K", "CCSL", "Không có", "1.810", "Nhiệm vụ 8. Hội nhập quốc tế trong giáo dục", "Cộng", "N1.02"]),
)
Damage = Callable[[Book, random.Random, CellValue], Book]


def overwrite(book: Book, dice: random.Random, value: CellValue) -> Book:
    def change(sheet: Sheet) -> dict[Address, CellValue]:
        at = dice.choice(sorted(sheet.cells)) if sheet.cells else (1, 1)
        return {**sheet.cells, at: value}

    return _change(book, dice, change)


def write_beside(book: Book, dice: random.Random, value: CellValue) -> Book:
    at = (dice.randint(1, 140), dice.randint(1, 14))
    return _change(book, dice, lambda sheet: {**sheet.cells, at: value})


def clear(book: Book, dice: random.Random, value: CellValue) -> Book:
    def change(sheet: Sheet) -> dict[Address, CellValue]:
        gone = set(dice.sample(sorted(sheet.cells), min(5, len(sheet.cells))))
        return {at: old for at, old in sheet.cells.items() if at not in gone}

    return _change(book, dice, change)


def insert_row(book: Book, dice: random.Random, value: CellValue) -> Book:
    row = dice.randint(1, 60)

    def change(sheet: Sheet) -> dict[Address, CellValue]:
        return {(r + (r >= row), c): old for (r, c), old in sheet.cells.items()} | {(row, 3): value}

    return _change(book, dice, change)


def insert_column(book: Book, dice: random.Random, value: CellValue) -> Book:
    column = dice.randint(1, 9)

    def change(sheet: Sheet) -> dict[Address, CellValue]:
        return {(r, c + (c >= column)): old for (r, c), old in sheet.cells.items()} | {(12, column): value}

    return _change(book, dice, change)


def delete_row(book: Book, dice: random.Random, value: CellValue) -> Book:
    row = dice.randint(1, 60)

    def change(sheet: Sheet) -> dict[Address, CellValue]:
        return {(r - (r > row), c): old for (r, c), old in sheet.cells.items() if r != row}

    return _change(book, dice, change)


def copy_row(book: Book, dice: random.Random, value: CellValue) -> Book:
    of, to = dice.randint(1, 60), dice.randint(61, 90)

    def change(sheet: Sheet) -> dict[Address, CellValue]:
        return {**sheet.cells, **{(to, c): old for (r, c), old in sheet.cells.items() if r == of}}

    return _change(book, dice, change)


def add_sheet(book: Book, dice: random.Random, value: CellValue) -> Book:
    free = next(name for n in range(99) if (name := f"Sheet{n}") not in {sheet.name for sheet in book.sheets})
    return replace(book, sheets=(*book.sheets, Sheet(free, {(1, 1): value})))


def drop_sheet(book: Book, dice: random.Random, value: CellValue) -> Book:
    gone = dice.randrange(len(book.sheets)) if book.sheets else 0
    return replace(book, sheets=tuple(s for n, s in enumerate(book.sheets) if n != gone))


def rename_sheet(book: Book, dice: random.Random, value: CellValue) -> Book:
    which = dice.randrange(len(book.sheets)) if book.sheets else 0
    return replace(
        book,
        sheets=tuple(
            replace(s, name=f"bieu {len(book.sheets)}.{n}") if n == which else s for n, s in enumerate(book.sheets)
        ),
    )


def _change(book: Book, dice: random.Random, change: Callable[[Sheet], dict[Address, CellValue]]) -> Book:
    if not book.sheets:
        return book
    which = dice.randrange(min(4, len(book.sheets)))
    sheets = tuple(replace(s, cells=change(s)) if n == which else s for n, s in enumerate(book.sheets))
    return replace(book, sheets=sheets)


DAMAGES: list[Damage] = [
    overwrite,
    write_beside,
    clear,
    insert_row,
    insert_column,
    delete_row,
    copy_row,
    add_sheet,
    drop_sheet,
    rename_sheet,
]
damaged = st.tuples(
    st.sampled_from(BOOKS),
    st.lists(st.tuples(st.sampled_from(DAMAGES), st.integers(0, 10**6), values), max_size=6),
)
DamagePlan = tuple[str, list[tuple[Damage, int, CellValue]]]


def damage(plan: DamagePlan) -> Book:
    code, steps = plan
    book = sound(code)
    for step, seed, value in steps:
        book = step(book, random.Random(seed), value)
    return book


def read(book: Book, name: str = "a.xlsx", sha: str = "1") -> Submission:
    received = Received(name, sha, 1, FIRST_DAY)
    return receive_book(CONTEXT, book, received, Notes(CONTEXT.catalogue, name))


def edition(submissions: list[Submission]) -> Edition:
    return edition_of(CONTEXT, submissions, Inbox((), {}))


assert settings.default is not None
quick = settings(suppress_health_check=list(HealthCheck))
few = settings(quick, max_examples=settings.default.max_examples * 2 // 5)
"""For what makes whole editions."""


@quick
@given(damaged)
def test_every_received_cell_of_a_damaged_form_has_one_disposition(plan):
    book = damage(plan)

    got = read(book)

    held = sum(len(sheet.cells) for sheet in book.sheets)
    assert held == got.frame + got.unread + len(got.dispositions)


@quick
@given(damaged)
def test_no_cell_of_a_damaged_form_is_accounted_for_twice(plan):
    places = [entry.source for entry in read(damage(plan)).dispositions]

    assert len(places) == len(set(places))


@few
@given(damaged)
def test_the_cell_of_every_finding_holds_the_text_it_quotes(plan):
    book = damage(plan)
    texts = {(s.name, a1(at)): shortened(quoted(value)) for s in book.sheets for at, value in s.cells.items()}

    wrong = [
        finding
        for finding in edition([read(book)]).findings
        if finding.source.cell
        and finding.params.get("raw", "") not in ("", texts.get((finding.source.sheet, finding.source.cell), ""))
        and finding.code not in ("B205", "N507", "O412", "O418", "N506", "N502", "B203")
    ]

    assert wrong == []


@few
@given(damaged)
def test_the_ledger_of_the_edition_balances(plan):
    ledger = edition([read(damage(plan))]).ledger

    assert [line.balance for line in ledger.lines] == [0]


@few
@given(damaged)
def test_every_counted_figure_comes_from_a_cell_the_ledger_calls_used(plan):
    made = edition([read(damage(plan))])
    used = {cell.source for cell in made.ledger.cells if cell.disposition is Disposition.USED}

    assert [f for f in made.figures if f.counts and f.answer.source not in used] == []


@few
@given(damaged)
def test_a_counted_figure_is_what_its_cell_says(plan):
    book = damage(plan)
    cells = {(s.name, a1(at)): value for s in book.sheets for at, value in s.cells.items()}

    for figure in edition([read(book)]).figures:
        stored = cells.get((figure.answer.source.sheet, figure.answer.source.cell))
        if figure.counts and isinstance(stored, Decimal):
            assert figure.answer.value == stored


@pytest.mark.slow("round")
@few
@given(st.lists(damaged, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(plans, dice):
    submissions = [read(damage(plan), f"{n}.xlsx", str(n)) for n, plan in enumerate(plans)]
    shuffled = submissions.copy()
    dice.shuffle(shuffled)

    assert edition(shuffled) == edition(submissions)


def test_reading_the_same_form_twice_gives_the_same_submission():
    assert read(sound("522")) == read(sound("522"))


@pytest.mark.parametrize("code", BOOKS)
def test_an_undamaged_form_holds_nothing_unknown(code):
    got = read(sound(code))

    assert [entry for entry in got.dispositions if entry.disposition is Disposition.UNKNOWN] == []


def test_the_print_of_an_undamaged_form_is_all_frame():
    got = read(sound("522"))
    typed = len(got.dispositions)

    assert got.frame == sum(len(sheet.cells) for sheet in sound("522").sheets) - typed
    assert edition([got]).ledger.lines[0].excluded[FRAME] == got.frame
