"""The fingerprint stands still while the inputs do, and moves with each one of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_catalogue import HK1, small_catalogue
from tests.tools import ROOT
from xlpy.consolidation.fingerprint import LENGTH, fingerprint
from xlpy.model.edition import Edition, FileRecord
from xlpy.model.ledger import Ledger

FILES = (
    FileRecord("a.xlsx", "aa", 1, "535", date(2024, 1, 20), True, "", {}),
    FileRecord("b.xlsx", "bb", 1, "STC", date(2024, 1, 21), True, "", {}),
    FileRecord("c.pdf", "cc", 1, "", None, False, "T103", {}),
)
PREVIOUS = {"535": {"N1.01": Decimal(5), "N1.02": Decimal("3.50")}, "STC": {"N1.01": Decimal(1)}}
EDITION = Edition(small_catalogue(), HK1, FILES, (), (), {}, (), (), (), (), Ledger((), {}), PREVIOUS)


def of_first_file(**changed: object) -> Edition:
    return replace(EDITION, files=(replace(FILES[0], **changed), *FILES[1:]))  # type: ignore[arg-type]


def of_catalogue(change: Callable[..., object]) -> Edition:
    return replace(EDITION, catalogue=change(EDITION.catalogue))  # type: ignore[arg-type]


CHANGED: dict[str, Edition] = {
    "a file renamed": of_first_file(file="a2.xlsx"),
    "a file's bytes": of_first_file(sha256="ab"),
    "the day received": of_first_file(received_on=date(2024, 1, 22)),
    "no day received": of_first_file(received_on=None),
    "a file no longer used": of_first_file(used=False),
    "why a file is not used": replace(EDITION, files=(*FILES[:2], replace(FILES[2], reason="T101"))),
    "a file taken away": replace(EDITION, files=FILES[1:]),
    "the period's deadline": replace(EDITION, period=replace(HK1, deadline_unit=date(2024, 1, 26))),
    "another period": replace(EDITION, period=replace(HK1, code="CN")),
    "a previous figure": replace(EDITION, previous={**PREVIOUS, "STC": {"N1.01": Decimal(2)}}),
    "a previous figure of another unit": replace(EDITION, previous={"535": PREVIOUS["535"], "SNV": PREVIOUS["STC"]}),
    "no previous figures": replace(EDITION, previous={}),
    "the catalogue's version": of_catalogue(lambda c: replace(c, plan=replace(c.plan, version="2023-2024.2"))),
    "a rule's tolerance": of_catalogue(
        lambda c: replace(c, rules=(replace(c.rules[0], tolerance=Decimal(1)), *c.rules[1:]))
    ),
    "an indicator's name": of_catalogue(
        lambda c: replace(c, indicators=(replace(c.indicators[0], name="Số trường"), *c.indicators[1:]))
    ),
    "the order of the summary's rows": of_catalogue(lambda c: replace(c, indicators=c.indicators[::-1])),
    "a unit abolished": of_catalogue(lambda c: replace(c, units=c.units[1:])),
    "a norm's last day": of_catalogue(
        lambda c: replace(c, norms=(replace(c.norms[0], valid_to=date(2023, 12, 30)), c.norms[1]))
    ),
}


@pytest.mark.parametrize("what", CHANGED)
def test_it_changes_with(what: str):
    assert fingerprint(EDITION) != fingerprint(CHANGED[what])


def test_no_two_of_these_editions_share_one():
    prints = [fingerprint(edition) for edition in (EDITION, *CHANGED.values())]
    assert len(set(prints)) == len(prints)


def test_it_is_short_and_hexadecimal():
    assert len(fingerprint(EDITION)) == LENGTH
    assert int(fingerprint(EDITION), 16) >= 0


def test_another_process_gives_the_same_one():
    code = "from tests.consolidation.test_fingerprint import EDITION, fingerprint; print(fingerprint(EDITION))"
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "TZ": "Asia/Ho_Chi_Minh"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert fingerprint(EDITION) == done.stdout.strip()


@given(st.permutations(FILES), st.permutations(list(PREVIOUS)), st.permutations(list(PREVIOUS["535"])))
def test_the_order_of_files_and_figures_does_not_matter(
    files: list[FileRecord], units: list[str], indicators: list[str]
):
    previous = {unit: dict(PREVIOUS[unit]) for unit in units}
    previous["535"] = {code: PREVIOUS["535"][code] for code in indicators}
    assert fingerprint(EDITION) == fingerprint(replace(EDITION, files=tuple(files), previous=previous))


def test_a_number_counts_by_its_value_not_by_its_zeros():
    same = {**PREVIOUS, "535": {"N1.01": Decimal("5.00"), "N1.02": Decimal("3.5")}}
    assert fingerprint(EDITION) == fingerprint(replace(EDITION, previous=same))


@given(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(allow_nan=False, allow_infinity=False))
def test_two_previous_figures_give_one_fingerprint_only_if_they_are_equal(one: Decimal, other: Decimal):
    prints = [fingerprint(replace(EDITION, previous={"535": {"N1.01": value}})) for value in (one, other)]
    assert (one == other) == (prints[0] == prints[1])


def test_what_came_out_of_the_same_inputs_is_no_part_of_it():
    later = replace(FILES[0], contact={"phone": "0255"}, size=2)
    assert fingerprint(EDITION) == fingerprint(replace(EDITION, files=(later, *FILES[1:]), findings=()))


def test_the_sample_gives_the_same_one_after_a_day(sample_edition: Edition):
    moved = tuple(
        replace(record, received_on=record.received_on and record.received_on + timedelta(days=1))
        for record in sample_edition.files
    )
    assert fingerprint(sample_edition) == fingerprint(replace(sample_edition, files=sample_edition.files[::-1]))
    assert fingerprint(sample_edition) != fingerprint(replace(sample_edition, files=moved))
