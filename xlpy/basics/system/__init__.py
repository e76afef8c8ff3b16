"""The one door to what only one operating system has; each system's own answers stand in a file of their own.

No other module of the product asks which system this is, nor imports what one system alone has: a test holds that.
Every name here exists on every system with the same meaning, so callers need no branch.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from xlpy.basics.system.windows import (
        ESCAPE_STOPS,
        HAS_MICROSOFT_OFFICE,
        NO_CONSOLE,
        STOP_SIGNALS,
        Connection,
        can_fork,
        console_close_waits,
        end_tree,
        escape_is_held,
        extended,
        held_open,
        is_registered,
        leads_elsewhere,
        limit_memory,
        load_uno_from,
        message_box,
        search_path,
        start_worker,
        try_lock,
    )
else:
    from xlpy.basics.system.posix import (
        ESCAPE_STOPS,
        HAS_MICROSOFT_OFFICE,
        NO_CONSOLE,
        STOP_SIGNALS,
        Connection,
        can_fork,
        console_close_waits,
        end_tree,
        escape_is_held,
        extended,
        held_open,
        is_registered,
        leads_elsewhere,
        limit_memory,
        load_uno_from,
        message_box,
        search_path,
        start_worker,
        try_lock,
    )

PLATFORM: str = sys.platform
"""The system's name as markers of requirements give it: ``win32``, ``linux``, ``darwin``."""

__all__ = [
    "ESCAPE_STOPS",
    "HAS_MICROSOFT_OFFICE",
    "NO_CONSOLE",
    "PLATFORM",
    "STOP_SIGNALS",
    "Connection",
    "can_fork",
    "console_close_waits",
    "end_tree",
    "escape_is_held",
    "extended",
    "held_open",
    "is_registered",
    "leads_elsewhere",
    "limit_memory",
    "load_uno_from",
    "message_box",
    "search_path",
    "start_worker",
    "try_lock",
]
