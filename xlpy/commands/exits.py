"""Exit codes of the command line."""

DONE, TO_ACT, FAILED, STOPPED = 0, 1, 2, 3
"""Done; done and something waits (an error, a unit that has not sent); not done and nothing written; stopped."""
