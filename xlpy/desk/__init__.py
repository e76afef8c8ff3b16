"""What each button does, on the master workbook's port: the same for a click and for the command line."""
