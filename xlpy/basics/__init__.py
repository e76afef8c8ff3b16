"""What every room may use and knows nothing of them: errors, days, cell names, texts, files, the system."""
