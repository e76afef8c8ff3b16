"""Many forms are made by several processes: the same bytes in the same order, and a stop leaves nothing."""

from __future__ import annotations

import pytest

from tests import builders
from xlpy.app import usecases
from xlpy.basics.progress import Silent, Stopped

UNITS = ("535", "534", "522")


class StopAt(Silent):
    """Asks to stop after so many looks."""

    def __init__(self, looks: int) -> None:
        self._looks = looks

    def stop_asked(self) -> bool:
        self._looks -= 1
        return self._looks < 0


@pytest.mark.slow("process")
def test_processes_make_the_forms_that_one_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    here = usecases.form_files(builders.context(), UNITS)
    monkeypatch.setattr(usecases, "MANY", 1)
    assert list(usecases.form_files(builders.context(), UNITS).items()) == list(here.items())


@pytest.mark.slow("process")
def test_a_form_whose_process_dies_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    here = usecases.form_files(builders.context(), UNITS)
    monkeypatch.setattr(usecases, "MANY", 1)
    monkeypatch.setattr(usecases, "DEADLINE", 0.0)
    assert usecases.form_files(builders.context(), UNITS) == here


@pytest.mark.parametrize("many", [1, 40])
def test_a_stop_gives_no_forms(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(usecases, "MANY", many)
    with pytest.raises(Stopped):
        usecases.form_files(builders.context(), UNITS, StopAt(1))
