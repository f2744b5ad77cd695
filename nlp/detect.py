"""Which of our five languages a text is in, told by the small words that its neighbours lack.

Most replies are told by these alone, at no cost; only where they don't settle it is a language model asked, which
also knows the languages that aren't ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

Rank = Callable[[str], list[tuple[str, float]]]
"""A model: every language it knows with its share of certainty, likeliest first."""

_WORDS: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ADDRESSES: Final = re.compile(r"\S+[@/]\S+")
_ENOUGH: Final = 2  # cue words that settle it, if the next language has at most a third
_SHORT: Final = 4  # words up to which a single cue settles it, if no other language has one
_FOREIGN: Final = 0.1  # a model that gives the best of ours less than this has read another language


def detect(text: str, cues: Mapping[str, frozenset[str]], rank: Rank | None = None) -> str | None:
    """The language of a text, BCP 47; None for an empty one or one in another language.

    Args:
        text: What a person wrote.
        cues: Small words by language, lower case.
        rank: A model for what the cues leave open; without one the best cues win.
    """
    words = [word.lower().replace("’", "'") for word in _WORDS.findall(_ADDRESSES.sub(" ", text))]
    if not words:
        return None
    votes = Counter({lang: sum(word in small for word in words) for lang, small in cues.items()})
    (first, most), (_, second) = votes.most_common(2)
    if (most >= _ENOUGH and 3 * second <= most) or (most and not second and len(words) <= _SHORT):
        return first
    if rank is None:
        return first if most > second else None
    share, lang = max((share, lang) for lang, share in rank(text) if lang in cues)
    return lang if share >= _FOREIGN or votes[lang] or len(words) <= _SHORT else None
