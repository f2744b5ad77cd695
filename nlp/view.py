"""What a rule sees, and how it tells of it: with the wordings that fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar

from nlp.cached import cached_property
from nlp.finding import Finding
from nlp.pack import RulePack, Say
from nlp.phrase import Span
from nlp.seen import Seen
from nlp.text import Sentence
from nlp.wordings.fitting import fitting

Found = TypeVar("Found")


@dataclass(frozen=True)
class View(Seen):
    """A draft read once for all rules."""

    def once(self, look: Callable[[View], Found]) -> Found:
        """What ``look`` finds in this view, looked for once however many rules ask."""
        if look not in self._found:
            self._found[look] = look(self)
        found: Found = self._found[look]
        return found

    @cached_property
    def _found(self) -> dict[Callable[[View], Any], Any]:
        return {}

    def flag(
        self,
        words: RulePack,
        stretch: Span | Sentence | tuple[int, int],
        *,
        say: str = "",
        suggestions: Sequence[str] | None = None,
        signs: Sequence[str] = (),
        rest: str = "",
    ) -> Finding:
        """A finding about a stretch of the draft, or about its sentences where the wordings stand for whole ones."""
        start, end = stretch if isinstance(stretch, tuple) else (stretch.start, stretch.end)
        told = self._told(words, say)
        if told.whole and start < end:
            start, end = self.frame.past_hello(self.text.sentence_at(start)), self.text.sentence_at(end - 1).end
        quote = self.draft.text[start:end]
        wordings, place = fitting(self, words, told, (start, end), suggestions=suggestions, rest=rest)
        return Finding(
            code=words.code,
            start=start,
            end=end,
            quote=quote,
            message=told.message,
            suggestions=wordings,
            rule=words.name,
            source=words.source,
            signs=tuple(signs),
            place=place,
        )

    def _told(self, words: RulePack, say: str) -> Say:
        """What a rule says under a name; without one, what it has for a complaint or for a letter, if anything."""
        names = (say,) if say else ("complaint" if self.draft.complaint else "", "mail" if self.is_email else "")
        return next((words.says[name] for name in names if name in words.says), words.say)

    def slip(
        self,
        words: RulePack,
        stretch: Span | tuple[int, int],
        corrections: Sequence[str],
        engine: str,
        *,
        say: str = "",
    ) -> Finding:
        """A typing mistake with at most three corrections; its source is the engine that found it."""
        finding = self.flag(words, stretch, say=say, suggestions=[])
        others = (wording for wording in corrections if wording != finding.quote)
        return replace(finding, suggestions=tuple(islice(others, 3)), source=engine)

    def missing(self, words: RulePack, at: int = 0, *, say: str = "") -> Finding:
        """A finding about something that isn't there, at the place where it could stand."""
        return self.flag(words, (at, at), say=say)
