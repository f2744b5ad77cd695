"""How a name looks and where it stands: its capital, its neighbours, the verb behind it, a signature."""

from __future__ import annotations

from typing import Final

from nlp.ports import Speller
from nlp.text import Sentence, Token, fold
from nlp.typos.likelihood import is_heard_as
from nlp.typos.slips import bare, slips
from nlp.view import View

_SHORT_FORM: Final = 5  # letters
_ONE: Final = 1.0  # what one slip costs at most (`nlp.typos.slips`)
_AHEAD: Final = 6  # frequency classes by which a small word must be commoner than the name it is taken for
_A_LITTLE: Final = 3  # the same for long words
_TWO: Final = 1.7  # and two that are not the rudest
_PLAIN: Final = 0.6  # a plain one: letters swapped or doubled, a mark lost
_FIRST: Final = 1.2  # and one in the first letter
_COMMON: Final = 14  # frequency class of a word that even a first letter is mistaken in
_SELDOM: Final = 1  # frequency class of what hardly anybody writes
_BORNE: Final = 3  # and of what some people write, as names are
_THUMB: Final = 4  # letters from which two capitals and the rest small are a slip
_LONG: Final = 7  # letters from which a rare word is likelier than a name
_ALWAYS_CAPITAL: Final = frozenset({"I"})  # whose capital says nothing of the word before
_STREETS: Final = frozenset({"via", "viale", "piazza", "piazzale", "corso", "largo", "vicolo", "strada", "aleea"})
"""Behind which a name stands, in languages that put it there."""


def is_name(view: View, sentence: Sentence, token: Token, speller: Speller) -> bool:
    """A capital inside a sentence is a name; at its start only where no word of the language is near."""
    before, after = capitals_beside(sentence, token)
    if not token.text[0].isupper():
        return _has_inner_capital(token) or (before and after)  # "Ticket to Ride"
    if token.text[:2].isupper() and token.text[2:].islower() and len(token.text) >= _THUMB:
        return not speller.knows(token.text.capitalize())  # "THe": the thumb stayed on the key
    if not is_first(sentence, token) or _has_inner_capital(token) or signs(view, token):
        return True
    following = next((other for other in sentence.words if other.index > token.index), None)
    if following is not None and following.text[0].isupper() and following.text not in _ALWAYS_CAPITAL:
        return not _is_surely_slip(token, speller)
    if acts(sentence, token) and is_borne(token, speller):
        return True
    near = any(_is_slip_of(token, word, view.pack.lang, speller) for word in speller.suggest(token.text)[:3])
    return not (near or is_heard_as(token.text, speller))


def has_a_surname(sentence: Sentence, word: Token, speller: Speller) -> bool:
    """Whether a name stands right beside it: "Paola Venier", "by Stevyn Colgan"; or a street: "via Casanova"."""
    if not word.text[0].isupper() or word.start <= sentence.words[0].start:
        return False
    first, second = sentence.words[:2]
    forename = word.start == second.start and first.text[0].isupper() and not speller.knows(first.text.lower())
    return forename or names_a_street(sentence, word) or any(capitals_beside(sentence, word))


def names_a_street(sentence: Sentence, word: Token) -> bool:
    """Whether a street's word stands right before a capital: "via Casanova"."""
    before = next((other for other in reversed(sentence.words) if other.start < word.start), None)
    return before is not None and before.key in _STREETS and word.text[0].isupper()


def acts(sentence: Sentence, token: Token) -> bool:
    """Whether a verb follows at once, or behind one small word: "Rangi looks after", "Ylenia le mette"."""
    at = next((n for n, word in enumerate(sentence.words) if word.start == token.start), 0)
    return any(_is_finite(word) for word in sentence.words[at + 1 : at + 3])


def _is_finite(word: Token) -> bool:
    third = word.may_be("VERB", "Person=3") or word.may_be("AUX", "Person=3")
    return third or word.may_be("VERB", "Mood=Ind") or word.may_be("AUX", "Mood=Ind")


def is_borne(token: Token, speller: Speller) -> bool:
    """Whether people have written a short word before, and it is no plain slip of anything common: a name."""
    typed = token.text.lower()
    if len(typed) > _LONG or speller.frequency(token.text) < _BORNE:
        return False
    near = (offer.lower() for offer in speller.suggest(token.text)[:3])
    return not any(speller.frequency(o) >= _COMMON and slips(typed, o) <= _PLAIN for o in near)


def is_first(sentence: Sentence, word: Token) -> bool:
    """Whether it is the first word of its sentence, whatever marks stand before it."""
    return not any(other.is_word for other in sentence.tokens if other.index < word.index)


def capitals_beside(sentence: Sentence, token: Token) -> tuple[bool, bool]:
    """Whether the words before and after have a capital; that of a sentence's first word says nothing."""
    words = sentence.words
    at = next((n for n, word in enumerate(words) if word.start == token.start), 0)
    return at > 1 and words[at - 1].text[0].isupper(), at + 1 < len(words) and words[at + 1].text[0].isupper()


def _has_inner_capital(token: Token) -> bool:
    return any(char.isupper() for char in token.text[1:])


def signs(view: View, token: Token) -> bool:
    """Whether it stands in a signature: a short line near the end."""
    line = view.draft.text[view.draft.text.rfind("\n", 0, token.start) + 1 :].split("\n", 1)[0]
    return len(line.split()) <= 3 and "\n" in view.draft.text[: token.start]


def _is_surely_slip(token: Token, speller: Speller) -> bool:
    """Whether a word that hardly anybody bears is one slip from a common one, though a name seems to follow.

    Of a short word only the plainest slips tell: "Daer Anna".
    """
    typed = token.text.lower()
    if speller.frequency(typed) > _SELDOM:
        return False
    room = _PLAIN if len(typed) <= _SHORT_FORM else _ONE
    near = (word.lower() for word in speller.suggest(token.text)[:2] if " " not in word)
    return any(speller.frequency(o) >= _COMMON and speller.knows(o) and slips(typed, o) <= room for o in near)


def _is_slip_of(token: Token, word: str, lang: str, speller: Speller) -> bool:
    """Whether a capitalised word is a slip of a small one: a common one, or a long one (names seldom are)."""
    typed, meant = token.key, fold(word, lang)
    small = word.lower()
    common, as_name = speller.frequency(small), speller.frequency(token.text)
    if " " in word or (typed[:1] != meant[:1] and (as_name or common < _COMMON or len(typed) < _SHORT_FORM)):
        return False
    if _is_same_but_marks(typed.lower(), small):
        return (common > 0 or (len(typed) > _LONG and speller.knows(small))) and common >= as_name
    if not speller.knows(small) or slips(typed, meant) > (
        _TWO if len(typed) > _LONG else _FIRST if typed[:1] != meant[:1] else _ONE
    ):
        return False
    unheard = not as_name and bool(common or len(typed) >= _LONG)
    return unheard or common - as_name >= (_A_LITTLE if len(typed) > _LONG else _AHEAD)


def _is_same_but_marks(typed: str, meant: str) -> bool:
    return len(typed) == len(meant) and all(bare(one) == bare(two) for one, two in zip(typed, meant, strict=True))
