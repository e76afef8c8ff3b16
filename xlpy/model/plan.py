"""The plan of a school year and the office that consolidates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan itself and the office that consolidates: names printed on forms, summaries and reports."""

    version: str
    """Catalogue version, e.g. ``2023-2024.1``: stands in every form issued from it."""
    school_year: str
    number: str
    """``167/KH-UBND``."""
    title: str
    date: str
    """Date of the plan as printed, or ''."""
    issuer: str
    """``Ủy ban nhân dân tỉnh Quảng Ngãi``."""
    province: str
    """``tỉnh Quảng Ngãi``."""
    place: str
    """Địa danh of official papers: ``Quảng Ngãi``."""
    office: str
    """Name of the consolidating office: ``Sở Giáo dục và Đào tạo``."""
    office_short: str
    """``Sở GDĐT``."""
    note: str = ""
    """Printed under titles when the figures need a label (``Số liệu minh họa``); '' otherwise."""
    accepts: str = ""
    """Earlier versions whose forms are still taken, parted by ``|``; a form is judged by the version that it bears."""

    @property
    def accepted(self) -> tuple[str, ...]:
        """These versions one by one."""
        return tuple(filter(None, (part.strip() for part in self.accepts.split("|"))))

    @property
    def file_mark(self) -> str:
        """The plan in names of files: ``KH167``; ``KH`` while it has no number."""
        number = self.number.partition("/")[0].strip()
        return f"KH{number}" if number.isalnum() and number.isascii() else "KH"
