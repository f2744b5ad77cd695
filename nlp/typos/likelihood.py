"""Whether a word that no dictionary has is a slip of one that it has, or just a word that is missing there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from nlp.ports import Speller
from nlp.text import Token
from nlp.typos.new_compounds import (
    ends_in_a_word,
    is_compound,
    is_misheard_in_half,
    is_slip_in_half,
    is_swedish_compound,
    written_in_halves,
)
from nlp.typos.restore import marked
from nlp.typos.slips import bare, slips, undone
from nlp.view import View

COMPOUNDING: Final = frozenset({"fi", "sv"})
_EAR_TRUSTED: Final = frozenset({"fi", "sv"})
"""Languages in which what nobody wrote before is seldom both new and near to a common word; Romanian derives more."""
_HALF: Final = 4  # letters that make a half of a compound a word of its own
_COMMON: Final = 8  # frequency class from which a word may end a compound whose beginning nobody knows
_VERY_COMMON: Final = 15  # frequency classes that part a word from its plain slip, wherever that stands
_KNOWN: Final = 12  # frequency class of a name that everybody knows
_HEARD: Final = 5  # frequency class of a word that is one, though the dictionary lacks it
_EVERYWHERE: Final = 11  # frequency class from which a few letters are a word of speech or a short form
_PLAIN: Final = 0.6  # what a plain slip costs at most: letters swapped or doubled, a mark lost (`nlp.typos.slips`)
_ONE: Final = 1.0  # what one slip costs
_UNLIKE: Final = 6  # letters from which no other name is near by chance
_WRITTEN_BY_SOME: Final = 4  # frequency class of a name that hardly anybody bears
_OFFERED: Final = 3  # what the dictionary offers first
_NAME: Final = 5  # letters from which a name is told from its slip
_LONG: Final = 8  # letters of a word that is seldom near to another by chance
_TWO: Final = 1.7  # what two slips cost that are not the rudest
_BY_EAR: Final = 0.2  # slips a letter up to which an unheard word is a common one misspelt
_BIT: Final = 3  # letters below which anything is near to anything
_UNITALIAN: Final = re.compile(r"[bcdfghjkpqstvwxyz]$")
_VOWEL: Final = re.compile(r"[aeiouàèéìòù]")
_WRITTEN: Final = 2  # frequency class of what some people have written
_UNFINNISH: Final = re.compile(r"[cqwxzå]|[bcdfghjkmpqvwxz]$")

_PREFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("re", "un", "pre", "mis", "non", "inter", "over", "sub", "micro", "multi", "cyber", "audio", "photo"),
    "it": (
        *("auto", "inter", "multi", "biblio", "video", "audio", "foto", "mini", "micro", "super", "anti", "meta"),
        *("pre", "ri", "extra", "semi", "pluri", "tele", "info"),
    ),
    "ro": (
        *("auto", "inter", "multi", "biblio", "video", "audio", "foto", "mini", "micro", "super", "anti", "meta"),
        *("re", "pre", "extra", "tele", "info"),
    ),
}
"""What begins new words of which the dictionary has only the rest: "reshelved", "autoprestito"."""

_REST: Final = 5  # letters of that rest

_SMALL_WORDS: Final = frozenset(
    {"that", "this", "these", "those", "then", "than", "there", "their", "they", "them", "with", "from", "have"}
    | {"will", "would", "could", "should", "your", "what", "when", "where", "which", "because", "very", "were"}
)
"""What makes no English compound: "saidthat" is two words."""

_ENDINGS: Final = (
    ("abil[ei]", ("are",)),
    ("ibil[ei]", ("ere", "ire")),
    ("(?:in|ett)[oaie]", ("o", "a", "e")),
    ("issim[oaie]", ("o", "e")),
)
"""What Italian makes new words with, and what ends the word they are made of: "ritirabile", "lettorino"."""


def is_plain_slip(view: View, word: Token, speller: Speller) -> bool:
    """Whether a very common word with its letters swapped or doubled is what was typed, or a name by one slip.

    Names lie near to words by chance, so a name that nobody knows is a slip only of one that everybody does.
    """
    typed, capital = word.text.lower(), word.text[0].isupper()
    heard = speller.frequency(typed)
    for form in undone(typed) if len(typed) >= _BIT else ():
        ahead = speller.frequency(form) - heard
        if ahead >= _VERY_COMMON and slips(typed, form) <= _PLAIN and speller.knows(form):
            return True
        known_name = capital and ahead >= _KNOWN and not heard and len(typed) >= _NAME
        if known_name and speller.knows(form.capitalize()) and not speller.knows(form):
            return True
    if view.pack.lang != "ro":
        return False
    return any(speller.frequency(form) >= _COMMON and speller.knows(form) for form in marked(typed) if form != typed)


def is_capital_slip(word: Token, speller: Speller) -> bool:
    """Whether a longer word with a capital is a much commoner small word with its letters swapped or doubled."""
    typed = word.text.lower()
    if not word.text[0].isupper() or len(typed) <= _NAME:
        return False
    heard = speller.frequency(typed)
    return any(
        speller.frequency(form) - heard >= _COMMON and slips(typed, form) <= _PLAIN and speller.knows(form)
        for form in undone(typed)
    )


def well_known_names(view: View) -> tuple[str, ...]:
    """Places and firms that everybody knows, as the language's pack lists them."""
    return view.pack.rules["spelling"].words("places").source if "spelling" in view.pack.rules else ()


def well_known_names_near(view: View, typed: str) -> list[str]:
    """Those of them that a word with a capital is one slip from: "Samsumg"."""
    known = [name for name in well_known_names(view) if name[0] == typed[0] and len(name) >= _UNLIKE]
    return [name for name in known if slips(typed, name) <= _ONE]


def is_slip_of_a_place(view: View, word: Token, speller: Speller) -> bool:
    """Whether a name that hardly anybody has written is one slip from one that everybody knows: "Stokholm"."""
    if speller.frequency(word.text) > _WRITTEN_BY_SOME or not well_known_names(view):
        return False
    if well_known_names_near(view, word.text):
        return True
    places = {name.lower() for name in well_known_names(view)}
    near = [o for o in speller.suggest(word.text)[:_OFFERED] if slips(word.text, o) <= _ONE]
    return any(not places.isdisjoint({offer.lower(), *_base_forms(view, offer)}) for offer in near)


def _base_forms(view: View, form: str) -> set[str]:
    """What a longer form may be a form of: "Lappeenrantaan" is one of "lappeenranta"."""
    if view.lexicon is None or len(form) <= _UNLIKE:
        return set()
    return {reading.lemma.lower() for reading in view.lexicon.readings(form)}


def is_long_slip(word: Token, speller: Speller) -> bool:
    """Whether a long small word is one slip from a common one, or a longer one two: a slip even in a title."""
    typed = word.text
    if len(typed) < _LONG or not typed.islower():
        return False
    room = _TWO if len(typed) > _LONG else 1
    return any(speller.frequency(o) >= _COMMON and slips(typed, o) <= room for o in speller.suggest(typed)[:2])


def is_heard_as(word: str, speller: Speller) -> bool:
    """Whether a word that nobody has written before is near to a common one, for its length."""
    if speller.frequency(word):
        return False
    return any(
        cost <= _BY_EAR * len(word) and speller.frequency(form) >= _COMMON for cost, form in speller.by_ear(word)
    )


def is_near_a_word(view: View, word: Token, speller: Speller) -> bool:
    """Whether there is anything it could be a slip of: a term no dictionary is near to is more likely a term.

    Nor is a compound a slip because its halves are words ("recordkeeping"); "questionsand" is one.
    """
    offers = [offer for offer in speller.suggest(word.text) if len(offer) > 1]
    if "-" in word.text and offers and offers[0].lower() == word.text.lower():
        return _lacks_capitals(view.pack.lang, word) and not _is_hyphened(view.pack.lang, word.text, speller)
    if _is_heard(word, offers, speller):
        return False
    if is_slip_in_half(view.pack.lang, word.text.lower(), offers, speller):
        return True
    if view.pack.lang == "sv" and is_swedish_compound(view, word, offers, speller):
        misheard = not written_in_halves(offers) and is_heard_as(word.text, speller)
        return misheard or is_misheard_in_half("sv", word.text.lower(), speller)
    if any(look(view.pack.lang, word.text.lower(), offers, speller) for look in (_is_new_word, _is_loan)):
        return False
    by_hand = _is_near_by_hand(view, word, offers, speller)
    return by_hand or (view.pack.lang in _EAR_TRUSTED and is_heard_as(word.text, speller))


def _is_hyphened(lang: str, typed: str, speller: Speller) -> bool:
    """Whether a hyphen stands in a word that is one without it, between words or in one with an "s": "wi-fi"."""
    if lang not in {"en", "it"} or "-" not in typed:
        return False
    parts = typed.split("-")
    known = all(len(part) >= _BIT and speller.knows(part) for part in parts)
    return known or speller.knows("".join(parts)) or (lang == "en" and speller.knows(typed.removesuffix("s")))


def _is_loan(lang: str, typed: str, offers: Sequence[str], speller: Speller) -> bool:
    """Whether an Italian reply has it from elsewhere: it ends as no Italian word does, and people write it.

    Or it is a short form in small letters: "un sms".
    """
    whole = typed.replace("’", "'").rpartition("'")[2]
    if lang == "it" and len(whole) <= _HALF and speller.knows(whole.upper()) and not _VOWEL.search(whole):
        return True
    if lang != "it" or not _UNITALIAN.search(whole) or speller.frequency(whole) < _WRITTEN:
        return False
    return not any(o.islower() and speller.frequency(o) >= _COMMON and slips(typed, o) <= 1 for o in offers)


def _lacks_capitals(lang: str, word: Token) -> bool:
    """Whether a small word in parts is a name's, written with capitals alone: "anglo-irish", but not "e-ink"."""
    return lang not in COMPOUNDING and word.text.islower() and min(map(len, word.text.split("-"))) >= _BIT


def _is_new_word(lang: str, typed: str, offers: Sequence[str], speller: Speller) -> bool:
    """Whether its parts make it a word, and no common one is near: "reshelved", "interloan", "autoprestito"."""
    if _is_hyphened(lang, typed, speller):
        return True
    if lang not in _PREFIXES or any(speller.frequency(o) >= _HEARD and slips(typed, o.lower()) <= 1 for o in offers):
        return False
    whole = typed.replace("’", "'").rpartition("'")[2] if lang == "it" else typed
    rests = (whole.removeprefix(prefix) for prefix in _PREFIXES[lang] if whole.startswith(prefix))
    if any(len(rest) >= _REST and speller.knows(rest) and speller.frequency(rest) >= _COMMON for rest in rests):
        return True
    if lang == "it" and any(_is_stem(whole, ending, ends, speller) for ending, ends in _ENDINGS):
        return True
    words = (halves for halves in written_in_halves(offers) if len(halves) == 2 and min(map(len, halves)) >= _HALF)
    compounds = (halves for halves in words if _SMALL_WORDS.isdisjoint(halves))
    return lang == "en" and any(min(map(speller.frequency, halves)) >= _COMMON for halves in compounds)


def _is_stem(typed: str, ending: str, ends: Sequence[str], speller: Speller) -> bool:
    """Whether a word is a common one with an ending of its own."""
    found = re.fullmatch(rf"(\w{{{_HALF},}}){ending}", typed)
    made_of = (found[1] + end for end in ends) if found else ()
    return any(speller.knows(word) and speller.frequency(word) >= _COMMON for word in made_of)


def _is_near_by_hand(view: View, word: Token, offers: Sequence[str], speller: Speller) -> bool:
    """Whether what the dictionary offers is what a hand could have missed."""
    whole = [offer for offer in offers if " " not in offer and offer.replace("-", "") != word.text]
    apart = written_in_halves(offers)
    if view.pack.lang in COMPOUNDING:
        common = any(speller.frequency(offer) for offer in whole)
        if view.pack.lang == "fi" and _is_taken_over(word, whole, speller):
            return False
        if view.pack.lang == "fi" and not common and not apart and _is_rarely_heard(word, whole, speller):
            return False
        return common or not word.text.replace("-", "").isalpha() or not _is_new(view, word, apart, speller)
    if view.pack.lang == "ro" and whole and not any(speller.frequency(offer) for offer in whole):
        # its dictionary is full of rare forms, and what it lacks is near to some of them
        typed = word.text.lower()
        return any(slips(typed, o.lower()) <= _PLAIN or _lacks_marks(typed, o.lower()) for o in whole)
    if view.pack.lang == "en" and any(not _SMALL_WORDS.isdisjoint(halves) for halves in apart):
        return True
    return bool(whole) or (bool(apart) and not any(min(map(len, halves)) >= _HALF for halves in apart))


def _is_taken_over(word: Token, offers: Sequence[str], speller: Speller) -> bool:
    """Whether it has letters or an end that no Finnish word has and is near to no common one, or has a hyphen."""
    typed = word.text.lower()
    first, hyphen, last = typed.rpartition("-")
    parted = hyphen and min(len(first) - _BIT, len(last) - _HALF) >= 0 and not speller.knows(first + last)
    if parted and speller.knows(last):
        return speller.knows(first) or not any(speller.frequency(form) >= _COMMON for form in undone(first))
    return bool(_UNFINNISH.search(typed)) and not any(map(speller.frequency, offers))


def _is_rarely_heard(word: Token, offers: Sequence[str], speller: Speller) -> bool:
    """Whether it ends in a common word and is no plain slip of anything: "dinotutkija", beside "dingotutkija"."""
    plain = any(slips(word.text.lower(), offer.lower()) <= _PLAIN for offer in offers)
    return word.text.isalpha() and not plain and ends_in_a_word(word, speller)


def _lacks_marks(typed: str, meant: str) -> bool:
    """Whether nothing but marks tells two words apart."""
    return [bare(char) for char in typed] == [bare(char) for char in meant]


def _is_new(view: View, word: Token, apart: Sequence[Sequence[str]], speller: Speller) -> bool:
    """Whether it is a new compound, or in Finnish a word that others have written or one that ends in a known one."""
    if not apart and view.pack.lang == "fi" and not speller.suggest(word.text):
        return bool(speller.frequency(word.text)) or ends_in_a_word(word, speller)
    return is_compound(view, word, apart, speller)


def _is_heard(word: Token, offers: Sequence[str], speller: Speller) -> bool:
    """Whether it is commoner than all that it could be a slip of: a word, then, that the dictionary lacks."""
    heard = speller.frequency(word.text)
    if heard < _HEARD or any(offer.lower() == word.text.lower() for offer in offers):
        return False
    plain = min((slips(word.text.lower(), offer.lower()) for offer in offers), default=1.0) <= _PLAIN
    if len(word.text) <= _BIT and heard >= _EVERYWHERE and not plain:
        return True  # "hm", "mm", "btw"
    return all(min(map(speller.frequency, offer.split())) < heard for offer in offers)
