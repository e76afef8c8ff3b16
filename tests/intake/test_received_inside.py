"""Forms that come in a mail or an archive: read, named, dated and told as those that lie in the folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from samples import make_samples
from tests.builders import ARRIVED, context, form, mail, received, zipped
from tests.message_cases import FILE, UNIT, complete, encrypted, sound
from xlpy.app.usecases import Round, edition_of, open_period, read_folder, read_inbox
from xlpy.basics.progress import Silent
from xlpy.intake import container, rounds
from xlpy.intake.folder import RECEIPTS, open_inbox
from xlpy.intake.receive import receive
from xlpy.model.submission import Column, Disposition, FileCells, Submission
from xlpy.outputs.marked import marked_files
from xlpy.outputs.messages import sentence
from xlpy.outputs.trace import trace
from xlpy.outputs.trace.text import trace_text

pytestmark = pytest.mark.slow("form")

CAME = "Thu, 06 Jun 2024 09:15:00 +0700"


@cache
def faulty() -> bytes:
    """A form with a blank, a wrong word and a figure as text, so that there is something to tell of it."""
    fill = {**complete(), ("indicators", "N8.11", "actual"): "570 máy", ("activities", "N8.A4", "status"): "xong hết"}
    return form(UNIT, fill)


def forwarded(inner: bytes, **headers: str) -> bytes:
    """A mail to which another mail is attached."""
    message = EmailMessage()
    message["from"], message["date"] = "gd@sgd.vn", CAME
    for name, value in headers.items():
        message[name] = value
    message.set_content("Chuyển tiếp.")
    message.add_attachment(message_from_bytes(inner), filename="thu goc.eml")
    return message.as_bytes()


WAYS: Mapping[str, tuple[Callable[[bytes], Mapping[str, bytes]], str]] = {
    "zip": (lambda data: {"a.zip": zipped({"Ba Tơ/BC.xlsx": data})}, "a.zip › Ba Tơ/BC.xlsx"),
    "mail": (lambda data: {"thu.eml": mail(("BC.xlsx", data))}, "thu.eml › BC.xlsx"),
    "zip in a mail": (
        lambda data: {"x/thu.eml": mail(("hs.zip", zipped({"BC.xlsx": data})))},
        "x/thu.eml › hs.zip › BC.xlsx",
    ),
    "mail in a mail": (
        lambda data: {"thu.eml": forwarded(mail(("BC.xlsx", data)))},
        "thu.eml › thu goc.eml › BC.xlsx",
    ),
    "mail in a zip": (
        lambda data: {"a.zip": zipped({"thu.eml": mail(("BC.xlsx", data))})},
        "a.zip › thu.eml › BC.xlsx",
    ),
    "zip in a zip": (lambda data: {"a.zip": zipped({"b.zip": zipped({"BC.xlsx": data})})}, "a.zip › b.zip › BC.xlsx"),
}


def said(submission: Submission) -> dict[str, Any]:
    """All that a submission says, but for the name of its file and how it came."""
    plain = asdict(submission)
    for key in ("file", "modified", "inside"):
        del plain["received"][key]

    def unnamed(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace(submission.received.file, "•")
        if isinstance(value, dict):
            return {key: unnamed(each) for key, each in value.items()}
        return type(value)(map(unnamed, value)) if isinstance(value, list) else value

    return {key: unnamed(_plain(value)) for key, value in plain.items()}


def _plain(value: Any) -> Any:
    """Named tuples as lists: their file is a field like any other."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple | list | FileCells) else value


def codes(submissions: list[Submission]) -> dict[str, list[str]]:
    return {s.received.file: [finding.code for finding in s.findings] for s in submissions}


def one(submissions: list[Submission], file: str) -> Submission:
    return next(s for s in submissions if s.received.file == file)


# --- The same form, the same result -----------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_a_form_says_the_same_wherever_it_came_in(way: str) -> None:
    pack, name = WAYS[way]
    free = receive(context(), faulty(), "BC.xlsx", ARRIVED)
    assert free.findings != ()
    assert said(one(received(pack(faulty())), name)) == said(free)


@pytest.mark.parametrize("way", WAYS)
def test_every_container_is_received_and_told_too(way: str) -> None:
    pack, name = WAYS[way]
    found = codes(received(pack(faulty())))
    steps = name.split(" › ")
    around = [" › ".join(steps[:depth]) for depth in range(1, len(steps))]
    assert [found[file] for file in around] == [["T117"]] * len(around)
    assert set(found) == {*around, name}


@pytest.mark.parametrize("way", WAYS)
def test_of_a_mail_alone_its_words_are_said_to_be_unread(way: str) -> None:
    told = [(s.received.file, f) for s in received(WAYS[way][0](faulty())) for f in s.findings if f.code == "T117"]
    spoken = {file: "lời thư" in sentence(context().catalogue, finding) for file, finding in told}
    assert spoken and spoken == {file: file.endswith(".eml") for file in spoken}


def test_two_attachments_of_one_name_are_told_apart() -> None:
    other = form(UNIT, {**complete(), ("indicators", "N8.11", "actual"): Decimal(571)})
    found = received({"thu.eml": mail(("BC.xlsx", sound()[FILE]), ("BC.xlsx", other))})
    assert [s.received.file for s in found] == ["thu.eml", "thu.eml › BC (2).xlsx", "thu.eml › BC.xlsx"]
    assert len({s.received.sha256 for s in found}) == 3


def test_a_file_called_as_an_attachment_is_told_apart_from_it() -> None:
    found = received({"thu.eml": mail(("BC.xlsx", sound()[FILE])), "thu.eml › BC.xlsx": faulty()})
    assert [s.received.file for s in found] == ["thu.eml", "thu.eml › BC (2).xlsx", "thu.eml › BC.xlsx"]
    assert len({s.received.sha256 for s in found}) == 3


# --- When it came ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "day"),
    [
        ({"date": CAME}, datetime(2024, 6, 6, 9, 15)),
        ({"date": "Thu, 06 Jun 2024 20:00:00 -0000"}, datetime(2024, 6, 7, 3)),
        ({"received": f"from a by b; {CAME}", "date": "Mon, 03 Jun 2024 08:00:00 +0700"}, datetime(2024, 6, 6, 9, 15)),
        ({"date": "hôm qua"}, ARRIVED),
        ({"date": "Thu, 06 Jun 2047 09:15:00 +0700"}, ARRIVED),
        ({"date": "Thu, 06 Jun 1980 09:15:00 +0700"}, ARRIVED),
        ({}, ARRIVED),
    ],
)
def test_a_form_in_a_mail_came_when_the_mail_did(headers: dict[str, str], day: datetime) -> None:
    """The server's stamp, else the sender's clock; a date that can't be is no date, and the file's own time counts."""
    found = received({"thu.eml": mail(("BC.xlsx", sound()[FILE]), **headers)})
    assert [s.received.modified for s in found] == [day, day]


def test_a_form_in_a_forwarded_mail_came_when_the_outer_one_did() -> None:
    inner = mail(("BC.xlsx", sound()[FILE]), date="Mon, 03 Jun 2024 08:00:00 +0700")
    found = received({"thu.eml": forwarded(inner)})
    assert {s.received.modified for s in found} == {datetime(2024, 6, 6, 9, 15)}


def test_the_register_names_a_mail_or_what_came_in_it(tmp_path: Path) -> None:
    lines = "tep,ngay_nhan\nthu.eml,2024-06-20\nthu.eml › B.xlsx,2024-06-21\n"
    (tmp_path / RECEIPTS).write_text(lines, encoding="utf-8")
    (tmp_path / "thu.eml").write_bytes(b"")
    inbox = open_inbox(tmp_path)
    days = [inbox.came(name, ARRIVED).day for name in ("thu.eml › A.xlsx", "thu.eml › B.xlsx", "thư.eml › A.xlsx")]
    assert days == [date(2024, 6, 20), date(2024, 6, 21), ARRIVED.date()]


# --- What can't be taken out ------------------------------------------------------------------------------------


def nested(depth: int) -> bytes:
    data = sound()[FILE]
    for level in range(depth):
        data = zipped({"BC.xlsx" if level == 0 else "trong.zip": data})
    return data


LIES = zipped({"BC.xlsx": b"x" * 500})
REFUSED: Mapping[str, tuple[Callable[[], Mapping[str, bytes]], str, str]] = {
    "an entry with a password": (
        lambda: {"a.zip": encrypted(zipped({"BC.xlsx": b"x"}))},
        "a.zip › BC.xlsx",
        "có đặt mật khẩu",
    ),
    "a bomb": (lambda: {"a.zip": zipped({"BC.xlsx": bytes(30 << 20)})}, "a.zip › BC.xlsx", "được nén"),
    "an entry too large": (
        lambda: {"a.zip": zipped({"BC.xlsx": bytes(41 << 20)})},
        "a.zip › BC.xlsx",
        "bung ra 41 MB, quá mức 40 MB",
    ),
    "damaged content": (
        lambda: {"a.zip": LIES[:40] + b"\xff\xff" + LIES[42:]},
        "a.zip › BC.xlsx",
        "sai lệch so với lúc nén",
    ),
    "a truncated archive": (lambda: {"a.zip": zipped({"BC.xlsx": b"x" * 99})[:60]}, "a.zip", "bị cắt ngắn"),
    "too deep": (lambda: {"a.zip": nested(6)}, "a.zip" + " › trong.zip" * 4 + " › trong.zip", "quá 4 lớp"),
    "a whole mailbox": (
        lambda: {"hop thu.eml": b"From a@b\nSubject: 1\nFrom: a\n\nx\n\nFrom a@b\nSubject: 2\nFrom: a\n\nx\n"},
        "hop thu.eml",
        "là cả hộp thư",
    ),
    "a mail in thousands of parts": (
        lambda: {"thu.eml": b'From: a\nContent-Type: multipart/mixed; boundary="b"\n' + b"\n--b" * 6000},
        "thu.eml",
        "quá nhiều phần",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_not_be_taken_out_is_one_finding_that_says_why(what: str) -> None:
    files, name, reason = REFUSED[what]
    finding = one(received(files()), name).findings
    assert [f.code for f in finding] == ["T119"]
    assert reason in sentence(context().catalogue, finding[0])


def test_a_refused_entry_does_not_keep_the_others_back() -> None:
    found = received({"a.zip": zipped({"khoa.zip": encrypted(zipped({"B.xlsx": b"x"})), **sound()})})
    assert codes(found)["a.zip › khoa.zip › B.xlsx"] == ["T119"]
    assert one(found, f"a.zip › {FILE}").usable


def test_an_archive_of_too_many_files_is_refused_whole_and_the_others_are_read() -> None:
    many = zipped({f"{number}.txt": b"" for number in range(container.MAX_ENTRIES + 1)})
    found = codes(received({"a.zip": many, **sound()}))
    assert found == {"a.zip": ["T119"], FILE: []}


def test_the_bounds_hold_for_all_levels_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "MAX_ENTRIES", 4)
    inner = zipped({"1.txt": b"a", "2.txt": b"b"})
    found = codes(received({"a.zip": zipped({"x.zip": inner, "y.zip": inner}), "b.zip": inner}))
    assert [found[name] for name in ("a.zip", "a.zip › x.zip", "a.zip › y.zip", "b.zip")] == [
        ["T117"],
        ["T117"],
        ["T119"],
        ["T117"],
    ]


def test_the_bound_of_bytes_counts_what_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "MAX_BYTES", 1 << 20)
    found = received({"a.zip": zipped({"a.bin": bytes(600 << 10), "b.bin": bytes(600 << 10)})})
    assert codes(found) == {"a.zip": ["T119"]}
    assert found[0].findings[0].params["found"].startswith("bung ra 1 MB")


@pytest.mark.parametrize("name", ["../../BC.xlsx", "C:\\Users\\BC.xlsx", "/etc/BC.xlsx", "..\\BC.xlsx"])
def test_a_name_that_leads_outside_leads_nowhere(name: str, tmp_path: Path) -> None:
    found = received({"a.zip": zipped({name: sound()[FILE]})})
    assert one(found, found[-1].received.file).usable
    assert not [step for step in found[-1].received.file.split("/") if step in ("..", "") or ":" in step]


@pytest.mark.parametrize(
    ("data", "code"),
    [(mail(), "T103"), (zipped({"thu muc/": b""}), "T103"), (b"PK\5\6" + bytes(18), "T113")],
    ids=["a mail without attachment", "an archive of a folder", "an empty archive"],
)
def test_what_brings_nothing_is_an_error(data: bytes, code: str) -> None:
    name = "thu.eml" if data.startswith(b"from") else "a.zip"
    assert codes(received({name: data})) == {name: [code]}


def test_a_paper_beside_a_usable_form_is_information_and_by_itself_an_error() -> None:
    paper = ("ban ky.pdf", b"%PDF-1.7")
    together = {"1.eml": mail((FILE, sound()[FILE]), paper), "2.eml": mail(paper), "3.eml": mail((FILE, b"x"), paper)}
    found = codes(received(together))
    assert [found[f"{number}.eml › ban ky.pdf"] for number in (1, 2, 3)] == [["T118"], ["T103"], ["T103"]]


def test_what_programs_leave_in_an_archive_is_passed_over_with_a_note() -> None:
    left = {"__MACOSX/._BC.xlsx": b"x", "~$BC.xlsx": b"x", "Thumbs.db": b"x"}
    found = codes(received({"a.zip": zipped({**left, **sound()})}))
    assert {tuple(found[f"a.zip › {name}"]) for name in left} == {("T105",)}


@pytest.mark.parametrize("name", ["BC.xlsx", "BC.docx", "BC.ods"])
def test_a_document_is_no_archive_though_it_is_a_zip(name: str) -> None:
    data = sound()[FILE] if name == "BC.xlsx" else zipped({"mimetype": b"", "content.xml": b"", "word/x.xml": b""})
    assert [s.received.file for s in received({name: data})] == [name]


# --- On to the edition, the trace and what goes back --------------------------------------------------------------


def mailed_first() -> list[str]:
    """Three files of the sample by name; the first holds faults to be marked."""
    names = sorted(path.relative_to(make_samples.INBOX).as_posix() for path in make_samples.INBOX.rglob("*.xlsx"))
    return sorted(names, key=lambda name: "BA T" not in name)[:3]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """Three files of the sample, one of them in a mail, one in an archive."""
    folder = tmp_path_factory.mktemp("nhan")
    source = make_samples.INBOX
    names = mailed_first()
    data = {name: (source / name).read_bytes() for name in names}
    (folder / "thu.eml").write_bytes(mail(("BC.xlsx", data[names[0]]), date=CAME))
    (folder / "a.zip").write_bytes(zipped({"BC.xlsx": data[names[1]]}))
    for name in names[2:]:
        (folder / Path(name).name).write_bytes(data[name])
    for path in folder.iterdir():
        os.utime(path, (ARRIVED.timestamp(), ARRIVED.timestamp()))
    opened = open_period(make_samples.whole_year().context.catalogue, "CN", make_samples.whole_year().context.wording)
    return read_folder(opened, folder, workers=1)


def test_workers_read_what_came_inside_as_the_main_process_does(packed: Round) -> None:
    again = received({path.name: path.read_bytes() for path in packed.folder.iterdir()}, packed.context)
    assert [said(s) for s in again] == [said(s) for s in packed.submissions]


def test_the_ledger_has_each_cell_that_came_in_a_mail(packed: Round) -> None:
    accounts = {account.file: account for account in packed.edition.ledger.lines}
    assert accounts["thu.eml › BC.xlsx"].received > 0
    assert packed.edition.ledger.total.balance == 0
    sources = {entry.source.file for entry in packed.edition.ledger.cells if entry.disposition is Disposition.USED}
    assert "thu.eml › BC.xlsx" in sources


def test_the_trace_walks_back_into_the_mail(packed: Round) -> None:
    counted = (f for f in packed.edition.figures if f.counts and f.answer.column is Column.ACTUAL)
    figure = next(f for f in counted if f.answer.source.file == "thu.eml › BC.xlsx")
    found = trace(packed.edition, figure.answer.indicator, figure.answer.unit)
    text = trace_text(packed.edition.catalogue, found)
    assert f"thu.eml › BC.xlsx, trang {figure.answer.source.sheet}, ô {figure.answer.source.cell}" in text


def test_the_marked_copy_of_a_form_in_a_mail_is_that_of_the_form_itself(packed: Round, tmp_path: Path) -> None:
    (tmp_path / "BC.xlsx").write_bytes((make_samples.INBOX / mailed_first()[0]).read_bytes())
    stamp = datetime(2024, 6, 6, 9, 15).timestamp()
    os.utime(tmp_path / "BC.xlsx", (stamp, stamp))
    free = read_folder(packed.context, tmp_path, workers=1)
    alone = edition_of(packed.context, [one(list(packed.submissions), "thu.eml › BC.xlsx")], packed.inbox)
    inside, lying = (marked_files(alone, packed.folder), marked_files(free.edition, tmp_path))
    assert dict(inside.files) == dict(lying.files) != {}


def test_no_copy_is_missed_for_a_mail_and_nothing_is_written_into_the_folder(packed: Round) -> None:
    before = sorted(path.name for path in packed.folder.iterdir())
    made = marked_files(packed.edition, packed.folder)
    assert [skipped.file for skipped in made.lacking] == []
    assert sorted(path.name for path in packed.folder.iterdir()) == before


def test_a_mail_that_changed_since_gives_no_copy_of_something_else(packed: Round) -> None:
    mailed = packed.folder / "thu.eml"
    kept = mailed.read_bytes()
    mailed.write_bytes(mail(("khac.txt", b"x")))
    try:
        made = marked_files(packed.edition, packed.folder)
    finally:
        mailed.write_bytes(kept)
    assert [skipped.file for skipped in made.lacking] == ["thu.eml › BC.xlsx"]


def test_stopping_between_two_levels_stops(tmp_path: Path) -> None:
    from xlpy.basics.progress import Stopped  # noqa: PLC0415

    class Asked(Silent):
        """Asks to stop once the second level is begun."""

        begun = False

        def step(self, what: str, done: int, total: int) -> None:
            self.begun = self.begun or "thư" in what

        def stop_asked(self) -> bool:
            return self.begun

    (tmp_path / "a.zip").write_bytes(zipped(sound()))
    with pytest.raises(Stopped):
        read_inbox(context(), open_inbox(tmp_path), Asked(), 1)
