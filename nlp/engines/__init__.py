"""The doors to LanguageTool, Hunspell, Voikko, spaCy and the dictionaries; everything here may be absent."""

from nlp.engines.doors import open_engines

__all__ = ["open_engines"]
