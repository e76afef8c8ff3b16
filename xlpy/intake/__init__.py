"""A folder of returned files -> submissions, each word and figure with its cell."""
