"""Words a dictionary must not scream at: names, titles, foreign words, codes.

A library's replies are full of authors, patrons and branches; most false alarms of spelling checkers are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from nlp.ports import Reading, Speller
from nlp.slips import slips
from nlp.text import Sentence, Token, fold
from nlp.view import View

_SHORT_FORM: Final = 5  # letters
_COMPOUNDING: Final = frozenset({"fi", "sv"})
_FORMS_TRUSTED: Final = frozenset({"ro"})
"""Languages whose dictionary of forms knows right words that the speller's lacks."""

_HALF: Final = 4  # letters that make a half of a compound a word of its own
_COMMON: Final = 8  # frequency class from which a word may end a compound whose beginning nobody knows
_VERY_COMMON: Final = 15  # frequency classes that part a word from its plain slip, wherever that stands
_KNOWN: Final = 14  # frequency class of a name that everybody knows
_AHEAD: Final = 6  # frequency classes by which a small word must be commoner than the name it is taken for
_BIT: Final = 3  # letters below which anything is near to anything
_PLAIN: Final = 0.6  # what a plain slip costs at most: letters swapped or doubled, a mark lost (`nlp.suggest.slips`)
_NOMINAL: Final = frozenset({"NOUN", "ADJ", "PROPN"})
_QUOTES: Final = "'’"
_ACCENTED: Final = frozenset("aeiou")
_LONG: Final = 7  # letters from which a rare word is likelier than a name
_SPOKEN: Final = {
    "ro": ((re.compile(r"^.*-(?=[nm][b-df-hj-np-tv-z])"), "î"),),
    "fi": (
        (re.compile(r"(?<=..[a-zäö]s)$"), "i"),
        (re.compile(r"(?<=..n[uy])$"), "t"),
        (re.compile(r"(?<=..[oöuaä])(?=s(?:i[aä]|et|en|ii?n|ill[aäe]|ist[aä]|iss[aä])$)"), "i"),
        (re.compile(r"^ite"), "itse"),
        (re.compile(r"(?<=..[ns])ks$"), "ko"),
        (re.compile(r"(?<=[äöey])ks$"), "kö"),
        (re.compile(r"(?<=[aoiu])ks$"), "ko"),
        (re.compile(r"(?<=..ss|..st|..lt)$"), "a"),
        (re.compile(r"(?<=..ss|..st|..lt)$"), "ä"),
        (re.compile(r"(?<=h)(?=[aä]$)"), "d"),
    ),
}
"""What speech drops, by language: Romanian "în-" behind a hyphen; Finnish endings, "-isia" as "-sia"."""

_GOES_ON: Final = re.compile(r"[,;:)]| ?[a-zà-ÿăâîșțåäö0-9]")


def unknown_words(view: View, speller: Speller) -> Iterator[Token]:
    """Words that the dictionary lacks and nothing else vouches for, left to right."""
    for sentence in view.text.sentences:
        words = list(_written(view, sentence))
        unknown = [word for word in words if _is_checked(view, word) and not _knows(view, word, speller)]
        foreign = _foreign(words, unknown)
        for word in unknown:
            name = _is_name(view, sentence, word, speller) and not _is_plain_slip(view, word, speller)
            spared = name or word.index in foreign or _is_short_form(view, word)
            if not spared and _is_near_a_word(view, word, speller):
                yield word


def _knows(view: View, word: Token, speller: Speller) -> bool:
    """Whether a dictionary has it: the speller's, or the one of forms, which knows rare words that it lacks."""
    if any(speller.knows(form) for form in dict.fromkeys(_as_spoken(view, word.text))):
        return True
    return view.pack.lang in _FORMS_TRUSTED and view.lexicon is not None and bool(view.lexicon.readings(word.text))


def _as_spoken(view: View, word: str) -> Iterator[str]:
    """The word, and what speech makes of it: "se-mbarcă" of îmbarcă, "luokses" of luoksesi, "kasvanu" of kasvanut.

    A mark that closes a quotation is no part of a word ("'praktikant'"); one that stands for an accent is ("piu'").
    """
    yield word
    if word[0] in _QUOTES or word[-1] not in _QUOTES or word[-2:-1].lower() not in _ACCENTED:
        yield word.strip(_QUOTES)
    for pattern, whole in _SPOKEN.get(view.pack.lang, ()):
        if pattern.search(word):
            yield pattern.sub(whole, word)


def _is_plain_slip(view: View, word: Token, speller: Speller) -> bool:
    """Whether a very common word with its letters swapped or doubled is what was typed, or a name by one slip.

    Names lie near to words by chance, so a name that nobody knows is a slip only of one that everybody does.
    """
    for offer in speller.suggest(word.text)[:3]:
        cost, common = slips(word.text.lower(), offer.lower()), speller.frequency(offer)
        if cost <= _PLAIN and common - speller.frequency(word.text) >= _VERY_COMMON and len(word.text) >= _BIT:
            return True
        if view.pack.lang == "ro" and common >= _COMMON and _lacks_marks(word.text, offer):
            return True
        known_name = offer[0].isupper() and not speller.knows(offer.lower())
        if known_name and cost <= 1 and common >= _KNOWN and len(word.text) > _SHORT_FORM:
            return not speller.frequency(word.text)
    return False


def _lacks_marks(typed: str, meant: str) -> bool:
    """Whether a word typed without any marks is another one but for them."""
    return typed.isascii() and len(typed) == len(meant) and slips(typed.lower(), meant.lower()) <= _PLAIN


def _is_short_form(view: View, word: Token) -> bool:
    """An abbreviation the pack knows, or a few letters with a full stop that ends no sentence."""
    accepted = view.pack.rules["spelling"].words("accepted").source if "spelling" in view.pack.rules else ()
    if word.key in view.pack.abbreviations or word.key in accepted:
        return True
    rest = view.draft.text[word.end : word.end + 3]
    return len(word.text) <= _SHORT_FORM and rest[:1] == "." and bool(_GOES_ON.match(rest, 1))


def _is_near_a_word(view: View, word: Token, speller: Speller) -> bool:
    """Whether there is anything it could be a slip of: a term no dictionary is near to is more likely a term.

    Nor is a compound a slip because its halves are words ("recordkeeping"); "questionsand" is one.
    """
    offers = [offer for offer in speller.suggest(word.text) if len(offer) > 1]
    if "-" in word.text and offers and offers[0].lower() == word.text.lower():
        return False
    whole = [offer for offer in offers if " " not in offer and offer.replace("-", "") != word.text]
    apart = [offer.split() for offer in offers if " " in offer and offer[1:].islower()]
    heard = speller.frequency(word.text)
    if heard >= _AHEAD and all(min(map(speller.frequency, offer.split())) < heard for offer in offers):
        return False  # commoner than all that it could be a slip of, so a word that the dictionary lacks
    if view.pack.lang in _COMPOUNDING:
        if any(speller.frequency(offer) for offer in whole):
            return True
        return bool(offers or view.pack.lang == "sv") and not _is_compound(view, word, apart, speller)
    return bool(whole) or (bool(apart) and not any(min(map(len, halves)) >= _HALF for halves in apart))


def _is_compound(view: View, word: Token, apart: Sequence[Sequence[str]], speller: Speller) -> bool:
    """A new compound: a noun's or adjective's bare form before another word, or anything before a common one.

    What else the dictionary would part is written apart: "suurinpiirtein", "ennenkaikkea".
    """
    if view.lexicon is None:
        return any(min(map(len, halves)) >= _HALF for halves in apart)
    for head, *rest in apart:
        bare = any(r.pos in _NOMINAL and _is_bare(r) for r in view.lexicon.readings(head))
        tail = any(r.pos in _NOMINAL for r in view.lexicon.readings(rest[-1]))
        if len(rest) == 1 and min(len(head), len(rest[0])) >= _HALF and tail and (bare or view.pack.lang == "sv"):
            return True
    tails = (word.text[at:] for at in range(_HALF, len(word.text) - _HALF))
    return view.pack.lang == "sv" and any(
        speller.frequency(tail) >= _COMMON and speller.knows(tail) for tail in tails
    )


def _is_bare(reading: Reading) -> bool:
    return "Case=Nom" in reading.feats and "Number=Sing" in reading.feats


def _written(view: View, sentence: Sentence) -> Iterator[Token]:
    """The words as written: what spaCy takes apart ("do|n't", "i|ve", "l'|orario") is judged as one."""
    run: list[Token] = []
    for token in sentence.tokens:
        joined = token.is_word or token.text in {"'", "’"}
        if run and not (joined and run[-1].end == token.start):
            yield _joined(view, run)
            run = []
        if token.is_word or (run and joined):
            run.append(token)
    if run:
        yield _joined(view, run)


def _joined(view: View, run: list[Token]) -> Token:
    if len(run) == 1:
        return run[0]
    text = view.text.quote(run[0].start, run[-1].end)
    return replace(
        run[0], end=run[-1].end, text=text, key=fold(text, view.pack.lang), readings=(), lemmas=frozenset()
    )


def _is_checked(view: View, token: Token) -> bool:
    """Whether a token is a plain word: letters only (hyphens and apostrophes inside), in no link or quotation."""
    letters = token.text.replace("-", "").replace("'", "").replace("’", "")
    if len(letters) < 2 or not letters.isalpha():
        return False
    if (len(letters) > 1 and token.text.isupper()) or token.key in view.patron_words:
        return False
    if view.inside(token.start, token.end, (*view.links, *view.addresses, *view.quoted)):
        return False
    house = view.draft.house
    return token.text not in house.names and token.key not in house.words.get(view.pack.lang, frozenset())


def _foreign(words: list[Token], unknown: list[Token]) -> frozenset[int]:
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
    return frozenset(strange if half else runs)


def _is_name(view: View, sentence: Sentence, token: Token, speller: Speller) -> bool:
    """A capital inside a sentence is a name; at its start only where no word of the language is near."""
    if not token.text[0].isupper():
        return _has_inner_capital(token)
    starts = not any(other.is_word for other in sentence.tokens if other.index < token.index)
    if not starts or _has_inner_capital(token) or _signs(view, token):
        return True
    following = next((other for other in sentence.words if other.index > token.index), None)
    if following is not None and following.text[0].isupper():
        return True
    return not any(_is_slip_of(token, word, view.pack.lang, speller) for word in speller.suggest(token.text)[:3])


def _has_inner_capital(token: Token) -> bool:
    return any(char.isupper() for char in token.text[1:])


def _signs(view: View, token: Token) -> bool:
    """Whether it stands in a signature: a short line near the end."""
    line = view.draft.text[view.draft.text.rfind("\n", 0, token.start) + 1 :].split("\n", 1)[0]
    return len(line.split()) <= 3 and "\n" in view.draft.text[: token.start]


def _is_slip_of(token: Token, word: str, lang: str, speller: Speller) -> bool:
    """Whether a capitalised word is one slip from a small word: a common one, or a long one (names seldom are)."""
    typed, meant = token.key, fold(word, lang)
    if typed[:1] != meant[:1] or " " in word or not one_slip(typed, meant):
        return False
    small = word.lower()
    common, as_name = speller.frequency(small), speller.frequency(token.text)
    unheard = not as_name and bool(common or len(typed) >= _LONG)
    return speller.knows(small) and (common - as_name >= _AHEAD or unheard)


def one_slip(typed: str, meant: str) -> bool:
    """Whether one letter too many, too few, wrong or swapped with its neighbour makes the difference."""
    short, long = sorted((typed, meant), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    if len(short) != len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped
