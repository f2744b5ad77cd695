"""The language parts: what a desk needs beside its Python packages, where it lies, and how it comes there.

Two parts are fetched once for an account and shared by its desks: LanguageTool (its jars hold the dictionaries
too) and, for Finnish, Voikko. Java itself comes with the Python packages. Nothing here needs root.
"""

from bot.parts.places import VoikkoPaths, java, languagetool_jars, parts_dir, voikko_paths

__all__ = ["VoikkoPaths", "java", "languagetool_jars", "parts_dir", "voikko_paths"]
