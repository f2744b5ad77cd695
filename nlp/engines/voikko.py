"""Finnish by Voikko: the C library with its dictionary, or pyvoikko in pure Python.

LanguageTool has no Finnish. Both engines give the same analyses (pyvoikko carries the same dictionary), so one
table (``tags/fi.toml``) turns either into Universal Dependencies. The C library takes 0.04 ms a word and suggests
by itself; pyvoikko takes 1 ms a word and a second to import, so it is imported at the first Finnish word.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any, Final, Protocol

from nlp.engines.spelling import Heard, by_ear, is_odd
from nlp.engines.tags import Tagset, load_tagset
from nlp.known import bases
from nlp.ports import Reading, SpellingState
from nlp.typos.edits import single_edits
from nlp.typos.slips import undone

Analysis = Mapping[str, str]
"""One analysis under Voikko's own attribute names; what does not apply is absent."""

_WORDS_KEPT: Final = 20_000
_ALPHABET: Final = "abdefghijklmnoprstuvyäö"
_COMMON: Final = 4  # frequency class from which a word is offered though Voikko did not think of it
_LONG: Final = 7  # letters of a compound
_HALVES: Final = 2
_WRITTEN: Final = 7  # frequency class of a word that many write
_NAMES: Final = frozenset({"etunimi", "sukunimi", "paikannimi", "nimi"})
_SAID: Final = (
    "CLASS",
    "COMPARISON",
    "FOCUS",
    "KYSYMYSLIITE",
    "MOOD",
    "NEGATIVE",
    "NUMBER",
    "PARTICIPLE",
    "PERSON",
    "POSSESSIVE",
    "SIJAMUOTO",
    "TENSE",
)
_VERB_INSIDE: Final = re.compile(r"\[Lt\](?:\[I\w+\])*\[Xp\](.*?)\[X\]")


class Analyser(Protocol):
    """What a Finnish engine must do. Implementations serialise their own calls where they have to."""

    name: SpellingState

    def analyse(self, word: str) -> Sequence[Analysis]:
        """All analyses of a form."""
        ...

    def knows(self, word: str) -> bool:
        """Whether the form is correct as written."""
        ...

    def suggest(self, word: str) -> Sequence[str]:
        """Corrections, best first."""
        ...


class NativeVoikko:
    """The C library. One handle, one caller at a time: the library is not made for threads."""

    name: SpellingState = "voikko"

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._lock = Lock()

    def analyse(self, word: str) -> Sequence[Analysis]:
        """All analyses of a form."""
        with self._lock:
            analyses: list[Analysis] = self._handle.analyze(word)
        return analyses

    def knows(self, word: str) -> bool:
        """Whether the form is correct as written."""
        with self._lock:
            return bool(self._handle.spell(word))

    def suggest(self, word: str) -> Sequence[str]:
        """Voikko's own suggestions, best first."""
        with self._lock:
            suggestions: list[str] = self._handle.suggest(word)
        return suggestions


class PurePythonVoikko:
    """pyvoikko: the same dictionary in Python. It knows forms in lower case only and suggests nothing; we do."""

    name: SpellingState = "pyvoikko"

    def analyse(self, word: str) -> Sequence[Analysis]:
        """All analyses of a form."""
        from pyvoikko import analyse  # noqa: PLC0415 - a second to import, and most desks never need it

        return [
            {name: str(value) for name in (*_SAID, "BASEFORM", "FSTOUTPUT") if (value := getattr(found, name, None))}
            for found in analyse(word.lower())
        ]

    def knows(self, word: str) -> bool:
        """Whether the form is correct as written: a name without its capital is not."""
        analyses = self.analyse(word)
        return any(word[:1].isupper() or analysis.get("CLASS") not in _NAMES for analysis in analyses)

    def suggest(self, word: str) -> Sequence[str]:
        """Known words one slip away, likeliest slip first. About 300 look-ups: some tenths of a second."""
        return [candidate for candidate in single_edits(word, _ALPHABET) if self.knows(candidate)]


def open_native(library: Path | None, dictionary: Path | None) -> NativeVoikko:
    """Load the C library from a folder (or the system's, if None) with the dictionary there.

    Raises:
        OSError: when the library can't be loaded.
        ImportError: when its Python side is missing.
        RuntimeError: when it finds no Finnish dictionary.
    """
    import libvoikko  # noqa: PLC0415 - loads nothing, but its absence must not stop a desk

    if library is not None:
        for part in sorted(library.glob("libhfstospell.so.*")):  # libvoikko's own dependency, from the same folder
            ctypes.CDLL(str(part), mode=ctypes.RTLD_GLOBAL)
        ctypes.CDLL(str(library / "libvoikko.so.1"))  # says what is wrong; libvoikko would try the system's instead
        libvoikko.Voikko.setLibrarySearchPath(str(library))
    else:
        ctypes.CDLL("libvoikko.so.1")
    try:
        return NativeVoikko(libvoikko.Voikko("fi", path=str(dictionary) if dictionary else None))
    except libvoikko.VoikkoException as error:
        raise RuntimeError(f"Voikko found no Finnish dictionary: {error}") from error


class VoikkoLexicon:
    """Readings of Finnish forms."""

    def __init__(self, analyser: Analyser, tagset: Tagset | None = None) -> None:
        self._analyser = analyser
        self._tagset = tagset or load_tagset("fi")
        self._cached: Callable[[str], tuple[Reading, ...]] = lru_cache(maxsize=_WORDS_KEPT)(self._find)

    def readings(self, word: str) -> Sequence[Reading]:
        """All readings of a form; a participle is read as its verb. Empty if unknown."""
        return self._cached(word)

    def _find(self, word: str) -> tuple[Reading, ...]:
        found = chain.from_iterable(self._read(word, analysis) for analysis in self._analyser.analyse(word))
        return tuple(dict.fromkeys(found))

    def _read(self, word: str, analysis: Analysis) -> Iterator[Reading]:
        tag = " ".join(f"{name}={analysis[name]}" for name in _SAID if name in analysis)
        if "PERSON" in analysis and word.lower().endswith(("han", "hän")):
            tag += " CLITIC=han"
        lemma = analysis.get("BASEFORM", word.lower())
        if "PARTICIPLE" in analysis and (inside := _VERB_INSIDE.search(analysis.get("FSTOUTPUT", ""))):
            lemma = inside.group(1)
        yield from self._tagset.readings(lemma, tag)


class VoikkoSpeller:
    """Finnish spelling. Voikko keeps no frequencies, so they are given.

    Args:
        analyser: Voikko itself.
        counts: Frequency classes of lower-case words.
        heard: Common words near to a small one, with what they cost in slips (`nlp.engines.heard`).
        accepted: Further right words, in small letters, that Voikko lacks.
    """

    def __init__(
        self,
        analyser: Analyser,
        counts: Mapping[str, int] | None = None,
        heard: Heard = lambda _: (),
        accepted: frozenset[str] = frozenset(),
    ) -> None:
        self._analyser = analyser
        self._accepted = accepted
        self._heard = heard
        self._counts = counts or {}
        self._known: Callable[[str], bool] = lru_cache(maxsize=_WORDS_KEPT)(self._knows)
        self._suggested: Callable[[str], tuple[str, ...]] = lru_cache(maxsize=2_000)(self._suggest)

    @property
    def name(self) -> SpellingState:
        """``voikko`` or ``pyvoikko``."""
        return self._analyser.name

    def knows(self, word: str) -> bool:
        """Whether the form is correct as written."""
        return self._known(word)

    def suggest(self, word: str) -> Sequence[str]:
        """Candidate corrections, best first."""
        return self._suggested(word)

    def by_ear(self, word: str) -> Sequence[tuple[float, str]]:
        """Common words a little further off, nearest first."""
        return by_ear(word, self._heard, self.knows)

    def frequency(self, word: str) -> int:
        """Frequency class 0 (unknown or rare) to 25 (most common)."""
        return self._counts.get(word.lower(), 0)

    def _knows(self, word: str) -> bool:
        if word in self._accepted or word.lower() in self._accepted:
            return True
        if self._analyser.knows(word):
            return not (is_odd(word, self._counts, _ALPHABET) or self._is_slip_of_a_compound(word))
        return any(base in self._accepted for base in bases(word.lower(), "fi"))

    def _is_slip_of_a_compound(self, word: str) -> bool:
        """Whether Voikko built a compound that nobody wrote, a letter short or long of one that many did: "jääkapin".

        With a capital it may be anybody's name, so then only a slip of a name counts: "Thaimassa".
        """
        if len(word) < _LONG or not word.isalpha() or word.lower() in self._counts:
            return False
        analyses = self._analyser.analyse(word)
        bases_of = {analysis.get("BASEFORM", "") for analysis in analyses}
        if not analyses or any(base.lower() in self._counts for base in bases_of):
            return False
        if any(analysis.get("STRUCTURE", "").count("=") < _HALVES for analysis in analyses):
            return False
        near = [form for form in single_edits(word, _ALPHABET) if self.frequency(form) >= _WRITTEN]
        longer_or_shorter = (form for form in near if len(form) != len(word) and form[0] == word[0])
        return any(self._is_meant(form, word, bases_of) for form in longer_or_shorter)

    def _is_meant(self, form: str, word: str, instead_of: AbstractSet[str]) -> bool:
        """Whether a form is another word: a compound too or a doubled letter off, and a name for a capital."""
        analyses = self._analyser.analyse(form)
        if form[0].isupper() and not any(analysis.get("CLASS") in _NAMES for analysis in analyses):
            return False
        is_compound = any(analysis.get("STRUCTURE", "").count("=") >= _HALVES for analysis in analyses)
        alike = is_compound or form.lower() in undone(word.lower())
        return alike and bool(analyses) and instead_of.isdisjoint(a.get("BASEFORM", "") for a in analyses)

    def _suggest(self, word: str) -> tuple[str, ...]:
        """Voikko's own, and the common words one slip away that it leaves out."""
        near = (
            form for form in single_edits(word, _ALPHABET) if self.frequency(form) >= _COMMON and self.knows(form)
        )
        return tuple(dict.fromkeys((*self._analyser.suggest(word), *near)))
