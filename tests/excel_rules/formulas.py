"""Causes in formulas and in texts of cells."""

from __future__ import annotations

import re

from tests.excel_rules.book import Book, area, place
from tests.excel_rules.model import Cause, Faults, Plant, edit, local
from tests.excel_rules.sources import LIMITS, ecma, notes, thread

LONGEST, DEEPEST, MOST_ARGUMENTS, LONGEST_LITERAL = 8192, 64, 255, 255
PART, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_TOKEN = re.compile(r"""("(?:[^"]|"")*")|'(?:[^']|'')*'|\{[^}]*\}|([(),;])|([\w.]+)(?=\()""")
_EDGE = re.compile(r"^\s|\s$")
_NEWER = (
    "ACOT ACOTH AGGREGATE ARABIC BASE BITAND BITOR BITXOR CEILING.MATH CHOOSECOLS CHOOSEROWS COMBINA CONCAT COT COTH "
    "DAYS DROP EXPAND FILTER FILTERXML FLOOR.MATH FORECAST.LINEAR FORMULATEXT HSTACK IFNA IFS ISFORMULA ISOWEEKNUM "
    "LAMBDA LET MAP MAXIFS MINIFS MUNIT NUMBERVALUE PDURATION RANDARRAY REDUCE RRI SCAN SEQUENCE SHEET SHEETS SORT "
    "SORTBY SWITCH TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW UNICHAR UNICODE UNIQUE VSTACK WEBSERVICE "
    "WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR"
)
NEWER = frozenset(_NEWER.split())
"""Functions that stand in a file only with the prefix ``_xlfn.``, as XlsxWriter's documentation lists them."""
DATA_PART_FORMULAS = ("formula", "formula1", "formula2")


def _measured(text: str) -> tuple[int, int, int, bool]:
    """Of a formula: depth of functions, most arguments, longest text, whether it is whole."""
    depth = most = literal = 0
    stack: list[tuple[bool, int]] = []
    named = whole = False
    for quoted, sign, name in _TOKEN.findall(text):
        literal = max(literal, len(quoted[1:-1].replace('""', '"')))
        if sign == "(":
            stack.append((named, 1))
            depth = max(depth, sum(function for function, _ in stack))
        elif sign == "," and stack:
            stack[-1] = stack[-1][0], stack[-1][1] + 1
            most = max(most, stack[-1][1] if stack[-1][0] else 0)
        elif sign == ")" and stack:
            stack.pop()
        elif sign in (")", ";"):
            return depth, most, literal, False
        named = bool(name)
    whole = not stack and '"' not in re.sub(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'', "", text)
    return depth, most, literal, whole


def _long(book: Book) -> Faults:
    yield from ((p, f"{where}: {len(t)} characters") for p, where, t in book.formulas if len(t) > LONGEST)


def _deep(book: Book) -> Faults:
    yield from ((p, where) for p, where, t in book.formulas if t.count("(") > DEEPEST and _measured(t)[0] > DEEPEST)


def _many(book: Book) -> Faults:
    yield from (
        (p, where)
        for p, where, t in book.formulas
        if t.count(",") >= MOST_ARGUMENTS and _measured(t)[1] > MOST_ARGUMENTS
    )


def _literal(book: Book) -> Faults:
    yield from (
        (p, where)
        for p, where, t in book.formulas
        if len(t) > LONGEST_LITERAL and where not in DATA_PART_FORMULAS[1:] and _measured(t)[2] > LONGEST_LITERAL
    )


def _broken(book: Book) -> Faults:
    yield from ((p, f"{where}: {t[:60]}") for p, where, t in book.formulas if not _measured(t)[3])


def _newer(book: Book) -> Faults:
    for part, where, text in book.formulas:
        names = {name.upper() for _, _, name in _TOKEN.findall(text) if name}
        yield from ((part, f"{where}: {name}") for name in sorted(names & NEWER))


def _no_master(book: Book) -> Faults:
    for sheet in book.sheets:
        shared = [cell for cell in sheet.cells if cell.shared == "shared"]
        masters = {cell.group for cell in shared if cell.area and cell.formula}
        yield from ((sheet.part, cell.ref) for cell in shared if cell.group not in masters)


def _array(book: Book) -> Faults:
    for sheet in book.sheets:
        for cell in sheet.cells:
            if cell.shared != "array":
                continue
            at, of = place(cell.ref), area(cell.area)
            if not (at and of and at == of[:2]):
                yield sheet.part, f"{cell.ref}: array of {cell.area}"


def _text(book: Book) -> Faults:
    yield from ((STRINGS, f"text {n}: {len(t)}") for n, t in enumerate(book.strings) if len(t) > 32_767)
    for sheet in book.sheets:
        for cell in sheet.cells:
            if cell.kind in ("str", "inlineStr") and len(cell.value or "") > 32_767:
                yield sheet.part, f"{cell.ref}: {len(cell.value or '')}"


def _lines(book: Book) -> Faults:
    yield from ((STRINGS, f"text {n}") for n, text in enumerate(book.strings) if text.count("\n") > 253)


def _no_string(book: Book) -> Faults:
    for sheet in book.sheets:
        for cell in sheet.cells:
            if cell.kind == "s" and not ((cell.value or "").isdecimal() and int(cell.value or "") < len(book.strings)):
                yield sheet.part, f"{cell.ref}: text {cell.value}"


def _blanks(book: Book) -> Faults:
    """Blanks at the edge of a text that nothing says to keep: Excel drops them without a word."""
    parts = [
        *book.related(book.main, "sharedStrings"),
        *(p for s in book.sheets for p in book.related(s.part, "comments")),
    ]
    for part in parts:
        for element in book.root(part).iter("{*}t"):
            kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            if element.text and not kept and _EDGE.search(element.text) and local(element.getparent()) != "rPh":
                yield part, repr(element.text[:40])


_SUM = "SUM(B2:B4)</f><v>6"


def _formula(text: str) -> Plant:
    return edit(PART, f"<f>{_SUM}", f"<f>{text}</f><v>6")


CAUSES = (
    Cause(
        "F01",
        "A formula is longer than 8 192 characters",
        notes("2.1.1085, ST_Formula"),
        _long,
        _formula("1+" * 4096 + "1"),
    ),
    Cause("F02", "Functions are nested deeper than 64", LIMITS, _deep, _formula("ABS(" * 65 + "1" + ")" * 65)),
    Cause("F03", "A function has more than 255 arguments", LIMITS, _many, _formula(f"SUM({'1,' * 255}1)")),
    Cause(
        "F04",
        "A text in a formula is longer than 255 characters",
        thread("clld/clld/issues/214"),
        _literal,
        _formula(f'"{"x" * 256}"'),
    ),
    Cause(
        "F05",
        "A formula's brackets or quotes do not close, or semicolons part its arguments",
        thread("ClosedXML/ClosedXML/issues/70"),
        _broken,
        _formula("COUNTIF(B2:B4;1)"),
    ),
    Cause(
        "F06",
        "A function newer than Excel 2007 stands without its prefix",
        thread("ClosedXML/ClosedXML/pull/2598"),
        _newer,
        _formula("CONCAT(B2:B4)"),
    ),
    Cause(
        "F07",
        "A cell shares a formula that no cell has",
        thread("JanMarvin/openxlsx2/issues/1217"),
        _no_master,
        edit(PART, f"<f>{_SUM}", '<f t="shared" si="7"/><v>6'),
    ),
    Cause(
        "F08",
        "An array formula has no area, or does not stand in its first cell",
        ecma("18.3.1.40, f: ref"),
        _array,
        edit(PART, 't="array" ref="D5"', 't="array"'),
    ),
    Cause(
        "T01",
        "A text is longer than 32 767 characters",
        notes("Part 4 Section 3.4.12, t (Text)"),
        _text,
        edit(STRINGS, "<t>kín", f"<t>{'x' * 32_768}"),
    ),
    Cause(
        "T02",
        "A text has more than 253 line ends",
        LIMITS,
        _lines,
        edit(STRINGS, "<t>kín", f'<t xml:space="preserve">{"x&#10;" * 254}x'),
    ),
    Cause(
        "T03",
        "A cell shows a shared text that is not there",
        thread("GDKsoftware/OfficeXML4D/pull/10"),
        _no_string,
        edit(PART, '<c r="A2" t="s"><v>3</v>', '<c r="A2" t="s"><v>-1</v>'),
    ),
    Cause(
        "T04",
        "A text has blanks at its edge that nothing says to keep",
        notes("Part 4 Section 3.4.12, t (Text): xml:space"),
        _blanks,
        edit(STRINGS, "<t>kín", "<t> kín"),
    ),
)
