"""Whose form of which period a file is: all that can keep the file as a whole from being used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlpy.basics.a1 import a1
from xlpy.basics.days import short_day
from xlpy.forms.layout import MARKER_ROW, FormPlan, Identity, SheetPlan
from xlpy.intake.cells import CellReader
from xlpy.intake.context import IntakeContext
from xlpy.intake.notes import Notes
from xlpy.intake.numbers import quoted
from xlpy.intake.recognise import FoundSheet, SheetMatch, find_sheets, match_sheet
from xlpy.model.catalogue import Indicator, Period, Unit
from xlpy.model.cells import Address, Book
from xlpy.model.submission import Column, FigureRef, LineRef, Touched
from xlpy.model.version import was_there

COMPANIONS = ("check", "guide", "lists")
"""Sheets of the form that ask nothing."""


@dataclass(frozen=True, slots=True)
class FormMatch:
    """A recognised form: its plan and each of its data sheets laid over it, by sheet key."""

    plan: FormPlan
    sheets: Mapping[str, SheetMatch]
    companions: tuple[str, ...]
    """Names, in the file, of the sheets that only explain or check."""
    copies: tuple[str, ...] = ()
    """Names of further sheets that bear the code of a data sheet of the form."""


def identify(context: IntakeContext, book: Book, notes: Notes) -> FormMatch | None:
    """Recognise the form; None where the file holds none or nobody's.

    What is wrong is in ``notes``; a result may come with errors that keep the file out all the same.
    """
    found = find_sheets(book)
    identity = _identity(context, book, found, notes)
    if identity is None:
        return None
    unit = _unit(context, identity, notes)
    if unit is None:
        return None
    notes.unit = unit.code
    own = replace_period(context, identity.period)
    if own is None:
        notes.add("B209", found=f"ghi mã kỳ lạ “{identity.period}”")
        return None
    form = own.plan(unit, identity.version)
    _tell_version(own, form, notes)
    laid = {
        sheet.key: [match_sheet(f, sheet) for f in found if f.identity and f.identity.sheet == sheet.key]
        for sheet in form.sheets
    }
    sheets = {key: _chosen(matches) for key, matches in laid.items() if matches}
    copies = tuple(
        copy.sheet.name for key, matches in laid.items() for copy in matches if copy.sheet is not sheets[key].sheet
    )
    companions = tuple(f.sheet.name for f in found if f.identity and f.identity.sheet in COMPANIONS)
    _check_period(context, own.period, sheets, notes)
    _check_name(context, unit, sheets, notes)
    _check_sheets(context, form, sheets, notes)
    _check_copies(laid, sheets, notes)
    return FormMatch(form, sheets, companions, copies)


def _chosen(matches: Sequence[SheetMatch]) -> SheetMatch:
    """Of sheets with one code the one that bears the issued name, else the first."""
    return next((match for match in matches if match.sheet.name == match.plan.name), matches[0])


def _check_copies(laid: Mapping[str, Sequence[SheetMatch]], sheets: Mapping[str, SheetMatch], notes: Notes) -> None:
    """Two sheets of one kind may say the same; where they do not, nobody but the unit knows which is meant."""
    for key, chosen in sheets.items():
        for copy in laid[key]:
            if copy.sheet is chosen.sheet:
                continue
            differing = [place for place in _inputs(chosen) if _said(chosen, place) != _said(copy, place)]
            if not differing:
                notes.add("B215", chosen.plan.name, raw=copy.sheet.name, expected=chosen.sheet.name)
                continue
            at = chosen.actual(*differing[0]) or copy.actual(*differing[0])
            notes.add(
                "B214",
                chosen.sheet.name,
                at,
                raw=copy.sheet.name,
                count=str(len(differing)),
                found=_said(chosen, differing[0]) or "(để trống)",
                other=_said(copy, differing[0]) or "(để trống)",
            )


def _inputs(match: SheetMatch) -> Iterator[tuple[str, str]]:
    """Row code and column key of each input of the plan."""
    for (row, column), cell in match.plan.cells.items():
        if cell.role.is_input:
            yield match.plan.code_of[row], match.plan.columns[column - 1].key


def _said(match: SheetMatch, place: tuple[str, str]) -> str:
    """What an input holds, '' where it is blank or gone."""
    at = match.actual(*place)
    return quoted(match.sheet.cells.get(at)).strip() if at is not None else ""


def replace_period(context: IntakeContext, code: str) -> IntakeContext | None:
    """The context of the period that a form says it is for, so that a wrong period can still be read."""
    if code == context.period.code:
        return context
    period = context.catalogue.period.get(code)
    return replace(context, period=period, previous={}, _plans={}) if period else None


def _identity(context: IntakeContext, book: Book, found: tuple[FoundSheet, ...], notes: Notes) -> Identity | None:
    if not found:
        notes.add("B201", period=context.period.name)
        return None
    identities = {(i.version, i.unit, i.period): i for f in found if (i := f.identity) is not None}
    if not identities:
        notes.add("B209", found="đã bị sửa")
        return None
    if len(identities) > 1:
        units = sorted({unit for _, unit, _ in identities})
        if len(units) > 1:
            listed = "; ".join(map(context.unit_name, units))
            notes.add("D307", count=str(len(units)), found=listed)
        else:
            notes.add("B209", found="khác nhau giữa các trang")
        return None
    identity = next(iter(identities.values()))
    if identity.version not in (context.catalogue.plan.version, *context.catalogue.plan.accepted):
        notes.unit = identity.unit if context.reporting_unit(identity.unit) else ""
        notes.add(
            "B202",
            found=identity.version,
            expected=context.catalogue.plan.version,
            period=context.period.name,
        )
        return None
    return identity


def later_indicators(context: IntakeContext, form: FormPlan) -> tuple[Indicator, ...]:
    """What the unit is asked by the present catalogue, and was not by the version that its form was made by."""
    asked = context.catalogue.asked(form.unit).indicators
    return tuple(row for row in asked if not was_there(row.since, form.version))


def _tell_version(context: IntakeContext, form: FormPlan, notes: Notes) -> None:
    """By which version a form is judged, where that is not the present one, and what it was not asked."""
    present = context.catalogue.plan.version
    if form.version != present:
        later = ", ".join(row.code for row in later_indicators(context, form)) or "không có"
        notes.add("B216", found=form.version, expected=present, other=later)


def _unit(context: IntakeContext, identity: Identity, notes: Notes) -> Unit | None:
    unit = context.reporting_unit(identity.unit)
    if unit is not None:
        return unit
    other = context.catalogue.unit(identity.unit, context.period.cut_off)
    if other is None:
        notes.add("B209", found=f"ghi mã đơn vị lạ “{identity.unit}”")
    else:
        _not_in_force(context, other, notes)
    return None


def _not_in_force(context: IntakeContext, unit: Unit, notes: Notes, sheet: str = "", at: Address | None = None) -> None:
    until = f"đến {short_day(unit.valid_to)}" if unit.valid_to else "đến nay"
    successors = map(context.unit_name, unit.successor)
    notes.add(
        "D308",
        sheet,
        at,
        unit=unit.name,
        found=f"từ {short_day(unit.valid_from)} {until}",
        period=context.period.name,
        expected="; ".join(dict.fromkeys(successors)) or "không có",
    )


def _check_period(context: IntakeContext, own: Period, sheets: Mapping[str, SheetMatch], notes: Notes) -> None:
    cover = sheets.get("cover")
    at = cover.actual("period_name", "value") if cover else None
    if cover is None or at is None:
        written = own.name
        sheet, at = _first_marker(sheets)
    else:
        written = CellReader(cover.sheet, notes).words(at, "") or own.name
        sheet = cover.sheet.name
    if own.code != context.period.code or written != context.period.name:
        notes.add("B203", sheet, at, raw=written, period=context.period.name)


def _first_marker(sheets: Mapping[str, SheetMatch]) -> tuple[str, Address | None]:
    """Where the period is told by a marker alone; nowhere if the file has no sheet that asks something."""
    match = next(iter(sheets.values()), None)
    return (match.sheet.name, (MARKER_ROW, 1)) if match else ("", None)


def _check_name(context: IntakeContext, unit: Unit, sheets: Mapping[str, SheetMatch], notes: Notes) -> None:
    """The name on the cover must be the unit's: an exact spelling, or a question to a person."""
    cover = sheets.get("cover")
    at = cover.actual("unit_name", "value") if cover else None
    if cover is None or at is None:
        return
    written = CellReader(cover.sheet, notes).words(at, "")
    if not written:
        return  # names nobody else than the form's own marker does
    raw = quoted(cover.sheet.cells.get(at))
    named = context.names.match(written)
    if named is not None:
        if named.code != unit.code:
            notes.unit = ""  # of which of the two nobody knows: told to both, blamed on neither
            notes.add("D303", cover.sheet.name, at, raw=raw, expected=unit.name, other=named.name)
        return
    former = context.names.outside(written)
    near = context.names.nearest(written)
    if former is not None:
        _not_in_force(context, former, notes, cover.sheet.name, at)
    elif near is not None:
        notes.add("D302", cover.sheet.name, at, raw=raw, expected=near.name)
    else:
        notes.add("D301", cover.sheet.name, at, raw=raw, expected=unit.name, period=context.period.name)


def _check_sheets(context: IntakeContext, form: FormPlan, sheets: Mapping[str, SheetMatch], notes: Notes) -> None:
    for sheet in form.sheets:
        match = sheets.get(sheet.key)
        if match is None:
            expected = "; ".join(s.name for s in form.sheets)
            notes.add("B204", sheet.name, expected=expected)
            continue
        if match.sheet.name != sheet.name:
            notes.add("B205", sheet.name, raw=match.sheet.name, expected=sheet.name)
        for code in match.missing_rows:
            _missing_row(context, sheet, code, notes, match)
        for at, issued in match.changed_headers:
            # Over print and notes (“STT”, “Ghi chú”) another header puts nothing in doubt: O419 tells of it.
            if touches := _column(context, sheet, sheet.columns[match.columns[at[1]] - 1].key):
                notes.add("B208", match.sheet.name, at, raw=quoted(match.sheet.cells.get(at)), expected=issued)
                notes.touching(touches)
        for key in match.missing_columns:
            header = sheet.columns[sheet.column[key] - 1].header
            if header:
                place = f"{a1((sheet.header_row, sheet.column[key]))} của biểu mẫu gốc"
                notes.add("B208", match.sheet.name, cell=place, raw="(mất cột)", expected=header)
                notes.touching(_column(context, sheet, key))


def _column(context: IntakeContext, sheet: SheetPlan, key: str) -> tuple[Touched, ...]:
    """The figures, or the lines of activities, that say nothing sure where the header of a column does not."""
    asked = [code for code in sheet.rows if _is_input(sheet, code, key)]
    if sheet.key == "indicators" and key in set(Column):
        return tuple(FigureRef(code, Column(key)) for code in asked if code in context.catalogue.indicator)
    return tuple(LineRef(code) for code in asked if code in context.catalogue.activity)


def _is_input(sheet: SheetPlan, code: str, key: str) -> bool:
    planned = sheet.cells.get(sheet.at(code, key))
    return planned is not None and planned.role.is_input


def _missing_row(context: IntakeContext, sheet: SheetPlan, code: str, notes: Notes, match: SheetMatch) -> None:
    """A lost row touches what it asked; a lost heading, contact line or row for difficulties holds nothing back."""
    asks = any(cell.role.is_input and row == sheet.rows[code] for (row, _), cell in sheet.cells.items())
    if not asks or sheet.key in ("cover", "issues"):
        return
    task = code.split(".", maxsplit=1)[0] if "." in code else ""
    notes.add("B207", match.sheet.name, task=task, expected=code)
    if indicator := context.catalogue.indicator.get(code):
        notes.touching(FigureRef(code, column) for column in Column if column is Column.ACTUAL or indicator.has_plan)
    elif code in context.catalogue.activity:
        notes.touching([LineRef(code)])
