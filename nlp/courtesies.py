"""Which courtesies a reply holds: a greeting, the need confirmed, a next step, a closing. For figures."""

from __future__ import annotations

from typing import Final, Literal

from nlp.acts import Acts
from nlp.draft import LANGUAGES
from nlp.pack import load_pack
from nlp.splitting import read_text

Courtesy = Literal["greeting", "need", "next_step", "closing"]

_BY_ACTS: Final[dict[Courtesy, tuple[str, ...]]] = {
    "greeting": ("greeting",),
    "need": ("clarifying", "confirmation"),
    "next_step": ("next_step", "promise", "offer", "handover"),
    "closing": ("closing", "extra"),
}


def courtesies_in(text: str, lang: str) -> frozenset[Courtesy]:
    """The courtesies of a reply (cost: linear); none in a language that isn't read."""
    if lang not in LANGUAGES:
        return frozenset()
    pack = load_pack(lang)
    acts = Acts(read_text(text, lang, None, pack.abbreviations), pack)
    return frozenset(courtesy for courtesy, kinds in _BY_ACTS.items() if acts.has(*kinds))
