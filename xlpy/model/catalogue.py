"""The catalogue's records, one class for each table, and the questions the rest of the program asks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from xlpy.model.catalogue_cells import YearDay
from xlpy.model.choice_words import ChoiceWord
from xlpy.model.computed_figure import Computed
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.norm import Norm
from xlpy.model.plan import Plan
from xlpy.model.special_day import SpecialDay
from xlpy.model.submission import Severity
from xlpy.model.target import Target


class UnitKind(StrEnum):
    """Who a reporting unit is under the plan.

    ``LOCAL`` is the local level that carries the plan out: 13 districts until 30/06/2025, 96 communes after.
    """

    DEPARTMENT = "so_gddt"
    LOCAL = "local"
    COORDINATING = "coordinating"


class Aggregation(StrEnum):
    """How a provincial figure comes from the units' figures; never a mean of percentages."""

    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    NONE = "none"


class TaskRole(StrEnum):
    """A unit's part in a task."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    NONE = "none"


class Scope(StrEnum):
    """What a rule looks at: one form, a form and its last period, several reporting units, or provincial totals."""

    FORM = "form"
    HISTORY = "history"
    CROSS_UNIT = "cross_unit"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Task:
    """One of the plan's tasks; ``name`` is its exact official wording and is never split."""

    code: str
    number: int
    name: str
    short_name: str
    aliases: tuple[str, ...] = ()
    """Other official wordings of the same task (the Ministry's, last year's), matched exactly after folding."""
    other_numbers: tuple[int, ...] = ()
    """Numbers the task has in those other documents (7 -> 8 in the Ministry's plan)."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Concrete work under a task. ``lead`` says who reports it: a unit kind, ``desk:X`` or a unit code."""

    code: str
    task: str
    name: str
    product: str
    lead: tuple[str, ...]
    deadline: date | None
    evidence: str
    source: str
    coordinated_by: tuple[str, ...] = ()
    """Who helps the lead, in the same terms as ``lead``; they report nothing here."""
    since: str = ""
    """Version of the catalogue that it came with; '' = the first. A form of an earlier one is not judged by it."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number under a task. A ratio has numerator, denominator and scale and is computed, never typed,
    unless ``reported_by`` names somebody."""

    code: str
    task: str
    name: str
    unit_of_measure: str
    kind: IndicatorKind
    decimals: int
    aggregation: Aggregation
    numerator: str
    denominator: str
    scale: Decimal
    part_of: str
    part_group: str
    reported_by: tuple[str, ...]
    """Unit kinds, ``desk:X`` or unit codes; empty = computed."""
    level: str
    has_plan: bool
    cumulative: bool
    direction: str
    source: str
    definition: str
    known_from: YearDay | None = None
    """The day of the year on which its figure is first known, where that is after the cut-off (an exam in June)."""
    since: str = ""
    """Version of the catalogue that it came with; '' = the first. A form of an earlier one is not judged by it."""

    def known_on(self, period: Period) -> date | None:
        """That day in the period's school year; None where the figure is known on the cut-off."""
        day = self.known_from.after(period.start) if self.known_from else None
        return day if day and day > period.cut_off else None

    @property
    def is_computed(self) -> bool:
        """Whether it is a ratio that nobody types: worked out from its numerator and denominator."""
        return bool(self.numerator) and not self.reported_by

    @property
    def made_of(self) -> tuple[str, ...]:
        """Codes of the typed indicators that a figure of this one is made of: its parts, or itself alone."""
        return (self.numerator, self.denominator) if self.is_computed else (self.code,)


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit. The key is (code, valid_from); ``desks`` are the coordinating subjects it answers for."""

    code: str
    name: str
    kind: UnitKind
    region: str
    desks: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    successor: tuple[str, ...]
    core_name: str
    """The bare proper name (``Ba Tơ``) that the patterns of its group turn into spellings; '' = none of these."""
    aliases: tuple[str, ...]
    """Whole spellings that no pattern gives."""
    display_order: int
    name_group: str = ""
    """Which name patterns apply (``huyen``, ``thi_xa``, ``so`` …)."""
    core_aliases: tuple[str, ...] = ()
    """Other spellings of ``core_name`` to which the same patterns apply (``KHĐT``)."""

    def valid_on(self, day: date) -> bool:
        """Whether the unit answers on that day (both ends included)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def answers_to(self, who: tuple[str, ...]) -> bool:
        """Whether ``who`` (kinds, ``desk:X``, unit codes) names this unit."""
        return self.code in who or self.kind.value in who or any(f"desk:{desk}" in who for desk in self.desks)


@dataclass(frozen=True, slots=True)
class Region:
    """A grouping of units with a subtotal of its own (``subtotal`` False: shown without one)."""

    code: str
    name: str
    subtotal: bool
    display_order: int


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: what days it covers, when the figures are cut off, when each level must send."""

    code: str
    name: str
    school_year: str
    start: date
    cut_off: date
    deadline_unit: date
    deadline_office: date
    previous: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which part ``who`` (a kind, ``desk:X`` or a unit code) has in a task, and what it answers for."""

    task: str
    who: str
    role: TaskRole
    answers_indicators: bool
    answers_activities: bool
    note: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An arithmetic relation: ``left operator right`` within ``tolerance``; see :mod:`xlpy.catalogue.expressions`."""

    code: str
    severity: Severity
    scope: Scope
    applies_to: tuple[str, ...]
    left: str
    operator: str
    right: str
    tolerance: Decimal
    missing: str
    """``skip_if_any``, ``skip_if_all``, ``never_skip`` or ``answered``: what a missing value does."""
    message: str
    remedy: str
    basis: str
    trial: bool = False
    """Being tried out: its findings are notes for the office alone, hold nothing and are told to no unit."""
    explain: bool = False
    """Figures that break it may be right if the unit explains them beside them: asked in the form, and checked."""
    since: str = ""
    """Version of the catalogue that it came with; '' = the first. A form of an earlier one is not judged by it."""


@dataclass(frozen=True, slots=True)
class Message:
    """The sentence of a finding: where → what was found → what is expected, and what to do."""

    code: str
    severity: Severity
    title: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What one unit must answer: the figures that it types, activities, and the tasks these belong to."""

    indicators: tuple[Indicator, ...]
    activities: tuple[Activity, ...]
    tasks: tuple[Task, ...]
    codes: frozenset[str]
    """Those of ``indicators``."""


@dataclass(frozen=True)
class Catalogue:
    """All tables of one catalogue version, in their display order."""

    plan: Plan
    tasks: tuple[Task, ...]
    activities: tuple[Activity, ...]
    indicators: tuple[Indicator, ...]
    units: tuple[Unit, ...]
    regions: tuple[Region, ...]
    periods: tuple[Period, ...]
    assignments: tuple[Assignment, ...]
    norms: tuple[Norm, ...]
    rules: tuple[Rule, ...]
    messages: tuple[Message, ...]
    name_patterns: tuple[tuple[str, str], ...]
    """(name group, pattern) pairs; a pattern holds ``{core}`` or ``{place}``: see :mod:`xlpy.catalogue.names`."""
    choices: tuple[ChoiceWord, ...] = ()
    targets: tuple[Target, ...] = ()
    days_off: tuple[SpecialDay, ...] = ()
    computed: tuple[Computed, ...] = ()

    @cached_property
    def task(self) -> Mapping[str, Task]:
        """Tasks by code."""
        return {task.code: task for task in self.tasks}

    @cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def activity(self) -> Mapping[str, Activity]:
        """Activities by code."""
        return {activity.code: activity for activity in self.activities}

    @cached_property
    def period(self) -> Mapping[str, Period]:
        """Periods by code."""
        return {period.code: period for period in self.periods}

    @cached_property
    def message(self) -> Mapping[str, Message]:
        """Messages by code."""
        return {message.code: message for message in self.messages}

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """Rules by code."""
        return {rule.code: rule for rule in self.rules}

    @cached_property
    def _targets(self) -> Mapping[tuple[str, str, str], Target]:
        return {(target.unit, target.indicator, target.period): target for target in self.targets}

    def target(self, unit: str, indicator: str, period: str) -> Target | None:
        """What the unit is assigned to reach in the period; a target of that period before one of every period."""
        return self._targets.get((unit, indicator, period)) or self._targets.get((unit, indicator, ""))

    def units_on(self, day: date) -> tuple[Unit, ...]:
        """The units that answer on that day, in display order."""
        return tuple(unit for unit in self.units if unit.valid_on(day))

    @cached_property
    def _rows_of_unit(self) -> Mapping[str, Sequence[Unit]]:
        """A code has several rows, each with its days, where the unit was renamed for instance."""
        rows: dict[str, list[Unit]] = {}
        for row in self.units:
            rows.setdefault(row.code, []).append(row)
        return rows

    def unit(self, code: str, day: date) -> Unit | None:
        """The unit of a code as it is on that day, else its last row; None for a code that the catalogue lacks."""
        rows = self._rows_of_unit.get(code, ())
        if len(rows) == 1:  # whatever its days
            return rows[0]
        return next((row for row in rows if row.valid_on(day)), rows[-1] if rows else None)

    def unit_name(self, code: str, day: date) -> str:
        """The unit's name on that day; the code itself where the catalogue lacks it."""
        unit = self.unit(code, day)
        return unit.name if unit else code

    def reporting_units(self, period: Period) -> tuple[Unit, ...]:
        """The units that must report for a period: those valid on its cut-off, in display order."""
        return self.units_on(period.cut_off)

    def assignment(self, task: str, unit: Unit) -> Assignment | None:
        """A unit's part in a task: a row for its code alone, else the rows for its kind and its desks joined.

        Joined, it leads or answers if any of these rows says so: Sở Giáo dục và Đào tạo still leads the task
        in which it also took over vocational education (``desk:gdnn``) in 2025.
        """
        rows = {row.who: row for row in self.assignments if row.task == task}
        if unit.code in rows:
            return rows[unit.code]
        parts = [rows[who] for who in (unit.kind.value, *(f"desk:{desk}" for desk in unit.desks)) if who in rows]
        if len(parts) < 2:
            return parts[0] if parts else None
        order = (TaskRole.LEAD, TaskRole.COORDINATE, TaskRole.NONE)
        role = min((row.role for row in parts), key=order.index)
        indicators = any(row.answers_indicators for row in parts)
        activities = any(row.answers_activities for row in parts)
        note = " ".join(row.note for row in parts if row.note)
        return Assignment(task, unit.code, role, indicators, activities, note)

    @cached_property
    def _asked(self) -> dict[tuple[str, UnitKind, tuple[str, ...]], Asked]:
        """What units are asked, worked out once for those asked alike: the tables of a catalogue never change."""
        return {}

    @cached_property
    def _named(self) -> frozenset[str]:
        """Kinds, desks and units whom tables name: a unit that none names itself is asked as its kind and desks are."""
        lists = (*(i.reported_by for i in self.indicators), *(a.lead for a in self.activities))
        return frozenset(row.who for row in self.assignments).union(*lists)

    def asked(self, unit: Unit) -> Asked:
        """All that this unit is asked, in catalogue order."""
        key = unit.code if unit.code in self._named else "", unit.kind, unit.desks
        if key not in self._asked:
            parts = {task.code: part for task in self.tasks if (part := self.assignment(task.code, unit))}
            numbers = {code for code, part in parts.items() if part.answers_indicators}
            works = {code for code, part in parts.items() if part.answers_activities}
            indicators = tuple(i for i in self.indicators if i.task in numbers and unit.answers_to(i.reported_by))
            activities = tuple(a for a in self.activities if a.task in works and unit.answers_to(a.lead))
            touched = {i.task for i in indicators} | {a.task for a in activities}
            tasks = tuple(task for task in self.tasks if task.code in touched)
            self._asked[key] = Asked(indicators, activities, tasks, frozenset(i.code for i in indicators))
        return self._asked[key]

    def printed_indicators(self, unit: Unit) -> tuple[Indicator, ...]:
        """The rows of the unit's form, in catalogue order: what it types, and what the form works out of that."""
        typed = self.asked(unit).codes
        return tuple(i for i in self.indicators if i.code in typed or {i.numerator, i.denominator} <= typed)

    def norm(self, key: str, day: date) -> Decimal | None:
        """The norm's value on that day, or None where none is in force."""
        return next((norm.value for norm in self.norms if norm.key == key and norm.valid_on(day)), None)
