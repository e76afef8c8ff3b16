"""Editions of many places -> one of the level above. Adding parts is associative and knows no order.

So a cluster may add them as they come, in any grouping, and the result is the same to the last digit: sums are
Decimals, never floats, and a ratio is divided only when it is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from itertools import pairwise

from xlpy.basics.errors import UserError
from xlpy.basics.sums import added, quotient
from xlpy.model.catalogue import Indicator
from xlpy.model.ledger import summed
from xlpy.model.rollup import Contribution, Member, RollUp, Sums


class RollUpError(UserError):
    """These editions can't be added; the message names them."""


def roll_up(members: Iterable[Member]) -> RollUp:
    """All members as one. Raises RollUpError where there are none, two bear one name, or two can't be added."""
    ordered = sorted(members, key=lambda member: member.name)
    if not ordered:
        raise RollUpError("Chưa có bản tổng hợp nào để gộp.")
    for first, second in pairwise(ordered):
        if first.name == second.name:
            raise RollUpError(f"Hai nơi cùng tên “{first.name}”: {first.folder} và {second.folder}.")
    _tell_apart(ordered)
    return RollUp(tuple(ordered), reduce(add, (member.part for member in ordered)))


def _tell_apart(members: Sequence[Member]) -> None:
    """Refuse, by their names, what `add` would refuse without knowing them."""
    first, owner = members[0], dict[str, Member]()
    for member in members:
        if member.part.period != first.part.period:
            raise RollUpError(
                f"Không gộp được hai kỳ khác nhau: {first.name} là {first.part.period}, {member.name} là "
                f"{member.part.period}."
            )
        for edition in member.part.editions:
            if edition in owner:
                raise RollUpError(
                    f"Cùng một bản tổng hợp có ở hai nơi: {owner[edition].name} ({owner[edition].folder}) và "
                    f"{member.name} ({member.folder}); nếu gộp thì số liệu bị tính hai lần."
                )
            owner[edition] = member


def add(one: Contribution, other: Contribution) -> Contribution:
    """Both as one. Raises RollUpError where periods differ or an edition is in both."""
    if one.period != other.period:
        raise RollUpError(f"Không gộp được hai kỳ khác nhau: {one.period} và {other.period}.")
    if one.editions & other.editions:
        raise RollUpError("Cùng một bản tổng hợp có ở hai nơi; nếu gộp thì số liệu bị tính hai lần.")
    return Contribution(
        one.period,
        one.editions | other.editions,
        one.forms | other.forms,
        one.doubled | other.doubled | (one.forms & other.forms),
        one.asked + other.asked,
        one.used + other.used,
        one.files + other.files,
        summed((one.ledger, other.ledger)),
        _all_sums(one.sums, other.sums),
    )


def _all_sums(one: Mapping[str, Sums], other: Mapping[str, Sums]) -> Mapping[str, Sums]:
    none = Sums()
    codes = sorted({*one, *other})
    return {code: add_sums(one.get(code, none), other.get(code, none)) for code in codes}


def add_sums(one: Sums, other: Sums) -> Sums:
    """One indicator of two parts."""
    missing = Counter(one.missing or {})
    missing.update(other.missing or {})
    return Sums(
        added((one.value, other.value)),
        added((one.plan, other.plan)),
        added((one.reached, other.reached)),
        added((one.planned, other.planned)),
        added((one.over, other.over)),
        added((one.under, other.under)),
        one.included + other.included,
        dict(sorted(missing.items())),
    )


def value_of(indicator: Indicator, sums: Sums) -> Decimal | None:
    """What stands in the table: a sum, or the ratio of two, not rounded; None where nobody gave a number."""
    return quotient(sums.over, sums.under, indicator.scale) if indicator.is_computed else sums.value


def percent_of(sums: Sums) -> Decimal | None:
    """Reached of what was planned, in percent, over those who gave both."""
    return quotient(sums.reached, sums.planned)
