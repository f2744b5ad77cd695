"""The words of one sentence as rules of agreement ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from nlp.ports import Lexicon, Reading, Speller
from nlp.text import Sentence, Token, fold, pos_sign
from nlp.typos.edits import single_edits
from nlp.typos.slips import slips

Find = Callable[["Words", int], tuple[str, ...]]
"""Given a sentence and a place there: what should stand in it, best first; empty if it is right."""

_LETTERS: Final = {
    "fi": "abdefghijklmnoprstuvyäö",
    "it": "abcdefghilmnopqrstuvzàèéìòù",
    "ro": "abcdefghijlmnoprstuvxzăâîșț",
}
_A_SLIP: Final = 6  # frequency classes that a slip weighs


@dataclass(frozen=True, slots=True)
class Rule:
    """Where in a sentence a rule is asked: at some steps from each word that gives it cause.

    Attributes:
        find: The rule.
        cues: Signs of words (`nlp.text.Token`), as their folded form or what they can be; none for every word.
        steps: How far behind such a word it is asked; 0 is the word itself.
    """

    find: Find
    cues: frozenset[str]
    steps: tuple[int, ...]

    def asked(self, sentence: Sentence) -> set[int]:
        """The places at which it is asked; each word, where no cue is needed."""
        if not self.cues:
            return {at for at, token in enumerate(sentence.tokens) if token.is_word}
        cues = (at for cue in self.cues & sentence.signs for at in sentence.bearers[cue])
        return {at + step for at in cues for step in self.steps if 0 <= at + step < len(sentence.tokens)}


def cues_of(words: Iterable[str], lang: str, *pos: str) -> frozenset[str]:
    """The signs of words and of parts of speech."""
    return frozenset({*(fold(word, lang) for word in words), *map(pos_sign, pos)})


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence with what knows its words.

    Attributes:
        sentence: Its tokens, marks among them.
        lexicon: What a form can be.
        speller: Which forms are right, and how common.
        lang: BCP 47.
    """

    sentence: Sentence
    lexicon: Lexicon
    speller: Speller
    lang: str

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Words and marks, left to right."""
        return self.sentence.tokens

    def after(self, at: int) -> Token | None:
        """The small word of letters right behind a place, one space apart; None for anything else."""
        if at + 1 >= len(self.tokens):
            return None
        one, other = self.tokens[at : at + 2]
        return other if other.start == one.end + 1 and other.text.islower() and other.text.isalpha() else None

    def before(self, at: int) -> Token | None:
        """The word right before a place, one space apart."""
        if at == 0:
            return None
        one, other = self.tokens[at - 1 : at + 1]
        return one if other.start == one.end + 1 and one.is_word else None

    def keys(self, start: int, end: int) -> frozenset[str]:
        """The folded words of a stretch, as far as there are any."""
        return frozenset(token.key for token in self.tokens[max(start, 0) : max(end, 0)])

    def near(self, token: Token, fits: Callable[[Reading], bool], *, also: Iterable[str] = ()) -> tuple[str, ...]:
        """The likeliest right form one slip from a word (or among others) that has a fitting reading; or nothing."""
        forms = dict.fromkeys((*also, *single_edits(token.text.lower(), _LETTERS[self.lang])))
        fitting = [form for form in forms if self.speller.knows(form) and any(map(fits, self.lexicon.readings(form)))]
        likely = sorted(
            fitting, key=lambda form: _A_SLIP * slips(token.text.lower(), form) - self.speller.frequency(form)
        )
        return tuple(likely[:2])


def values(readings: Iterable[Reading], name: str) -> frozenset[str]:
    """What a feature can be in some readings: the cases of a noun; an empty word where one doesn't say."""
    return frozenset(
        next((feat.partition("=")[2] for feat in reading.feats if feat.startswith(f"{name}=")), "")
        for reading in readings
    )


def sole(token: Token, *pos: str) -> tuple[Reading, ...]:
    """The readings of a word that can be nothing but these parts of speech; else none."""
    return token.readings if token.must_be(*pos) else ()


def gendered(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings without those that only lack the gender that another of the same word has."""
    found = tuple(readings)
    told = {reading.lemma for reading in found if values([reading], "Gender") != {""}}
    return tuple(r for r in found if values([r], "Gender") != {""} or r.lemma not in told)


def same_tense(readings: Iterable[Reading], wanted: set[str]) -> Callable[[Reading], bool]:
    """Whether a reading is of the same verb, mood and tense as some others, and has what is wanted."""
    known = {(r.lemma, *values([r], "Mood"), *values([r], "Tense")) for r in readings}
    return lambda r: wanted <= r.feats and (r.lemma, *values([r], "Mood"), *values([r], "Tense")) in known
