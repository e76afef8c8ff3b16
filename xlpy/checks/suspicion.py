"""What a check that doubts figures gives: its findings, and the findings that merely follow from what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlpy.model.submission import Finding, Source

Told = tuple[str, Source, str]
"""Code, place and task of a finding: enough to know it again."""


@dataclass(frozen=True)
class Suspicion:
    """``causes`` names, for findings of other checks, the code of the doubt that explains them."""

    findings: tuple[Finding, ...] = ()
    causes: Mapping[Told, str] = field(default_factory=dict)


def told(finding: Finding) -> Told:
    """The key of a finding in `Suspicion.causes`."""
    return finding.code, finding.source, finding.task
