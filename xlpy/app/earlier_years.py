"""Where the figures of earlier school years are found: folders of editions as the program wrote them, and a table.

An edition's folder is named by period and year, ``CN_2022-2023``, and holds ``figures.csv``. The table
(`xlpy.intake.years_table`) is called ``so-lieu-nam-truoc`` where it lies among the results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from xlpy.app.product_files import results_name
from xlpy.basics.commit import newest
from xlpy.basics.days import school_year
from xlpy.basics.errors import unreadable_vn
from xlpy.basics.text import ascii_slug
from xlpy.intake.context import IntakeContext
from xlpy.intake.years_table import YearsError, read_years
from xlpy.model.submission import Earlier

FIGURES = "figures.csv"
"""The tidy figures among an edition's files: what the next period and later years compare with."""
TABLES = tuple(f"so-lieu-nam-truoc{ending}" for ending in (".xlsx", ".xls", ".ods", ".csv"))
"""Names of the typed table among the results."""
_Found = dict[str, dict[str, dict[str, Decimal]]]


def read_earlier(places: Iterable[Path], context: IntakeContext) -> Earlier:
    """The period in earlier school years, from places that somebody named: results, an edition's folder, a table.

    Raises YearsError where a place holds nothing of the kind, can't be read, or two places give different figures.
    """
    found: _Found = {}
    for place in places:
        parts = list(_parts(place, context))
        if not parts:
            wanted = f"thư mục dạng {results_name(context.period)} của năm trước, hoặc {TABLES[0]}"
            raise YearsError(f"Không thấy số liệu năm trước trong {place}; cần {wanted}.")
        _join(found, parts)
    return found


def earlier_in(results: Path, context: IntakeContext) -> Earlier:
    """The same from the folder of all results, where there may be none. Raises YearsError as above."""
    found: _Found = {}
    _join(found, _parts(results, context) if results.is_dir() else ())
    return found


def _parts(place: Path, context: IntakeContext) -> Iterator[tuple[Path, Earlier]]:
    """What a place holds, file by file; of years before the context's alone."""
    if not place.is_dir():
        if place.name == FIGURES:
            yield from _edition(place.parent, context, asked=True)
        else:
            yield place, _table(place, context)
        return
    yield from _edition(place, context, asked=False)
    for folder in sorted(entry for entry in place.iterdir() if entry.is_dir()):
        yield from _edition(folder, context, asked=False)
    for name in TABLES:
        if (place / name).is_file():
            yield place / name, _table(place / name, context)


def _edition(folder: Path, context: IntakeContext, *, asked: bool) -> Iterator[tuple[Path, Earlier]]:
    """The figures of an edition's folder, if it is one of this period and of an earlier year."""
    from xlpy.outputs.publish.csvout import PreviousError, read_previous  # noqa: PLC0415  (only where there are any)

    file = newest(folder / FIGURES)
    period, _, last = folder.resolve().name.rpartition("_")
    year = school_year(last)
    fits = period == ascii_slug(context.period.code) and year and year < context.period.school_year
    if fits and file.is_file():
        try:
            yield file, {year: read_previous(file)}
        except PreviousError as fault:
            raise YearsError(f"Số liệu năm học {year}: {fault}") from fault
    elif asked:
        raise YearsError(
            f"Không rõ {folder / FIGURES} là số liệu của năm học nào: thư mục chứa tệp phải mang tên kỳ báo cáo và năm "
            f"học trước, ví dụ {results_name(context.period)}."
        )


def _table(path: Path, context: IntakeContext) -> Earlier:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise YearsError(f"Không đọc được số liệu năm trước {path.name}: {unreadable_vn(fault)}.") from fault
    return read_years(path.name, data, context.catalogue, context.period)


def _join(found: _Found, parts: Iterable[tuple[Path, Earlier]]) -> None:
    """Lay the parts together. Raises YearsError where two of them give a figure differently."""
    for file, years in parts:
        for year, units in years.items():
            for unit, figures in units.items():
                _add(found.setdefault(year, {}).setdefault(unit, {}), figures, f"{unit} năm học {year}", file)


def _add(known: dict[str, Decimal], figures: Mapping[str, Decimal], whose: str, file: Path) -> None:
    for code, value in figures.items():
        if known.setdefault(code, value) != value:
            raise YearsError(
                f"Số liệu {code} của {whose} ở {file.name} là {value}, ở nơi khác là {known[code]}; giữ lại một nơi."
            )
