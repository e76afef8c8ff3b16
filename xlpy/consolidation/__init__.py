"""From checked submissions to one edition: totals, gaps, what changed."""
