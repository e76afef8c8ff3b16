"""Who signs a form, after its figures: by the kind of unit, or by the unit where another signs there."""

from __future__ import annotations

from dataclasses import dataclass

from xlpy.forms.wording import Wording, WordingError
from xlpy.model.catalogue import Unit

SECTION = "issues"
"""The last sheet of data, which every form has: the signature stands at its end."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The line over the signer, '' for none (``TM. ỦY BAN NHÂN DÂN``), and the titles, the usual first."""

    authority: str
    titles: tuple[str, ...]


def signature_of(unit: Unit, wording: Wording) -> Signature:
    """Who signs for the unit.

    Raises WordingError where the wording names nobody.
    """
    titles = wording.lines(SECTION, f"signature.signers.{_whose('signers', unit, wording)}")
    if not titles:
        raise WordingError("Tệp lời in biểu mẫu, mục [issues] signature.signers: cần ít nhất một chức danh.")
    return Signature(wording.text(SECTION, f"signature.authority.{_whose('authority', unit, wording)}"), titles)


def _whose(entry: str, unit: Unit, wording: Wording) -> str:
    """The unit's code where the wording has an entry of its own for it, else its kind."""
    return unit.code if wording.has(SECTION, f"signature.{entry}.{unit.code}") else unit.kind.value
