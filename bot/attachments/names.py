"""The name of a file, made safe to show and to save: it is never used as a path here."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.attachments.kinds import ending

LONGEST: Final = 100
"""Characters of a name at most, its ending included."""

_ODD: Final = re.compile(r'[<>:"|?*]')
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def clean_name(name: str, media: str) -> str:
    """A name one can show and save anywhere.

    What is left out: folders, characters that can't be seen or that turn the direction of writing, what Windows does
    not allow, its device names, more than ``LONGEST`` characters. The ending is the one of the file's true type, so
    that a page in disguise is not opened as what it says it is.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(_as_seen(letter) for letter in unicodedata.normalize("NFC", last))
    stem = _ODD.sub("_", seen).strip(" .")
    end = ending(media) or ".bin"
    stem = _without_ending(stem, end)
    if not stem or _DEVICES.fullmatch(stem):
        stem = f"file {stem}".strip()
    return stem[: LONGEST - len(end)].rstrip(" .") + end


def _as_seen(letter: str) -> str:
    """Nothing for what can't be seen, a plain space for any space."""
    kind = unicodedata.category(letter)
    return "" if kind[0] == "C" or kind in {"Zl", "Zp"} else " " if kind == "Zs" else letter


def _without_ending(stem: str, end: str) -> str:
    """Without the ending it is going to get; ``.jpeg`` and ``.jpg`` are one."""
    for known in (end, ".jpeg") if end == ".jpg" else (end,):
        if stem.lower().endswith(known):
            return stem[: -len(known)].rstrip(" .")
    return stem
