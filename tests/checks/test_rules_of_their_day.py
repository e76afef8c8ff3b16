"""A form of an earlier version of the catalogue is judged by that version, and the finding says by which."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.builders import context, form, read, submission
from tests.feedback import edition_of, received
from tests.message_cases import BUDGET, complete
from tests.rule_cases import CASES
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.earlier_version import as_of
from xlpy.catalogue.load import shipped
from xlpy.forms.wording import Wording, load_wording
from xlpy.intake.context import IntakeContext
from xlpy.intake.submission_text import pack, unpack
from xlpy.model.catalogue import Catalogue
from xlpy.model.edition import PROVINCE, Missing, MissingReason
from xlpy.model.submission import Column, State, Submission
from xlpy.model.version import part_of, was_there
from xlpy.outputs.messages import sentence

pytestmark = pytest.mark.slow("form")

FIRST = shipped().plan.version
SECOND, THIRD, FOURTH = (f"2023-2024.{part_of(FIRST)[1] + later}" for later in (1, 2, 3))
RULE = "R07-02"
CASE = CASES[RULE]
NEW = "N4.07"
"""An indicator of the unit that came with the second version."""
HEADERS = {**load_wording().tables["indicators"]["headers"], "previous": "Kỳ trước"}
"""Headers of the indicators, one of them as it was once."""


def second(*, accepts: str = FIRST, rules: str = "", indicators: str = "") -> IntakeContext:
    """The shipped catalogue's second version: the named rule and indicator came with it."""
    known = context()
    of_first = known.catalogue
    catalogue = replace(
        of_first,
        plan=replace(of_first.plan, version=SECOND, accepts=accepts),
        rules=tuple(replace(r, since=SECOND) if r.code == rules else r for r in of_first.rules),
        indicators=tuple(replace(i, since=SECOND) if i.code == indicators else i for i in of_first.indicators),
    )
    return replace(known, catalogue=catalogue, _plans={})


def sent(version: str) -> Submission:
    """Figures that break the rule, in a form of a version."""
    return replace(submission(CASE.unit, CASE.fails), version=version)


def codes(one: Submission, opened: IntakeContext) -> set[str]:
    return {finding.code for finding in edition_of([one], opened).findings}


@pytest.mark.parametrize(("version", "told"), [(FIRST, False), (SECOND, True)])
def test_a_rule_that_came_later_finds_no_fault_in_a_form_made_before_it(version: str, told: bool) -> None:
    opened = second(rules=RULE)
    assert (RULE in codes(sent(version), opened)) is told
    assert codes(sent(version), opened) == codes(sent(version), opened)


@pytest.mark.parametrize("version", [FIRST, SECOND])
def test_a_rule_of_the_first_version_judges_the_forms_of_both(version: str) -> None:
    assert RULE in codes(sent(version), second())


@pytest.mark.parametrize(("version", "told"), [(FIRST, False), (SECOND, True)])
def test_a_rule_that_reads_a_later_indicator_judges_no_form_that_did_not_ask_for_it(version: str, told: bool) -> None:
    assert (RULE in codes(sent(version), second(indicators=CASE.indicator))) is told


# --- Whole forms --------------------------------------------------------------------------------------------


def first_form(opened: IntakeContext) -> bytes:
    """The complete form as the first version of the same catalogue issued it."""
    before = replace(opened, catalogue=as_of(opened.catalogue, FIRST), _plans={})
    left_out = {row.code for row in opened.catalogue.indicators} - {row.code for row in before.catalogue.indicators}
    return form(BUDGET, {at: value for at, value in complete(BUDGET).items() if at[1] not in left_out}, before)


@cache
def opened_with_a_new_indicator() -> IntakeContext:
    return second(indicators=NEW)


@cache
def old_form() -> Submission:
    return read(first_form(opened_with_a_new_indicator()), opened=opened_with_a_new_indicator())


def test_a_form_of_an_accepted_version_counts_and_says_by_which_it_was_judged() -> None:
    (note,) = old_form().findings
    text = sentence(opened_with_a_new_indicator().catalogue, note)
    assert (old_form().usable, old_form().version, note.code) == (True, FIRST, "B216")
    assert f"được xét theo phiên bản {FIRST}" in text
    assert text.endswith(f"chưa hỏi: {NEW}.")


def test_a_form_of_the_present_version_is_told_nothing() -> None:
    opened = second()
    made = read(form(BUDGET, complete(BUDGET), opened), opened=opened)
    assert (made.usable, made.version, made.findings) == (True, SECOND, ())


def test_a_form_of_a_version_that_is_not_accepted_any_more_is_refused() -> None:
    made = read(first_form(second()), opened=second(accepts=""))
    assert (made.usable, [finding.code for finding in made.findings]) == (False, ["B202"])


def test_what_a_form_did_not_ask_is_not_known_yet_and_no_fault() -> None:
    opened = opened_with_a_new_indicator()
    edition = edition_of(received({"tep.xlsx": first_form(opened)}, opened), opened)
    figure = edition.figure[BUDGET, NEW, Column.ACTUAL]
    assert (figure.answer.state, figure.missing_reason) == (State.NOT_YET, MissingReason.NOT_YET)
    assert Missing(BUDGET, MissingReason.NOT_YET) in edition.total[NEW, PROVINCE].missing
    assert not [finding for finding in edition.findings if finding.unit == BUDGET and finding.indicator == NEW]


def test_the_version_is_kept_with_a_reading() -> None:
    assert unpack(pack(old_form()), old_form().received) == old_form()


# --- The catalogue ------------------------------------------------------------------------------------------


def found(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    return [(each.table, each.row, each.column) for each in problems(catalogue)]


def of_version(version: str, accepts: str, since: str = "") -> Catalogue:
    whole = shipped()
    rules = tuple(replace(r, since=since) if r.code == RULE else r for r in whole.rules)
    return replace(whole, plan=replace(whole.plan, version=version, accepts=accepts), rules=rules)


@pytest.mark.parametrize("accepts", ["", FIRST, f"{FIRST} | {SECOND}"])
@pytest.mark.parametrize("since", ["", "2022-2023.9", SECOND, THIRD])
def test_versions_that_fit_are_no_fault(accepts: str, since: str) -> None:
    assert found(of_version(THIRD, accepts, since)) == []


@pytest.mark.parametrize("accepts", [THIRD, FOURTH, "2022-2023.1", "x", "2023-2024.0"])
def test_only_earlier_versions_of_the_same_catalogue_can_be_accepted(accepts: str) -> None:
    assert found(of_version(THIRD, accepts)) == [("plan", "accepts", "value")]


@pytest.mark.parametrize("since", [FOURTH, "2", "mới"])
def test_a_rule_comes_with_a_version_up_to_the_present_one(since: str) -> None:
    assert found(of_version(THIRD, "", since)) == [("rules", RULE, "since")]


def test_versions_are_compared_as_numbers_within_their_year() -> None:
    assert (part_of("2023-2024.10"), part_of("x")) == (("2023-2024", 10), ("x", 0))
    assert was_there("2023-2024.9", "2023-2024.10")
    assert not was_there("2023-2024.10", "2023-2024.9")
    assert was_there("2022-2023.9", "2023-2024.1")


def test_an_earlier_form_may_word_and_order_its_rows_otherwise_than_the_present_one() -> None:
    opened = second()
    before = as_of(opened.catalogue, FIRST)
    shuffled = tuple(replace(row, name=f"{row.name} (cũ)", unit_of_measure="xã") for row in reversed(before.indicators))
    indicators = {**opened.wording.tables["indicators"], "no_previous": "Kỳ trước", "headers": HEADERS}
    issued = replace(
        opened,
        catalogue=replace(before, indicators=shuffled),
        wording=Wording({**opened.wording.tables, "indicators": indicators}),
        _plans={},
    )
    made = read(form(BUDGET, complete(BUDGET), issued), opened=opened)
    assert (made.usable, [finding.code for finding in made.findings]) == (True, ["B216"])
