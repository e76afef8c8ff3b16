"""A few of the points of `tests.faults`: each must end wholly old or wholly new, told truly, with nothing left over."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults import can_run
from tests.tools import ROOT

pytestmark = [
    pytest.mark.slow("process"),
    pytest.mark.skipif(not can_run(), reason="needs Linux and a C compiler (cc)"),
]


def harness(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.faults", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("command", "every"), [("consolidate", "19"), ("book consolidate", "61")])
def test_a_command_struck_at_some_of_its_operations_leaves_old_or_new(command: str, every: str) -> None:
    done = harness("--only", command, "--every", every)
    assert done.returncode == 0, done.stdout + done.stderr
    points = int(done.stdout.splitlines()[-1].split("|")[3])
    assert points >= 24


@pytest.mark.parametrize("command", ["consolidate", "book consolidate"])
def test_two_processes_at_once_wait_for_each_other_or_say_so(command: str) -> None:
    done = harness("--only", command, "--race", "4")
    assert done.returncode == 0, done.stdout + done.stderr
