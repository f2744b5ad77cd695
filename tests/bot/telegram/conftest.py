"""A desk on Telegram: the real store, the real channel, a practice Telegram, and somebody with a telephone."""

import asyncio
import contextlib
import time

import pytest

from bot.channels.telegram.channel import Line, Telegram
from bot.channels.telegram.pace import Pace
from bot.duties.loop import Loop
from bot.practice.telegram import people
from bot.store.sqlite import open_store
from tests.house import FakeClock, house
from tests.waiting import until

TOKEN = "1000000:practice"
INBOX = "telegram:1000000"
LANGUAGES = ("en", "it", "ro", "sv", "fi")


def hurried():
    """The channel's pace, fifty times as fast."""
    return Pace(lambda: time.monotonic() * 50, lambda seconds: asyncio.sleep(seconds / 50))


class Phone:
    """Somebody with Telegram."""

    def __init__(self, world, person):
        self.world = world
        self.person = person

    @property
    def id(self):
        """Their chat's id."""
        return self.person.id

    def write(self, text, **more):
        """Write in private."""
        return people.write(self.world, self.person, text, **more)

    def seen(self):
        """What the bot has written to them, in order."""
        return [m["text"] for m in self.screen() if m["from"] == "bot"]

    def screen(self):
        """The whole chat."""
        return people.screen(self.world, self.world.chats[self.id])["messages"]

    async def hears(self, words):
        """Wait until the bot has said something with these words in it; returns the whole message."""
        await until(lambda: any(words in text for text in self.seen()))
        return next(text for text in reversed(self.seen()) if words in text)

    def tap(self, data):
        """Press the latest button with this data."""
        message = next(m for m in reversed(self.screen()) if data in [b["data"] for row in m["buttons"] for b in row])
        return people.tap(self.world, self.person, message["message_id"], data)

    def press_again(self, message, data):
        """Press a button as an old screen still shows it."""
        return people.tap_anyway(self.world, self.person, message, data)

    async def toast(self, tap):
        """What a tap was answered with."""
        await until(lambda: people.toast(self.world, tap) is not None)
        return people.toast(self.world, tap)


@pytest.fixture
def clock():
    """A clock that can be pushed; it begins with the real time, as Telegram's dates are real."""
    return FakeClock(FakeClock().at.now(FakeClock().at.tzinfo))


@pytest.fixture
async def store(tmp_path, clock):
    """The real store."""
    async with open_store(tmp_path / "desk.sqlite3", clock, house()) as opened:
        yield opened


@pytest.fixture
def channel(practice, store, clock):
    """A way to open the channel, with changes."""

    @contextlib.asynccontextmanager
    async def opened(**changes):
        line = Line(TOKEN, base_url=practice.url, **changes.pop("line", {}))
        async with (
            Telegram(line, store, clock, languages=LANGUAGES, pace=hurried(), **changes) as telegram,
            Loop(store, clock, [telegram]),
        ):
            yield telegram

    return opened


@pytest.fixture
async def desk(channel):
    """The channel, polling."""
    async with channel() as telegram:
        yield telegram


@pytest.fixture
def ioana(world):
    """A patron whose Telegram is in Romanian."""
    return Phone(world, world.meet("Ioana", "ro"))


@pytest.fixture
def all_handled(store, world):
    """Wait until the bot has confirmed and handled everything."""

    async def done():
        return not world.updates and not await store.arrivals(INBOX)

    return lambda: until(done)
