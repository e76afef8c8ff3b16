"""The locked requirements of this PC: name and version of each library, by the markers of the lock file."""

from __future__ import annotations

import operator
import platform
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any

from xlpy.basics.system import PLATFORM

_LINE = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)\s*(?:;\s*(.*?))?\s*\\?$", re.M)
_TERM = re.compile(r"^\s*(\w+)\s*(==|!=|>=|<=|<|>)\s*'([^']*)'\s*$")
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    "<": operator.lt,
    ">": operator.gt,
}


def environment() -> dict[str, str]:
    """What markers may ask of this PC."""
    return {
        "sys_platform": PLATFORM,
        "python_full_version": platform.python_version(),
        "platform_python_implementation": platform.python_implementation(),
        "implementation_name": sys.implementation.name,
    }


def locked(text: str, facts: Mapping[str, str]) -> dict[str, str]:
    """Version by library, of those that a PC with these facts needs."""
    return {name: version for name, version, marker in _LINE.findall(text) if not marker or _holds(marker, facts)}


def _holds(marker: str, facts: Mapping[str, str]) -> bool:
    """Whether a marker of the kinds that lock files hold is true here.

    Raises ValueError for any other: a requirement must not be passed over because nobody understood it.
    """
    return any(all(_term(term, facts) for term in part.split(" and ")) for part in marker.split(" or "))


def _term(term: str, facts: Mapping[str, str]) -> bool:
    match = _TERM.match(term)
    if match is None or match[1] not in facts:
        raise ValueError(f"không hiểu điều kiện “{term.strip()}” trong tệp khóa phiên bản")
    name, compare, wanted = match.groups()
    if name.endswith("version"):
        return _COMPARE[compare](_release(facts[name]), _release(wanted))
    return _COMPARE[compare](facts[name], wanted)


def _release(version: str) -> tuple[int, ...]:
    """``3.12`` and ``3.12.0`` are the same: zeros at the end don't count."""
    numbers = [int(part) for part in re.findall(r"\d+", version)[:3]]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
