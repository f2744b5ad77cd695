"""What handling a patron's words and their taps has in common: who they are to us, and events committed once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.telegram.courtesy import Buttons, Courtesy
from bot.channels.telegram.quick import QuickAnswers, quick_buttons
from bot.channels.telegram.read import From
from bot.channels.telegram.sentences import ENDONYMS, Say, say
from bot.channels.telegram.tongue import Tongues
from bot.ports import Arrival, Clock, Store
from replies.conversation import OPEN
from replies.events import Event
from replies.refusal import Refused

REST = 30.0
"""Seconds before the same kind words are said again: an album of ten pictures gets one answer."""


@dataclass(frozen=True, slots=True)
class Patrons:
    """The desk as a patron on Telegram meets it.

    Attributes:
        store: The durable truth.
        courtesy: Says small things.
        tongues: What people chose on their way in.
        clock: The time.
        answers: What the bot says by itself.
        bot_id: Part of every idempotency key.
    """

    store: Store
    courtesy: Courtesy
    tongues: Tongues
    clock: Clock
    answers: QuickAnswers
    bot_id: str

    def source(self, arrival: Arrival) -> str:
        """The idempotency key of what an update means."""
        return f"telegram:{self.bot_id}:{arrival.key}"

    async def apply(self, event: Event, arrival: Arrival) -> bool:
        """Commit an event together with "done"; a refused one is done all the same. True if it was applied."""
        try:
            await self.store.apply(event, done=arrival)
        except Refused as refused:
            await self.store.handled(arrival, f"refused:{refused.code}")
            return False
        return True

    async def conversation(self, who: From) -> str | None:
        """Their latest conversation, whatever its state."""
        return await self.store.by_address("telegram", str(who.chat))

    async def has_asked(self, who: From) -> bool:
        """Whether a question of theirs is still open."""
        conversation = await self.conversation(who)
        opened = await self.store.open(conversation, limit=1) if conversation else None
        return opened is not None and opened.conversation.state in OPEN

    async def lang(self, who: From) -> str:
        """What to speak with them: their choice, their conversation's language, or a good guess."""
        if not await self.tongues.chosen(who.chat) and (conversation := await self.conversation(who)):
            opened = await self.store.open(conversation, limit=1)
            if opened:
                return opened.conversation.lang
        return await self.tongues.of(who.chat, who.lang)

    async def say(self, who: From, what: Say) -> None:
        """A sentence of the bot's own."""
        self.courtesy.write(who.chat, say(what, await self.lang(who)), rest=REST)

    async def answer(self, who: From, key: str) -> None:
        """One of the quick answers."""
        text = self.answers.answer(key, await self.lang(who), asked=await self.has_asked(who))
        self.courtesy.write(who.chat, text, rest=REST)

    def greeting(self, lang: str) -> str:
        """Hello, just write, and what happens to the words."""
        return "\n\n".join((self.answers.hello(lang), say(Say.JUST_WRITE, lang), say(Say.PRIVACY, lang)))

    def choices(self, lang: str) -> Buttons:
        """Under the greeting: a button for each language, and for each quick answer."""
        buttons = [(ENDONYMS.get(tongue, tongue), f"lang:{tongue}") for tongue in self.tongues.offered]
        languages = tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))
        return (*languages, *quick_buttons(lang))
