"""The catalogue: what the plan asks of whom, as data with validity dates."""
