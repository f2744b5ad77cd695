"""A patron's live connection: what is written and who types, from the last ``seq`` seen."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from bot.channels.web.view import standing
from bot.live import Heard, Listener, SessionsEnded, Told, Typing
from bot.server.answers import dumps
from bot.server.desk import Desk
from bot.server.doors import Route, conversation_of
from bot.server.shapes import patron_entries
from bot.server.sockets import NOT_SIGNED_IN, NOT_UNDERSTOOD, TOO_SLOW, Leave, Socket, as_sent, both, serve_socket
from replies.conversation import Conversation, State
from replies.refusal import Refused

FRAMES: Final = ("typing",)
"""What a patron's page says after its first frame."""


async def live(desk: Desk, request: web.Request) -> web.StreamResponse:
    """GET /api/patron/live."""

    async def talk(socket: Socket) -> None:
        hello = await socket.hello()
        conversation = await _known(desk, hello)
        with desk.live.for_patron(conversation) as listener:
            seq = await _catch_up(desk, socket, conversation, hello["last_seq"])
            await both(_hear(desk, socket, conversation), _tell(desk, socket, listener, seq))

    return await serve_socket(request, "patron", talk)


async def _known(desk: Desk, hello: dict[str, Any]) -> str:
    token, last_seq = hello.get("token"), hello.get("last_seq")
    if not isinstance(token, str) or not isinstance(last_seq, int) or last_seq < 0:
        raise Leave(NOT_UNDERSTOOD)
    try:
        return await conversation_of(desk, token)
    except Refused:
        raise Leave(NOT_SIGNED_IN) from None


async def _catch_up(desk: Desk, socket: Socket, conversation: str, last_seq: int) -> int:
    """Give exactly what was missed, however long ago; a ``last_seq`` from nowhere reloads."""
    opened = await desk.store.open(conversation, after=last_seq)
    if opened is None:
        raise Leave(NOT_SIGNED_IN)
    now = opened.conversation
    if last_seq > now.seq:
        await socket.say(dumps({"type": "reload"}))
    else:
        shaped = patron_entries(opened.entries, desk.name_of)
        await socket.say(dumps({"type": "entries", "entries": shaped, "seq": now.seq}))
    await socket.say(await _status(desk, now))
    return now.seq


async def _hear(desk: Desk, socket: Socket, conversation: str) -> None:
    while True:
        frame = await socket.frame()
        if frame.get("type") not in FRAMES:
            raise Leave(NOT_UNDERSTOOD)
        try:
            desk.limits.typing.take(conversation)
        except Refused:
            continue  # a sign of typing too many is no news
        desk.live.typing(conversation, "patron")


async def _tell(desk: Desk, socket: Socket, listener: Listener, seq: int) -> None:
    while True:
        heard = await listener.next()
        if heard is None:
            raise Leave(TOO_SLOW)
        for news in heard:
            match news:
                case Typing(by="librarian"):
                    await socket.say(_TYPING)
                case Heard() if news.outcome.conversation.seq > seq:
                    seq = news.outcome.conversation.seq
                    await _pass_on(desk, socket, news)
                case Heard() | Typing() | Told() | SessionsEnded():
                    pass


async def _pass_on(desk: Desk, socket: Socket, news: Heard) -> None:
    now = news.outcome.conversation
    if "patron" not in news.said:
        shaped = patron_entries(news.outcome.entries, desk.name_of)
        news.said["patron"] = as_sent(dumps({"type": "entries", "entries": shaped, "seq": now.seq}))
    await socket.pass_on(news.said["patron"])
    await socket.say(await _status(desk, now))
    if now.state is State.FORGOTTEN:
        raise Leave(NOT_SIGNED_IN)


async def _status(desk: Desk, now: Conversation) -> str:
    return dumps({"type": "status", **await standing(desk, now)})


_TYPING: Final = dumps({"type": "typing"})

ROUTES: Final = (Route("GET", "/api/patron/live", frozenset({"patron"}), live),)
"""The token comes in the first frame: a browser can't send headers with a WebSocket, and a URL is no place for it."""
