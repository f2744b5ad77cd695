"""From an update in the inbox to what it causes: an event and "done" in one commit, or a courtesy."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.attachments.keeping import apply_with_files
from bot.channels.telegram import read as r
from bot.channels.telegram.courtesy import Buttons, Courtesy
from bot.channels.telegram.files import Fetcher
from bot.channels.telegram.receive import chat_in, inbox_name
from bot.channels.telegram.sentences import ENDONYMS, MARKS, Say, say
from bot.channels.telegram.tongue import Tongues
from bot.metrics import TELEGRAM_UPDATES
from bot.ports import Arrival, Clock, Store
from bot.server.refusals import say as refusal
from replies import events as e
from replies.message import Attachment
from replies.refusal import Refused

BUTTON_LIFE: Final = timedelta(hours=24)
"""A question with buttons that is older is asked anew rather than taken at its word."""

REST: Final = 30.0
"""Seconds before the same kind words are said again: an album of ten pictures gets one answer."""

Guess = Callable[[str, str], str]
"""(text, likely language) to the language it is written in."""


class Handler:
    """Handles one arrival at a time; `bot_id` is part of every idempotency key."""

    def __init__(
        self,
        store: Store,
        courtesy: Courtesy,
        tongues: Tongues,
        clock: Clock,
        *,
        fetcher: Fetcher,
        bot_id: str,
        hello: Callable[[str], str],
        guess: Guess = lambda _text, likely: likely,
    ) -> None:
        self._store = store
        self._courtesy = courtesy
        self._tongues = tongues
        self._clock = clock
        self._fetcher = fetcher
        self._bot_id = bot_id
        self._hello = hello
        self._guess = guess

    async def handle(self, arrival: Arrival) -> None:
        """Carry out what an update means, once.

        Raises:
            StoreClosed: Nothing was written.
        """
        meaning = r.read(json.loads(arrival.raw))
        TELEGRAM_UPDATES.labels(_kind(meaning)).inc()
        match meaning:
            case r.Words():
                await self._words(arrival, meaning)
            case r.Edited():
                await self._edited(arrival, meaning)
            case r.Command():
                await self._command(arrival, meaning)
            case r.Tapped():
                await self._tapped(arrival, meaning)
            case r.Wordless():
                await self._store.handled(arrival, f"wordless:{meaning.kind}")
                await self._say(meaning.who, Say.WORDS_PLEASE)
            case r.InGroup():
                await self._store.handled(arrival, "in_group")
                if meaning.spoken_to:
                    self._courtesy.write(meaning.chat, say(Say.IN_PRIVATE, self._tongues.of(0, meaning.lang)))
            case r.Skipped():
                await self._store.handled(arrival, f"skipped:{meaning.kind}")

    # -- words

    async def _words(self, arrival: Arrival, said: r.Words) -> None:
        files = (await self._fetcher.fetch(said.file, arrival.attempts),) if said.file else ()
        await self._ask(arrival, said.who, said.text, said.ref, files)
        for file in files:
            if file.refused:
                self._courtesy.write(said.who.chat, self._not_kept(file, await self._lang(said.who)), rest=REST)

    def _not_kept(self, file: Attachment, lang: str) -> str:
        """Why a file was not kept, and what to do; their words have arrived all the same."""
        rules = self._fetcher.files and self._fetcher.files.rules
        details = {"megabytes": rules.megabytes} if rules else {}
        return str(refusal(Refused(file.refused, **details), lang).body["message"])

    async def _ask(
        self, arrival: Arrival, who: r.From, text: str, ref: str, files: tuple[Attachment, ...] = ()
    ) -> None:
        """Their words go to the conversation that is going on, or begin one: the store knows which."""
        event = e.PatronAsked(
            conversation=secrets.token_hex(16),
            source=self._source(arrival),
            channel="telegram",
            lang=self._tongues.chosen(who.chat) or self._language_of(text, who),
            text=text,
            address=str(who.chat),
            ref=ref,
            attachments=files,
        )
        if not files or self._fetcher.files is None:
            await self._apply(event, arrival)
            return
        try:
            await apply_with_files(self._store, self._fetcher.files, event, arrival)
        except Refused as refused:
            await self._store.handled(arrival, f"refused:{refused.code}")

    async def _edited(self, arrival: Arrival, edit: r.Edited) -> None:
        """A new version of what they wrote; of something we do not know (any more) the words still count."""
        conversation = await self._conversation(edit.who)
        if conversation:
            event = e.PatronEdited(
                conversation=conversation, source=self._source(arrival), text=edit.text, ref=edit.ref
            )
            try:
                await self._store.apply(event, done=arrival)
            except Refused as refused:
                if refused.code not in ("unknown_message", "forgotten", "unknown_conversation"):
                    await self._store.handled(arrival, f"refused:{refused.code}")
                    return
            else:
                return
        await self._ask(arrival, edit.who, edit.text, edit.ref)

    # -- commands

    async def _command(self, arrival: Arrival, command: r.Command) -> None:
        who = command.who
        if command.name == "close":
            await self._close(arrival, who)
            return
        lang = await self._lang(who)
        await self._store.handled(arrival, f"command:{command.name}")
        match command.name:
            case "start" | "help" | "language":
                self._courtesy.write(who.chat, self._greeting(lang), self._languages())
            case "forget":
                yes, no = (say(Say.YES_FORGET, lang), "forget:yes"), (say(Say.NO_FORGET, lang), "forget:no")
                self._courtesy.write(who.chat, say(Say.ASK_FORGET, lang), ((yes, no),))

    async def _close(self, arrival: Arrival, who: r.From) -> None:
        conversation = await self._conversation(who)
        if conversation:
            closed = await self._apply(e.PatronLeft(conversation=conversation), arrival)
        else:
            closed = False
            await self._store.handled(arrival, "command:close")
        await self._say(who, Say.CLOSED if closed else Say.NOTHING_OPEN)

    def _greeting(self, lang: str) -> str:
        return "\n\n".join((self._hello(lang), say(Say.JUST_WRITE, lang), say(Say.PRIVACY, lang)))

    def _languages(self) -> Buttons:
        buttons = [(ENDONYMS.get(lang, lang), f"lang:{lang}") for lang in self._tongues.offered]
        return tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))

    # -- buttons

    async def _tapped(self, arrival: Arrival, tap: r.Tapped) -> None:
        match tap.data.split(":"):
            case ["lang", lang] if lang in self._tongues.offered:
                await self._choose_language(arrival, tap, lang)
            case ["forget", answer] if self._is_fresh(tap.sent):
                await self._answer_forget(arrival, tap, forget=answer == "yes")
            case ["mark", mark, conversation] if mark in "12345":
                await self._mark(arrival, tap, int(mark), conversation)
            case _:
                await self._store.handled(arrival, "old_button")
                self._courtesy.toast(tap.tap, say(Say.OLD_BUTTON, await self._lang(tap.who)))

    async def _choose_language(self, arrival: Arrival, tap: r.Tapped, lang: str) -> None:
        self._tongues.choose(tap.who.chat, lang)
        conversation = await self._conversation(tap.who)
        if conversation:
            await self._apply(e.PatronChoseLanguage(conversation=conversation, lang=lang), arrival)
        else:
            await self._store.handled(arrival, "language")
        self._courtesy.toast(tap.tap, say(Say.LANGUAGE_CHOSEN, lang))
        self._replace(tap, self._greeting(lang), self._languages())

    async def _answer_forget(self, arrival: Arrival, tap: r.Tapped, *, forget: bool) -> None:
        lang = await self._lang(tap.who)
        what = await self._forget(tap.who) if forget else Say.KEPT
        await self._store.handled(arrival, "forget" if forget else "kept")
        self._courtesy.toast(tap.tap)
        self._replace(tap, say(what, lang))

    async def _forget(self, who: r.From) -> Say:
        """Erase every conversation of this chat and what was set aside; stopped half-way, the update comes again."""
        what = Say.NOTHING_TO_FORGET
        while conversation := await self._conversation(who):
            await self._store.apply(e.PatronForgot(conversation=conversation))
            what = Say.FORGOTTEN
        for arrival in await self._store.set_aside(inbox_name(self._bot_id)):
            if chat_in(arrival.raw) == who.chat:
                await self._store.handled(arrival, "forgotten")
                what = Say.FORGOTTEN
        self._tongues.forget(who.chat)
        return what

    async def _mark(self, arrival: Arrival, tap: r.Tapped, mark: int, conversation: str) -> None:
        if conversation != await self._conversation(tap.who):
            await self._store.handled(arrival, "old_button")
            self._courtesy.toast(tap.tap, say(Say.OLD_BUTTON, await self._lang(tap.who)))
            return
        # One mark a message, however often it is pressed: the second tap is the same source.
        source = f"telegram:{self._bot_id}:mark:{tap.message_id}"
        await self._apply(e.FeedbackGiven(conversation=conversation, source=source, mark=mark), arrival)
        self._courtesy.toast(tap.tap)
        self._replace(tap, say(Say.THANKS_FOR_MARK, await self._lang(tap.who)))

    # -- small things

    async def _apply(self, event: e.Event, arrival: Arrival) -> bool:
        """Commit an event together with "done"; a refused one is done all the same. True if it was applied."""
        try:
            await self._store.apply(event, done=arrival)
        except Refused as refused:
            await self._store.handled(arrival, f"refused:{refused.code}")
            return False
        return True

    async def _conversation(self, who: r.From) -> str | None:
        return await self._store.by_address("telegram", str(who.chat))

    def _language_of(self, text: str, who: r.From) -> str:
        likely = self._tongues.of(who.chat, who.lang)
        found = self._guess(text, likely)
        return found if found in self._tongues.offered else likely

    def _source(self, arrival: Arrival) -> str:
        return f"telegram:{self._bot_id}:{arrival.key}"

    async def _lang(self, who: r.From) -> str:
        """What to speak with them: their choice, their conversation's language, or a good guess."""
        if not self._tongues.chosen(who.chat) and (conversation := await self._conversation(who)):
            opened = await self._store.open(conversation, limit=1)
            if opened:
                return opened.conversation.lang
        return self._tongues.of(who.chat, who.lang)

    async def _say(self, who: r.From, what: Say) -> None:
        self._courtesy.write(who.chat, say(what, await self._lang(who)), rest=REST)

    def _replace(self, tap: r.Tapped, text: str, buttons: Buttons = ()) -> None:
        if tap.message_id is not None:
            self._courtesy.rewrite(tap.who.chat, tap.message_id, text, buttons)

    def _is_fresh(self, sent: datetime | None) -> bool:
        return sent is not None and self._clock.now() - sent < BUTTON_LIFE


def mark_buttons(conversation: str) -> Buttons:
    """One tap to say how it was."""
    return (tuple((text, f"mark:{mark}:{conversation}") for mark, text in MARKS.items()),)


def _kind(meaning: r.Meaning) -> str:
    return meaning.kind if isinstance(meaning, r.Skipped) else type(meaning).__name__.lower()
