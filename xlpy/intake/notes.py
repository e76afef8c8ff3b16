"""Findings of one file, collected while it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from xlpy.basics.a1 import a1
from xlpy.model.catalogue import Catalogue, Indicator, Task
from xlpy.model.cells import Address
from xlpy.model.codes import MessageCode
from xlpy.model.submission import Finding, Source, Touched

RAW_LIMIT = 80
"""Characters of what a unit wrote that a message quotes."""
OWN_LIMIT = 240
"""Characters of the other words of a message: our own, or a list of names."""
QUOTES = ("raw", "value")
"""Placeholders that quote a unit's cell."""


def shortened(text: str, limit: int = RAW_LIMIT) -> str:
    """A text as a message quotes it: one line, no longer than ``limit`` characters."""
    return cut(" ".join(text.split()), limit)


def cut(text: str, limit: int) -> str:
    """The text, or as many whole words of it as ``limit`` characters hold with an ellipsis.

    Only what has no space at all in that length (a web address, a row of dots) is cut where it stands.
    """
    if len(text) <= limit:
        return text
    head = text[: max(limit - 1, 0)]
    if not text[len(head)].isspace():
        whole = re.match(r"(?s)(.*\S)\s", head)
        head = whole[1] if whole else head
    return head.rstrip() + "…"


def indicator_name(indicator: Indicator) -> str:
    """Code and name, as every message names an indicator."""
    return f"{indicator.code} {indicator.name.removeprefix('Trong đó: ')}"


def task_name(task: Task) -> str:
    """Number and short name, as every message names a task."""
    return f"nhiệm vụ {task.number} ({task.short_name})"


@dataclass
class Notes:
    """A growing list of findings about one file; the catalogue gives each code its severity."""

    catalogue: Catalogue
    file: str
    findings: list[Finding] = field(default_factory=list)
    unit: str = ""

    def add(
        self,
        code: MessageCode,
        sheet: str = "",
        at: Address | None = None,
        *,
        task: str = "",
        indicator: str = "",
        about: str = "",
        **params: str,
    ) -> None:
        """Record a finding; ``file``, ``sheet``, ``cell`` placeholders are filled here.

        ``about`` stands for ``{indicator}`` where the figure is none of the catalogue's.
        """
        source = Source(self.file, sheet, a1(at) if at else "")
        words: dict[str, str] = {"file": self.file, "sheet": sheet, "cell": source.cell}
        if indicator or about:
            words["indicator"] = about or indicator_name(self.catalogue.indicator[indicator])
        if task and "task" not in params and task in self.catalogue.task:
            words["task"] = task_name(self.catalogue.task[task])
        limits = {key: RAW_LIMIT if key in QUOTES else OWN_LIMIT for key in params}
        words.update({key: shortened(value, limits[key]) for key, value in params.items()})
        severity = self.catalogue.message[code].severity
        self.findings.append(Finding(code, severity, source, self.unit, task, indicator, words))

    def touching(self, touches: Iterable[Touched]) -> None:
        """Say what the last finding is about, where its cell does not tell it (`xlpy.checks.finding_subjects`)."""
        self.findings[-1] = replace(self.findings[-1], touches=tuple(touches))

    def add_all(self, notes: tuple[tuple[MessageCode, Mapping[str, str]], ...]) -> None:
        """Record what a reader noted about the file as a whole."""
        for code, params in notes:
            place = Source(self.file, params.get("sheet", ""), params.get("cell", ""))
            words = {"sheet": "", "cell": "", **params, "file": self.file}
            self.findings.append(Finding(code, self.catalogue.message[code].severity, place, self.unit, params=words))

    @property
    def told(self) -> tuple[Finding, ...]:
        """All findings, those made before the unit was known included, under the unit that the file is of."""
        return tuple(f if f.unit == self.unit else replace(f, unit=self.unit) for f in self.findings)

    @property
    def blocking(self) -> str:
        """Code of the first finding that holds the file, '' if none does."""
        return next((f.code for f in self.findings if f.holds_file), "")
