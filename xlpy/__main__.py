"""``python -m xlpy``: the command line."""

import sys

from xlpy.cli import main

if __name__ == "__main__":
    sys.exit(main())
