"""Every module of the program and every library it uses, loaded one by one; what does not load is told."""

from __future__ import annotations

import builtins
import contextlib
import importlib
from collections.abc import Callable, Iterator
from importlib.machinery import EXTENSION_SUFFIXES

from xlpy.app.proof.advice import Installation, Remedy, sentence
from xlpy.basics.home import PROGRAM
from xlpy.basics.system import PLATFORM
from xlpy.basics.system.facts import library_refusal

LIBRARIES = (
    *("PIL._imaging", "_cffi_backend", "cryptography.hazmat.bindings._rust", "dateutil", "docx", "docxtpl"),
    *("et_xmlfile", "holidays", "jinja2", "lxml.etree", "lxml.objectify", "markupsafe._speedups", "msoffcrypto"),
    *("numpy", "olefile", "openpyxl", "pandas", "pptx", "pycparser", "pypdf", "python_calamine", "six", "tqdm"),
    *("typing_extensions", "xlrd", "xlsxwriter", "xlwings"),
)
"""A module of each locked library, the compiled part where there is one."""
WINDOWS_LIBRARIES = ("colorama", "tzdata", "pywintypes", "pythoncom", "win32api", "win32process", "win32com.client")
_SYSTEMS_OWN = {"win32": ("xlpy.basics.system.posix", "xlpy.basics.system.posix_facts")}
_OTHERS_OWN = ("xlpy.basics.system.windows", "xlpy.basics.system.windows_facts")
Load = Callable[[str], object]


def loaded(load: Load = importlib.import_module, platform: str = PLATFORM) -> Iterator[str]:
    """A sentence for each library that does not load; where all do, for each module of the program that does not.

    Whatever loading raises is caught, so one broken library keeps none of the others from being told.
    """
    libraries = (*LIBRARIES, *(WINDOWS_LIBRARIES if platform == "win32" else ()))
    with _importing_as_python_does():
        yield from list(_told(libraries, load)) or list(_told(modules(platform), load))


@contextlib.contextmanager
def _importing_as_python_does() -> Iterator[None]:
    """Python's own import for a moment: LibreOffice puts its own in the way.

    That one raises a plain ImportError for a module that is not there, so a library that only looks whether another
    is installed (tqdm) does not load.
    """
    kept = builtins.__import__
    builtins.__import__ = importlib.__import__
    try:
        yield
    finally:
        builtins.__import__ = kept


def modules(platform: str = PLATFORM) -> list[str]:
    """The program's modules by name, but those that only another system has and those that run when loaded."""
    others = _SYSTEMS_OWN.get(platform, _OTHERS_OWN)
    files = sorted(PROGRAM.rglob("*.py"))
    names = (".".join(("xlpy", *file.relative_to(PROGRAM).with_suffix("").parts)) for file in files)
    return [name.removesuffix(".__init__") for name in names if not name.endswith(".__main__") and name not in others]


def _told(names: Iterator[str] | tuple[str, ...] | list[str], load: Load) -> Iterator[str]:
    for name in names:
        try:
            load(name)
        except BaseException as error:  # a library written in Rust panics with one that is no Exception
            if isinstance(error, KeyboardInterrupt):
                raise
            yield sentence(name, remedy_of(error), Installation.of(PROGRAM.parent))


def remedy_of(error: BaseException, refusal: Callable[[str], int] = library_refusal) -> Remedy:
    """What kind of failure this is, by Windows' own code where the system refused a compiled file."""
    for fault in _chain(error):
        if isinstance(fault, (ModuleNotFoundError, FileNotFoundError)):
            return Remedy.MISSING
        if isinstance(fault, ImportError) and fault.path and fault.path.endswith(tuple(EXTENSION_SUFFIXES)):
            return Remedy.of(refusal(fault.path))
        if isinstance(fault, OSError):
            return Remedy.of(getattr(fault, "winerror", None) or 0)
        if isinstance(fault, MemoryError):
            return Remedy.MEMORY
    return Remedy.UNKNOWN


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The root of it first: libraries wrap a refusal of the system in words of their own."""
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or link.__context__
    yield from reversed(links)
