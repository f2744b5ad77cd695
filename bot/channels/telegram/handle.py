"""From an update in the inbox to what it causes: an event and "done" in one commit, or a courtesy."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from typing import Final

from bot.attachments.keeping import apply_with_files
from bot.channels.telegram import read as r
from bot.channels.telegram.files import Fetcher
from bot.channels.telegram.patrons import REST, Patrons
from bot.channels.telegram.sentences import Say, say
from bot.channels.telegram.staff import Staff
from bot.channels.telegram.taps import Taps
from bot.metrics import TELEGRAM_UPDATES
from bot.ports import Arrival
from bot.server.addresses import read_phone
from bot.server.refusals import say as refusal
from bot.server.tokens import new_id, new_ids
from replies import events as e
from replies.message import Attachment
from replies.refusal import Refused

_counted: Final = cache(TELEGRAM_UPDATES.labels)
Guess = Callable[[str, str], str]
"""(text, likely language) to the language it is written in."""

Theirs = list[tuple[Arrival, r.Meaning]]
"""One chat's arrivals in order, each with what it says."""

Asked = tuple[e.PatronAsked, Arrival]
"""Words of a patron, and the update they came in."""

Copy = Callable[[str], Awaitable[bytes | None]]
"""A chat to everything that was written in it, as a zip file; None when there is nothing."""

_WAY_IN: Final = re.compile(r"(?P<lang>[a-z]{2})?(?:_(?P<desk>[a-z0-9-]+))?")
"""What our links put behind /start: a language, a desk, or both (``sv``, ``sv_music``, ``_music``)."""


class Handler:
    """Handles one arrival at a time."""

    def __init__(
        self,
        patrons: Patrons,
        *,
        fetcher: Fetcher,
        guess: Guess = lambda _text, likely: likely,
        staff: Staff | None = None,
        copy: Copy | None = None,
        more: Callable[[str], str] = lambda _conversation: "",
    ) -> None:
        self._patrons = patrons
        self._store = patrons.store
        self._courtesy = patrons.courtesy
        self._tongues = patrons.tongues
        self._taps = Taps(patrons, more)
        self._fetcher = fetcher
        self._guess = guess
        self._ids = new_ids()
        self._staff = staff
        self._copy = copy

    async def handle(self, arrival: Arrival, meaning: r.Meaning) -> None:
        """Carry out what an update means, once; ``meaning`` is what the arrival says.

        Raises:
            StoreClosed: Nothing was written.
        """
        _counted(_kind(meaning)).inc()
        match meaning:
            case r.Words():
                await self._words(arrival, meaning)
            case r.Edited():
                await self._edited(arrival, meaning)
            case r.Command():
                await self._command(arrival, meaning)
            case r.Tapped():
                await self._taps.tapped(arrival, meaning)
            case r.Wordless():
                await self._store.handled(arrival, f"wordless:{meaning.kind}")
                await self._patrons.say(meaning.who, Say.WORDS_PLEASE)
            case r.InGroup():
                await self._in_group(arrival, meaning)
            case r.TappedInGroup():
                if not (self._staff and await self._staff.tapped(arrival, meaning)):
                    await self._store.handled(arrival, "tap_elsewhere")
            case r.Skipped():
                await self._store.handled(arrival, f"skipped:{meaning.kind}")

    async def _in_group(self, arrival: Arrival, said: r.InGroup) -> None:
        """In the staff's own group the desk listens; in any other it only asks to be written to in private."""
        if self._staff and await self._staff.said(arrival, said):
            return
        await self._store.handled(arrival, "in_group")
        if said.command in r.COMMANDS:
            self._courtesy.write(said.chat, say(Say.IN_PRIVATE, await self._tongues.of(0, said.lang)))

    # -- words

    def at_hand(self, theirs: Theirs) -> list[Asked]:
        """What one chat's updates ask, when nothing has to be looked up for any of them; else nothing.

        That is: words of somebody who is in the middle of a conversation, as most updates are.
        """
        words = [(arrival, said) for arrival, said in theirs if isinstance(said, r.Words)]
        lang = self._tongues.at_home(words[0][1].who.chat) if len(words) == len(theirs) else ""
        return [(self._question(arrival, said, lang), arrival) for arrival, said in words] if lang else []

    async def together(self, asked: Sequence[Asked]) -> None:
        """Carry out what many chats ask, in one commit.

        Raises:
            Refused: Something stands against one of them, and nothing was written; each is to be handled by itself.
            StoreClosed: Nothing was written.
        """
        outcomes = await self._store.apply_all(asked)
        _counted("words").inc(len(outcomes))
        for (event, _), outcome in zip(asked, outcomes, strict=True):
            self._tongues.hear(int(event.address or 0), outcome.conversation.lang)

    def _question(
        self,
        arrival: Arrival,
        said: r.Words,
        lang: str,
        *,
        desk: str | None = None,
        files: tuple[Attachment, ...] = (),
    ) -> e.PatronAsked:
        return e.PatronAsked(
            conversation=next(self._ids),
            source=self._patrons.source(arrival),
            channel="telegram",
            lang=lang,
            text=said.text,
            desk=desk,
            address=str(said.who.chat),
            ref=said.ref,
            attachments=files,
        )

    async def _words(self, arrival: Arrival, said: r.Words) -> None:
        files = (await self._fetcher.fetch(said.file, arrival.attempts),) if said.file else ()
        await self._ask(arrival, said.who, said.text, said.ref, files)
        for file in files:
            if file.refused:
                lang = await self._patrons.lang(said.who)
                self._courtesy.write(said.who.chat, self._not_kept(file, lang), rest=REST)

    def _not_kept(self, file: Attachment, lang: str) -> str:
        """Why a file was not kept, and what to do; their words have arrived all the same."""
        rules = self._fetcher.files and self._fetcher.files.rules
        details = {"megabytes": rules.megabytes} if rules else {}
        return str(refusal(Refused(file.refused, **details), lang).body["message"])

    async def _ask(
        self, arrival: Arrival, who: r.From, text: str, ref: str, files: tuple[Attachment, ...] = ()
    ) -> None:
        """Their words go to the conversation that is going on, or begin one: the store knows which."""
        chosen = await self._tongues.way_in(who.chat)
        likely = self._tongues.spoken(who.chat) or await self._patrons.lang(who)
        event = self._question(
            arrival,
            r.Words(who, text, ref),
            chosen.get("lang") or self._language_of(text, likely),
            desk=chosen.get("desk") or None,
            files=files,
        )
        lang = await self._begin(event, arrival)
        if lang:
            await self._tongues.come_to_rest(who.chat, lang)

    async def _begin(self, event: e.PatronAsked, arrival: Arrival) -> str:
        """Commit it; returns the language of the conversation it became, "" when it was refused."""
        try:
            if event.attachments and self._fetcher.files:
                outcome = await apply_with_files(self._store, self._fetcher.files, event, arrival)
            else:
                outcome = await self._store.apply(event, done=arrival)
        except Refused as refused:
            await self._store.handled(arrival, f"refused:{refused.code}")
            return ""
        return outcome.conversation.lang

    async def _edited(self, arrival: Arrival, edit: r.Edited) -> None:
        """A new version of what they wrote; of something we do not know (any more) the words still count."""
        conversation = await self._patrons.conversation(edit.who)
        if conversation:
            source = self._patrons.source(arrival)
            event = e.PatronEdited(conversation=conversation, source=source, text=edit.text, ref=edit.ref)
            try:
                await self._store.apply(event, done=arrival)
            except Refused as refused:
                if refused.code not in ("unknown_message", "forgotten", "unknown_conversation"):
                    await self._store.handled(arrival, f"refused:{refused.code}")
                    return
            else:
                return
        await self._ask(arrival, edit.who, edit.text, edit.ref)

    def _language_of(self, text: str, likely: str) -> str:
        """By the words themselves; what they spoke last time, or their Telegram speaks, is the likely one."""
        found = self._guess(text, likely)
        return found if found in self._tongues.offered else likely

    # -- commands

    async def _command(self, arrival: Arrival, command: r.Command) -> None:
        who = command.who
        if command.name == "close":
            await self._close(arrival, who)
            return
        if command.name == "call":
            await self._call_back(arrival, who, command.told)
            return
        if self._staff and command.told and await self._staff.linked(arrival, command):
            return
        if command.name == "start" and command.told:
            await self._come_in(who, command.told)
        lang = await self._patrons.lang(who)
        await self._store.handled(arrival, f"command:{command.name}")
        match command.name:
            case "start" | "help" | "language":
                self._courtesy.write(who.chat, self._patrons.greeting(lang), self._patrons.choices(lang))
            case "hours":
                await self._patrons.answer(who, "hours")
            case "export":
                await self._hand_over(who, lang)
            case "forget":
                yes, no = (say(Say.YES_FORGET, lang), "forget:yes"), (say(Say.NO_FORGET, lang), "forget:no")
                self._courtesy.write(who.chat, say(Say.ASK_FORGET, lang), ((yes, no),))

    async def _hand_over(self, who: r.From, lang: str) -> None:
        """Everything of theirs as a file, in this chat alone."""
        content = await self._copy(str(who.chat)) if self._copy else None
        if content is None:
            self._courtesy.write(who.chat, say(Say.NOTHING_TO_EXPORT, lang))
        else:
            self._courtesy.send_file(who.chat, "conversation.zip", content, say(Say.EXPORTED, lang))

    async def _come_in(self, who: r.From, told: str) -> None:
        """They came by one of our links; a desk that is unknown is routed as if none were named."""
        way = _WAY_IN.fullmatch(told)
        if way and not await self._patrons.has_asked(who):
            lang, desk = way["lang"] or "", way["desk"] or ""
            if lang in ("", *self._tongues.offered) and (lang or desk):
                await self._tongues.choose(who.chat, lang, desk)

    async def _call_back(self, arrival: Arrival, who: r.From, told: str) -> None:
        """They would rather be called: the number goes to their question, and the desk says by when."""
        conversation = await self._patrons.conversation(who)
        lang = await self._patrons.lang(who)
        try:
            phone = read_phone(told)
            if not (phone and conversation and await self._patrons.has_asked(who)):
                await self._store.handled(arrival, "command:call")
                self._courtesy.write(who.chat, say(Say.CALL_HOW if not phone else Say.CALL_ABOUT_WHAT, lang))
                return
            wish = e.PatronWantsCall(conversation=conversation, phone=phone, promise=new_id())
            await self._store.apply(wish, done=arrival)
        except Refused as refused:
            await self._store.handled(arrival, f"refused:{refused.code}")
            self._courtesy.write(who.chat, str(refusal(refused, lang).body["message"]))

    async def _close(self, arrival: Arrival, who: r.From) -> None:
        conversation = await self._patrons.conversation(who)
        if conversation:
            closed = await self._patrons.apply(e.PatronLeft(conversation=conversation), arrival)
        else:
            closed = False
            await self._store.handled(arrival, "command:close")
        await self._patrons.say(who, Say.CLOSED if closed else Say.NOTHING_OPEN)


def _kind(meaning: r.Meaning) -> str:
    return meaning.kind if isinstance(meaning, r.Skipped) else type(meaning).__name__.lower()
