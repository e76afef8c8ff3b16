"""The answer to the units: a slip for each that has sent, a reminder for each that has not, or nothing usable."""
