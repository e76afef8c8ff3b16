"""Builds the shipped examples anew: ``python -m samples.make_samples`` at the top of the project.

The same program gives the same files, but for the three that LibreOffice and msoffcrypto-tool shape; where one of
these is not installed its file stays as it is.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from samples import yearbook
from samples.arrivals import contents, register
from samples.convert import shape
from samples.earlier_years import earlier_table
from samples.expectations import expected_table
from samples.maker import Maker
from xlpy.app.selftest.expectations import FILE
from xlpy.app.usecases import examine, open_period
from xlpy.basics.commit import write_all
from xlpy.catalogue.load import load
from xlpy.forms.layout import form_name
from xlpy.forms.wording import load_wording
from xlpy.intake.context import IntakeContext
from xlpy.intake.folder import RECEIPTS
from xlpy.model.catalogue import Catalogue
from xlpy.outputs.publish.csvout import figures_csv, read_previous

YEAR = Path(__file__).parent / "nam-hoc-2023-2024"
INBOX = YEAR / "tep-nhan"
PREVIOUS = YEAR / "ky-truoc" / "figures.csv"
EARLIER = YEAR / "nam-truoc" / "so-lieu-nam-truoc.csv"


def catalogue() -> Catalogue:
    """The shipped catalogue of the year, with the label that the figures are an illustration."""
    return load(YEAR / "danh-muc")


def half_year() -> Maker:
    """The maker of the forms of the first half of the year."""
    return Maker(open_period(catalogue(), "HK1", load_wording()))


def whole_year() -> Maker:
    """The maker of the year-end forms, which print the figures of the half year."""
    return Maker(open_period(catalogue(), "CN", load_wording(), read_previous(PREVIOUS)))


def clean_forms(make: Maker) -> dict[str, bytes]:
    """Everybody's form without a fault, by file name."""
    period = make.context.period
    return {
        form_name(make.context.catalogue.plan, period, unit): make.form(unit.code)
        for unit in make.context.catalogue.reporting_units(period)
    }


def figures_of(context: IntakeContext, forms: Mapping[str, bytes]) -> bytes:
    """``figures.csv`` of a period, made by the program itself from its forms."""
    with tempfile.TemporaryDirectory() as folder:
        write_all(Path(folder), forms)
        return figures_csv(examine(context, Path(folder), workers=1))


def main() -> int:
    """Write the year's folder and the yearbook's; says what had to be left as it was."""
    half = half_year()
    _write(PREVIOUS, figures_of(half.context, clean_forms(half)))
    _write(EARLIER, earlier_table(catalogue(), catalogue().period["CN"]))
    for sent, data in contents(whole_year(), half):
        shaped = shape(data, sent.office) if sent.office else data
        if shaped is None:
            print(f"left as it is: {sent.name} (no program here for {sent.office})", file=sys.stderr)
        else:
            _write(INBOX / sent.name, shaped)
    _write(INBOX / RECEIPTS, register().encode("utf-8-sig"))
    _write(YEAR / FILE, expected_table(whole_year().context, YEAR, INBOX))
    before = figures_of(yearbook.context(2015), yearbook.forms(2015))
    _write(yearbook.PREVIOUS, before)
    for name, data in yearbook.forms(2016).items():
        _write(yearbook.INBOX / name, data)
    _write(yearbook.INBOX / RECEIPTS, yearbook.register().encode("utf-8-sig"))
    return 0


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
