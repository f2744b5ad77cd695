"""G12: Telegram updates a second through the durable inbox, against python-telegram-bot's own parsing alone.

- ``desk``: everything an update goes through: committed to the inbox in the hundreds in which getUpdates brings them,
  read back, parsed, decided, journalled and marked as handled in one durable commit (synchronous=FULL).
- ``parse``: ``Update.de_json`` of the same updates, and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from telegram import Bot, Update

from bench import _goals as goals
from bench.storage import NoWords, SystemClock
from bot import interpreter
from bot.app import likely_language
from bot.channels.telegram.courtesy import Courtesy
from bot.channels.telegram.files import Fetcher
from bot.channels.telegram.handle import Handler
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.patrons import Patrons
from bot.channels.telegram.quick import QuickAnswers
from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.tongue import Tongues
from bot.channels.telegram.worker import Worker
from bot.store.sqlite import open_store
from bot.store.store import SqlStore
from replies.hours import ALWAYS
from replies.house import House
from replies.templates import load_desk

CHATS = 128
UPDATES = 6_400
AT_ONCE = 100
ROUNDS = 5
TOKEN = "1000000:bench"
TEXT = "Good morning! I am looking for a book about the birds of the archipelago, for my nephew who is nine."


def updates() -> list[dict[str, Any]]:
    """Private messages of many people in turn, shaped as Telegram shapes them."""
    made = []
    for number in range(UPDATES):
        chat = 1000 + number % CHATS
        sender = {"id": chat, "is_bot": False, "first_name": "Ioana", "language_code": "en"}
        room = {"id": chat, "type": "private", "first_name": "Ioana"}
        message = {
            "message_id": number,
            "date": 1_790_000_000,
            "chat": room,
            "from": sender,
            "text": f"{number} {TEXT}",
        }
        made.append({"update_id": number + 1, "message": message})
    return made


async def desk_side(brought: list[dict[str, Any]], folder: Path) -> float:
    """From Telegram's answer to the journal."""
    clock = SystemClock()
    async with open_store(folder / "desk.sqlite3", clock, House(NoWords())) as store:
        receiver = Receiver(store, "1000000")
        worker = asyncio.create_task(Worker(store, receiver, _handler(store, clock)).run())
        begun = time.perf_counter()
        for start in range(0, UPDATES, AT_ONCE):
            await receiver.take(brought[start : start + AT_ONCE])
        while await store.arrivals(receiver.inbox, limit=1):  # noqa: ASYNC110 - the store tells no one
            await asyncio.sleep(0.005)
        rate = UPDATES / (time.perf_counter() - begun)
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
    return rate


def _handler(store: SqlStore, clock: SystemClock) -> Handler:
    bot = Bot(TOKEN)
    tongues = Tongues(("en", "it", "ro", "sv", "fi"), store, clock, "1000000")
    answers = QuickAnswers(load_desk(("en",)), lambda: ALWAYS, clock)
    patrons = Patrons(store, Courtesy(bot, Pace(time.monotonic)), tongues, clock, answers, "1000000")
    return Handler(patrons, fetcher=Fetcher(bot, None), guess=likely_language)


def parse_side(brought: list[dict[str, Any]]) -> float:
    """The library alone."""
    fresh = json.loads(json.dumps(brought))
    begun = time.perf_counter()
    for update in fresh:
        Update.de_json(update, None)
    return UPDATES / (time.perf_counter() - begun)


def run() -> list[goals.Goal]:
    """Both sides in turn, ``ROUNDS`` times; prints the raw numbers and the ratio."""
    interpreter.tune()
    brought = updates()
    interpreter.settle()
    goal = goals.Goal("G12 updates through the durable inbox, against Update.de_json alone", "/s", ">= 0.6", 0.8)
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            goal.ours.append(asyncio.run(desk_side(brought, Path(folder))))
        goal.theirs.append(parse_side(brought))
    return goals.tell([goal])
