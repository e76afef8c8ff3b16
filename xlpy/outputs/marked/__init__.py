"""A copy of a unit's own file with its faulty cells marked, ready to be sent back (bản đánh dấu).

The copy is made by small edits of the package's parts, not by loading and saving it again: all that is not a
mark stays byte for byte what the unit sent, stored results of formulas included. What can't be edited so (.xls,
.ods, a package with parts that must not go back) is built anew from its cells and then marked in the same way.
"""

from xlpy.outputs.marked.copies import Copies, Skipped, copy_name, marked_files
from xlpy.outputs.marked.listing import Heading
from xlpy.outputs.marked.marking import MarkedCopy, NoCopyError, mark
from xlpy.outputs.marked.marks import Mark, marks_of

__all__ = [
    "Copies",
    "Heading",
    "Mark",
    "MarkedCopy",
    "NoCopyError",
    "Skipped",
    "copy_name",
    "mark",
    "marked_files",
    "marks_of",
]
