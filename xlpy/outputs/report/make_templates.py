"""``python -m xlpy.outputs.report.make_templates``: write the report's first templates anew.

Edits made in Word are lost.
"""

from __future__ import annotations

from xlpy.outputs.report.files import TEMPLATE
from xlpy.outputs.report.make_patterns import patterns_document
from xlpy.outputs.report.make_template import report_template
from xlpy.outputs.report.patterns import TEMPLATE as PATTERNS


def main() -> None:
    """Write both files."""
    TEMPLATE.write_bytes(report_template())
    PATTERNS.write_bytes(patterns_document())


if __name__ == "__main__":
    main()
