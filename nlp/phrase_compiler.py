"""Turns written phrases into rows of elements; the language itself is explained in `nlp.phrase`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from nlp.phrase_elements import Element, Row, Test
from nlp.text import CAPITAL, DIGIT, end_sign, fold, lemma_sign, pos_sign, start_sign, words_of

_GAPS: Final = {"..": 2, "...": 5}
_FEATURED: Final = re.compile(r"<([^<>:]+)(?::([^<>]+))?>")
_MAX_DEPTH: Final = 4


class PhraseError(ValueError):
    """A phrase that can't be read; the message names it and says why."""


class Compiler:
    """Turns phrases into elements."""

    def __init__(self, lang: str, lists: Mapping[str, Iterable[str]]) -> None:
        self._lang = lang
        self._lists = lists

    def compile(self, phrase: str, depth: int = 0) -> Iterator[Row]:
        """A phrase may start with ``@list``; then each of its phrases is compiled as a head of its own."""
        if "".join(char for char in phrase if char in "{}") not in {"", "{}"}:
            msg = f"The braces of the phrase {phrase!r} don't pair up: one pair marks what is taken."
            raise PhraseError(msg)
        elements = self._elements(phrase, phrase, depth)
        if not any(e.test or e.keys or e.lemmas or e.nested for e in elements):
            msg = f"The phrase {phrase!r} has no word in it."
            raise PhraseError(msg)
        head = elements[0]
        if head.nested and not (head.optional or head.negated):
            for inner in head.nested:
                yield (*inner, *elements[1:])
        else:
            yield elements

    def _elements(self, row: str, phrase: str, depth: int) -> Row:
        return tuple(e for part in _split(row, " ") for e in self._part(part, phrase, depth))

    def _part(self, part: str, phrase: str, depth: int) -> Iterator[Element]:
        if part[0] == "{":
            yield Element(anchor="{")
            yield from self._part(part[1:], phrase, depth)
        elif part[-1] == "}":
            yield from self._part(part[:-1], phrase, depth)
            yield Element(anchor="}")
        elif (dots := part.partition("!"))[0] in _GAPS:
            blocked = self._single(dots[2], phrase) if dots[2] else Element()
            yield replace(blocked, gap=_GAPS[dots[0]])
        elif part in {"^", "$", "~^"}:
            yield Element(anchor=part)
        elif "|" in part and "@" in part and not part.startswith(("(", "[", "!(")):
            yield from self._part(f"({part})", phrase, depth)
        elif part.startswith(("(", "[", "!(")):
            yield self._group(part, phrase, depth)
        elif part.startswith("@") and len(part) > 1:
            yield self._list(part[1:], phrase, depth)
        elif part.startswith("!@"):
            yield replace(self._list(part[2:], phrase, depth), negated=True)
        else:
            yield from self._words(part, phrase)

    def _group(self, part: str, phrase: str, depth: int) -> Element:
        rows = tuple(self._elements(row, phrase, depth) for row in _split(part.lstrip("!")[1:-1], "|"))
        return Element(nested=rows, optional=part[0] == "[", negated=part[0] == "!")

    def _words(self, part: str, phrase: str) -> Iterator[Element]:
        """A part that takes words, or looks at them."""
        if part.startswith("!") and len(part) > 1:
            yield self._single(part[1:], phrase, negated=True)
        elif part.startswith("~") and len(part) > 1:
            yield replace(self._single(part[1:], phrase), behind=True)
        elif _is_special(part):
            yield self._single(part, phrase)
        else:
            for word in _words_in(part, self._lang):
                yield _word(fold(word, self._lang))

    def _list(self, name: str, phrase: str, depth: int) -> Element:
        if name not in self._lists:
            msg = f"The phrase {phrase!r} names the list @{name}, which this pack doesn't have."
            raise PhraseError(msg)
        if depth >= _MAX_DEPTH:
            msg = f"The list @{name} names itself."
            raise PhraseError(msg)
        inner = tuple(e for item in self._lists[name] for e in self.compile(item, depth + 1))
        return Element(nested=inner)

    def _single(self, part: str, phrase: str, *, negated: bool = False) -> Element:
        """``a|b``, ``<lemma>``, ``word*``, ``#``: one element that takes one token."""
        choices = part.split("|")
        if not all(choices):
            msg = f"The phrase {phrase!r} has an empty choice around '|'."
            raise PhraseError(msg)
        split = [_words_in(choice, self._lang) for choice in choices if not _is_special(choice)]
        if any(len(words) > 1 for words in split):  # "don't|never": a choice spaCy splits in two
            return Element(nested=tuple(self._row(choice, phrase) for choice in choices), negated=negated)
        return replace(_one_of([self._choice(choice) for choice in choices]), negated=negated)

    def _row(self, choice: str, phrase: str) -> Row:
        if _is_special(choice):
            return (self._single(choice, phrase),)
        return tuple(_word(fold(word, self._lang)) for word in _words_in(choice, self._lang))

    def _choice(self, choice: str) -> Element:
        """One choice, with the sign by which a token that it may take is known."""
        featured = _FEATURED.fullmatch(choice)
        if featured and featured[2] is None and not featured[1].isupper():
            lemma = fold(featured[1], self._lang)
            signs = frozenset({lemma, lemma_sign(lemma)})
            return Element(keys=frozenset({lemma}), lemmas=frozenset({lemma}), signs=signs)
        if featured:
            name = featured[1] if featured[1].isupper() else fold(featured[1], self._lang)
            sign = pos_sign(name) if name.isupper() else lemma_sign(name)
            return _tested(_feature_test(name, featured[2] or "", self._lang), sign)
        if choice == "#":
            return _tested(lambda token: any(char.isdigit() for char in token.text), DIGIT)
        if choice.startswith("=") and len(choice) > 1:
            return self._exact(choice[1:])
        return self._edge(choice) if "*" in choice else _word(fold(_words_in(choice, self._lang)[0], self._lang))

    def _edge(self, choice: str) -> Element:
        """``word*`` and ``*word``."""
        edge = fold(choice.strip("*"), self._lang)
        if choice.endswith("*"):
            return _tested(lambda token: token.key.startswith(edge), start_sign(edge))
        return _tested(lambda token: token.key.endswith(edge), end_sign(edge))

    def _exact(self, letters: str) -> Element:
        """``=Lei`` and ``=*lla``: capitals count."""
        if letters.startswith("*"):
            ending = fold(letters[1:], self._lang)
            return _tested(
                lambda token: token.text[0].isupper() and token.key.endswith(ending), end_sign(ending) or CAPITAL
            )
        return _tested(lambda token: token.text == letters, fold(letters, self._lang))


def _word(key: str) -> Element:
    return Element(keys=frozenset({key}), signs=frozenset({key}))


def _tested(test: Test, sign: str | None) -> Element:
    return Element(test=test, signs=frozenset({sign}) if sign else None)


def _one_of(choices: list[Element]) -> Element:
    """One element that takes what any of the choices takes."""
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
    """The words of a part as a text has them: what is elided ("un'", "l-") leans on the word that follows it.

    Read once, as many phrases name the same list.
    """
    if len(part) > 1 and part[-1] in "'-":
        leaning = words_of(f"{part}a", lang)
        if leaning[-1] == "a":
            return leaning[:-1]
    return words_of(part, lang)


def _split(phrase: str, mark: str) -> list[str]:
    """Split at a mark that stands outside all brackets.

    Raises:
        PhraseError: A bracket is not closed, or closed without having been opened.
    """
    parts, depth = [""], 0
    for char in phrase:
        depth += (char in "([") - (char in ")]")
        if char == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
        if depth < 0:
            break
    if depth:
        msg = f"The brackets of the phrase {phrase!r} don't pair up."
        raise PhraseError(msg)
    return [part for part in parts if part]


def _is_special(part: str) -> bool:
    if part == "#" or "|" in part or _FEATURED.fullmatch(part):
        return True
    return len(part) > 1 and (part.endswith("*") or part.startswith(("*", "=")))


def _feature_test(name: str, features: str, lang: str) -> Test:
    wanted = frozenset(filter(None, features.split("&")))
    if name.isupper():
        return lambda token: token.may_be(name, *wanted)
    return lambda token: any(fold(r.lemma, lang) == name and r.feats >= wanted for r in token.readings)
