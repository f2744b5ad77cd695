"""The elements of a phrase that take one word: what is written in a phrase of a word, and what a token must be."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from nlp.phrase_elements import Element, Row, Test
from nlp.splitting import words_of
from nlp.text import CAPITAL, DIGIT, end_sign, fold, lemma_sign, pos_sign, start_sign

_FEATURED: Final = re.compile(r"<([^<>:]+)(?::([^<>]+))?>")


def is_special(part: str) -> bool:
    """Whether a part of a phrase is more than words as they are written in a text."""
    if part == "#" or "|" in part or _FEATURED.fullmatch(part):
        return True
    return len(part) > 1 and (part.endswith("*") or part.startswith(("*", "=")))


def one_token(part: str, lang: str) -> Element:
    """``a|b``, ``<lemma>``, ``word*``, ``#``: one element that takes one token."""
    choices = part.split("|")
    if any(len(_words_in(choice, lang)) > 1 for choice in choices if not is_special(choice)):
        return Element(nested=tuple(_row(choice, lang) for choice in choices))  # "don't|never": spaCy splits one
    return _one_of([_choice(choice, lang) for choice in choices])


def plain_words(part: str, lang: str) -> Row:
    """One element for each word of a part, which may have several: "don't"."""
    return tuple(_word(fold(word, lang)) for word in _words_in(part, lang))


def _row(choice: str, lang: str) -> Row:
    return (_choice(choice, lang),) if is_special(choice) else plain_words(choice, lang)


def _choice(choice: str, lang: str) -> Element:
    """One choice, with the sign by which a token that it may take is known."""
    featured = _FEATURED.fullmatch(choice)
    if featured and featured[2] is None and not featured[1].isupper():
        lemma = fold(featured[1], lang)
        signs = frozenset({lemma, lemma_sign(lemma)})
        return Element(keys=frozenset({lemma}), lemmas=frozenset({lemma}), signs=signs)
    if featured:
        name = featured[1] if featured[1].isupper() else fold(featured[1], lang)
        sign = pos_sign(name) if name.isupper() else lemma_sign(name)
        return _tested(_feature_test(name, featured[2] or "", lang), sign)
    if choice == "#":
        return _tested(lambda token: any(char.isdigit() for char in token.text), DIGIT)
    if choice.startswith("=") and len(choice) > 1:
        return _exact(choice[1:], lang)
    return _edge(choice, lang) if "*" in choice else _word(fold(_words_in(choice, lang)[0], lang))


def _edge(choice: str, lang: str) -> Element:
    """``word*`` and ``*word``."""
    edge = fold(choice.strip("*"), lang)
    if choice.endswith("*"):
        return _tested(lambda token: token.key.startswith(edge), start_sign(edge))
    return _tested(lambda token: token.key.endswith(edge), end_sign(edge))


def _exact(letters: str, lang: str) -> Element:
    """``=Lei`` and ``=*lla``: capitals count."""
    if letters.startswith("*"):
        ending = fold(letters[1:], lang)
        return _tested(
            lambda token: token.text[0].isupper() and token.key.endswith(ending), end_sign(ending) or CAPITAL
        )
    return _tested(lambda token: token.text == letters, fold(letters, lang))


@lru_cache(maxsize=20_000)
def _word(key: str) -> Element:
    return Element(keys=frozenset({key}), signs=frozenset({key}))


def _tested(test: Test, sign: str | None) -> Element:
    return Element(test=test, signs=frozenset({sign}) if sign else None)


def _one_of(choices: list[Element]) -> Element:
    """One element that takes what any of the choices takes."""
    if len(choices) == 1:
        return choices[0]
    tests = [choice.test for choice in choices if choice.test is not None]
    known = [choice.signs for choice in choices if choice.signs is not None]
    return Element(
        test=(lambda token: any(test(token) for test in tests)) if tests else None,
        keys=frozenset().union(*(choice.keys for choice in choices)),
        lemmas=frozenset().union(*(choice.lemmas for choice in choices)),
        signs=frozenset().union(*known) if len(known) == len(choices) else None,
    )


@lru_cache(maxsize=50_000)
def _words_in(part: str, lang: str) -> tuple[str, ...]:
    """The words of a part as a text has them.

    What is elided ("un'", "l-") leans on the word that follows it, "'ve" and "'m" on the one before. Read once, as
    many phrases name the same list.
    """
    if len(part) > 1 and part[0] == "'" and (behind := words_of(f"i{part}", lang))[-1] == part:
        return behind[-1:]
    if len(part) > 1 and part[-1] in "'-":
        leaning = words_of(f"{part}a", lang)
        if leaning[-1] == "a":
            return leaning[:-1]
    return words_of(part, lang)


def _feature_test(name: str, features: str, lang: str) -> Test:
    wanted = frozenset(filter(None, features.split("&")))
    if name.isupper():
        return lambda token: token.may_be(name, *wanted)
    return lambda token: any(fold(r.lemma, lang) == name and r.feats >= wanted for r in token.readings)
