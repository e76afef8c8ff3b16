"""The guides say what the product does: every command, button, sheet, table, file and picture, under its own name."""

from __future__ import annotations

import argparse
import posixpath
import re
import tomllib
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import buttons
from docs.make_pictures import PICTURES_OF, TOOLBAR
from samples.make_samples import INBOX
from tests.shipped import exists
from tests.tools import ROOT
from workbook.src.conf import SHEET as CONF
from workbook.src.ribbon import RIBBON
from xlpy.app import cli
from xlpy.app.commands.parser import parser
from xlpy.app.desk import BUTTONS
from xlpy.app.extension import FILE_NAME, build, groups_of
from xlpy.app.selftest import PLACES
from xlpy.app.selftest.run import checks
from xlpy.app.setup_checks import SUPPORT_FILE
from xlpy.book.words import load_book_words
from xlpy.consolidation.headline import numbers_of
from xlpy.model.edition import PROVINCE
from xlpy.outputs.feedback.letter import letters
from xlpy.outputs.feedback.settings import load_settings
from xlpy.outputs.feedback.slip import slips
from xlpy.outputs.marked import marked_files
from xlpy.outputs.publish.unit_sheet import ACTUAL_SHEET

DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
GUIDE, README, FIRST_TRIAL = DOCS / "huong-dan.md", ROOT / "README.md", DOCS / "thu-tren-excel.md"
COMMANDS = DOCS / "commands.md"
GROUPS = groups_of(RIBBON.read_bytes())
LABELS = {button.id: button.label for group in GROUPS for button in group.buttons}
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
WIDEST, HEAVIEST = 1100, 150 * 1024
SHORT_WORDS = {"mười hai": 12, "mười ba": 13, "mười bốn": 14, "mười lăm": 15, "mười sáu": 16, "mười bảy": 17, "năm": 5}


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def plain(page: Path) -> str:
    """Text whose line ends are only spaces."""
    return " ".join(text(page).split())


def links(page: Path, mark: str) -> list[Path]:
    return [page.parent / target for kind, target in LINK.findall(text(page)) if kind == mark and "://" not in target]


def subparsers() -> Mapping[str, argparse.ArgumentParser]:
    """The parser of each command by its name."""
    found = [action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0])


def commands() -> list[str]:
    return list(subparsers())


@pytest.mark.parametrize("command", commands())
def test_every_command_is_on_the_page_of_commands(command):
    assert re.search(rf"\bpython run\.py {command}\b", text(COMMANDS))


def test_every_command_that_the_documents_give_exists():
    known = {*commands(), "setup", "wheels", "kit", "test"}
    given = {found for page in PAGES for found in re.findall(r"python3?(?:\.exe)? run\.py ([a-z-]+)", text(page))}
    assert given <= known


@pytest.mark.parametrize("page", ["huong-dan", "thu-tren-excel", "sua-mau", "danh-muc", "libreoffice"])
def test_no_page_for_the_office_counts_on_windows_knowing_where_python_is(page):
    """On many PCs the word ``python`` alone opens a shop, or nothing: set-up finds its Python by other ways."""
    commands = re.findall(r"[^\s`]*python[\w.]* (?:run\.py|-m) [^\s`]+", text(DOCS / f"{page}.md"))
    ours = {r".venv\Scripts\python.exe", r"python\python.exe", ".venv/bin/python"}
    known_to_readers_of_the_readme = {"python run.py …", "python3 run.py setup"}
    assert {one for one in commands if one.split()[0] not in ours} <= known_to_readers_of_the_readme


def test_every_option_that_the_page_of_commands_names_is_one_of_some_command():
    known = {option for name in commands() for option in _options(name)} | {"--catalogue"}
    assert set(re.findall(r"--[a-z][a-z-]+", text(COMMANDS))) <= known


def _options(command: str) -> list[str]:
    return _options_of(subparsers()[command])


def _options_of(parser: ArgumentParser) -> list[str]:
    """Its own and those of what stands below it."""
    below = [
        each for action in parser._actions if isinstance(action, _SubParsersAction) for each in action.choices.values()
    ]
    own = [option for action in parser._actions for option in action.option_strings]
    return [*own, *(option for each in below for option in _options_of(each))]


@pytest.mark.parametrize("page", [GUIDE, COMMANDS], ids=["guide", "commands"])
def test_the_table_of_buttons_is_the_ribbon(page):
    rows = re.findall(r"^\|(?: ?)(.*)$", text(page), re.MULTILINE)
    found = [label for row in rows for label in re.findall(r"\*\*([^*]+)\*\*", row) if label in LABELS.values()]
    assert list(dict.fromkeys(found)) == list(LABELS.values())


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.label)
@pytest.mark.parametrize("page", [GUIDE, COMMANDS], ids=["guide", "commands"])
def test_every_group_of_buttons_is_named(page, group):
    assert re.search(rf"^\| {group.label} \|", text(page), re.MULTILINE)


def test_the_page_of_commands_gives_the_name_of_each_button():
    given = re.findall(r"\*\*([^*]+)\*\* `([a-z_]+)`", text(COMMANDS))
    assert given == [(LABELS[name], name) for name in BUTTONS]


def test_the_page_of_commands_has_each_button_in_its_group():
    shown = {
        group: re.findall(r"`([a-z_]+)`", rest)
        for group, rest in re.findall(r"^\| ([^|]+) \| (\*\*.*)$", text(COMMANDS), re.MULTILINE)
    }
    assert shown == {group.label: [button.id for button in group.buttons] for group in GROUPS}


def test_what_is_to_be_pressed_is_a_button():
    """“Bấm **X**” names a button of the ribbon, or one of Windows, Excel or LibreOffice in their own words."""
    others = {"Enable Content", "Enable Editing", "Lưu"}
    pages = [GUIDE, FIRST_TRIAL, DOCS / "sua-mau.md", DOCS / "libreoffice.md", DOCS / "danh-muc.md"]
    pressed = {name for page in pages for name in re.findall(r"[Bb]ấm \*\*([^*]+)\*\*", plain(page))}
    assert pressed - others <= set(LABELS.values())


def test_the_first_trial_expects_as_many_checks_as_there_are():
    count = len(checks(PLACES))
    assert f"“Kiểm tra cài đặt đạt: {count}/{count} mục”" in text(FIRST_TRIAL)


def test_the_first_trial_presses_every_button():
    assert all(f"**{label}**" in text(FIRST_TRIAL) for label in LABELS.values())


def sheets() -> list[str]:
    words = load_book_words()
    own = [words.sheet(key) for key in ("check", "panel", "guide", "trace", "journal", "self_test", "faults")]
    return [*own, *_printed(), ACTUAL_SHEET]


def _printed() -> list[str]:
    words = tomllib.loads((ROOT / "templates" / "so-tong-hop.toml").read_text(encoding="utf-8"))
    return list(words["empty"])


@pytest.mark.parametrize("sheet", sorted(set(sheets())))
def test_every_sheet_is_explained_in_the_guide(sheet):
    assert sheet != CONF
    assert sheet in text(GUIDE)


def test_forms_go_out_by_the_office_s_own_channels():
    for page in (GUIDE, ROOT / "templates" / "so-tong-hop.toml"):
        assert "qua hệ thống văn bản điều hành hoặc thư điện tử công vụ." in plain(page)
        assert "hoặc Zalo" not in plain(page)


def test_the_guide_counts_buttons_and_sheets_of_the_catalogue_right():
    words = load_book_words()
    assert f"{_word(len(LABELS))} nút" in plain(GUIDE)
    assert f"({_word(len(words.catalogue))} trang)" in plain(GUIDE)


def _word(number: int) -> str:
    return next(word for word, value in SHORT_WORDS.items() if value == number)


def test_the_command_for_libreoffice_writes_what_the_page_says(tmp_path):
    command = re.search(r"python run\.py (toolbar) --out workbook", text(DOCS / "libreoffice.md"))
    assert command is not None
    assert cli.main([command[1], "--out", str(tmp_path)]) == 0
    assert (tmp_path / FILE_NAME).read_bytes() == build(RIBBON.read_bytes())
    assert (tmp_path / "Plan167.xlsx").is_file()


@pytest.mark.parametrize("name", list(load_book_words().catalogue))
def test_the_catalogue_s_document_gives_each_column_by_both_names(name):
    own, page = load_book_words().catalogue[name], plain(DOCS / "danh-muc.md")
    columns = ", ".join(f"{shown} (`{field}`)" for field, shown in own.columns.items())
    assert f"trang **{own.sheet}**; cột {columns}." in page
    for field, values in own.values.items():
        shown = ", ".join(f"{shown} (`{stored}`)" for stored, shown in values.items())
        assert f"{own.columns[field]}: {shown}." in page


def test_every_sheet_of_the_catalogue_that_is_named_exists():
    known = {own.sheet for own in load_book_words().catalogue.values()}
    named = {name for page in PAGES for name in re.findall(r"\*\*(DM [^*…]+)\*\*", plain(page))}
    assert named <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    leads = (target for mark in ("", "!") for target in links(page, mark))
    assert [target for target in leads if not exists(posixpath.relpath(target.as_posix(), ROOT.as_posix()))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_to_a_decision_says_its_number(page):
    assert [found for found in re.findall(r"\[(\d{4})\]\((?:\S*/)?(\d{4})-", text(page)) if found[0] != found[1]] == []


def test_the_english_pages_count_the_buttons_right():
    number = {15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen"}[len(LABELS)]
    for page in (README, DOCS / "architecture.md"):
        assert set(re.findall(r"(\w+teen) buttons", text(page))) == {number}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_of_the_project_that_is_named_exists(page):
    where = r"(?:xlpy|workbook|templates|docs|samples|benchmarks|tests|requirements)"
    named = {name.rstrip("/.") for name in re.findall(rf"`({where}[/\\][\w./\\-]+)`", text(page))}
    names = ("bieu-mau", "Plan167.db", "Plan167.log", "Plan167.xlsx", SUPPORT_FILE)
    made = {f"workbook/{name}" for name in names}
    assert [n for n in sorted(n.replace("\\", "/") for n in named) if n not in made and not exists(n)] == []


def test_every_guide_can_be_reached_from_the_readme():
    seen, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        seen.add(page.resolve())
        waiting += [p for p in links(page, "") if p.suffix == ".md" and p.resolve() not in seen]
    assert [page.name for page in PAGES if page.resolve() not in seen] == []


def test_the_readme_shows_the_workbook_and_its_two_commands_on_its_first_screen():
    head = text(README).split("## Where to read on")[0]
    assert [target.name for target in links(README, "!")] == ["dieu-khien.png"]
    assert re.findall(r"^    python run\.py (\w+)", head, re.MULTILINE) == ["demo", "test"]
    assert text(README).count("\n") < 60


def test_every_template_is_in_the_document_about_templates():
    files = [f.name for f in (ROOT / "templates").iterdir() if f.suffix in (".docx", ".toml")]
    assert [name for name in sorted(files) if f"templates/{name}" not in text(DOCS / "sua-mau.md")] == []


def test_every_picture_is_shown_in_one_guide_and_can_be_drawn_anew():
    shown = sorted(target.name for page in PAGES if page != README for target in links(page, "!"))
    assert shown == sorted(f.name for f in (DOCS / "hinh").iterdir())
    assert shown == sorted(f"{name}.png" for name in [*PICTURES_OF, TOOLBAR])


@pytest.mark.parametrize("picture", sorted((DOCS / "hinh").iterdir()), ids=lambda picture: picture.name)
def test_a_picture_is_small_enough_for_a_page(picture):
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") <= WIDEST
    assert len(data) <= HEAVIEST


def test_every_library_is_explained():
    wanted = {
        line.partition(";")[0].strip().lower()
        for name in ("app.in", "cluster.in", "test.in", "dev.in")
        for line in text(ROOT / "requirements" / name).splitlines()
        if line.strip() and not line.startswith(("#", "-"))
    }
    table = re.findall(r"^\| ([^|]+) \|", text(DOCS / "dependencies.md"), re.MULTILINE)
    explained = {name.strip().lower() for cell in table for name in cell.split(",")} - {"package"}
    assert explained == wanted


@pytest.mark.slow("round")
def test_the_first_trial_expects_the_figures_that_the_sample_gives(sample_edition):
    numbers, page = numbers_of(sample_edition), plain(FIRST_TRIAL)
    total = {(t.indicator, t.scope): t.value for t in sample_edition.totals}
    expected = (
        f"trả lời có {len(sample_edition.files)} tệp",
        f"{numbers.sent}/{numbers.reporting_units} đơn vị; {numbers.error_words}, {numbers.warnings} cảnh báo",
        f"{numbers.reporting_units} biểu mẫu",
        f"sổ đối chiếu lệch {numbers.balance}",
        f"N2.01 *Thực hiện* bằng {total['N2.01', PROVINCE]:,}*".replace(",", "."),
        f"{total['N3.13', 'mien_nui']} người",
        f"{len(slips(sample_edition))} phiếu, {len(marked_files(sample_edition, INBOX).files)} bản đánh dấu",
        f"{len(letters(sample_edition, date(2024, 7, 1), load_settings()))} công văn",
    )
    assert [words for words in expected if words not in page] == []


def test_modules_that_a_click_is_measured_with_are_there():
    assert [name for name in (*buttons.LOADED, buttons.OPEN) if find_spec(f"xlpy.{name}") is None] == []
