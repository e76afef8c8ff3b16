"""The quick run, `python run.py test`: which tests it leaves out, and what it says about them at its end.

Left out is what bears one of the markers in `BY_MARKER`, or ``slow`` with one of the reasons in `SLOW`; nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

OPTION = "--quick"
BUT = "--leave-out"
ALL = "python run.py test --all"
BY_MARKER = {
    "office": "start LibreOffice",
    "validator": "start the Open XML SDK validator (npm)",
    "typings": "read the typings of Excel and Office (npm)",
}
"""Markers that leave a test out by themselves, and what such tests do."""
SLOW = {
    "book": "open and save the whole master workbook",
    "checker": "plant faults to try the checkers of tests themselves",
    "cluster": "start a cluster of processes",
    "codes": "make an edition for every code of the catalogue",
    "double": "drive a stand-in of Excel behind xlwings",
    "form": "make, change and read whole forms, one for each case",
    "process": "run whole commands in processes of their own",
    "round": "work through a whole round: all files of the sample, or of a day",
    "search": "try many cases by lot",
    "setup": "set up a PC or make a kit",
    "size": "read or write very large files",
}
"""The one argument of the marker ``slow``, and what such tests do."""
CHOSEN = pytest.Config.ArgsSource.ARGS
_Left = pytest.StashKey[list[pytest.Item]]()


def add_option(parser: pytest.Parser) -> None:
    """Let pytest know the option that `run.py` gives it."""
    parser.addoption(OPTION, action="store_true", help=f"leave out what is slow, unless tests are named; all: {ALL}")
    parser.addoption(BUT, default="", help=f"leave out what is slow for these reasons: {','.join(SLOW)}")


def register(config: pytest.Config) -> None:
    """Make this run quick where that was asked for and no test was named by file, -k or -m."""
    named = config.args_source is CHOSEN or config.option.keyword or config.option.markexpr
    if hasattr(config, "workerinput"):
        named = False  # a worker is given files by the run that it belongs to, which has decided already
    if named:
        config.option.quick = False
    if config.option.quick:
        config.pluginmanager.register(QuickRun(config), "plan167-quick-run")


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out tests that are slow for a reason that was named. Raises pytest.UsageError for one that is not known."""
    reasons = set(filter(None, str(config.option.leave_out).split(",")))
    if unknown := reasons - set(SLOW):
        raise pytest.UsageError(f"{BUT}: {', '.join(sorted(unknown))} is none of {', '.join(SLOW)}")
    if reasons:
        kept = [item for item in items if not ((slow := item.get_closest_marker("slow")) and slow.args[0] in reasons)]
        going = set(kept)
        config.hook.pytest_deselected(items=[item for item in items if item not in going])
        items[:] = kept


def reason(item: pytest.Item) -> str | None:
    """Why the quick run leaves a test out; None for one that it runs.

    Raises pytest.UsageError where ``slow`` names no reason that is known.
    """
    slow = item.get_closest_marker("slow")
    if slow and (len(slow.args) != 1 or slow.args[0] not in SLOW):
        raise pytest.UsageError(f"{item.nodeid}: slow takes one of {', '.join(SLOW)}")
    marker = next((name for name in BY_MARKER if item.get_closest_marker(name)), None)
    if marker:
        return BY_MARKER[marker]
    return SLOW[slow.args[0]] if slow else None


def left_out(config: pytest.Config) -> list[pytest.Item]:
    """The tests that this run has left out so far: none unless it is quick."""
    return config.stash.get(_Left, [])


def told(reasons: Iterable[str]) -> list[str]:
    """What a quick run says at its end: a line for all, one for each reason, one with the command that runs all."""
    counts = Counter(reasons)
    lines = [f"{counts.total()} tests were left out, since they"]
    lines += [f"  {words}: {count}" for words, count in sorted(counts.items())]
    return [*lines, "The run on Windows' own Python under Wine was left out too.", f"All of them: {ALL}"]


class QuickRun:
    """The quick run of one process: the only one, a worker, or the one that the workers belong to."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._reasons: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take out what is slow."""
        left = [item for item in items if reason(item)]
        self._reasons = [why for why in map(reason, left) if why]
        self._config.stash[_Left] = left
        self._config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not reason(item)]

    def pytest_sessionfinish(self) -> None:
        """A worker tells the run that it belongs to; each has collected the same tests."""
        if hasattr(self._config, "workeroutput"):
            self._config.workeroutput["left_out"] = self._reasons

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Hear a worker's list."""
        self._reasons = getattr(node, "workeroutput", {}).get("left_out", self._reasons)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it."""
        terminalreporter.section("left out of this quick run")
        for line in told(self._reasons):
            terminalreporter.line(line)
