"""Editions of many places as one of the level above, and a figure of it walked down to cells."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from xlpy.app.cluster import cluster, each
from xlpy.app.commands.core import open_catalogue
from xlpy.app.commands.exits import DONE, TO_ACT, say
from xlpy.basics.commit import settle, write_all
from xlpy.basics.decimals import format_vn
from xlpy.consolidation.rollup import roll_up as merged
from xlpy.model.catalogue import Catalogue
from xlpy.model.rollup import Member, RollUp

_NAMED = 5
"""How many of the forms that came in twice are named."""


def roll_up(options: argparse.Namespace) -> int:
    """Add the editions of all folders; TO_ACT where a unit's form is counted twice."""
    from xlpy.app import console  # noqa: PLC0415
    from xlpy.outputs.rollup.files import roll_up_files  # noqa: PLC0415  (brings XlsxWriter)

    catalogue, out = open_catalogue(options.catalogue), options.out
    settle([out])
    with cluster(options.dask) as machines:
        members = list(each(machines, partial(_member, catalogue), _named(options.folders)))
    found = merged(replace(member, folder=_from(out, Path(member.folder))) for member in members)
    written = write_all(out, roll_up_files(catalogue, found))
    say("\n".join(_told(found)))
    say(f"Kết quả: {out.resolve()} ({len(written)} tệp)")
    console.tell_diverted(written)
    return TO_ACT if found.whole.doubled else DONE


def _member(catalogue: Catalogue, named: tuple[str, Path]) -> Member:
    from xlpy.outputs.rollup.state import member  # noqa: PLC0415  (brings XlsxWriter's neighbours)

    return member(catalogue, *named)


def _named(folders: Sequence[str]) -> list[tuple[str, Path]]:
    """``NAME=FOLDER``, or a folder by its own name; by that of the folder around it too where names meet."""
    given = [_split(one) for one in folders]
    own = Counter(folder.resolve().name for name, folder in given if not name)
    return [(name or _own_name(folder.resolve(), own), folder) for name, folder in given]


def _split(text: str) -> tuple[str, Path]:
    """Name and folder; a folder whose own name holds ``=`` is no name and folder."""
    name, mark, folder = text.partition("=")
    return (name, Path(folder)) if mark and not Path(text).exists() else ("", Path(text))


def _own_name(folder: Path, own: Mapping[str, int]) -> str:
    return folder.name if own[folder.name] == 1 else f"{folder.parent.name} - {folder.name}"


def _from(out: Path, folder: Path) -> str:
    """The folder as seen from the results, so that both can be moved together; whole where they share no drive."""
    try:
        return os.path.relpath(folder.resolve(), out.resolve())
    except ValueError:
        return str(folder.resolve())


def _told(found: RollUp) -> Iterator[str]:
    whole, ledger = found.whole, found.whole.ledger
    yield f"Kỳ {whole.period}: gộp {len(found.members)} nơi báo cáo, {len(whole.editions)} bản tổng hợp"
    yield f"Đơn vị phải báo cáo: {whole.asked}; có tệp dùng được: {whole.used}; tệp đã nhận: {whole.files}"
    yield (
        f"Sổ đối chiếu: nhận {ledger.received} ô = dùng {ledger.used} + loại có lý do {sum(ledger.excluded.values())}"
        f" + bỏ trống {ledger.empty} + chưa rõ {ledger.unknown} (lệch {ledger.balance})"
    )
    if whole.doubled:
        yield f"Có {len(whole.doubled)} tệp của đơn vị được tính ở hai nơi, cần bỏ một nơi:"
        for form in sorted(whole.doubled)[:_NAMED]:
            homes = " và ".join(member.name for member in found.members if form in member.part.forms)
            yield f"  - tệp có mã băm {form[:12]}…: {homes}"


def trace(options: argparse.Namespace) -> int:
    """What each member gives to a figure, or in an edition the cell of each unit."""
    from xlpy.outputs.rollup.descent import descend  # noqa: PLC0415

    found = descend(open_catalogue(options.catalogue), options.folder, options.code, options.member)
    say(f"{options.code} - {' › '.join(options.member) or 'tất cả các nơi'}: {_shown(found.value)}")
    for given in found.members:
        say(f"  {given.name}: {_shown(given.value)} (đã cộng {given.included} đơn vị, chưa cộng {given.lacking})")
    for cell in found.cells:
        value = "K" if cell.value is None else format_vn(cell.value)
        say(f"  {cell.unit}, {cell.indicator}: {value} ← tệp {cell.file}, trang {cell.sheet}, ô {cell.cell}")
    return DONE


def _shown(value: Decimal | None) -> str:
    return "chưa có số liệu" if value is None else format_vn(value)
