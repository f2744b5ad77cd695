"""The bot's side: every Bot API method the desk uses, by its documented name, with Telegram's own refusals."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from bot.practice.telegram.call import Call, Refused
from bot.practice.telegram.shapes import (
    MAX_CAPTION_UNITS,
    MAX_DOWNLOAD_BYTES,
    MAX_TEXT_UNITS,
    Json,
    commands_in,
    file_fields,
    utf16_length,
)
from bot.practice.telegram.world import Chat, World

TYPING_SECONDS = 5.0


def get_me(world: World, _: Call) -> Json:
    """Who the bot is."""
    return world.bot


def set_webhook(world: World, call: Call) -> bool:
    """Push updates to a URL from now on; an empty one goes back to polling."""
    world.webhook.url = call.text("url")
    world.webhook.secret = call.text("secret_token")
    world.webhook.max_connections = call.number("max_connections", 40) or 40
    world.webhook.last_error = ""
    allow(world, call)
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    world.news.set()
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """Go back to polling; pending updates stay unless told otherwise."""
    world.webhook.url = world.webhook.secret = ""
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _: Call) -> Json:
    """WebhookInfo."""
    info: Json = {
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if world.webhook.url:
        info["max_connections"] = world.webhook.max_connections
    if world.webhook.last_error:
        info |= {
            "last_error_date": int(world.webhook.last_error_at),
            "last_error_message": world.webhook.last_error,
        }
    if world.allowed:
        info["allowed_updates"] = world.allowed
    return info


def allow(world: World, call: Call) -> None:
    """Take over allowed_updates when the call brings it; absent means as before."""
    allowed = call.shape("allowed_updates")
    if allowed is not None:
        world.allowed = list(allowed)


def chat_for(world: World, call: Call) -> Chat:
    """The chat a call means.

    Raises:
        Refused: No such chat, it has moved, or the person has blocked the bot.
    """
    number = call.number("chat_id")
    chat = world.chats.get(number) if number is not None else None
    if chat is None:
        raise Refused(400, "Bad Request: chat not found")
    if chat.moved_to is not None:
        raise Refused(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.moved_to,
        )
    person = world.people.get(chat.id)
    if person and person.blocks_bot:
        raise Refused(403, "Forbidden: bot was blocked by the user")
    return chat


def topic_for(chat: Chat, call: Call) -> int | None:
    """The topic a call means, if any.

    Raises:
        Refused: It is gone or closed.
    """
    topic = call.number("message_thread_id")
    if topic is None:
        return None
    if topic not in chat.topics:
        raise Refused(400, "Bad Request: message thread not found")
    if chat.topics[topic]["closed"]:
        raise Refused(400, "Bad Request: TOPIC_CLOSED")
    return topic


def reply_target(world: World, chat: Chat, call: Call) -> Json:
    """``reply_to_message`` of a new message, when the call names one.

    Raises:
        Refused: The message is gone and the call insists on it.
    """
    wanted = call.shape("reply_parameters")
    if not wanted:
        return {}
    message_id = int(wanted["message_id"])
    if message_id in chat.messages:
        return {"reply_to_message": world.quoted(chat, message_id)}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise Refused(400, "Bad Request: message to be replied not found")


def buttons(call: Call) -> Json:
    """``reply_markup`` as a message keeps it: inline keyboards stay, other keyboards are only shown."""
    markup = call.shape("reply_markup")
    if not markup or "inline_keyboard" not in markup:
        return {}
    for row in markup["inline_keyboard"]:
        for button in row:
            if len(str(button.get("callback_data", "")).encode()) > 64:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    return {"reply_markup": markup}


def checked_text(call: Call, name: str, limit: int) -> str:
    """A text within Telegram's limit.

    Raises:
        Refused: Too long, empty, or markup that does not parse.
    """
    text = call.text(name)
    if not text.strip() and name == "text":
        raise Refused(400, "Bad Request: message text is empty")
    if utf16_length(text) > limit:
        kind = "message" if name == "text" else "message caption"
        raise Refused(400, f"Bad Request: {kind} is too long")
    if call.text("parse_mode") and ("<" in text or text.count("_") % 2 or text.count("*") % 2):
        raise Refused(400, "Bad Request: can't parse entities: unsupported start tag")
    return text


def not_too_fast(world: World, chat: Chat) -> None:
    """Hold a group's limit, where one is set.

    Raises:
        Refused: 429 with the seconds to wait.
    """
    if (wait := world.crowded(chat)) > 0:
        seconds = math.ceil(wait)
        raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def send_message(world: World, call: Call) -> Json:
    """Say something."""
    chat = chat_for(world, call)
    not_too_fast(world, chat)
    text = checked_text(call, "text", MAX_TEXT_UNITS)
    content: Json = {"text": text, **reply_target(world, chat, call), **buttons(call)}
    if entities := commands_in(text):
        content["entities"] = entities
    chat.typing_until = 0.0
    return world.post(chat, world.bot, content, topic=topic_for(chat, call))


def send_file(kind: str) -> Callable[[World, Call], Json]:
    """The method that sends one kind of file (``photo`` or ``document``)."""

    def send(world: World, call: Call) -> Json:
        chat = chat_for(world, call)
        not_too_fast(world, chat)
        name, body = next(iter(call.files.values()), ("", b""))
        if not name:
            raise Refused(400, f"Bad Request: there is no {kind} in the request")
        fields = file_fields(world.keep_file(name, body), len(body))
        sent: Any = fields | {"file_name": name} if kind == "document" else [fields | {"width": 320, "height": 240}]
        content: Json = {kind: sent, **reply_target(world, chat, call), **buttons(call)}
        if caption := checked_text(call, "caption", MAX_CAPTION_UNITS):
            content["caption"] = caption
        return world.post(chat, world.bot, content, topic=topic_for(chat, call))

    return send


def message_for(chat: Chat, call: Call, deed: str) -> Json:
    """The message a call means.

    Raises:
        Refused: There is none.
    """
    message = chat.messages.get(call.number("message_id") or 0)
    if message is None:
        raise Refused(400, f"Bad Request: message to {deed} not found")
    return message


def edit_message_text(world: World, call: Call) -> Json:
    """Say it differently."""
    message = message_for(chat_for(world, call), call, "edit")
    content: Json = {"text": checked_text(call, "text", MAX_TEXT_UNITS), **buttons(call)}
    return _edited(world, message, content)


def edit_message_reply_markup(world: World, call: Call) -> Json:
    """Change the buttons under a message."""
    message = message_for(chat_for(world, call), call, "edit")
    return _edited(world, message, {"text": message.get("text"), **buttons(call)})


def _edited(world: World, message: Json, content: Json) -> Json:
    before = {"text": message.get("text"), "reply_markup": message.get("reply_markup")}
    if before == {"text": content["text"], "reply_markup": content.get("reply_markup")}:
        raise Refused(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message",
        )
    message.pop("reply_markup", None)
    message |= content | {"edit_date": int(world.now())}
    return message


def delete_message(world: World, call: Call) -> bool:
    """Take a message back."""
    chat = chat_for(world, call)
    del chat.messages[message_for(chat, call, "delete")["message_id"]]
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Take many back at once; those that can't be found are passed over."""
    chat = chat_for(world, call)
    for message in call.shape("message_ids") or ():
        chat.messages.pop(message, None)
    return True


def send_chat_action(world: World, call: Call) -> bool:
    """Show that the bot is typing."""
    chat_for(world, call).typing_until = world.now() + TYPING_SECONDS
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    """Answer a tap on a button."""
    tap = world.callbacks.get(call.text("callback_query_id"))
    if tap is None or "answer" in tap:
        raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    tap["answer"] = call.text("text")
    return True


def get_file(world: World, call: Call) -> Json:
    """Where a file can be fetched."""
    file_id = call.text("file_id")
    if file_id not in world.files:
        raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    name, size, _ = world.files[file_id]
    if size > MAX_DOWNLOAD_BYTES:
        raise Refused(400, "Bad Request: file is too big")
    return file_fields(file_id, size) | {"file_path": f"files/{file_id}/{name}"}


def set_my_commands(world: World, call: Call) -> bool:
    """What the menu offers."""
    world.commands[call.text("language_code")] = call.shape("commands")
    return True


def get_chat(world: World, call: Call) -> Json:
    """ChatFullInfo, as far as the desk reads it."""
    return chat_for(world, call).shape | {
        "accent_color_id": 1,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_member(world: World, call: Call) -> Json:
    """The bot's own rights in a group."""
    chat = chat_for(world, call)
    rights = (
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
        "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
        "can_post_stories", "can_edit_stories", "can_delete_stories", "can_manage_topics", "can_pin_messages",
    )  # fmt: skip
    return {"status": "administrator", "user": world.bot} | {right: right in chat.rights for right in rights}


def forum_chat(world: World, call: Call) -> Chat:
    """A forum where the bot may manage topics.

    Raises:
        Refused: It is none, or the right is missing.
    """
    chat = chat_for(world, call)
    if not chat.is_forum:
        raise Refused(400, "Bad Request: the chat is not a forum")
    if "can_manage_topics" not in chat.rights:
        raise Refused(400, "Bad Request: not enough rights to create a topic")
    return chat


def create_forum_topic(world: World, call: Call) -> Json:
    """ForumTopic."""
    chat = forum_chat(world, call)
    message = world.open_topic(chat, call.text("name")[:128], world.bot)
    return {"message_thread_id": message["message_id"], **message["forum_topic_created"]}


def change_topic(change: Callable[[Chat, int, Call], None]) -> Callable[[World, Call], bool]:
    """A method that does something to a topic that is there."""

    def method(world: World, call: Call) -> bool:
        chat = forum_chat(world, call)
        topic = call.number("message_thread_id") or 0
        if topic not in chat.topics:
            raise Refused(400, "Bad Request: message thread not found")
        change(chat, topic, call)
        return True

    return method


def _rename(chat: Chat, topic: int, call: Call) -> None:
    chat.topics[topic]["name"] = call.text("name") or chat.topics[topic]["name"]


def _shut(chat: Chat, topic: int, _: Call) -> None:
    chat.topics[topic]["closed"] = True


def _reopen(chat: Chat, topic: int, _: Call) -> None:
    chat.topics[topic]["closed"] = False


def _remove(chat: Chat, topic: int, _: Call) -> None:
    del chat.topics[topic]
    for message_id, message in list(chat.messages.items()):
        if message.get("message_thread_id") == topic:
            del chat.messages[message_id]


METHODS: Final[dict[str, Callable[[World, Call], Any]]] = {
    "getme": get_me,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": send_message,
    "sendphoto": send_file("photo"),
    "senddocument": send_file("document"),
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "sendchataction": send_chat_action,
    "answercallbackquery": answer_callback_query,
    "getfile": get_file,
    "setmycommands": set_my_commands,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "createforumtopic": create_forum_topic,
    "editforumtopic": change_topic(_rename),
    "closeforumtopic": change_topic(_shut),
    "reopenforumtopic": change_topic(_reopen),
    "deleteforumtopic": change_topic(_remove),
}
"""Method names in lower case (Telegram does not mind) and what they do; getUpdates waits, so serving.py has it."""
