"""Page styles that belong to one sheet each: Calc keeps paper and margins in styles, which sheets may share.

Calc lays a sheet's pages out anew at every change of its style. So while the screen is held still, a new style is
filled first and given to its sheet afterwards.
"""

from __future__ import annotations

import contextlib
from itertools import count
from typing import Any

PREFIX = "Trang "
DEFAULT = "Default"
"""Calc's own page, which every new sheet begins with: never changed."""
_KEPT = ("IsLandscape", "Width", "Height", "LeftMargin", "RightMargin", "TopMargin", "BottomMargin")


class PageStyles:
    """Gives sheets their own page styles, at once or, while ``hold`` is on, later."""

    def __init__(self) -> None:
        self.hold = False
        self._waiting: list[tuple[Any, str]] = []

    def style_of(self, document: Any, own: Any) -> Any:
        """The page style of a UNO sheet alone; one shared with others is first copied by its main properties."""
        styles = _styles(document)
        # A style that waits is not yet the sheet's own, and a second one must not be made meanwhile.
        for waiting, name in self._waiting:
            if waiting == own:
                return styles.getByName(name)
        alone = sum(other.PageStyle == own.PageStyle for other in document.Sheets) == 1
        if alone and own.PageStyle != DEFAULT:
            return styles.getByName(own.PageStyle)
        name = next(text for i in count(1) if not styles.hasByName(text := f"{PREFIX}{i}"))
        styles.insertByName(name, document.createInstance("com.sun.star.style.PageStyle"))
        new, old = styles.getByName(name), styles.getByName(own.PageStyle)
        for field in _KEPT:
            setattr(new, field, getattr(old, field))
        new.HeaderIsOn, new.FooterIsOn = False, False
        self._waiting.append((own, name))
        if not self.hold:
            self.give()
        return new

    def give(self) -> None:
        """Let the sheets that wait have their styles."""
        waiting, self._waiting = self._waiting, []
        for sheet, name in waiting:
            with contextlib.suppress(Exception):  # a sheet or a document that is gone by now
                sheet.PageStyle = name

    def drop(self, document: Any, own: Any) -> None:
        """Before a UNO sheet is deleted: a style of its own goes with it."""
        names = [own.PageStyle, *(name for waiting, name in self._waiting if waiting == own)]
        self._waiting = [(waiting, name) for waiting, name in self._waiting if waiting != own]
        # The sheet goes only later; until then it needs some style.
        own.PageStyle = DEFAULT
        used = {other.PageStyle for other in document.Sheets}
        for name in names:
            if name.startswith(PREFIX) and name not in used:
                _styles(document).removeByName(name)


def _styles(document: Any) -> Any:
    return document.StyleFamilies.getByName("PageStyles")
