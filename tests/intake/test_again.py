"""A file that was read before is not read again, and nothing that changed is ever answered from what was kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import builders
from tests.master import SAMPLE_INBOX
from xlpy.app.usecases import open_period
from xlpy.intake import receive
from xlpy.intake.context import IntakeContext
from xlpy.intake.folder import open_inbox
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Reading, Refusal
from xlpy.intake.reading_cache import Hear, Heard, Job, heard, key_of, mark_of, read_again, reader_of
from xlpy.intake.receive import Receipt
from xlpy.intake.submission_text import PackedError, pack, unpack
from xlpy.intake.unpacking import Arrival
from xlpy.model.submission import Received, Source, Submission

TWO = ("535", "534")


class Kept(dict[str, str]):
    """Readings in memory."""

    def known(self) -> frozenset[str]:
        return frozenset(self)

    def take(self, keys: Collection[str]) -> Mapping[str, str]:
        return {key: self[key] for key in keys if key in self}

    def keep(self, packed: Mapping[str, str], used: Collection[str]) -> None:
        self.update(packed)


def here(job: Job, arrivals: Sequence[Arrival], hear: Hear) -> list[Heard]:
    """The job done in this process."""
    return [hear(job(arrival)) for arrival in arrivals]


def submissions(receipts: Sequence[Receipt]) -> str:
    """What was read, to the last field."""
    return repr([receipt.submission for receipt in receipts])


@cache
def forms() -> Mapping[str, bytes]:
    return {f"{unit}.xlsx": builders.form(unit) for unit in TWO}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in forms().items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def read(context: IntakeContext, folder: Path, kept: Kept) -> list[Receipt]:
    return read_again(context, kept, open_inbox(folder).arrivals, here)


@pytest.mark.parametrize("keeps", [True, False])
def test_the_text_of_a_reading_stays_only_where_it_is_to_be_kept(keeps: bool, folder: Path) -> None:
    reply = reader_of(builders.context())(open_inbox(folder).arrivals[0])
    held = heard(reply, keeps=keeps)
    assert held.reply.packed == (reply.packed if keeps else "")
    assert held.receipt is not None
    assert held.receipt.submission == unpack(reply.packed, held.receipt.submission.received)


@pytest.mark.slow("round")
def test_every_file_of_the_sample_comes_back_from_its_packed_form_as_it_was() -> None:
    context = builders.context()
    for arrival in open_inbox(SAMPLE_INBOX).arrivals:
        submission = receive.receive_path(context, arrival).submission
        assert repr(unpack(pack(submission), submission.received)) == repr(submission)


@pytest.mark.slow("round")
def test_reading_does_not_depend_on_the_rules() -> None:
    context = builders.context()
    assert context.catalogue.rules
    bare = reader_of(context).context
    for arrival in open_inbox(SAMPLE_INBOX).arrivals:
        assert receive.receive_path(bare, arrival) == receive.receive_path(context, arrival)


def test_a_second_reading_opens_no_spreadsheet(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    first = read(builders.context(), folder, kept)
    monkeypatch.setattr(receive, "read_book", None)
    assert submissions(read(builders.context(), folder, kept)) == submissions(first)
    assert len(kept) == len(TWO)


def test_only_the_changed_file_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    read(builders.context(), folder, kept)
    (folder / "535.xlsx").write_bytes(forms()["534.xlsx"])
    opened: list[str] = []

    def noted(data: bytes, name: str) -> Reading | Refusal:
        opened.append(name)
        return read_book(data, name)

    monkeypatch.setattr(receive, "read_book", noted)
    read(builders.context(), folder, kept)
    assert opened == ["535.xlsx"]


def test_a_changed_rule_reads_nothing_again() -> None:
    context = builders.context()
    fewer = replace(context, catalogue=replace(context.catalogue, rules=context.catalogue.rules[1:]))
    assert reader_of(context).mark == reader_of(fewer).mark


@pytest.mark.parametrize("packed", ["", "{", "[]", "[1,2]", "null", '[["a"],[[5,"A1"]]]', "[" * 100_000])
def test_what_was_not_packed_by_us_is_read_after_all(folder: Path, packed: str) -> None:
    kept = Kept()
    first = submissions(read(builders.context(), folder, kept))
    kept.update(dict.fromkeys(kept, packed))
    assert submissions(read(builders.context(), folder, kept)) == first
    assert packed not in kept.values()


def test_what_is_lost_between_two_looks_is_read_after_all(folder: Path) -> None:
    class Forgetful(Kept):
        def take(self, keys: Collection[str]) -> Mapping[str, str]:
            return {}

    kept = Forgetful()
    first = submissions(read(builders.context(), folder, kept))
    assert submissions(read(builders.context(), folder, kept)) == first


def test_a_submission_that_names_another_file_is_not_packed() -> None:
    submission = replace(builders.read(forms()["535.xlsx"]), cover={"phone": Source("khác.xlsx")})
    with pytest.raises(PackedError):
        pack(submission)


def test_a_container_is_opened_each_time_and_what_lay_in_it_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(builders.mail(("535.xlsx", forms()["535.xlsx"])))
    kept = Kept()
    assert [receipt.entries != () for receipt in read(builders.context(), tmp_path, kept)] == [True]
    assert not kept


# --- Never stale --------------------------------------------------------------------------------------------

CATALOGUE = builders.context().catalogue


def _message(context: IntakeContext) -> IntakeContext:
    """O401 weighs otherwise."""
    messages = tuple(
        replace(each, severity=type(each.severity)("info" if each.severity == "warning" else "warning"))
        if each.code == "O401"
        else each
        for each in context.catalogue.messages
    )
    return replace(context, catalogue=replace(context.catalogue, messages=messages))


def _unit(context: IntakeContext) -> IntakeContext:
    units = tuple(
        replace(each, name=f"{each.name} mới") if each.code == "535" else each for each in context.catalogue.units
    )
    return open_period(replace(context.catalogue, units=units), context.period.code, context.wording)


def _indicator(context: IntakeContext) -> IntakeContext:
    first, *others = context.catalogue.indicators
    indicators = (replace(first, name=f"{first.name} (sửa)"), *others)
    return replace(context, catalogue=replace(context.catalogue, indicators=indicators), _plans={})


def _period(context: IntakeContext) -> IntakeContext:
    return open_period(context.catalogue, "HK1", context.wording, context.previous)


def _previous(context: IntakeContext) -> IntakeContext:
    return replace(context, previous={"535": {"N1.01": Decimal(7)}}, _plans={})


def _wording(context: IntakeContext) -> IntakeContext:
    tables = {**context.wording.tables, "sheets": {**context.wording.tables["sheets"], "issues": "Khó khăn khác"}}
    return replace(context, wording=replace(context.wording, tables=tables), _plans={})


def _rules(context: IntakeContext) -> IntakeContext:
    return replace(context, catalogue=replace(context.catalogue, rules=()))


CONTEXTS = (_message, _unit, _indicator, _period, _previous, _wording, _rules)


def _renamed(folder: Path) -> None:
    (folder / "535.xlsx").replace(folder / "đổi tên.xls")


def _swapped(folder: Path) -> None:
    (folder / "535.xlsx").write_bytes(forms()["534.xlsx"])


def _filled(folder: Path) -> None:
    fill = {("indicators", "N1.01", "actual"): Decimal(12)}
    (folder / "534.xlsx").write_bytes(builders.form("534", fill))


def _cut(folder: Path) -> None:
    (folder / "534.xlsx").write_bytes(forms()["534.xlsx"][:-100])


def _gone(folder: Path) -> None:
    (folder / "534.xlsx").unlink(missing_ok=True)


def _added(folder: Path) -> None:
    (folder / "b.xlsx").write_bytes(forms()["535.xlsx"])


FOLDERS = (_swapped, _filled, _cut, _added, _gone, _renamed)


@pytest.mark.slow("search")
@settings(max_examples=20)
@given(st.lists(st.sampled_from(CONTEXTS), max_size=3), st.lists(st.sampled_from(FOLDERS), max_size=2, unique=True))
def test_after_any_change_what_was_kept_gives_what_reading_gives(changes, moves) -> None:
    kept, context = Kept(), builders.context()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in forms().items():
            (folder / file).write_bytes(data)
        read(context, folder, kept)
        for change in changes:
            context = change(context)
        for move in sorted(moves, key=FOLDERS.index):  # a file is changed before it is renamed or gone
            move(folder)
        assert submissions(read(context, folder, kept)) == submissions(read(context, folder, Kept()))


@pytest.mark.parametrize("change", [change for change in CONTEXTS if change is not _rules])
def test_whatever_a_reading_depends_on_gives_another_mark(change) -> None:
    context = builders.context()
    assert mark_of(change(context)) != mark_of(context)


def test_a_name_or_a_byte_gives_another_key() -> None:
    one = Received("a.xlsx", "00", 1, builders.ARRIVED)
    others = (one, replace(one, file="b.xlsx"), replace(one, sha256="01"))
    assert len({key_of("dấu", each) for each in others}) == 3
    assert key_of("dấu", one) == key_of("dấu", replace(one, size=2)) != key_of("khác", one)


def test_an_empty_submission_comes_back_too() -> None:
    empty = Submission(Received("a.xlsx", "00", 1, builders.ARRIVED))
    assert unpack(pack(empty), empty.received) == empty
