"""Where things lie in LanguageTool's jars."""

from __future__ import annotations

from pathlib import Path
from typing import Final

RESOURCES: Final = "org/languagetool/resource"
"""The folder, inside every jar, below which a language's files are."""


def find_jar(parts: Path | None, pattern: str) -> Path | None:
    """The newest jar of LanguageTool's that matches a pattern; None when there is none or no parts folder."""
    if parts is None:
        return None
    return max((parts / "languagetool").glob(pattern), default=None)
