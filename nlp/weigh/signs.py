"""What is laid on the scales: every sign of a draft and of the question, each with where it stands.

A sign is a name ("we", "refusal", "not+must", "q:gave", "short"). Shared signs mean the same in every language, so
that what one language teaches, all know; words and their beginnings are each language's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import Final

from nlp.acts import KINDS
from nlp.cached import cached_property
from nlp.phrase import Phrases
from nlp.ports import Speller
from nlp.text import Sentence, Token
from nlp.view import View
from nlp.weigh.families import Families, families_of

PATRON: Final = (
    "complaint", "own_slip", "gave", "uneasy", "ambiguous", "wish", "asks_how", "asks_who", "trouble", "favour",
)  # fmt: skip
HEARD: Final = "heard:"
"""What the name of a sign begins with that is a rule's finding."""

_BUILT: Final = {
    "impersonal": ("speaks", "addresses", "passive", "duty"),
    "command": ("bare", "obligation"),
    "no_next_step": ("implied", "way_on", "granted", "receipt"),
}
"""Lists of rules that say how a sentence is built, each a sign of its own."""

_MOODS: Final = frozenset(
    {"Mood=Imp", "Mood=Cnd", "Mood=Sub", "Voice=Pass", "Person=1", "Person=2", "Tense=Past", "Tense=Fut"}
)
_LENGTHS: Final = (3, 6, 10, 16, 25, 40, 60, 90)
_SIZES: Final = (3, 6, 12, 20, 28)
_STEM: Final = 5
_LONG: Final = 13
_ASKED_SIZES: Final = (4, 8, 14)
_SEVERAL: Final = 2
_ANSWERED: Final = {
    "asks_when": ("digit", "says_when"),
    "asks_where": ("digit", "says_there", "new name"),
    "asks_amount": ("digit",),
    "asks_who": ("new name", "says_colleague"),
}
"""Families of the question that ask for something, and signs of which the answer has one."""
_DUE: Final = ("gives", "spots", "mishap")
"""Families of the question that want thanks or a kind word."""
_KINDNESS: Final = ("thanks", "apology")
_OLD_YEAR: Final = re.compile(r"(?:1[5-9]|20[01])[0-9]{2}")


Place = tuple[int, int, int]
"""Where a sign stands: the sentence's position (-1 for the whole draft), and code points."""


@dataclass
class Signs:
    """The signs of one draft.

    Attributes:
        shared: Signs that mean the same in every language, with the places that bear them (sentence and span).
        together: Where each sentence stands, and the names of its signs in order: any two are a pair.
        sentences: The sentences of the draft, whose words are signs, too.
    """

    sentences: Sequence[Sentence]
    shared: dict[str, list[Place]] = field(default_factory=dict)
    together: list[tuple[Place, tuple[str, ...]]] = field(default_factory=list)

    @cached_property
    def words(self) -> dict[str, list[Place]]:
        """Words and their beginnings, as they are in this language, with the places that bear them."""
        found: dict[str, list[Place]] = {}
        for index, sentence in enumerate(self.sentences):
            for name, start, end in _grams(sentence):
                found.setdefault(name, []).append((index, start, end))
        return found

    def words_of(self, index: int) -> set[str]:
        """Those of one sentence."""
        return {name for name, _, _ in _grams(self.sentences[index])}

    def add(self, name: str, sentence: int = -1, start: int = 0, end: int = 0) -> None:
        """Note a shared sign."""
        self.shared.setdefault(name, []).append((sentence, start, end))


def read_signs(view: View) -> Signs:
    """Every sign of a draft (cost: about a look-up a token and family)."""
    signs = Signs(view.text.sentences)
    for name in _of_situation(view):
        signs.add(name)
    acts = _acts(view)
    for index, sentence in enumerate(view.text.sentences):
        found = dict.fromkeys(_of_sentence(view, sentence, acts.get(index, ())))
        for name, start, end in found:
            signs.add(name, index, start, end)
        place = index, sentence.start, sentence.end
        signs.together.append((place, tuple(sorted({name for name, _, _ in found}))))
    single = {name: places for name, places in signs.shared.items() if places[0][0] >= 0}
    for name in _of_answer(view, signs):
        signs.add(name)
    for lacking in _lacking(view, signs):
        for name in single:
            signs.add(f"{lacking}, {name}")
    for name, places in single.items():
        if any(place[0] != places[0][0] for place in places):
            signs.add(f"{name} twice")
    return signs


_WAYS_ON: Final = (
    "offer", "next_step", "promise", "handover", "contact", "clarifying", "extra", "time", "link", "address", "asks",
)  # fmt: skip
"""Signs of which one is enough for the patron to go on."""


def _lacking(view: View, signs: Signs) -> Iterator[str]:
    """What the whole draft never does: lead on, speak as somebody, speak to somebody, be kind."""
    if not any(name in signs.shared for name in _WAYS_ON):
        yield "no way on"
    for name in ("we", "you"):
        if name not in signs.shared:
            yield f"no {name}"
    if not view.is_kind:
        yield "unkind"


def _of_answer(view: View, signs: Signs) -> Iterator[str]:
    """What the draft makes of the question: the words it takes up, what it leaves open, what comes after a "no"."""
    asked = {word[:_STEM] for word in view.patron_words if len(word) >= _STEM}
    said = {token.key[:_STEM] for sentence in view.frame.body for token in sentence.words if len(token.key) >= _STEM}
    if asked:
        yield f"echo {min(len(asked & said), 3)}"
        yield f"echo of {4 * len(asked & said) // len(asked)} in 4"
    for name, answers in _ANSWERED.items():
        if f"q:{name}" in signs.shared and not any(
            answer.removeprefix("says_") in signs.shared for answer in answers
        ):
            yield f"q:{name}, unanswered"
    answering = {sentence.start for sentence in view.frame.body}
    body = [index for index, sentence in enumerate(view.text.sentences) if sentence.start in answering]
    noes = {place[0] for name in ("refusal", "full", "gone") for place in signs.shared.get(name, ())}
    ways = {place[0] for name in _WAYS_ON[:6] for place in signs.shared.get(name, ())}
    if noes and not ways:
        yield "no, nothing offered"
    if noes and body and max(noes) >= body[-1]:
        yield "no at the end"
    somebody = {place[0] for name in ("we", "you") for place in signs.shared.get(name, ())}
    nobody = [index for index in body if index not in somebody]
    if body:
        yield f"nobody in {4 * len(nobody) // len(body)} in 4"
    if any(one + 1 == other for one, other in pairwise(nobody)):
        yield "nobody twice in a row"


def _of_situation(view: View) -> Iterator[str]:
    draft, words = view.draft, len(view.text.words)
    yield f"channel {draft.channel}"
    yield f"phase {draft.phase}"
    yield f"{draft.channel} {draft.phase}"
    if draft.complaint:
        yield "complaint"
    for limit in _LENGTHS:
        if words <= limit:
            yield f"words<={limit}"
    sentences = len(view.text.sentences)
    yield f"sentences {min(sentences, 6)}"
    yield from _of_question(view)
    for name, there in (
        ("any question", any(s.is_question for s in view.text.sentences)),
        ("exclaims", "!" in view.draft.text),
        ("digit", any(map(str.isdigit, draft.text))),
        ("link", bool(view.links)),
        ("address", bool(view.addresses)),
        ("quoted", bool(view.quoted)),
        ("kind", view.is_kind),
        ("piece before", draft.before is not None and bool(view.earlier.text.words)),
        ("emoji", max(draft.text, default="") > "\u2190"),
    ):
        yield name if there else f"no {name}"


def _of_question(view: View) -> Iterator[str]:
    asked = view.asked
    heard = [name for name in PATRON if asked.of_list(name)]
    for name in heard:
        yield f"q:{name}"
    if any(s.is_question for s in asked.text.sentences):
        yield "q:asks"
    families = families_of(view.pack.lang)
    names = {name for s in asked.text.sentences for name, _, _ in families.of_sentence(s)}
    for name in sorted(names):
        yield f"q:{name}"
    words = len(asked.text.words)
    short = next((f"q:words<={size}" for size in _ASKED_SIZES if words <= size), "q:long")
    yield short
    if not any(s.is_question for s in view.text.sentences):
        yield f"{short}, nothing asked"
    absent = [
        kind for kind in ("greeting", "thanks", "apology", "offer", "next_step", "closing") if not view.did(kind)
    ]
    yield from (f"no {kind}" for kind in absent)
    for name in (*heard, *(["complaint"] if view.draft.complaint else []), f"{view.draft.phase}"):
        yield from (f"{name}, no {kind}" for kind in absent)
    yield from (f"q:{name}, no {kind}" for name in _DUE if name in names for kind in absent if kind in _KINDNESS)


def _of_sentence(
    view: View, sentence: Sentence, acts: Iterable[tuple[str, int, int]]
) -> Iterator[tuple[str, int, int]]:
    rules = view.pack.rules
    lists = tuple(
        (name, rules[rule].words(name)) for rule, names in _BUILT.items() if rule in rules for name in names
    )
    speller = view.speller if view.speller is not None and view.speller.name != "off" else None
    families = families_of(view.pack.lang)
    for name, start, end, strange in sentence.recall(
        (_in_itself, lists, speller), lambda one: tuple(_in_itself(one, families, lists, speller))
    ):
        if strange < 0 or sentence.tokens[strange].key not in view.patron_words:
            yield name, sentence.start + start, sentence.start + end
    yield from acts
    for name, there in (
        ("first", sentence is view.text.sentences[0]),
        ("last", sentence is view.text.sentences[-1]),
        ("listed", sentence.listed),
    ):
        if there:
            yield name, sentence.start, sentence.end


def _in_itself(
    sentence: Sentence, families: Families, lists: Iterable[tuple[str, Phrases]], speller: Speller | None
) -> Iterator[tuple[str, int, int, int]]:
    """What a sentence says wherever it stands: each sign, its place in the sentence, and the token that is strange.

    -1 where it is a sign whether the patron knows the word or not.
    """
    begins = sentence.start
    for name, start, end in families.of_sentence(sentence):
        yield name, start - begins, end - begins, -1
    for name, phrases in lists:
        if span := phrases.first(sentence):
            yield name, span.start - begins, span.end - begins, -1
    for name in _of_build(sentence):
        yield name, 0, sentence.end - begins, -1
    for at, token in enumerate(sentence.tokens):
        start, end = token.start - begins, token.end - begins
        if token.is_word:
            yield from ((mood, start, end, -1) for mood in sorted(_MOODS & token.feats))
            yield from ((name, start, end, at) for name in _of_word(token, sentence, speller))


def _of_word(token: Token, sentence: Sentence, speller: Speller | None) -> Iterator[str]:
    """What a reader outside may stumble over: an unknown or long word, new capitals, a new name."""
    if len(token.text) > _LONG:
        yield "long word"
    if _OLD_YEAR.fullmatch(token.text):
        yield "old year"
    if not token.text.isalpha():
        return
    if len(token.text) > 1 and token.text.isupper():
        yield "new capitals"
    elif token.text[0].isupper():
        if token is not sentence.tokens[0]:
            yield "new name"
            if speller is not None and speller.knows(token.text.lower()):
                yield "name of a thing"
    elif speller is not None and not speller.knows(token.text):
        yield "unknown word"


def _acts(view: View) -> dict[int, list[tuple[str, int, int]]]:
    """The acts of the draft by the position of their sentence."""
    position = {id(sentence): index for index, sentence in enumerate(view.text.sentences)}
    found: dict[int, list[tuple[str, int, int]]] = {}
    for kind in KINDS:
        for span in view.acts.of(kind):
            found.setdefault(position[id(span.sentence)], []).append((kind, span.start, span.end))
    return found


def _of_build(sentence: Sentence) -> Iterator[str]:
    tokens, words = sentence.tokens, sentence.words
    verbs = [token for token in words if token.may_be("VERB") or token.may_be("AUX")]
    commas = sum(token.text == "," for token in tokens)
    yield next((f"size<={size}" for size in _SIZES if len(words) <= size), "long")
    for name, there in (
        ("asks", sentence.is_question),
        ("number", any(char.isdigit() for token in tokens for char in token.text)),
        ("capitals", any(len(t.text) > 1 and t.text.isupper() and t.text.isalpha() for t in words)),
        ("name", any(t.text[0].isupper() and t.index != tokens[0].index for t in words)),
        ("verb first", tokens[0].may_be("VERB")),
        ("verbless", not verbs),
        ("verbless row", not verbs and commas >= _SEVERAL),
        ("row", commas > _SEVERAL),
        ("ordered twice", sum("Mood=Imp" in t.feats for t in words) >= _SEVERAL),
        ("second person twice", sum("Person=2" in t.feats for t in words) >= _SEVERAL),
        ("long words", 3 * sum(len(t.text) >= _LONG - 3 for t in words) > len(words)),
    ):
        if there:
            yield name


def _grams(sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """Its words, their beginnings, and the beginnings of two beside each other, each with its place."""
    for token, after in zip_longest(sentence.tokens, sentence.tokens[1:]):
        yield token.key, token.start, token.end
        if len(token.key) > _STEM:
            yield f"{token.key[:_STEM]}*", token.start, token.end
        if after is not None:
            yield f"{token.key[:_STEM]} {after.key[:_STEM]}", token.start, after.end
