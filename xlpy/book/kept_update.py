"""An update of the workbook as bytes and back, so that an edition's sheets can be put there again as they were.

Plain JSON with marks for what JSON lacks; only the records of a drawing can come out of it, whatever a file says.
"""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from xlpy.book.port import Update
from xlpy.outputs.publish.drawing import Drawing, Drawn, Merged, PrintSetup, Rows, Single
from xlpy.outputs.publish.styles import Look

_RECORDS: Mapping[str, Any] = {kind.__name__: kind for kind in (Update, Drawing, Rows, PrintSetup)}
_NAMED: Mapping[str, Any] = {kind.__name__: kind for kind in (Single, Merged, Drawn)}
LARGEST = 200 << 20
"""Bytes that a kept update may have: hundreds of units stay far below."""


class KeptError(ValueError):
    """The bytes are no update that this program kept."""


def to_bytes(update: Update) -> bytes:
    """The update; the same one gives the same bytes."""
    text = json.dumps(_plain(update), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8", "surrogatepass"), mtime=0)


def from_bytes(data: bytes) -> Update:
    """The update again. Raises KeptError."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            text = packed.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise KeptError("too large")
        found = _back(json.loads(text.decode("utf-8", "surrogatepass")))
    except (OSError, EOFError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as fault:
        raise KeptError("no kept update") from fault
    if not isinstance(found, Update):
        raise KeptError("no kept update")
    return found


def _plain(value: Any) -> Any:
    """As JSON has it: a list for a tuple, an object with one mark for all that JSON lacks."""
    if isinstance(value, Look):
        return {"look": value.value}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if type(value).__name__ in _NAMED and isinstance(value, tuple):
        return {type(value).__name__: [_plain(each) for each in value]}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {"map": [[_plain(key), _plain(each)] for key, each in value.items()]}
    fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return {type(value).__name__: fields}


def _back(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_back(each) for each in value)
    if not isinstance(value, dict):
        return value
    ((mark, held),) = value.items()
    if mark in _NAMED:
        return _NAMED[mark](*map(_back, held))
    if mark in _RECORDS:
        return _RECORDS[mark](**{name: _back(each) for name, each in held.items()})
    match mark:
        case "look":
            return Look(held)
        case "number":
            return Decimal(held)
        case "day":
            return date.fromisoformat(held)
        case "map":
            return {_back(key): _back(each) for key, each in held}
    raise KeptError(mark)
