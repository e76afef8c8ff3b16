"""What goes out of a folder received: slips, letters, the report, all of it at once; and the way back from a figure."""

from __future__ import annotations

import argparse
from collections import ChainMap
from collections.abc import Sequence

from xlpy.app.cluster import cluster
from xlpy.app.commands.core import code_of, context_of, decisions_of, own_places, readings_of, results_of
from xlpy.app.commands.exits import DONE, say
from xlpy.app.office_tables import PAPERS, read_papers
from xlpy.app.product_files import MAKERS, Files, below
from xlpy.app.products import PRODUCTS, Product
from xlpy.app.usecases import Round, Written, read_folder
from xlpy.basics.commit import FolderPart, commit, settle
from xlpy.basics.progress import Progress, bar_or_silence
from xlpy.model.edition import Edition


def product(options: argparse.Namespace) -> int:
    """One product into ``--out``."""
    return _send(options, [one for one in PRODUCTS if one.name == options.product], whole=False)


def everything(options: argparse.Namespace) -> int:
    """The edition and everything that goes out, into ``--out`` and folders below it."""
    return _send(options, PRODUCTS, whole=True)


def _send(options: argparse.Namespace, products: Sequence[Product], *, whole: bool) -> int:
    """Make products (``whole``: and the edition); no file is put in place before the disk has all of them."""
    from xlpy.app import console  # noqa: PLC0415
    from xlpy.outputs.publish.files import edition_files  # noqa: PLC0415  (brings XlsxWriter)

    with bar_or_silence() as progress:
        papers = read_papers(options.out / PAPERS)
        found = _read(options, progress)
        made = {one.folder: MAKERS[one](found, options.today, progress, papers) for one in products}
    folder = results_of(options, found.context.period)
    parts: dict[str, Files] = {"": edition_files(found.edition)} if whole else {}
    parts |= {part: files for part, (files, _) in made.items() if files}
    merged = dict(ChainMap(*(dict(below(*part)) for part in parts.items())))
    placed = commit([FolderPart(folder, merged)])
    written = {part: {name: placed[folder / part / name] for name in files} for part, files in parts.items()}
    if whole:
        say(console.report(found.edition, Written(folder, written[""])))
    for part, (_, said) in made.items():
        say(said)
        if part in written:
            say(f"  Thư mục: {(folder / part).resolve()} ({len(written[part])} tệp)")
    for files in written.values():
        console.tell_diverted(files)
    return code_of(found.edition)


def _read(options: argparse.Namespace, progress: Progress) -> Round:
    context = context_of(options)
    if hasattr(options, "out"):
        settle([results_of(options, context.period)])
    places, decisions = own_places(options, context.catalogue), decisions_of(options, context.period)
    readings = readings_of(options)
    with cluster(options.dask, sends=options.dask_send) as machines:
        return read_folder(
            context, options.folder, progress, options.workers, places, decisions, cluster=machines, readings=readings
        )


def trace_figure(options: argparse.Namespace) -> int:
    """Back from a figure to its cells, or (``--cell``) forward from a cell to its figures."""
    from xlpy.outputs.trace import forward, forward_text, trace, trace_text  # noqa: PLC0415

    edition = _edition(options)
    if options.cell:
        say(forward_text(edition.catalogue, forward(edition, *options.cell)))
    else:
        say(trace_text(edition.catalogue, trace(edition, options.code, options.unit, options.column)))
    return DONE


def _edition(options: argparse.Namespace) -> Edition:
    """Of the folder given, else of what the workbook's panel says."""
    with bar_or_silence() as progress:
        if options.folder:
            return _read(options, progress).edition
        from xlpy.app.commands.book import Terminal  # noqa: PLC0415
        from xlpy.app.desk.desk import Desk, read_round  # noqa: PLC0415
        from xlpy.book.file import FileBook  # noqa: PLC0415

        host = Terminal(yes=False, folder=None)
        return read_round(Desk(FileBook(options.workbook), host, progress, workers=options.workers)).edition
