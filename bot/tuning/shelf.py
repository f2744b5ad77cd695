"""The shelf as librarians find it: what is shipped, and over it what the house has published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.ports import Store
from bot.tuning.bodies import TemplateFrame, TemplateWords
from bot.tuning.extras import Extra, extras_in
from bot.tuning.gallery import Gallery
from bot.tuning.kinds import TEMPLATE
from bot.tuning.record import Head, Name, heads
from nlp.draft import LANGUAGES, Channel
from replies.house import DeskPlace
from replies.templates import Shelf
from replies.templates.shelf import Template


class HouseShelf:
    """Every text as it counts now; looked at again whenever an admin publishes.

    Args:
        store: Where the house's own are.
        shipped: What comes with smiledesk.
        place: The desk of an id; without one, the first.
        known: What is known of a place, by slot, in a language.
        origin: Where the desk answers, for the addresses of pictures; "" while nobody knows.
    """

    def __init__(
        self,
        store: Store,
        shipped: Shelf,
        place: Callable[[str | None], DeskPlace],
        known: Callable[[DeskPlace, str], Mapping[str, str]],
        origin: Callable[[], str] = str,
    ) -> None:
        self._store = store
        self._place = place
        self._known = known
        self._origin = origin
        self.shipped = shipped
        self.now = shipped
        self.gallery = Gallery()
        self._extras: Sequence[Extra] = ()

    async def learn(self) -> None:
        """Look at the store."""
        known = heads(await self._store.records())
        self.now = laid_over(self.shipped, known)
        self.gallery = Gallery(known)
        self._extras = extras_in(known)

    def templates(self, lang: str, channel: Channel | None, desk: str | None = None) -> Sequence[Template]:
        """Canned answers of a language; empty when there are none."""
        return self._at(desk, lang, self.now.templates(lang, channel, desk))

    def next_steps(self, lang: str, channel: Channel | None, desk: str | None = None) -> Sequence[Template]:
        """Next steps of a language, ready to insert at the end of a reply."""
        return self._at(desk, lang, self.now.next_steps(lang, channel, desk))

    def known(self, lang: str, desk: str | None = None) -> Mapping[str, str]:
        """What is known of a desk's place, by slot."""
        return self._known(self._place(desk), lang)

    def _at(self, desk: str | None, lang: str, texts: Sequence[Template]) -> Sequence[Template]:
        """Those for the desk's branch, with what is known of it filled in; without a desk, those of all branches."""
        branch, known = self._place(desk).branch.id, self.known(lang, desk)
        here = (text for text in texts if desk is None or not text.branches or branch in text.branches)
        return [self.gallery.with_picture(text, self._origin()).knowing(known) for text in here]

    def every(self) -> Iterator[Template]:
        """All texts that a librarian can find, of every language, extras among them."""
        for lang in LANGUAGES:
            yield from self.now.every(lang)
        yield from (extra.template(self.now) for extra in self._extras)

    def extras(self, lang: str, desk: str, day: date) -> Sequence[Template]:
        """Reading tips and events for the end of a reply at a desk, on a day of the library's calendar."""
        branch, known = self._place(desk).branch.id, self.known(lang, desk)
        fitting = (extra for extra in self._extras if extra.lang == lang and extra.frame.holds(day))
        return [extra.template(self.now).knowing(known) for extra in fitting if extra.frame.fits(desk, branch)]


def laid_over(shipped: Shelf, known: Mapping[Name, Head]) -> Shelf:
    """The shipped shelf with what the house has published over it."""
    gone = frozenset((key, lang) for (kind, key, lang), head in known.items() if kind == TEMPLATE and head.is_gone)
    return shipped.over(_own(shipped, known), gone)


def _own(shipped: Shelf, known: Mapping[Name, Head]) -> Iterator[Template]:
    """The house's own words, and shipped ones in a frame that the house has changed."""
    for key in dict.fromkeys(key for kind, key, _lang in known if kind == TEMPLATE):
        framed = known.get((TEMPLATE, key, ""))
        for lang in LANGUAGES:
            head = known.get((TEMPLATE, key, lang))
            words = head.body if head else None
            if words is not None or (framed and framed.body and shipped.find(key, lang)):
                yield written(shipped, key, lang, words, framed.body if framed else None)


def written(
    shipped: Shelf, key: str, lang: str, words: Mapping[str, Any] | None, frame: Mapping[str, Any] | None
) -> Template:
    """A template from its record's bodies; what a body leaves unsaid is as shipped.

    Raises:
        KeyError: There are neither words nor a shipped text.
    """
    base = shipped.find(key, lang)
    framed = TemplateFrame.model_validate(frame) if frame is not None else _frame_of(base)
    said = TemplateWords.model_validate(words) if words is not None else words_of(base)
    return Template(
        key=key,
        title=said.title,
        text=said.text.strip(),
        lang=lang,
        shortcut=said.shortcut or None,
        slots=shipped.holes(said.text, lang, {name: slot.model_dump() for name, slot in said.slots.items()}),
        channels=frozenset(framed.channels),
        desks=frozenset(framed.desks),
        branches=frozenset(framed.branches),
        picture=framed.picture,
        kind=framed.kind,
        phase=framed.phase,
    )


def words_of(template: Template | None) -> TemplateWords:
    """A shipped text as a body.

    Raises:
        KeyError: There is none.
    """
    if template is None:
        raise KeyError("neither written nor shipped")
    return TemplateWords(title=template.title, text=template.text, shortcut=template.shortcut or "")


def _frame_of(template: Template | None) -> TemplateFrame:
    if template is None:
        return TemplateFrame()
    return TemplateFrame(kind=template.kind, phase=template.phase, channels=sorted(template.channels))


def frame_of(shipped: Shelf, key: str) -> TemplateFrame:
    """What the languages of a shipped text share; the usual where none is shipped."""
    return _frame_of(next((found for lang in LANGUAGES if (found := shipped.find(key, lang))), None))
