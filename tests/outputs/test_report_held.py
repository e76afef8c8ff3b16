"""Numbers that errors hold back are not hidden where they count harm; annexes agree with the text and each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import report_walk
from tests.builders import Figures as Filled
from tests.builders import chosen, fault, form, submission
from tests.feedback import edition_of, received
from tests.message_cases import UNIT, complete
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.catalogue import UnitKind
from xlpy.model.edition import Edition, MissingReason
from xlpy.outputs.publish.view import ABSENT
from xlpy.outputs.report.annexes import Annexes
from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.content import Cited, FigureKind, Report, text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.outline import tell
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.places import counted, placed
from xlpy.outputs.report.provenance import Provenance
from xlpy.outputs.report.selection import ToldIndicator
from xlpy.outputs.report.tasks import TaskText

CATALOGUE = replace(shipped(), rules=())
PERIOD = CATALOGUE.period["CN"]
DROWNED, HURT, FIGHTS = "N6.06", "N6.05", "N5.06"


def telling(actual: dict[str, Filled], *held: str) -> Telling:
    """An edition of these figures in which an error holds back all figures of some units."""
    files = [submission(unit, figures) for unit, figures in actual.items()]
    found = [fault(unit, *actual[unit]) for unit in held]
    made = consolidate(CATALOGUE, PERIOD, files, chosen(CATALOGUE, PERIOD, files), found, {})
    return Telling(made, load_patterns())


def sentence(told_by: Telling, code: str) -> str:
    indicator = told_by.catalogue.indicator[code]
    total = told_by.figures.total(indicator)
    assert total is not None
    return text_of(Teller(told_by, frozenset()).sentence(ToldIndicator(indicator), total))


def weak_points(told_by: Telling) -> list[str]:
    return [paragraph.text for paragraph in Assessment(told_by).shortcomings()]


# --- Numbers held back --------------------------------------------------------------------------------------


def test_a_count_of_harm_names_the_number_that_it_lacks():
    made = telling({"522": {DROWNED: 5}, "529": {DROWNED: 1}}, "529")
    assert sentence(made, DROWNED).endswith("; chưa gồm số liệu huyện Sơn Hà đã báo cáo (01), đang rà soát")


def test_a_number_held_of_other_counts_is_not_told_since_it_may_be_the_mistake():
    figures = {"N2.16": 4, "N2.15": 100}
    made = telling({"522": figures, "529": figures}, "529")
    assert sentence(made, "N2.17").endswith("; chưa gồm số liệu đang rà soát của huyện Sơn Hà")


@pytest.mark.parametrize(("code", "value"), [(DROWNED, 0), ("N6.04", 7)])
def test_nothing_and_counts_of_good_things_are_not_named(code: str, value: int):
    made = telling({"522": {code: 5}, "529": {code: value}}, "529")
    assert "chưa gồm" not in sentence(made, code)


def test_a_number_that_nobody_else_gives_is_named_too():
    made = telling({"529": {DROWNED: 1}}, "529")
    (words,) = [
        text for runs in TaskText(made, made.catalogue.task["N6"], ()).indicators() if "đuối" in (text := text_of(runs))
    ]
    assert "chưa gồm số liệu huyện Sơn Hà đã báo cáo (01), đang rà soát" in words


def test_the_rest_of_many_is_one_sum():
    units = ["522", "524", "525", "527", "528", "529", "530", "531", "532", "533", "534"]
    made = telling({"535": {HURT: 1}, **{unit: {HURT: 2} for unit in units}}, *units)
    assert "03 đơn vị khác đã báo cáo (06), đang rà soát" in sentence(made, HURT)


def test_each_held_figure_is_given_by_the_answers_left_out():
    made = telling({"522": {DROWNED: 5, HURT: 20}, "529": {DROWNED: 1, HURT: 4}}, "529")
    held = [one for one in tell(made).cited if one.kind is FigureKind.HELD]
    assert {one.text for one in held} == {"01", "04"}
    assert [problem for one in held if (problem := report_walk.untraced(made.edition, one))] == []
    assert report_walk.untraced(made.edition, replace(held[0], units=("522",)))


def test_the_sources_name_the_held_cell():
    made = telling({"522": {DROWNED: 5}, "529": {DROWNED: 1}}, "529")
    (row,) = (r for r in Provenance(made, tell(made)).indicators() if text_of(r["ma"]) == DROWNED)
    cell = next(f.answer.source.cell for f in made.edition.figures if f.missing_reason is MissingReason.HELD)
    assert "01 (H. Sơn Hà, chờ rà soát)" in text_of(row["so"])
    assert f"chờ rà soát: trang Chỉ tiêu ô {cell}: T2" in text_of(row["nguon"])


# --- Harm among the weak points -----------------------------------------------------------------------------


def test_harm_is_the_first_of_the_weak_points():
    made = telling({"522": {DROWNED: 5, HURT: 178, FIGHTS: 38}})
    assert weak_points(made)[0] == (
        "- Còn xảy ra: 178 trẻ em, học sinh bị tai nạn, thương tích, trong đó 05 trẻ em, học sinh tử vong do đuối "
        "nước; 38 vụ bạo lực học đường (ở các đơn vị đã có số liệu)."
    )


def test_a_part_of_other_units_than_its_whole_is_not_told_as_being_in_it():
    made = telling({"522": {DROWNED: 5, HURT: 100}, "524": {HURT: 78}})
    assert "178 trẻ em, học sinh bị tai nạn, thương tích; 05 trẻ em, học sinh tử vong" in weak_points(made)[0]


def test_where_no_harm_was_done_none_is_told():
    assert not any("Còn xảy ra" in text for text in weak_points(telling({"522": {DROWNED: 0, HURT: 0, FIGHTS: 0}})))


def test_harm_told_only_by_a_unit_that_is_held_is_not_passed_over():
    made = telling({"522": {DROWNED: 0}, "529": {DROWNED: 1}}, "529")
    assert "01 trẻ em, học sinh tử vong do đuối nước theo số liệu huyện Sơn Hà đã báo cáo" in weak_points(made)[0]


def test_whose_figures_must_be_examined_is_among_the_weak_points_by_name():
    made = telling({"529": {DROWNED: 1}}, "529")
    assert weak_points(made)[-1] == (
        "- Một số số liệu, nội dung của 01 đơn vị (huyện Sơn Hà) phải rà soát lại nên chưa tính được vào số chung."
    )


# --- Annexes ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(sample_edition: Edition) -> Telling:
    return Telling(sample_edition, load_patterns())


@pytest.fixture(scope="module")
def report(sample: Telling) -> Report:
    return tell(sample)


def test_a_unit_without_a_usable_file_looks_alike_in_both_annexes(sample: Telling):
    annexes = Annexes(sample)
    absent = {sample.edition.unit_name(code) for code in sample.edition.absent if _is_local(sample, code)}
    for table, first in ((annexes.by_unit(), 2), (annexes.reporting(), 4)):
        rows = {text_of(cells[1]): {text_of(cell) for cell in cells[first:]} for _, cells in table.rows}
        assert {name: rows[name] - {"", "–"} for name in absent} == {name: {ABSENT} for name in absent}
    assert "Huyện Sơn Tây" in absent


def _is_local(sample: Telling, code: str) -> bool:
    return sample.edition.reporting_unit[code].kind is UnitKind.LOCAL


def test_the_annex_of_progress_counts_whose_line_is_examined(sample: Telling):
    (row,) = (r for r in Annexes(sample).progress() if text_of(r.get("ten", ())).startswith("Củng cố y tế"))
    assert [text_of(row[name]) for name in ("thuc_hien", "xong", "cho", "im")] == ["14", "10", "1", "3"]


def test_an_activity_of_one_unit_whose_line_is_examined_is_not_called_silent():
    said = {("activities", "N8.A4", "status"): "sắp xong", ("activities", "N8.A4", "result"): "Đã phủ sóng"}
    made = edition_of(received({"x.xlsx": form(UNIT, {**complete(), **said})}))
    texts = [p.text for place, p in placed(tell(Telling(made, load_patterns()))) if place.startswith("II.8")]
    assert any("Sở Thông tin và Truyền thông đã báo cáo, nội dung đang rà soát" in text for text in texts)
    assert not any("Sở Thông tin và Truyền thông chưa báo cáo" in text for text in texts)
    assert not any("phủ sóng" in text for text in texts)


def test_the_annex_of_units_has_a_row_for_schools_that_only_the_office_counts(sample: Telling):
    (cells,) = (cells for _, cells in Annexes(sample).by_unit().rows if text_of(cells[1]).startswith("Trường, trung"))
    assert "93,6" in [text_of(cell) for cell in cells]


def test_counts_are_listed_once_with_all_places_where_they_stand(sample: Telling, report: Report):
    rows = Provenance(sample, report).counts()
    assert len({frozenset(run.items) for row in rows for run in row["so"] if isinstance(run, Cited)}) == len(rows)
    listed = {
        (place, frozenset(run.items))
        for row in rows
        for run in row["so"]
        if isinstance(run, Cited)
        for place in text_of(row["muc"]).split(", ")
    }
    assert listed == {(one.place, frozenset(one.cited.items)) for one in counted(report) if one.cited.items}


def test_the_words_of_a_count_stand_in_the_paragraph_that_is_named(report: Report):
    paragraphs: dict[str, list[str]] = {}
    for place, paragraph in placed(report):
        paragraphs.setdefault(place, []).append(paragraph.text)
    for one in counted(report):
        assert any(one.clause in text and one.opening in text for text in paragraphs[one.place])
        assert one.cited.text in one.clause


def test_the_sources_name_indicators_as_the_catalogue_does(sample: Telling, report: Report):
    named = {row.code: row.name for row in sample.catalogue.indicators}
    named |= {row.code: row.name for row in sample.catalogue.computed}
    for row in Provenance(sample, report).indicators():
        assert text_of(row["ten"]) == named[text_of(row["ma"])]
