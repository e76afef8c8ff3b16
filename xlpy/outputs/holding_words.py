"""What a finding holds back, in words: its figures, the ratios made of them, its activities."""

from __future__ import annotations

from collections.abc import Iterable

from xlpy.model.edition import Edition
from xlpy.model.holding import computed_from
from xlpy.model.submission import Column, FigureRef, Finding, LineRef


def held_words(edition: Edition, findings: Iterable[Finding]) -> str:
    """``số liệu N3.01, N3.02; tỷ lệ N3.11; nội dung N6.A3``; '' where nothing is kept out of the edition."""
    held = dict.fromkeys(touched for finding in findings for touched in edition.kept_out(finding))
    figures = [touched for touched in held if isinstance(touched, FigureRef)]
    parts = (
        ("số liệu", [figure_word(figure) for figure in figures]),
        ("tỷ lệ", computed_from(edition.catalogue, figures)),
        ("nội dung", [touched.activity for touched in held if isinstance(touched, LineRef)]),
    )
    return "; ".join(f"{word} {', '.join(codes)}" for word, codes in parts if codes)


def figure_word(figure: FigureRef) -> str:
    """A figure by its code; a planned one is said to be one."""
    return figure.indicator if figure.column is Column.ACTUAL else f"{figure.indicator} (kế hoạch)"
