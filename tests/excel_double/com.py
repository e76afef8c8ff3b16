"""COM as pywin32 shows it: errors with numbers, objects with named members; xlwings' Windows side on top of it."""

from __future__ import annotations

import atexit
import ctypes
import datetime as dt
import functools
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple
from unittest.mock import patch

import xlwings

EXCEPTION, UNKNOWN_NAME = -2147352567, -2147352570
"""DISP_E_EXCEPTION, DISP_E_UNKNOWNNAME."""
REFUSED = -2146827284
"""0x800A03EC, Excel's answer to nearly everything that it does not do (run-time error 1004)."""


class ComError(Exception):
    """pywintypes.com_error."""

    def __init__(self, hresult: int, text: str, excepinfo: Any = None, argerror: Any = None) -> None:
        super().__init__(hresult, text, excepinfo, argerror)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, text, excepinfo, argerror


def refusal(text: str, scode: int = REFUSED) -> ComError:
    """What Excel raises when it does not do something."""
    return ComError(EXCEPTION, "Exception occurred.", (0, "Microsoft Excel", text, None, 0, scode), None)


class Use(NamedTuple):
    """One use of a member: ``how`` is get, set or call; ``names`` are those of a call's arguments."""

    kind: str
    member: str
    how: str
    given: int = 0
    names: tuple[str, ...] = ()


class World:
    """What all objects of one Excel share."""

    def __init__(self) -> None:
        self.uses: list[Use] = []
        self.fault: Callable[[Use], Exception | None] = lambda use: None
        """Asked before each use of a member; what it gives is raised."""

    def touch(self, use: Use) -> None:
        """Remember a use, or fail as told."""
        self.uses.append(use)
        if (fault := self.fault(use)) is not None:
            raise fault


class CDispatch:
    """pywin32's class of late-bound objects."""


class Dispatch(CDispatch):
    """An object of Excel. Members have Excel's names: properties, and methods."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._oleobj_ = SimpleNamespace(GetIDsOfNames=self._number)

    def __init_subclass__(cls) -> None:
        for name, member in list(vars(cls).items()):
            if callable(member) and (name[:1].isupper() or name == "__call__"):
                setattr(cls, name, _called("Item" if name == "__call__" else name, member))

    def __getattribute__(self, name: str) -> Any:
        if name[:1].isupper() and isinstance(getattr(type(self), name, None), property):
            self._world.touch(Use(type(self).__name__, name, "get"))
        return super().__getattribute__(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name[:1].isupper():
            if not isinstance(getattr(type(self), name, None), property):
                raise AttributeError(f"Property '{type(self).__name__}.{name}' can not be set.")
            self._world.touch(Use(type(self).__name__, name, "set"))
        super().__setattr__(name, plain(value))

    def _number(self, _: int, name: str) -> int:
        if not hasattr(type(self), name):
            raise ComError(UNKNOWN_NAME, "Unknown name.")
        return 1


def _called(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def call(self: Dispatch, *arguments: Any, **options: Any) -> Any:
        self._world.touch(Use(type(self).__name__, name, "call", len(arguments), tuple(options)))
        return method(self, *map(plain, arguments), **{key: plain(value) for key, value in options.items()})

    return call


def plain(value: Any) -> Any:
    """An argument without the wrapper that xlwings puts around objects."""
    return object.__getattribute__(value, "_inner") if type(value).__name__ == "COMRetryObjectWrapper" else value


@cache
def windows_side() -> ModuleType:
    """xlwings' module for Excel on Windows, loaded a second time with stand-ins for pywin32 and Windows.

    It is no part of xlwings then: ``xlwings.engines`` do not know it, and its clearing up at the end is taken off.
    """
    path = Path(xlwings.__file__).with_name("_xlwindows.py")
    spec = importlib.util.spec_from_file_location("xlwings._excel_double", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with _stand_ins():
        spec.loader.exec_module(module)
    atexit.unregister(module.cleanup)
    return module


@contextmanager
def _stand_ins() -> Iterator[None]:
    base = type("CoClassBaseClass", (), {})
    client = _module(
        "win32com.client",
        *(CDispatch, base, type("DispatchBaseClass", (), {})),
        Dispatch=None,
        DispatchEx=None,
    )
    boxes = ("OK", "OKCANCEL", "YESNO", "YESNOCANCEL", "ICONINFORMATION", "ICONWARNING")
    modules = [
        _module("pywintypes", com_error=ComError, error=OSError, TimeType=dt.datetime, IID=str),
        _module("pythoncom", ole_error=ComError, CoInitialize=lambda: None, __file__="pythoncom"),
        _module("win32api", MessageBox=None),
        _module("win32con", **{f"MB_{name}": number for number, name in enumerate(boxes)}),
        _module("win32com", client=client),
        client,
        _module("win32gui", FindWindowEx=lambda *_: 0),
        _module("win32process", GetWindowThreadProcessId=lambda hwnd: (0, hwnd)),
        _module("win32timezone", TimeZoneInfo=SimpleNamespace(utc=lambda: dt.UTC)),
        _module("xlwings._win32patch", base),
    ]
    user = ("GetForegroundWindow", "SetForegroundWindow", "SetWindowPos")
    library = SimpleNamespace(
        ole32=SimpleNamespace(CLSIDFromString=lambda *_: None),
        oleacc=SimpleNamespace(AccessibleObjectFromWindow=lambda *_: 0),
        user32=SimpleNamespace(**{name: lambda *_: 0 for name in user}),
    )
    with (
        patch.dict(sys.modules, {module.__name__: module for module in modules}),
        patch.object(ctypes, "oledll", library, create=True),
        patch.object(ctypes, "windll", library, create=True),
        patch.object(ctypes, "PyDLL", lambda _: SimpleNamespace(PyCom_PyObjectFromIUnknown=SimpleNamespace())),
    ):
        yield


def _module(name: str, *classes: type, **members: Any) -> ModuleType:
    made = ModuleType(name)
    vars(made).update({each.__name__: each for each in classes} | members)
    return made
