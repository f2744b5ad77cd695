"""Words a dictionary must not scream at: names, titles, foreign words, codes.

A library's replies are full of authors, patrons and branches; most false alarms of spelling checkers are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from nlp.ports import Speller
from nlp.text import Sentence, Token, fold
from nlp.view import View

_SHORT_FORM: Final = 5  # letters
_COMPOUNDING: Final = frozenset({"fi", "sv"})
_HALF: Final = 4  # letters that make a half of a compound a word of its own
_LONG: Final = 7  # letters from which a rare word is likelier than a name
_DROPPED: Final = re.compile(r"^.*-(?=[nm][b-df-hj-np-tv-z])")
_GOES_ON: Final = re.compile(r"[,;:)]| ?[a-zà-ÿăâîșțåäö0-9]")


def unknown_words(view: View, speller: Speller) -> Iterator[Token]:
    """Words that the dictionary lacks and nothing else vouches for, left to right."""
    for sentence in view.text.sentences:
        words = list(_written(view, sentence))
        unknown = [word for word in words if _is_checked(view, word) and not _knows(speller, word)]
        foreign = _foreign(words, unknown)
        for word in unknown:
            sure = word.index not in foreign and not _is_name(view, sentence, word, speller)
            if sure and not _is_short_form(view, word) and _is_near_a_word(view, word, speller):
                yield word


def _knows(speller: Speller, word: Token) -> bool:
    """Whether the dictionary has it; a mark that closes a quotation is no part of a word ("'praktikant'")."""
    return any(speller.knows(form) for form in dict.fromkeys(_as_spoken(word.text)))


def _as_spoken(word: str) -> Iterator[str]:
    """The word; without quotation marks; with what speech drops ("se-mbarcă": îmbarcă, "luokses": luoksesi)."""
    yield word
    yield word.strip("'’")
    if _DROPPED.search(word):
        yield _DROPPED.sub("î", word)
    if word.endswith("s") and len(word) > _SHORT_FORM:
        yield f"{word}i"


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
    apart = [min(map(len, offer.split())) for offer in offers if " " in offer]
    compound = any(half >= _HALF for half in apart)
    return bool(whole or apart) and not (compound and (view.pack.lang in _COMPOUNDING or not whole))


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
    return bool(speller.frequency(small)) or (len(typed) >= _LONG and speller.knows(small))


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
