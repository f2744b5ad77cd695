"""The doors to the engines: what this installation has, opened when first asked.

``open_engines`` looks only at which files are there and costs well under a millisecond; a dictionary is read at
the first word of its language. A part that can't be opened is left out with a reason (``Doors.reasons``), never
an error: what remains still works.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Final, Generic, TypeVar

from nlp.draft import LANGUAGES
from nlp.engines.lexicon import DictionaryLexicon, LayeredLexicon, load_own
from nlp.engines.morfologik import BadDictionaryError, load_dictionary
from nlp.engines.tags import load_tagset
from nlp.engines.voikko import Analyser, NativeVoikko, PurePythonVoikko, VoikkoLexicon, open_native
from nlp.ports import Engines, Grammar, Lexicon, Reading

T = TypeVar("T")

RESOURCES: Final = "org/languagetool/resource"
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


def find_jar(parts: Path | None, pattern: str) -> Path | None:
    """The newest jar of LanguageTool's that matches a pattern, None when there is none."""
    if parts is None:
        return None
    return max((parts / "languagetool").glob(pattern), default=None)


def open_engines(parts: Path | None, *, grammar: Grammar | None = None, budget: float = 0.8) -> Engines:
    """Every engine of this installation, each opened when first asked.

    Args:
        parts: The folder of language parts, or None for an installation without any.
        grammar: LanguageTool, where it is wanted.
        budget: Seconds a check may wait for LanguageTool in all.
    """
    doors = Doors(parts)
    lexicons = {lang: LazyLexicon(partial(doors.lexicon, lang)) for lang in LANGUAGES}
    return Engines(lexicons=lexicons, grammar=grammar, budget=budget)
