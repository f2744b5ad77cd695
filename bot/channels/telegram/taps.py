"""Buttons under our messages to patrons: each has one effect however often it is pressed, and an old one says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.channels.telegram.courtesy import Buttons
from bot.channels.telegram.patrons import Patrons
from bot.channels.telegram.quick import KEYS
from bot.channels.telegram.read import From, Tapped
from bot.channels.telegram.receive import chat_in, inbox_name, parse_update
from bot.channels.telegram.sentences import MARKS, Say, say
from bot.ports import Arrival
from replies import events as e
from replies.conversation import State

BUTTON_LIFE: Final = timedelta(hours=24)
"""A question with buttons that is older is asked anew rather than taken at its word."""


class Taps:
    """Handles a patron's taps."""

    def __init__(self, patrons: Patrons, more: Callable[[str], str] = lambda _conversation: "") -> None:
        """``more`` makes the link at which a word can be added to a mark; "" while the desk has no address."""
        self._more = more
        self._patrons = patrons
        self._store = patrons.store
        self._courtesy = patrons.courtesy

    async def tapped(self, arrival: Arrival, tap: Tapped) -> None:
        """Carry out what the button says, or say that it is from earlier."""
        match tap.data.split(":"):
            case ["lang", lang] if lang in self._patrons.tongues.offered:
                await self._choose_language(arrival, tap, lang)
            case ["quick", key] if key in KEYS:
                await self._store.handled(arrival, f"quick:{key}")
                self._courtesy.toast(tap.tap)
                await self._patrons.answer(tap.who, key)
            case ["forget", answer] if self._is_fresh(tap.sent):
                await self._answer_forget(arrival, tap, forget=answer == "yes")
            case ["found", answer, conversation] if answer in ("yes", "no"):
                await self._found(arrival, tap, conversation, found=answer == "yes")
            case ["mark", mark, conversation] if mark in "12345":
                await self._mark(arrival, tap, int(mark), conversation)
            case _:
                await self._too_old(arrival, tap)

    async def _too_old(self, arrival: Arrival, tap: Tapped) -> None:
        await self._store.handled(arrival, "old_button")
        self._courtesy.toast(tap.tap, say(Say.OLD_BUTTON, await self._patrons.lang(tap.who)))

    async def _choose_language(self, arrival: Arrival, tap: Tapped, lang: str) -> None:
        conversation = await self._patrons.conversation(tap.who)
        if conversation:
            await self._patrons.apply(e.PatronChoseLanguage(conversation=conversation, lang=lang), arrival)
            self._patrons.tongues.hear(tap.who.chat, lang)
        else:
            await self._patrons.tongues.choose(tap.who.chat, lang)
            await self._store.handled(arrival, "language")
        self._courtesy.toast(tap.tap, say(Say.LANGUAGE_CHOSEN, lang))
        self._replace(tap, self._patrons.greeting(lang), self._patrons.choices(lang))

    async def _answer_forget(self, arrival: Arrival, tap: Tapped, *, forget: bool) -> None:
        lang = await self._patrons.lang(tap.who)
        what = await self._forget(tap.who) if forget else Say.KEPT
        await self._store.handled(arrival, "forget" if forget else "kept")
        self._courtesy.toast(tap.tap)
        self._replace(tap, say(what, lang))

    async def _forget(self, who: From) -> Say:
        """Erase every conversation of this chat and what was set aside; stopped half-way, the update comes again."""
        what = Say.NOTHING_TO_FORGET
        while conversation := await self._patrons.conversation(who):
            await self._store.apply(e.PatronForgot(conversation=conversation))
            what = Say.FORGOTTEN
        for arrival in await self._store.set_aside(inbox_name(self._patrons.bot_id)):
            if chat_in(parse_update(arrival.raw)) == who.chat:
                await self._store.handled(arrival, "forgotten")
                what = Say.FORGOTTEN
        await self._patrons.tongues.forget(who.chat)
        return what

    async def _found(self, arrival: Arrival, tap: Tapped, conversation: str, *, found: bool) -> None:
        """The answer to "did you find it?": yes closes; not yet is a word of theirs, so that nothing closes."""
        opened = await self._store.open(conversation, limit=1)
        mine = conversation == await self._patrons.conversation(tap.who)
        if not mine or opened is None or opened.conversation.state is not State.CLOSING:
            await self._too_old(arrival, tap)
            return
        lang = opened.conversation.lang
        if found:
            await self._patrons.apply(e.PatronLeft(conversation=conversation), arrival)
        else:
            source = f"telegram:{self._patrons.bot_id}:found:{tap.message_id}"
            words = e.PatronWrote(conversation=conversation, source=source, text=say(Say.NOT_YET, lang))
            await self._patrons.apply(words, arrival)
        self._courtesy.toast(tap.tap, "" if found else say(Say.WRITE_WHAT_IS_MISSING, lang))
        self._bare(tap)

    async def _mark(self, arrival: Arrival, tap: Tapped, mark: int, conversation: str) -> None:
        if conversation != await self._patrons.conversation(tap.who):
            await self._too_old(arrival, tap)
            return
        # One mark a message, however often it is pressed: the second tap is the same source.
        source = f"telegram:{self._patrons.bot_id}:mark:{tap.message_id}"
        await self._patrons.apply(e.FeedbackGiven(conversation=conversation, source=source, mark=mark), arrival)
        self._courtesy.toast(tap.tap)
        lang = await self._patrons.lang(tap.who)
        thanks, link = say(Say.THANKS_FOR_MARK, lang), self._more(conversation)
        self._replace(tap, f"{thanks} {say(Say.TELL_MORE, lang)} {link}" if link else thanks)

    def _replace(self, tap: Tapped, text: str, buttons: Buttons = ()) -> None:
        if tap.message_id is not None:
            self._courtesy.rewrite(tap.who.chat, tap.message_id, text, buttons)

    def _bare(self, tap: Tapped) -> None:
        """The message without its buttons."""
        if tap.message_id is not None:
            self._courtesy.unbutton(tap.who.chat, tap.message_id)

    def _is_fresh(self, sent: datetime | None) -> bool:
        return sent is not None and self._patrons.clock.now() - sent < BUTTON_LIFE


def mark_buttons(conversation: str) -> Buttons:
    """One tap to say how it was."""
    return (tuple((text, f"mark:{mark}:{conversation}") for mark, text in MARKS.items()),)


def found_buttons(conversation: str, lang: str) -> Buttons:
    """Under "did you find it?"."""
    return (
        (
            (say(Say.FOUND_IT, lang), f"found:yes:{conversation}"),
            (say(Say.NOT_YET, lang), f"found:no:{conversation}"),
        ),
    )
