"""The people's side over HTTP, JSON in and out: for the demo's telephone, and for tests in another process.

    POST   people                       {first_name, language?, id?}        -> {id}
    GET    people/{id}/chat?after=N                                        -> {messages, typing}
    POST   people/{id}/messages         {text, group?, topic?, reply_to?}   -> {message_id}
    POST   people/{id}/messages         {content: {...}}  any Bot API content (sticker, location ...)
    POST   people/{id}/files            {kind, name, text?, size?, caption?} -> {message_id}
    PUT    people/{id}/messages/{mid}   {text, group?}                      -> {}
    POST   people/{id}/taps             {message_id, data, group?}          -> {tap}
    GET    taps/{tap}                                                      -> {answer: text or null}
    PUT    people/{id}/block            {blocks: true|false}                -> {}
    POST   groups                       {title, forum?}                     -> {id}
    GET    groups/{id}/chat?after=N&topic=T                                -> {messages, typing, topics}
    POST   groups/{id}/topics           {person, name}                      -> {topic}
    DELETE groups/{id}/topics/{topic}                                      -> {}
    POST   faults                       a Fault's fields                    -> {}      DELETE faults -> {}
    GET    calls?after=N                what the bot asked for              -> {calls, next}
    GET    updates                      what waits for the bot              -> {pending}

A message: {message_id, from: "bot" or a name, text, kind, date, edited, topic, buttons: [[{text, data}]]}.
What is not there answers 404, what cannot be read 400, both as {"error", "message"}.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.practice.telegram import people
from bot.practice.telegram.world import Chat, Person, World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def in_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Say in JSON what was wrong."""
    try:
        return await handler(request)
    except people.NotThere as missing:
        return web.json_response({"error": "not_there", "message": f"There is no {missing}."}, status=404)
    except (KeyError, TypeError, ValueError) as wrong:
        message = f"The practice Telegram cannot read this: {type(wrong).__name__} {wrong}"
        return web.json_response({"error": "unreadable", "message": message}, status=400)


def people_app(world: World) -> web.Application:
    """A sub-application with the people's doors; mount it where people may act."""
    app = web.Application(middlewares=[in_json], client_max_size=2 * 1024 * 1024)
    doors = PeopleDoors(world)
    app.add_routes(
        [
            web.post("/people", doors.meet),
            web.get("/people/{person}/chat", doors.chat),
            web.post("/people/{person}/messages", doors.write),
            web.post("/people/{person}/files", doors.send_file),
            web.put("/people/{person}/messages/{message}", doors.edit),
            web.post("/people/{person}/taps", doors.tap),
            web.get("/taps/{tap}", doors.toast),
            web.put("/people/{person}/block", doors.block),
            web.post("/groups", doors.open_group),
            web.get("/groups/{group}/chat", doors.group_chat),
            web.post("/groups/{group}/topics", doors.open_topic),
            web.delete("/groups/{group}/topics/{topic}", doors.remove_topic),
            web.post("/faults", doors.add_fault),
            web.delete("/faults", doors.clear_faults),
            web.get("/calls", doors.calls),
            web.get("/updates", doors.updates),
        ]
    )
    return app


class PeopleDoors:
    """One handler a door."""

    def __init__(self, world: World) -> None:
        self.world = world

    def person(self, request: web.Request) -> Person:
        """Who acts.

        Raises:
            NotThere: Nobody of that number.
        """
        known = self.world.people.get(int(request.match_info["person"]))
        if known is None:
            raise people.NotThere("such person")
        return known

    def group(self, number: Any) -> Chat | None:
        """The group a body names, or None for the private chat.

        Raises:
            NotThere: No such group.
        """
        if number is None:
            return None
        known = self.world.chats.get(int(number))
        if known is None:
            raise people.NotThere("such group")
        return known

    async def meet(self, request: web.Request) -> web.Response:
        """Somebody opens a chat with the bot."""
        told = await request.json()
        person = self.world.meet(str(told["first_name"]), told.get("language"), told.get("id"))
        return web.json_response({"id": person.id}, status=201)

    async def chat(self, request: web.Request) -> web.Response:
        """Their private chat."""
        room = self.world.chats[self.person(request).id]
        return web.json_response(people.screen(self.world, room, int(request.query.get("after", 0))))

    async def write(self, request: web.Request) -> web.Response:
        """They write."""
        told = await request.json()
        content = told.get("content")
        where = {
            "chat": self.group(told.get("group")),
            "topic": told.get("topic"),
            "reply_to": told.get("reply_to"),
        }
        if content is not None:
            message = people.say(self.world, self.person(request), dict(content), **where)
        else:
            message = people.write(self.world, self.person(request), str(told["text"]), **where)
        return web.json_response({"message_id": message["message_id"]}, status=201)

    async def send_file(self, request: web.Request) -> web.Response:
        """They send a file; its body is ``text``, its size may be claimed larger."""
        told = await request.json()
        body = str(told.get("text", "")).encode()
        more = {key: told[key] for key in ("size", "caption", "mime_type") if key in told}
        message = people.send_file(
            self.world, self.person(request), str(told["kind"]), str(told.get("name", "file")), body, **more
        )
        return web.json_response({"message_id": message["message_id"]}, status=201)

    async def edit(self, request: web.Request) -> web.Response:
        """They change what they wrote."""
        told = await request.json()
        number = int(request.match_info["message"])
        people.edit(self.world, self.person(request), number, str(told["text"]), chat=self.group(told.get("group")))
        return web.json_response({})

    async def tap(self, request: web.Request) -> web.Response:
        """They press a button."""
        told = await request.json()
        room = self.group(told.get("group"))
        tap = people.tap(self.world, self.person(request), int(told["message_id"]), str(told["data"]), chat=room)
        return web.json_response({"tap": tap}, status=201)

    async def toast(self, request: web.Request) -> web.Response:
        """What the bot answered to a tap."""
        return web.json_response({"answer": people.toast(self.world, request.match_info["tap"])})

    async def block(self, request: web.Request) -> web.Response:
        """They block the bot, or take it back."""
        told = await request.json()
        people.block(self.world, self.person(request), blocks=bool(told["blocks"]))
        return web.json_response({})

    async def open_group(self, request: web.Request) -> web.Response:
        """A group with the bot in it."""
        told = await request.json()
        group = self.world.open_group(str(told["title"]), forum=bool(told.get("forum")))
        return web.json_response({"id": group.id}, status=201)

    async def group_chat(self, request: web.Request) -> web.Response:
        """A group, or one topic of it."""
        room = self.group(request.match_info["group"])
        assert room is not None
        topic = int(request.query["topic"]) if "topic" in request.query else None
        seen = people.screen(self.world, room, int(request.query.get("after", 0)), topic)
        return web.json_response(seen | {"topics": room.topics})

    async def open_topic(self, request: web.Request) -> web.Response:
        """Somebody of the staff opens a topic."""
        told = await request.json()
        room = self.group(request.match_info["group"])
        assert room is not None
        message = self.world.open_topic(room, str(told["name"]), self.world.people[int(told["person"])].shape)
        self.world.tell("message", dict(message))
        return web.json_response({"topic": message["message_id"]}, status=201)

    async def remove_topic(self, request: web.Request) -> web.Response:
        """Somebody of the staff deletes a topic; Telegram tells nobody."""
        room = self.group(request.match_info["group"])
        assert room is not None
        people.delete_topic(room, int(request.match_info["topic"]))
        return web.json_response({})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Something will go wrong."""
        self.world.faults.add(**await request.json())
        return web.json_response({}, status=201)

    async def clear_faults(self, _: web.Request) -> web.Response:
        """All goes well again."""
        self.world.faults.clear()
        return web.json_response({})

    async def calls(self, request: web.Request) -> web.Response:
        """What the bot asked for, from ``after`` on."""
        after = int(request.query.get("after", 0))
        return web.json_response({"calls": self.world.calls[after:], "next": len(self.world.calls)})

    async def updates(self, _: web.Request) -> web.Response:
        """How much waits for the bot."""
        return web.json_response({"pending": len(self.world.updates)})
