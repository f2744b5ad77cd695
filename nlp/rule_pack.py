"""One rule's words in one language, as a pack's file tells them (see `nlp.pack`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nlp.cached import cached_property
from nlp.phrase import Bundle, Phrases


@dataclass(frozen=True, slots=True)
class Say:
    """What a librarian is told: what the patron may feel, and at most two wordings (see `nlp.wordings.wording`).

    ``whole`` wordings take the place of the whole sentence, not only of the flagged words; ``last`` ones are put in
    behind all that answers, before any goodbye. ``familiar`` wordings are for drafts that say tu rather than Lei;
    without them every draft gets ``suggestions``.
    """

    message: str
    suggestions: tuple[str, ...] = ()
    whole: bool = False
    last: bool = False
    familiar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confusion:
    """A right word in the wrong place: the phrases that give it away, and what to write instead.

    In a wording ``$1``, ``$2`` stand for the words that the phrase took; ``<VERB:VerbForm=Inf>`` is that form of the
    one word it took, and where there is none, nothing is said. In the file a table ``pairs`` makes many of
    them at once: each of its keys stands in for ``%`` in the phrases, and its value is what to write instead. With
    ``written = true`` it is one in writing only: in chat people may talk so.
    """

    phrases: Phrases
    instead: tuple[str, ...]
    written: bool = False


@dataclass(frozen=True, slots=True)
class Kinder:
    """A turn of phrase that sounds stiff, and what to say instead (see `nlp.wordings.kinder`).

    ``familiar`` is said to a tu; ``again`` takes its place from the second request of one wording on.
    """

    phrases: Phrases
    instead: tuple[str, ...]
    ends: str = ""
    familiar: tuple[str, ...] = ()
    again: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A rule's proof: a draft in its context, and the parts the rule must flag (none: it must keep quiet)."""

    draft: str
    flags: tuple[str, ...] | None
    context: Mapping[str, Any]


@dataclass(frozen=True)
class RulePack:
    """One rule's words in one language.

    Attributes:
        name: The rule's name, which is the file's.
        code: The code it says.
        say: The wording used when the rule names none of ``says``.
        says: Other wordings by name, for rules that speak of more than one thing.
        source: The handbook behind it.
        phrases: Compiled phrase lists by name.
        plain: Terms of the house, each with its plain wording (empty when there is none).
        confusions: Words taken for one another.
        kinder: Turns of phrase with kinder ones, which make a wording of the librarian's own sentence.
        limits: Numbers by name (words in a sentence, characters ...).
        examples: The proof.
    """

    name: str
    code: str
    say: Say
    says: Mapping[str, Say]
    source: str
    phrases: Mapping[str, Phrases]
    plain: tuple[tuple[Phrases, str], ...]
    confusions: tuple[Confusion, ...]
    limits: Mapping[str, float]
    examples: tuple[Example, ...]
    kinder: tuple[Kinder, ...] = ()

    def words(self, name: str) -> Phrases:
        """The phrase list of that name; a language that needs none simply leaves it out."""
        return self.phrases.get(name, NOTHING)

    @cached_property
    def typed(self) -> Bundle:
        """The phrases of all confusions, by their position."""
        return Bundle(confusion.phrases for confusion in self.confusions)

    @cached_property
    def stiff(self) -> Bundle:
        """The phrases of all kinder turns, by their position."""
        return Bundle(pair.phrases for pair in self.kinder)

    @cached_property
    def terms(self) -> Bundle:
        """The phrases of all terms of ``plain``, by their position."""
        return Bundle(phrases for phrases, _ in self.plain)


NOTHING: Final = Phrases((), "en")
"""A list without phrases."""

NO_RULE: Final = RulePack("", "", Say(""), {}, "", {}, (), (), {}, ())
"""What a language without a rule of some name has of it."""
