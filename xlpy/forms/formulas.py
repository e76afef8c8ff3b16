"""The catalogue's rules as Excel formulas over one form: the unit checks itself by the rules we check it by.

Only functions that Excel 2010 and LibreOffice 7.4 share. K counts 0; a blank, CCSL or any other text is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.a1 import a1, address_of, quoted_sheet
from xlpy.catalogue.expressions import MissingPolicy, compare, evaluate
from xlpy.catalogue.grammar import (
    Binary,
    Expression,
    NormOf,
    Number,
    PlanOf,
    PrevOf,
    Ref,
    TotalOf,
    Unary,
    parse,
    references,
)
from xlpy.catalogue.rule_families import each_of, expand
from xlpy.forms.layout import FormPlan, SheetPlan
from xlpy.forms.values import Fill, typed
from xlpy.model.catalogue import Catalogue, Rule, Scope
from xlpy.model.cells import Address, CellValue
from xlpy.model.explanation import explains

Formula = tuple[str, Decimal | str]
"""An Excel formula (or a constant, without ``=``) and the result it has in the form as written."""
_TESTS: Mapping[str, str] = {
    "==": "ABS(ROUND({left}-{right},9))<={tolerance}",
    "!=": "ABS(ROUND({left}-{right},9))>{tolerance}",
    "<=": "ROUND({left}-{right},9)<={tolerance}",
    ">=": "ROUND({right}-{left},9)<={tolerance}",
    "<": "ROUND({left}-{right},9)<{tolerance}",
    ">": "ROUND({right}-{left},9)<{tolerance}",
}


@dataclass(frozen=True)
class FormTable:
    """One form as the table of one unit that rules are evaluated on."""

    catalogue: Catalogue
    form: FormPlan
    fill: Fill

    @property
    def size(self) -> int:
        """One unit."""
        return 1

    @property
    def sheet(self) -> SheetPlan:
        """The sheet of figures."""
        return self.form.sheet["indicators"]

    def actual(self, indicator: str) -> Sequence[Decimal | None]:
        """This period's figure."""
        return [_number(typed(self.sheet, indicator, "actual", self.fill))]

    def plan(self, indicator: str) -> Sequence[Decimal | None]:
        """The planned figure."""
        return [_number(typed(self.sheet, indicator, "plan", self.fill))]

    def previous(self, indicator: str) -> Sequence[Decimal | None]:
        """The figure of the period before, as printed in the form."""
        return [_number(typed(self.sheet, indicator, "previous", self.fill))]

    def total(self, indicator: str) -> Decimal | None:
        """A form knows no totals."""
        return None

    def norm(self, key: str) -> Decimal | None:
        """The norm in force on the period's cut-off."""
        return self.catalogue.norm(key, self.form.period.cut_off)

    def address(self, operand: Ref | PrevOf | PlanOf) -> str | None:
        """The cell that an operand reads, with its sheet; None where the unit is not asked for it."""
        key = {Ref: "actual", PlanOf: "plan", PrevOf: "previous"}[type(operand)]
        if operand.indicator not in self.sheet.rows:
            return None
        at = self.sheet.at(operand.indicator, key)
        cell = self.sheet.cells[at]
        assigned = isinstance(operand, PlanOf) and cell.value is not None
        if not cell.role.is_input and not assigned and not isinstance(operand, PrevOf):
            return None
        return f"{quoted_sheet(self.sheet.name)}!{a1(at)}"


def _number(value: CellValue | None) -> Decimal | None:
    if isinstance(value, str) and value.strip().upper() == "K":
        return Decimal(0)
    return value if isinstance(value, Decimal) else None


@dataclass(frozen=True)
class Relation:
    """A rule of the catalogue over one form."""

    rule: Rule
    table: FormTable
    left: Expression
    right: Expression

    @property
    def home(self) -> str:
        """A1 address (sheet of figures) of the first figure that the rule names."""
        return self._cells[0].partition("!")[2]

    @property
    def at(self) -> Address:
        """The same as row and column."""
        at = address_of(self.home)
        assert at
        return at

    def side(self, side: Expression) -> Formula:
        """Value of one side; '' where it can't be computed."""
        cells = _cells(side, self.table)
        some = self.rule.missing == MissingPolicy.SKIP_IF_ALL
        value = evaluate(side, self.table, missing_as=Decimal(0) if some else None)[0]
        if some and cells and all(self._is_missing(o) for o in references(side) if not isinstance(o, NormOf)):
            value = None
        if not cells:
            return ("" if value is None else format(value, "f")), "" if value is None else value
        known = ",".join(f'ISNUMBER({cell}),TRIM({cell})="K"' for cell in cells)
        ready = f"OR({known})" if some else ",".join(f'OR(ISNUMBER({c}),TRIM({c})="K")' for c in cells)
        test = ready if some or len(cells) == 1 else f"AND({ready})"
        return f'=IFERROR(IF({test},{excel(side, self.table)},""),"")', "" if value is None else value

    def verdict(self, left: str, right: str, good: str, bad: str, unknown: str, explained: str = "") -> Formula:
        """Outcome in words; ``left`` and ``right`` are the cells that show the two sides.

        ``explained`` is the word for figures that break a rule which an explanation beside them satisfies.
        """
        rule = self.rule
        test = _TESTS[rule.operator].format(left=left, right=right, tolerance=format(rule.tolerance, "f"))
        reason = bad if rule.missing == MissingPolicy.NEVER_SKIP else unknown
        noted = self._noted
        failed = f'IF({noted[0]},"{explained}","{bad}")' if noted else f'"{bad}"'
        formula = f'=IF(OR({left}="",{right}=""),"{reason}",IF({test},"{good}",{failed}))'
        if "" in (self.side(self.left)[1], self.side(self.right)[1]):
            return formula, reason
        outcome = compare(
            self.left, rule.operator, self.right, tolerance=rule.tolerance, missing=rule.missing, table=self.table
        )[0]
        if outcome and noted and noted[1]:
            return formula, explained
        return formula, bad if outcome else good

    def breach(self) -> Formula:
        """1 where both sides can be told and the relation does not hold, else 0: a summand of a line.

        One that the rule lets a unit explain, and that it explains, is none.
        """
        known = ",".join(f'OR(ISNUMBER({cell}),TRIM({cell})="K")' for cell in self._cells)
        left, right = excel(self.left, self.table), excel(self.right, self.table)
        test = _TESTS[self.rule.operator].format(left=left, right=right, tolerance=format(self.rule.tolerance, "f"))
        outcome = compare(
            self.left, self.rule.operator, self.right, self.rule.tolerance, MissingPolicy.SKIP_IF_ANY, self.table
        )
        broken = outcome[0] is not None
        if noted := self._noted:
            return f"IFERROR(AND({known},NOT({test}),NOT({noted[0]}))*1,0)", Decimal(broken and not noted[1])
        return f"IFERROR(AND({known},NOT({test}))*1,0)", Decimal(broken)

    @property
    def _noted(self) -> tuple[str, bool] | None:
        """Whether an explanation stands beside one of the figures, as a test and at present; None: none is asked."""
        if not self.rule.explain:
            return None
        sheet, operands = self.table.sheet, (*references(self.left), *references(self.right))
        codes = dict.fromkeys(o.indicator for o in operands if isinstance(o, Ref | PlanOf))
        cells = [f"{quoted_sheet(sheet.name)}!{a1(sheet.at(code, 'note'))}" for code in codes]
        tests = [f'ISNUMBER(FIND(" ",TRIM({cell})))' for cell in cells]
        texts = (typed(sheet, code, "note", self.table.fill) for code in codes)
        return (tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"), any(explains(str(t or "")) for t in texts)

    @property
    def decimals(self) -> int:
        """Decimals worth showing: two for quotients, else those of the figures."""
        if "/" in self.rule.left + self.rule.right:
            return 2
        named = [o.indicator for o in (*references(self.left), *references(self.right)) if isinstance(o, Ref | PlanOf)]
        return max((self.table.catalogue.indicator[code].decimals for code in named), default=0)

    @property
    def _cells(self) -> tuple[str, ...]:
        return (*_cells(self.left, self.table), *_cells(self.right, self.table))

    def _is_missing(self, operand: Expression) -> bool:
        return evaluate(operand, self.table)[0] is None


def relations(table: FormTable) -> tuple[Relation, ...]:
    """The rules over one form that this unit's form can answer by itself, in catalogue order.

    A rule that stands for many indicators is none of them: see `many`. Raises ExpressionError where a rule's text
    is no expression.
    """
    return tuple(relation for rule in _of_form(table) if not each_of(rule) for relation in _relations(table, rule))


def many(table: FormTable) -> Mapping[str, tuple[Relation, ...]]:
    """By rule code: the relations of each rule that stands for many indicators of this form."""
    found = {rule.code: _relations(table, rule) for rule in _of_form(table) if each_of(rule)}
    return {code: each for code, each in found.items() if each}


def _of_form(table: FormTable) -> Iterator[Rule]:
    if "indicators" in table.form.sheet:
        yield from (rule for rule in table.catalogue.rules if _is_asked(rule))


def _is_asked(rule: Rule) -> bool:
    """Rules within the form, and those with last period for which the unit may have to explain."""
    return not rule.trial and (rule.scope is Scope.FORM or (rule.scope is Scope.HISTORY and rule.explain))


def _relations(table: FormTable, rule: Rule) -> tuple[Relation, ...]:
    asked = [each for each in expand(table.catalogue, rule) if table.form.unit.answers_to(each.applies_to)]
    found = (Relation(each, table, parse(each.left), parse(each.right)) for each in asked)
    return tuple(relation for relation in found if _answerable(relation))


def _answerable(relation: Relation) -> bool:
    table = relation.table
    operands = (*references(relation.left), *references(relation.right))
    for operand in operands:
        match operand:
            case NormOf():
                if table.norm(operand.key) is None:
                    return False
            case PrevOf() if table.address(operand) is None or table.previous(operand.indicator)[0] is None:
                return False
            case Ref() | PrevOf() | PlanOf():
                if table.address(operand) is None:
                    return False
            case _:
                return False
    return any(isinstance(operand, Ref | PlanOf) for operand in operands)


def _cells(side: Expression, table: FormTable) -> tuple[str, ...]:
    found = (table.address(o) for o in references(side) if isinstance(o, Ref | PrevOf | PlanOf))
    return tuple(address for address in found if address)


def excel(side: Expression, table: FormTable) -> str:
    """The side as an Excel term; N() makes K, CCSL and blanks 0.

    Raises ValueError for what a form can't tell: a total over units, a norm not in force, a figure not asked.
    """
    match side:
        case Number():
            return format(side.value, "f")
        case Unary():
            return f"(-{excel(side.operand, table)})"
        case Binary():
            return f"({excel(side.left, table)}{side.operator}{excel(side.right, table)})"
        case NormOf():
            value = table.norm(side.key)
            if value is not None:
                return format(value, "f")
        case TotalOf():
            pass
        case Ref() | PrevOf() | PlanOf():
            address = table.address(side)
            if address:
                return f"N({address})"
    raise ValueError(f"{side} is not in the form {table.form.form_id}")
