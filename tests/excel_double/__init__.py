"""A stand-in for Excel behind its COM interface, driven by xlwings' own Windows side on any system.

Cells live in an openpyxl workbook; nothing is calculated, but a sheet whose
formulas wait for that is told. What Excel refuses, or does otherwise than one would think,
is imitated as far as Plan167 can meet it: see `cells`, `sheets` and `printing`. What it lacks is an AttributeError,
as it is for a member that Excel lacks.
"""
