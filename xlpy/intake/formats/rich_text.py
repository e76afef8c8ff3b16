"""Text set in several runs: raised, lowered or struck signs stand beside the text and are no part of a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlpy.intake.formats.facts import is_legacy
from xlpy.model.cells import Marked

RAISED, LOWERED, STRUCK = "chỉ số trên", "chỉ số dưới", "gạch ngang"
SORTS: Mapping[str, str] = {"superscript": RAISED, "subscript": LOWERED}
"""What SpreadsheetML calls them."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``font`` is '' where it takes the cell's.

    ``sort`` is None where it takes the cell's, '' where it says itself that nothing sets it apart.
    """

    text: str
    font: str = ""
    sort: str | None = None


@dataclass(frozen=True, slots=True)
class RichText:
    """The runs of one string."""

    runs: Sequence[Run]

    @property
    def text(self) -> str:
        """All of it, as a plain reading joins it."""
        return "".join(run.text for run in self.runs)

    def marked(self, own: str) -> Marked | None:
        """What is set apart, ``own`` being what sets the cell's text apart; None where nothing is."""
        return marked(self.runs, own)

    def legacy_font(self, own: str) -> str:
        """The first legacy font in which some of the text is set, or ''; ``own`` is the cell's."""
        return next((font for font in (run.font or own for run in self.runs) if is_legacy(font)), "")


def marked(runs: Sequence[Run], own: str) -> Marked | None:
    """What is set apart among the runs; None where nothing visible is. What a run says itself overrides the cell."""
    said = tuple((run.text, own if run.sort is None else run.sort) for run in runs if run.text)
    # A struck or raised space is not seen, so it is not told.
    sorts = dict.fromkeys(sort for text, sort in said if sort and text.strip())
    if not sorts:
        return None
    plain, apart = ("".join(text for text, sort in said if bool(sort) is kind) for kind in (False, True))
    return Marked(", ".join(sorts), plain, apart, said)
