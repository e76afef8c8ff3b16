"""The file that Excel starts for a click: the button's name, then the words by which xlwings finds its workbook.

VBA runs ``python -B -I xlpy/start.py check --wb=Plan167.xlsm --from_xl=1 --hwnd=…``. ``-I`` keeps Python apart from
the user's own settings and from whatever lies in the folder that Excel is in, so this file puts the program on the
module path itself. It ends with 0 where a person was told how it went; anything else VBA tells, with the number.
"""

from __future__ import annotations

import os
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  (before any other import)


def main() -> None:
    """Press the button that the first argument names, a function of `xlpy.macros`."""
    sys.path.insert(0, HOME)
    from xlpy import macros  # noqa: PLC0415  (not to be found before)

    getattr(macros, sys.argv[1])()


if __name__ == "__main__":  # a reading worker imports this file too
    main()
