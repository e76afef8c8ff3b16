"""The way to UNO: finds LibreOffice's Python module ``uno`` and makes the few UNO values that the engine passes."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from xlpy.basics.errors import UserError
from xlpy.basics.system import load_uno_from

FOLDERS = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice*/program",
    "/Applications/LibreOffice.app/Contents/Resources",
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
)
"""Where packagers of Debian, Fedora, The Document Foundation, macOS and Windows put ``uno.py``."""


class UnoMissing(UserError):
    """LibreOffice, or its Python module ``uno`` for this Python, cannot be used here."""


@cache
def uno() -> ModuleType:
    """LibreOffice's module ``uno``.

    A file found outside ``sys.path`` is loaded by itself, so that a system's whole ``dist-packages`` never gets
    among our libraries. Raises UnoMissing.
    """
    if (known := sys.modules.get("uno")) is not None:
        return known
    if importlib.util.find_spec("uno") is not None:
        return importlib.import_module("uno")
    found = [file for folder in FOLDERS for file in _files(folder)]
    for file in found:
        if (module := _load(file)) is not None:
            return module
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if found:
        where = found[0].parent
        raise UnoMissing(
            f"LibreOffice ở {where} không dùng được với Python {here}; hãy cài bản LibreOffice cùng Python."
        )
    raise UnoMissing(
        "Không tìm thấy LibreOffice (thư viện uno của Python); hãy cài LibreOffice kèm python3-uno rồi thử lại."
    )


def _files(folder: str) -> list[Path]:
    root = Path(folder)
    places = sorted(root.parent.parent.glob(root.parent.name)) if "*" in folder else [root.parent]
    return [file for place in places if (file := place / root.name / "uno.py").is_file()]


def _load(file: Path) -> ModuleType | None:
    spec = importlib.util.spec_from_file_location("uno", file)
    if spec is None or spec.loader is None:
        return None
    # On Windows the DLLs beside uno.py must be allowed before the module is loaded.
    load_uno_from(file.parent)
    if any(file.parent.glob("pyuno.*")) and str(file.parent) not in sys.path:
        sys.path.append(str(file.parent))  # a program folder: only LibreOffice's own few modules
    # Known under its name before it runs, as an import would have it: its C part looks it up there.
    module = sys.modules["uno"] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except ImportError:
        del sys.modules["uno"]
        return None
    return module


def struct(name: str, **fields: Any) -> Any:
    """A UNO struct by its name under ``com.sun.star``."""
    made = uno().createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def option(name: str, value: Any) -> Any:
    """A named argument of LibreOffice's loaders and filters."""
    return struct("beans.PropertyValue", Name=name, Value=value)


def enum(kind: str, value: str) -> Any:
    """A value of a UNO enumeration under ``com.sun.star``."""
    return uno().Enum(f"com.sun.star.{kind}", value)


def table_of_any(rows: Iterable[Sequence[Any]]) -> Any:
    """A two-dimensional block as the VBA object model of Calc takes it."""
    # UNO guesses types of plain tuples, and the VBA objects take only an array of any.
    return uno().Any("[][]any", tuple(tuple(row) for row in rows))


def service(context: Any, name: str, *arguments: Any) -> Any:
    """An instance of a UNO service."""
    manager = context.ServiceManager
    if arguments:
        return manager.createInstanceWithArgumentsAndContext(name, arguments, context)
    return manager.createInstanceWithContext(name, context)


def url(path: str | Path) -> str:
    """The file URL of a path, relative ones seen from the working directory."""
    return str(uno().systemPathToFileUrl(str(Path(path).absolute())))


def path_of(address: str) -> str:
    """The path of a file URL, '' of an unsaved document."""
    return str(uno().fileUrlToSystemPath(address)) if address else ""
