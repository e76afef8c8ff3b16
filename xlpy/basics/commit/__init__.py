"""Files put in their places all or none, over several folders and over a power cut; who writes there is locked out."""

from xlpy.basics.commit.errors import BusyError, ChangedError, WriteError
from xlpy.basics.commit.file_set import Written, commit, newest, write_all
from xlpy.basics.commit.lock import LOCK, who, workbook_lock, working_on
from xlpy.basics.commit.notes import noting
from xlpy.basics.commit.plan import OLD_NOTE, WORK, Content, FolderPart
from xlpy.basics.commit.recovery import settle
from xlpy.basics.commit.stops import heard
from xlpy.basics.commit.witness import Witness

__all__ = [
    "LOCK",
    "OLD_NOTE",
    "WORK",
    "BusyError",
    "ChangedError",
    "Content",
    "FolderPart",
    "Witness",
    "WriteError",
    "Written",
    "commit",
    "heard",
    "newest",
    "noting",
    "settle",
    "who",
    "workbook_lock",
    "working_on",
    "write_all",
]
