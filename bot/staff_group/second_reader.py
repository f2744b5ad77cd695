"""A second reader in the group: a learner's reply on a card of its own, let go by a button, given back by a word.

The same truth as in the console: whoever decides first has decided, and the card says what became of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.courtesy import keyboard
from bot.console.may import SECOND
from bot.ports import Arrival, Opened, Outcome, Person, Store
from bot.staff_group import cards
from bot.staff_group.cards import House
from bot.staff_group.hand import Hand
from bot.staff_group.sentences import G
from bot.staff_group.slip_cards import short
from bot.staff_group.topics import Topic, ToRead
from replies import events as e
from replies.effects import Reply
from replies.message import Entry, EntryKind
from replies.refusal import Refused

if TYPE_CHECKING:
    from bot.staff_group.doing import Doing

_ENDS: Final = frozenset({EntryKind.PASSED, EntryKind.GIVEN_BACK, EntryKind.UNDONE})


class SecondReader:
    """Shows what is to be read, and carries out what was decided. Callers hold the topic's lock.

    Args:
        store: The durable truth.
        hand: Writes in the group.
        house: What cards know of the library.
        bring_up: Shows a conversation's news; for who holds its lock.
    """

    def __init__(self, store: Store, hand: Hand, house: House, bring_up: Callable[[str], Awaitable[None]]) -> None:
        self._store = store
        self._hand = hand
        self._house = house
        self._bring_up = bring_up

    async def follow(self, topic: Topic, opened: Opened) -> None:
        """A card for each reply that waits to be read and has none; on the others what became of theirs."""
        for message, asked in tuple(topic.to_read.items()):
            ends = [entry for entry in opened.entries if entry.kind in _ENDS and entry.meta["reply"] == asked.reply]
            if ends:
                del topic.to_read[message]
                await self._hand.change(topic.chat, message, await self._ended(topic, asked.reply, ends[-1]))
        shown = {asked.reply for asked in topic.to_read.values()}
        for reply in opened.conversation.replies:
            if reply.state == "reading" and reply.id not in shown:
                message = await self._hand.say(topic.chat, topic.thread, self._text(reply), self._button(reply))
                topic.to_read[message] = ToRead(reply.id, opened.conversation.seq)

    async def lets_go(self, doing: Doing, reply: str) -> Outcome | None:
        """The second reader has pressed the button; None where the patron has written since, which is shown instead.

        Raises:
            Refused: As the desk refuses.
        """
        asked = _may(doing.topic, doing.message, doing.person)
        event = e.ReplyPassed(
            conversation=doing.topic.conversation, who=doing.person.id, reply=reply, seen=asked.seen
        )
        try:
            return await self._store.apply(event, done=doing.arrival)
        except Refused as refused:
            if refused.code != "stale":
                raise
            await self._bring_up(doing.topic.conversation)
            asked.seen = doing.topic.shown
            return None

    async def gives_back(self, arrival: Arrival, topic: Topic, person: Person, card: int, text: str) -> Outcome:
        """Words in reply to such a card are a word to its writer, whose draft it is again.

        Raises:
            Refused: As the desk refuses.
        """
        asked = _may(topic, card, person)
        event = e.ReplyGivenBack(conversation=topic.conversation, who=person.id, reply=asked.reply, text=text)
        return await self._store.apply(event, done=arrival)

    def _text(self, reply: Reply) -> str:
        said = [short(reply.text), "\n".join(f"📎 {file.name}" for file in reply.files)]
        asks = self._house.say(G.TO_READ, who=self._house.who(reply.who))
        return "\n\n".join(filter(None, [asks, *said, self._house.say(G.GIVE_BACK_HOW)]))

    def _button(self, reply: Reply) -> InlineKeyboardMarkup | None:
        return keyboard((((self._house.say(G.SEND), f"s:go:{reply.id}"),),))

    async def _ended(self, topic: Topic, reply: str, end: Entry) -> str:
        """What became of it, above its words."""
        heads = {EntryKind.PASSED: G.PASSED, EntryKind.UNDONE: G.TAKEN_BACK}
        who = self._house.who(end.who)
        head = self._house.say(heads[end.kind], who=who) if end.kind in heads else cards.section(end, self._house)
        opened = await self._store.open(topic.conversation)
        entries: Sequence[Entry] = opened.entries if opened else ()
        text = next((entry.text for entry in entries if entry.text and entry.meta.get("reply") == reply), "")
        return f"{head}\n\n{short(text)}"


def _may(topic: Topic, card: int, person: Person) -> ToRead:
    """The card's reply, for whoever may decide.

    Raises:
        Refused: ``already_decided`` on an old card, ``second_person`` for who is still learning.
    """
    if card not in topic.to_read:
        raise Refused("already_decided")
    if person.role not in SECOND:
        raise Refused("second_person")
    return topic.to_read[card]
