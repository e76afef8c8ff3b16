"""What sort of number an indicator is, and all that depends on it."""

from __future__ import annotations

from enum import StrEnum


class IndicatorKind(StrEnum):
    """What sort of number an indicator is.

    All that depends on it is asked of it here: how its text is read, which checks apply, which sentence tells it. So
    another kind is another line here and a word for the workbook (``values.kind`` in ``templates/so-tong-hop.toml``).
    """

    COUNT = "count"
    MONEY = "money"
    RATIO = "ratio"

    @property
    def is_count(self) -> bool:
        """Whether it counts things, so that none of them is a number and a sentence too."""
        return self is IndicatorKind.COUNT

    @property
    def is_quotient(self) -> bool:
        """Whether it may be worked out of two others, and may bear a % sign."""
        return self is IndicatorKind.RATIO

    @property
    def is_added(self) -> bool:
        """Whether units' figures of this kind may be added: a sum of ratios means nothing."""
        return self is not IndicatorKind.RATIO

    def is_whole(self, decimals: int) -> bool:
        """Whether a figure of this kind with that many decimals can have no fraction."""
        return self.is_count and decimals == 0

    def groups_by_dot(self, decimals: int) -> bool:
        """Whether a dot before three digits sets thousands apart, as Vietnamese writers do, and no fraction."""
        return decimals == 0 and not self.is_quotient
