"""A fault of a catalogue, told to the person who edits its tables."""

from __future__ import annotations

from dataclasses import dataclass

from xlpy.basics.errors import UserError


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: ``row`` is ``dòng 7`` (header = 1) where a cell can't be read, else the key of the record."""

    table: str
    row: str
    column: str
    sentence: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"bảng {self.table}", self.row, self.column) if part)
        return f"{place}: {self.sentence}"


class CatalogueError(UserError):
    """The tables can't be made into a catalogue; ``problems`` holds every fault, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        count = f"Danh mục có {len(problems)} lỗi:"
        super().__init__("\n".join([count, *map(str, problems)]))
