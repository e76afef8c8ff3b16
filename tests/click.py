"""Presses real buttons: LibreOffice with the extension installed, on a virtual screen, as a screen reader would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from xlpy.app import extension
from xlpy.book.libreoffice import bridge, office

SCREEN = "1920x1080x24"
PROGRAMS = ("soffice", "unopkg", "Xvfb", "xdotool")
SECONDS = 900.0
"""After how long LibreOffice counts as hung. Nothing is measured by it: what ends without what was waited for is told
at once, and a machine with much else to do takes long.
"""
NOBODY = 65_534
"""unopkg refuses to work for root."""
_STEP = 0.02


def needs_screen() -> pytest.MarkDecorator:
    """The mark of tests that press real buttons: skipped, with what is missing, where it may be."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    skip = bool(missing) and not os.environ.get("PLAN167_NO_SKIP")
    return pytest.mark.skipif(skip, reason=f"real clicks need {', '.join(missing)}, not installed here")


def add_extension(file: Path, profile: Path) -> None:
    """Install an extension into a fresh profile with LibreOffice's own tool. Raises RuntimeError with its words."""
    profile.mkdir(parents=True, exist_ok=True)
    profile.chmod(0o777)
    environment = {**os.environ, "HOME": str(profile)}
    user = NOBODY if sys.platform != "win32" and os.geteuid() == 0 else None
    command = ["unopkg", "add", f"-env:UserInstallation={profile.as_uri()}", str(file)]
    done = subprocess.run(command, env=environment, user=user, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


@contextmanager
def virtual_screen() -> Iterator[str]:
    """A screen that nobody sees; its display name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, pass_fds=(write,), stdin=quiet, stdout=quiet, stderr=quiet)
    os.close(write)
    try:
        with os.fdopen(read) as numbers:
            yield f":{numbers.readline().strip()}"
    finally:
        process.terminate()
        process.wait(10)


@dataclass(frozen=True)
class Clicked:
    """What a click did: what was asked and said, as (asked/told/wrong, text), and how many seconds it took."""

    said: tuple[tuple[str, str], ...]
    seconds: float

    @property
    def told(self) -> str:
        """How it ended, in words."""
        return "\n".join(text for kind, text in self.said if kind != "asked")

    @property
    def went_wrong(self) -> bool:
        """Whether a failure was told."""
        return any(kind == "wrong" for kind, _ in self.said)


class Desk:
    """LibreOffice with our toolbar on a virtual screen, as a context manager.

    ``environment`` is added to LibreOffice's.
    """

    def __init__(self, ribbon: bytes, environment: Mapping[str, str] | None = None) -> None:
        self._ribbon, self._extra, self._stack = ribbon, dict(environment or {}), ExitStack()
        self._toolbars: dict[str, Any] = {}
        self._path: tuple[int, ...] | None = None
        self.labels = {b.id: b.label for group in extension.groups_of(ribbon) for b in group.buttons}

    def __enter__(self) -> Desk:
        with ExitStack() as stack:
            self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
            self.folder.chmod(0o755)
            self.answers, self.said, self.done = (self.folder / n for n in ("answers.json", "said.txt", "done.txt"))
            oxt, profile = self.folder / extension.FILE_NAME, self.folder / "profile"
            oxt.write_bytes(extension.build(self._ribbon))
            add_extension(oxt, profile)
            files = {"PLAN167_ANSWERS": self.answers, "PLAN167_SAID": self.said, "PLAN167_DONE": self.done}
            self.display = stack.enter_context(virtual_screen())
            environment = {**{k: str(v) for k, v in files.items()}, **self._extra, "DISPLAY": self.display}
            environment |= {"SAL_USE_VCLPLUGIN": "gen", "LC_ALL": "C.UTF-8"}
            self.office = stack.enter_context(office.Office(profile, headless=False, environment=environment))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @contextmanager
    def open(self, path: Path) -> Iterator[Any]:
        """A document in a window with its toolbar; closed without saving at the end."""
        options = (bridge.option("MacroExecutionMode", 0),)
        document = self.office.desktop.loadComponentFromURL(bridge.url(path), "_blank", 0, options)
        window = document.CurrentController.Frame.ContainerWindow
        window.setPosSize(0, 0, 1900, 1000, 15)
        until = time.monotonic() + SECONDS
        while self._toolbar(document) is None:
            if time.monotonic() > until:
                raise TimeoutError(f"no toolbar {extension.TITLE!r} over {path.name}")
            time.sleep(_STEP)
        try:
            yield document
        finally:
            document.setModified(False)
            with suppress(Exception):  # a box that is still open forbids it; LibreOffice ends soon anyway
                document.close(True)

    def click(
        self,
        document: Any,
        button: str,
        answers: Mapping[str, Any] | None = None,
        *,
        seconds: float = SECONDS,
        mouse: bool = False,
        boxes: Sequence[str] = (),
    ) -> Clicked:
        """Press a button by its id and wait until its macro has ended. Raises TimeoutError, LookupError.

        ``answers`` are what its questions get. ``mouse`` clicks on the screen instead of by accessibility. ``boxes``:
        the labels pressed in the boxes and dialogs that come up, one after the other, in place of answers.
        """
        self.answers.write_text(json.dumps(dict(answers or {}), ensure_ascii=False), encoding="utf-8")
        if boxes:
            self.answers.unlink()
        for file in (self.said, self.done):
            file.write_text("", encoding="utf-8")
        found = self.button(document, button)
        start = time.monotonic()
        if mouse:
            self._point_and_click(found)
        elif not found.doAccessibleAction(0):
            raise LookupError(f"button {button} cannot be pressed")
        for label in boxes:
            self._in_box(label, button, seconds).doAccessibleAction(0)
        while not self._has_ended(button):
            if time.monotonic() > start + seconds:
                raise TimeoutError(
                    f"{button} has not ended after {seconds} s; said: {self.said.read_text(encoding='utf-8')}"
                )
            time.sleep(_STEP)
        took = time.monotonic() - start
        lines = [json.loads(line) for line in self.said.read_text(encoding="utf-8").splitlines()]
        return Clicked(tuple(pair for line in lines for pair in line.items()), took)

    def _has_ended(self, button: str) -> bool:
        """Whether the macro of the button that was pressed last has come to its end."""
        return button in self.done.read_text(encoding="utf-8").split()

    def _in_box(self, label: str, button: str, seconds: float) -> Any:
        """The button ``label`` of a box that is open, waited for while the macro of ``button`` works.

        Raises LookupError where the macro ended without such a box, TimeoutError.
        """
        toolkit = bridge.service(self.office.context, "com.sun.star.awt.Toolkit")
        until = time.monotonic() + seconds

        def is_wanted(context: Any) -> bool:
            return bool(context.getAccessibleRole() == _role("PUSH_BUTTON") and context.getAccessibleName() == label)

        while time.monotonic() < until:
            if self._has_ended(button):
                raise LookupError(f"{button} has ended without a box with a button {label!r}")
            for number in range(toolkit.getTopWindowCount()):
                with suppress(Exception):  # a window that is just coming or going answers no question
                    top = toolkit.getTopWindow(number).getAccessibleContext()
                    is_box = top.getAccessibleRole() in {_role("DIALOG"), _role("ALERT"), _role("OPTION_PANE")}
                    if is_box and (path := _path_to(top, is_wanted)):
                        return _at(top, path)
            time.sleep(_STEP)
        raise TimeoutError(f"no box with a button {label!r}")

    def button(self, document: Any, button: str) -> Any:
        """The accessible object of a button. Raises LookupError if the toolbar shows none."""
        toolbar = self._toolbar(document)
        shown = [] if toolbar is None else list(_children(toolbar))
        for one in shown:
            if one.getAccessibleName() == self.labels[button]:
                return one
        raise LookupError(f"{self.labels[button]!r} is not among {[one.getAccessibleName() for one in shown]}")

    def shown(self, document: Any) -> list[str]:
        """The labels of the toolbar from left to right, '' for a line between groups."""
        return [one.getAccessibleName() for one in _children(self._toolbar(document))]

    def picture(self, path: Path) -> Path:
        """What the screen shows, as PNG."""
        command = ["import", "-display", self.display, "-window", "root", str(path)]
        subprocess.run(command, check=True, timeout=30)
        return path

    def _toolbar(self, document: Any) -> Any:
        """The toolbar over a document: looked for once, then known; in a new window first at its place in the last."""
        if document.RuntimeUID not in self._toolbars:
            top = document.CurrentController.Frame.ContainerWindow.getAccessibleContext()
            path = self._path if self._is_ours(_at(top, self._path)) else _path_to(top, self._is_ours)
            if path is None:
                return None
            self._path, self._toolbars[document.RuntimeUID] = path, _at(top, path)
        return self._toolbars[document.RuntimeUID]

    def _is_ours(self, context: Any) -> bool:
        """Whether it is a toolbar with one of our buttons."""
        if context is None or context.getAccessibleRole() != _role("TOOL_BAR"):
            return False
        return bool({one.getAccessibleName() for one in _children(context)} & set(self.labels.values()))

    def _point_and_click(self, found: Any) -> None:
        place, size = found.getLocationOnScreen(), found.getSize()
        x, y = place.X + size.Width // 2, place.Y + size.Height // 2
        command = ["xdotool", "mousemove", str(x), str(y), "click", "1"]
        subprocess.run(command, env={**os.environ, "DISPLAY": self.display}, check=True, timeout=30)


def _role(name: str) -> Any:
    return bridge.uno().getConstantByName(f"com.sun.star.accessibility.AccessibleRole.{name}")


def _at(context: Any, path: tuple[int, ...] | None) -> Any:
    """What is reached by numbers of children, None if there is no such child or no path."""
    for index in path or ():
        if context is None or index >= context.getAccessibleChildCount():
            return None
        child = context.getAccessibleChild(index)
        context = None if child is None else child.getAccessibleContext()
    return context if path is not None else None


def _path_to(context: Any, is_wanted: Callable[[Any], bool], depth: int = 0) -> tuple[int, ...] | None:
    """The numbers of children that lead to what is wanted, searched from a window down, never into the sheet."""
    if context is None:
        return None
    if is_wanted(context):
        return ()
    if depth > 8 or context.getAccessibleRole() in {
        _role("TOOL_BAR"),
        _role("DOCUMENT_SPREADSHEET"),
        _role("MENU_BAR"),
    }:
        return None
    for index, child in enumerate(_children(context)):
        if (rest := _path_to(child, is_wanted, depth + 1)) is not None:
            return (index, *rest)
    return None


def _children(context: Any) -> list[Any]:
    """The children, None for one that is just coming or going."""
    found = [context.getAccessibleChild(index) for index in range(min(context.getAccessibleChildCount(), 100))]
    return [None if child is None else child.getAccessibleContext() for child in found]
