"""The answer to the units: a slip for each that has sent, a reminder letter for each that has not or not in time."""
