"""Another form of the same word: "hämtar" as an infinitive, "stor" for a neuter.

The lexicon tells only what a form can be, so its neighbours are tried: the word's stem with each of the language's
endings. What the lexicon knows as a form of the same base form, with the features wanted, is one. A pack names the
endings in its list ``endings``, and in ``forms`` everyday forms that no ending makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from nlp.ports import Lexicon, Speller

_STEM: Final = 2  # letters that a stem has at least
_CUT: Final = 4  # letters that an ending has at most


def form_of(
    word: str,
    wanted: str,
    lexicon: Lexicon,
    endings: Sequence[str],
    forms: Sequence[str],
    *,
    speller: Speller | None = None,
) -> str | None:
    """The commonest form of a small word with the features wanted; None where none is known.

    Args:
        word: The form as typed.
        wanted: Part of speech and features as phrases write them: ``VERB:VerbForm=Inf``.
        lexicon: What forms can be.
        endings: What may end a form; without them only base forms and ``forms`` are found.
        forms: Rows of a base form and, behind it, forms of it that no ending makes.
        speller: What knows which of several is common.
    """
    pos, _, features = wanted.partition(":")
    feats = frozenset(features.split("&"))
    bases = {reading.lemma for reading in lexicon.readings(word) if reading.pos == pos}
    unlike = [form for row in forms for base, *others in [row.split()] if base in bases for form in others]
    found = [
        form
        for form in dict.fromkeys((*bases, *unlike, *_ended({word, *bases}, endings)))
        if any(r.pos == pos and r.lemma in bases and feats <= r.feats for r in lexicon.readings(form))
    ]
    return max(found, key=speller.frequency if speller else len, default=None)


def _ended(words: set[str], endings: Sequence[str]) -> Iterator[str]:
    """Each word's stems, with each of the endings and with none."""
    for word in sorted(words):
        for cut in range(min(_CUT, len(word) - _STEM) + 1):
            stem = word[: len(word) - cut]
            yield from (stem + ending for ending in ("", *endings))
