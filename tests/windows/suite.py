"""The test suite on the Windows PC: no failure, and no skip but those that were agreed."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.quick_run import BUT
from tests.windows import libraries
from tests.windows.wine import Machine

AGREED = Path(__file__).parent / "skips.txt"
"""A line for each reason: how many tests it may skip, and the reason as pytest gives it."""
WITHOUT = "not office and not validator and not typings"
"""LibreOffice and the packages of npm are no part of this PC; their tests run on Linux."""
ALIKE = ("checker", "cluster", "codes", "search", "size")
"""Reasons for which tests are slow that no system changes: values in, values out, many times; they run on Linux."""
SECONDS = 3600.0
HANGS = 240
"""Seconds after which a single test counts as hanging."""
REFUSED = 2
"""The exit code of a set-up that could not be done."""


@dataclass(frozen=True, slots=True)
class Suite:
    """What came of the tests: ``faults`` are sentences, none where the gate may open."""

    passed: int
    skipped: Counter[str]
    faults: tuple[str, ...]
    seconds: float


def run(machine: Machine, project: Path, workers: int) -> Suite:
    """Run the tests of ``project``, a folder of the PC, in a virtual environment that holds the locked requirements."""
    python = _environment(machine, project / "requirements" / "dev.txt")
    results = machine.root / "tests.xml"
    results.unlink(missing_ok=True)
    side_by_side = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    # a test that never ends becomes a failure with a name, and the run goes on
    ends = ["-o", f"faulthandler_timeout={HANGS}", "-o", "faulthandler_exit_on_timeout=true"]
    options = [
        *ends,
        "-p",
        "no:cacheprovider",
        "--tb=short",
        f"--junitxml=Z:{results}",
        "-m",
        WITHOUT,
        f"{BUT}={','.join(ALIKE)}",
        *side_by_side,
    ]
    command = [str(python), "-m", "pytest", *options]
    ran = machine.run(command, folder=project, variables={"PYTHONUTF8": "1"}, seconds=SECONDS, show=True)
    if not results.exists():
        fault = f"the tests did not end within {SECONDS:.0f} s, or not by themselves (exit code {ran.code})"
        return Suite(0, Counter(), (fault,), ran.seconds)
    passed, skipped, failed = outcomes(results.read_text(encoding="utf-8"))
    faults = [*failed, *beyond(skipped, agreed(AGREED.read_text(encoding="utf-8")))]
    if ran.code and not faults:
        faults.append(f"pytest ended with exit code {ran.code}")
    return Suite(passed, skipped, tuple(faults), ran.seconds)


def refused(name: str, code: int, said: str, words: str) -> list[str]:
    """What is wrong with a set-up that must end with 2 and these words: a sentence each."""
    faults = [] if code == REFUSED else [f"{name}: exit code {code}, not {REFUSED}"]
    return [*faults, *([] if words in said else [f"{name} did not say “{words}”:\n{said}"])]


def outcomes(junit: str) -> tuple[int, Counter[str], list[str]]:
    """From pytest's JUnit file: how many passed, how many were skipped for each reason, which failed."""
    passed, skipped, failed = 0, Counter[str](), []
    for case in ET.fromstring(junit).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        reason = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(f"failed: {name}")
        elif reason is not None:
            skipped[reason.get("message", "")] += 1
        else:
            passed += 1
    return passed, skipped, failed


def agreed(text: str) -> Counter[str]:
    """The skips that a text of lines ``COUNT reason`` allows."""
    found = (re.fullmatch(r"(\d+) +(.+)", line) for line in text.splitlines())
    return Counter({one[2]: int(one[1]) for one in found if one})


def beyond(skipped: Counter[str], allowed: Counter[str]) -> list[str]:
    """A sentence for each reason that skips more tests than was agreed."""
    return [
        f"{count} tests skipped, {allowed[reason]} agreed: {reason}"
        for reason, count in sorted(skipped.items())
        if count > allowed[reason]
    ]


def _environment(machine: Machine, locked: Path) -> Path:
    """The Python of a virtual environment with the requirements in it, made anew where they changed."""
    place = machine.drive / "tests"
    python, wanted = place / "Scripts" / "python.exe", libraries.for_windows(locked.read_text(encoding="utf-8"))
    stamp = place / "requirements.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(place, ignore_errors=True)
        made = machine.run([str(machine.python / "python.exe"), "-m", "venv", "--without-pip", machine.windows(place)])
        if made.code:
            raise RuntimeError(f"no virtual environment on the Windows PC:\n{made.said}")
        wheels = machine.root / "wheels"
        libraries.fetch(locked, wheels)
        libraries.unpack(locked, wheels, place / "Lib" / "site-packages")
        stamp.write_text(wanted, encoding="utf-8")
    return python
