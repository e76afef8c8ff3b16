"""``python -m xlpy``: the command line."""

import os
import sys

from xlpy.cli import main

if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # all is written and closed: taking the records apart one by one would only cost time
