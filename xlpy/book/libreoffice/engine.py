"""The engine that xlwings calls instead of Excel, and its list of applications (always one)."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import xlwings
from xlwings import base_classes

from xlpy.book.libreoffice import bridge, values
from xlpy.book.libreoffice.app import App
from xlpy.book.libreoffice.books import Book
from xlpy.book.libreoffice.graph import Answer

NAME = "libreoffice"


class Engine:
    """A running LibreOffice as xlwings sees it; ``process`` is its process id where it is not this process.

    Only where somebody sees its window (``has_window``) questions are shown there.
    """

    name = NAME
    type = "desktop"

    def __init__(self, context: Any, process: int | None = None, has_window: bool = False) -> None:
        self.context = context
        self.has_window = has_window
        self.process = process or os.getpid()
        self.desktop = bridge.service(context, "com.sun.star.frame.Desktop")
        self.answer: Answer | None = None
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """What xlwings hands to a cell: see `values.cell_value`."""
        return values.cell_value(value)

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """What xlwings returns for the raw values of cells, by the options of the read."""

        def one(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, values.ErrorText):
                return str(value) if err_to_str else None
            if isinstance(value, dt.datetime) and datetime_builder is not dt.datetime:
                parts = ("month", "day", "year", "hour", "minute", "second", "microsecond")
                return datetime_builder(**{part: getattr(value, part) for part in parts}, tzinfo=None)
            return number_builder(value) if number_builder and isinstance(value, float) else value

        return [[one(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    """The one LibreOffice that the engine is connected to."""

    def __init__(self, engine: Engine) -> None:
        self.app = App(engine)

    def keys(self) -> list[int]:
        """The process id."""
        return [self.app.pid]

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> App:
        """The running LibreOffice: no second one is started."""
        return self.app

    def __iter__(self) -> Iterator[App]:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self.app


def register(context: Any, process: int | None = None, has_window: bool = False) -> xlwings.Engine:
    """Make the LibreOffice behind a UNO component context the active engine of xlwings; an earlier one is replaced."""
    engine = xlwings.Engine(impl=Engine(context, process, has_window))
    # xlwings finds an engine by name and would keep the first, whose LibreOffice may be gone.
    earlier = [known for known in xlwings.engines.engines if known.name == NAME]
    for known in earlier:
        xlwings.engines.engines.remove(known)
    xlwings.engines.add(engine)
    engine.activate()
    return engine


def wrap(engine: xlwings.Engine, document: Any) -> xlwings.Book:
    """A document that is open in the engine's LibreOffice as a book of xlwings."""
    return xlwings.Book(impl=Book(engine.impl.apps.app, document))
