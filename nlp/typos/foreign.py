"""Words of other languages inside a reply: greetings, quoted words, Latin names of species.

A librarian greets in the patron's language and goes on in her own ("Kia ora Hemi", "Mulțumesc för brevet"). No
dictionary of the reply's language has such words, and short ones lie near to something by chance, so what vouches for
them is their company: a phrase the world knows (`foreign.toml`), letters that the language doesn't write, other
words that nobody knows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from nlp.ports import Speller
from nlp.text import Token
from nlp.typos.likelihood import COMPOUNDING
from nlp.typos.slips import bare, slips

_LETTERS: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset("éèêïç"),
    "it": frozenset("àáèéìíòóùúî"),
    "ro": frozenset("ăâîșțşţãé"),
    "sv": frozenset("åäöéüà"),
    "fi": frozenset("åäöšžé"),
}
"""Letters with marks that a language writes, or that its writers have at hand and mistake for theirs."""

_REACH: Final = 2  # words on either side of a foreign one that are taken for the same language
_SHORT: Final = 5  # letters of a word that lies near to others by chance
_TINY: Final = 3  # letters of one that is near to anything
_COMMON: Final = 8  # frequency class of a word that may have been meant
_SLIP: Final = 1.0
_GENUS: Final = ("us", "um", "is", "ys", "as", "es", "ia", "ea", "ix", "ex", "on", "os", "a")
_SPECIES: Final = ("us", "um", "is", "ii", "ae", "ens", "ans", "ix", "ex", "ensis", "or", "ur", "ytes")
_VULGAR: Final = ("a", "i", "e")  # ends of species that are ends of any word in Italian and Romanian
_ROMANCE: Final = frozenset({"it", "ro"})


def foreign_words(lang: str, words: Sequence[Token], unknown: Sequence[Token], speller: Speller) -> frozenset[int]:
    """Positions (`Token.index`) of the unknown words of a sentence that belong to another language.

    Args:
        lang: The language of the reply.
        words: All words of the sentence as they are written, left to right.
        unknown: Those of them that no dictionary has and that are no plain slip of a common word.
        speller: The dictionary of the reply's language.
    """
    if not unknown:
        return frozenset()
    strange = {word.index for word in unknown}
    heard = {words[at].index for start, end in _phrases(words, speller) for at in range(start, end)}
    marked = {word.index for word in words if _has_foreign_letters(word, lang, speller)}
    near = {word.index for at, word in enumerate(words) if _is_beside(words, at, heard, marked)}
    return frozenset(
        strange & (heard | marked | near | _runs(words, unknown) | _pairs(lang, words, strange, speller))
    ) | frozenset(_species(lang, words, strange, speller))


@lru_cache(maxsize=1)
def _known_phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in tomllib.loads(files("nlp.typos").joinpath("foreign.toml").read_text("utf-8"))["phrases"]:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(runs, key=len, reverse=True)) for first, runs in found.items()}


def _phrases(words: Sequence[Token], speller: Speller) -> Iterator[tuple[int, int]]:
    """Where a phrase of another language stands, as positions in ``words``: one of its words is none of ours."""
    small = [word.text.lower().replace("’", "'") for word in words]
    known = _known_phrases()
    for at, word in enumerate(small):
        for run in known.get(word, ()):
            if tuple(small[at : at + len(run)]) == run and not all(map(speller.knows, run)):
                yield at, at + len(run)
                break


def _has_foreign_letters(word: Token, lang: str, speller: Speller) -> bool:
    """Whether it has letters that the language doesn't write, and isn't a common word with a wrong mark."""
    typed = word.text.lower()
    if all(char.isascii() or char in _LETTERS[lang] or not char.isalpha() for char in typed):
        return False
    plain = "".join(map(bare, typed))
    twins = (offer.lower() for offer in (plain, *speller.suggest(word.text)[:3]))
    return not any(
        speller.frequency(twin) >= _COMMON and speller.knows(twin) and "".join(map(bare, twin)) == plain
        for twin in twins
    )


def _is_beside(words: Sequence[Token], at: int, heard: set[int], marked: set[int]) -> bool:
    """Whether a word stands near a phrase of another language, or a short one near letters of one."""
    around = {word.index for word in words[max(0, at - _REACH) : at + _REACH + 1]}
    return bool(around & heard) or (len(words[at].text) <= _SHORT and bool(around & marked))


def _runs(words: Sequence[Token], unknown: Sequence[Token]) -> set[int]:
    """Positions in a run of three or more unknown words: another language, not three typos.

    A slip right after a name of two words is no foreign phrase, so one small word alone makes no run.
    """
    strange = {word.index for word in unknown}
    small = {word.index for word in unknown if word.text.islower()}
    runs: set[int] = set()
    for three in zip(words, words[1:], words[2:], strict=False):
        positions = {word.index for word in three}
        if positions <= strange and len(positions & small) != 1:
            runs |= positions
    half = len(words) >= 4 and len(strange) * 2 > len(words)
    return strange if half else runs


def _pairs(lang: str, words: Sequence[Token], strange: set[int], speller: Speller) -> set[int]:
    """Two small words in a row that nobody knows and that nothing common is near to.

    Not where people make new compounds every day: there, one of two unknown words may be one, and the other a slip.
    """
    if lang in COMPOUNDING:
        return set()
    return {
        word.index
        for pair in pairwise(words)
        if pair[1].start - pair[0].end == 1
        and all(word.index in strange and word.text.islower() and not _is_near(word.text, speller) for word in pair)
        for word in pair
    }


def _is_near(typed: str, speller: Speller) -> bool:
    offers = speller.suggest(typed)[:3]
    return len(typed) <= _TINY or any(speller.frequency(o) >= _COMMON and slips(typed, o) <= _SLIP for o in offers)


def _species(lang: str, words: Sequence[Token], strange: set[int], speller: Speller) -> Iterator[int]:
    """The small word of a name like "Erithacus rubecula": a capital that no dictionary has, and Latin ends."""
    for genus, species in pairwise(words):
        if species.index not in strange or not species.text.islower() or not genus.text.istitle():
            continue
        initial = genus.text if genus.text.endswith(".") else "." * (species.start - genus.end - 1)
        if len(genus.text.rstrip(".")) == 1 and initial.endswith("."):  # "T. rex", "E. coli"
            yield species.index
            continue
        latin = genus.text.endswith(_GENUS) and species.text.endswith((*_SPECIES, *_VULGAR))
        plainly = species.text.endswith(_SPECIES) or genus.text.endswith(("us", "um", "is"))
        if latin and (plainly or lang not in _ROMANCE) and not speller.knows(genus.text.lower()):
            yield species.index
            yield genus.index
