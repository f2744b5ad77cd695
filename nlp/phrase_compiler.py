"""Turns written phrases into rows of elements; the language itself is explained in `nlp.phrase`.

In two steps, for a pack holds thousands of phrases and a draft has the words of few: what is written is checked when
it is read, and its elements are made when a sentence first asks for them. Phrases share the parts they are made of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from nlp.phrase_elements import Element, Row, head_signs, is_led, needs
from nlp.phrase_words import is_special, one_token, plain_words
from nlp.text import ANY, Sentence

_GAPS: Final = {"..": 2, "...": 5}
_BRACKETS: Final = frozenset("()[]")
_ANCHORS: Final = frozenset({"^", "$", "~^"})
_FEW: Final = 12
_MARKS: Final = {mark: re.compile(rf"[()\[\]{mark}]") for mark in " |"}
_GROUPS: Final = ("(", "[", "!(")

Needs = tuple[frozenset[str], ...]
"""Sets of signs of each of which a sentence must bear one (see `needs`)."""


class PhraseError(ValueError):
    """A phrase that can't be read; the message names it and says why."""


class Part:
    """What stands between two spaces of a phrase: checked, and made of elements once, when they are asked for.

    Attributes:
        names: Whether it names a word, or something that a word can be.
        word: The word it is, where it is one and nothing else; else empty.
    """

    __slots__ = ("_make", "_needs", "_of", "_row", "names", "word")

    def __init__(self, make: Callable[..., Row], *of: object, names: bool = True, word: str = "") -> None:
        """What makes its elements, and of what."""
        self._make = make
        self._of = of
        self._row: Row | None = None
        self._needs: Needs | None = None
        self.names = names
        self.word = word

    @property
    def row(self) -> Row:
        """Its elements."""
        if self._row is None:
            self._row = self._make(*self._of)
        return self._row

    @property
    def needs(self) -> Needs:
        """What they can't do without."""
        if self._needs is None:
            self._needs = needs(self.row)
        return self._needs


Parts = tuple[Part, ...]
"""A phrase, checked."""


class Entry:
    """One row of elements in an index, made part by part as far as a sentence bears what the parts before need.

    Attributes:
        head: Its first elements.
        signs: The signs one of which its first word bears; None when any word will do.
        rare: The sign of a rarer word that it can't do without, by which it is found sooner; empty without one.
        row: All its elements; empty until a sentence may match.
    """

    __slots__ = ("_made", "_needs", "head", "rare", "row", "signs")

    def __init__(self, head: Row, rest: Parts) -> None:
        while rest and not is_led(head):
            head, rest = (*head, *rest[0].row), rest[1:]
        self.head = head
        self.signs = head_signs(head)
        self.rare = _rarest(self.signs, needs(head) if len(head) > 1 else (), rest)
        self.row: Row = ()
        self._needs = self._worth(needs(head)[self.signs is not None :]) if len(head) > 1 else ()
        self._made = head, rest, self._needs

    @property
    def keys(self) -> Iterable[str]:
        """The signs one of which a sentence must bear for it to match."""
        return (self.rare,) if self.rare else (ANY,) if self.signs is None else self.signs

    def positions(self, sentence: Sentence, key: str) -> Iterable[int]:
        """Where in a sentence that bears a key of its it may begin."""
        if self.signs is None:
            return sentence.openers if self.head[0].anchor == "^" else range(len(sentence.tokens))
        if not self.rare:
            return sentence.bearers[key]
        return {place for sign in self.signs & sentence.signs for place in sentence.bearers[sign]}

    def may_match(self, there: frozenset[str]) -> bool:
        """Whether a sentence with these signs has every word that the row can't do without."""
        for signs in self._needs:  # `all` and its generator were a third of a check's time
            if signs.isdisjoint(there):
                return False
        return bool(self.row) or self._grows_whole(there)

    def _grows_whole(self, there: frozenset[str]) -> bool:
        """Make what is left, as far as may match; threads that do so at once make the same, some of them more."""
        made, rest, needed = self._made
        while rest:
            part, rest = rest[0], rest[1:]
            more = self._worth(part.needs)
            made, needed = (*made, *part.row), tuple(sorted((*needed, *more), key=len))
            self._made, self._needs = (made, rest, needed), needed
            if any(signs.isdisjoint(there) for signs in more):
                return False
        self.row = made
        return True

    def _worth(self, needed: Needs) -> Needs:
        """Only small sets, as looking them up must cost less than trying.

        A row that any word may begin would be tried in every sentence: there any set is worth a look.
        """
        return tuple(signs for signs in needed if self.signs is None or len(signs) <= _FEW)


def _rarest(signs: AbstractSet[str] | None, needed: Needs, rest: Parts) -> str:
    """The sign of the longest word of a phrase, as long words are rare; empty where none is longer than its first."""
    longest = max(rest, key=lambda part: len(part.word), default=None)
    known = [next(iter(one)) for one in needed if len(one) == 1]
    if longest and longest.word:
        known.append(next(iter(longest.needs[0])))
    rare = max(known, key=_letters, default="")
    return rare if _letters(rare) > min(map(_letters, signs or ("",))) else ""


def _letters(sign: str) -> int:
    """How long the word is that a sign stands for; a part of speech is none."""
    return 0 if sign.isupper() else len(sign.strip("<*>"))


def entries(parts: Parts) -> Iterator[Entry]:
    """The rows of a phrase as entries of an index."""
    at = next(place for place, part in enumerate(parts) if part.row)
    return (Entry(head, parts[at + 1 :]) for head in _parted(parts[at].row))


def rows(parts: Parts) -> Iterator[Row]:
    """All rows of a phrase."""
    return _parted(_joined(*parts))


def _parted(row: Row) -> Iterator[Row]:
    """What starts with ``@list`` has each of that list's phrases as a head of its own."""
    head = row[0]
    if head.nested and not (head.optional or head.negated):
        return ((*inner, *row[1:]) for inner in head.nested)
    return iter((row,))


class Compiler:
    """Reads phrases that may name these lists; what two of them have in common is read once."""

    def __init__(self, lang: str, lists: Mapping[str, Iterable[str]], outer: Compiler | None = None) -> None:
        """Nothing is read yet.

        Args:
            lang: The phrases' language, for folding and splitting.
            lists: The lists that ``@name`` may name.
            outer: One that knows other lists, and shares what it has read.
        """
        self.lang = lang
        self._lists = lists
        self._outer = outer
        self._parts: dict[str, Part] = {}
        self._read: dict[str, tuple[Parts, ...]] = {}

    def knowing(self, lists: Mapping[str, Iterable[str]]) -> Compiler:
        """One that knows these lists too, before any of the same name."""
        if lists.keys().isdisjoint(self._lists):
            return Compiler(self.lang, lists, self)
        return Compiler(self.lang, {**self._lists, **lists})

    def compile(self, phrase: str) -> Iterator[Row]:
        """All rows of a phrase.

        Raises:
            PhraseError: It can't be read.
        """
        return rows(self.read(phrase))

    def read(self, phrase: str, within: tuple[str, ...] = ()) -> Parts:
        """Check a phrase; no word is looked up yet.

        Args:
            phrase: As written.
            within: The lists in which it stands, which it must not name.

        Raises:
            PhraseError: It is empty, broken, or names an unknown list.
        """
        if ("{" in phrase or "}" in phrase) and "".join(char for char in phrase if char in "{}") != "{}":
            msg = f"The braces of the phrase {phrase!r} don't pair up: one pair marks what is taken."
            raise PhraseError(msg)
        parts = self._parts_of(phrase, phrase, within)
        if not any(part.names for part in parts):
            msg = f"The phrase {phrase!r} has no word in it."
            raise PhraseError(msg)
        return parts

    def _parts_of(self, row: str, phrase: str, within: tuple[str, ...]) -> Parts:
        return tuple(self._part(part, phrase, within) for part in _split(row, " "))

    def _part(self, part: str, phrase: str, within: tuple[str, ...]) -> Part:
        if self._outer and "@" not in part:
            return self._outer._part(part, phrase, within)  # noqa: SLF001 - one of us
        known = self._parts.get(part)
        if known is None:
            known = self._parts[part] = self._new_part(part, phrase, within)
        return known

    def _new_part(self, part: str, phrase: str, within: tuple[str, ...]) -> Part:
        if part.isalpha():
            return Part(plain_words, part, self.lang, word=part)
        if part[0] == "{" or part[-1] == "}":
            return self._braced(part, phrase, within)
        if part in _ANCHORS or part.partition("!")[0] in _GAPS:
            return self._mark(part, phrase)
        if part.startswith(_GROUPS):
            rows_in = [self._parts_of(row, phrase, within) for row in _split(part.lstrip("!")[1:-1], "|")]
            return Part(_group, rows_in, part[0], names=bool(rows_in))
        if "@" in part and ("|" in part or part.startswith("!@") or (part[0] == "@" and len(part) > 1)):
            return self._named(part, phrase, within)
        return self._word(part, phrase)

    def _braced(self, part: str, phrase: str, within: tuple[str, ...]) -> Part:
        """A part in which what is taken opens or closes."""
        opens = part[0] == "{"
        mark = Part(_anchor, "{" if opens else "}", names=False)
        bare = part[1:] if opens else part[:-1]
        if not bare:
            return mark
        inner = self._part(bare, phrase, within)
        return Part(_joined, *((mark, inner) if opens else (inner, mark)), names=inner.names, word=inner.word)

    def _mark(self, part: str, phrase: str) -> Part:
        """A place in the sentence, or words to pass over."""
        if part in _ANCHORS:
            return Part(_anchor, part, names=False)
        gap, _, fence = part.partition("!")
        if not fence:
            return Part(_gap, _GAPS[gap], names=False)
        return Part(_gap, _GAPS[gap], self._single(fence, phrase))

    def _named(self, part: str, phrase: str, within: tuple[str, ...]) -> Part:
        """A part that names lists."""
        if "|" in part:
            return self._part(f"({part})", phrase, within)
        if part[0] == "!":
            listed = self._part(part[1:], phrase, within)
            return Part(_negated, listed, names=listed.names)
        return self._list(part[1:], phrase, within)

    def _list(self, name: str, phrase: str, within: tuple[str, ...]) -> Part:
        if name not in self._lists:
            if self._outer:
                return self._outer._part(f"@{name}", phrase, within)  # noqa: SLF001 - one of us
            msg = f"The phrase {phrase!r} names the list @{name}, which this pack doesn't have."
            raise PhraseError(msg)
        if name in within:
            msg = f"The list @{name} names itself."
            raise PhraseError(msg)
        phrases = [self.read(item, (*within, name)) for item in self._lists[name]]
        return Part(_listed, phrases, names=bool(phrases))

    def _word(self, part: str, phrase: str) -> Part:
        """A part that takes words, or looks at them."""
        if part.startswith("!") and len(part) > 1:
            return Part(_negated, self._single(part[1:], phrase))
        if part.startswith("~") and len(part) > 1:
            return Part(_behind, self._single(part[1:], phrase))
        if is_special(part):
            return self._single(part, phrase)
        return Part(plain_words, part, self.lang, names=not part.isspace())

    def _single(self, part: str, phrase: str) -> Part:
        """What takes one token."""
        if "|" in part and not all(choice.strip() for choice in part.split("|")):
            msg = f"The phrase {phrase!r} has an empty choice around '|'."
            raise PhraseError(msg)
        return Part(_single, part, self.lang)


def _anchor(mark: str) -> Row:
    return (Element(anchor=mark),)


def _gap(words: int, fence: Part | None = None) -> Row:
    return (replace(fence.row[0], gap=words) if fence else Element(gap=words),)


def _single(part: str, lang: str) -> Row:
    return (one_token(part, lang),)


def _negated(part: Part) -> Row:
    return tuple(replace(element, negated=True) for element in part.row)


def _behind(part: Part) -> Row:
    return tuple(replace(element, behind=True) for element in part.row)


def _joined(*parts: Part) -> Row:
    return tuple(element for part in parts for element in part.row)


def _group(rows: list[Parts], bracket: str) -> Row:
    nested = tuple(_joined(*row) for row in rows)
    return (Element(nested=nested, optional=bracket == "[", negated=bracket == "!"),)


def _listed(phrases: list[Parts]) -> Row:
    return (Element(nested=tuple(row for phrase in phrases for row in rows(phrase))),)


def _split(phrase: str, mark: str) -> list[str]:
    """Split at a mark that stands outside all brackets.

    Raises:
        PhraseError: A bracket is not closed, or closed without having been opened.
    """
    if _BRACKETS.isdisjoint(phrase):
        return [part for part in phrase.split(mark) if part]
    parts, start, depth = [], 0, 0
    for found in _MARKS[mark].finditer(phrase):
        depth += (found[0] in "([") - (found[0] in ")]")
        if depth < 0:
            break
        if depth == 0 and found[0] == mark:
            parts.append(phrase[start : found.start()])
            start = found.end()
    if depth:
        msg = f"The brackets of the phrase {phrase!r} don't pair up."
        raise PhraseError(msg)
    return [part for part in (*parts, phrase[start:]) if part]
