"""Waiting for an Excel that can't answer just now: it is busy, or somebody is typing in a cell.

xlwings tries again at once and without end, and only some of its calls where a cell is being edited.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

BUSY, LATER, EDITING = -2147418111, -2147417846, -2146777998
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER; 0x800AC472, Excel's answer in a cell being edited or a dialog."""
LONGEST, PAUSE = 20.0, 0.05
"""Seconds that a call waits, and between two attempts."""


class Patience:
    """How long calls wait: up to ``LONGEST``; half as long after each time-out; in full again after an answer.

    So an update that fails still waits while it is undone, but never for every single step of it.
    """

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = self._left = longest

    def call(self, work: Callable[[], Any], passes: Callable[[Exception], bool] | None = None) -> Any:
        """Do the work, again and again while Excel can't answer; raises what it raised at last, or anything else.

        ``passes`` tells of an error whether it may pass; `can_wait` by default.
        """
        until = time.monotonic() + self._left
        while True:
            try:
                found = work()
            except Exception as error:
                if not (passes or can_wait)(error):
                    raise
                if time.monotonic() >= until:
                    self._left /= 2
                    raise
                time.sleep(PAUSE)
            else:
                self._left = self._longest
                return found


def can_wait(error: Exception) -> bool:
    """Whether Excel only could not answer just now: by the error's number, or by that of the exception within it."""
    if type(error).__name__ == "ExcelBusyError":  # xlwings' own, where a member could not even be looked up
        return True
    inner = getattr(error, "excepinfo", None)
    numbers = (getattr(error, "hresult", None), inner[5] if inner else None)
    return any(number in (BUSY, LATER, EDITING) for number in numbers)


def teach(windows: Any, patience: Patience | None = None) -> None:
    """Let all calls of xlwings' Windows side (its module ``_xlwindows``) wait so; it tries nothing again by itself."""
    own = patience or Patience()
    # Else xlwings' own endless attempts would run inside each of ours.
    windows.N_COM_ATTEMPTS = 1
    # On the classes, since xlwings makes such a wrapper anew for everything that it returns.
    for kind in (windows.COMRetryMethodWrapper, windows.COMRetryObjectWrapper):
        kind.__call__ = _calling(kind.__call__, own)
    thing = windows.COMRetryObjectWrapper
    thing.__getattr__, thing.__setattr__ = _reading(thing.__getattr__, own), _setting(thing.__setattr__, own)


def _calling(method: Callable[..., Any], patience: Patience) -> Callable[..., Any]:
    """pywin32 takes a busy Excel for one without the member that it asks for while it calls."""
    return lambda *arguments, **options: patience.call(
        lambda: method(*arguments, **options), lambda error: isinstance(error, AttributeError) or can_wait(error)
    )


def _reading(method: Callable[..., Any], patience: Patience) -> Callable[..., Any]:
    return lambda thing, name: patience.call(lambda: method(thing, name))


def _setting(method: Callable[..., Any], patience: Patience) -> Callable[..., Any]:
    def passes(thing: Any, name: str, error: Exception) -> bool:
        return _is_known(thing, name) if isinstance(error, AttributeError) else can_wait(error)

    return lambda thing, name, value: patience.call(
        lambda: method(thing, name, value), lambda error: passes(thing, name, error)
    )


def _is_known(thing: Any, name: str) -> bool:
    """Whether Excel knows a member, or is too busy to tell: an old Excel that lacks it is not waited for."""
    try:
        object.__getattribute__(thing, "_inner")._oleobj_.GetIDsOfNames(0, name)
    except Exception as error:  # pywin32's own
        return can_wait(error)
    return True
