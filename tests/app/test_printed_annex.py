"""The printed annex as a file: the same edition gives the same bytes, whenever it is made."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest

from xlpy.app.product_files import summary_files
from xlpy.model.edition import Edition

pytestmark = pytest.mark.slow("round")


def test_made_a_second_later_it_is_the_same(sample_edition: Edition) -> None:
    first = summary_files(sample_edition)
    time.sleep(1.1)  # the moment that it must not tell is in whole seconds
    assert summary_files(sample_edition) == first


def test_it_tells_the_day_of_the_figures_as_its_own(sample_edition: Edition) -> None:
    (data,) = summary_files(sample_edition).values()
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.read("docProps/core.xml").count(b">2024-05-31T00:00:00Z<") == 2
