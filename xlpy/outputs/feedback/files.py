"""Slips and letters as Word files: ``edition -> file name -> bytes``, ready to be written all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path

from docx.document import Document

from xlpy.basics.home import TEMPLATES
from xlpy.basics.progress import Progress, Silent, go_on
from xlpy.basics.text import ascii_slug
from xlpy.model.catalogue import Catalogue, Period, Unit
from xlpy.model.edition import Edition
from xlpy.model.submission import Submission
from xlpy.outputs.feedback.issue_letter import issue_letter_name, issue_values
from xlpy.outputs.feedback.issue_template import issue_template
from xlpy.outputs.feedback.letter import letters
from xlpy.outputs.feedback.letter_template import letter_template
from xlpy.outputs.feedback.settings import Settings, load_settings
from xlpy.outputs.feedback.slip import History, slips
from xlpy.outputs.feedback.slip_template import slip_template
from xlpy.outputs.feedback.values import letter_values, slip_values
from xlpy.outputs.word.template import render

SLIP, LETTER = TEMPLATES / "phieu-phan-hoi.docx", TEMPLATES / "cong-van-don-doc.docx"
ISSUE = TEMPLATES / "cong-van-phat-hanh.docx"
FIRST_WORDINGS: Mapping[Path, Callable[[], Document]] = {
    SLIP: slip_template,
    LETTER: letter_template,
    ISSUE: issue_template,
}
"""The templates as shipped, before staff edit them."""


def slip_files(
    edition: Edition,
    today: date,
    submissions: Iterable[Submission] = (),
    history: History | None = None,
    *,
    in_copy: Container[str] | None = None,
    template: Path = SLIP,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Mapping[str, bytes]:
    """A slip for each reporting unit of which a file came: ``Phieu-phan-hoi_CN_522_Thanh-pho-Quang-Ngai.docx``.

    ``submissions`` and ``history`` let a slip tell what changed since the unit's sending before: see `slips`.
    ``in_copy`` are the codes of the units that may work in their marked copy; None stands for all.
    Raises TemplateError, SettingsError for what is wrong with the files that staff edit; Stopped.
    """
    settings = settings or load_settings()
    progress = progress or Silent()
    made = slips(edition, submissions, history)
    files: dict[str, bytes] = {}
    for number, slip in enumerate(made, 1):
        go_on(progress)
        values = slip_values(edition, slip, settings, today, in_copy=in_copy is None or slip.unit.code in in_copy)
        files[file_name("Phieu-phan-hoi", edition.period, slip.unit)] = render(template, values, written=_moment(today))
        progress.step("Lập phiếu phản hồi", number, len(made))
    return files


def reminder_files(
    edition: Edition,
    today: date,
    *,
    template: Path = LETTER,
    settings: Settings | None = None,
    reminded: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Mapping[str, bytes]:
    """A letter for each reporting unit that has not sent or sent nothing usable; none where all is well.

    ``reminded`` has by unit's code the reminder before this one, number and day, which the letter quotes.
    Raises TemplateError, SettingsError for what is wrong with the files that staff edit; Stopped.
    """
    settings = settings or load_settings()
    progress = progress or Silent()
    made = letters(edition, today, settings)
    files: dict[str, bytes] = {}
    for number, letter in enumerate(made, 1):
        go_on(progress)
        values = letter_values(edition, letter, settings, today, (reminded or {}).get(letter.unit.code, ""))
        name = file_name("Cong-van-don-doc", edition.period, letter.unit)
        files[name] = render(template, values, written=_moment(today))
        progress.step("Lập công văn đôn đốc", number, len(made))
    return files


def issue_letter_file(
    catalogue: Catalogue,
    period: Period,
    today: date,
    number: str = "",
    day: date | None = None,
    *,
    template: Path = ISSUE,
    settings: Settings | None = None,
) -> Mapping[str, bytes]:
    """The letter that goes out with a period's forms; number and day stay blank for the registry where not given.

    Raises TemplateError, SettingsError for what is wrong with the files that staff edit.
    """
    values = issue_values(catalogue, period, settings or load_settings(), today, number, day)
    return {issue_letter_name(catalogue, period): render(template, values, written=_moment(today))}


def file_name(kind: str, period: Period, unit: Unit) -> str:
    """Plain ASCII, so that it survives mail, Zalo and every disk."""
    return f"{kind}_{period.code}_{unit.code}_{ascii_slug(unit.name)}.docx"


def _moment(today: date) -> datetime:
    """What stands in a file's properties: the day asked for, never the clock."""
    return datetime.combine(today, time())
