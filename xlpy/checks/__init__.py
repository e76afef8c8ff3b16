"""Submissions + catalogue -> findings: pure functions, one family in each file."""
