"""The sample's clean forms give the published totals of 2023-2024: 576 schools, 420 up to the national standard."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from samples import make_samples
from xlpy.app.usecases import examine
from xlpy.basics.decimals import round_half_up
from xlpy.model.edition import PROVINCE, Edition

pytestmark = pytest.mark.slow("round")

LEVELS = {
    "N2.22": ("N1.03", 124, 206),
    "N2.23": ("N1.04", 132, 150),
    "N2.24": ("N1.05", 116, 128),
    "N2.25": ("N1.06", 21, 53),
    "N2.26": ("N1.07", 27, 39),
}
"""Schools up to the standard and all schools, by level."""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    make = make_samples.whole_year()
    folder: Path = tmp_path_factory.mktemp("clean")
    for name, data in make_samples.clean_forms(make).items():
        (folder / name).write_bytes(data)
    return examine(make.context, folder, workers=1)


@pytest.mark.parametrize("standard", LEVELS)
def test_a_level_adds_up_to_what_was_published(edition: Edition, standard: str):
    schools, reached, whole = LEVELS[standard]
    assert reached == edition.total[standard, PROVINCE].value
    assert whole == edition.total[schools, PROVINCE].value


@pytest.mark.case(6)
def test_420_of_576_schools_are_up_to_the_standard(edition: Edition):
    assert edition.total["N2.21", PROVINCE].value == 420
    assert edition.total["N1.02", PROVINCE].value == 576


@pytest.mark.case(6)
def test_the_percentage_is_the_ratio_of_sums_not_the_mean_of_percentages(edition: Edition):
    percents = [Decimal(100 * reached) / whole for _, reached, whole in LEVELS.values()]
    mean = sum(percents, Decimal(0)) / len(percents)
    percent = edition.total["N2.27", PROVINCE].value
    assert percent is not None
    assert Decimal("72.9") == round_half_up(percent, 1)
    assert Decimal("69.5") == round_half_up(mean, 1) != round_half_up(percent, 1)


def test_nobody_is_missing_from_the_totals_but_where_it_says_not_known_yet(edition: Edition):
    lacking = {total.indicator for total in edition.totals if total.missing}
    assert {"N2.18", "N2.19", "N2.20"} == lacking


def test_clean_forms_raise_nothing_to_act_on_but_the_crowded_city_classes(edition: Edition):
    told = {(f.code, f.unit) for f in edition.findings if f.code not in ("O402", "O403", "D305")}
    assert {("R11-02", "522"), ("R30-02", "")} == told  # and that fewer than the goal go on to vocational schools
