"""What the office did and got, kept in one SQLite file beside the master workbook."""

from xlpy.store.errors import StoreDamaged, StoreError, StoreLocked
from xlpy.store.records import (
    Counts,
    EditionRecord,
    Entry,
    JournalLine,
    NewEdition,
    Outcome,
    SavedTotal,
    Sending,
    describe,
)
from xlpy.store.store import FILE, Store

__all__ = [
    "FILE",
    "Counts",
    "EditionRecord",
    "Entry",
    "JournalLine",
    "NewEdition",
    "Outcome",
    "SavedTotal",
    "Sending",
    "Store",
    "StoreDamaged",
    "StoreError",
    "StoreLocked",
    "describe",
]
