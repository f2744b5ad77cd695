"""Forgetting one patron everywhere, and staying forgetful when an older copy of the desk comes back.

log.py remembers by keyed digests what was erased, memory.py keeps it current and erases again what a copy brings
back, eraser.py finds everything of one patron and erases it where we can reach, report.py says where we can't.
"""
