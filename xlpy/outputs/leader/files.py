"""An edition -> the leader's page (.docx) and slides (.pptx), by templates and settings that staff edit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

from xlpy.basics.home import TEMPLATES
from xlpy.model.edition import Edition
from xlpy.outputs.file_names import period_file_name
from xlpy.outputs.leader.content import leader
from xlpy.outputs.leader.settings import FILE, load_leader_settings
from xlpy.outputs.leader.slides import slides
from xlpy.outputs.leader.values import common_values, heat_rows, heat_table
from xlpy.outputs.word.template import render

PAGE, SLIDES = TEMPLATES / "trang-lanh-dao.docx", TEMPLATES / "trinh-chieu-lanh-dao.pptx"
REQUIRED = ("tong_quan", "so_lieu", "kho_khan", "kien_nghi", "bang_nhiet", "chu_giai")
"""Placeholders without which the page would leave something out."""


def leader_files(
    edition: Edition, page: Path = PAGE, deck: Path = SLIDES, settings: Path = FILE
) -> Mapping[str, bytes]:
    """Both by file name. The same edition, templates and settings give the same bytes.

    Raises TemplateError, LeaderSettingsError for what is wrong with the files that staff edit.
    """
    made = leader(edition, load_leader_settings(settings))
    values = common_values(made)
    written = datetime.combine(edition.period.deadline_office, time())
    catalogue, period = edition.catalogue, edition.period
    filled = render(page, {**values, "bang_nhiet": heat_table(made)}, required=REQUIRED, written=written)
    return {
        period_file_name("Trang-lanh-dao", catalogue, period, ".docx"): filled,
        period_file_name("Trinh-chieu-lanh-dao", catalogue, period, ".pptx"): slides(
            deck, {**values, "bang_nhiet": heat_rows(made)}, written
        ),
    }
