"""``plan167 …``: each use case as a command, with exit codes, ``--json`` and a progress bar.

Exit codes: 0 done; 1 done, and there is something to act on (an error, a unit that has not sent);
2 could not be done, nothing was written; 3 stopped by the user, who is told what was in its place by then.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from xlpy.app.commands.exits import DONE, FAILED, STOPPED, unread
from xlpy.app.commands.parser import parser
from xlpy.app.unforeseen_failure import explained
from xlpy.basics.commit import heard, noting
from xlpy.basics.errors import UserError, refusal_vn
from xlpy.basics.home import HOME
from xlpy.basics.progress import NOTHING_WRITTEN, Stopped


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every expected failure is one Vietnamese sentence on the error stream."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a file's name may hold what UTF-8 can't
    options = parser().parse_args(arguments)
    with noting() as notes:
        try:
            with heard():
                return _run(options)
        except (Stopped, KeyboardInterrupt):
            print(_stopped(notes.written), file=sys.stderr)
            return STOPPED
        finally:
            for sentence in notes.told():
                print(sentence, file=sys.stderr)


def _run(options: argparse.Namespace) -> int:
    module, _, function = options.run.partition(":")
    try:
        code = int(getattr(importlib.import_module(f"xlpy.app.commands.{module}"), function)(options))
        sys.stdout.flush()  # here, where a reader that is gone can still be caught
        return code
    except (UserError, OSError) as error:
        if unread(error):
            return DONE
        sentence = f"{refusal_vn(error)}." if isinstance(error, OSError) else str(error)
        print(f"Không thực hiện được: {sentence}", file=sys.stderr)
        return FAILED
    except Stopped:
        raise
    except Exception as error:  # the program itself is at fault, or a library that does not load
        print(explained(error, HOME), file=sys.stderr)
        return FAILED


def _stopped(written: Sequence[Path]) -> str:
    """What a stop is answered with: what was in its place by then stays there, whole."""
    if not written:
        return NOTHING_WRITTEN
    names = ", ".join(dict.fromkeys(map(str, written)))
    return f"Đã dừng theo yêu cầu; trước đó đã ghi xong đủ các tệp vào: {names}."
