"""Speed and memory of the whole consolidation as ratios against a floor and a named peer, in one run."""
