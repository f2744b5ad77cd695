"""A text split into words and sentences, with what a lexicon knows of each word.

spaCy's blank pipelines split words; `lexmorph`, a component of ours, writes on each token what a ``Lexicon`` knows
of it. What it finds is kept, bounded, word by word and by digests of sentences (docs/adr/0026).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, cast

from nlp.ports import Lexicon, Reading
from nlp.text import APOSTROPHES, CAPITAL, DIGIT, EDGE, Memory, Sentence, Text, Token, fold, lemma_sign, pos_sign

if TYPE_CHECKING:
    from spacy.language import Language

_SENTENCES_KEPT: Final = 600  # some ten kilobytes each
_WORDS_KEPT: Final = 20_000
_ENDERS: Final = frozenset(".!?…") | {"...", "?!", "!?", "!!", "!!!", "??", "???"}
_CLOSERS: Final = frozenset("\"'»”’)]")
_BETWEEN_SPACES: Final = re.compile(r"\S+")
_CHUNK: Final = 40  # code points between spaces, beyond which they are hardly words and not kept
_BULLET: Final = re.compile(r"\s*(?:[-*•–—]|\(?\d{1,2}[.)])\s+")


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
        readings = tuple(cast("Lexicon", lexicon).readings(word.translate(APOSTROPHES)))
    key, lemmas = fold(word, lang), frozenset(fold(r.lemma, lang) for r in readings)
    feats = frozenset().union(*(reading.feats for reading in readings))
    return key, readings, lemmas, _signs(word, key, lemmas, readings), feats, is_word


def _signs(word: str, key: str, lemmas: frozenset[str], readings: tuple[Reading, ...]) -> frozenset[str]:
    signs = {key, f"{key[:2]}*", f"*{key[-2:]}", f"{key[:EDGE]}*", f"*{key[-EDGE:]}"}
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
