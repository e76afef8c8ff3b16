"""A short name for what an edition was made from: the same inputs, the same fingerprint, on any PC and on any day."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from xlpy.model.edition import Edition

LENGTH = 16
"""Hexadecimal digits shown: 64 bits, more than enough to tell the editions of one office apart."""


def fingerprint(edition: Edition) -> str:
    """Digest of catalogue, period, files (name, sha256, day received, whether and why used), last period's figures,
    those of earlier years and the office's decisions, where there are any.

    Neither the order in which files were listed nor that of last period's figures matters. The order of the
    catalogue's rows does: the summary is printed in it. A number counts by its value (``1.0`` is ``1``).
    """
    inputs = {
        "catalogue": _plain(edition.catalogue),
        "period": _plain(edition.period),
        "files": sorted(
            ([f.file, f.sha256, f.unit, _plain(f.received_on), f.used, f.reason] for f in edition.files),
            key=json.dumps,
        ),
        "previous": _plain(edition.previous),
    }
    if edition.earlier:  # an edition without keeps the name that it had before earlier years were read
        inputs["earlier"] = _plain(edition.earlier)
    if edition.rulings:
        inputs["decisions"] = [_plain(ruling.decision) for ruling in edition.rulings]
    text = json.dumps(inputs, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    """The value as JSON has it, one way only for each value."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return {"number": _digits(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"no plain form of {type(value).__name__}: the fingerprint would not tell its values apart")


def _digits(value: Decimal) -> str:
    """The number without the zeros at its end; never rounded, as Decimal.normalize would."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
