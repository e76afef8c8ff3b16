"""Makes the Word templates anew, as shipped. Run by hand: it overwrites what staff edited.

``python -m xlpy.outputs.feedback.make_templates [folder]``
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from xlpy.basics.home import TEMPLATES
from xlpy.outputs.feedback.files import FIRST_WORDINGS
from xlpy.outputs.word.package import document_bytes


def templates() -> Mapping[str, bytes]:
    """The templates by file name; the same on every machine and day."""
    return {path.name: document_bytes(first()) for path, first in FIRST_WORDINGS.items()}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES
    for name, data in templates().items():
        (folder / name).write_bytes(data)
