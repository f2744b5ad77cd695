"""Whether a word that no dictionary has is a compound that nobody wrote before, or a slip in one.

Swedish and Finnish make them as they go ("skelleftemålet", "fröbiblioteket"), so a dictionary has never all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from nlp.ports import Reading, Speller
from nlp.text import Token
from nlp.typos.compounds import NEEDS_S
from nlp.typos.slips import slips
from nlp.view import View

_HALF: Final = 4  # letters that make a half of a compound a word of its own
_COMMON: Final = 8  # frequency class from which a word may end a compound whose beginning nobody knows
_HEARD: Final = 5  # frequency class of a word that is one, though the dictionary lacks it
_NO_STRANGER: Final = 0.85  # what a slip costs at most that puts no strange letter into the word (`nlp.typos.slips`)
_IN_HALF: Final = {"sv": 1.0, "fi": 0.8}  # what a slip in one half costs at most; Finnish words lie closer
_FIRST: Final = {"sv": 0.4}  # and how much more in the first letter
_LONG: Final = 8  # letters of a word that is seldom near to another by chance
_BY_EAR: Final = 0.2  # slips a letter below which a half that is no word is a common one misspelt
_BIT: Final = 3  # letters below which anything is near to anything
_REST: Final = 5  # letters of what is a word without being common
_WHOLE: Final = 3  # letters of a Swedish half
_WRITTEN: Final = 5  # frequency class of one
_NOMINAL: Final = frozenset({"NOUN", "ADJ", "PROPN"})
_PARTICLES: Final = frozenset(
    {"ylös", "alas", "ulos", "sisään", "takaisin", "pois", "yhteen", "läpi", "esiin", "mukaan", "eteen", "kiinni"}
)
"""Finnish particles that begin compounds: "ylösnousu"."""

_SWEDISH_PARTICLES: Final = frozenset(
    {"om", "på", "av", "in", "ut", "upp", "ner", "ned", "för", "fram", "till", "bort"}
)
"""And Swedish ones: "omlånad", "utlån"."""


def is_compound(view: View, word: Token, apart: Sequence[Sequence[str]], speller: Speller) -> bool:
    """A new compound: a noun's or adjective's bare form before another word, or anything before a common one.

    Anything, that is, from which no word is one slip away ("skelleftemålet", but not "lanekortet"). What else the
    dictionary would part is written apart: "suurinpiirtein", "ennenkaikkea".
    """
    if view.lexicon is None:
        return any(min(map(len, halves)) >= _HALF for halves in apart)
    for head, *rest in apart:
        bare = head in _PARTICLES or any(r.pos in _NOMINAL and _is_bare(r) for r in view.lexicon.readings(head))
        tail = any(r.pos in _NOMINAL for r in view.lexicon.readings(rest[-1]))
        if len(rest) == 1 and min(len(head), len(rest[0])) >= _HALF and tail and (bare or view.pack.lang == "sv"):
            return True
        if len(rest) == 1 and _ends_compounds(view, rest[0], speller) and _begins_compounds(view, head):
            return True
    if view.pack.lang != "sv" or not ends_in_a_word(word, speller):
        return False
    return _has_two_halves(word.text.lower(), speller) or not _is_one_slip_away(word, speller)


def is_swedish_compound(view: View, word: Token, offers: Sequence[str], speller: Speller) -> bool:
    """Whether its halves make a compound, and no word that anybody has written is one slip away."""
    near = (o for o in offers if " " not in o and slips(word.text.lower(), o.lower()) <= 1)
    if any(speller.frequency(o) for o in near):
        return False
    joined = any(_joined_halves(word.text.lower(), speller))
    return joined or is_compound(view, word, written_in_halves(offers), speller)


def is_slip_in_half(lang: str, typed: str, offers: Sequence[str], speller: Speller) -> bool:
    """Whether one half of a compound is no word, and a slip of a common one: "huvodnyckeln", "työlaluriveistä"."""
    room = _IN_HALF.get(lang, 0)
    if not (typed.isalpha() and room):
        return False
    near = [o.lower() for o in offers if " " not in o and len(o) > _LONG]
    whole = [o for o in near if slips(typed, o) - _FIRST.get(lang, 0.0) * (o[0] != typed[0]) <= room]
    return any(
        _is_slip_of_half(typed, offer, at, speller) for offer in whole for at in range(_BIT, len(offer) - _BIT + 1)
    )


def meant_compounds(lang: str, typed: str, speller: Speller) -> list[tuple[float, str]]:
    """Compounds of which one half was typed by ear and is common no more, with their cost in slips, nearest first.

    The other half is a word that people write: "deokumentvariabler", "formateringsovektyg".
    """
    meant = sorted((cost, form) for cost, form, _ in _misheard(lang, typed, speller))
    return [(cost, form) for cost, form in meant if form != typed and speller.knows(form)]


def is_misheard_in_half(lang: str, typed: str, speller: Speller) -> bool:
    """Whether one half of a compound is no word, and for its length near to a common one."""
    near = ((form, half) for cost, form, half in _misheard(lang, typed, speller) if cost < _BY_EAR * len(half))
    return any(not speller.knows(half) and form != typed and speller.knows(form) for form, half in near)


def _misheard(lang: str, typed: str, speller: Speller) -> Iterator[tuple[float, str, str]]:
    """What a Swedish compound may be, with its cost and the half that was mistaken."""
    if lang != "sv" or not typed.isalpha() or _has_two_halves(typed, speller):
        return
    for at in range(_HALF, len(typed) - _HALF + 1):
        first, last = typed[:at], typed[at:]
        common = _is_common_half(first, speller)
        if common == _is_common_half(last, speller):
            continue
        heads = ((0.0, first),) if common else _heard_as_half(first, speller)
        tails = speller.by_ear(last) if common else ((0.0, last),)
        for (one, head), (other, tail) in product(heads, tails):
            yield one + other, head + tail, last if common else first


def _is_common_half(part: str, speller: Speller) -> bool:
    """Whether people write a half, or the word that it is a form of."""
    return any(speller.frequency(stem) >= _WRITTEN and speller.knows(stem) for stem in (part, part.removesuffix("s")))


def _heard_as_half(first: str, speller: Speller) -> Iterator[tuple[float, str]]:
    """What a first half may be, with the "s" that joins it to the second."""
    yield from speller.by_ear(first)
    if first.endswith("s"):
        yield from ((cost, f"{head}s") for cost, head in speller.by_ear(first.removesuffix("s")))


def is_run_together(view: View, word: Token, speller: Speller) -> bool:
    """Whether the space was lost between two common words that make no compound: Finnish "kissajuokse"."""
    if view.pack.lang != "fi" or view.lexicon is None:
        return False
    for offer in speller.suggest(word.text)[:1]:
        first, _, last = offer.lower().partition(" ")
        parts = min(len(first), len(last)) >= _WHOLE and min(map(speller.frequency, (first, last))) >= _COMMON
        readings = view.lexicon.readings(last) if parts else ()
        if readings and not any(reading.pos in _NOMINAL for reading in readings):
            return True
    return False


def ends_in_a_word(word: Token, speller: Speller) -> bool:
    """Whether a common word closes it, so that it may be a compound whose beginning nobody knows."""
    tails = (word.text[at:] for at in range(_HALF, len(word.text) - _HALF))
    return any(speller.frequency(tail) >= _COMMON and speller.knows(tail) for tail in tails)


def written_in_halves(offers: Sequence[str]) -> list[list[str]]:
    """What the dictionary would write as two words."""
    return [offer.split() for offer in offers if " " in offer and offer[1:].islower()]


def _joined_halves(typed: str, speller: Speller) -> Iterator[bool]:
    """For each place where a Swedish word may be parted, whether both halves are ones: "läx|hjälparna"."""
    for at in range(_WHOLE, len(typed) - _WHOLE):
        first, last = typed[:at], typed[at:]
        if not first.endswith(NEEDS_S) and _is_last_half(last, speller):
            common = any(speller.frequency(one) >= _COMMON and speller.knows(one) for one in _stems(first))
            yield common or (len(first) > _REST and speller.knows(first))


def _has_two_halves(typed: str, speller: Speller) -> bool:
    """Whether a word can be parted into two that people write, the first perhaps as compounds bend it."""
    return any(
        _is_written(typed[at:], speller) and any(_is_written(stem, speller) for stem in _stems(typed[:at]))
        for at in range(_WHOLE, len(typed) - _WHOLE + 1)
    )


def _is_one_slip_away(word: Token, speller: Speller) -> bool:
    """Whether the dictionary has a word, be it a compound, from which this one without a hyphen is a likely slip."""
    offers = (offer.lower() for offer in speller.suggest(word.text) if " " not in offer)
    return word.text.isalpha() and any(slips(word.text.lower(), offer) <= _NO_STRANGER for offer in offers)


def _is_written(word: str, speller: Speller) -> bool:
    return speller.frequency(word) > 0 and speller.knows(word)


def _stems(first: str) -> tuple[str, ...]:
    """The words that a Swedish first half may be a form of: "skol", "läx", "arbets"."""
    stem = first.removesuffix("s")
    return first, f"{first}a", f"{first}e", stem, f"{stem}a"


def _is_last_half(last: str, speller: Speller) -> bool:
    """Whether it is a written or a longer known word, or who does what a common verb says: "pratarna"."""
    if speller.knows(last):
        return len(last) > _REST or speller.frequency(last) >= _WRITTEN
    verb = next(
        (last.removesuffix(one) for one in ("arnas", "arna", "arens", "aren", "are") if last.endswith(one)), ""
    )
    return len(verb) >= _WHOLE and speller.frequency(f"{verb}a") >= _COMMON and speller.knows(f"{verb}a")


def _is_slip_of_half(typed: str, offer: str, at: int, speller: Speller) -> bool:
    """Whether an offer, parted at some letter, differs from what was typed in one common half alone."""
    first, last = offer[:at], offer[at:]
    if typed.endswith(last):
        mistaken, meant, other = typed.removesuffix(last), first, last
    elif typed.startswith(first):
        mistaken, meant, other = typed.removeprefix(first), last, first
    else:
        return False
    common = max(speller.frequency(meant), speller.frequency(meant.removesuffix("s"))) >= _COMMON
    heard = speller.frequency(mistaken) or speller.frequency(mistaken.removesuffix("s"))
    return len(mistaken) >= _BIT and common and not heard and _is_half(other, speller)


def _is_half(part: str, speller: Speller) -> bool:
    return max(speller.frequency(part), speller.frequency(part.removesuffix("s"))) >= _HEARD


def _begins_compounds(view: View, head: str) -> bool:
    """Whether a short Swedish word may stand before any noun: "tur" in "turlån", "sy" in "syverkstad", "om"."""
    if view.pack.lang != "sv" or view.lexicon is None:
        return False
    bare = any(r.pos in _NOMINAL | {"VERB"} and _is_stem(r) for r in view.lexicon.readings(head))
    return head in _SWEDISH_PARTICLES or bare


def _ends_compounds(view: View, tail: str, speller: Speller) -> bool:
    """Whether it is a noun, an adjective or a participle, or a common word of which the lexicon says nothing."""
    readings = view.lexicon.readings(tail) if view.lexicon is not None else ()
    fits = any(r.pos in _NOMINAL or "VerbForm=Part" in r.feats for r in readings)
    return len(tail) >= _BIT and (fits or (not readings and speller.frequency(tail) >= _COMMON))


def _is_stem(reading: Reading) -> bool:
    return _is_bare(reading) or "VerbForm=Inf" in reading.feats or "Mood=Imp" in reading.feats


def _is_bare(reading: Reading) -> bool:
    return "Case=Nom" in reading.feats and "Number=Sing" in reading.feats
