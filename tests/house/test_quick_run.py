"""The quick run leaves out what bears a marker with a known reason, and says so; `.ci/run` runs all."""

from __future__ import annotations

import re

import pytest

import run
from tests import quick_run
from tests.tools import ROOT
from tests.windows.limits import IMPORTS, under_wine

pytest_plugins = ("pytester",)
CONFTEST = """
from tests.quick_run import add_option as pytest_addoption, register as pytest_configure
"""
TESTS = """
import pytest

def test_plain(): pass

@pytest.mark.office
def test_office(): pass

@pytest.mark.slow("round")
def test_round(): pass
"""
SAID = [
    "2 tests were left out, since they",
    "  start LibreOffice: 1",
    f"  {quick_run.SLOW['round']}: 1",
    "All of them: python run.py test --all",
]
MARKERS = [*quick_run.BY_MARKER, "slow(reason): x"]


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A suite of three tests with the quick run of ours."""
    if under_wine():
        pytest.skip(IMPORTS)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\ntestpaths = .\nmarkers =\n" + "".join(f"  {marker}\n" for marker in MARKERS))
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test_three=TESTS)
    return pytester


def test_no_test_of_this_suite_is_left_out_without_a_reason_and_none_with_one_stays(request):
    left = quick_run.left_out(request.config)
    assert [item.nodeid for item in left if quick_run.reason(item) is None] == []
    if left:  # else this is a whole run, or tests were named
        assert [item.nodeid for item in request.session.items if quick_run.reason(item)] == []


def test_every_marker_that_leaves_out_is_known_to_pytest(request):
    known = {line.split("(")[0].split(":")[0] for line in request.config.getini("markers")}
    assert {*quick_run.BY_MARKER, "slow"} <= known


def test_the_page_on_tests_lists_every_marker_with_what_such_tests_do():
    page = (ROOT / "docs" / "tests.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r'^\| `([a-z]+|slow\("[a-z]+"\))` \| (.+?) \|$', page, re.MULTILINE))
    assert set(listed) == {*quick_run.BY_MARKER, *(f'slow("{name}")' for name in quick_run.SLOW)}
    assert {name: listed[f'slow("{name}")'] for name in quick_run.SLOW} == quick_run.SLOW


def test_every_reason_is_used(request):
    left = quick_run.left_out(request.config)
    if left:  # else this is a whole run, or tests were named
        assert {quick_run.reason(item) for item in left} == {*quick_run.BY_MARKER.values(), *quick_run.SLOW.values()}


def test_the_quick_run_says_what_it_left_out_and_how_to_run_all(suite):
    done = suite.runpytest_inprocess("--quick")
    done.assert_outcomes(passed=1, deselected=2)
    done.stdout.fnmatch_lines(SAID)


@pytest.mark.slow("process")
def test_with_workers_it_says_the_same(suite):
    done = suite.runpytest_subprocess("--quick", "-n", "2")
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(SAID)


@pytest.mark.parametrize(
    ("named", "passed"),
    [(["test_three.py"], 3), (["-k", "office"], 1), (["-m", "slow"], 1), (["test_three.py::test_round"], 1)],
)
def test_what_the_user_names_is_run(suite, named, passed):
    done = suite.runpytest_inprocess("--quick", *named)
    assert done.parseoutcomes()["passed"] == passed
    done.stdout.no_fnmatch_line("*were left out*")


def test_without_the_option_all_are_run(suite):
    suite.runpytest_inprocess().assert_outcomes(passed=3)


def test_a_slow_test_without_a_known_reason_is_refused(suite):
    suite.makepyfile(test_three=TESTS.replace('"round"', '"it takes long"'))
    done = suite.runpytest_inprocess("--quick")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*test_round: slow takes one of *"])


LEAVING = (
    CONFTEST
    + """
from tests.quick_run import leave_out

def pytest_collection_modifyitems(config, items): leave_out(config, items)
"""
)


def test_what_is_slow_for_a_named_reason_is_left_out(suite):
    suite.makeconftest(LEAVING)
    suite.runpytest_inprocess("--leave-out", "round,codes").assert_outcomes(passed=2, deselected=1)


def test_a_reason_to_leave_out_that_is_not_known_is_refused(suite):
    suite.makeconftest(LEAVING)
    done = suite.runpytest_inprocess("--leave-out", "rounds")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*--leave-out: rounds is none of *"])


@pytest.mark.parametrize(("words", "env"), [(["--all"], {}), ([], {"PLAN167_NO_SKIP": "1"})])
def test_all_are_run_where_that_is_asked_for(words, env):
    options = run.test_options(words, env)
    assert "--quick" not in options
    assert "--all" not in options


def test_without_a_word_the_run_is_quick_and_other_words_go_to_pytest():
    assert "--quick" in run.test_options([], {})
    assert run.test_options(["tests/basics/test_a1.py", "-x"], {})[-2:] == ["tests/basics/test_a1.py", "-x"]


def test_ci_runs_all_and_allows_no_skip():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "export PLAN167_NO_SKIP=1 PLAN167_THOROUGH=1" in lines
    assert 'python3 run.py test --all "$@"' in lines
    assert ".venv/bin/python -m tests.windows" in lines
