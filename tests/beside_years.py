"""The sample's edition beside its table of earlier school years, as the first command of the README makes it."""

from __future__ import annotations

from dataclasses import replace

from tests.tools import ROOT
from xlpy.app.earlier_years import read_earlier
from xlpy.consolidation.years import last_year
from xlpy.model.edition import Edition

EARLIER = ROOT / "samples" / "nam-hoc-2023-2024" / "nam-truoc" / "so-lieu-nam-truoc.csv"


def with_earlier(edition: Edition) -> Edition:
    """The edition as it is consolidated with the table of earlier years beside it."""
    from samples import make_samples  # noqa: PLC0415  (brings the form writer)

    earlier = read_earlier([EARLIER], make_samples.whole_year().context)
    return replace(edition, earlier=earlier, last_year=last_year(edition.catalogue, edition.period, earlier))
