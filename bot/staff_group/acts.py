"""What librarians do in the group becomes the same events as in the console; the desk's law decides, first come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.channels.telegram.courtesy import keyboard
from bot.channels.telegram.files import Fetcher
from bot.channels.telegram.read import InGroup, TappedInGroup
from bot.console.may import may
from bot.ports import Arrival, Outcome, Person
from bot.server.desk import Desk
from bot.server.refusals import say as refusal
from bot.staff_group import cards
from bot.staff_group.doing import Doing
from bot.staff_group.hand import Hand
from bot.staff_group.second_reader import SecondReader
from bot.staff_group.sentences import G
from bot.staff_group.slip_taps import SlipTaps
from bot.staff_group.slips import Slips
from bot.staff_group.topics import Topic, Topics
from replies import events as e
from replies.hours import is_open
from replies.message import Attachment
from replies.refusal import Refused
from replies.routing import who_first

_DEEDS: Final[dict[str, tuple[str, Callable[..., e.Event]]]] = {
    "claim": ("claim", e.Claimed),
    "nod": ("nod", e.Nodded),
    "back": ("release", e.Released),
    "close": ("close", e.Closed),
    "take": ("accept", e.HandoverAccepted),
    "no": ("decline", e.HandoverDeclined),
    "again": ("reopen", e.Reopened),
}
"""A button's word to what the console calls it, and the event it makes."""

_RESCUES: Final[dict[str, Callable[..., e.Event]]] = {"again": e.SentAgain, "arrived": e.Arrived}
_CHOICES: Final = 8
_DESK_ID: Final = 50
"""Longest id of a desk that fits behind a button, whose data may have 64 bytes."""


class Acts:
    """Carries out what was written and pressed; every arrival ends up handled."""

    def __init__(self, desk: Desk, hand: Hand, topics: Topics, house: cards.House, slips: Slips) -> None:
        self.slip_taps: SlipTaps | None = None
        self.second_reader: SecondReader | None = None
        self.fetcher: Fetcher | None = None
        self._desk = desk
        self._store = desk.store
        self._hand = hand
        self._topics = topics
        self._slips = slips
        self._house = house
        self._steps = {"pass": self._choose, "keep": self._restore, "called": self._have_called}

    # words

    async def said(self, arrival: Arrival, topic: Topic, person: Person, said: InGroup, *, to_card: bool) -> None:
        """In a topic: a reply to a card of ours is a draft, any other words are a note among colleagues."""
        async with self._topics.lock(topic.conversation):
            topic = self._topics.of(topic.conversation) or topic
            try:
                if self.second_reader and said.reply_to in topic.to_read:
                    given = self.second_reader.gives_back(arrival, topic, person, said.reply_to, said.text)
                    self._own(topic, await given)
                elif to_card and said.reply_to is not None:
                    files = await self._fetch(arrival, topic, said)
                    await self._slips.write(topic, person, said.text, said.reply_to, files)
                    await self._topics.save(topic)  # before "done": a card that nobody knows would be a dead end
                    await self._store.handled(arrival, "draft")
                else:
                    await self._note(arrival, topic, person, said.text)
            except Refused as refused:
                await self._store.handled(arrival, f"refused:{refused.code}")
                await self._hand.say(topic.chat, topic.thread, self._no(refused), None, said.message_id)
            await self._topics.save(topic)

    async def _fetch(self, arrival: Arrival, topic: Topic, said: InGroup) -> tuple[Attachment, ...]:
        """A file that came with a draft, kept.

        Raises:
            Refused: It is not kept, or can't go where the patron is.
        """
        if said.file is None or self.fetcher is None:
            return ()
        opened = await self._store.open(topic.conversation, limit=1)
        if opened is None or opened.conversation.channel == "email":
            raise Refused("no_files_by_mail")
        file = await self.fetcher.fetch(said.file, arrival.attempts)
        if file.refused:
            raise Refused(file.refused, megabytes=self._desk.files.rules.megabytes)
        return (file,)

    async def _note(self, arrival: Arrival, topic: Topic, person: Person, text: str) -> None:
        source = f"{arrival.channel}:{arrival.key}"
        event = e.NoteAdded(conversation=topic.conversation, who=person.id, text=text, source=source)
        self._own(topic, await self._store.apply(event, done=arrival))

    # buttons

    async def tapped(self, arrival: Arrival, topic: Topic, person: Person, tap: TappedInGroup) -> None:
        """A button under one of our cards."""
        async with self._topics.lock(topic.conversation):
            topic = self._topics.of(topic.conversation) or topic
            try:
                toast = await self._do(Doing(arrival, topic, person, tap.message_id), tap.data.split(":"))
            except Refused as refused:
                toast = self._no(refused)
            await self._store.handled(arrival, "tap")
            await self._hand.answer(tap.tap, toast)
            await self._topics.save(topic)

    async def _do(self, doing: Doing, words: list[str]) -> str:
        """Carry a tap out; returns what to say for a moment.

        Raises:
            Refused: By the desk.
        """
        match words:
            case ["d", deed, version, *rest] if version.isdecimal() and self.slip_taps:
                return await self.slip_taps.tapped(doing, deed, int(version), rest)
            case ["s", "go", reply] if self.second_reader:
                outcome = await self.second_reader.lets_go(doing, reply)
                if outcome is None:
                    return self._house.say(G.SEEN_NEW)
                self._own(doing.topic, outcome)
            case ["c", deed] if deed in _DEEDS:
                await self._deed(doing, deed)
            case ["c", step] if step in self._steps:
                await self._steps[step](doing)
            case ["c", "to", person]:
                await self._hand_over(doing, to=person)
            case ["c", "desk", desk]:
                await self._hand_over(doing, desk=desk)
            case ["r", rescue, reply] if rescue in _RESCUES:
                await self._rescue(doing, rescue, reply)
            case _:
                return self._house.say(G.OLD)
        return ""

    async def _deed(self, doing: Doing, word: str) -> None:
        deed, event = _DEEDS[word]
        conversation = doing.topic.conversation
        opened = await self._store.open(conversation, limit=1)
        if opened and deed == "close" and deed not in may(opened.conversation, doing.person, self._desk.clock.now()):
            raise Refused("not_yours", who=opened.conversation.assignee)
        await self._apply(doing, event(conversation=conversation, who=doing.person.id))

    async def _have_called(self, doing: Doing) -> None:
        """The patron was called back: that promise is kept.

        Raises:
            Refused: ``unknown_promise`` where nobody waits for a call (any more).
        """
        opened = await self._store.open(doing.topic.conversation, limit=1)
        promise = cards.call_owed(opened.conversation) if opened else ""
        if not promise:
            raise Refused("unknown_promise")
        kept = e.PromiseKept(conversation=doing.topic.conversation, who=doing.person.id, promise=promise)
        await self._apply(doing, kept)

    async def _choose(self, doing: Doing) -> None:
        """In the buttons' place: who is there, and which desks are open."""
        house, now = self._desk.house(), self._desk.clock.now()
        opened = await self._store.open(doing.topic.conversation, limit=1)
        if opened is None:
            return
        taken = opened.conversation.assignee is not None
        fitting = who_first(house, opened.conversation, await self._store.loads()) if taken else ()
        people = [p for p in fitting if p.id != doing.person.id]
        desks = [d for d in house.desks if d.id != opened.conversation.desk and is_open(d.hours, now)]
        rows = [((p.name, f"c:to:{p.id}"),) for p in people[:_CHOICES]]
        rows += [((d.name, f"c:desk:{d.id}"),) for d in desks[:_CHOICES] if len(d.id) <= _DESK_ID]
        rows.append(((self._house.say(G.KEEP), "c:keep"),))
        await self._hand.change_buttons(doing.topic.chat, doing.message, keyboard(tuple(rows)))

    async def _restore(self, doing: Doing) -> None:
        opened = await self._store.open(doing.topic.conversation, limit=1)
        if opened:
            buttons = keyboard(cards.buttons(opened.conversation, self._house))
            await self._hand.change_buttons(doing.topic.chat, doing.message, buttons)

    async def _hand_over(self, doing: Doing, *, to: str | None = None, desk: str | None = None) -> None:
        event = e.HandoverOffered(conversation=doing.topic.conversation, who=doing.person.id, to=to, desk=desk)
        # Not counted as our own: it is told in the topic, because it calls for somebody.
        await self._store.apply(event, done=doing.arrival)

    async def _rescue(self, doing: Doing, word: str, reply: str) -> None:
        event = _RESCUES[word](conversation=doing.topic.conversation, who=doing.person.id, reply=reply)
        await self._apply(doing, event)
        await self._hand.change_buttons(doing.topic.chat, doing.message, None)

    # small things

    async def _apply(self, doing: Doing, event: e.Event) -> None:
        self._own(doing.topic, await self._store.apply(event, done=doing.arrival))

    def _own(self, topic: Topic, outcome: Outcome) -> None:
        """What was written from here needs no telling here."""
        if not outcome.duplicate:
            topic.own += [entry.seq for entry in outcome.entries]

    def _no(self, refused: Refused) -> str:
        details = dict(refused.details)
        if isinstance(who := details.get("who"), str):
            details["who"] = self._house.who(who)
        return str(refusal(Refused(refused.code, **details), self._house.lang).body["message"])
