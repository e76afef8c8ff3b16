"""Fixtures: the worker's LibreOffice, our xlwings engine on it, and a small book to work in.

A plugin of pytest (``pytest_plugins``), so that all test modules share the one LibreOffice.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import tools
from tests.calc_book import make_book


@pytest.fixture(scope="session")
def calc_engine() -> Any:
    """Our engine on a LibreOffice that lives as long as the session."""
    from xlpy.book.libreoffice import bridge, engine  # noqa: PLC0415  (xlwings and uno only where they are needed)

    try:
        bridge.uno()
    except bridge.UnoMissing as missing:
        if os.environ.get("PLAN167_NO_SKIP"):
            raise
        pytest.skip(str(missing))

    lo = tools.shared_office()
    return engine.register(lo.context, lo.process.pid)


@pytest.fixture
def book(calc_engine: Any, tmp_path: Path) -> Iterator[Any]:
    """The small book, open."""
    opened = calc_engine.apps.active.books.open(str(make_book(tmp_path / "Sổ thử.xlsx")))
    calc_engine.impl.answer = None
    yield opened
    opened.close()
