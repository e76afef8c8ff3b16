"""The form a unit fills: its layout (shared with intake) and the workbook written from it."""
