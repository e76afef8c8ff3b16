"""Of all that a unit sent, the one file that counts; and what is told of the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import permutations

import pytest

from tests.builders import came, context
from xlpy.intake.selection import Selection, select
from xlpy.intake.sending_order import natural, turn
from xlpy.model.submission import Came, Finding, Received, Severity, Source, Submission

OPENED = context()
DEADLINE = OPENED.period.deadline_unit
UNIT = "535"


def sent(
    file: str,
    *,
    day: date = DEADLINE,
    at: str = "08:00",
    unit: str = UNIT,
    sha: str = "",
    usable: bool = True,
    dated: date | None = None,
) -> Submission:
    """A file received at a moment; its content is its own unless ``sha`` says whose it is."""
    received = Received(file, sha or file, 1, datetime.combine(day, time.fromisoformat(at)))
    kept_out = () if usable else (Finding("B201", Severity.ERROR, Source(file), unit),)
    return Submission(received, unit, "CN", usable, findings=kept_out, reported_on=dated)


def selected(*files: Submission) -> Selection:
    return select(OPENED.catalogue, OPENED.period, files, came)


def told(selection: Selection, code: str, unit: str = UNIT) -> list[Finding]:
    return [finding for finding in selection.findings if finding.code == code and finding.unit in (unit, "")]


def used(files: Iterable[Submission]) -> set[str]:
    """The file that counts, for every order in which the files may come."""
    return {selected(*order).used[UNIT].received.file for order in permutations(files)}


BEFORE = DEADLINE - timedelta(days=1)


def test_the_file_received_last_counts_whatever_its_own_date_and_name() -> None:
    assert used([sent("z.xlsx", day=BEFORE, dated=DEADLINE), sent("a.xlsx", dated=BEFORE)]) == {"a.xlsx"}


def test_of_one_day_the_file_received_later_counts_whatever_its_own_date_and_name() -> None:
    first, second = sent("z.xlsx", dated=DEADLINE), sent("a.xlsx", at="14:53", dated=BEFORE)
    assert used([first, second]) == {"a.xlsx"}


def test_seconds_between_files_saved_together_say_nothing() -> None:
    assert used([sent("BC.xlsx", at="08:00:41"), sent("BC lần 2.xlsx", at="08:00:07")]) == {"BC lần 2.xlsx"}


def test_of_one_minute_the_file_of_the_later_own_date_counts() -> None:
    assert used([sent("z.xlsx", dated=BEFORE), sent("a.xlsx", dated=DEADLINE), sent("m.xlsx")]) == {"a.xlsx"}


def test_of_one_minute_and_date_the_file_whose_name_sorts_last_counts_and_the_unit_is_asked() -> None:
    files = [sent("a.xlsx"), sent("c 10.xlsx"), sent("c 9.xlsx")]
    assert used(files) == {"c 10.xlsx"}
    (doubt,) = told(selected(*files), "T121")
    assert (doubt.severity, doubt.params["other"]) == (Severity.WARNING, "c 9.xlsx")


@pytest.mark.parametrize(
    "later",
    [
        "BC (1).xlsx",
        "BC (2).xlsx",
        "BC lần 2.xlsx",
        "BC_lan2.xlsx",
        "BC (sửa lại).xlsx",
        "BC_sua.xlsx",
        "BC-DESKTOP-7A.xlsx",
        "BC - Copy.xlsx",
        "BC v2.xlsx",
    ],
)
def test_of_one_minute_the_name_that_says_so_is_the_later_sending(later: str) -> None:
    files = [sent("BC.xlsx"), sent(later)]
    assert used(files) == {later}
    assert told(selected(*files), "T121") == []


@pytest.mark.parametrize(
    "names",
    [
        ("BC (2).xlsx", "BC (10).xlsx"),
        ("BC lần 2.xlsx", "BC lần 3.xlsx"),
        ("BC sửa.xlsx", "BC sửa lần 2.xlsx"),
        ("BC lần 2.xlsx", "BC lần 2 (1).xlsx"),
        ("BC lần 1.xlsx", "BC lần 2.xlsx"),
    ],
)
def test_of_two_later_sendings_the_one_with_the_greater_number_counts(names: tuple[str, str]) -> None:
    assert used([sent(name) for name in names]) == {names[1]}


def test_a_correction_sent_after_the_first_file_is_told_as_information_with_the_reason() -> None:
    made = selected(sent("BC.xlsx", at="08:00"), sent("BC lần 2.xlsx", at="14:53"))
    (finding,) = told(made, "T111")
    assert (finding.severity, finding.params["found"]) == (Severity.INFO, "nhận sau cùng (lúc 14:53 ngày 25/6/2024)")
    assert told(made, "T121") == []


def test_a_name_that_contradicts_the_time_is_asked_about() -> None:
    made = selected(sent("BC lần 2.xlsx", at="08:00"), sent("BC.xlsx", at="14:53"))
    (doubt,) = told(made, "T121")
    assert (made.used[UNIT].received.file, doubt.params["other"]) == ("BC.xlsx", "BC lần 2.xlsx")


def test_a_day_on_which_one_file_has_no_time_is_decided_by_other_things() -> None:
    moments = {"BC.xlsx": Came(DEADLINE, time(14)), "BC lần 2.xlsx": Came(DEADLINE)}
    files = [sent(name) for name in moments]
    made = select(OPENED.catalogue, OPENED.period, files, lambda file, _: moments[file])
    assert made.used[UNIT].received.file == "BC lần 2.xlsx"


def test_the_files_of_a_unit_have_their_place_in_the_order_of_sending() -> None:
    made = selected(sent("c.xlsx", day=BEFORE), sent("a.xlsx", at="14:00"), sent("b.xlsx"))
    assert made.turns == {"c.xlsx": 1, "b.xlsx": 2, "a.xlsx": 3}


def test_a_file_that_cannot_be_used_never_replaces_one_that_can() -> None:
    assert used([sent("a.xlsx", day=BEFORE), sent("b.xlsx", usable=False)]) == {"a.xlsx"}


def test_older_files_are_superseded_and_the_unit_is_told_once_how_many_it_sent() -> None:
    made = selected(sent("a.xlsx", day=BEFORE), sent("b.xlsx"), sent("c.xlsx", day=BEFORE))
    assert made.superseded == {"a.xlsx": "T111", "c.xlsx": "T111"}
    (finding,) = told(made, "T111")
    assert (finding.source.file, finding.params["count"], finding.params["other"]) == ("b.xlsx", "3", "a.xlsx; c.xlsx")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_copy_of_the_same_bytes_is_no_second_sending_and_the_longer_name_is_the_copy(order: tuple[int, int]) -> None:
    files = sent("x.xlsx", sha="s"), sent("x (1).xlsx", sha="s")
    made = selected(*(files[one] for one in order))
    assert (made.used[UNIT].received.file, made.superseded) == ("x.xlsx", {"x (1).xlsx": "T110"})
    assert (len(told(made, "T110")), told(made, "T111")) == (1, [])


def test_empty_files_are_not_taken_for_copies_of_each_other() -> None:
    nothing = [replace(one, received=replace(one.received, size=0)) for one in (sent("a", sha="e"), sent("b", sha="e"))]
    assert "T110" not in selected(*nothing).superseded.values()


@pytest.mark.parametrize(("late", "days"), [(0, []), (1, ["01"]), (12, ["12"])])
def test_a_file_is_late_from_the_day_after_the_deadline(late: int, days: list[str]) -> None:
    made = selected(sent("a.xlsx", day=DEADLINE + timedelta(days=late)))
    assert [finding.params["days"] for finding in told(made, "D305")] == days


def test_a_reporting_unit_without_a_file_is_told_as_silent_a_reporting_unit_with_one_is_not() -> None:
    made = selected(sent("a.xlsx"))
    silent = {finding.unit for finding in made.findings if finding.code == "D306"}
    assert silent == {unit.code for unit in OPENED.catalogue.reporting_units(OPENED.period)} - {UNIT}


def test_a_reporting_unit_of_nothing_usable_is_silent_because_of_what_keeps_its_file_out() -> None:
    (finding,) = told(selected(sent("a.xlsx", usable=False)), "D306")
    assert (finding.source.file, finding.caused_by) == ("a.xlsx", "B201")


def test_a_file_of_nobody_counts_for_nobody() -> None:
    made = selected(sent("a.xlsx", unit="", usable=False))
    assert (dict(made.used), [finding.caused_by for finding in told(made, "D306")]) == ({}, [""])


@pytest.mark.parametrize(
    ("file", "number"),
    [("BC.xlsx", 0), ("BC (1).xlsx", 1), ("BC lần 1.xlsx", 0), ("BC lần 2.xlsx", 1), ("BC lần 2 (1).xlsx", 2)],
)
def test_a_name_says_after_how_many_sendings_its_file_came(file: str, number: int) -> None:
    assert turn(file).number == number


def test_names_are_in_the_order_in_which_people_count_with_numbers_before_words() -> None:
    names = ["a b.xlsx", "a 10.xlsx", "a 9.xlsx", "10.xlsx", "9.xlsx"]
    assert sorted(names, key=natural) == ["9.xlsx", "10.xlsx", "a 9.xlsx", "a 10.xlsx", "a b.xlsx"]
