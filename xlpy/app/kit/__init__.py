"""A kit: one folder with a Python of its own, for PCs that have neither Python nor network nor an administrator.

Made by ``python run.py kit`` on a Windows PC that has Python. Only the standard library is imported here.
"""
