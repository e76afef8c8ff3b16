"""What a person can ask for: buttons, commands, and what they keep."""
