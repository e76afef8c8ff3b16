"""What Excel and Word refuse or repair: each cause with its source, a check over a package, and a planted fault.

Nobody here has an Excel; the causes are its documented limits, the standard, and public reports of "unreadable
content". A file with no cause found is no proof that Excel takes it; a file with one would be refused or changed.
"""
