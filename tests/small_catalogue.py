"""A catalogue small enough to read: one task, three typed indicators, one ratio, one activity, two units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from xlpy.model.catalogue import (
    Activity,
    Aggregation,
    Assignment,
    Catalogue,
    Indicator,
    Period,
    Rule,
    Scope,
    Task,
    TaskRole,
    Unit,
    UnitKind,
)
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.norm import Norm
from xlpy.model.plan import Plan
from xlpy.model.submission import Severity

START, CUT_OFF = date(2023, 9, 5), date(2024, 1, 15)
BA_TO = Unit("535", "Huyện Ba Tơ", UnitKind.LOCAL, "mien_nui", (), START, None, (), "Ba Tơ", (), 1)
FINANCE = Unit("STC", "Sở Tài chính", UnitKind.COORDINATING, "tinh", ("STC",), START, None, (), "", (), 2)
HK1 = Period("HK1", "Học kỳ I", "2023-2024", START, CUT_OFF, date(2024, 1, 25), date(2024, 1, 31), "")


def indicator(code: str, name: str, *, ratio: tuple[str, str] = ("", ""), decimals: int = 0) -> Indicator:
    above, below = ratio
    return Indicator(
        code=code,
        task="N1",
        name=name,
        unit_of_measure="%" if above else "trường",
        kind=IndicatorKind.RATIO if above else IndicatorKind.COUNT,
        decimals=decimals,
        aggregation=Aggregation.RATIO_OF_SUMS if above else Aggregation.SUM,
        numerator=above,
        denominator=below,
        scale=Decimal(100),
        part_of="",
        part_group="",
        reported_by=() if above else ("local",),
        level="chung",
        has_plan=code == "N1.01",
        cumulative=False,
        direction="up",
        source="Nguồn thử",
        definition=f"Định nghĩa của {code}.",
    )


def rule(
    code: str,
    left: str,
    operator: str,
    right: str,
    *,
    tolerance: str = "0",
    missing: str = "skip_if_any",
    severity: Severity = Severity.ERROR,
    scope: Scope = Scope.FORM,
) -> Rule:
    message = "{unit}: số liệu {left} vượt {expected}."
    slack = Decimal(tolerance)
    return Rule(code, severity, scope, ("local",), left, operator, right, slack, missing, message, "Rà soát lại.", "")


RULES = (
    rule("R03-01", "N1.01", "==", "N1.02 + N1.03"),
    rule("R11-01", "N1.02 / N1.03", "<=", "norm(tran)", tolerance="0.05", severity=Severity.WARNING),
    rule("R23-01", "N1.01", ">=", "0", missing="never_skip"),
)


def small_catalogue(rules: Iterable[Rule] = RULES) -> Catalogue:
    who = ("local", "desk:STC")
    return Catalogue(
        plan=Plan(
            version="2023-2024.1",
            school_year="2023-2024",
            number="167/KH-UBND",
            title="Kế hoạch thử",
            date="",
            issuer="Ủy ban nhân dân tỉnh",
            province="tỉnh Quảng Ngãi",
            place="Quảng Ngãi",
            office="Sở Giáo dục và Đào tạo",
            office_short="Sở GDĐT",
        ),
        tasks=(Task("N1", 1, "Hoàn thiện thể chế", "Thể chế"),),
        activities=(
            Activity("N1.A1", "N1", "Ban hành kế hoạch", "Kế hoạch", who, date(2023, 10, 15), "Số văn bản", ""),
        ),
        indicators=(
            indicator("N1.01", "Tổng số trường"),
            indicator("N1.02", "Số trường công lập"),
            indicator("N1.03", "Số trường ngoài công lập"),
            indicator("N1.04", "Tỷ lệ trường công lập", ratio=("N1.02", "N1.01"), decimals=1),
        ),
        units=(BA_TO, FINANCE),
        regions=(),
        periods=(HK1,),
        assignments=tuple(Assignment("N1", one, TaskRole.LEAD, True, True, "Cả địa bàn.") for one in who),
        norms=(
            Norm("tran", Decimal("2.5"), "trường", (), None, date(2023, 12, 31), "Văn bản cũ"),
            Norm("tran", Decimal("3.5"), "trường", (), date(2024, 1, 1), None, "Văn bản mới"),
        ),
        rules=tuple(rules),
        messages=(),
        name_patterns=(),
    )
