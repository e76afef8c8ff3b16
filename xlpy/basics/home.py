"""Where Plan167 lies: its own folder, and what stands in it beside the program."""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
"""The folder that holds the workbook, ``xlpy`` and ``templates``: unzipped somewhere, never installed."""
PROGRAM = HOME / "xlpy"
TEMPLATES = HOME / "templates"
SAMPLES = HOME / "samples"
