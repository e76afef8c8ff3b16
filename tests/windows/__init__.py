"""The product on a genuine Windows Python 3.11 under Wine: docs/windows.md tells how it is made and what it proves."""
