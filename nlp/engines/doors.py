"""The doors to the engines: what this installation has, opened when first asked.

``open_engines`` looks only at which files are there and costs well under a millisecond; a dictionary is read at
the first word of its language. A part that can't be opened is left out with a reason (``Doors.reasons``), never
an error: what remains still works.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Final, Generic, TypeVar

from nlp.draft import LANGUAGES
from nlp.engines.cloze import load_phrasing
from nlp.engines.counts import load_counts
from nlp.engines.heard import heard_near
from nlp.engines.jars import RESOURCES, find_jar
from nlp.engines.language import detect_language
from nlp.engines.lexicon import DictionaryLexicon, LayeredLexicon, load_accepted, load_own
from nlp.engines.morfologik import BadDictionaryError, load_dictionary
from nlp.engines.pipelines import PipelineParser
from nlp.engines.spellers import open_speller
from nlp.engines.tags import load_tagset
from nlp.engines.triples import load_triples
from nlp.engines.voikko import Analyser, NativeVoikko, PurePythonVoikko, VoikkoLexicon, VoikkoSpeller, open_native
from nlp.ports import Counted, Engines, Grammar, Lexicon, Phrasing, Placing, Reading, Speller, SpellingState

T = TypeVar("T")

_TAGGERS: Final = {
    "en": ("english-pos-dict-*.jar", "en/english"),
    "it": ("language-it-*.jar", "it/italian"),
    "ro": ("language-ro-*.jar", "ro/romanian"),
    "sv": ("language-sv-*.jar", "sv/swedish"),
}


class Lazy(Generic[T]):
    """Something opened at its first use, once, whichever thread comes first."""

    def __init__(self, opener: Callable[[], T]) -> None:
        self._opener = opener
        self._lock = Lock()
        self._opened: T | None = None

    def __call__(self) -> T:
        """The thing itself."""
        if self._opened is None:
            with self._lock:
                if self._opened is None:
                    self._opened = self._opener()
        return self._opened


class LazyLexicon:
    """A lexicon that is read from disk at its first word."""

    def __init__(self, opener: Callable[[], Lexicon]) -> None:
        self._lexicon = Lazy(opener)

    def readings(self, word: str) -> Sequence[Reading]:
        """All readings of a form; empty if unknown."""
        return self._lexicon().readings(word)


class LazySpeller:
    """A spelling dictionary that is read from disk at its first word.

    One that turns out to be missing or damaged calls itself ``off``, accepts every word and suggests nothing.
    """

    def __init__(self, opener: Callable[[], Speller | None]) -> None:
        self._speller = Lazy(lambda: opener() or _NO_SPELLER)

    @property
    def name(self) -> SpellingState:
        """Which engine this is; opens it."""
        return self._speller().name

    def knows(self, word: str) -> bool:
        """Whether the form is correct as written."""
        return self._speller().knows(word)

    def suggest(self, word: str) -> Sequence[str]:
        """Candidate corrections, best first."""
        return self._speller().suggest(word)

    def by_ear(self, word: str) -> Sequence[tuple[float, str]]:
        """Common right words a little further off."""
        return self._speller().by_ear(word)

    def frequency(self, word: str) -> int:
        """Frequency class 0 to 25."""
        return self._speller().frequency(word)


class LazyPhrasing:
    """What stands together, read from disk at a language's first draft; without it nothing fits better."""

    def __init__(self, opener: Callable[[], Phrasing | None]) -> None:
        self._phrasing = Lazy(lambda: opener() or _NO_PHRASING)

    def fits_better(self, words: Sequence[str], at: int) -> str | None:
        """The look-alike that surely belongs in the place of a word."""
        return self._phrasing().fits_better(words, at)

    def reads_worse(self, words: Sequence[str], at: int, end: int, instead: Sequence[str]) -> bool:
        """Whether other words fit less well; never where nothing was counted."""
        phrasing = self._phrasing()
        return isinstance(phrasing, Counted) and phrasing.reads_worse(words, at, end, instead)

    def suits(self, words: Sequence[str], at: int, instead: Sequence[str]) -> Sequence[float]:
        """How well others would stand in a place; nothing where that isn't known."""
        phrasing = self._phrasing()
        return phrasing.suits(words, at, instead) if isinstance(phrasing, Placing) else ()


class _NoPhrasing:
    def fits_better(self, words: Sequence[str], at: int) -> str | None:  # noqa: ARG002 - the port's shape
        return None


_NO_PHRASING: Final = _NoPhrasing()


class _NoSpeller:
    name: SpellingState = "off"

    def knows(self, word: str) -> bool:  # noqa: ARG002 - the port's shape
        return True

    def suggest(self, word: str) -> Sequence[str]:  # noqa: ARG002
        return ()

    def by_ear(self, word: str) -> Sequence[tuple[float, str]]:  # noqa: ARG002
        return ()

    def frequency(self, word: str) -> int:  # noqa: ARG002
        return 0


_NO_SPELLER: Final = _NoSpeller()


class Doors:
    """What one installation's parts folder opens.

    Attributes:
        reasons: Why a part that was expected is not used, by its name, for ``smiledesk doctor``.
    """

    def __init__(self, parts: Path | None) -> None:
        self._parts = parts
        self.reasons: dict[str, str] = {}
        self._voikko = Lazy(self._open_voikko)

    def lexicon(self, lang: str) -> Lexicon:
        """The best lexicon that can be had for a language; the house's own list at the least."""
        own = load_own(lang)
        if lang == "fi":
            analyser = self._voikko()
            return LayeredLexicon(own, VoikkoLexicon(analyser)) if analyser else own
        pattern, member = _TAGGERS[lang]
        jar = find_jar(self._parts, pattern)
        if jar is None:
            self.reasons[f"lexicon {lang}"] = "LanguageTool's dictionaries are not installed; the short list is used"
            return own
        try:
            dictionary = load_dictionary(jar, f"{RESOURCES}/{member}")
        except (OSError, BadDictionaryError) as error:
            self.reasons[f"lexicon {lang}"] = str(error)
            return own
        return LayeredLexicon(own, DictionaryLexicon(dictionary, load_tagset(lang)))

    def speller(self, lang: str) -> Speller | None:
        """The best spelling dictionary that can be had for a language; None when there is none."""
        if lang == "fi":
            analyser = self._voikko()
            if analyser is None:
                return None
            return VoikkoSpeller(analyser, load_counts("fi"), partial(heard_near, "fi"), load_accepted("fi"))
        try:
            return open_speller(lang, self._parts)
        except (OSError, ImportError, BadDictionaryError) as error:
            self.reasons[f"speller {lang}"] = str(error)
            return None

    def voikko(self) -> Analyser | None:
        """Voikko itself, or its twin in Python; None where neither can be had."""
        return self._voikko()

    def _open_voikko(self) -> Analyser | None:
        folder = self._parts / "voikko" if self._parts else None
        library = next(iter(sorted(folder.rglob("libvoikko.so.1"))), None) if folder else None
        dictionary = next(iter(sorted(folder.rglob("mor-standard"))), None) if folder else None
        try:
            return _native(library, dictionary)
        except (OSError, ImportError, RuntimeError) as error:
            self.reasons["voikko"] = str(error)
        return PurePythonVoikko() if find_spec("pyvoikko") else None


def _native(library: Path | None, dictionary: Path | None) -> NativeVoikko:
    # the dictionary lies at <folder>/5/mor-standard, and Voikko asks for <folder>
    return open_native(library.parent if library else None, dictionary.parents[1] if dictionary else None)


def open_engines(
    parts: Path | None,
    *,
    grammar: Grammar | None = None,
    budget: float = 0.8,
    weighing: bool = True,
    pipelines: Mapping[str, str] | None = None,
) -> Engines:
    """Every engine of this installation, each opened when first asked.

    Args:
        parts: The folder of language parts, or None for an installation without any.
        grammar: LanguageTool, where it is wanted.
        budget: Seconds a check may wait for LanguageTool in all.
        weighing: Whether findings are weighed with all other signs; the rules speak alone otherwise.
        pipelines: Names or folders of trained spaCy pipelines, by language.
    """
    doors = Doors(parts)
    lexicons = {lang: LazyLexicon(partial(doors.lexicon, lang)) for lang in LANGUAGES}
    spellers = {lang: LazySpeller(partial(doors.speller, lang)) for lang in LANGUAGES}
    return Engines(
        lexicons=lexicons,
        spellers=spellers,
        grammar=grammar,
        phrasings={
            lang: LazyPhrasing(load_triples if lang == "en" else partial(load_phrasing, lang, lexicons[lang]))
            for lang in LANGUAGES
        },
        parsers={lang: PipelineParser(name) for lang, name in (pipelines or {}).items()},
        detect=detect_language,
        budget=budget,
        weighing=weighing,
    )
