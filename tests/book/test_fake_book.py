"""The workbook without a file behaves as the one in a file: what is proved on it holds for the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import master
from tests.fake_book import CELLS, ROWS, FakeBook
from xlpy.book.file import FileBook
from xlpy.book.places import INBOX, MARK, NEXT, STATE
from xlpy.book.port import ActiveCell, BookError, MasterBook, NoSuchPartError, Update
from xlpy.book.sheets import empty_sheet
from xlpy.book.words import load_book_words

pytestmark = pytest.mark.slow("book")

WORDS = load_book_words()
STANDS = ActiveCell("Tổng hợp", 3, 2)


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> Iterator[tuple[MasterBook, MasterBook]]:
    """The same workbook in memory and in a file; an update of both is undone by none."""
    path: Path = master.put(tmp_path_factory.mktemp("so"), macros=False)
    yield FakeBook(path, STANDS), FileBook(path, STANDS)


def test_it_holds_the_same_tables(both):
    fake, real = both
    for own in WORDS.catalogue.values():
        assert fake.table(own.table) == real.table(own.table)


def test_it_holds_the_same_place_and_selection(both):
    fake, real = both
    assert (fake.path, fake.selection()) == (real.path, real.selection())


@pytest.mark.parametrize("ask", [lambda book: book.table("tblKhong"), lambda book: book.value("OKhongCo")])
def test_what_is_missing_is_told_in_the_same_words(both, ask):
    said = []
    for book in both:
        with pytest.raises(NoSuchPartError) as caught:
            ask(book)
        said.append(str(caught.value))
    assert said[0] == said[1]


@pytest.mark.parametrize("name", ROWS)
def test_a_range_of_other_rows_is_refused_and_nothing_is_written(both, name):
    for book in both:
        before = book.value(INBOX)
        with pytest.raises(BookError):
            book.apply(Update(cells={INBOX: "mới"}, blocks={name: ((None,),) * (ROWS[name] + 1)}))
        assert book.value(INBOX) == before


def test_an_update_leaves_the_same_values(both):
    page = empty_sheet(WORDS.sheet("check"), WORDS)
    lines = tuple((f"– việc {number}",) for number in range(ROWS[NEXT]))
    for book in both:
        book.apply(Update((page,), cells={INBOX: "/nơi nào", STATE["sent"]: 15, MARK: "01"}, blocks={NEXT: lines}))
    fake, real = both
    assert [fake.value(name) for name in CELLS] == [real.value(name) for name in CELLS]
    assert (fake.value(STATE["sent"]), fake.value(MARK)) == ("15", "01")
