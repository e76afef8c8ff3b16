"""The nouns: the plan's catalogue, a cell, a submission, an edition. Records only; no room is imported but basics."""
