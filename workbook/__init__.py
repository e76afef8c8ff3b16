"""The master workbook and what it is built from."""
