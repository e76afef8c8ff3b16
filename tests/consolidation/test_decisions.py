"""Decisions of the office on the sample: made, seen in what counts, ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.builders import form_cell
from tests.decided import DAY, REASON, WHO, decision, sample, under
from xlpy.consolidation.decisions import judged
from xlpy.consolidation.fingerprint import fingerprint
from xlpy.consolidation.headline import numbers_of
from xlpy.model.decision import Act, Effect, in_force, same_value
from xlpy.model.edition import PROVINCE, Edition, MissingReason
from xlpy.model.submission import Column, Disposition, Finding, Severity, Source, Submission
from xlpy.outputs.messages import remedy, sentence

pytestmark = pytest.mark.slow("round")

MO_DUC, BINH_SON, SON_HA = "533", "524", "529"
SUM = {"unit": MO_DUC, "code": "R04-06", "cell": form_cell(MO_DUC, "N3.01"), "value": "1.338; 379; 577; 400"}
"""Mộ Đức's teachers do not add up: the error that four of its figures wait for."""
SECOND, FIRST = "Zalo 24-6/Bình Sơn_Cả năm (sửa lại).xlsx", "Zalo 20-6/Bình Sơn_Cả năm.xlsx"
ONLY = "Zalo 20-6/Sơn Hà.xlsx"


def of_code(edition: Edition, code: str) -> list[Finding]:
    return [finding for finding in edition.findings if finding.code == code]


def accepted(edition: Edition) -> list[Finding]:
    return [finding for finding in edition.findings if finding.accepted]


def reason(edition: Edition, unit: str, indicator: str) -> MissingReason | None:
    return edition.figure[unit, indicator, Column.ACTUAL].missing_reason


def with_figure(unit: str, indicator: str, value: int) -> Callable[[Iterable[Submission]], Iterable[Submission]]:
    """The unit's files with another figure: what a second sending changes."""

    def edit(submissions: Iterable[Submission]) -> Iterable[Submission]:
        for one in submissions:
            answers = tuple(
                a._replace(value=Decimal(value), raw=str(value)) if (a.unit, a.indicator) == (unit, indicator) else a
                for a in one.answers
            )
            yield replace(one, answers=answers)

    return edit


# --- An explanation accepted --------------------------------------------------------------------------------


def test_an_accepted_finding_holds_nothing() -> None:
    assert reason(sample().edition, MO_DUC, "N3.01") is MissingReason.HELD
    made = under(decision(Act.ACCEPT, **SUM)).edition
    assert reason(made, MO_DUC, "N3.01") is None
    assert MO_DUC in made.total["N3.01", PROVINCE].included


def test_an_accepted_finding_is_told_as_accepted_and_is_no_error() -> None:
    made = under(decision(Act.ACCEPT, **SUM)).edition
    (finding,) = accepted(made)
    assert (finding.code, finding.severity) == ("R04-06", Severity.INFO)
    assert finding.accepted == f"{WHO}, ngày 26/6/2024: {REASON}"
    assert numbers_of(made).errors == numbers_of(sample().edition).errors - 1


def test_an_acceptance_ends_when_the_value_changes() -> None:
    made = under(decision(Act.ACCEPT, **SUM), edit=with_figure(MO_DUC, "N3.02", 380)).edition
    assert accepted(made) == []
    assert reason(made, MO_DUC, "N3.01") is MissingReason.HELD
    (ruling,) = made.rulings
    assert (ruling.effect, ruling.told) == (
        Effect.ENDED,
        "giá trị đã chấp nhận là “1.338; 379; 577; 400”, nay là “1.338; 380; 577; 400”",
    )
    (told,) = of_code(made, "C661")
    assert told.unit == MO_DUC


def test_an_acceptance_of_what_is_no_longer_found_is_told() -> None:
    made = under(decision(Act.ACCEPT, **SUM), edit=with_figure(MO_DUC, "N3.01", 1356)).edition
    assert [ruling.effect for ruling in made.rulings] == [Effect.IDLE]
    assert [finding.code for finding in made.findings if finding.code.startswith("C66")] == ["C662"]


def test_an_explanation_makes_no_number_of_a_cell_that_holds_none() -> None:
    made = under(decision(Act.ACCEPT, unit=SON_HA, code="O410", cell="F51", value="#REF!")).edition
    assert accepted(made) == []
    assert made.rulings[0].effect is Effect.IDLE


def test_a_line_of_an_activity_counts_once_its_error_is_accepted() -> None:
    assert (SON_HA, "N6.A2") in sample().edition.holding.lines
    made = under(decision(Act.ACCEPT, unit=SON_HA, code="N504", cell="Nội dung!F27", value="Hoàn thành; 100%")).edition
    assert [ruling.told for ruling in made.rulings] == [""]
    assert (SON_HA, "N6.A2") not in made.holding.lines


def test_an_acceptance_taken_back_holds_again() -> None:
    made = under(decision(Act.ACCEPT, **SUM), decision(Act.REJECT, **SUM)).edition
    assert reason(made, MO_DUC, "N3.01") is MissingReason.HELD
    assert [ruling.effect for ruling in made.rulings] == [Effect.REPLACED, Effect.APPLIES]


def test_what_was_folded_under_an_accepted_finding_is_not_accepted_with_it() -> None:
    edition = sample().edition
    (broken,) = [f for f in of_code(edition, "R04-06") if f.unit == MO_DUC]
    doubt = replace(broken, code="O429", severity=Severity.WARNING)
    folded = [doubt, replace(broken, caused_by="O429")]
    used = {one.unit: one for one in sample().submissions if one.unit == MO_DUC}
    words = decision(Act.ACCEPT, **SUM | {"code": "O429"})
    verdict = judged(edition.catalogue, edition.period, [words], sample().submissions, used, folded)
    assert [(f.code, bool(f.accepted), f.caused_by) for f in verdict.findings] == [
        ("O429", True, ""),
        ("R04-06", False, ""),
    ]


def test_of_several_findings_without_a_cell_none_is_accepted_unnamed() -> None:
    edition = sample().edition
    (broken,) = [f for f in of_code(edition, "R04-06") if f.unit == MO_DUC]
    whole = replace(broken, code="N501", touches=(), source=Source(broken.source.file))
    used = {one.unit: one for one in sample().submissions if one.unit == MO_DUC}
    words = decision(Act.ACCEPT, unit=MO_DUC, code="N501")
    twice = [replace(whole, task="N1"), replace(whole, task="N7")]
    verdict = judged(edition.catalogue, edition.period, [words], sample().submissions, used, twice)
    assert [ruling.told for ruling in verdict.rulings] == ["có 2 phát hiện mã này; cần ghi rõ ô"]


def test_an_acceptance_is_of_the_file_that_counts_not_of_the_one_before_it() -> None:
    words = decision(Act.ACCEPT, unit=BINH_SON, code="O403", cell=form_cell(BINH_SON, "N6.04"), value="CCSL")
    made = under(words).edition
    assert {finding.source.file for finding in accepted(made)} == {SECOND}


@pytest.mark.parametrize("written", ["Zalo 20-6\\Sơn Hà.xlsx", " Zalo 20-6/S\u006f\u031bn Ha\u0300.xlsx"])
def test_a_file_is_the_same_however_its_name_is_written(written: str) -> None:
    assert under(decision(Act.LEAVE_OUT, file=written)).edition.absent[SON_HA] is MissingReason.REFUSED


# --- A file left out ----------------------------------------------------------------------------------------


def test_the_unit_of_a_file_left_out_counts_by_its_other_file() -> None:
    made = under(decision(Act.LEAVE_OUT, file=SECOND)).edition
    assert made.used_files[BINH_SON].file == FIRST
    (record,) = [record for record in made.files if record.file == SECOND]
    assert (record.used, record.reason) == (False, "T140")


def test_a_unit_whose_only_file_is_left_out_has_sent_what_does_not_count() -> None:
    made = under(decision(Act.LEAVE_OUT, file=ONLY)).edition
    assert made.absent[SON_HA] is MissingReason.REFUSED


def test_every_cell_of_a_file_left_out_has_its_line_in_the_ledger() -> None:
    made = under(decision(Act.LEAVE_OUT, file=ONLY)).edition
    cells = [entry for entry in made.ledger.cells if entry.source.file == ONLY]
    assert cells
    assert Disposition.USED not in {entry.disposition for entry in cells}
    assert {entry.reason for entry in cells if entry.disposition is Disposition.EXCLUDED} >= {"T140"}


def test_a_file_taken_back_counts_as_if_nothing_had_been() -> None:
    made = under(decision(Act.LEAVE_OUT, file=ONLY), decision(Act.TAKE_BACK, file=ONLY)).edition
    assert made.totals == sample().edition.totals


def test_a_file_that_is_not_there_is_told() -> None:
    made = under(decision(Act.LEAVE_OUT, file="khong-co.xlsx")).edition
    assert [ruling.told for ruling in made.rulings] == ["thư mục nhận không có tệp này"]
    assert len(of_code(made, "C662")) == 1


# --- A figure held, a period locked -------------------------------------------------------------------------


def test_a_figure_held_by_decision_is_in_no_total_and_no_fault_of_the_unit() -> None:
    made = under(decision(Act.HOLD, unit=BINH_SON, indicator="N2.07")).edition
    assert reason(made, BINH_SON, "N2.07") is MissingReason.DECIDED
    assert BINH_SON not in made.total["N2.07", PROVINCE].included
    assert numbers_of(made).errors == numbers_of(sample().edition).errors
    (told,) = of_code(made, "C660")
    assert told.params["found"] == REASON


def test_a_figure_released_counts_again() -> None:
    held, released = (decision(act, unit=BINH_SON, indicator="N2.07") for act in (Act.HOLD, Act.RELEASE))
    assert under(held, released).edition.totals == sample().edition.totals


def test_a_file_that_comes_after_the_lock_is_shown_and_not_counted() -> None:
    files = tuple(record.sha256 for record in sample().edition.files if record.file != SECOND)
    made = under(decision(Act.LOCK, files=files)).edition
    assert made.used_files[BINH_SON].file == FIRST
    assert [finding.source.file for finding in of_code(made, "T141")] == [SECOND]
    assert made.rulings[0].told == f"1 tệp đến sau khi khóa: {SECOND}"


def test_a_period_opened_again_counts_what_came_late() -> None:
    made = under(decision(Act.LOCK), decision(Act.REOPEN)).edition
    assert made.used_files[BINH_SON].file == SECOND


@pytest.mark.parametrize("code", ["T140", "T141", "C660", "C661", "C662"])
def test_what_tells_of_a_decision_is_whole_sentences_without_a_missing_reason(code: str) -> None:
    decisions = (
        decision(Act.ACCEPT, **SUM | {"value": "1"}),
        decision(Act.ACCEPT, unit=MO_DUC, code="R09-01", cell="F1"),
        decision(Act.HOLD, unit=BINH_SON, indicator="N2.07"),
        decision(Act.LEAVE_OUT, file=ONLY),
        decision(Act.LOCK, files=tuple(record.sha256 for record in sample().edition.files if record.file != SECOND)),
    )
    made = under(*decisions).edition
    (found,) = of_code(made, code)
    text = f"{sentence(made.catalogue, found)} {remedy(made.catalogue, found)}"
    assert WHO in text
    assert re.findall(r"không rõ|[{}]|None|\(\)|“”|  ", text) == []


# --- All of them --------------------------------------------------------------------------------------------


def test_another_decision_is_another_edition() -> None:
    assert fingerprint(under().edition) == fingerprint(sample().edition)
    assert fingerprint(under(decision(Act.HOLD, unit=BINH_SON, indicator="N2.07")).edition) != fingerprint(
        sample().edition
    )


def test_the_later_day_stands_whatever_was_written_first() -> None:
    later = decision(Act.HOLD, unit="1", indicator="N1.01", day=date(2024, 6, 28), number=1)
    earlier = decision(Act.RELEASE, unit="1", indicator="N1.01", day=DAY, number=2)
    assert in_force([later, earlier]) == (later,)


@pytest.mark.parametrize(
    ("one", "other", "same"), [("1.338; 4", "1338;4", True), ("1,5", "15", False), ("K", "k", True)]
)
def test_values_are_the_same_whatever_their_dots_and_blanks(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same
