"""The commands of ``plan167``, one family a file; loaded only when called, since each brings its own libraries."""
