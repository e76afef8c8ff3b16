"""Makes the three Word templates anew, as shipped. Run by hand: it overwrites what staff edited.

``python -m xlpy.outputs.feedback.make_templates [folder]``
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlpy.basics.home import TEMPLATES
from xlpy.outputs.feedback.issue_template import issue_template
from xlpy.outputs.feedback.letter_template import letter_template
from xlpy.outputs.feedback.slip_template import slip_template
from xlpy.outputs.word.package import document_bytes


def templates() -> Mapping[str, bytes]:
    """The templates by file name; the same on every machine and day."""
    made: dict[str, Any] = {
        "phieu-phan-hoi.docx": slip_template(),
        "cong-van-don-doc.docx": letter_template(),
        "cong-van-phat-hanh.docx": issue_template(),
    }
    return {name: document_bytes(document) for name, document in made.items()}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES
    for name, data in templates().items():
        (folder / name).write_bytes(data)
