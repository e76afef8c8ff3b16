"""The folder received: what is in it, on what day each file came, and which places in it are left out."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import builders, tools
from tests.windows.limits import LINKS, not_under_wine
from xlpy.app.usecases import read_inbox
from xlpy.basics.progress import Silent
from xlpy.basics.system import leads_elsewhere
from xlpy.intake import folder as received
from xlpy.intake.folder import RECEIPTS, FolderError, open_inbox, place_around
from xlpy.intake.receive import receive_path
from xlpy.intake.register import REGISTERS
from xlpy.intake.unpacking import Arrival
from xlpy.intake.workers import Lost
from xlpy.model.submission import Came

pytest_plugins = ("tests.beyond",)
CAME = datetime(2024, 6, 24, 8, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files, one of them two folders deep."""
    (tmp_path / "email" / "20-6").mkdir(parents=True)
    for name in ("a.xlsx", "email/20-6/b.xlsx"):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (CAME.timestamp(), CAME.timestamp()))
    return tmp_path


def names(folder: Path, *without: Path) -> list[str]:
    return [arrival.name for arrival in open_inbox(folder, without).arrivals]


@pytest.mark.parametrize("typed", ["email/20-6/b.xlsx", "email\\20-6\\b.xlsx", " email/20-6/b.xlsx "])
def test_the_register_names_files_as_people_type_them(folder, typed):
    (folder / RECEIPTS).write_text(f"tep,ngay_nhan\n{typed},2024-06-20\n", encoding="utf-8")
    inbox = open_inbox(folder)
    assert inbox.came("email/20-6/b.xlsx", CAME) == Came(date(2024, 6, 20))
    assert inbox.came("a.xlsx", CAME) == Came(CAME.date(), CAME.time())


def test_a_registered_day_takes_the_time_of_the_file_if_that_is_of_the_same_day(folder):
    (folder / RECEIPTS).write_text("tep,ngay_nhan\na.xlsx,2024-06-24\n", encoding="utf-8")
    assert open_inbox(folder).came("a.xlsx", CAME) == Came(CAME.date(), CAME.time())


def test_what_lay_in_a_file_came_when_that_file_came(folder):
    (folder / RECEIPTS).write_text("tep,ngay_nhan,gio_nhan\na.xlsx,2024-06-20,9:15\n", encoding="utf-8")
    assert open_inbox(folder).came("a.xlsx › BC.xlsx", CAME) == Came(date(2024, 6, 20), time(9, 15))


@pytest.mark.parametrize("name", ["So-nhan.csv", "SO-NHAN.CSV"])
def test_the_register_is_no_file_received_however_its_name_is_cased(folder, name):
    (folder / name).write_text("tep,ngay_nhan\na.xlsx,2024-06-20\n", encoding="utf-8")
    assert names(folder) == ["a.xlsx", "email/20-6/b.xlsx"]
    assert open_inbox(folder).receipts == {"a.xlsx": Came(date(2024, 6, 20))}


def test_two_registers_are_one_too_many(folder):
    for name in REGISTERS:
        (folder / name).write_bytes(b"")
    with pytest.raises(FolderError, match="hai sổ nhận: “so-nhan"):
        open_inbox(folder)


@pytest.mark.parametrize("place", ["email", "email/20-6", "email/20-6/b.xlsx", "email/../email"])
def test_places_are_left_out_with_all_below_them(folder, place):
    assert names(folder, folder / place) == ["a.xlsx"]


@not_under_wine(LINKS)
def test_a_place_reached_through_a_link_is_left_out_too(folder, tmp_path_factory):
    link = tools.link_to_folder(tmp_path_factory.mktemp("khac") / "loi-tat", folder / "email")
    assert names(folder, link) == ["a.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes in folders and links without rights: POSIX only")
@pytest.mark.parametrize("kind", ["a link to a folder", "a link to nothing", "a pipe"])
def test_what_is_no_usual_file_is_received_and_told_not_passed_over(folder, tmp_path_factory, kind):
    strange = folder / "la"
    match kind:
        case "a link to a folder":
            strange.symlink_to(tmp_path_factory.mktemp("khac"), target_is_directory=True)
        case "a link to nothing":
            strange.symlink_to(folder / "khong-co")
        case "a pipe" if sys.platform != "win32":
            os.mkfifo(strange)
    assert names(folder) == ["a.xlsx", "email/20-6/b.xlsx", "la"]
    submission = receive_path(builders.context(), Arrival(strange, "la")).submission
    assert [finding.code for finding in submission.findings] == ["T112"]


def test_a_name_that_the_system_reaches_only_in_another_form_is_received(folder, monkeypatch):
    usual = Path.is_file

    def hidden(path: Path) -> bool:
        return path.name != "b.xlsx" and usual(path)

    monkeypatch.setattr(Path, "is_file", hidden)
    assert names(folder) == ["a.xlsx", "email/20-6/b.xlsx"]


@pytest.mark.parametrize("name", ["a.xlsx.", "a.xlsx ", "aux.xlsx", "nul .xlsx", "COM¹.xlsx", "email./20-6.xlsx"])
def test_a_name_that_windows_takes_for_another_one_is_read_itself(folder, is_extended, name):
    """Usual paths lead from ``a.xlsx.`` to ``a.xlsx``, so one file would be read twice and the other never."""
    place = received.reached(folder, name)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"another")
    found = {arrival.name: arrival.path for arrival in open_inbox(folder).arrivals}
    assert found.keys() == {"a.xlsx", "email/20-6/b.xlsx", name}
    assert [found[each].read_bytes() for each in ("a.xlsx", name)] == [b"x", b"another"]
    assert [each for each in found if is_extended(found[each])] == [name]


def test_a_usual_path_that_leads_to_another_file_is_not_taken(folder, is_extended, monkeypatch):
    monkeypatch.setattr(Path, "samefile", lambda path, other: path.name != "a.xlsx")
    found = {arrival.name: is_extended(arrival.path) for arrival in open_inbox(folder).arrivals}
    assert found == {"a.xlsx": True, "email/20-6/b.xlsx": False}


@pytest.mark.usefixtures("beyond")
def test_what_lies_where_we_write_is_left_out_however_long_its_path_is(folder):
    assert names(folder, folder / "email") == ["a.xlsx"]


@pytest.mark.usefixtures("beyond")
def test_a_place_of_ours_is_named_as_it_was_given(folder):
    assert place_around(folder / "email" / "20-6", [folder / "email"]) == folder / "email"


@pytest.mark.usefixtures("beyond")
def test_a_folder_that_can_not_be_listed_is_named_as_the_user_knows_it(folder, monkeypatch):
    usual = os.scandir

    def refusing(path: str | Path) -> Any:
        if Path(path).name == "20-6":
            raise PermissionError(13, "refused", str(path))
        return usual(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(FolderError) as told:
        names(folder)
    assert f"“{folder / 'email' / '20-6'}”" in str(told.value)


@pytest.mark.parametrize("name", ["$RECYCLE.BIN", "System Volume Information", "$Recycle.Bin", ".Trash-1000"])
def test_what_the_system_keeps_on_a_drive_was_sent_by_nobody(folder, name):
    for parent in (folder, folder / "email"):
        (parent / name).mkdir()
        (parent / name / "b.xlsx").write_bytes(b"x")
    assert names(folder) == ["a.xlsx", "email/20-6/b.xlsx"]


def test_a_folder_whose_name_only_begins_as_the_system_s_is_received(folder):
    (folder / "$RECYCLE.BIN cũ").mkdir()
    (folder / "$RECYCLE.BIN cũ" / "c.xlsx").write_bytes(b"x")
    assert names(folder) == ["$RECYCLE.BIN cũ/c.xlsx", "a.xlsx", "email/20-6/b.xlsx"]


def test_a_folder_that_leads_elsewhere_is_received_itself_and_not_gone_into(folder, monkeypatch):
    monkeypatch.setattr("xlpy.intake.folder.leads_elsewhere", lambda path: path.name == "20-6")
    assert names(folder) == ["a.xlsx", "email/20-6"]


@pytest.mark.skipif(sys.platform != "win32", reason="reparse tags: Windows only")
@pytest.mark.parametrize(
    ("tag", "elsewhere"),
    [(0xA000000C, True), (0xA0000003, True), (0x9000001A, False), (0, False)],
    ids=["symbolic link", "junction", "OneDrive", "none"],
)
def test_links_and_junctions_are_known_by_their_reparse_tags(monkeypatch, tag, elsewhere):
    """Tags of [MS-FSCC] 2.1.2.1: junctions are told since Python 3.12 only, and Wine makes none."""
    monkeypatch.setattr(os, "lstat", lambda _: SimpleNamespace(st_reparse_tag=tag))
    assert leads_elsewhere(Path("x")) is elsewhere


def test_one_name_that_can_not_be_looked_up_does_not_stop_the_others(folder, monkeypatch):
    usual = Path.resolve

    def refusing(path: Path, strict: bool = False) -> Path:
        if path.name == "b.xlsx":
            raise OSError(22, "more data is available")
        return usual(path, strict)

    monkeypatch.setattr(Path, "resolve", refusing)
    assert names(folder, folder / "khac") == ["a.xlsx", "email/20-6/b.xlsx"]


def test_a_place_whose_name_only_begins_alike_is_read(folder):
    assert names(folder, folder / "ema", folder / "a.xls") == ["a.xlsx", "email/20-6/b.xlsx"]


def test_a_folder_that_is_left_out_as_a_whole_is_no_folder_received(folder):
    with pytest.raises(FolderError, match="chỉ chứa tệp đơn vị gửi"):
        open_inbox(folder / "email", [folder])


def test_the_place_around_a_path_is_the_first_that_holds_it(folder):
    assert place_around(folder / "a.xlsx", [folder / "email", folder]) == folder.resolve()


def test_a_file_that_can_not_be_read_came_on_its_own_day(folder, monkeypatch):
    def held(_: Path) -> bytes:
        raise PermissionError(13, "held open")

    monkeypatch.setattr(Path, "read_bytes", held)
    submission = receive_path(builders.context(), Arrival(folder / "a.xlsx", "a.xlsx")).submission
    assert (submission.usable, submission.received.modified) == (False, CAME)


def test_a_file_that_killed_its_reader_came_on_its_own_day(folder, monkeypatch):
    monkeypatch.setattr("xlpy.app.usecases.run_all", lambda _, items, **__: [Lost("quá giờ") for _ in items])
    submissions = read_inbox(builders.context(), open_inbox(folder), Silent(), 1)
    assert [submission.received.modified for submission in submissions] == [CAME, CAME]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this system takes no such names")
def test_a_name_that_is_no_text_is_shown_as_such_and_its_file_found_again(folder: Path) -> None:
    Path(os.fsdecode(bytes(folder) + b"/latin\xff.xlsx")).write_bytes(b"first")
    Path(os.fsdecode(bytes(folder) + b"/latin\xfe.xlsx")).write_bytes(b"second")
    shown = [name for name in names(folder) if name.startswith("latin")]
    assert shown == ["latin\ufffd (2).xlsx", "latin\ufffd.xlsx"]
    assert {received.reached(folder, name).read_bytes() for name in shown} == {b"first", b"second"}
    assert all(name.encode() for name in names(folder))


def test_folders_too_deep_for_anybody_are_named_not_walked_to_the_end(folder: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(received, "DEEPEST", 1)
    with pytest.raises(FolderError, match=r"email” có hơn 1 lớp thư mục lồng nhau"):
        names(folder)
    monkeypatch.setattr(received, "DEEPEST", 2)
    assert names(folder) == ["a.xlsx", "email/20-6/b.xlsx"]


def test_a_folder_that_vanishes_while_it_is_listed_is_named(folder: Path, monkeypatch: Any) -> None:
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("20-6"):
            raise FileNotFoundError(2, "gone", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(FolderError, match=r"email/20-6|email.20-6.*không có tệp hoặc thư mục này"):
        names(folder)


def test_a_register_too_large_to_be_one_is_refused_before_it_is_read(folder: Path) -> None:
    with (folder / RECEIPTS).open("wb") as stream:
        stream.truncate(3 << 30)
    with pytest.raises(FolderError, match=r"so-nhan\.csv lớn hơn 5 MB"):
        open_inbox(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_register_that_is_a_pipe_is_named_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / RECEIPTS)  # type: ignore[attr-defined,unused-ignore]  # not on Windows
    with pytest.raises(FolderError, match=r"so-nhan\.csv: không phải tệp thường"):
        open_inbox(folder)


@pytest.mark.parametrize("change", ["grown", "a pipe"])
def test_a_file_that_changes_between_two_looks_is_named(folder: Path, monkeypatch: Any, change: str) -> None:
    arrival = open_inbox(folder).arrivals[0]
    if change == "grown":
        with arrival.path.open("wb") as stream:
            stream.truncate(200 << 20)
    elif hasattr(os, "mkfifo"):
        usual = arrival.path.stat()
        arrival.path.unlink()
        os.mkfifo(arrival.path)
        monkeypatch.setattr(type(arrival.path), "stat", lambda *_, **__: usual)
    else:
        pytest.skip("this system has no pipes among its files")
    found = receive_path(builders.context(), arrival).submission.findings[0]
    assert found.code == ("T106" if change == "grown" else "T112")
