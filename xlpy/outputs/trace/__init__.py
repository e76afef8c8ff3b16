"""From a figure back to the cells behind it, and from a cell forward to the figures it entered.

Pure functions over an Edition: `trace` and `forward` answer, `trace_text` and `forward_text` say it in Vietnamese,
`trace_rows` lists it for a sheet. `xlpy.outputs.trace.place` tells which figure a cell of the published workbook shows.
"""

from xlpy.outputs.trace.destination import forward
from xlpy.outputs.trace.model import (
    CellKind,
    Forward,
    Made,
    MismatchError,
    Part,
    RuleUse,
    Shown,
    Trace,
    TraceError,
    UnknownCodeError,
    Use,
)
from xlpy.outputs.trace.origin import trace
from xlpy.outputs.trace.rows import TraceRow, trace_head, trace_rows
from xlpy.outputs.trace.text import forward_text, trace_text

__all__ = [
    "CellKind",
    "Forward",
    "Made",
    "MismatchError",
    "Part",
    "RuleUse",
    "Shown",
    "Trace",
    "TraceError",
    "TraceRow",
    "UnknownCodeError",
    "Use",
    "forward",
    "forward_text",
    "trace",
    "trace_head",
    "trace_rows",
    "trace_text",
]
