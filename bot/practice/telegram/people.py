"""The people's side: what somebody with a telephone does, as plain functions; each returns what they would see."""

from __future__ import annotations

import secrets
from typing import Any

from bot.practice.telegram.shapes import Json, commands_in, file_fields
from bot.practice.telegram.world import Chat, Person, World


class NotThere(LookupError):  # noqa: N818 - what a person sees is no error
    """The message, button or chat somebody reaches for is not there."""


def write(
    world: World,
    person: Person,
    text: str,
    *,
    chat: Chat | None = None,
    topic: int | None = None,
    reply_to: int | None = None,
) -> Json:
    """Write a text, in private unless a chat is named; returns the message."""
    content: Json = {"text": text}
    if entities := commands_in(text):
        content["entities"] = entities
    return say(world, person, content, chat=chat, topic=topic, reply_to=reply_to)


def say(
    world: World,
    person: Person,
    content: Json,
    *,
    chat: Chat | None = None,
    topic: int | None = None,
    reply_to: int | None = None,
) -> Json:
    """Send any content as the Bot API shapes it (text, sticker, location ...); returns the message."""
    room = chat or world.chats[person.id]
    if reply_to is not None:
        content = content | {"reply_to_message": world.quoted(room, reply_to)}
    person.blocks_bot = person.blocks_bot and room.id != person.id
    message = world.post(room, person.shape, content, topic=topic)
    world.tell("message", dict(message))
    return message


def send_file(world: World, person: Person, kind: str, name: str, body: bytes, **more: Any) -> Json:
    """Send a photo, document or voice message, in private unless ``where`` says (as in ``say``) where else.

    ``size`` may claim more bytes than there are.
    """
    size = more.pop("size", len(body))
    where = more.pop("where", {})
    fields = file_fields(world.keep_file(name, body, size), size)
    content: Json = dict(more)
    if kind == "photo":
        content["photo"] = [fields | {"width": 640, "height": 480}]
    elif kind == "voice":
        content["voice"] = fields | {"duration": 3, "mime_type": "audio/ogg"}
    else:
        content["document"] = fields | {
            "file_name": name,
            "mime_type": content.pop("mime_type", "application/pdf"),
        }
    return say(world, person, content, **where)


def edit(world: World, person: Person, message_id: int, text: str, *, chat: Chat | None = None) -> Json:
    """Change a message (its caption when it has a file).

    Raises:
        NotThere: They never wrote it.
    """
    room = chat or world.chats[person.id]
    message = room.messages.get(message_id)
    if message is None or message["from"]["id"] != person.id:
        raise NotThere(f"message {message_id}")
    message["text" if "text" in message else "caption"] = text
    message["edit_date"] = int(world.now())
    world.tell("edited_message", dict(message))
    return message


def tap(world: World, person: Person, message_id: int, data: str, *, chat: Chat | None = None) -> str:
    """Press a button and return the tap's id; `toast` tells what the bot answered.

    Raises:
        NotThere: The message is gone or never had such a button.
    """
    room = chat or world.chats[person.id]
    message = room.messages.get(message_id)
    if message is None or data not in button_data(message):
        raise NotThere(f"button {data!r}")
    return tap_anyway(world, person, message, data)


def tap_anyway(world: World, person: Person, message: Json, data: str) -> str:
    """Press a button as an old screen still shows it, whether or not it is there by now."""
    tap_id = str(secrets.randbits(60))
    world.callbacks[tap_id] = {"data": data}
    world.tell(
        "callback_query",
        {
            "id": tap_id,
            "from": person.shape,
            "message": dict(message),
            "chat_instance": str(message["chat"]["id"]),
            "data": data,
        },
    )
    return tap_id


def toast(world: World, tap_id: str) -> str | None:
    """What the bot answered to a tap; None while it has not."""
    answer: str | None = world.callbacks[tap_id].get("answer")
    return answer


def button_data(message: Json) -> list[str]:
    """The callback data of all buttons under a message, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def block(world: World, person: Person, *, blocks: bool = True) -> None:
    """Block the bot, or let it write again."""
    person.blocks_bot = blocks
    status = "kicked" if blocks else "member"
    was = "member" if blocks else "kicked"
    member = {"user": world.bot}
    world.tell(
        "my_chat_member",
        {
            "chat": world.chats[person.id].shape,
            "from": person.shape,
            "date": int(world.now()),
            "old_chat_member": member | {"status": was} | ({"until_date": 0} if was == "kicked" else {}),
            "new_chat_member": member | {"status": status} | ({"until_date": 0} if status == "kicked" else {}),
        },
    )


def screen(world: World, chat: Chat, after: int = 0, topic: int | None = None) -> Json:
    """A chat as its people see it: messages after ``after``, their buttons, and whether the bot types."""
    shown = [
        {
            "message_id": message["message_id"],
            "from": "bot" if message["from"]["is_bot"] else message["from"]["first_name"],
            "text": message.get("text") or message.get("caption") or "",
            "kind": next((kind for kind in ("photo", "document", "voice", "sticker") if kind in message), "text"),
            "date": message["date"],
            "edited": "edit_date" in message,
            "topic": message.get("message_thread_id"),
            "buttons": [
                [{"text": button["text"], "data": button.get("callback_data", "")} for button in row]
                for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            ],
        }
        for message in chat.messages.values()
        if message["message_id"] > after and topic in (None, message.get("message_thread_id"))
    ]
    return {"messages": shown, "typing": chat.typing_until > world.now()}


def delete_topic(chat: Chat, topic: int) -> None:
    """Somebody of the group deletes a topic with all that stands in it; Telegram tells the bot nothing."""
    chat.topics.pop(topic, None)
    for number, message in list(chat.messages.items()):
        if message.get("message_thread_id") == topic:
            del chat.messages[number]


def upgrade(world: World, group: Chat) -> Chat:
    """A group becomes a supergroup with another id, as Telegram does when topics are switched on."""
    moved = world.open_group(group.title, forum=True)
    group.moved_to = moved.id
    sender = world.bot
    world.tell("message", dict(world.post(group, sender, {"migrate_to_chat_id": moved.id})))
    world.tell("message", dict(world.post(moved, sender, {"migrate_from_chat_id": group.id})))
    return moved
