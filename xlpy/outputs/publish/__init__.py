"""The edition as people get it: workbook, tables, text files."""
