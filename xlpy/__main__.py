"""``python -m xlpy``: the command line."""

import gc
import os
import sys

from xlpy.app.cli import main

if __name__ == "__main__":
    gc.disable()  # one run makes its records once, keeps them and ends: looking for cycles costs a tenth of it
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # all is written and closed: taking the records apart one by one would only cost time
