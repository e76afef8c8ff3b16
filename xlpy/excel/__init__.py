"""The master workbook in a running spreadsheet program: the only place that imports xlwings.

``calc/`` lets xlwings talk to LibreOffice Calc where there is no Excel.
"""
