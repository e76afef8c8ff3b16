"""How papers of a whole period are called."""

from __future__ import annotations

from xlpy.model.catalogue import Catalogue, Period


def period_file_name(kind: str, catalogue: Catalogue, period: Period, suffix: str) -> str:
    """``Bao-cao-KH167_CN_2023-2024.docx``: what the clerk looks for, plan, period and school year, in the name."""
    return f"{kind}-{catalogue.plan.file_mark}_{period.code}_{period.school_year}{suffix}"
