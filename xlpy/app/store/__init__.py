"""What the office did and got, kept in one SQLite file beside the master workbook."""

from xlpy.app.store.errors import StoreDamaged, StoreError, StoreLocked
from xlpy.app.store.records import (
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
from xlpy.app.store.store import FILE, Store

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
