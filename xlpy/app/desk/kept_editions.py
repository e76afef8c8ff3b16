"""Whole editions kept beside the results, and going back to the one before: the button Hoàn tác bản tổng hợp."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from xlpy.app.desk.desk import ButtonAnswer, CancelledError, Desk, DeskError
from xlpy.app.desk.put import witness
from xlpy.app.product_files import Files, below
from xlpy.app.store import EditionRecord
from xlpy.basics.commit import FolderPart, commit
from xlpy.basics.days import short_day
from xlpy.book.kept_update import KeptError, from_bytes, to_bytes
from xlpy.book.places import MARK, STATE
from xlpy.book.port import Update
from xlpy.book.sheets import empty_sheet
from xlpy.book.update import blank_update
from xlpy.model.catalogue import Period

KEPT, SHEETS = "cac-ban", "trang-so.json.gz"
"""Folder of the kept editions below a period's results; the file in each that holds the workbook's sheets."""
WHOLE = 5
"""So many of the newest editions are kept whole; of all others the history keeps the figures."""


def place_of(number: int) -> str:
    """Where an edition is kept below the results of its period."""
    return f"{KEPT}/ban-so-{number}"


def kept_part(folder: Path, files: Files, number: int, update: Update) -> FolderPart:
    """An edition's files in their places, and kept once more with the sheets; the oldest kept one is taken away."""
    whole = {**files, SHEETS: to_bytes(update)}
    away = [name for old in _numbers(folder) if old <= number - WHOLE for name in _names(folder, old)]
    return FolderPart(folder, {**files, **below(place_of(number), whole)}, removed=tuple(away))


def tidy(folder: Path) -> None:
    """Remove what folders of kept editions are empty."""
    for number in _numbers(folder):
        with contextlib.suppress(OSError):
            (folder / place_of(number)).rmdir()


def _numbers(folder: Path) -> list[int]:
    found = (path.name.removeprefix("ban-so-") for path in (folder / KEPT).glob("ban-so-*") if path.is_dir())
    return sorted(int(name) for name in found if name.isdecimal())


def _names(folder: Path, number: int) -> Iterable[str]:
    return [f"{place_of(number)}/{path.name}" for path in _files(folder / place_of(number))]


def undo(desk: Desk) -> ButtonAnswer:
    """Ask who decided it and why, then go back. Raises CancelledError, and DeskError also where one is not said."""
    period = desk.context().period
    last = _standing(desk, period)[0]
    who = _asked(desk, "undo_who", number=last.number, period=period.name)
    return take_back(desk, who, _asked(desk, "undo_reason"), desk.clock().date())


def _asked(desk: Desk, question: str, **words: object) -> str:
    typed = desk.host.ask_text(question, desk.words.fill("questions", question, **words))
    if typed is None:
        raise CancelledError(desk.words.text("questions", "cancelled"))
    return typed


def _standing(desk: Desk, period: Period) -> tuple[EditionRecord, ...]:
    """The editions that were not taken back, the newest first. Raises DeskError where there is none."""
    standing = desk.store.standing(period)
    if not standing:
        raise DeskError(f"Lịch sử chưa có bản tổng hợp nào của kỳ {period.name}; không có gì để hoàn tác.")
    return standing


def take_back(desk: Desk, who: str, reason: str, day: date) -> ButtonAnswer:
    """Go back to the edition before: workbook, files and history, all of it or nothing.

    Raises DeskError where nobody or no reason is named, there is none to go back from, or the one before is not kept
    whole.
    """
    if not who.strip() or not reason.strip():
        raise DeskError(desk.words.text("refusals", "undo_unsigned"))
    why = f"{who.strip()}, ngày {short_day(day)}: {reason.strip()}"
    period = desk.context().period
    standing = _standing(desk, period)
    last, folder = standing[0], desk.outbox(period)
    if desk.book.value(MARK) != last.fingerprint:
        raise DeskError(
            f"Sổ không giữ bản tổng hợp số {last.number}, bản mới nhất trong lịch sử; bấm Tổng hợp rồi hoàn tác."
        )
    before = standing[1].number if len(standing) > 1 else 0
    files, update = _kept(desk, folder, before)
    if not any(sheet.name == desk.words.sheet("comparison") for sheet in update.sheets):  # kept by an earlier version
        empty = empty_sheet(desk.words.sheet("comparison"), desk.words)
        update = replace(update, sheets=(*update.sheets, empty))
    ours = {path.name for path in _files(folder / place_of(last.number))} - {SHEETS}
    part = FolderPart(folder, files, removed=tuple(sorted(ours - set(files))))
    now = f"nay là bản số {before}" if before else "nay chưa có bản nào"
    detail = f"bản số {last.number}, {period.name}; {now}; {why}"
    with desk.store.pending() as pending:
        pending.undo(period, last.number, why)
        history = witness(desk, pending, "undo", detail)
        desk.book.apply(update, lambda more: commit([part, *more], history))
    text = (
        f"Đã hoàn tác bản tổng hợp số {last.number}, kỳ {period.name}; {now}.\nBản đã hoàn tác vẫn đọc được trong "
        f"{folder / place_of(last.number)}. Văn bản đã lập từ bản ấy (phiếu, báo cáo) không đổi; lập lại nếu cần."
    )
    return ButtonAnswer(text, detail, in_journal=True)


def _kept(desk: Desk, folder: Path, number: int) -> tuple[Mapping[str, bytes], Update]:
    """Files and sheets of a kept edition; of none at all where ``number`` is 0. Raises DeskError."""
    if not number:
        return {}, blank_update(desk.context().catalogue, desk.words)
    files = {path.name: path.read_bytes() for path in _files(folder / place_of(number))}
    try:
        update = from_bytes(files.pop(SHEETS))
        if update.cells[STATE["edition"]] != str(number):
            raise KeptError
    except (KeptError, KeyError) as fault:
        raise DeskError(
            f"Bản tổng hợp số {number} không còn được giữ đủ trong {folder / place_of(number)} nên không quay lại được "
            f"(chỉ giữ {WHOLE} bản mới nhất, hoặc thư mục đã bị sửa); chưa làm gì. Số liệu của bản ấy vẫn so sánh được."
        ) from fault
    return files, update


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except FileNotFoundError:
        return []
