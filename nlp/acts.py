"""What a reply does: its acts, recognised once and read by every rule.

An act is a stretch of text that does something for the patron: greets, thanks, says sorry, offers, promises, sends
them on. The phrases are each language's own (``nlp/lang/<xx>/acts.toml``); position, which all share, is here.

Source: handbooks 000 to 002 for what a reply should do; ConvoKit's politeness features for position.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from nlp.pack import Pack
from nlp.phrase import Span
from nlp.text import Sentence, Text

KINDS: Final = (
    "greeting",
    "thanks",
    "apology",
    "fake_apology",
    "offer",
    "next_step",
    "refusal",
    "promise",
    "referral",
    "handover",
    "explanation",
    "clarifying",
    "confirmation",
    "closing",
    "extra",
    "holding",
    "reassurance",
    "time",
    "contact",
    "softener",
)
"""Every act; each is a list of that name in a pack."""

_OPENING_WORDS: Final = 8
"""A greeting counts when it starts among the first words of a line near the top."""


@dataclass(frozen=True)
class Acts:
    """The acts of one text, by kind, each found when first asked for."""

    text: Text
    pack: Pack
    _found: dict[str, tuple[Span, ...]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, kind: str) -> tuple[Span, ...]:
        """All acts of a kind, in order.

        Raises:
            ValueError: The kind is not one of ``KINDS``.
        """
        if kind not in self._found:
            if kind not in KINDS:
                msg = f"{kind!r} is no act; the acts are {', '.join(KINDS)}."
                raise ValueError(msg)
            spans = self.pack.words(kind).find(self.text)
            self._found[kind] = tuple(s for s in spans if kind != "greeting" or _near_the_top(s))
        return self._found[kind]

    def of_list(self, name: str) -> tuple[Span, ...]:
        """Matches of any other shared list of the pack, such as what patrons say in `patron.toml`."""
        if name not in self._found:
            self._found[name] = tuple(self.pack.words(name).find(self.text))
        return self._found[name]

    def has(self, *kinds: str) -> bool:
        """Whether any act of these kinds is there."""
        return any(self.of(kind) for kind in kinds)

    def in_sentence(self, sentence: Sentence, *kinds: str) -> bool:
        """Whether a sentence holds an act of one of these kinds."""
        return any(span.sentence is sentence for kind in kinds for span in self.of(kind))


def _near_the_top(span: Span) -> bool:
    return span.sentence.tokens[span.first].index < _OPENING_WORDS
