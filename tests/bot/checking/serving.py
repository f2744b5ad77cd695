"""Checkers for tests: a real service on loopback, with a reader one can tell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

from aiohttp.test_utils import TestServer

from bot.checking.proofreader import Reader, read_once
from bot.checking.service import Checker
from bot.ports import Proofread
from nlp.draft import Draft, House
from nlp.house_rules import HouseRule, compile_rule
from nlp.pack import load_pack
from nlp.ports import Engines

SECRET = "a secret of some length"
HOUSE = House(
    contacts=("info@library.example",),
    names=frozenset({"Sello", "Aino", "Kalevala"}),
    words={"fi": frozenset({"kirjasampo"}), "sv": frozenset({"biblo"})},
    glossary={"sv": {"fjärrlån": "lån från ett annat bibliotek"}},
    off=frozenset({"shout"}),
    rules={
        "sv": (
            compile_rule(
                HouseRule("house_lampa", "jargon", "Vad är det?", ("lampan",), ("lampan",), ("på skrivbordet",)),
                load_pack("sv"),
            ),
        )
    },
)


class Served:
    """One checker: what it was asked, and whether it answers."""

    def __init__(self, read: Callable[[Draft, Engines], Proofread] = read_once) -> None:
        self.asked: list[Draft] = []
        self.is_ready = True
        self.held = asyncio.Event()
        self.held.set()
        self._read = read
        self._server: TestServer | None = None
        self.checker = Checker(Reader(Engines, 5.0, self._noted), SECRET, self._ready)

    def _noted(self, draft: Draft, engines: Engines) -> Proofread:
        self.asked.append(draft)
        return self._read(draft, engines)

    async def _ready(self) -> bool:
        await self.held.wait()
        return self.is_ready

    async def open(self, closing: AsyncExitStack) -> str:
        """Its address."""
        self._server = TestServer(self.checker.application())
        await self._server.start_server()
        closing.push_async_callback(self.kill)
        return str(self._server.make_url("")).rstrip("/")

    async def kill(self) -> None:
        """It is gone, whatever it was reading."""
        if self._server is not None:
            server = self._server.runner.server if self._server.runner else None
            for connection in server.connections if server else ():
                if connection.transport is not None:
                    connection.transport.abort()
            async with asyncio.timeout(10):
                await self._server.close()
