"""What every failure that a user can cause, or can do something about, has in common."""

from __future__ import annotations


class UserError(Exception):
    """An expected failure: its message is one Vietnamese sentence or list that says what is wrong and where."""
