"""Files that come with a patron's words: kept outside the journal, under ids that say nothing.

kinds.py knows what a file is by its first bytes, names.py makes its name safe to show, files.py keeps the bytes.
What is too large or of a kind the library does not take is refused by a sentence; the words that came with it stay.
"""
