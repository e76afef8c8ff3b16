"""Drafts to the units, the office's table of contacts, its register of papers that left. Nothing is ever sent."""

from __future__ import annotations

import argparse

from xlpy.app.commands.core import context_of, own_places, results_of
from xlpy.app.commands.exits import DONE, TO_ACT
from xlpy.app.office_tables import (
    CONTACTS,
    KINDS,
    PAPERS,
    OfficeTableError,
    contacts_csv,
    paper_of,
    papers_csv,
    read_contacts,
    read_papers,
)
from xlpy.app.usecases import Round, read_folder
from xlpy.basics.commit import settle, write_all
from xlpy.basics.progress import bar_or_silence
from xlpy.model.contact import UnitContact


def drafts(options: argparse.Namespace) -> int:
    """A draft for each unit with its papers attached, and the list of whom to call."""
    from xlpy.app import drafts as work  # noqa: PLC0415  (brings the papers' libraries)

    kept, papers = read_contacts(options.out / CONTACTS), read_papers(options.out / PAPERS)
    with bar_or_silence() as progress:
        found = _round(options)
        made = work.drafts(found, options.today, progress, kept, papers)
        pages, lacking = work.to_print(made.papers, found.context.period, progress) if options.print else ({}, "")
    folder = results_of(options, found.context.period) / work.FOLDER
    settle([folder])
    write_all(folder, {**made.files, **pages})
    print(
        f"Đã soạn {made.count} thư nháp và danh sách cần gọi; chương trình không gửi thư. Thư mục: {folder.resolve()}"
    )
    for name in pages:
        print(f"Tệp in cả đợt: {name} ({len(made.papers)} văn bản; mỗi văn bản bắt đầu ở một tờ mới khi in hai mặt).")
    if lacking:
        print(f"Chưa có tệp in cả đợt: {lacking}")
    if made.without_address:
        print(f"Chưa có địa chỉ thư điện tử trong {CONTACTS}: {'; '.join(made.without_address)}.")
    return TO_ACT if made.without_address else DONE


def contacts(options: argparse.Namespace) -> int:
    """Take over into the office's table what covers of received forms say, once that was confirmed."""
    from xlpy.app.commands.book import Terminal  # noqa: PLC0415  (only where something is asked)
    from xlpy.app.drafts import said_on_covers, taken_over  # noqa: PLC0415

    path = options.out / CONTACTS
    kept = read_contacts(path)
    found = _round(options)
    names = {unit.code: unit.name for unit in found.edition.reporting_units}
    changed = taken_over(kept, said_on_covers(found.edition))
    for one in changed:
        before = kept.get(one.unit, UnitContact(one.unit)).line or "(chưa có)"
        print(f"  {names.get(one.unit, one.unit)}: {before} → {one.line}")
    if path.exists() and not changed:
        print(f"Danh bạ {path} đã khớp với bìa các biểu đã nhận.")
        return DONE
    question = f"Ghi {len(changed)} liên hệ lấy từ bìa biểu vào danh bạ {path}?"
    if changed and not Terminal(yes=options.yes, folder=None).confirm("contacts", question):
        print("Chưa ghi gì; muốn ghi thì chạy lại với --yes.")
        return TO_ACT
    merged = {**kept, **{one.unit: one for one in changed}}
    write_all(options.out, {CONTACTS: contacts_csv(merged.values(), names)})
    print(f"Danh bạ: {path.resolve()} ({len(merged)} đơn vị có liên hệ trong {len(names)} đơn vị).")
    return DONE


def outgoing(options: argparse.Namespace) -> int:
    """The register of papers that left: listed, or one added. Raises OfficeTableError for a number that is taken."""
    papers = read_papers(options.out / PAPERS)
    if options.add:
        new = paper_of(options.add, "--add")
        if any((paper.number, paper.day.year) == (new.number, new.day.year) for paper in papers):
            raise OfficeTableError(f"Số {new.number} năm {new.day.year} đã có trong {PAPERS}.")
        papers = (*papers, new)
        write_all(options.out, {PAPERS: papers_csv(papers)})
    for paper in papers:
        print(
            f"{paper.number}\t{paper.day:%d/%m/%Y}\t{KINDS[paper.kind]}\t{paper.unit or 'các đơn vị'}\t{paper.subject}"
        )
    print(f"Sổ văn bản đi: {len(papers)} văn bản.")
    return DONE


def _round(options: argparse.Namespace) -> Round:
    context = context_of(options)
    with bar_or_silence() as progress:
        return read_folder(context, options.folder, progress, options.workers, own_places(options, context.catalogue))
