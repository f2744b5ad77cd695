"""The little language in which packs write phrases, and its matcher.

A phrase is a row of elements parted by spaces, matched inside one sentence, on folded words (see ``text.fold``):

=====================  ==========================================================================
``word``               that word; case doesn't matter
``word*``, ``*word``   a word that starts or ends so (Swedish and Finnish compounds, endings)
``<lemma>``            any form of that base form, by the lexicon (or the base form itself)
``<VERB:Mood=Imp>``    a word that may be that part of speech with all these features (``&`` adds one);
                       ``<lemma:Person=2>`` asks both
``a|b|c``              one of these words
``(a b|c)``            one of these rows of elements
``[a b|c]``            one of these rows, or nothing
``!x``, ``!(a b|c)``   what follows is not x, or none of these rows (takes no word)
``~x``                 neither of the two words before is x (takes no word)
``..``, ``...``        up to two, up to five words in between; ``..!not|never`` lets none of these pass
``=Lei``               exactly these letters, capitals and all
``=*``, ``=*lla``      a word with a capital, one that ends so (names)
``#``                  a word with a digit in it
``^``, ``$``           start and end of the sentence (closing marks don't count); ``~^``: not at its start
``@name``              one phrase of that list of the pack
``a {b c} d``          only what stands in braces is the match; the rest must stand around it
=====================  ==========================================================================

Marks stand for themselves (``,`` ``?``). A phrase without elements, or with an unknown list, is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from nlp.text import DIGIT, Sentence, Text, Token, end_sign, fold, lemma_sign, pos_sign, start_sign, words_of

_GAPS: Final = {"..": 2, "...": 5}
_FEATURED: Final = re.compile(r"<([^<>:]+)(?::([^<>]+))?>")
_MAX_DEPTH: Final = 4

Test = Callable[[Token], bool]


class PhraseError(ValueError):
    """A phrase that can't be read; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Span:
    """A match: the tokens it took, as code points and as token positions."""

    start: int
    end: int
    first: int
    last: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class _Element:
    """One element: a test for a token, or a position; ``keys`` when it can be found by an index."""

    test: Test | None = None
    keys: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    signs: frozenset[str] | None = None
    gap: int = 0
    optional: bool = False
    negated: bool = False
    behind: bool = False
    anchor: str = ""
    nested: tuple[Row, ...] = ()


Row = tuple[_Element, ...]
Reach = tuple[int, int, int]
"""Token positions: the end of a match, and where its braces open and close (-1 without braces)."""


class Phrases:
    """A compiled list of phrases; finding costs about one look-up a token."""

    def __init__(self, phrases: Iterable[str], lang: str, lists: Mapping[str, Iterable[str]] | None = None) -> None:
        """Compile.

        Args:
            phrases: Phrases in the little language.
            lang: Their language, for folding and splitting.
            lists: The lists that ``@name`` may name.

        Raises:
            PhraseError: A phrase is empty, broken, or names an unknown list.
        """
        self.source = tuple(phrases)
        self._by_sign: dict[str, list[Row]] = {}
        self._anywhere: list[Row] = []
        compiler = _Compiler(lang, lists or {})
        for phrase in self.source:
            for elements in compiler.compile(phrase):
                self._index(elements)
        self._signs = frozenset(self._by_sign)

    def __bool__(self) -> bool:
        """Whether there is anything to find."""
        return bool(self.source)

    def find(self, text: Text | Sentence) -> Iterator[Span]:
        """Every match, left to right, the longest at each position; matches don't overlap."""
        for sentence in text.sentences if isinstance(text, Text) else (text,):
            yield from self._find_in(sentence)

    def first(self, text: Text | Sentence) -> Span | None:
        """The first match, or None."""
        return next(self.find(text), None)

    def within(self, text: Text | Sentence) -> bool:
        """Whether there is a match."""
        return self.first(text) is not None

    def _index(self, elements: Row) -> None:
        signs = _head_signs(elements)
        for sign in signs or ():
            self._by_sign.setdefault(sign, []).append(elements)
        if signs is None:
            self._anywhere.append(elements)

    def _find_in(self, sentence: Sentence) -> Iterator[Span]:
        if not self._anywhere and sentence.signs.isdisjoint(self._signs):
            return
        tokens = sentence.tokens
        position = 0
        while position < len(tokens):
            reach = self._reach(tokens, position)
            if reach is None or reach[0] == position:
                position += 1
                continue
            end, first, last = reach
            first, last = (first, last) if first >= 0 else (position, end)
            yield Span(tokens[first].start, tokens[last - 1].end, first, last - 1, sentence)
            position = max(last, position + 1)

    def _reach(self, tokens: tuple[Token, ...], position: int) -> Reach | None:
        """The furthest match that starts here."""
        candidates = list(self._anywhere)
        for sign in tokens[position].signs & self._signs:
            candidates += self._by_sign[sign]
        best: Reach | None = None
        for candidate in candidates:
            reach = _match(candidate, 0, tokens, position)
            if reach and (best is None or reach[0] > best[0]):
                best = reach
        return best


def _head_signs(elements: Row) -> set[str] | None:
    """The signs one of which a token must bear for these elements to start at it; None when any token will do."""
    signs: set[str] = set()
    for element in elements:
        if element.anchor or element.negated or element.behind:
            continue
        for own in map(_head_signs, element.nested) if element.nested else (element.signs,):
            if own is None or element.gap:
                return None
            signs |= own
        if not element.optional:
            break
    return signs


def _match(elements: Row, at: int, tokens: tuple[Token, ...], position: int) -> Reach | None:
    """The furthest match of ``elements[at:]`` from ``position``."""
    if at == len(elements):
        return position, -1, -1
    element = elements[at]
    best: Reach | None = None
    for end in _ends_of(element, tokens, position):
        reach = _match(elements, at + 1, tokens, end)
        if reach and (best is None or reach[0] > best[0]):
            best = reach
    if best and element.anchor == "{":
        return best[0], position, best[2]
    if best and element.anchor == "}":
        return best[0], best[1], position
    return best


def _ends_of(element: _Element, tokens: tuple[Token, ...], position: int) -> Iterator[int]:
    """Where one element may end when it starts at ``position``."""
    if element.anchor:
        if _anchored(element.anchor, tokens, position):
            yield position
    elif element.gap:
        yield from _leap(element, tokens, position)
    elif element.behind:
        if not any(_takes(element, token) for token in tokens[max(position - 2, 0) : position]):
            yield position
    elif element.negated:
        if not any(True for _ in _taken(element, tokens, position)):
            yield position
    else:
        yield from _taken(element, tokens, position)
        if element.optional:
            yield position


def _leap(element: _Element, tokens: tuple[Token, ...], position: int) -> Iterator[int]:
    """Where a gap may end: it stops before a word it must not let pass."""
    for end in range(position, min(position + element.gap, len(tokens)) + 1):
        yield end
        if end < len(tokens) and _takes(element, tokens[end]):
            return


def _taken(element: _Element, tokens: tuple[Token, ...], position: int) -> Iterator[int]:
    for inner in element.nested:
        if reach := _match(inner, 0, tokens, position):
            yield reach[0]
    if not element.nested and position < len(tokens) and _takes(element, tokens[position]):
        yield position + 1


def _takes(element: _Element, token: Token) -> bool:
    if token.key in element.keys or not element.lemmas.isdisjoint(token.lemmas):
        return True
    return element.test is not None and element.test(token)


def _anchored(anchor: str, tokens: tuple[Token, ...], position: int) -> bool:
    if anchor in "{}":
        return True
    if anchor != "$":
        return (anchor == "^") != any(token.is_word for token in tokens[:position])
    return not any(token.is_word for token in tokens[position:])


class _Compiler:
    """Turns phrases into elements."""

    def __init__(self, lang: str, lists: Mapping[str, Iterable[str]]) -> None:
        self._lang = lang
        self._lists = lists

    def compile(self, phrase: str, depth: int = 0) -> Iterator[Row]:
        """A phrase may start with ``@list``; then each of its phrases is compiled as a head of its own."""
        elements = self._elements(phrase, phrase, depth)
        if not any(e.test or e.keys or e.lemmas or e.nested for e in elements):
            msg = f"The phrase {phrase!r} has no word in it."
            raise PhraseError(msg)
        head = elements[0]
        if head.nested and not head.optional:
            for inner in head.nested:
                yield (*inner, *elements[1:])
        else:
            yield elements

    def _elements(self, row: str, phrase: str, depth: int) -> Row:
        return tuple(e for part in _split(row, " ") for e in self._part(part, phrase, depth))

    def _part(self, part: str, phrase: str, depth: int) -> Iterator[_Element]:
        if part[0] == "{":
            yield _Element(anchor="{")
            yield from self._part(part[1:], phrase, depth)
        elif part[-1] == "}":
            yield from self._part(part[:-1], phrase, depth)
            yield _Element(anchor="}")
        elif (dots := part.partition("!"))[0] in _GAPS:
            blocked = self._single(dots[2], phrase) if dots[2] else _Element()
            yield replace(blocked, gap=_GAPS[dots[0]])
        elif part in {"^", "$", "~^"}:
            yield _Element(anchor=part)
        elif "|" in part and "@" in part and not part.startswith(("(", "[", "!(")):
            yield from self._part(f"({part})", phrase, depth)
        elif part.startswith(("(", "[", "!(")):
            yield self._group(part, phrase, depth)
        elif part.startswith("@") and len(part) > 1:
            yield self._list(part[1:], phrase, depth)
        else:
            yield from self._words(part, phrase)

    def _group(self, part: str, phrase: str, depth: int) -> _Element:
        rows = tuple(self._elements(row, phrase, depth) for row in _split(part.lstrip("!")[1:-1], "|"))
        return _Element(nested=rows, optional=part[0] == "[", negated=part[0] == "!")

    def _words(self, part: str, phrase: str) -> Iterator[_Element]:
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

    def _list(self, name: str, phrase: str, depth: int) -> _Element:
        if name not in self._lists:
            msg = f"The phrase {phrase!r} names the list @{name}, which this pack doesn't have."
            raise PhraseError(msg)
        if depth >= _MAX_DEPTH:
            msg = f"The list @{name} names itself."
            raise PhraseError(msg)
        inner = tuple(e for item in self._lists[name] for e in self.compile(item, depth + 1))
        return _Element(nested=inner)

    def _single(self, part: str, phrase: str, *, negated: bool = False) -> _Element:
        """``a|b``, ``<lemma>``, ``word*``, ``#``: one element that takes one token."""
        choices = part.split("|")
        if not all(choices):
            msg = f"The phrase {phrase!r} has an empty choice around '|'."
            raise PhraseError(msg)
        split = [_words_in(choice, self._lang) for choice in choices if not _is_special(choice)]
        if any(len(words) > 1 for words in split):  # "don't|never": a choice spaCy splits in two
            return _Element(nested=tuple(self._row(choice, phrase) for choice in choices), negated=negated)
        return replace(_one_of([self._choice(choice) for choice in choices]), negated=negated)

    def _row(self, choice: str, phrase: str) -> Row:
        if _is_special(choice):
            return (self._single(choice, phrase),)
        return tuple(_word(fold(word, self._lang)) for word in _words_in(choice, self._lang))

    def _choice(self, choice: str) -> _Element:
        """One choice, with the sign by which a token that it may take is known."""
        featured = _FEATURED.fullmatch(choice)
        if featured and featured[2] is None and not featured[1].isupper():
            lemma = fold(featured[1], self._lang)
            signs = frozenset({lemma, lemma_sign(lemma)})
            return _Element(keys=frozenset({lemma}), lemmas=frozenset({lemma}), signs=signs)
        if featured:
            name = featured[1] if featured[1].isupper() else fold(featured[1], self._lang)
            sign = pos_sign(name) if name.isupper() else lemma_sign(name)
            return _tested(_feature_test(name, featured[2] or "", self._lang), sign)
        if choice == "#":
            return _tested(lambda token: any(char.isdigit() for char in token.text), DIGIT)
        if choice.startswith("=") and len(choice) > 1:
            return self._exact(choice[1:])
        return self._edge(choice) if "*" in choice else _word(fold(_words_in(choice, self._lang)[0], self._lang))

    def _edge(self, choice: str) -> _Element:
        """``word*`` and ``*word``."""
        edge = fold(choice.strip("*"), self._lang)
        if choice.endswith("*"):
            return _tested(lambda token: token.key.startswith(edge), start_sign(edge))
        return _tested(lambda token: token.key.endswith(edge), end_sign(edge))

    def _exact(self, letters: str) -> _Element:
        """``=Lei`` and ``=*lla``: capitals count."""
        if letters.startswith("*"):
            ending = fold(letters[1:], self._lang)
            return _tested(lambda token: token.text[0].isupper() and token.key.endswith(ending), end_sign(ending))
        return _tested(lambda token: token.text == letters, fold(letters, self._lang))


def _word(key: str) -> _Element:
    return _Element(keys=frozenset({key}), signs=frozenset({key}))


def _tested(test: Test, sign: str | None) -> _Element:
    return _Element(test=test, signs=frozenset({sign}) if sign else None)


def _one_of(choices: list[_Element]) -> _Element:
    """One element that takes what any of the choices takes."""
    tests = [choice.test for choice in choices if choice.test is not None]
    known = [choice.signs for choice in choices if choice.signs is not None]
    return _Element(
        test=(lambda token: any(test(token) for test in tests)) if tests else None,
        keys=frozenset().union(*(choice.keys for choice in choices)),
        lemmas=frozenset().union(*(choice.lemmas for choice in choices)),
        signs=frozenset().union(*known) if len(known) == len(choices) else None,
    )


def _words_in(part: str, lang: str) -> tuple[str, ...]:
    """The words of a part as a text has them: what is elided ("un'", "l-") leans on the word that follows it."""
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
