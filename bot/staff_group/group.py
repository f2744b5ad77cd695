"""The staff group as the channel sees it: what came from Telegram for it, and who may speak there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.accounts import WAY_IN, Accounts
from bot.channels.telegram.files import Fetcher
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.read import Command, InGroup, TappedInGroup
from bot.ports import Arrival, Person
from bot.server.desk import Desk
from bot.staff_group.acts import Acts
from bot.staff_group.board import Board
from bot.staff_group.cards import House
from bot.staff_group.hand import Hand, Moved, TopicGone, Trouble, Why
from bot.staff_group.second_reader import SecondReader
from bot.staff_group.sentences import G, say
from bot.staff_group.slip_taps import SlipTaps
from bot.staff_group.slips import Slips
from bot.staff_group.topics import Topics, group_key
from bot.words import PAGE_LANGUAGES
from nlp.draft import Channel

ABOUT: Final = "Telegram staff group"
ALARMS: Final[dict[Why, G]] = {"rights": G.ALARM_RIGHTS, "no_topics": G.ALARM_RIGHTS, "gone": G.ALARM_GONE}


class StaffGroup:
    """See ``bot.channels.telegram.staff.Staff``."""

    def __init__(self, desk: Desk, bot: Bot, pace: Pace, *, takes: frozenset[Channel]) -> None:
        bot_id = bot.token.split(":", 1)[0]
        lang = next((lang for lang in desk.site.languages if lang in PAGE_LANGUAGES), "en")
        house = House(lang, desk.site.zone, desk.name_of, lambda desk_id: desk.house().desk(desk_id).name)
        self._desk = desk
        self._store = desk.store
        self._lang = lang
        self._hand = Hand(bot, pace)
        self._topics = Topics(desk.store)
        self._accounts = Accounts(desk.store, desk.clock)
        self._board = Board(
            desk.store,
            self._hand,
            self._topics,
            house,
            takes=takes,
            file=desk.files.path,
            key=group_key(bot_id),
        )
        slips = Slips(desk, self._hand, house, bot_id)
        self._board.on_slips = slips.follow
        readers = SecondReader(desk.store, self._hand, house, self._board.bring_up_locked)
        self._board.on_readers = readers.follow
        self._board.tell = self._tell
        self._acts = Acts(desk, self._hand, self._topics, house, slips)
        self._acts.second_reader = readers
        self._acts.fetcher = Fetcher(bot, desk.files)
        self._acts.slip_taps = SlipTaps(desk.store, slips, house, self._board.bring_up_locked)
        self._ready = asyncio.Event()

    async def run(self) -> None:
        """Keep the group current until cancelled."""
        stop = self._store.listen(self._board.heard)
        try:
            await self._board.begin()
            self._ready.set()
            await self._board.run()
        finally:
            stop()

    def _tell(self, why: Why | None) -> None:
        """Let the console know what an admin has to mend, and when it is mended."""
        sentence = ALARMS.get(why) if why else None
        told = sentence.value if sentence else ""
        if self._desk.live.alarms.get(ABOUT, "") != told and (why is None or sentence):
            self._desk.live.alarm(ABOUT, told)

    # what came

    async def said(self, arrival: Arrival, said: InGroup) -> bool:
        """Somebody wrote in a group."""
        await self._ready.wait()
        if said.command == "desk":
            await self._settle(arrival, said)
            return True
        if said.chat != self._board.chat:
            return False
        if said.moved_to is not None:
            await self._board.move(said.moved_to)
            await self._store.handled(arrival, "group_moved")
            return True
        topic = self._topics.at(said.chat, said.topic)
        to_card = topic is not None and topic.is_ours(said.reply_to, by_us=said.reply_by == self._hand.me)
        if topic is None or not said.text.strip():
            await self._store.handled(arrival, "among_colleagues")
            if said.file and to_card:
                await self._reply(said, G.WORDS_TOO)
            return True
        person = await self._accounts.person(said.sender)
        if person is None:
            await self._store.handled(arrival, "unknown_colleague")
            if to_card:
                await self._reply(said, G.WHO)
            return True
        await self._quietly(self._acts.said(arrival, topic, person, said, to_card=to_card), arrival)
        return True

    async def tapped(self, arrival: Arrival, tap: TappedInGroup) -> bool:
        """Somebody pressed a button in a group."""
        await self._ready.wait()
        topic = self._topics.with_card(tap.chat, tap.message_id) or self._topics.at(tap.chat, tap.topic)
        if tap.chat != self._board.chat:
            return False
        person = await self._accounts.person(tap.sender)
        if topic is None or person is None:
            await self._store.handled(arrival, "old_button" if person else "unknown_colleague")
            await self._hand.answer(tap.tap, say(G.OLD if person else G.WHO, self._lang))
            return True
        await self._quietly(self._acts.tapped(arrival, topic, person, tap), arrival)
        return True

    async def linked(self, arrival: Arrival, command: Command) -> bool:
        """Somebody brought a one-time code in private."""
        if not command.told.startswith(WAY_IN):
            return False
        person = await self._accounts.connect(command.told, command.who.chat)
        await self._store.handled(arrival, "connected" if person else "old_code")
        what = say(G.CONNECTED, self._lang, who=person.name) if person else say(G.OLD_CODE, self._lang)
        await self._quietly(self._hand.say(command.who.chat, None, what), arrival)
        return True

    # which group

    async def _settle(self, arrival: Arrival, said: InGroup) -> None:
        """``/desk`` makes a group the staff's own, ``/desk off`` ends it; an admin's word."""
        await self._store.handled(arrival, "command:desk")
        person = await self._accounts.person(said.sender)
        if person is None or person.role != "admin":
            await self._reply(said, G.ADMIN_ONLY if person else G.WHO)
        elif said.told == "off":
            await self._end(said, person)
        else:
            await self._begin(said, person)

    async def _begin(self, said: InGroup, person: Person) -> None:
        try:
            lacks = await self._hand.rights(said.chat)
        except (Trouble, TopicGone, Moved):
            lacks = "rights"
        if lacks:
            await self._reply(said, G.NO_TOPICS if lacks == "no_topics" else G.NO_RIGHTS)
            return
        await self._board.settle(said.chat)
        await self._store.audit(person.id, "telegram.group", str(said.chat), on=True)
        await self._reply(said, G.GROUP_ON)

    async def _end(self, said: InGroup, person: Person) -> None:
        if said.chat == self._board.chat:
            await self._board.settle(None)
            await self._store.audit(person.id, "telegram.group", str(said.chat), on=False)
        await self._reply(said, G.GROUP_OFF)

    async def _reply(self, said: InGroup, what: G) -> None:
        text = say(what, self._lang)
        try:
            await self._hand.say(said.chat, said.topic, text, None, said.message_id)
        except (Trouble, TopicGone, Moved):
            return

    async def _quietly(self, work: Awaitable[object], arrival: Arrival) -> None:
        """Do what may fail on Telegram's side; the group is brought up to date by itself."""
        try:
            await work
        except (Trouble, TopicGone, Moved, TelegramError) as trouble:
            await self._store.handled(arrival, f"group:{type(trouble).__name__}")
