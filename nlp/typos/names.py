"""Words that no dictionary has and nobody vouches for: slips, and not names, titles, foreign words or codes.

A library's replies are full of authors, patrons and branches; most false alarms of spelling checkers are names. How a
name looks is told by `nlp.typos.named`, who vouches for a word by `nlp.typos.spared`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import Final

from nlp.ports import Speller
from nlp.text import Sentence, Token, fold
from nlp.typos.foreign import foreign_words
from nlp.typos.likelihood import is_capital_slip, is_long_slip, is_near_a_word, is_plain_slip, is_slip_of_a_place
from nlp.typos.name_or_slip import FAR, Place, Weights, is_slip, looks, meant_by, second_weights_for, weights_for
from nlp.typos.named import acts, capitals_beside, has_a_surname, is_borne, is_first, is_name, names_a_street, signs
from nlp.typos.new_compounds import is_run_together
from nlp.typos.slips import slips
from nlp.typos.spared import in_long_quotations, is_short_form, is_spared, titles
from nlp.typos.spoken import as_spoken
from nlp.view import View

_SHORT_FORM: Final = 5  # letters
_FORMS_TRUSTED: Final = frozenset({"ro"})
"""Languages whose dictionary of forms knows right words that the speller's lacks."""

_ONE: Final = 1.0  # what one slip costs at most (`nlp.typos.slips`)
_SHOUTED: Final = 4  # words in capitals that make a sentence a shout
_EVERYDAY: Final = 8  # frequency class of a word that anybody may have meant

_OTHER_SCRIPTS: Final = "\u0370"  # the first letter that isn't Latin
_SIGN: Final = re.compile(r"(?<=[^\W\d_])[$¤§£](?=[^\W\d_])")


def unknown_words(view: View) -> tuple[Token, ...]:
    """Words that no dictionary has and nothing else vouches for, left to right; none without a dictionary."""
    return view.once(_looked_up)


def _looked_up(view: View) -> tuple[Token, ...]:
    return tuple(_unknown(view, view.speller)) if view.speller and view.speller.name != "off" else ()


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
    short = titles(view)
    for sentence in view.text.sentences:
        strange = sentence.recall((_strange, speller, _is_chat(view)), partial(_strange, view, speller))
        if not strange:
            continue
        words = list(_written(view, sentence))
        yield from _shouted_slips(view, words, speller)
        doubted = [words[at] for at in strange if at >= 0 and not is_spared(view, words[at])]
        rare = frozenset(word.index for word in doubted if _is_rare_form(view, word))
        unknown = [word for word in doubted if word.index not in rare]
        sloppy = {
            word.index for word in unknown if len(word.text) >= _SHORT_FORM and is_plain_slip(view, word, speller)
        }
        foreign = foreign_words(
            view.pack.lang, words, [word for word in unknown if word.index not in sloppy], speller
        )
        quoted = in_long_quotations(view, unknown)
        company = _Company(words, doubted, rare, foreign, short)
        for word in doubted:
            if word.index in quoted or is_short_form(view, word):
                continue
            slip = word.index not in rare | foreign and _is_slip(view, sentence, word, company, speller)
            if slip or _is_slip_after_all(view, sentence, word, company, speller):
                yield word


def _is_slip(view: View, sentence: Sentence, word: Token, company: _Company, speller: Speller) -> bool:
    """Whether it is one rather than a name, by the signs of names where those can be told, and no new word."""
    titled = view.inside(word.start, word.end, company.titles)
    capital = titled or word.text[0].isupper()
    alone = capital and not signs(view, word) and not capitals_beside(sentence, word)[0]
    if alone and is_slip_of_a_place(view, word, speller):
        return True
    starts = not titled and is_first(sentence, word)
    weights = weights_for(word.text, view.pack.lang, starts=starts) if capital and not signs(view, word) else None
    if weights is not None and not (acts(sentence, word) and is_borne(word, speller)):
        by_itself = _looks(sentence, word, weights, speller)
        if by_itself > FAR:
            return is_slip(word.text, _place(sentence, word, company, titled=titled), weights, by_itself)
    name = _is_spared_name(view, sentence, word, speller, titled=titled)
    return not name and is_near_a_word(view, word, speller)


def _is_slip_after_all(view: View, sentence: Sentence, word: Token, company: _Company, speller: Speller) -> bool:
    """Whether all signs together say so, though it would be spared; not in a signature."""
    weights = second_weights_for(word.text, view.pack.lang)
    if weights is None or signs(view, word) or names_a_street(sentence, word):
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
        acts=place.starts and capital and acts(sentence, word) and is_borne(word, speller),
    )
    return is_slip(word.text, place, weights, by_itself)


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
        starts=is_first(sentence, word),
        titled=titled,
        behind=capitals_beside(sentence, word)[0],
        strange=any(other.index in beside for other in company.doubted),
    )


def _is_spared_name(view: View, sentence: Sentence, word: Token, speller: Speller, *, titled: bool) -> bool:
    """Whether it is a name, and no plain slip of a common word at that."""
    if not (titled or is_name(view, sentence, word, speller)):
        return False
    plain = is_plain_slip(view, word, speller) or is_run_together(view, word, speller)
    return has_a_surname(sentence, word, speller) or not (
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
    if speller.knows(word.text):
        return True
    forms = as_spoken(word.text, view.pack.lang, chatting=_is_chat(view))
    return any(speller.knows(form) for form in dict.fromkeys(forms))


def _is_chat(view: View) -> bool:
    return view.draft.channel in {"chat", "telegram"}


def _is_rare_form(view: View, word: Token) -> bool:
    """Whether a dictionary of forms has it, which knows rare words that the speller lacks."""
    return view.pack.lang in _FORMS_TRUSTED and view.lexicon is not None and bool(view.lexicon.readings(word.text))


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
