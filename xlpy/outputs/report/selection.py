"""Which indicators of a task the text tells, by what the catalogue says of them; all of them are in the annex.

Told are: wholes that have listed parts and either lead the task or have a plan, computed ratios, sums with a plan,
and sums that should fall (accidents, drop-outs). What another told sentence already contains is not told again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from xlpy.model.catalogue import Catalogue, Indicator, Task

Groups = tuple[tuple[Indicator, ...], ...]


@dataclass(frozen=True, slots=True)
class ToldIndicator:
    """An indicator with a sentence of its own; ``groups`` are the parts listed within that sentence.

    The parts are those of ``whole``, the numerator of a told ratio; None: of the indicator itself.
    """

    indicator: Indicator
    groups: Groups = ()
    whole: Indicator | None = None

    @property
    def divided(self) -> Indicator:
        """What the groups are parts of."""
        return self.whole or self.indicator


def part_groups(catalogue: Catalogue, whole: Indicator) -> Groups:
    """The ways in which an indicator is divided into parts."""
    groups: dict[str, list[Indicator]] = {}
    for indicator in catalogue.indicators:
        if indicator.part_of == whole.code and indicator.part_group:
            groups.setdefault(indicator.part_group, []).append(indicator)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def told(catalogue: Catalogue, task: Task, elsewhere: Collection[str]) -> tuple[ToldIndicator, ...]:
    """The indicators to tell under a task, in catalogue order, without those told ``elsewhere``."""
    under = [i for i in catalogue.indicators if i.task == task.code and i.code not in elsewhere]
    wholes = _wholes(catalogue, under)
    inside = {part.code: whole for whole, groups in wholes.items() for group in groups for part in group}
    ratios = [i for i in under if i.is_computed]
    above = {ratio.numerator for ratio in ratios}
    within = {*above, *(ratio.denominator for ratio in ratios)}
    chosen: list[ToldIndicator] = []
    for indicator in under:
        code = indicator.code
        if code in wholes and code in above:
            continue
        if code in wholes:
            chosen.append(ToldIndicator(indicator, wholes[code]))
        elif indicator in ratios:
            parts = wholes.get(indicator.numerator, ())
            chosen.append(ToldIndicator(indicator, parts, catalogue.indicator[indicator.numerator] if parts else None))
        elif code in within:
            continue
        elif indicator.has_plan:
            if code not in inside or not catalogue.indicator[inside[code]].has_plan:
                chosen.append(ToldIndicator(indicator))
        elif indicator.direction == "down" and code not in inside:
            chosen.append(ToldIndicator(indicator))
    return tuple(chosen)


def is_told_by_its_whole(catalogue: Catalogue, indicator: Indicator, listed: Collection[str]) -> bool:
    """Whether a list that names the indicator's whole (or the whole of that) would tell the same again."""
    whole = indicator.part_of if indicator.part_group else ""
    while whole:
        if whole in listed:
            return True
        parent = catalogue.indicator[whole]
        whole = parent.part_of if parent.part_group else ""
    return False


def _wholes(catalogue: Catalogue, under: list[Indicator]) -> dict[str, Groups]:
    """The divided indicators worth telling: the first of the task, and those with a plan."""
    wholes: dict[str, Groups] = {}
    for indicator in under:
        groups = part_groups(catalogue, indicator)
        if groups and (not wholes or indicator.has_plan):
            wholes[indicator.code] = groups
    return wholes
