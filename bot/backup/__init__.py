"""Copies of a desk, made while it runs: whole, checked against themselves, and tried out before they are needed.

manifest.py says what a copy holds, sqlite.py and postgres.py copy the database as of one moment, files.py copies
files and knows them by their digest, making.py puts a copy together, restoring.py opens one in the desk's place, and
drill.py opens one in a scratch place to see that it would work.
"""
