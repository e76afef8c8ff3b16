"""Whatever goes into the history comes out of it, exactly: hypothesis makes up what an office would never send."""

from __future__ import annotations

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import ARRIVED
from tests.small_catalogue import HK1
from tests.store_cases import new, open_store
from xlpy.app.store import Entry, Outcome, SavedTotal
from xlpy.model.edition import FileRecord
from xlpy.model.submission import ActivityReport, Answer, Column, Received, Source, State, Submission, Text

pytestmark = pytest.mark.slow("round")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
codes = st.sampled_from(["N1.01", "N1.02", "N1.03"])
decimals = st.decimals(allow_nan=False, allow_infinity=False)
days = st.none() | st.dates(date(2023, 1, 1), date(2026, 1, 1))
FILE, UNIT = "Zalo 24-6/Đức Phổ.xlsx", "534"


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    value = draw(st.none() | decimals)
    where = Source(FILE, draw(texts), draw(st.sampled_from(["F7", "E12", ""])))
    column, state = draw(st.sampled_from(Column)), draw(st.sampled_from(State))
    return Answer(UNIT, draw(codes), column, state, value, draw(texts), where, draw(st.sampled_from(["", "O406"])))


said = st.none() | st.builds(Text, texts, st.builds(Source, st.just(FILE), texts, st.just("G3")))
reports = st.builds(
    ActivityReport,
    unit=st.just(UNIT),
    activity=st.sampled_from(["N1.A1", "N1.A2"]),
    status=texts,
    percent=st.none() | decimals,
    result=said,
    evidence=said,
    difficulty=said,
    source=st.builds(Source, st.just(FILE), texts, st.just("F9")),
)
submissions = st.builds(
    Submission,
    received=st.just(Received(FILE, "aa", 1, ARRIVED)),
    unit=st.just(UNIT),
    period=st.sampled_from(["HK1", "CN", ""]),
    usable=st.booleans(),
    answers=st.lists(answers(), max_size=6).map(tuple),
    activities=st.lists(reports, max_size=3).map(tuple),
    reported_on=days,
)
totals = st.builds(
    SavedTotal,
    codes,
    st.sampled_from(["tinh", "mien_nui"]),
    st.none() | decimals,
    st.lists(st.sampled_from(["535", "STC", "SGDDT"]), unique=True).map(tuple),
)
entries = st.builds(Entry, texts, texts, texts, texts, st.sampled_from(Outcome))


def digits(numbers: list[Decimal | None]) -> list[object]:
    """Equal only where each digit is, the zeros at the end included."""
    return [number if number is None else number.as_tuple() for number in numbers]


@settings(max_examples=60, deadline=None)
@given(st.lists(submissions, min_size=1, max_size=2), days, st.booleans(), texts)
def test_a_sending_comes_back_as_it_was_last_read(
    read: list[Submission], received: date | None, used: bool, reason: str
):
    record = FileRecord(FILE, "aa", 1, UNIT, received, used, reason, {})
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "Plan167.db")
        for submission in read:
            store.remember(HK1, [submission], [record])
        (sending,) = store.sendings(HK1, UNIT)
    last = read[-1]
    assert (sending.answers, sending.activities) == (last.answers, last.activities)
    assert digits([a.value for a in sending.answers]) == digits([a.value for a in last.answers])
    assert (last.period, last.usable, last.reported_on) == (sending.period, sending.usable, sending.reported_on)
    assert (received, used, reason) == (sending.received_on, sending.used, sending.reason)


@settings(max_examples=40, deadline=None)
@given(st.lists(totals, max_size=8).map(tuple), st.lists(entries, max_size=5))
def test_totals_and_journal_come_back_as_they_were_written(kept: tuple[SavedTotal, ...], written: list[Entry]):
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "Plan167.db")
        number = store.new_edition(new("a", totals=kept))
        for entry in written:
            store.record(entry)
        again, lines = store.totals(HK1, number), store.journal()
    assert again == kept
    assert digits([total.value for total in again]) == digits([total.value for total in kept])
    assert [line.entry for line in reversed(lines)] == written
