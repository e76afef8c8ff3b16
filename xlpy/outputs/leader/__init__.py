"""The page and the slides for the leader: one content, two templates that staff edit."""
