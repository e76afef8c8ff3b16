"""Runs the product on Windows' Python under Wine.

python -m tests.windows assemble          makes the PC with Python on it; prints where it is
python -m tests.windows python ARGUMENT…  runs that Python in this folder
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.windows import runtime
from tests.windows.wine import default_root


def main(arguments: list[str]) -> int:
    """Do what the command says; gives its exit code."""
    if lacking := runtime.missing():
        print(f"not installed here: {' '.join(lacking)}")
        return 2
    machine = runtime.ready(default_root())
    try:
        if arguments[:1] == ["python"]:
            python = str(machine.python / "python.exe")
            return machine.run(
                [python, *arguments[1:]], folder=Path.cwd(), variables={"PYTHONUTF8": "1"}, show=True
            ).code
        print(machine.python)
        return 0
    finally:
        machine.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
