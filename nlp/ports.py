"""What a check asks of the engines, and nothing more.

The engines themselves live in ``nlp.engines``; `bot.app` and the command line build them and pass them in. Every
call here may be made from any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

LanguageToolState = Literal["ok", "off", "down"]
SpellingState = Literal["dictionary", "hunspell", "voikko", "pyvoikko", "off"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: Universal Dependencies names, whoever supplied it.

    Attributes:
        lemma: Base form, lower case unless a name.
        pos: UD part of speech (``VERB``, ``AUX``, ``NOUN``, ``ADJ``, ``PRON`` ...).
        feats: UD features as ``Name=Value`` (``Mood=Imp``, ``Person=2``, ``Number=Plur``, ``Voice=Pass``,
            ``VerbForm=Fin``, ``Person[psor]=2`` ...).
    """

    lemma: str
    pos: str
    feats: frozenset[str] = frozenset()


class Lexicon(Protocol):
    """A language's morphology: what a word form can be."""

    def readings(self, word: str) -> Sequence[Reading]:
        """All readings of a form as written; the lower-cased form is tried by the lexicon. Empty if unknown."""
        ...


class Speller(Protocol):
    """A language's spelling dictionary."""

    @property
    def name(self) -> SpellingState:
        """Which engine this is."""
        ...

    def knows(self, word: str) -> bool:
        """Whether the form is correct as written (capitals included)."""
        ...

    def suggest(self, word: str) -> Sequence[str]:
        """Candidate corrections, best first, unranked by us; may be empty. May take tens of milliseconds."""
        ...

    def by_ear(self, word: str) -> Sequence[tuple[float, str]]:
        """Common right words a little further off, with what they cost in slips (`nlp.typos.slips`); may be empty."""
        ...

    def frequency(self, word: str) -> int:
        """Frequency class 0 (unknown or rare) to 25 (most common); 0 when the dictionary has none."""
        ...


class Phrasing(Protocol):
    """What mostly stands together in a language."""

    def fits_better(self, words: Sequence[str], at: int) -> str | None:
        """The look-alike that surely belongs in the place of one word of a sentence, in small words and marks."""
        ...


@runtime_checkable
class Counted(Protocol):
    """Phrasing that has counted a language's words in rows, and so can weigh any wording against another."""

    def reads_worse(self, words: Sequence[str], at: int, end: int, instead: Sequence[str]) -> bool:
        """Whether others clearly fit less well than the words from ``at`` to ``end``, in small words and marks."""
        ...


@runtime_checkable
class Placing(Protocol):
    """Phrasing that can say of any word how well it stands in a place."""

    def suits(self, words: Sequence[str], at: int, instead: Sequence[str]) -> Sequence[float]:
        """How well each of some small words stands in the place of one, in nats; nothing where that isn't known."""
        ...


@dataclass(frozen=True, slots=True)
class Parsed:
    """One word as a trained pipeline reads it.

    Attributes:
        start: First code point.
        end: One past the last.
        pos: UD part of speech.
        dep: How it hangs on its head (``nsubj``, ``obl:agent``, ``ROOT`` ...).
        head: The position of its head among the words of the text; its own at the root.
        feats: UD features, as in ``Reading``.
    """

    start: int
    end: int
    pos: str
    dep: str
    head: int
    feats: frozenset[str] = frozenset()


class Parser(Protocol):
    """A trained pipeline that a library has named for a language."""

    def parse(self, text: str) -> Sequence[Parsed]:
        """Every word of a text; empty when the pipeline can't be used."""
        ...


@dataclass(frozen=True, slots=True)
class Mistake:
    """What a grammar engine marked: offsets are code points, half open."""

    start: int
    end: int
    message: str
    replacements: tuple[str, ...]
    rule: str
    kind: Literal["spelling", "grammar", "punctuation", "style", "other"]


class Pending(Protocol):
    """A question the grammar engine is working on."""

    def result(self, timeout: float) -> Sequence[Mistake] | None:
        """The answer, waiting at most ``timeout`` seconds; None when the engine is down or late."""
        ...


class Grammar(Protocol):
    """A grammar engine (LanguageTool), asked early and read late so that rules run meanwhile."""

    @property
    def state(self) -> LanguageToolState:
        """Whether an answer can be expected now."""
        ...

    def reads(self, lang: str) -> bool:
        """Whether it has this language at all (LanguageTool has no Finnish)."""
        ...

    def ask(self, text: str, lang: str) -> Pending:
        """Start reading; never raises, never waits."""
        ...


@dataclass(frozen=True, slots=True)
class Engines:
    """Everything a check may ask, by language where it matters; what is absent is simply not there.

    Attributes:
        lexicons: Morphology by language.
        spellers: Spelling dictionaries by language.
        grammar: LanguageTool, or None when this installation has none.
        phrasings: What stands together, by language.
        parsers: Trained pipelines by language, where the library named one.
        detect: Tells the language of a text as a BCP 47 tag, or None when it can't be sure.
        budget: Seconds a check may wait for the grammar engine in all.
        weighing: Whether what the rules found is weighed with all other signs (`nlp.weigh`); rules alone otherwise.
    """

    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)
    spellers: Mapping[str, Speller] = field(default_factory=dict)
    grammar: Grammar | None = None
    phrasings: Mapping[str, Phrasing] = field(default_factory=dict)
    parsers: Mapping[str, Parser] = field(default_factory=dict)
    detect: Callable[[str], str | None] | None = None
    budget: float = 0.8
    weighing: bool = False
