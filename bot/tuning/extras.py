"""The unexpected extra: the house's own reading tips and events, for the end of a reply that went well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.tuning.house_bodies import ExtraFrame, ExtraWords
from bot.tuning.kinds import EXTRA, KINDS
from bot.tuning.record import Head, Name
from replies.templates.shelf import Shelf, Template


@dataclass(frozen=True, slots=True)
class Extra:
    """One tip or event in one language.

    Attributes:
        key: Its name in all languages.
        lang: BCP 47.
        frame: When and where it is offered.
        words: What it says.
    """

    key: str
    lang: str
    frame: ExtraFrame
    words: ExtraWords

    def template(self, shelf: Shelf) -> Template:
        """As it is inserted; slots are those of the shelf."""
        text = self.words.text.strip()
        holes = shelf.holes(text, self.lang, {})
        return Template(self.key, self.words.title, text, self.lang, slots=holes, phase="closing")


def extras_in(known: Mapping[Name, Head]) -> Sequence[Extra]:
    """What was tuned, events before tips, in the order of the keys."""
    found = []
    for (kind, key, lang), head in known.items():
        frame = known.get((EXTRA, key, ""))
        if kind == EXTRA and lang and head.body and not (frame and frame.is_gone):
            framed = KINDS[EXTRA].read(key, "", frame.body if frame and frame.body else {})
            assert isinstance(framed, ExtraFrame)
            found.append(Extra(key, lang, framed, ExtraWords.model_validate(head.body)))
    return sorted(found, key=lambda extra: (extra.frame.kind != "event", extra.key))
