"""Words a dictionary must not scream at: names, titles, foreign words, codes.

A library's replies are full of authors, patrons and branches; most false alarms of spelling checkers are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from itertools import zip_longest
from typing import Final

from nlp.foreign import foreign_words
from nlp.likelihood import is_capital_slip, is_heard_as, is_long_slip, is_near_a_word, is_plain_slip
from nlp.name_or_slip import FAR, Place, Weights, is_slip, looks, meant_by, second_weights_for, weights_for
from nlp.new_compounds import is_run_together
from nlp.ports import Speller
from nlp.slips import bare, slips
from nlp.spoken import as_spoken
from nlp.text import Sentence, Token, fold
from nlp.view import View

_SHORT_FORM: Final = 5  # letters
_FORMS_TRUSTED: Final = frozenset({"ro"})
"""Languages whose dictionary of forms knows right words that the speller's lacks."""

_AHEAD: Final = 6  # frequency classes by which a small word must be commoner than the name it is taken for
_A_LITTLE: Final = 3  # the same for long words
_ONE: Final = 1.0  # what one slip costs at most (`nlp.slips`)
_TWO: Final = 1.7  # and two that are not the rudest
_PLAIN: Final = 0.6  # a plain one: letters swapped or doubled, a mark lost
_FIRST: Final = 1.2  # and one in the first letter
_COMMON: Final = 14  # frequency class of a word that even a first letter is mistaken in
_SELDOM: Final = 1  # frequency class of what hardly anybody writes
_BORNE: Final = 3  # and of what some people write, as names are
_SHOUTED: Final = 4  # words in capitals that make a sentence a shout
_EVERYDAY: Final = 8  # frequency class of a word that anybody may have meant
_THUMB: Final = 4  # letters from which two capitals and the rest small are a slip
_LONG: Final = 7  # letters from which a rare word is likelier than a name
_TITLE: Final = 6  # words that a title between quotation marks seldom has
_ALWAYS_CAPITAL: Final = frozenset({"I"})  # whose capital says nothing of the word before
_STREETS: Final = frozenset({"via", "viale", "piazza", "piazzale", "corso", "largo", "vicolo", "strada", "aleea"})
"""Behind which a name stands, in languages that put it there."""

_OTHER_SCRIPTS: Final = "\u0370"  # the first letter that isn't Latin
_SIGN: Final = re.compile(r"(?<=[^\W\d_])[$¤§£](?=[^\W\d_])")
_EMPHASISED: Final = re.compile(r"(?:^|[\s(])\*(?=\w|$)")
_GOES_ON: Final = re.compile(r"[,;:)]| ?[a-zà-ÿăâîșțåäö0-9]")


def unknown_words(view: View) -> tuple[Token, ...]:
    """Words that no dictionary has and nothing else vouches for, left to right; none without a dictionary."""
    return view.once(_looked_up)


def _looked_up(view: View) -> tuple[Token, ...]:
    return tuple(_unknown(view, view.speller)) if view.speller and view.speller.name != "off" else ()


_OPENED: Final = re.compile(r"(?:^|[\s(])['‘](?=\w)")
"""Where a quotation begins with a single mark."""


@dataclass(frozen=True, slots=True)
class _Company:
    """The words of a sentence in which some are in doubt.

    Attributes:
        words: All of them as written.
        doubted: Those that the speller lacks and nobody vouches for.
        rare: Positions of those that the dictionary of forms has all the same.
        foreign: Positions of those among foreign words.
        titles: The short quotations of the draft.
    """

    words: Sequence[Token]
    doubted: Sequence[Token]
    rare: frozenset[int]
    foreign: frozenset[int]
    titles: Sequence[tuple[int, int]]


def _unknown(view: View, speller: Speller) -> Iterator[Token]:
    titles = _titles(view)
    for sentence in view.text.sentences:
        strange = sentence.recall((_strange, speller, _is_chat(view)), partial(_strange, view, speller))
        if not strange:
            continue
        words = list(_written(view, sentence))
        yield from _shouted_slips(view, words, speller)
        doubted = [words[at] for at in strange if at >= 0 and not _is_spared(view, words[at])]
        rare = frozenset(word.index for word in doubted if _is_rare_form(view, word))
        unknown = [word for word in doubted if word.index not in rare]
        sloppy = {
            word.index for word in unknown if len(word.text) >= _SHORT_FORM and is_plain_slip(view, word, speller)
        }
        foreign = foreign_words(
            view.pack.lang, words, [word for word in unknown if word.index not in sloppy], speller
        )
        quoted = _in_long_quotations(view, unknown)
        company = _Company(words, doubted, rare, foreign, titles)
        for word in doubted:
            if word.index in quoted or _is_short_form(view, word):
                continue
            slip = word.index not in rare | foreign and _is_slip(view, sentence, word, company, speller)
            if slip or _is_slip_after_all(view, sentence, word, company, speller):
                yield word


def _is_slip(view: View, sentence: Sentence, word: Token, company: _Company, speller: Speller) -> bool:
    """Whether it is one rather than a name, by the signs of names where those can be told, and no new word."""
    titled = view.inside(word.start, word.end, company.titles)
    capital = titled or word.text[0].isupper()
    starts = not titled and _is_first(sentence, word)
    weights = weights_for(word.text, view.pack.lang, starts=starts) if capital and not _signs(view, word) else None
    if weights is not None and not (_acts(sentence, word) and _is_borne(word, speller)):
        by_itself = _looks(sentence, word, weights, speller)
        if by_itself > FAR:
            return is_slip(word.text, _place(sentence, word, company, titled=titled), weights, by_itself)
    name = _is_spared_name(view, sentence, word, speller, titled=titled)
    return not name and is_near_a_word(view, word, speller)


def _is_slip_after_all(view: View, sentence: Sentence, word: Token, company: _Company, speller: Speller) -> bool:
    """Whether all signs together say so, though it would be spared; not in a signature."""
    weights = second_weights_for(word.text, view.pack.lang)
    if weights is None or _signs(view, word) or _names_a_street(sentence, word):
        return False
    by_itself = _looks(sentence, word, weights, speller)
    if by_itself == FAR:
        return False
    capital = word.text[0].isupper()
    place = _place(sentence, word, company, titled=view.inside(word.start, word.end, company.titles))
    place = replace(
        place,
        starts=place.starts and capital,
        behind=place.behind and capital,
        foreign=word.index in company.foreign,
        rare=word.index in company.rare,
        acts=place.starts and capital and _acts(sentence, word) and _is_borne(word, speller),
    )
    return is_slip(word.text, place, weights, by_itself)


def _is_first(sentence: Sentence, word: Token) -> bool:
    return not any(other.is_word for other in sentence.tokens if other.index < word.index)


def _looks(sentence: Sentence, word: Token, weights: Weights, speller: Speller) -> float:
    """How much a word by itself looks like a slip; what it is near to is remembered with its sentence, as numbers."""
    wanted = (meant_by, word.start - sentence.start, speller)
    near = sentence.recall(wanted, lambda _: meant_by(word.text, weights.letters, speller))
    return looks(word.text, weights, near, speller.frequency(word.text.lower()))


def _place(sentence: Sentence, word: Token, company: _Company, *, titled: bool) -> Place:
    """Where it stands, as far as that tells a name from a slip."""
    at = company.words.index(word)
    beside = {other.index for other in company.words[max(0, at - 1) : at + 2]} - {word.index}
    return Place(
        starts=_is_first(sentence, word),
        titled=titled,
        behind=_capitals_beside(sentence, word)[0],
        strange=any(other.index in beside for other in company.doubted),
    )


def _is_spared_name(view: View, sentence: Sentence, word: Token, speller: Speller, *, titled: bool) -> bool:
    """Whether it is a name, and no plain slip of a common word at that."""
    if not (titled or _is_name(view, sentence, word, speller)):
        return False
    plain = is_plain_slip(view, word, speller) or is_run_together(view, word, speller)
    return _has_a_surname(sentence, word, speller) or not (
        plain or (is_long_slip if titled else is_capital_slip)(word, speller)
    )


def _strange(view: View, speller: Speller, sentence: Sentence) -> tuple[int, ...]:
    """Which words of a sentence the speller lacks; -1 before them when it is shouted."""
    words = list(_written(view, sentence))
    unknown = tuple(at for at, word in enumerate(words) if _is_plain(word) and not _knows(view, word, speller))
    return (-1, *unknown) if _are_shouted(words) else unknown


def _are_shouted(words: Sequence[Token]) -> bool:
    shouted = sum(word.text.isupper() and word.text.isalpha() for word in words)
    return shouted >= _SHOUTED and shouted * 5 >= len(words) * 4


def _shouted_slips(view: View, words: Sequence[Token], speller: Speller) -> Iterator[Token]:
    """Words in a sentence all in capitals, where they say nothing of names, that are one slip from a common word."""
    for word in (w for w in words if w.text.isupper() and w.text.isalpha()) if _are_shouted(words) else ():
        small = replace(word, text=word.text.lower())
        known = speller.frequency(small.text) or _knows(view, word, speller) or _is_rare_form(view, word)
        spared = word.key in view.patron_words or view.is_told(word)
        if len(small.text) >= _SHORT_FORM and not known and not spared:
            offers = speller.suggest(small.text)[:3]
            if any(speller.frequency(o) >= _EVERYDAY and slips(small.text, o) <= _ONE for o in offers):
                yield word


def _knows(view: View, word: Token, speller: Speller) -> bool:
    """Whether the speller has it, or what speech makes of it."""
    forms = as_spoken(word.text, view.pack.lang, chatting=_is_chat(view))
    return any(speller.knows(form) for form in dict.fromkeys(forms))


def _is_chat(view: View) -> bool:
    return view.draft.channel in {"chat", "telegram"}


def _is_rare_form(view: View, word: Token) -> bool:
    """Whether a dictionary of forms has it, which knows rare words that the speller lacks."""
    return view.pack.lang in _FORMS_TRUSTED and view.lexicon is not None and bool(view.lexicon.readings(word.text))


def _is_short_form(view: View, word: Token) -> bool:
    """An abbreviation the pack knows, or a few letters with a full stop that ends no sentence."""
    accepted = view.pack.rules["spelling"].words("accepted").source if "spelling" in view.pack.rules else ()
    if word.key in view.pack.abbreviations or all(_is_accepted(part, accepted) for part in word.key.split("-")):
        return True
    rest = view.draft.text[word.end : word.end + 3]
    return len(word.text) <= _SHORT_FORM and rest[:1] == "." and bool(_GOES_ON.match(rest, 1))


def _is_accepted(part: str, accepted: Sequence[str]) -> bool:
    """Whether a word is one of the pack's; ``interloan*`` takes any ending, and every owner's ``'s`` is one."""
    own = part.removesuffix("'s").removesuffix("’s")
    return own in accepted or any(fnmatchcase(own, word) for word in accepted if "*" in word)


def _written(view: View, sentence: Sentence) -> Iterator[Token]:
    """The words as written: what spaCy takes apart ("do|n't", "l'|orario", "e|-|book") is judged as one."""
    run: list[Token] = []
    for token, following in zip_longest(sentence.tokens, sentence.tokens[1:]):
        inside = token.text == "-" and following is not None and following.is_word and following.start == token.end
        joined = token.is_word or inside or token.text in {"'", "’"}
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


def _is_plain(token: Token) -> bool:
    """Whether a token is a plain word: letters only, hyphens and apostrophes inside, and not all in capitals."""
    letters = _SIGN.sub("", token.text.replace("-", "").replace("'", "").replace("’", ""))
    return len(letters) >= 2 and letters.isalpha() and not token.text.isupper() and max(letters) < _OTHER_SCRIPTS


def _ends_quotation(view: View, word: Token) -> bool:
    """Whether a single mark that opened a quotation before closes it behind a known word: 'the green one'."""
    if word.text[-1] not in "'’" or view.speller is None or not view.speller.knows(word.text[:-1]):
        return False
    return _OPENED.search(view.draft.text, 0, word.start + 1) is not None


def _is_spared(view: View, token: Token) -> bool:
    """Whether a word is the patron's or the library's own, or stands in a link."""
    kept = (*view.links, *view.addresses, *view.told)
    if _said_by_patron(view, token) or _ends_quotation(view, token) or _is_cut(view, token):
        return True
    return view.inside(token.start, token.end, kept) or view.is_told(token)


def _is_cut(view: View, token: Token) -> bool:
    """Whether a star stands for the rest of a search term: "NOT pediatr*"; one that opens before is for emphasis."""
    raw = view.draft.text
    line = raw[raw.rfind("\n", 0, token.start) + 1 : token.start]
    return raw[token.end : token.end + 1] == "*" and not _EMPHASISED.search(line)


def _said_by_patron(view: View, token: Token) -> bool:
    """Whether the patron used the word, or a shorter form of it where words have endings ("Muskari", "Muskarin")."""
    if token.key in view.patron_words:
        return True
    return view.pack.lang == "fi" and any(
        token.key.startswith(word) for word in view.patron_words if len(word) > _SHORT_FORM and word.isalpha()
    )


def _titles(view: View) -> list[tuple[int, int]]:
    """What stands between quotation marks and is short: a whole sentence there can be misspelt like any other."""
    return [span for span in view.quoted if len(view.text.quote(*span).split()) < _TITLE]


def _in_long_quotations(view: View, unknown: Sequence[Token]) -> frozenset[int]:
    """Unknown words that share a long quotation with others: the spelling is that of who is quoted."""
    shared = (
        [word.index for word in unknown if view.inside(word.start, word.end, [span])]
        for span in view.quoted
        if len(view.text.quote(*span).split()) >= _TITLE
    )
    return frozenset(index for indices in shared if len(indices) > 1 for index in indices)


def _has_a_surname(sentence: Sentence, word: Token, speller: Speller) -> bool:
    """Whether a name stands right beside it: "Paola Venier", "by Stevyn Colgan"; or a street: "via Casanova"."""
    if not word.text[0].isupper() or word.start <= sentence.words[0].start:
        return False
    first, second = sentence.words[:2]
    forename = word.start == second.start and first.text[0].isupper() and not speller.knows(first.text.lower())
    return forename or _names_a_street(sentence, word) or any(_capitals_beside(sentence, word))


def _names_a_street(sentence: Sentence, word: Token) -> bool:
    before = next((other for other in reversed(sentence.words) if other.start < word.start), None)
    return before is not None and before.key in _STREETS and word.text[0].isupper()


def _is_name(view: View, sentence: Sentence, token: Token, speller: Speller) -> bool:
    """A capital inside a sentence is a name; at its start only where no word of the language is near."""
    before, after = _capitals_beside(sentence, token)
    if not token.text[0].isupper():
        return _has_inner_capital(token) or (before and after)  # "Ticket to Ride"
    if token.text[:2].isupper() and token.text[2:].islower() and len(token.text) >= _THUMB:
        return not speller.knows(token.text.capitalize())  # "THe": the thumb stayed on the key
    if not _is_first(sentence, token) or _has_inner_capital(token) or _signs(view, token):
        return True
    following = next((other for other in sentence.words if other.index > token.index), None)
    if following is not None and following.text[0].isupper() and following.text not in _ALWAYS_CAPITAL:
        return not _is_surely_slip(token, speller)
    if _acts(sentence, token) and _is_borne(token, speller):
        return True
    near = any(_is_slip_of(token, word, view.pack.lang, speller) for word in speller.suggest(token.text)[:3])
    return not (near or is_heard_as(token.text, speller))


def _acts(sentence: Sentence, token: Token) -> bool:
    """Whether a verb follows at once, or behind one small word: "Rangi looks after", "Ylenia le mette"."""
    at = next((n for n, word in enumerate(sentence.words) if word.start == token.start), 0)
    return any(_is_finite(word) for word in sentence.words[at + 1 : at + 3])


def _is_finite(word: Token) -> bool:
    third = word.may_be("VERB", "Person=3") or word.may_be("AUX", "Person=3")
    return third or word.may_be("VERB", "Mood=Ind") or word.may_be("AUX", "Mood=Ind")


def _is_borne(token: Token, speller: Speller) -> bool:
    """Whether people have written a short word before, and it is no plain slip of anything common: a name."""
    typed = token.text.lower()
    if len(typed) > _LONG or speller.frequency(token.text) < _BORNE:
        return False
    near = (offer.lower() for offer in speller.suggest(token.text)[:3])
    return not any(speller.frequency(o) >= _COMMON and slips(typed, o) <= _PLAIN for o in near)


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


def _capitals_beside(sentence: Sentence, token: Token) -> tuple[bool, bool]:
    """Whether the words before and after have a capital; that of a sentence's first word says nothing."""
    words = sentence.words
    at = next((n for n, word in enumerate(words) if word.start == token.start), 0)
    return at > 1 and words[at - 1].text[0].isupper(), at + 1 < len(words) and words[at + 1].text[0].isupper()


def _has_inner_capital(token: Token) -> bool:
    return any(char.isupper() for char in token.text[1:])


def _signs(view: View, token: Token) -> bool:
    """Whether it stands in a signature: a short line near the end."""
    line = view.draft.text[view.draft.text.rfind("\n", 0, token.start) + 1 :].split("\n", 1)[0]
    return len(line.split()) <= 3 and "\n" in view.draft.text[: token.start]


def _is_same_but_marks(typed: str, meant: str) -> bool:
    return len(typed) == len(meant) and all(bare(one) == bare(two) for one, two in zip(typed, meant, strict=True))


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
