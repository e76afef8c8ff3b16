"""A small part of the oracle: forms changed by lot mean to us what LibreOffice shows, or a finding names the cell.

The whole of it is ``python -m tests.oracle --seed 167 --count 3000``; docs/tests.md has its table.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import read
from tests.oracle.__main__ import told
from tests.oracle.judge import EXCEPTIONS, judge
from tests.oracle.places import FIGURE, forms
from tests.oracle.run import Outcome, Run
from tests.oracle.taken import taken

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(167, tmp_path_factory.mktemp("oracle"))


@pytest.fixture(scope="module")
def outcomes(run: Run) -> Sequence[Outcome]:
    return list(run.outcomes(range(60)))


def test_no_form_differs_silently_from_what_libreoffice_shows(outcomes):
    assert "\n".join(told(outcome) for outcome in outcomes if outcome.differences) == ""


def test_the_part_holds_each_kind_of_file_and_more_accepted_than_refused(outcomes):
    assert {outcome.mutant.suffix for outcome in outcomes} == {".xlsx", ".ods", ".xls"}
    assert sum(bool(outcome.refused) for outcome in outcomes) < len(outcomes) / 3


def content(data: bytes) -> object:
    """The parts of a package in their order, without the moment at which each was packed; other files as they are."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(part.filename, package.read(part)) for part in package.infolist()]


def test_a_seed_and_a_number_give_the_same_form_again(run):
    assert all(content(run.mutant(number).data) == content(run.mutant(number).data) for number in range(12))


def test_a_wrong_value_of_ours_is_seen(run):
    form = forms()[0]
    view = run.oracle.look(form.data, ".xlsx")
    assert view is not None
    try:
        found = taken(form, read(form.data, form.name))
        place = next(p for p in form.places if p.sort == FIGURE and isinstance(found[p].value, Decimal))
        right = found[place]
        assert isinstance(right.value, Decimal)
        wrong = [right.value * 10, right.value / 1000, right.value + 1, None, "K"]
        assert judge(place, right, view) == "equal"
        assert {judge(place, replace(right, value=value), view) for value in wrong} == {"different"}
    finally:
        view.document.close(True)


def test_each_exception_names_its_source():
    assert all("ECMA-376" in source or "[MS-XLS]" in source for source in EXCEPTIONS.values())
