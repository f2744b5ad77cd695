"""Drafts in the group: a reply to a card is read as in the console, and leaves only at its librarian's Send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.courtesy import keyboard
from bot.console.check import count
from bot.console.context import draft_in_context
from bot.console.findings import strengths
from bot.courtesies import courtesies_of
from bot.ports import Arrival, Person
from bot.server.desk import Desk
from bot.server.tokens import new_id
from bot.staff_group import cards
from bot.staff_group.cards import House
from bot.staff_group.hand import Hand
from bot.staff_group.sentences import G
from bot.staff_group.slip_cards import Reading, SlipCards, short
from bot.staff_group.topics import Slip, Topic
from bot.tuning.strength import of_strength
from nlp.wordings.wording import put
from replies import events as e
from replies.drafts import brought_back
from replies.message import Attachment, Entry, EntryKind
from replies.refusal import Refused

if TYPE_CHECKING:
    from bot.staff_group.doing import Doing


class Slips:
    """Writes, shows and sends drafts. Callers hold the topic's lock."""

    def __init__(self, desk: Desk, hand: Hand, house: House, bot_id: str) -> None:
        self._desk = desk
        self._store = desk.store
        self._hand = hand
        self._house = house
        self._cards = SlipCards(desk, house)
        self._bot_id = bot_id

    # a draft comes, changes, and goes

    async def write(
        self, topic: Topic, person: Person, text: str, answers: int, files: Sequence[Attachment] = ()
    ) -> None:
        """Somebody replied to a card: a draft's gets new words, any other begins one after what was begun."""
        held = await self._store.draft(topic.conversation, person.id)
        slip = topic.slips.get(answers)
        theirs = slip is not None and slip.who == person.id and slip.version == held.version
        if not theirs and not held.text.endswith(text):
            text = brought_back(held.text, text)
        kept = await self._store.keep_draft(topic.conversation, person.id, text, version=held.version)
        reading = await self._read(topic, person, kept.version, kept.text)
        told = [file.told() for file in files]
        new = Slip(person.id, kept.version, topic.shown, files=(slip.files if slip and theirs else []) + told)
        card, buttons = self._cards.text(topic, reading, new), self._cards.buttons(reading)
        topic.slips[await self._hand.say(topic.chat, topic.thread, card, buttons, answers)] = new

    async def show(self, topic: Topic, message: int, person: Person, note: str = "") -> None:
        """The card of a draft as it is now, with what there is to say about it."""
        held = await self._store.draft(topic.conversation, person.id)
        files = topic.slips[message].files
        slip = topic.slips[message] = Slip(person.id, held.version, topic.shown, files=files)
        if not held.text:
            await self._hand.change(topic.chat, message, self._house.say(G.NO_DRAFT))
            return
        reading = await self._read(topic, person, slip.version, held.text)
        holding = bool(note) and bool(reading.holding)
        card = self._cards.text(topic, reading, slip, note)
        await self._hand.change(topic.chat, message, card, self._cards.buttons(reading, sure=holding))

    async def use(self, topic: Topic, message: int, person: Person, number: int) -> str:
        """Take a finding's wording over. Returns what to say when there is none."""
        reading = await self._reading(topic, person)
        if number >= len(reading.wordings):
            return self._house.say(G.OLD)
        found = reading.wordings[number]
        text = put(reading.text, found.taken, found.suggestions[0])
        await self._store.keep_draft(topic.conversation, person.id, text, version=reading.version)
        await self.show(topic, message, person)
        return ""

    async def add_step(self, topic: Topic, message: int, person: Person, key: str) -> str:
        """Put a next step at the draft's end. Returns what to say when there is none of that key."""
        reading = await self._reading(topic, person)
        step = next((step for step in self._cards.steps(reading) if step[0] == key), None)
        if step is None:
            return self._house.say(G.OLD)
        text = f"{reading.text.rstrip()} {step[2]}"
        await self._store.keep_draft(topic.conversation, person.id, text, version=reading.version)
        await self.show(topic, message, person)
        return ""

    async def drop(self, topic: Topic, message: int, person: Person) -> None:
        """Throw it away."""
        held = await self._store.draft(topic.conversation, person.id)
        await self._store.keep_draft(topic.conversation, person.id, "", version=held.version)
        topic.slips.pop(message)
        await self._hand.change(topic.chat, message, self._house.say(G.DROPPED))

    async def send(self, doing: Doing, *, sure: bool, close: bool) -> None:
        """Send it, as the console does: read once more, guarded, held for the undo seconds.

        Raises:
            Refused: As the desk refuses; ``stale`` and ``held_back`` leave the card as it is.
        """
        topic, message, person = doing.topic, doing.message, doing.person
        slip = topic.slips[message]
        reading = await self._reading(topic, person, closing=close)
        count(reading.draft, reading.read)
        if sure:
            _may_confirm(reading, person)
        event = e.ReplySent(
            conversation=topic.conversation,
            source=f"telegram:{self._bot_id}:slip:{topic.chat}:{message}:{slip.version}",
            who=person.id,
            reply=new_id(),
            text=reading.text,
            seen=slip.seen,
            findings=tuple(finding.code for finding in reading.read.findings),
            confirmed=reading.holding if sure else frozenset(),
            holding=of_strength(reading.said, "reason", "second"),
            close=close,
            checks=dict(reading.read.engines),
            files=self._files(slip),
            second_reader=person.read_first,
            courtesies=await courtesies_of(reading.text, reading.draft.lang),
        )
        outcome = await self._store.apply(event, done=doing.arrival)
        slip.reply = outcome.entries[0].meta["reply"]
        seconds = round(self._desk.house().patience.undo.total_seconds())
        say, first = self._house.say, person.read_first
        going = say(G.BEING_READ) if first else say(G.GOING, seconds=seconds)
        undo = InlineKeyboardMarkup([[InlineKeyboardButton(say(G.UNDO), callback_data="d:undo:0")]])
        card = f"{going}\n\n{short(reading.text)}"
        await self._hand.change(topic.chat, message, card, undo if seconds or first else None)

    def _files(self, slip: Slip) -> tuple[Attachment, ...]:
        """What goes along.

        Raises:
            Refused: ``file_gone``: a restart has swept up what was not sent.
        """
        files = tuple(Attachment(**told) for told in slip.files)
        if any(self._desk.files.path(file.id) is None for file in files):
            raise Refused("file_gone")
        return files

    async def undo(self, topic: Topic, message: int, person: Person, arrival: Arrival) -> None:
        """Take it back in time; it is a draft again.

        Raises:
            Refused: ``already_decided``, ``not_yours``.
        """
        slip = topic.slips[message]
        event = e.ReplyUndone(conversation=topic.conversation, who=person.id, reply=slip.reply)
        await self._store.apply(event, done=arrival)
        await self.show(topic, message, person)

    # what became of it

    async def follow(self, topic: Topic, entries: Sequence[Entry]) -> None:
        """Say on each draft's card what became of its reply."""
        for message, slip in tuple(topic.slips.items()):
            mine = [entry for entry in entries if slip.reply and entry.meta.get("reply") == slip.reply]
            if mine:
                await self._follow(topic, message, slip, mine)

    async def _follow(self, topic: Topic, message: int, slip: Slip, entries: Sequence[Entry]) -> None:
        newest = entries[-1]
        rows: cards.Rows = ()
        match newest.kind:
            case EntryKind.DELIVERY if newest.meta["state"] in ("failed", "uncertain"):
                head, rows = cards.fared(newest, self._house), cards.rescue(newest, self._house)
            case EntryKind.DELIVERY if newest.meta["state"] == "sent":
                head = self._house.say(G.SENT, time=self._house.time(newest.at))
            case EntryKind.MESSAGE if await self._is_chat(topic):  # on the web, being written is having arrived
                head = self._house.say(G.SENT, time=self._house.time(newest.at))
            case EntryKind.MESSAGE | EntryKind.DELIVERY | EntryKind.PASSED:
                head = self._house.say(G.ON_ITS_WAY)
            case EntryKind.GIVEN_BACK:
                head = cards.section(newest, self._house)
            case _:
                return
        text = await self._text_of(topic, slip)
        await self._hand.change(topic.chat, message, f"{head}\n\n{short(text)}", keyboard(rows))

    async def _text_of(self, topic: Topic, slip: Slip) -> str:
        opened = await self._store.open(topic.conversation)
        found = (entry.text for entry in opened.entries if entry.meta.get("reply") == slip.reply) if opened else ()
        return next((text for text in found if text), "")

    async def _is_chat(self, topic: Topic) -> bool:
        opened = await self._store.open(topic.conversation, limit=1)
        return opened is not None and opened.conversation.channel == "chat"

    # reading

    async def _reading(self, topic: Topic, person: Person, *, closing: bool = False) -> Reading:
        held = await self._store.draft(topic.conversation, person.id)
        return await self._read(topic, person, held.version, held.text, closing=closing)

    async def _read(self, topic: Topic, person: Person, version: int, text: str, *, closing: bool = False) -> Reading:
        draft = await draft_in_context(self._desk, topic.conversation, text, closing=closing)
        read = await self._desk.proofreader.read(draft)
        assert read is not None, "only a newer check of the same key drops one, and this has none"
        said = strengths(self._desk, draft, read.findings, person.role)
        opened = await self._store.open(topic.conversation, limit=1)
        return Reading(version, text, draft, read, said, opened.conversation.desk if opened else "")


def _may_confirm(reading: Reading, person: Person) -> None:
    """Whether somebody may say that it shall go all the same, here where there is no room for reasons.

    Raises:
        Refused: ``trainee_asks``, ``second_reader``, ``reason_in_console``.
    """
    if reading.holding and person.role == "trainee":
        raise Refused("trainee_asks")
    if codes := of_strength(reading.said, "second"):
        raise Refused("second_reader", codes=sorted(codes))
    if of_strength(reading.said, "reason"):
        raise Refused("reason_in_console")
