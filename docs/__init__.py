"""Guides for the office, and the program that draws their pictures."""
