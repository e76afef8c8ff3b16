"""The sheet "Tự kiểm tra": plain formulas by which a unit sees, without our program, what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from xlpy.basics.a1 import a1
from xlpy.basics.formula import FormulaError
from xlpy.basics.text import lower_first
from xlpy.forms.completeness import Count, counts
from xlpy.forms.formulas import FormTable, Formula, Relation, relations
from xlpy.forms.layout import FormPlan, Role, SheetPlan, companion_marker
from xlpy.forms.page import Frame, Painter, add_page, finish_page, height_for
from xlpy.forms.plan import SUBTITLE_ROW, TITLE_ROW
from xlpy.forms.rule_words import cure, in_words
from xlpy.forms.styles import BORDER, GOOD_INK, FormStyles
from xlpy.forms.suspicion import doubts
from xlpy.forms.values import Fill
from xlpy.forms.wording import Wording
from xlpy.model.catalogue import Catalogue
from xlpy.model.submission import Severity

WIDTHS = (5.0, 9.0, 62.0, 13.0, 13.0, 17.0, 52.0, 9.0)
LEFT, RIGHT, RESULT = "D", "E", "F"
VERDICT_ROW, HINT_ROW = SUBTITLE_ROW + 1, SUBTITLE_ROW + 2
_ROLES = {1: Role.CENTRE, 2: Role.CODE, 3: Role.TEXT, 7: Role.TEXT}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the sheet, ready to be written in a row."""

    code: str
    text: str
    left: Formula
    right: Formula
    result: Formula
    remedy: str
    sheet: str
    cell: str
    decimals: int = 0
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """The words of the result column."""

    good: str
    wrong: str
    review: str
    unknown: str
    explained: str


def add_self_check(
    book: Workbook, plan: FormPlan, catalogue: Catalogue, wording: Wording, styles: FormStyles, fill: Fill
) -> None:
    """Write the sheet: verdict, then what is blank or badly written, then the relations between figures."""
    page = add_page(book, wording.text("sheets", "check"), WIDTHS, GOOD_INK)
    paint = Painter(page, styles, WIDTHS)
    paint.mark(companion_marker(plan, "check"))
    paint.line(TITLE_ROW, wording.text("check", "title"), Role.TITLE)
    paint.line(SUBTITLE_ROW, f"{plan.unit.name} - {plan.period.name}", Role.SUBTITLE)
    paint.line(HINT_ROW, wording.text("check", "hint"), Role.NOTE)
    words = Results(*(_word(wording, f"results.{key}") for key in ("good", "wrong", "review", "unknown", "explained")))
    table = FormTable(catalogue, plan, fill)
    counted = (*counts(plan, catalogue, fill), *doubts(table, wording))
    parts = {
        "filling": [_counted(line, wording, words) for line in counted],
        "rules": [_related(relation, wording, words) for relation in relations(table)],
    }
    row, placed = HINT_ROW + 1, []
    for section, lines in parts.items():
        if not lines:
            continue
        paint.line(row + 1, wording.text("check", f"{section}.title"), Role.GROUP)
        headers = dict(enumerate(wording.lines("check", f"{section}.headers"), 1))
        paint.cells(row + 2, headers, dict.fromkeys(range(1, len(WIDTHS) + 1), Role.HEADER))
        first = row + 3
        rows = [_at(line, number) for number, line in enumerate(lines, first)]
        for number, (at, line) in enumerate(zip(range(first, first + len(rows)), rows, strict=True), 1):
            _write_line(paint, at, number, line)
        placed += list(enumerate(rows, first))
        row = first + len(rows)
    _write_verdict(paint, placed, wording, words)
    _colour(page, styles, row, words)
    finish_page(page, plan, Frame((row - 1, len(WIDTHS))))
    page.freeze_panes(HINT_ROW, 0)


def _counted(line: Count, wording: Wording, words: Results) -> CheckLine:
    text, remedy = line.words or wording.lines("check", f"lines.{line.key}")
    bad = words.review if line.warning else words.wrong
    found: Formula = (line.formula, Decimal(line.result))
    asked: Formula = (str(line.asked), Decimal(line.asked))
    result = (f'=IF({RIGHT}{{row}}=0,"{words.good}","{bad}")', words.good if not line.result else bad)
    label = f"{line.label}: {lower_first(text)}" if line.label else text
    if line.rows:
        label = wording.text("check", "part").format(text=label, first=line.rows[0], last=line.rows[1])
    at = _place(line.sheet, line.first)
    return CheckLine(line.code, label, asked, found, result, remedy, *at, blank=line.blank)


def _related(relation: Relation, wording: Wording, words: Results) -> CheckLine:
    rule = relation.rule
    bad = words.wrong if rule.severity is Severity.ERROR else words.review
    left, right = relation.side(relation.left), relation.side(relation.right)
    result = relation.verdict(f"{LEFT}{{row}}", f"{RIGHT}{{row}}", words.good, bad, words.unknown, words.explained)
    text, sheet = in_words(relation, wording), relation.table.sheet.name
    in_left, in_right = wording.lines("check", "words.sides")
    remedy = cure(rule, left=in_left, right=in_right, expected=in_right)
    return CheckLine(rule.code, text, left, right, result, remedy, sheet, relation.home, relation.decimals)


def _place(sheet: SheetPlan, at: tuple[int, int]) -> tuple[str, str]:
    return sheet.name, a1(at)


def _at(line: CheckLine, row: int) -> CheckLine:
    """The line with its own row in the formula of its result."""
    return replace(line, result=(line.result[0].replace("{row}", str(row)), line.result[1]))


def _write_line(paint: Painter, row: int, number: int, line: CheckLine) -> None:
    page, styles = paint.page, paint.styles
    texts = {1: str(number), 2: line.code, 3: line.text, 7: line.remedy}
    paint.cells(row, texts, _ROLES)
    figure = styles.of(Role.FORMULA, line.decimals, italic=False)
    result = styles.of(Role.CENTRE, bold=True, num_format="General")
    try:
        for column, formula, style in ((4, line.left, figure), (5, line.right, figure), (6, line.result, result)):
            _write_formula(page, row, column, formula, style)
    except FormulaError as error:
        raise FormulaError(f"Dòng {line.code} “{line.text}” của trang tự kiểm tra: {error}") from error
    link = styles.of(Role.CENTRE, font_color="#0B57A4", underline=1)
    page.write_url(row - 1, 7, f"internal:'{line.sheet}'!{line.cell}", link, line.cell)


def _write_formula(page: Worksheet, row: int, column: int, formula: Formula, style: object) -> None:
    text, value = formula
    if text.startswith("="):
        page.write_formula(row - 1, column - 1, text, style, value)
    elif isinstance(value, Decimal):
        page.write_number(row - 1, column - 1, value, style)
    else:
        page.write_blank(row - 1, column - 1, None, style)


def _write_verdict(paint: Painter, placed: Iterable[tuple[int, CheckLine]], wording: Wording, words: Results) -> None:
    """The overall verdict: blanks are counted in cells, faults in lines, points to review in lines."""
    lines = list(placed)
    blanks = [(row, line) for row, line in lines if line.blank]
    others = [(row, line) for row, line in lines if not line.blank]
    blank_rows, first, last = [row for row, _ in blanks], others[0][0], others[-1][0]
    n_formula = f"SUM({RIGHT}{blank_rows[0]}:{RIGHT}{blank_rows[-1]})" if blank_rows else "0"
    m_formula, k_formula = (f'COUNTIF({RESULT}{first}:{RESULT}{last},"{word}")' for word in (words.wrong, words.review))
    n = sum((Decimal(line.right[1]) for _, line in blanks), Decimal(0))
    m, k = (sum(line.result[1] == word for _, line in others) for word in (words.wrong, words.review))
    complete, incomplete, review = (_word(wording, key) for key in ("complete", "incomplete", "to_review"))
    told = _quoted(incomplete, blanks=n_formula, errors=m_formula)
    tail = f'IF({k_formula}=0,"","; "&{_quoted(review, reviews=k_formula)})'
    formula = f'=IF({n_formula}+{m_formula}=0,"{complete}",{told})&{tail}'
    head = complete if not n + m else incomplete.format(blanks=f"{n:f}", errors=m)
    text = head + (f"; {review.format(reviews=k)}" if k else "")
    style = paint.styles.of(Role.SUBTITLE, font_size=13, border=1, border_color=BORDER, valign="vcenter")
    paint.page.merge_range(VERDICT_ROW - 1, 0, VERDICT_ROW - 1, len(WIDTHS) - 1, "", style)
    paint.page.write_formula(VERDICT_ROW - 1, 0, formula, style, text)
    paint.page.set_row(VERDICT_ROW - 1, height_for([(text, sum(WIDTHS), Role.TITLE)]) + 8)
    good = f'LEFT($A${VERDICT_ROW},{len(complete)})="{complete}"'
    for kind, test in (("good", f"={good}"), ("wrong", f"=NOT({good})")):
        options = {"type": "formula", "criteria": test, "format": paint.styles.mark(kind)}
        paint.page.conditional_format(VERDICT_ROW - 1, 0, VERDICT_ROW - 1, len(WIDTHS) - 1, options)


def _word(wording: Wording, key: str) -> str:
    """A text that formulas compare and join: straight quotes would end it there."""
    return wording.text("check", key).replace('"', "”")


def _quoted(sentence: str, **places: str) -> str:
    """``Còn {n} ô`` -> ``"Còn "&SUM(…)&" ô"``: a sentence as an Excel text expression."""
    text = f'"{sentence}"'
    for name, formula in places.items():
        text = text.replace("{" + name + "}", f'"&{formula}&"')
    return text.replace('&""&', "&").removeprefix('""&').removesuffix('&""')


def _colour(page: Worksheet, styles: FormStyles, last: int, words: Results) -> None:
    kinds = {words.good: "good", words.wrong: "wrong", words.review: "look", words.unknown: "muted"}
    kinds[words.explained] = "muted"
    for word, kind in kinds.items():
        options = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.mark(kind)}
        page.conditional_format(HINT_ROW, 5, last - 1, 5, options)
