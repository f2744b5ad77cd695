"""How a patron sounds, told by the words that the rules listen for, too."""

from __future__ import annotations

from nlp.draft import LANGUAGES, Draft
from nlp.pack import load_pack
from nlp.view import View


def complains(said: str, lang: str) -> bool:
    """Whether these words of a patron are a complaint; never in a language that isn't read. Loads its pack."""
    if lang not in LANGUAGES or not said.strip():
        return False
    return bool(View(Draft("", lang=lang, question=said), load_pack(lang)).asked.of_list("complaint"))
