"""The oracle test: forms changed by lot, read by us and shown by LibreOffice, cell by cell. See docs/tests.md."""
