"""What the library itself has told: names, titles and its own words, known in whatever form they stand.

A name of several words is known as a whole ("the house of the spirits") and, in its capitalised words, one by one
("Allende's"). A house word is known with the endings that its language puts on words ("bokbussens", "Heltin").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlp.draft import House
from nlp.text import Token, fold

_STEM: Final = 3  # letters that must be left when an ending is taken off
_WORD: Final = re.compile(r"[\w'’-]+")
_ENDINGS: Final[Mapping[str, Sequence[str]]] = {
    "en": ("'s", "’s", "s'", "es", "s"),
    "it": (),
    "ro": (
        *(
            "ului",
            "urilor",
            "urile",
            "ele",
            "elor",
            "ilor",
            "uri",
            "lui",
            "lor",
            "ul",
            "ei",
            "ii",
            "le",
            "a",
            "e",
            "i",
            "u",
        ),
        *("-ul", "-ului", "-uri", "-urile"),
    ),
    "sv": (
        "arnas",
        "ornas",
        "ernas",
        "arna",
        "orna",
        "erna",
        "ens",
        "ets",
        "ns",
        "ar",
        "or",
        "er",
        "en",
        "et",
        "s",
        "n",
    ),
    "fi": (
        *("iinsa", "issa", "issä", "ista", "istä", "illa", "illä", "ilta", "iltä", "ille", "iksi", "seen", "hin"),
        *("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "iin", "aan", "ään", "een", "oon"),
        *(
            "uun",
            "yyn",
            "öön",
            "ien",
            "jen",
            "ia",
            "iä",
            "ja",
            "jä",
            "na",
            "nä",
            "ta",
            "tä",
            "an",
            "än",
            "in",
            "en",
            "on",
        ),
        *("un", "yn", "ön", "it", "n", "t", "a", "ä", "kin", "nkin", "ni", "si", "nsa", "nsä", "mme", "nne"),
    ),
}
_LAST: Final[Mapping[str, Sequence[str]]] = {"it": "aeio", "ro": ("ă", "a", "e", "")}
"""Last letters that a language changes: Italian "prestito, prestiti", Romanian "tabletă, tabletei"."""


@dataclass(frozen=True, slots=True)
class Known:
    """Names looked at once.

    Attributes:
        words: Each capitalised word of a name, folded.
        runs: Names of several words, folded, by their first word.
    """

    words: frozenset[str]
    runs: Mapping[str, tuple[tuple[str, ...], ...]]


@lru_cache(maxsize=8)
def know(names: frozenset[str]) -> Known:
    """The names as a check asks for them (cost: linear, once for a set of names)."""
    words: set[str] = set()
    runs: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in names:
        parts = _WORD.findall(name)
        words.update(part.casefold() for part in parts if part[:1].isupper())
        if len(parts) > 1:
            folded = tuple(part.casefold() for part in parts)
            runs[folded[0]].append(folded)
    return Known(frozenset(words), {first: tuple(found) for first, found in runs.items()})


def is_told(token: Token, house: House, lang: str) -> bool:
    """Whether a word is one that the library told, or a form of one; a name keeps its capital."""
    if token.text in house.names:
        return True
    words = house.words.get(lang, frozenset())
    named = know(house.names).words if house.names and token.text[:1].isupper() else frozenset()
    if not words and not named:
        return False
    forms = {form for key in {token.key, token.text.casefold()} for form in bases(key, lang)}
    return any(form in words or form in named or fold(form, lang) in words for form in forms)


def told_runs(text: str, house: House) -> tuple[tuple[int, int], ...]:
    """Where names and titles of several words stand, as code points, capitals or not."""
    runs = know(house.names).runs if house.names else {}
    if not runs:
        return ()
    found = [(match.start(), match.end(), match[0].casefold()) for match in _WORD.finditer(text)]
    spans = []
    for at, (start, _, word) in enumerate(found):
        for run in runs.get(word, ()):
            here = found[at : at + len(run)]
            if tuple(word for _, _, word in here) == run:
                spans.append((start, here[-1][1]))
    return tuple(spans)


def bases(form: str, lang: str) -> Iterator[str]:
    """What a folded form may be a form of, itself first; generous, as only told words are looked up."""
    yield form
    whole = re.split(r"['’]", form)[-1] if lang == "it" else form
    yield whole
    for ending in _ENDINGS[lang]:
        if whole.endswith(ending) and len(whole) - len(ending) >= _STEM:
            stem = whole[: -len(ending)]
            yield stem
            yield from (stem + last for last in _LAST.get(lang, ()))
            if lang == "fi" and stem.endswith("se"):
                yield stem[:-2] + "nen"
    if lang == "it" and len(whole) > _STEM:
        yield from (whole[:-1] + last for last in _LAST["it"])
