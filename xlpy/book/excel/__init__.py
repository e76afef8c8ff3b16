"""The master workbook open in Excel or another program that xlwings drives."""
