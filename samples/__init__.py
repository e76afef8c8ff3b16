"""The shipped examples and what makes them: figures, words, forms, and the faults real files come with."""
