"""Shared by all tests: what this machine lacks is skipped with a plain word, or fails where nothing may be skipped."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests import com_typings, quick_run, tools
from xlpy.model.edition import Edition

settings.register_profile("everyday", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.register_profile("quick", deadline=None, max_examples=25)
settings.load_profile("thorough" if tools.THOROUGH else "everyday")


def pytest_addoption(parser: pytest.Parser) -> None:
    quick_run.add_option(parser)


def pytest_configure(config: pytest.Config) -> None:
    quick_run.register(config)
    if config.option.quick:  # before the tests are imported: each takes the number of its examples then
        settings.load_profile("quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    quick_run.leave_out(config, items)
    if os.environ.get("PLAN167_NO_SKIP"):
        return
    for item in items:
        if item.get_closest_marker("office") and not tools.soffice():
            item.add_marker(pytest.mark.skip(reason="LibreOffice (soffice) is not installed here"))
        if item.get_closest_marker("validator") and tools.find_validator() is None:
            item.add_marker(pytest.mark.skip(reason="the Open XML SDK validator (npm) is not installed here"))
        if item.get_closest_marker("typings") and com_typings.folder() is None:
            item.add_marker(pytest.mark.skip(reason="@types/activex-excel and -office (npm) are not installed here"))


def pytest_sessionfinish() -> None:
    """The LibreOffice that tests of this worker shared ends with them."""
    tools.end_shared_office()


@pytest.fixture(scope="session")
def sample_edition() -> Edition:
    """The shipped folder of the year-end report, examined once for all tests."""
    from samples import make_samples  # noqa: PLC0415  (brings the form writer: only where the sample is asked for)
    from xlpy.app.usecases import examine  # noqa: PLC0415

    return examine(make_samples.whole_year().context, make_samples.INBOX)
