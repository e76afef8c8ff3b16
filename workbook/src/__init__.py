"""Builds ``workbook/Plan167.xlsm`` from text, with no spreadsheet program: the same text gives the same parts."""
