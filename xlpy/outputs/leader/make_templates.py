"""Makes the templates of page and slides anew, as shipped. Run by hand: it overwrites what staff edited.

``python -m xlpy.outputs.leader.make_templates [folder]``
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from xlpy.outputs.leader.files import PAGE, SLIDES
from xlpy.outputs.leader.page_template import page_template
from xlpy.outputs.leader.slides_template import slides_template


def templates() -> Mapping[str, bytes]:
    """Both templates by file name; the same on every machine and day."""
    return {PAGE.name: page_template(), SLIDES.name: slides_template()}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE.parent
    for name, data in templates().items():
        (folder / name).write_bytes(data)
