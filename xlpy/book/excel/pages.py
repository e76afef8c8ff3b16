"""How painted sheets go to paper, and what the printer in use refuses of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from xlpy.basics.a1 import column_letters
from xlpy.book.excel.program import is_excel
from xlpy.outputs.publish.address import a1, area_a1
from xlpy.outputs.publish.drawing import PrintSetup

LANDSCAPE, PORTRAIT = 2, 1
"""Excel's xlLandscape and xlPortrait."""
POINTS = 72.0
"""Points in an inch."""
NO_PAPER = (
    "Máy in đang chọn không nhận một số thiết lập trang in (ví dụ khổ A3) của trang {names}; khi in, chọn lại khổ giấy "
    "và máy in. Số liệu trong sổ không bị ảnh hưởng."
)
NO_PRINTER = (
    "Máy tính này chưa có máy in nào nên Excel không đặt được trang in (khổ giấy, hướng giấy, lề, dòng tiêu đề lặp "
    "lại) của các trang vừa ghi; hãy cài một máy in (ví dụ Microsoft Print to PDF có sẵn trong Windows) rồi bấm lại "
    "nút vừa bấm. Số liệu trong sổ không bị ảnh hưởng."
)


def set_up_pages(book: Any, pages: Sequence[tuple[Any, str, PrintSetup]]) -> tuple[str, ...]:
    """Set up the pages of new sheets (xlwings), each with its final name; returns what there is to tell of it.

    A printer without A3, or no printer at all, must not keep an edition out of the workbook.
    """
    refused = _refused(book, pages)
    if any(names == _all(setup) for (_, _, setup), names in zip(pages, refused, strict=True)):
        return (NO_PRINTER,)
    named = [name for (_, name, _), names in zip(pages, refused, strict=True) if names]
    return (NO_PAPER.format(names=", ".join(f"“{name}”" for name in named)),) if named else ()


def _refused(book: Any, pages: Sequence[tuple[Any, str, PrintSetup]]) -> list[tuple[str, ...]]:
    """What was refused of each page.

    Excel keeps settings back while it does not talk to the printer and makes all of them at once afterwards. Where one
    is refused then, nobody says which, and the others may be lost with it: so each is made again by itself.
    """
    # Each setting made by itself asks the printer driver, which is slow.
    if is_excel(book) and _silenced(book.app):
        refused = [set_up(sheet, setup) for sheet, _, setup in pages]
        if _given(book.app):
            return refused
    return [set_up(sheet, setup) for sheet, _, setup in pages]


def _silenced(app: Any) -> bool:
    """Keep page settings back; False where Excel can't (no printer at all)."""
    try:
        app.api.PrintCommunication = False
    except Exception:  # Excel's own: without a printer there is nothing to talk to
        return False
    return True


def _given(app: Any) -> bool:
    """Let the printer have what was kept back; False where it refused. Excel talks to it again in any case."""
    try:
        app.api.PrintCommunication = True
    except Exception:  # Excel's own: the refusal of any setting shows here
        with contextlib.suppress(Exception):  # it stays silent for the whole session otherwise
            app.api.PrintCommunication = True
        return False
    return True


def set_up(sheet: Any, setup: PrintSetup) -> tuple[str, ...]:
    """How one sheet goes to paper; returns the settings that were refused, by Excel's names."""
    page = sheet.api.PageSetup
    refused = []
    for name, value in _settings(setup):
        try:
            setattr(page, name, value)
        except NotImplementedError:
            raise  # ours: the program's adapter lacks it
        except Exception:  # each program's own: what a printer can't do
            refused.append(name)
    for column in setup.breaks:
        try:
            sheet.api.VPageBreaks.Add(sheet.api.Range(a1(0, column)))
        except NotImplementedError:
            raise
        except Exception:  # as above
            refused.append("VPageBreaks")
    return tuple(refused)


def _all(setup: PrintSetup) -> tuple[str, ...]:
    """What is refused where there is no printer: everything."""
    return (*(name for name, _ in _settings(setup)), *("VPageBreaks" for _ in setup.breaks))


def _settings(setup: PrintSetup) -> Iterator[tuple[str, Any]]:
    """Excel's page settings in the order in which they are best made."""
    # Paper and direction before the rest, which is seen against them.
    yield "PaperSize", setup.paper
    yield "Orientation", LANDSCAPE if setup.landscape else PORTRAIT
    if setup.fit:
        # FitToPages counts only while Zoom is False.
        yield "Zoom", False
        yield from zip(("FitToPagesWide", "FitToPagesTall"), (pages or False for pages in setup.fit), strict=True)
    else:
        yield "Zoom", setup.scale
    yield "CenterHeader", _part(setup.header, "&C")
    yield "LeftFooter", _part(setup.footer, "&L")
    margins = ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin")
    yield from zip(margins, (inches * POINTS for inches in setup.margins), strict=True)
    yield "CenterHorizontally", setup.centred
    if setup.area:
        yield "PrintArea", area_a1(*setup.area)
    if setup.rows:
        yield "PrintTitleRows", f"${setup.rows[0] + 1}:${setup.rows[1] + 1}"
    if setup.columns:
        yield "PrintTitleColumns", ":".join(f"${column_letters(column + 1)}" for column in setup.columns)


def _part(code: str, sign: str) -> str:
    """What stands behind ``&C`` or ``&L``."""
    return code.removeprefix(sign)
