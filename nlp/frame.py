"""The frame of a reply: the hello on top, what answers, and in a letter the lines that sign it."""

from __future__ import annotations

from typing import Final

from nlp.acts import Acts
from nlp.cached import cached_property
from nlp.phrase import Phrases, Span
from nlp.text import Sentence, Text

_CALLED: Final = 3
"""Words of a name behind a hello, at most."""

_CALLED_ALONE: Final = 6
"""Words of the names that stand alone in a letter's first line, at most ("Mr and Mrs Hill,")."""

_SIGNED: Final = 4
"""Words a line that signs off has at most ("Kind regards from us all,")."""

_WISH: Final = 6
"""Words of a wish above the name at most ("With every good wish from the valley,")."""

_CARD: Final = 4
"""Lines below it at most: who signs, and where they work."""


class Frame:
    """Where things stand in a reply.

    Args:
        text: The reply.
        acts: What it does.
        goodbye: The language's words for taking leave.
        letter: Whether it leaves by e-mail, which has a form that chat has not.
    """

    def __init__(self, text: Text, acts: Acts, goodbye: Phrases, *, letter: bool) -> None:
        self._text = text
        self._acts = acts
        self._goodbye = goodbye
        self._letter = letter

    def is_formula(self, span: Span) -> bool:
        """Whether an act is only a frame: the hello itself, a line that signs off, or a bare goodbye at the end."""
        if any(span.start < hello.end and hello.start < span.end for hello in self._acts.of("greeting")):
            return True
        if self._goodbye.within(span.sentence):
            return True
        after = self._text.raw[span.sentence.end :].lstrip(" ")
        unfinished = span.sentence.tokens[-1].is_word or span.sentence.tokens[-1].text == ","
        return len(span.sentence.words) <= _SIGNED and unfinished and (self._letter and after[:1] in {"", "\n"})

    def past_hello(self, sentence: Sentence) -> int:
        """Where a whole sentence begins for its wording: after "Good morning," when it opens with that."""
        hellos = [span for span in self._acts.of("greeting") if span.start == sentence.start]
        if not hellos:
            return sentence.start
        after = [token for token in sentence.tokens if token.start >= hellos[0].end]
        if len(after) > 2 and after[0].text == ",":
            stop = next((n for n, token in enumerate(after[1:], 1) if not token.is_word), len(after))
            if stop > _CALLED + 1 or not after[stop - 1].text[:1].isupper():
                return after[1].start
            if stop + 1 < len(after) and after[stop].text == ",":  # "Good morning, Anne, the lift is ..."
                return after[stop + 1].start
        return sentence.start

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences that answer: without the hello on top and, in a letter, the lines that sign it."""
        sentences = list(self._text.sentences)
        hello = bool(sentences) and self._acts.in_sentence(sentences[0], "greeting")
        if hello and len(sentences) > 1 and len(sentences[0].words) <= _SIGNED:
            del sentences[0]
        if self._letter:
            signed = [n for n, sentence in enumerate(sentences) if n and self._signs_off(sentence)]
            del sentences[min(signed, default=len(sentences)) :]
        return tuple(sentences)

    @cached_property
    def body_words(self) -> int:
        """How many words answer."""
        return sum(len(sentence.words) for sentence in self.body)

    def _signs_off(self, sentence: Sentence) -> bool:
        """Whether a line of a letter is its frame: a closing formula, or a name alone at the end."""
        if any(span.sentence is sentence and self.is_formula(span) for span in self._acts.of("closing")):
            return True
        below = self._text.raw[sentence.end :].strip()
        if sentence.tokens[-1].text == "," and below and len(sentence.words) <= _WISH and _is_card(below):
            return True
        last = not below
        named = sentence.tokens[-1].is_word and len(sentence.words) <= _SIGNED
        return last and named and self._text.raw[: sentence.start].endswith("\n")

    @cached_property
    def after_hello(self) -> int:
        """Where the reply itself begins: the code point after the hello, its sentence or its line; 0 without one."""
        sentences = self._text.sentences
        if not sentences or not (self._acts.in_sentence(sentences[0], "greeting") or self.calls_by_name):
            return 0
        past = self.past_hello(sentences[0])
        if past > sentences[0].start:  # "Good morning, the lift is ..."
            return past
        return sentences[1].start if len(sentences) > 1 else 0

    @cached_property
    def calls_by_name(self) -> bool:
        """Whether a letter begins with names alone, in a line of their own ("Tarja,", "Leena and Matti,")."""
        first, line_end, _ = self._text.raw.partition("\n")
        words = first.rstrip().removesuffix(",").split()
        named = bool(words) and len(words) <= _CALLED_ALONE and words[0].istitle() and words[-1].istitle()
        return bool(line_end) and first.rstrip().endswith(",") and named

    @cached_property
    def last_word(self) -> int:
        """Where a next step fits: after all that answers, before a question, a goodbye and the signature."""
        answers = list(self.body)
        while len(answers) > 1 and self._ends_it(answers[-1]):
            del answers[-1]
        return answers[-1].end if answers else len(self._text.raw.rstrip())

    def _ends_it(self, sentence: Sentence) -> bool:
        """Whether a sentence asks, says goodbye, or is a line of a letter without an end mark: a name, a wish."""
        bids = len(sentence.words) <= 2 * _SIGNED and self._acts.in_sentence(sentence, "closing")
        unended = self._letter and (sentence.tokens[-1].is_word or sentence.tokens[-1].text == ",")
        return bids or unended or sentence.is_question or self._goodbye.within(sentence)

    @cached_property
    def before_signing(self) -> int:
        """Where a last word fits: the code point after the last sentence with an end mark, before any signature."""
        ended = [s.end for s in self._text.sentences if not (s.tokens[-1].is_word or s.tokens[-1].text == ",")]
        return ended[-1] if ended and self._letter else len(self._text.raw.rstrip())


def _is_card(below: str) -> bool:
    """Whether some lines say who signs: few of them, and none ends like a sentence."""
    lines = below.splitlines()
    return len(lines) <= _CARD and not any(line.rstrip().endswith((".", "!", "?", ":")) for line in lines)
