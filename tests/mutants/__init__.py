"""The desk with one of its guards taken out at a time: a test must turn red, each time.

``python -m tests.mutants`` (or ``make mutants``) works on a copy; the tree itself is not touched.
"""
