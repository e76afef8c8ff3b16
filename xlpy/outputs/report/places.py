"""Where in the report a figure stands, by the numbers that a reader sees: ``I``, ``II.3.b``, ``III.2``, ``V.1``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlpy.outputs.report.content import Cited, FigureKind, Paragraph, Report, Runs, Style, text_of

PARTS: Mapping[str, str] = {
    "tom_tat": "Tóm tắt",
    "chi_dao": "I",
    "ket_qua": "II",
    "noi_bat": "III.1",
    "han_che": "III.2",
    "kho_khan": "III.3",
    "phuong_huong": "IV",
    "kien_nghi": "V",
}
"""Numbers of the report's parts in its frame (``templates/bao-cao-ubnd.docx``)."""
OPENING = 60
"""So many letters of a sentence's beginning are given where the figure's own clause does not say what is counted."""
_NUMBER = re.compile(r"^(\w+)[.)] ")
_SENTENCE = re.compile(r"\. ")
_CLAUSE = re.compile(r"[;:,] |\(")
_END = re.compile(r"[;:,.()]")


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of the text: the figure, where it stands, its clause there, and how that clause's sentence begins."""

    cited: Cited
    place: str
    clause: str
    opening: str = ""

    @property
    def words(self) -> str:
        """What a reader finds in the text: ``Rà soát mạng lưới … 06/13 đơn vị chủ trì hoàn thành``."""
        return f"{self.opening} … {self.clause}" if self.opening else self.clause


def counted(report: Report) -> Iterator[Counted]:
    """Every count of the text, in the order of reading."""
    for place, paragraph in placed(report):
        for number, run in enumerate(paragraph.runs):
            if isinstance(run, Cited) and run.kind is FigureKind.COUNT:
                before, after = text_of(paragraph.runs[:number]), text_of(paragraph.runs[number + 1 :])
                clause, opening = words_about(before, run.text, after)
                yield Counted(run, place, clause, opening)


def placed(report: Report) -> Iterator[tuple[str, Paragraph]]:
    """Paragraphs with their place."""
    for section in report.sections:
        part, heading, point = PARTS[section.key], "", ""
        for paragraph in section.paragraphs:
            if paragraph.style is Style.HEADING:
                heading, point = _number(paragraph.runs), ""
            elif paragraph.style is Style.SUBHEADING:
                point = _number(paragraph.runs)
            yield ".".join(word for word in (part, heading, point) if word), paragraph


def _number(runs: Runs) -> str:
    found = _NUMBER.match(text_of(runs))
    return found.group(1) if found else ""


def words_about(before: str, figure: str, after: str) -> tuple[str, str]:
    """The clause that holds a figure, and the beginning of its sentence where that is another clause."""
    before = _SENTENCE.split(before)[-1].removeprefix("- ")
    start = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
    end = _END.search(after)
    clause = f"{before[start:]}{figure}{after[: end.start() if end else len(after)]}".strip()
    return clause, shortened(before[:start])


def shortened(text: str) -> str:
    """The beginning of a text by whole words, up to its first bracket, colon or semicolon."""
    first = re.split(r" ?[(;:]", text, maxsplit=1)[0].strip(" ,")
    return first if len(first) <= OPENING else first[:OPENING].rpartition(" ")[0].rstrip(",")
