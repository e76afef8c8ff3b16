"""Which formulas of an .xlsx workbook read from another file or from the web."""

from __future__ import annotations

import re
from dataclasses import dataclass

EXTERNAL = re.compile(r"(?<![\w\]])\[(\d+)\]")
"""A reference to another file in a stored formula: ``[1]`` is the first of the workbook's external books."""


@dataclass(frozen=True, slots=True)
class Links:
    """The files, or DDE sources, that formulas refer to by number, and the names that stand for a cell of one."""

    books: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def of(self, formula: str) -> str:
        """The formula with its numbered books called by name if it reads from outside, '' if it does not."""
        # Nearly no formula leads outside: this spares the search for nearly all of them.
        if not self.names and "[" not in formula and "WEBSERVICE" not in formula:
            return ""
        named = EXTERNAL.sub(self._book, formula)
        # WEBSERVICE carries a prefix in files (_xlfn.), so its end is compared.
        words = re.findall(r"[\w.]+", formula)
        outside = (
            named != formula or any(x.endswith("WEBSERVICE") for x in words) or any(x in words for x in self.names)
        )
        return named if outside else ""

    def _book(self, match: re.Match[str]) -> str:
        number = int(match[1])
        return f"[{self.books[number - 1]}]" if 0 < number <= len(self.books) else match[0]
