"""The staff's live connection: the queue, the conversations on screen, who types."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterator
from typing import Any, Final

from aiohttp import web

from bot.console.admin import shaped_parts
from bot.console.around import shaped_notices
from bot.console.queue import counts
from bot.live import Heard, Listener, News, SessionsEnded, Told, Typing
from bot.server import shapes
from bot.server.answers import dumps
from bot.server.desk import Desk
from bot.server.doors import STAFF, Route, Signed, signed_in
from bot.server.readers import language
from bot.server.sockets import NOT_SIGNED_IN, NOT_UNDERSTOOD, TOO_SLOW, Leave, Socket, as_sent, both, serve_socket
from bot.server.terminal import SESSION
from replies.conversation import Conversation
from replies.message import Author, Entry, EntryKind
from replies.refusal import Refused

_COUNTS_EVERY: Final = 0.5
"""Seconds between two looks at the queue's counts, however much happens."""

_ON_SCREEN: Final = 20
"""Conversations one page may follow at once."""

_STILL_IN: Final = 10.0
"""Seconds between two looks whether the session is still open; it may have been ended in another process."""

FRAMES: Final = ("open", "leave", "typing")
"""What a console says after its first frame."""


class Console:
    """One console's live connection."""

    def __init__(self, desk: Desk, signed: Signed, lang: str, socket: Socket, listener: Listener) -> None:
        self._desk = desk
        self._signed = signed
        self._lang = lang
        self._socket = socket
        self._listener = listener
        self._seen: dict[str, int] = {}
        self._stir = asyncio.Event()

    async def talk(self, last: dict[str, Any]) -> None:
        """Catch up with the conversations named, then hear and tell."""
        for conversation, seq in list(last.items())[:_ON_SCREEN]:
            await self._open(conversation, seq)
        await self._tell_counts()
        await both(both(self._hear(), self._tell()), both(self._count(), self._stay()))

    async def _stay(self) -> None:
        while True:
            await asyncio.sleep(_STILL_IN)
            await self._check_session()

    async def _check_session(self) -> None:
        """Whoever signed out, left, or has another role now hears no more here."""
        session = self._signed.session
        if session is not SESSION and await self._desk.store.session(session.token_hash) is None:
            raise Leave(NOT_SIGNED_IN)

    async def _open(self, conversation: Any, seq: Any) -> None:
        """Give exactly what was missed; a ``seq`` from nowhere reloads, an unknown id says nothing."""
        if not isinstance(conversation, str) or not isinstance(seq, int) or seq < 0:
            raise Leave(NOT_UNDERSTOOD)
        opened = await self._desk.store.open(conversation, after=seq)
        if opened is None:
            return
        now = opened.conversation
        self._seen[conversation] = now.seq
        if seq > now.seq:
            await self._socket.say(dumps({"type": "reload", "conversation": conversation}))
        else:
            await self._socket.pass_on(self._entries(now, opened.entries))

    def _entries(self, now: Conversation, entries: tuple[Entry, ...]) -> bytes:
        told = {
            "type": "entries",
            "conversation": now.id,
            "entries": shapes.staff_entries(entries, self._desk.name_of, self._lang),
            "seq": now.seq,
            "held": shapes.held(now.replies, self._signed.id, self._desk.name_of),
            "outgoing": shapes.outgoing(now.replies, self._lang),
        }
        return as_sent(dumps(told))

    async def _hear(self) -> None:
        while True:
            frame = await self._socket.frame()
            conversation = frame.get("conversation")
            if not isinstance(conversation, str):
                raise Leave(NOT_UNDERSTOOD)
            match frame.get("type"):
                case "open" if len(self._seen) < _ON_SCREEN or conversation in self._seen:
                    await self._open(conversation, frame.get("seq", 0))
                case "leave":
                    self._seen.pop(conversation, None)
                case "typing":
                    self._types(conversation)
                case _:
                    raise Leave(NOT_UNDERSTOOD)

    def _types(self, conversation: str) -> None:
        if conversation not in self._seen or self._signed.person.role == "viewer":
            return
        try:
            self._desk.limits.typing.take(f"{conversation}:{self._signed.id}")
        except Refused:
            return  # a sign of typing too many is no news
        self._desk.live.typing(conversation, "librarian", self._signed.id)

    async def _tell(self) -> None:
        while True:
            heard = await self._listener.next()
            if heard is None:
                raise Leave(TOO_SLOW)
            if any(isinstance(news, SessionsEnded) for news in heard):
                await self._check_session()  # first of all: who is no longer signed in hears nothing more
            frames = [frame for news in heard for frame in self._frames(news)]
            if frames:
                await self._socket.pass_on(b"".join(frames))
            if any(isinstance(news, Told) for news in heard):
                parts = await shaped_parts(self._desk, self._lang)
                await self._socket.say(dumps({"type": "parts", "parts": parts}))
                await self._socket.say(dumps({"type": "notices", **shaped_notices(self._desk, self._lang)}))

    def _frames(self, news: News) -> Iterator[bytes]:
        if isinstance(news, Heard):
            yield news.said.get("queue") or self._queue_line(news)
            self._stir.set()
            now = news.outcome.conversation
            seen = self._seen.get(now.id)
            if seen is not None and now.seq > seen:
                self._seen[now.id] = now.seq
                yield self._entries(now, news.outcome.entries)
        elif isinstance(news, Typing) and news.conversation in self._seen and news.who != self._signed.id:
            who = self._desk.name_of(news.who) if news.who else None
            told = {"type": "typing", "conversation": news.conversation, "by": news.by, "who": who}
            yield as_sent(dumps(told))

    def _queue_line(self, news: Heard) -> bytes:
        words, house = _last_words(news.outcome.entries), self._desk.house()
        line = shapes.summary(news.outcome.conversation, self._desk.name_of, words, house=house)
        frame = news.said["queue"] = as_sent(dumps({"type": "queue", "conversation": line}))
        return frame

    async def _count(self) -> None:
        while True:
            await self._stir.wait()
            await asyncio.sleep(_COUNTS_EVERY)
            self._stir.clear()
            await self._tell_counts()

    async def _tell_counts(self) -> None:
        found = await counts(self._desk, self._signed.id)
        await self._socket.say(dumps({"type": "counts", "counts": found}))


def _last_words(entries: tuple[Entry, ...]) -> str | None:
    """The patron's newest words among these, as the queue shows them; None when there are none."""
    said = (EntryKind.MESSAGE, EntryKind.EDIT)
    words = [entry.text for entry in entries if entry.by is Author.PATRON and entry.kind in said and entry.text]
    return words[-1][:200] if words else None


async def live(desk: Desk, request: web.Request) -> web.StreamResponse:
    """GET /api/live."""
    signed = await signed_in(desk, request)
    lang = language(request)

    async def talk(socket: Socket) -> None:
        hello = await socket.hello()
        csrf, last = hello.get("csrf"), hello.get("last", {})
        if not isinstance(csrf, str) or not isinstance(last, dict):
            raise Leave(NOT_UNDERSTOOD)
        if not hmac.compare_digest(csrf.encode(), signed.session.csrf.encode()):
            raise Leave(NOT_SIGNED_IN)
        with desk.live.for_staff() as listener:
            await Console(desk, signed, lang, socket, listener).talk(last)

    return await serve_socket(request, "staff", talk)


ROUTES: Final = (Route("GET", "/api/live", STAFF, live),)
