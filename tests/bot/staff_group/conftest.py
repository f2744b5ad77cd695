"""A desk with its console, a practice Telegram, a patron with a telephone, and librarians in a group with topics."""

import asyncio
import contextlib
from datetime import UTC, datetime

import pytest

from bot.channels.telegram.accounts import Accounts
from bot.channels.telegram.channel import Line, Telegram
from bot.duties.loop import Loop
from bot.ports import Person
from bot.practice.telegram import people
from bot.server.tokens import new_id
from bot.staff_group.group import StaffGroup
from bot.staff_group.topics import group_key
from tests.bot.server.desk import open_desk, time_passes
from tests.bot.telegram.conftest import LANGUAGES, TOKEN, Phone, hurried
from tests.waiting import until

INBOX = "telegram:1000000"


class Colleague(Phone):
    """A librarian with a telephone, in the group."""

    def __init__(self, world, member, person, group):
        super().__init__(world, member)
        self.known = person
        self.group = group

    def says(self, topic, text, reply_to=None):
        """Write in a topic; without ``reply_to`` it is a plain message, which replies to the topic's first one."""
        return people.write(self.world, self.person, text, chat=self.group, topic=topic, reply_to=reply_to)

    def press(self, message, data):
        """Press a button of a message, also as an old screen still shows it."""
        return people.tap_anyway(self.world, self.person, self.group.messages[message], data)


class Room:
    """The group, as everybody in it sees it."""

    def __init__(self, world, group, opened, practice):
        self.world = world
        self.group = group
        self.opened = opened
        self.desk = opened.desk
        self.store = opened.desk.store
        self.clock = opened.clock
        self.practice = practice
        self.staff_group = None

    def hold(self, conversation):
        """While it is held, the group shows no news of a conversation and takes no tap: both wait."""
        return self.staff_group._topics.lock(conversation)

    async def passes(self, **passed):
        """Let time pass, and what is due happen."""
        await time_passes(self.opened, **passed)

    async def colleague(self, name, role="librarian", *, connected=True):
        """Somebody who works here."""
        person = Person(new_id(), name, role, password_hash="x")
        await self.desk.keep_person(person, by="test")
        member = self.world.meet(name, "en")
        if connected:
            accounts = Accounts(self.store, self.clock)
            code, _ = await accounts.new_code(person.id)
            assert await accounts.connect(code, member.id)
        return Colleague(self.world, member, person, self.group)

    def messages(self, topic=None):
        """What stands in the group, or in one topic."""
        return people.screen(self.world, self.group, topic=topic)["messages"]

    def texts(self, topic=None):
        """The bot's words."""
        return [m["text"] for m in self.messages(topic) if m["from"] == "bot"]

    async def shows(self, words, topic=None):
        """Wait for a message of the bot with these words; the whole message."""
        return await until(
            lambda: next(
                (m for m in reversed(self.messages(topic)) if m["from"] == "bot" and words in m["text"]), None
            ),
            10,
        )

    async def topic(self, title):
        """Wait for a topic with this in its title; its id."""
        return await until(
            lambda: next((number for number, t in self.group.topics.items() if title in t["name"]), None), 10
        )

    @staticmethod
    def data(message):
        """The data of all its buttons."""
        return [b["data"] for row in message["buttons"] for b in row]

    async def journal(self, conversation):
        """Its entries."""
        return (await self.store.open(conversation)).entries

    async def all_handled(self):
        """Wait until the bot has taken and handled everything."""

        async def done():
            return not self.world.updates and not await self.store.arrivals(INBOX)

        await until(done, 10)

    async def settled(self):
        """And until the group shows all there is."""
        await self.all_handled()
        for _ in range(3):
            await asyncio.sleep(0.15)
            await self.all_handled()


@pytest.fixture
def group(practice):
    """A group with topics, the bot its admin."""
    return practice.world.open_group("Staff", forum=True)


@pytest.fixture
def open_room(tmp_path, practice, group):
    """Open a desk with its line to Telegram; again with the same data."""

    @contextlib.asynccontextmanager
    async def opening(takes=("telegram",), *, settled=True, **changes):
        async with open_desk(tmp_path, **changes) as opened:
            desk = opened.desk
            opened.clock.at = datetime.now(UTC)  # as Telegram's dates are
            if settled:
                await desk.store.remember(group_key("1000000"), {"chat": group.id})
            line = Line(TOKEN, base_url=practice.url)
            async with (
                Telegram(
                    line,
                    desk.store,
                    opened.clock,
                    files=desk.files,
                    languages=LANGUAGES,
                    pace=hurried(),
                    staff=lambda bot, pace: StaffGroup(desk, bot, pace, takes=frozenset(takes)),
                ) as telegram,
                Loop(desk.store, opened.clock, [telegram]),
            ):
                room = Room(practice.world, group, opened, practice)
                room.staff_group = telegram._staff
                yield room

    return opening


@pytest.fixture
async def room(open_room):
    """The group, settled."""
    async with open_room() as opened:
        yield opened


@pytest.fixture
async def anna(room):
    """A librarian."""
    return await room.colleague("Anna")


@pytest.fixture
async def bo(room):
    """Another."""
    return await room.colleague("Bo")


@pytest.fixture
def ioana(practice):
    """A patron whose Telegram is in Romanian."""
    return Phone(practice.world, practice.world.meet("Ioana", "ro"))


@pytest.fixture
async def asked(room, ioana):
    """Ioana has asked; gives (conversation, topic, first card)."""
    ioana.write("Aveți «Ion» de Rebreanu?")
    card = await room.shows("Aveți «Ion»")
    conversation = await room.store.by_address("telegram", str(ioana.id))
    return conversation, card["topic"], card["message_id"]
