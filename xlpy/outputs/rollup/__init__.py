"""Editions of many places as one of the level above: results read back, their sum written, a figure walked down."""
