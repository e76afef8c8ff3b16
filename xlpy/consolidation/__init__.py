"""From checked submissions to one edition: totals, missing reasons, what changed."""
