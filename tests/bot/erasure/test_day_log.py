"""A whole day's log: all that can be said or go wrong, with canaries in it, and not one of them written down."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from bot import log
from bot.channels.email.worker import Worker
from bot.ports import Arrival
from bot.server.desk import Desk
from bot.server.doors import Signed, staff
from tests.bot.erasure.canaries import CANARIES, MAIL, WORDS, plant, raw_mail
from tests.bot.server.desk import OpenDesk, open_desk, time_passes

NAME = "Zqname Kanarie"
"""A colleague who mistypes their own name."""

EVERY = (*CANARIES, NAME, "zqpassword")


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """The day's log, with everything that is ever said."""
    stream = io.StringIO()
    kept = logging.getLogger().handlers[:], logging.getLogger().level
    log.set_up(stream, level=logging.DEBUG)
    logging.getLogger().setLevel(logging.DEBUG)
    yield stream
    logging.captureWarnings(capture=False)
    logging.getLogger().handlers[:], level = kept
    logging.getLogger().setLevel(level)
    structlog.reset_defaults()


async def breaks(_: Desk, __: Signed, ___: Any) -> Any:
    """A handler of ours with a mistake in it that quotes what it was about."""
    raise RuntimeError(" ".join(WORDS.values()))


class Poisoned:
    """A handler of mails that fails on what is in them."""

    async def handle(self, arrival: Arrival) -> None:
        """Quote the mail in the error."""
        raise ValueError(arrival.raw.decode())


async def a_day(opened: OpenDesk) -> None:
    """Patrons, librarians and an admin do what they do, and much of it goes wrong."""
    words = WORDS
    patron = await opened.patron(words["question"], email=MAIL)
    await patron("POST", "/api/patron/messages", {"client_id": "m" * 16, "text": words["more"]})
    await patron("PUT", "/api/patron/messages/1", {"client_id": "e" * 16, "text": words["edit"]})
    await patron("POST", "/api/patron/messages", {"client_id": "m" * 16, "text": words["edit"]})
    await patron("PUT", "/api/patron/email", {"email": "not " + words["question"]})
    maja, admin, anybody = await opened.staff(name="Maja"), await opened.staff("admin"), opened.anybody()
    await anybody("POST", "/api/session", {"name": NAME, "password": "zqpassword"})
    await anybody(
        "POST", "/api/patron/conversations", {"client_id": "q" * 16, "lang": "sv", "text": words["more"] * 999}
    )
    place = f"/api/conversations/{patron.id}"
    await maja("POST", f"{place}/claim")
    await maja("POST", f"{place}/notes", {"text": words["note"]})
    await maja("PUT", f"{place}/draft", {"text": words["draft"], "version": 0})
    await maja("PUT", f"{place}/draft", {"text": words["otherdraft"], "version": 0})
    await maja("POST", f"{place}/check", {"text": words["draft"], "version": 1})
    reply = {"client_id": "r" * 16, "text": words["sent"], "seen": 99}
    await maja("POST", f"{place}/replies", reply)
    await maja("POST", f"{place}/replies", reply | {"seen": 0, "client_id": "s" * 16})
    await maja("POST", "/api/search", {"text": words["question"]})
    await maja("GET", "/api/breaks")
    await time_passes(opened, minutes=30)
    await admin("POST", "/api/erasures/find", {"email": MAIL})
    await admin("POST", "/api/erasures", {"email": MAIL})


async def mail_goes_wrong(opened: OpenDesk) -> None:
    """A mail that nobody can read, tried until it is set aside."""
    store = opened.desk.store
    await store.take_in("email:a", [("9:1", raw_mail(WORDS["unread"]))])
    worker = Worker(store, "email:a", asyncio.Event(), Poisoned())  # type: ignore[arg-type]
    task = asyncio.create_task(worker.run())
    async with asyncio.timeout(10):
        while True:
            if await store.set_aside("email:a"):
                break
            await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_days_log_holds_no_word_of_a_patron(out: io.StringIO, tmp_path: Path, monkeypatch: Any) -> None:
    """No name, address, word or password either, whatever went wrong and however much is written."""
    monkeypatch.setattr("bot.channels.email.worker.AFTER_TROUBLE", 0.01)
    door = staff("GET", "/api/breaks", breaks)
    monkeypatch.setattr("tests.bot.server.desk.hold_against_document", lambda _: None)
    async with open_desk(tmp_path, more=(door,)) as opened:
        opened.desk.store.house = replace(opened.desk.store.house, writes_mail=True)
        await plant(opened.desk.store, opened.desk.files, opened.clock)
        await a_day(opened)
        await mail_goes_wrong(opened)
        logging.getLogger("somebody.elses").warning("broken for %s", SimpleNamespace(text=WORDS["question"]))
    text = out.getvalue()
    events = {json.loads(line)["event"] for line in text.splitlines()}
    assert {"mail not handled", "request failed"} <= events, "what went wrong was written down"
    assert [canary for canary in EVERY if canary in text] == []
