"""Sentence patterns that staff edit in Word (``templates/cau-mau-bao-cao.docx``): read, checked whole, filled.

The file is one table: code, sentence, placeholders. Several paragraphs in a sentence's cell are wordings that take
turns. A placeholder is ``{ten}``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from xlpy.basics.errors import reason_vn
from xlpy.basics.home import TEMPLATES
from xlpy.outputs.report.content import Plain, Run, Runs, Term, capital
from xlpy.outputs.report.wording_keys import CHOICES, LIMITS, PLACES
from xlpy.outputs.word.characters import printable
from xlpy.outputs.word.template import TemplateError, hint

TEMPLATE = TEMPLATES / "cau-mau-bao-cao.docx"
_PLACE = re.compile(r"\{\s*(\w*)\s*\}")


class PatternError(TemplateError):
    """The patterns can't be used: no file, no table, a pattern missing, or a placeholder that nobody fills."""


@dataclass(frozen=True)
class Patterns:
    """The checked patterns; each entry holds one or more wordings that take turns."""

    wordings: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, Decimal]

    def limit(self, key: str) -> Decimal:
        """The threshold of that name in the rows ``nguong``."""
        return self.limits[f"nguong.{key}"]

    def most(self, key: str) -> int:
        """A threshold that is a number of things."""
        return int(self.limit(key))

    def fill(self, key: str, turn: int = 0, /, **values: Runs | str) -> Runs:
        """The wording of that turn with its placeholders filled; strings count as catalogue terms."""
        variants = self.wordings[key]
        runs: list[Run] = []
        pieces = _PLACE.split(variants[turn % len(variants)])
        for place, piece in enumerate(pieces):
            if place % 2:
                value = values[piece]
                runs += (Term(value),) if isinstance(value, str) else value
            elif piece:
                runs.append(Plain(piece))
        return tuple(run for run in runs if run.text)

    def sentence(self, key: str, turn: int = 0, /, **values: Runs | str) -> Runs:
        """As `fill`, beginning with a capital letter."""
        return capital(self.fill(key, turn, **values))


def load_patterns(path: Path = TEMPLATE) -> Patterns:
    """Read and check the patterns.

    Raises PatternError naming the file, the row and what is wrong with it.
    """
    rows: dict[str, tuple[str, ...]] = {}
    for code, lines in _rows(path):
        if code in rows:
            raise PatternError(f"Tệp mẫu {path.name}: mã {code} có hai dòng.")
        rows[code] = lines
    for code in rows:
        if code not in PLACES and code not in CHOICES and code not in LIMITS:
            raise PatternError(f"Tệp mẫu {path.name}: không có mã {code}{hint(code, [*PLACES, *CHOICES, *LIMITS])}.")
    for code in (*PLACES, *LIMITS):
        if not rows.get(code):
            raise PatternError(f"Tệp mẫu {path.name}: thiếu câu mẫu {code}.")
    wordings = {code: rows[code] for code in PLACES}
    for code, variants in wordings.items():
        for one in variants:
            _check(path.name, code, one)
    lists = {code: _codes(rows.get(code, ())) for code in CHOICES}
    return Patterns(wordings, lists, {code: _number(path.name, code, rows[code][0]) for code in LIMITS})


def _rows(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Code and wordings of each row of the file's tables, header rows left out."""
    from docx import Document  # noqa: PLC0415  (brings lxml: only where a report is written)
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415

    try:
        document = Document(io.BytesIO(path.read_bytes()))
    except OSError as fault:
        raise PatternError(
            f"Không mở được tệp mẫu {path.name} trong thư mục {path.parent.name}: {reason_vn(fault)}."
        ) from fault
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as fault:
        raise PatternError(f"Tệp mẫu {path.name} bị hỏng hoặc không phải tệp Word (.docx).") from fault
    found = False
    for table in document.tables:
        for row in table.rows:
            cells = [printable(cell.text).strip() for cell in row.cells]
            if len(cells) < 2 or "." not in cells[0] or " " in cells[0]:
                continue
            found = True
            yield cells[0], tuple(line.strip() for line in cells[1].splitlines() if line.strip())
    if not found:
        raise PatternError(f"Tệp mẫu {path.name}: không có bảng câu mẫu (cột mã, cột câu mẫu).")


def _number(file: str, code: str, text: str) -> Decimal:
    """A threshold, written the Vietnamese way."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise PatternError(f"Tệp mẫu {file}, ngưỡng {code}: “{text}” không phải là số; ví dụ đúng: 0,5.")
    return value


def _codes(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for line in lines for code in re.split(r"[\s,;]+", line) if code)


def _check(file: str, code: str, wording: str) -> None:
    """Refuse placeholders that are not the code's own, braces that do not pair, figures written by hand."""
    where = f"Tệp mẫu {file}, câu mẫu {code}"
    allowed = PLACES[code].split()
    for name in _PLACE.findall(wording):
        if name not in allowed:
            known = hint(name, allowed) or "; câu này không có chỗ điền"
            raise PatternError(f"{where}: không có chỗ điền {{{name}}}{known}.")
    rest = _PLACE.sub("", wording)
    if re.search(r"[{}]", rest):
        raise PatternError(f"{where}: dấu ngoặc nhọn không đủ cặp.")
    if re.search(r"\d", rest):
        raise PatternError(f"{where}: không ghi sẵn con số trong câu mẫu; mọi con số của báo cáo lấy từ bản tổng hợp.")
