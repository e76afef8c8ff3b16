"""Slides by a template that staff edit in PowerPoint: placeholders in texts, lists and tables by the shape's name.

A text holds placeholders as the Word templates do, ``{{ ky }}``. A shape named like a list of the values repeats its
last paragraph, or its table's last row, for each entry, whose fields the placeholders name: ``{{ noi_dung }}``. A cell
takes the entry's colour: ``mau`` in the last column of a table, or ``mau`` column by column where it is a list.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.exc import PackageNotFoundError

from xlpy.basics.errors import reason_vn
from xlpy.outputs.word.package import repacked
from xlpy.outputs.word.template import TemplateError, filled

Values = Mapping[str, Any]
NOTHING = "–"
"""What stands in a text that lists nothing."""


def slides(template: Path, values: Values, written: datetime) -> bytes:
    """The template filled; the same template and values give the same bytes. ``written`` stands in its properties.

    Raises TemplateError for whatever is wrong with the template.
    """
    deck = _opened(template)
    for slide in deck.slides:
        for shape in slide.shapes:
            entries = values.get(shape.name)
            listed = entries if isinstance(entries, list) else None
            if shape.has_table:
                _fill_table(template.name, shape.table, values, listed)
            elif shape.has_text_frame:
                _fill_text(template.name, shape.text_frame, values, listed)
    properties = deck.core_properties
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = written
    properties.revision = 1
    stream = io.BytesIO()
    deck.save(stream)
    return repacked(stream.getvalue())


def _opened(template: Path) -> Any:
    try:
        return Presentation(io.BytesIO(template.read_bytes()))
    except OSError as fault:
        raise TemplateError(
            f"Không mở được tệp mẫu {template.name} trong thư mục {template.parent.name}: {reason_vn(fault)}."
        ) from fault
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise TemplateError(f"Tệp mẫu {template.name} bị hỏng hoặc không phải tệp PowerPoint (.pptx).") from fault


def _fill_text(file: str, frame: Any, values: Values, entries: Sequence[Values] | None) -> None:
    repeated = frame.paragraphs[-1]
    for _ in (entries or ())[1:]:
        repeated._p.addnext(deepcopy(repeated._p))
    if entries is not None and not entries:
        _put(repeated, NOTHING)
    paragraphs = list(frame.paragraphs)
    first = len(paragraphs) - len(entries or ())
    for number, paragraph in enumerate(paragraphs):
        entry = entries[number - first] if entries and number >= first else {}
        _fill_paragraph(file, paragraph, {**values, **entry})


def _fill_table(file: str, table: Any, values: Values, entries: Sequence[Values] | None) -> None:
    rows = list(table._tbl.tr_lst)
    first = len(rows)
    if entries is not None:
        first -= 1
        for _ in entries[1:]:
            rows[-1].addnext(deepcopy(rows[-1]))
        if not entries:
            table._tbl.remove(rows[-1])
    for number, row in enumerate(table.rows):
        entry = entries[number - first] if entries and number >= first else {}
        for cell in row.cells:
            for paragraph in cell.text_frame.paragraphs:
                _fill_paragraph(file, paragraph, {**values, **entry})
        _colour(list(row.cells), entry.get("mau"))


def _colour(cells: Sequence[Any], colours: str | Sequence[str] | None) -> None:
    if not colours:
        return
    shades = [colours] if isinstance(colours, str) else colours
    for cell, shade in zip(cells[-len(shades) :], shades, strict=False):
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(shade)  # type: ignore[no-untyped-call]


def _fill_paragraph(file: str, paragraph: Any, values: Values) -> None:
    text = "".join(run.text for run in paragraph.runs)
    if "{" in text:
        _put(paragraph, filled(file, text, values))


def _put(paragraph: Any, text: str) -> None:
    """The whole text goes into the first run: PowerPoint cuts a placeholder into several as it is typed."""
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    for run in paragraph.runs:
        run.text = text
