"""The words printed in the master workbook, from ``templates/so-tong-hop.toml``, and the names of its parts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from xlpy.basics.errors import UserError, unreadable_vn
from xlpy.basics.home import TEMPLATES
from xlpy.catalogue.load import TABLES

TEMPLATE = TEMPLATES / "so-tong-hop.toml"


class BookWordsError(UserError):
    """The workbook's wording file is missing, is not TOML or lacks an entry; the message says which."""


@dataclass(frozen=True)
class TableWords:
    """How one table of the catalogue stands in the workbook: sheet, table name, headings and translated values."""

    sheet: str
    table: str
    title: str
    note: str
    columns: Mapping[str, str]
    """Heading of each field, in the order of the columns."""
    widths: tuple[float, ...]
    values: Mapping[str, Mapping[str, str]]
    """By field: what a stored word (``error``) reads in the sheet (``lỗi``)."""
    who: tuple[str, ...]
    """Fields that list who: kinds of units, desks (``desk:x``), unit codes."""

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """Field by heading."""
        return {heading: name for name, heading in self.columns.items()}


@dataclass(frozen=True)
class BookWords:
    """All words of the workbook."""

    file: str
    tables: Mapping[str, Any]

    def entry(self, *path: str) -> Any:
        """Whatever stands at a path of keys. Raises BookWordsError where nothing does."""
        found: Any = self.tables
        for key in path:
            if not isinstance(found, Mapping) or key not in found:
                raise BookWordsError(f"Tệp {self.file}: thiếu mục {'.'.join(path)}.")
            found = found[key]
        return found

    def text(self, *path: str) -> str:
        """One word or sentence."""
        return str(self.entry(*path))

    def fill(self, *path: str, **values: Any) -> str:
        """A sentence with its places filled. Raises BookWordsError where it names one that nobody fills."""
        try:
            return self.text(*path).format(**values)
        except (KeyError, IndexError, ValueError) as fault:
            known = ", ".join(f"{{{name}}}" for name in values) or "không có chỗ điền nào"
            raise BookWordsError(
                f"Tệp {self.file}, mục {'.'.join(path)}: chỗ điền trong ngoặc nhọn viết sai; được dùng: {known}."
            ) from fault

    def sheet(self, key: str) -> str:
        """The name of a sheet that is no table of the catalogue."""
        return self.text("sheets", key)

    @cached_property
    def who(self) -> Mapping[str, str]:
        """What stands in the sheet for a kind of unit, a desk, or before a desk without a name, by stored word."""
        kinds = {str(word): str(shown) for word, shown in self.entry("who").items()}
        desks = {str(desk): str(name) for desk, name in self.entry("desks").items()}
        return kinds | {f"desk:{desk}": f"{kinds['desk:']}{name}" for desk, name in desks.items()} | desks

    @cached_property
    def catalogue(self) -> Mapping[str, TableWords]:
        """The catalogue's tables by name, in their order."""
        return {name: self._table("catalogue", name) for name in TABLES}

    @cached_property
    def decisions(self) -> TableWords:
        """The table of the office's decisions."""
        return self._table("decisions")

    @cached_property
    def contacts(self) -> TableWords:
        """The table of the units' contacts."""
        return self._table("contacts")

    @cached_property
    def papers(self) -> TableWords:
        """The table of the papers that left."""
        return self._table("papers")

    @property
    def office(self) -> tuple[TableWords, ...]:
        """The tables that the office writes besides the catalogue, in the order of their sheets."""
        return self.decisions, self.contacts, self.papers

    def _table(self, *path: str) -> TableWords:
        entry, name = self.entry(*path), path[-1]
        words = {key: self.text(*path, key) for key in ("sheet", "table", "title", "note")}
        columns = {str(key): str(heading) for key, heading in self.entry(*path, "columns").items()}
        widths = tuple(float(width) for width in self.entry(*path, "widths"))
        if len(widths) != len(columns) or len(set(columns.values())) != len(columns):
            raise BookWordsError(f"Tệp {self.file}: bảng {name} cần mỗi cột một bề rộng và một tên riêng.")
        return TableWords(
            **words, columns=columns, widths=widths, values=entry.get("values", {}), who=tuple(entry.get("who", ()))
        )


def load_book_words(path: Path = TEMPLATE) -> BookWords:
    """Read the wording file.

    Raises BookWordsError where it is missing or can't be parsed.
    """
    try:
        return BookWords(path.name, tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise BookWordsError(f"Không đọc được tệp lời của sổ làm việc {path.name}: {unreadable_vn(fault)}.") from fault
