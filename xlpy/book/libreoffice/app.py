"""The application: settings, status bar, questions, the selected cells."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xlpy.book.libreoffice import bridge
from xlpy.book.libreoffice.books import Book, Books
from xlpy.book.libreoffice.graph import EngineLike
from xlpy.book.libreoffice.page_styles import PageStyles
from xlpy.book.libreoffice.ranges import Range, range_of

_BOX = {"critical": "ERRORBOX", "exclamation": "WARNINGBOX"}
_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_PRESSED = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


class App(base_classes.App):
    """LibreOffice as an application. The settings without a counterpart in Calc are kept and change nothing."""

    def __init__(self, engine: EngineLike) -> None:
        self._engine = engine
        self._status: str | bool = False
        self._painting = True
        self.pages = PageStyles()
        self.settings = {"display_alerts": True, "enable_events": True, "interactive": True}

    @property
    def engine(self) -> EngineLike:
        """The engine."""
        return self._engine

    @property
    def api(self) -> Any:
        """The UNO desktop."""
        return self._engine.desktop

    @property
    def pid(self) -> int:
        """The process id of LibreOffice."""
        return self._engine.process

    hwnd = pid

    @property
    def books(self) -> Books:
        """The open spreadsheets."""
        return Books(self)

    @property
    def version(self) -> str:
        """LibreOffice's version, ``7.4.7.2``."""
        provider = bridge.service(self._engine.context, "com.sun.star.configuration.ConfigurationProvider")
        path = bridge.option("nodepath", "/org.openoffice.Setup/Product")
        product = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (path,))
        return str(product.ooSetupVersionAboutBox)

    @property
    def selection(self) -> Range | None:
        """The selected cells of the active book, None where something else is selected."""
        book = self.books.active
        return None if book is None else range_of(book, book.api.getCurrentSelection())

    def activate(self, steal_focus: bool = False) -> None:
        """Bring the active book's window to the front."""
        if (book := self.books.active) is not None:
            book.activate()

    def quit(self) -> None:
        """End LibreOffice; unsaved work is lost, as with Excel driven by a program."""
        self._engine.desktop.terminate()

    kill = quit

    @property
    def visible(self) -> bool:
        """Whether the active book has a window that can be seen."""
        book = self.books.active
        return bool(book and book.controller and book.controller.Frame.ContainerWindow.isVisible())

    @visible.setter
    def visible(self, value: bool) -> None:
        if (book := self.books.active) is not None and book.controller:
            book.controller.Frame.ContainerWindow.setVisible(bool(value))

    @property
    def screen_updating(self) -> bool:
        """False holds the windows of all books still until it is True again."""
        return self._painting

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        """Hold the windows of all open books, or let them be drawn and give page styles what waited for that.

        A book that is opened while they are held is not held.
        """
        if bool(value) == self._painting:
            return
        self._painting = bool(value)
        self.pages.hold = not value
        if value:
            # Before the windows move again, so that pages are laid out once.
            self.pages.give()
        for book in self.books:
            # Locks are counted: one given back too often, or kept, would freeze the window for good.
            if value and book.api.hasControllersLocked():
                book.api.unlockControllers()
            elif not value:
                book.api.lockControllers()

    @property
    def calculation(self) -> str:
        """``automatic`` or ``manual``, of the active book."""
        return "automatic" if self._document().isAutomaticCalculationEnabled() else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in {"automatic", "manual"}:
            raise NotImplementedError(f"calculation = {value!r} does not exist in Calc")
        self._document().enableAutomaticCalculation(value == "automatic")

    def calculate(self) -> None:
        """Calculate every formula of the active book again."""
        self._document().calculateAll()

    @property
    def status_bar(self) -> str | bool:
        """The text shown in the status bar, False if it is LibreOffice's own."""
        return self._status

    @status_bar.setter
    def status_bar(self, text: str | bool | None) -> None:
        """Show a text; False, None or '' gives the bar back. Nothing is shown where no book has a window."""
        self._status = text or False
        book = self.books.active
        if book is None or book.controller is None:
            return
        indicator = book.controller.StatusIndicator
        if self._status:
            indicator.start(str(text), 0)
        else:
            indicator.end()

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any) -> str:
        """Show a message box and return the pressed button, or ask the engine's ``answer``.

        Raises RuntimeError where there is neither: a box that nobody sees would wait for ever.
        """
        buttons = buttons or "ok"
        if buttons not in _BUTTONS:
            raise ValueError(f"buttons = {buttons!r}: use one of {', '.join(_BUTTONS)}")
        if (answer := self._engine.answer) is not None:
            return answer(str(prompt), title or "", buttons)
        # Without a window a box waits for a click that cannot come.
        if not self._engine.has_window:
            raise RuntimeError(f"a question without a window to show it in: {prompt}")
        kind = _BOX.get(mode or "", "QUERYBOX" if buttons != "ok" else "INFOBOX")
        toolkit = bridge.service(self._engine.context, "com.sun.star.awt.Toolkit")
        window = self._document().CurrentController.Frame.ContainerWindow
        kind_value = bridge.enum("awt.MessageBoxType", kind)
        box = toolkit.createMessageBox(window, kind_value, _BUTTONS[buttons], title or "", str(prompt))
        return _PRESSED[box.execute()]

    def _document(self) -> Any:
        book: Book | None = self.books.active
        if book is None:
            raise RuntimeError("no spreadsheet is open")
        return book.api

    @property
    def display_alerts(self) -> bool:
        """Kept; saving and deleting through this engine never ask."""
        return self.settings["display_alerts"]

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self.settings["display_alerts"] = bool(value)

    @property
    def enable_events(self) -> bool:
        """Kept; our workbook has no event macros in Calc."""
        return self.settings["enable_events"]

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self.settings["enable_events"] = bool(value)

    @property
    def interactive(self) -> bool:
        """Kept; Calc cannot be told to ignore the keyboard."""
        return self.settings["interactive"]

    @interactive.setter
    def interactive(self, value: bool) -> None:
        self.settings["interactive"] = bool(value)
