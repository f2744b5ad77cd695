"""Slips of marks and spaces that need no dictionary: found by shape, each with the text that mends it.

Precision first: what chat allows (no last full stop, small letters throughout, an emoticon) is no slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, zip_longest
from typing import Final

from nlp.text import Sentence, Text, Token


@dataclass(frozen=True, slots=True)
class Slip:
    """A stretch of a text (code points, half open) and what should stand there; empty stretches are gaps."""

    start: int
    end: int
    replacement: str
    name: str


_PAIRS: Final = {"(": ")", "[": "]", "„": '”“"', "«": "»"}
# Each begins with the mark it is about and looks back from there, which is found far faster than what stands before.
_DOUBLE_SPACE: Final = re.compile(r"[ \u00a0](?<=\S.)[ \u00a0]+(?=\S)")
_SPACE_BEFORE: Final = re.compile(r"[ \u00a0](?<=[^\W_].)[ \u00a0]*([,.;:!?])(?=\s|$)")
_WRONG_SIDE: Final = re.compile(
    r"[ \u00a0](?<=[^\W_].)[ \u00a0]*"
    r"(?:([,;])(?=[^\W\d_]{2})|([.!?])(?=[A-ZÀ-ÖØ-ÞĂȘȚÅÄÖ][a-zà-öø-ÿășțåäö]*[ ,'’]))"
)
_GLUED_COMMA: Final = re.compile(r"([,;!?])(?<=[^\W\d_]{2}.)(?=[^\W\d_]{2})")
_GLUED_STOP: Final = re.compile(r"([.])(?<=[a-zà-öø-ÿășțåäö]{3}.)(?=[A-ZÀ-ÖØ-ÞĂȘȚÅÄÖ][a-zà-öø-ÿășțåäö'’ ])")
_DOUBLED_MARK: Final = re.compile(r"[,;.](?:(?<=,),|(?<=;);|(?<=\w\.)\.)(?<![,;.]..)(?![.,;\w])|,\.(?<=\w..)")
_RUNNING: Final = 5  # words that make running text
_GLUED_LINK: Final = re.compile(r"(?<=[^\W\d_:;,])(?=https?://)|(?<=[^\s/]{2}[:;,])(?=https?://|[\w.+-]+@[\w-]+\.)")
_INNER_SPACE: Final = re.compile(r"[ \u00a0](?:(?<=\(.)(?<![:;=\-]\(.)[ \u00a0]*(?=\w)|(?<=\w.)[ \u00a0]*(?=\)))")
_NUMBERED: Final = re.compile(r"\d.*[^.!?…]$|^[^\d]*\d[^\d]?$")
_SHORTENED: Final = re.compile(r"\w\.\w{1,4}\.$")  # "pp.kk. kello 15"
_GLUED_BRACKET: Final = re.compile(r"\((?<=[^\W\d_]{3}.)(?=[^()\n]*[^\W_][ \d][^()\n]*\))")


def find_slips(text: Text, keep: Sequence[tuple[int, int]], *, casual: bool = False) -> Iterator[Slip]:
    """Every slip outside the stretches to keep (links, addresses), by detector and then from left to right.

    In a casual channel one small sentence without anything around it is nobody's slip.
    """
    for detector in _DETECTORS if casual else (*_DETECTORS, _small_alone):
        for slip in detector(text):
            if not any(_inside(slip, start, end) for start, end in keep):
                yield slip


def _inside(slip: Slip, start: int, end: int) -> bool:
    """Whether a slip touches a stretch; a gap at its very edge doesn't."""
    if slip.start == slip.end:
        return start < slip.start < end
    return slip.start < end and start < slip.end


def _spaces(text: Text) -> Iterator[Slip]:
    for match in _DOUBLE_SPACE.finditer(text.raw):
        yield Slip(*match.span(), " ", "double-space")
    for match in _SPACE_BEFORE.finditer(text.raw):
        yield Slip(*match.span(), match[1], "space-before-mark")
    for match in _WRONG_SIDE.finditer(text.raw):
        yield Slip(*match.span(), f"{match[1] or match[2]} ", "space-before-mark")
    for match in _INNER_SPACE.finditer(text.raw):
        yield Slip(*match.span(), "", "inner-space")


def _glued(text: Text) -> Iterator[Slip]:
    for pattern in (_GLUED_COMMA, _GLUED_STOP):
        for match in pattern.finditer(text.raw):
            yield Slip(*match.span(), f"{match[1]} ", "no-space-after-mark")
    for match in _GLUED_LINK.finditer(text.raw) if "://" in text.raw or "@" in text.raw else ():
        yield Slip(*match.span(), " ", "glued-link")
    for match in _GLUED_BRACKET.finditer(text.raw):
        yield Slip(*match.span(), " (", "glued-bracket")


def _doubled_marks(text: Text) -> Iterator[Slip]:
    for match in _DOUBLED_MARK.finditer(text.raw):
        yield Slip(*match.span(), match[0][0] if match[0] != ",." else ".", "doubled-mark")


def _unbalanced(text: Text) -> Iterator[Slip]:
    """An opening bracket or quotation mark that nothing closes in its paragraph, closed where the sentence ends."""
    pairs = [(opening, closing) for opening, closing in _PAIRS.items() if opening in text.raw]
    for sentence in text.sentences if pairs else ():
        for opening, closing in pairs:
            opened = [t for t in sentence.tokens if t.text == opening]
            closed = sum(any(mark in token.text for mark in closing) for token in sentence.tokens)  # also in "):"
            if len(opened) == closed + 1 and not _closed_later(text, sentence, closing):
                at = _before_end(sentence)
                yield Slip(at, at, closing[0], "unclosed")
    yield from _odd_quotes(text)


def _closed_later(text: Text, sentence: Sentence, closing: str) -> bool:
    rest = text.raw[sentence.end :].split("\n", 1)[0]
    return any(mark in rest for mark in closing) or text.raw[: sentence.start].count("„") > 1


def _odd_quotes(text: Text) -> Iterator[Slip]:
    for sentence in text.sentences if '"' in text.raw else ():
        quotes = [t for t in sentence.tokens if t.text == '"']
        paragraph = text.raw[text.raw.rfind("\n", 0, sentence.start) + 1 :].split("\n", 1)[0]
        alone = paragraph.count('"') == 1 and "„" not in paragraph  # which a straight mark may close, too
        if len(quotes) == 1 and alone and not _is_inch(text.raw, quotes[0]):
            at = _before_end(sentence)
            yield Slip(at, at, '"', "unclosed")


def _is_inch(raw: str, quote: Token) -> bool:
    return raw[quote.start - 1 : quote.start].isdigit()


def _before_end(sentence: Sentence) -> int:
    """The place before a sentence's last mark, where a closing bracket belongs."""
    last = sentence.tokens[-1]
    return last.start if not last.is_word and last.text[0] in ".!?…" else last.end


def _small_starts(text: Text) -> Iterator[Slip]:
    """A sentence that starts small while the others start with a capital."""
    sentences = [sentence for sentence in text.sentences if sentence.tokens[0].is_word]
    large = sum(sentence.tokens[0].text[0].isupper() for sentence in sentences)
    if not large >= len(sentences) - 1 >= 1:
        return
    for sentence in sentences:
        word = sentence.tokens[0]
        before = text.raw[: word.start].rstrip(" ")
        after_mark = not before or (before[-1] in ".!?" and not before.endswith("..."))
        shortened = _SHORTENED.search(before) is not None
        if word.text.islower() and word.text.isalpha() and after_mark and not shortened and not sentence.listed:
            yield Slip(word.start, word.end, word.text[0].upper() + word.text[1:], "small-start")


def _small_alone(text: Text) -> Iterator[Slip]:
    """A text of one sentence, however short, that ends as a sentence and starts small."""
    if len(text.sentences) != 1 or not _has_end(text.sentences[0]):
        return
    word = text.sentences[0].tokens[0]
    if word.text.islower() and word.text.isalpha():
        yield Slip(word.start, word.end, word.text[0].upper() + word.text[1:], "small-start")


def _unfinished(text: Text) -> Iterator[Slip]:
    """A paragraph of running text whose last sentence has no end, while others have one."""
    ended = sum(_has_end(sentence) for sentence in text.sentences)
    letter = len(text.raw.strip().splitlines()) > 1
    for sentence, following in zip_longest(text.sentences, text.sentences[1:]):
        last_of_line = following is None or "\n" in text.raw[sentence.end : following.start]
        kissed = not sentence.tokens[-1].text.strip("xXoO")
        runs = len(sentence.words) >= 4 and not sentence.listed and sentence.tokens[-1].is_word and not kissed
        if (
            last_of_line
            and runs
            and (ended or (letter and len(sentence.words) >= _RUNNING))
            and not _is_wrapped(text, sentence, following)
            and not _is_signed(text, sentence, following)
            and not _is_row(text, sentence)
        ):
            yield Slip(sentence.end, sentence.end, ".", "no-end")


def _has_end(sentence: Sentence) -> bool:
    return len(sentence.words) >= 2 and sentence.tokens[-1].text[-1] in ".!?…"


def _is_wrapped(text: Text, sentence: Sentence, following: Sentence | None) -> bool:
    """A line that goes on below (a small letter follows), a link or an address, a row of capitalised words."""
    if following is not None and following.tokens[0].text[0].islower():
        return True
    tail = text.raw[sentence.start : sentence.end].rsplit(None, 1)[-1]
    titled = sum(word.text[0].isupper() for word in sentence.words) * 2 >= len(sentence.words)
    return "/" in tail or "@" in tail or "." in tail or titled


def _is_signed(text: Text, sentence: Sentence, following: Sentence | None) -> bool:
    """A wish in a line of its own, right above the name that signs it: "Have a lovely weekend" and below it "Per".

    Or who signs, right below such a line: "Warmly," and below it "Ann and all of us at the children's desk".
    """
    if following is None:
        looks = _is_below_a_wish, _is_last_alone, _greets_in_a_line, _says_who
        return _ends_in_a_name(sentence) or any(look(text, sentence) for look in looks)
    below = text.raw[following.start :].strip()
    alone = sentence.start == 0 or "\n" in text.raw[: sentence.start][-2:]
    name = below.splitlines()[0].split(",")[0]
    named = name[0].isupper() and len(name.split()) <= _NAMED and below[-1] not in ".!?" and len(below) <= _CARD
    return alone and named and len(sentence.words) <= _GREETED


def _is_last_alone(text: Text, sentence: Sentence) -> bool:
    """A few words below an empty line, at the end of all: "Noemi and the other volunteers".

    Below the last line of a letter, too, where they are fewer: "The library team".
    """
    before = text.raw[: sentence.start]
    if before.endswith("\n\n"):
        return len(sentence.words) <= _GREETED
    return before.endswith("\n") and len(text.words) >= _LETTER and len(sentence.words) <= _TEAM


def _says_who(text: Text, sentence: Sentence) -> bool:
    """A line of its own at the end of all that names a house or people, and says nothing: "The reference team"."""
    acts = any(word.may_be("VERB", "VerbForm=Fin") or word.may_be("AUX") for word in sentence.words)
    below = text.raw[: sentence.start].endswith("\n") and sentence.tokens[0].text[0].isupper()
    return below and len(sentence.words) <= _TEAM and bool(sentence.words[0].readings) and not acts


def _greets_in_a_line(text: Text, sentence: Sentence) -> bool:
    """The last few words of a letter with a name or a house among them: "Warm wishes from Ann at Hjo library"."""
    named = any(word.text[0].isupper() for word in sentence.words[1:])
    return len(text.words) >= _LETTER and named and len(sentence.words) <= _GREETED


def _is_row(text: Text, sentence: Sentence) -> bool:
    """A line with a number beside another such line, neither of which ends: a timetable, a list of addresses."""
    number = text.raw.count("\n", 0, sentence.start)
    lines = text.raw.splitlines()
    rows = [bool(_NUMBERED.search(line)) for line in lines]
    return rows[number] and any(rows[at] for at in (number - 1, number + 1) if 0 <= at < len(rows))


def _ends_in_a_name(sentence: Sentence) -> bool:
    """Thanks or a wish and who says it, in one breath: "Thank you for writing, Ann Perez"."""
    commas = [at for at, token in enumerate(sentence.tokens) if token.text == ","]
    name = sentence.tokens[commas[-1] + 1 :] if commas else ()
    return 0 < len(name) <= _NAMED and all(token.text[0].isupper() for token in name)


def _is_below_a_wish(text: Text, sentence: Sentence) -> bool:
    above = next((one for one in reversed(text.sentences) if one.end <= sentence.start), None)
    if above is None or "\n" not in text.raw[above.end : sentence.start]:
        return False
    open_ended = above.tokens[-1].text == "," or above.tokens[-1].is_word
    return open_ended and len(above.words) <= _WISH and len(sentence.words) <= _SIGNERS


def _doubled_words(text: Text) -> Iterator[Slip]:
    for sentence in text.sentences:
        for at in sentence.recall(_doubled, partial(_doubled, text.raw)):
            one, other = sentence.tokens[at : at + 2]
            yield Slip(one.start, other.end, one.text, "doubled-word")


def _doubled(raw: str, sentence: Sentence) -> tuple[int, ...]:
    """At which tokens a word is typed twice."""
    return tuple(
        at
        for at, (one, other) in enumerate(pairwise(sentence.tokens))
        if one.text.lower() == other.text.lower() and one.text.isalpha() and other.text[0].islower()
        if at == 0 or one.text[0].islower()  # the eagle owl is Bubo bubo
        if raw[one.end : other.start] and not raw[one.end : other.start].strip("\n ") and one.key not in _TWICE
        if not (one.key == "den" and raw[other.end : other.end + 2].strip().isdigit())  # "skickar den den 14 mars"
    )


_CARD: Final = 160
"""Code points that a name with its desk, its house and its numbers takes at most, below a wish."""

_LETTER: Final = 25
"""Words from which a text is a letter that somebody signs."""

_GREETED: Final = 8
"""Words a greeting takes at most, with who sends it."""

_NAMED: Final = 3
"""Words a name that signs a letter takes at most."""

_SIGNERS: Final = 14
"""Words the line that says who signs takes at most."""

_WISH: Final = 6
"""Words a wish above it takes at most."""

_TEAM: Final = 4
"""Words that name who signs right below the letter take at most."""

_TWICE: Final = frozenset(
    {
        "had", "that", "ha", "va", "no", "so", "very", "bye", "night", "knock", "bla", "blah", "hip",
        "piano", "vero", "bello", "passo", "appena", "poco", "subito", "sotto", "via", "mano", "ben", "quasi", "sì",
        "ciao", "man", "foarte", "hai", "da", "nu", "hej", "nej", "ja", "jo", "då", "så", "sen",
        "hei", "moi", "hau", "joo", "niin", "ei", "pian", "yhä",
    }
)  # fmt: skip
"""Words people rightly write twice; Romanian ``va va`` is ``vă va`` without its marks."""

_DETECTORS: Final[tuple[Callable[[Text], Iterator[Slip]], ...]] = (
    _spaces,
    _glued,
    _doubled_marks,
    _unbalanced,
    _small_starts,
    _unfinished,
    _doubled_words,
)
