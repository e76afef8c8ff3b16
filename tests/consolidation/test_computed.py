"""Teachers needed, lacking and over; shares of pupils and schools: worked out for each unit and over many."""

from __future__ import annotations

from decimal import Decimal

from tests.builders import Figures, chosen, context, fault, submission
from xlpy.consolidation.computed_figures import computed_figures
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.edition import Edition
from xlpy.model.submission import Finding

PRIMARY: Figures = {"N2.12": 100, "N2.37": 60, "N3.23": 130, "N3.03": 140}
NEED = 60 * Decimal("1.5") + 40 * Decimal("1.2")
"""138: sixty classes of two sessions a day, forty of one."""


def edition(units: dict[str, Figures], *errors: Finding) -> Edition:
    opened = context()
    files = [submission(unit, figures) for unit, figures in units.items()]
    sent = chosen(opened.catalogue, opened.period, files)
    return consolidate(opened.catalogue, opened.period, files, sent, (*sent.findings, *errors), {})


def of(made: Edition, code: str, unit: str) -> Decimal | None:
    figure = next(figure for figure in computed_figures(made) if figure.what.code == code)
    return figure.of_unit[unit]


def whole(made: Edition, code: str) -> Decimal | None:
    figure = next(figure for figure in computed_figures(made) if figure.what.code == code)
    return figure.total(made.reporting_units)


def test_the_need_follows_the_classes_of_one_and_of_two_sessions_a_day() -> None:
    assert of(edition({"524": PRIMARY}), "N3.C03", "524") == NEED


def test_staff_assigned_and_teachers_there_are_held_to_the_need() -> None:
    made = edition({"524": PRIMARY})
    assert (of(made, "N3.C04", "524"), of(made, "N3.C05", "524")) == (Decimal(-8), Decimal(2))


def test_preschool_groups_and_classes_have_norms_of_their_own() -> None:
    made = edition({"524": {"N2.31": 10, "N2.32": 100, "N3.02": 240}})
    assert (of(made, "N3.C01", "524"), of(made, "N3.C02", "524")) == (Decimal(245), Decimal(-5))


def test_secondary_schools_of_both_levels_are_worked_out_for_whom_they_belong_to() -> None:
    lower: Figures = {"N2.13": 100, "N3.24": 180, "N3.04": 195}
    made = edition({"524": lower, "SGDDT": {"N2.14": 100, "N3.25": 220, "N3.05": 230}})
    assert [of(made, code, "524") for code in ("N3.C06", "N3.C07", "N3.C08")] == [190, -10, 5]
    assert [of(made, code, "SGDDT") for code in ("N3.C09", "N3.C10", "N3.C11")] == [225, -5, 5]


def test_a_figure_that_is_not_there_or_is_held_back_leaves_it_open_and_out_of_the_sum() -> None:
    sent = {"524": PRIMARY, "522": {**PRIMARY, "N3.23": "CCSL"}, "527": PRIMARY}
    made = edition(sent, fault("527", "N3.23"))
    assert [of(made, "N3.C04", unit) for unit in ("524", "522", "527", "528")] == [-8, None, None, None]
    assert whole(made, "N3.C04") == -8
    assert whole(made, "N3.C03") == 3 * NEED


def test_nothing_is_summed_where_nobody_has_it() -> None:
    assert whole(edition({}), "N3.C03") is None


def test_k_adds_nothing() -> None:
    assert of(edition({"524": {**PRIMARY, "N2.37": "K"}}), "N3.C03", "524") == 120


INSURED: Figures = {"N6.09": 90, "N2.07": 60, "N2.08": 40}
OF_OFFICE: Figures = {"N6.09": 150, "N2.08": "K", "N2.09": 250, "N2.10": 50}


def test_a_share_is_of_all_that_a_unit_is_asked_for_and_of_nothing_else() -> None:
    made = edition({"524": INSURED, "SGDDT": OF_OFFICE})
    assert [of(made, "N6.C01", unit) for unit in ("524", "SGDDT")] == [90, 50]


def test_a_share_of_many_units_is_worked_out_of_their_sums_and_not_added_up() -> None:
    assert whole(edition({"524": INSURED, "SGDDT": OF_OFFICE}), "N6.C01") == 60  # 240 of 400


def test_a_unit_that_lacks_a_figure_is_in_neither_side_of_the_share() -> None:
    made = edition({"524": INSURED, "522": {**INSURED, "N6.09": "CCSL"}, "SGDDT": OF_OFFICE})
    assert [of(made, "N6.C01", "522"), whole(made, "N6.C01")] == [None, 60]


def test_a_share_of_nothing_is_none() -> None:
    nobody: Figures = {"N6.09": 0, "N2.07": 0, "N2.08": "K"}
    made = edition({"524": nobody})
    assert (of(made, "N6.C01", "524"), whole(made, "N6.C01")) == (None, None)


def test_preschools_are_no_schools_that_could_keep_digital_report_books() -> None:
    schools: Figures = {"N1.02": 70, "N1.03": 30, "N1.04": 20, "N1.05": 15, "N1.06": 5, "N8.13": 10}
    assert of(edition({"524": schools}), "N8.C01", "524") == 25
