"""Whether an unknown word with a capital, or in a short title, is a slip or a name: one sum for both.

What speaks for a slip: a common word one slip away, the plainer and longer the better, at a sentence's start. What
speaks for a name: people write the word, and what stands beside it is unknown too. The weights are those of a
logistic regression: on English sentences of manuals, an FAQ, fortunes and our drafts, with slips put in, and with the
names of people, towns and foreign titles; on the starts of Swedish sentences of drafts, a book and a program, with
slips put in, and with the names in drafts of other languages. Inside a Swedish sentence the rules of
`nlp.typos.names` tell as much with fewer false alarms; by them languages without weights go on, and words that are
near nothing.

What they all leave alone, small words and company of foreign ones too, is weighed once more by ``SPARED``: a fit on
labelled sentences of others (misspelt and clean; in Finnish and Swedish clean alone), drafts and manuals with slips
put in, names and titles. Its limits were set where sentences kept out of the fit drew hardly an alarm more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final, NamedTuple

from nlp.ports import Speller
from nlp.typos.edits import single_edits
from nlp.typos.slips import slips

FAR: Final = float("-inf")
"""How a word looks that is no single slip of any."""

_HEARD: Final = 3  # frequency class of a word that anybody may mean
_WEIGHED: Final = 8  # words whose slips are counted
_LONG: Final = 10  # letters beyond which length says no more
_MIDDLING: Final = 7  # letters up to which a word in a title says nothing by its length
_SHORT: Final = 3  # letters that tell a slip from anything


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign weighs, in nats; a word is a slip from ``sure`` on.

    Attributes:
        letters: The small letters of the language.
        sure: Where slips begin.
        common: A frequency class of the word that may be meant.
        ahead: A frequency class by which it is commoner than what was typed.
        slip: Each slip it takes.
        first: That the first letter is another.
        letter: Each letter typed.
        small: That it is a word, and no name.
        heard: That what was typed has been written before.
        often: And each frequency class of that.
        starts: That it begins a sentence.
        titled: That it stands in a short quotation.
        uncapped: That it has no capital there.
        behind: That the word before has a capital.
        strange: That a word right beside it is unknown too.
        inner: That it has a capital further in.
        long: Each letter beyond the seventh, in a short quotation.
        foreign: That its company is foreign (`nlp.typos.foreign`).
        rare: That a dictionary of rare forms has it.
        acts: That people bear it, and a verb follows it at a sentence's start ("Rangi looks after it").
        anywhere: Whether words are weighed inside sentences and quotations, too, and not at a sentence's start alone.
    """

    letters: str
    sure: float
    common: float
    ahead: float
    slip: float
    first: float
    letter: float
    small: float
    heard: float
    often: float
    starts: float
    titled: float
    uncapped: float
    behind: float
    strange: float
    inner: float = 0.0
    long: float = 0.0
    foreign: float = 0.0
    rare: float = 0.0
    acts: float = 0.0
    anywhere: bool = True


WEIGHTS: Final[Mapping[str, Weights]] = {
    "en": Weights(
        letters=ascii_lowercase, sure=8.82, common=0.24, ahead=0.32, slip=-8.95, first=1.5, letter=0.84, small=3.47,
        heard=-1.4, often=-0.2, starts=4.3, titled=0.26, uncapped=2.74, behind=-0.71, strange=-2.22,
    ),
    "sv": Weights(
        letters=ascii_lowercase + "åäöé", sure=5.07, common=0.25, ahead=0.21, slip=-6.11, first=1.56, letter=0.61,
        small=3.09, heard=-2.27, often=0.02, starts=0, titled=0, uncapped=0, behind=0, strange=0.54, anywhere=False,
    ),
}  # fmt: skip


SPARED: Final[Mapping[str, Weights]] = {
    "en": Weights(
        letters=ascii_lowercase, sure=1.77, common=0.17, ahead=0.14, slip=-2.79, first=-0.24, letter=0.17,
        small=-0.93, heard=-2.26, often=0.07, starts=2.3, titled=-0.91, uncapped=0.83, behind=-0.67, strange=-1.14,
        inner=-0.1, long=-1.65, foreign=-0.61, acts=-0.6,
    ),
    "it": Weights(
        letters=ascii_lowercase + "àèéìòù", sure=4.02, common=0.18, ahead=0.21, slip=-4.67, first=1.0, letter=0.4,
        small=0.98, heard=-2.15, often=-0.2, starts=3.24, titled=-1.29, uncapped=1.73, behind=-0.46, strange=-0.22,
        inner=-3.25, long=0.98, foreign=-0.42, acts=-1.59,
    ),
    "ro": Weights(
        letters=ascii_lowercase + "ăâîșț", sure=3.6, common=-0.01, ahead=0.17, slip=-4.61, first=1.28, letter=0.31,
        small=1.49, heard=-3.58, often=0.15, starts=2.7, titled=-1.08, uncapped=2.07, behind=-0.89, strange=-0.55,
        inner=-4.04, long=2.4, foreign=0.36, rare=1.35, acts=-2.84,
    ),
    "fi": Weights(
        letters=ascii_lowercase + "åäö", sure=2.13, common=-0.14, ahead=0.17, slip=-6.37, first=0.96, letter=-0.06,
        small=2.94, heard=-2.05, often=-0.32, starts=3.4, titled=-4.42, uncapped=4.08, behind=-1.11, strange=0.86,
        inner=-4.51, long=1.92, foreign=0.09, acts=-0.13,
    ),
    "sv": Weights(
        letters=ascii_lowercase + "åäöé", sure=10.74, common=0.09, ahead=0.13, slip=-2.26, first=0.32, letter=0.49,
        small=3.52, heard=-2.1, often=-0.08, starts=3.64, titled=-2.89, uncapped=6.77, behind=-1.32, strange=-1.17,
        inner=-2.83, long=0.55, foreign=-0.24, acts=-0.01,
    ),
}  # fmt: skip
"""What tells slips among the words that rules, names and company would spare."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands, as far as that tells names.

    Attributes:
        starts: At the start of a sentence.
        titled: In a short quotation.
        behind: Behind a word with a capital that is not the sentence's first.
        strange: Right beside another unknown word.
        foreign: Among foreign words.
        rare: A dictionary of rare forms has it.
        acts: Borne by people, at the start of a sentence, and a verb follows.
    """

    starts: bool
    titled: bool
    behind: bool
    strange: bool
    foreign: bool = False
    rare: bool = False
    acts: bool = False


class Near(NamedTuple):
    """What a word may be a slip of.

    Attributes:
        seen: Its frequency class.
        slips: What it takes to type the one for the other.
        first: Whether the first letter is another.
        small: Whether it is a word, and no name.
    """

    seen: int
    slips: float
    first: bool
    small: bool


def weights_for(word: str, lang: str, *, starts: bool) -> Weights | None:
    """What such a word is weighed by, where names stand: plain letters, at most the first of them a capital."""
    weights = WEIGHTS.get(lang)
    if weights is None or not (starts or weights.anywhere) or len(word) < _SHORT or not word[1:].islower():
        return None
    return weights if set(word.lower()) <= set(weights.letters) else None


def second_weights_for(word: str, lang: str) -> Weights | None:
    """What a word is weighed by that was spared: some plain letters, not all of them capitals."""
    weights = SPARED.get(lang)
    if weights is None or len(word) <= _SHORT or word[1:].isupper():
        return None
    return weights if set(word.lower()) <= set(weights.letters) else None


def is_slip(word: str, place: Place, weights: Weights, looks_so: float) -> bool:
    """Whether a word that ``looks`` like a slip, so much, is likelier one than anything else where it stands."""
    beyond = max(0, min(len(word), _LONG) - _MIDDLING)
    stands = (
        weights.starts * place.starts
        + (weights.titled + weights.long * beyond) * place.titled
        + weights.uncapped * word.islower()
        + weights.inner * (not word[1:].islower())
        + weights.behind * place.behind
        + weights.strange * place.strange
        + weights.foreign * place.foreign
        + weights.rare * place.rare
        + weights.acts * place.acts
    )
    return looks_so + stands >= weights.sure


def looks(word: str, weights: Weights, near: Sequence[Near], heard: int) -> float:
    """How much a word by itself looks like a slip, in nats; ``FAR`` when no word is one slip away.

    Args:
        word: As typed.
        weights: What signs weigh.
        near: What it may be a slip of (`meant_by`).
        heard: Its own frequency class, in small letters.
    """
    own = weights.letter * min(len(word), _LONG) + weights.heard * (heard > 0) + weights.often * heard
    meant = (
        weights.common * one.seen
        + weights.ahead * max(0, one.seen - heard)
        + weights.slip * one.slips
        + weights.first * one.first
        + weights.small * one.small
        for one in near
    )
    return own + max(meant, default=FAR)


def meant_by(word: str, letters: str, speller: Speller) -> tuple[Near, ...]:
    """The commonest words one slip away, without the words themselves (half a ms)."""
    typed = word.lower()
    near = ((speller.frequency(form), form) for form in single_edits(typed, letters))
    return tuple(
        Near(seen, slips(typed, form), typed[0] != form[0], speller.knows(form))
        for seen, form in sorted((one for one in near if one[0] >= _HEARD), reverse=True)[:_WEIGHED]
        if speller.knows(form) or speller.knows(form.capitalize())
    )
