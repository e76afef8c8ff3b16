"""Start a LibreOffice of our own, without a window unless one is wanted, and connect to it; it ends with the block."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from xlpy.basics.errors import UserError
from xlpy.basics.system import NO_CONSOLE, end_tree, search_path
from xlpy.book.libreoffice import bridge

START_SECONDS, STOP_SECONDS = 60.0, 5.0
_STEP = 0.05
_OPTIONS = ("--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck")
_WINDOWS_PROGRAM = "soffice.exe"


class OfficeMissing(UserError):
    """LibreOffice is not installed or does not start."""


def program() -> str:
    """The LibreOffice program. Raises OfficeMissing."""
    if found := shutil.which("soffice") or shutil.which("libreoffice"):
        return found
    for folder in bridge.FOLDERS:
        for name in ("soffice", _WINDOWS_PROGRAM):
            if "*" not in folder and (Path(folder) / name).is_file():
                return str(Path(folder) / name)
    raise OfficeMissing("Không tìm thấy LibreOffice (soffice) trên máy này; hãy cài LibreOffice rồi thử lại.")


class Office:
    """A private LibreOffice: own profile, own pipe.

    ``with Office() as office: office.context`` is its UNO component context. ``profile`` is kept if given, else made
    and removed again. Raises OfficeMissing, UnoMissing.
    """

    def __init__(
        self,
        profile: Path | None = None,
        *,
        headless: bool = True,
        environment: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self._profile, self._headless, self._options = profile, headless, tuple(options)
        self._environment = {**os.environ, **(environment or {})}
        self._environment["PATH"] = search_path(self._environment.get("PATH", ""))
        self.pipe = f"pipe,name=plan167-{uuid.uuid4().hex}"
        self._made: tempfile.TemporaryDirectory[str] | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.context: Any = None

    @property
    def desktop(self) -> Any:
        """The UNO desktop."""
        return bridge.service(self.context, "com.sun.star.frame.Desktop")

    def __enter__(self) -> Office:
        # First, so that a missing module is told before a LibreOffice is started for nothing.
        bridge.uno()
        command = self._command()
        self.process = subprocess.Popen(
            command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **NO_CONSOLE,
        )
        try:
            self.context = self._connected()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asking = threading.Thread(
            target=self._goodbye, daemon=True
        )  # a dialog that is open would keep it from answering
        asking.start()
        asking.join(STOP_SECONDS)
        self.context = None
        self._end(STOP_SECONDS)

    def _goodbye(self) -> None:
        """Drop what is not saved and end: asked nicely only, a changed document would ask back."""
        with contextlib.suppress(Exception):  # the connection breaks while LibreOffice obeys
            desktop = self.desktop
            documents = desktop.Components.createEnumeration()
            while documents.hasMoreElements():
                document = documents.nextElement()
                if hasattr(document, "setModified"):
                    document.setModified(False)
            desktop.terminate()

    def _command(self) -> list[str]:
        if self._profile is None:
            self._made = tempfile.TemporaryDirectory(prefix="plan167-", ignore_cleanup_errors=True)
        profile = self._profile or Path(self._made.name if self._made else "")
        profile.mkdir(parents=True, exist_ok=True)
        head = [program(), f"-env:UserInstallation={profile.resolve().as_uri()}"]
        shown = ["--headless"] if self._headless else []
        return [*head, *shown, *_OPTIONS, f"--accept={self.pipe};urp;", *self._options]

    def _connected(self) -> Any:
        local = bridge.uno().getComponentContext()
        resolver = bridge.service(local, "com.sun.star.bridge.UnoUrlResolver")
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                return resolver.resolve(f"uno:{self.pipe};urp;StarOffice.ComponentContext")
            except Exception as error:  # NoConnectException until it listens
                # Code 81 asks for a restart after the first run has made its profile: no failure.
                ended = self.process is not None and self.process.poll() not in {None, 0, 81}
                if ended or time.monotonic() > until:
                    raise OfficeMissing(
                        "LibreOffice không khởi động được; hãy đóng LibreOffice rồi thử lại."
                    ) from error
            time.sleep(_STEP)

    def _end(self, patience: float = 0.0) -> None:
        if self.process is not None:
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                end_tree(self.process, STOP_SECONDS)
        if self._made is not None:
            self._made.cleanup()
            self._made = None
