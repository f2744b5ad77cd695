"""A text as the rules see it: tokens with their readings, in sentences.

spaCy's blank pipelines split words; `lexmorph`, a component of ours, writes on each token what a ``Lexicon`` knows
of it. All offsets are code points into the raw text, half open. Source: Universal Dependencies for the features.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from nlp.cached import cached_property
from nlp.ports import Lexicon, Reading

if TYPE_CHECKING:
    from spacy.language import Language

_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"})
_SENTENCES_KEPT: Final = 600  # some ten kilobytes each
_WORDS_KEPT: Final = 20_000
_ENDERS: Final = frozenset(".!?…") | {"...", "?!", "!?", "!!", "!!!", "??", "???"}
_CLOSERS: Final = frozenset("\"'»”’)]")
_BETWEEN_SPACES: Final = re.compile(r"\S+")
_CHUNK: Final = 40  # code points between spaces, beyond which they are hardly words and not kept
_BULLET: Final = re.compile(r"\s*(?:[-*•–—]|\(?\d{1,2}[.)])\s+")


def fold(word: str, lang: str) -> str:
    """The key under which two spellings of a word meet: case, apostrophes, and in Romanian missing diacritics.

    Romanian is often typed without diacritics, so a phrase must match with and without them.
    """
    key = word.translate(_APOSTROPHES).casefold()
    if lang == "ro" and not key.isascii():
        decomposed = unicodedata.normalize("NFD", key)
        key = "".join(char for char in decomposed if not unicodedata.combining(char))
    return key


DIGIT: Final = "#"
"""The sign of a word with a digit in it."""

CAPITAL: Final = "="
"""The sign of a word with a capital."""


_EDGE: Final = 4
"""Letters of a word's start or end that are a sign too: a phrase with so long an edge is seldom tried in vain."""


def start_sign(prefix: str) -> str | None:
    """The sign that every word with this start bears, or None when the start is too short for one."""
    return f"{prefix[:_EDGE]}*" if len(prefix) >= _EDGE else f"{prefix[:2]}*" if len(prefix) > 1 else None


def end_sign(suffix: str) -> str | None:
    """The sign that every word with this end bears, or None when the end is too short for one."""
    return f"*{suffix[-_EDGE:]}" if len(suffix) >= _EDGE else f"*{suffix[-2:]}" if len(suffix) > 1 else None


def lemma_sign(lemma: str) -> str:
    """The sign of a form of this base form."""
    return f"<{lemma}>"


def pos_sign(pos: str) -> str:
    """The sign of a word that may be this part of speech."""
    return f"<{pos}"


@dataclass(slots=True, unsafe_hash=True)
class Token:
    """One word or mark; never changed once made (a frozen one takes five times as long to make).

    Attributes:
        index: Position among the text's tokens (white space is no token).
        start: First code point.
        end: One past the last.
        text: As written.
        key: Folded form, see ``fold``.
        readings: What the lexicon knows; empty when unknown.
        lemmas: Folded base forms of all readings.
        signs: What phrases look it up by: its key, edges, lemmas and parts of speech (see ``start_sign``).
        feats: The features of all readings.
        is_word: Whether it holds a letter or a digit.
    """

    index: int
    start: int
    end: int
    text: str
    key: str
    readings: tuple[Reading, ...]
    lemmas: frozenset[str]
    signs: frozenset[str]
    feats: frozenset[str]
    is_word: bool

    def may_be(self, pos: str = "", *feats: str) -> bool:
        """Whether some reading has this part of speech (any if empty) and all these features."""
        return any((not pos or r.pos == pos) and r.feats.issuperset(feats) for r in self.readings)

    def must_be(self, *pos: str) -> bool:
        """Whether every reading has one of these parts of speech, and there is one."""
        return bool(self.readings) and all(r.pos in pos for r in self.readings)


Memory = dict[Hashable, Any]
"""What was found in a sentence, by what it was looked for with: places in it, never its words."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Sentence:
    """A run of tokens that belong together.

    Attributes:
        tokens: Its words and marks.
        listed: Whether it is a numbered or bulleted step.
        memory: What was found in the same sentence before, see ``recall``.
    """

    tokens: tuple[Token, ...]
    listed: bool = False
    memory: Memory = field(default_factory=dict, repr=False, compare=False)

    def recall(self, wanted: Hashable, find: Callable[[Sentence], Found]) -> Found:
        """What was found in the same sentence before, wherever that stood, or is found now.

        Args:
            wanted: What is looked for, and all that it depends on but the sentence's words, marks and spaces.
            find: Finds it as places in the sentence; never as words, for memories outlive a conversation.
        """
        found: Found | None = self.memory.get(wanted)
        if found is None:
            found = self.memory[wanted] = find(self)
        return found

    @cached_property
    def start(self) -> int:
        """First code point."""
        return self.tokens[0].start

    @cached_property
    def end(self) -> int:
        """One past the last code point."""
        return self.tokens[-1].end

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """Its tokens without punctuation."""
        return tuple(token for token in self.tokens if token.is_word)

    @cached_property
    def signs(self) -> frozenset[str]:
        """The signs of all its tokens."""
        return frozenset(self.bearers)

    @cached_property
    def bearers(self) -> Mapping[str, list[int]]:
        """Each sign with the positions of the tokens that bear it, in order."""
        found: dict[str, list[int]] = {}
        for position, token in enumerate(self.tokens):
            for sign in token.signs:
                found.setdefault(sign, []).append(position)
        return found

    @cached_property
    def openers(self) -> range:
        """Positions before which no word stands: there alone a phrase can match the start of the sentence."""
        first = next((position for position, token in enumerate(self.tokens) if token.is_word), len(self.tokens) - 1)
        return range(first + 1)

    @cached_property
    def is_question(self) -> bool:
        """Whether it ends in a question mark."""
        return any("?" in token.text for token in self.tokens[-3:] if not token.is_word)


@dataclass(frozen=True)
class Text:
    """A raw text with its tokens and sentences."""

    raw: str
    lang: str
    sentences: tuple[Sentence, ...] = field(repr=False)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens in order."""
        return tuple(token for sentence in self.sentences for token in sentence.tokens)

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """All tokens that are words."""
        return tuple(token for token in self.tokens if token.is_word)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that covers a code point (the last one that starts before it)."""
        found = self.sentences[0]
        for sentence in self.sentences:
            if sentence.start > offset:
                break
            found = sentence
        return found

    def quote(self, start: int, end: int) -> str:
        """The raw text between two code points."""
        return self.raw[start:end]


@lru_cache(maxsize=8)
def _pipeline(lang: str) -> Language:
    """The blank spaCy pipeline of a language; loading spaCy is slow, so it happens at the first text."""
    import spacy  # noqa: PLC0415 - 0.7 s that a web process must not pay before its first page

    return spacy.blank(lang)


def words_of(text: str, lang: str) -> tuple[str, ...]:
    """Split a text into words and marks exactly as ``read_text`` does (cost: linear)."""
    return tuple(word for _, word in _split(text, lang))


def _split(text: str, lang: str) -> Iterator[tuple[int, str]]:
    """The words and marks of spaCy, each with where it begins."""
    tokenizer: Any = _pipeline(lang).tokenizer
    if (text.isalpha() and text not in tokenizer.rules) or (text.isascii() and text.isdigit()):
        yield 0, text  # letters alone are one word, but for what the language makes an exception of: "cannot"
        return
    yield from ((token.idx, token.text) for token in tokenizer(text) if not token.is_space)


def read_text(
    raw: str, lang: str, lexicon: Lexicon | None = None, abbreviations: frozenset[str] = frozenset()
) -> Text:
    """Split a text into sentences of tokens and write on each what the lexicon knows of it.

    Args:
        raw: The text as typed; never changed, offsets point into it.
        lang: A BCP 47 tag spaCy has a blank pipeline for.
        lexicon: Morphology; without one the readings are empty and only words and positions are left.
        abbreviations: Folded words after which a full stop ends no sentence.
    """
    tokens = tuple(_lexmorph(raw, lang, lexicon, abbreviations))
    runs = _sentences(raw, tokens, abbreviations)
    return Text(raw, lang, tuple(_sentence(raw, run, lang, lexicon) for run in runs))


def _lexmorph(raw: str, lang: str, lexicon: Lexicon | None, abbreviations: frozenset[str]) -> Iterator[Token]:
    """Our component: spaCy's tokens with what the lexicon knows of each.

    What stands between two spaces is split the same wherever it stands, as no exception of spaCy's has a space in it.
    """
    index = 0
    for match in _BETWEEN_SPACES.finditer(raw):
        chunk, begins = match[0], match.start()
        pieces = _pieces if len(chunk) <= _CHUNK else _pieces.__wrapped__
        for start, end, word, known in pieces(chunk, lang, cast("Hashable", lexicon), abbreviations):
            yield Token(index, begins + start, begins + end, word, *known)
            index += 1


Known = tuple[str, tuple[Reading, ...], frozenset[str], frozenset[str], frozenset[str], bool]
"""The last fields of a ``Token``."""


@lru_cache(maxsize=_WORDS_KEPT)
def _known(word: str, lang: str, lexicon: Hashable) -> Known:
    """What is true of a word wherever it stands."""
    readings: tuple[Reading, ...] = ()
    is_word = any(char.isalnum() for char in word)
    if lexicon is not None and is_word:
        readings = tuple(cast("Lexicon", lexicon).readings(word.translate(_APOSTROPHES)))
    key, lemmas = fold(word, lang), frozenset(fold(r.lemma, lang) for r in readings)
    feats = frozenset().union(*(reading.feats for reading in readings))
    return key, readings, lemmas, _signs(word, key, lemmas, readings), feats, is_word


def _signs(word: str, key: str, lemmas: frozenset[str], readings: tuple[Reading, ...]) -> frozenset[str]:
    signs = {key, f"{key[:2]}*", f"*{key[-2:]}", f"{key[:_EDGE]}*", f"*{key[-_EDGE:]}"}
    signs.update(map(lemma_sign, lemmas))
    signs.update(pos_sign(reading.pos) for reading in readings)
    if any(char.isdigit() for char in key):
        signs.add(DIGIT)
    if word[0].isupper():
        signs.add(CAPITAL)
    return frozenset(signs)


Piece = tuple[int, int, str, Known]
"""Where a token begins and ends in what stands between two spaces, the token, and what is known of it."""


@lru_cache(maxsize=_WORDS_KEPT)
def _pieces(chunk: str, lang: str, lexicon: Hashable, abbreviations: frozenset[str]) -> tuple[Piece, ...]:
    """The tokens of spaCy; a stop it keeps on a word that is no abbreviation of the pack is a mark of its own."""
    return tuple(
        (at, at + len(word), word, _known(word, lang, lexicon))
        for start, whole in _split(chunk, lang)
        for at, word in _stop_apart(start, whole, lang, abbreviations)
    )


def _stop_apart(start: int, word: str, lang: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, str]]:
    stopped = word.endswith(".") and len(word) > 2 and word[:-1].isalpha()
    if stopped and fold(word[:-1], lang) not in abbreviations:
        yield start, word[:-1]
        yield start + len(word) - 1, "."
    else:
        yield start, word


def _sentences(raw: str, tokens: tuple[Token, ...], abbreviations: frozenset[str]) -> Iterator[list[Token]]:
    """Group tokens: a line break, a bullet or an ender that is no abbreviation starts a new sentence."""
    run: list[Token] = []
    for position, token in enumerate(tokens):
        if run and token.start > run[-1].end and "\n" in raw[run[-1].end : token.start]:
            yield run
            run = []
        run.append(token)
        if token.is_word and position + 1 < len(tokens):
            continue
        numbered = len(run) == 2 and run[0].text.isdigit()  # "1." opens a step, and ends nothing
        if _ends(tokens, position, abbreviations) and not numbered:
            yield run
            run = []
    if run:
        yield run


def _sentence(raw: str, run: list[Token], lang: str, lexicon: Lexicon | None) -> Sentence:
    line_start = raw.rfind("\n", 0, run[0].start) + 1
    listed = bool(_BULLET.match(raw, line_start)) or _is_step_number(run[0])
    written = "\0".join((raw[run[0].start : run[-1].end], *(token.text for token in run)))
    digest = blake2b(written.encode("utf-8", "surrogatepass")).digest()
    return Sentence(tuple(run), listed, _memory(digest, lang, cast("Hashable", lexicon)))


@lru_cache(maxsize=_SENTENCES_KEPT)
def _memory(_digest: bytes, _lang: str, _lexicon: Hashable) -> Memory:
    """The memory of a sentence: it keeps places, never what was written."""
    return {}


def _is_step_number(token: Token) -> bool:
    return bool(re.fullmatch(r"\d{1,2}[.)]", token.text))


def _ends(tokens: tuple[Token, ...], position: int, abbreviations: frozenset[str]) -> bool:
    """Whether a sentence ends after this token; closing quotes and brackets stay with what they close."""
    token = tokens[position]
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None:
        return True
    if following.text in _CLOSERS or following.text in _ENDERS:
        return False
    last = token
    if token.text in _CLOSERS and position:
        last = tokens[position - 1]
    if last.text not in _ENDERS:
        return False
    if last.text not in {".", "…", "..."}:
        return not following.text[0].islower() or last.text != "!"
    return not _is_inner_stop(tokens, last, following, abbreviations)


def _is_inner_stop(tokens: tuple[Token, ...], stop: Token, following: Token, abbreviations: frozenset[str]) -> bool:
    """Whether a full stop belongs to an abbreviation, an initial or a number rather than to a sentence's end."""
    if stop.index == 0:
        return True
    before = tokens[stop.index - 1]
    glued = before.end == stop.start
    if glued and before.key in abbreviations:
        return True
    if glued and len(before.text) == 1 and before.text.isalpha() and before.text.isupper():
        return True
    if glued and before.text[-1].isdigit():
        return following.text[0].islower() or following.text[0].isdigit() or before.index == 0
    return stop.text != "." and following.text[0].islower()
