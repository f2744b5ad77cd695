"""Whether an unknown word with a capital, or in a short title, is a slip or a name: one sum for both.

What speaks for a slip: a common word one slip away, the plainer and longer the better, at a sentence's start. What
speaks for a name: people write the word, and what stands beside it is unknown too. The weights are those of a
logistic regression: on English sentences of manuals, an FAQ, fortunes and our drafts, with slips put in, and with the
names of people, towns and foreign titles; on Swedish drafts, a book and a program's messages, with slips put in, and
the names in them; there a capital inside a sentence is asked 1.5 nats more than at its start, for most of those are
names. Languages without weights go on by the rules of `nlp.names`, and so do words near nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from nlp.edits import single_edits
from nlp.ports import Speller
from nlp.slips import slips

FAR: Final = float("-inf")
"""How a word looks that is no single slip of any."""

_HEARD: Final = 3  # frequency class of a word that anybody may mean
_WEIGHED: Final = 8  # words whose slips are counted
_LONG: Final = 10  # letters beyond which length says no more
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


WEIGHTS: Final = {
    "en": Weights(
        letters=ascii_lowercase, sure=8.82, common=0.24, ahead=0.32, slip=-8.95, first=1.5, letter=0.84, small=3.47,
        heard=-1.4, often=-0.2, starts=4.3, titled=0.26, uncapped=2.74, behind=-0.71, strange=-2.22,
    ),
    "sv": Weights(
        letters=ascii_lowercase + "åäöé", sure=5.78, common=0.22, ahead=0.22, slip=-6.36, first=1.32, letter=0.37,
        small=2.75, heard=-2.48, often=-0.08, starts=4.22, titled=0.09, uncapped=-1.14, behind=-1.21, strange=-0.87,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands, as far as that tells names.

    Attributes:
        starts: At the start of a sentence.
        titled: In a short quotation.
        behind: Behind a word with a capital that is not the sentence's first.
        strange: Right beside another unknown word.
    """

    starts: bool
    titled: bool
    behind: bool
    strange: bool


def is_weighed(word: str, lang: str) -> bool:
    """Whether there are weights for such a word: plain letters, at most the first of them a capital."""
    if lang not in WEIGHTS or len(word) < _SHORT or not word[1:].islower():
        return False
    return set(word.lower()) <= set(WEIGHTS[lang].letters)


def is_slip(word: str, place: Place, lang: str, looks_so: float) -> bool:
    """Whether a word that ``looks`` like a slip, so much, is likelier one than a name where it stands."""
    weights = WEIGHTS[lang]
    stands = (
        weights.starts * place.starts
        + weights.titled * place.titled
        + weights.uncapped * word.islower()
        + weights.behind * place.behind
        + weights.strange * place.strange
    )
    return looks_so + stands >= weights.sure


def looks(word: str, lang: str, speller: Speller) -> float:
    """How much a word by itself looks like a slip, in nats; ``FAR`` when no word is one slip away (half a ms)."""
    typed = word.lower()
    weights, heard = WEIGHTS[lang], speller.frequency(typed)
    own = weights.letter * min(len(typed), _LONG) + weights.heard * (heard > 0) + weights.often * heard
    near = ((speller.frequency(form), form) for form in single_edits(typed, weights.letters))
    meant = (
        weights.common * seen
        + weights.ahead * max(0, seen - heard)
        + weights.slip * slips(typed, form)
        + weights.first * (typed[0] != form[0])
        + weights.small * speller.knows(form)
        for seen, form in sorted((one for one in near if one[0] >= _HEARD), reverse=True)[:_WEIGHED]
        if speller.knows(form) or speller.knows(form.capitalize())
    )
    return own + max(meant, default=FAR)
