"""The objects of the Bot API as plain JSON, field by field as https://core.telegram.org/bots/api names them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

MAX_TEXT_UNITS = 4096
"""Longest message text in UTF-16 code units."""

MAX_CAPTION_UNITS = 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
"""Largest file a bot may fetch through getFile."""


def utf16_length(text: str) -> int:
    """How long Telegram thinks a text is: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def ok(result: Any) -> Json:
    """A granted call."""
    return {"ok": True, "result": result}


def refusal(code: int, description: str, **parameters: Any) -> Json:
    """A refused call; ``parameters`` are Telegram's ResponseParameters (retry_after, migrate_to_chat_id)."""
    answer: Json = {"ok": False, "error_code": code, "description": description}
    if parameters:
        answer["parameters"] = parameters
    return answer


def user(number: int, first_name: str, language: str | None = None, *, bot: bool = False, name: str = "") -> Json:
    """A User."""
    shape: Json = {"id": number, "is_bot": bot, "first_name": first_name}
    if name:
        shape["username"] = name
    if language:
        shape["language_code"] = language
    return shape


def bot_user(number: int, name: str) -> Json:
    """The User that getMe answers with."""
    return user(number, "Practice library", bot=True, name=name) | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def file_fields(file_id: str, size: int) -> Json:
    """What every kind of file carries."""
    return {"file_id": file_id, "file_unique_id": f"u{file_id}"[:20], "file_size": size}


def commands_in(text: str) -> list[Json]:
    """The bot_command entity of a text that begins with a command."""
    if not text.startswith("/"):
        return []
    command = text.split(maxsplit=1)[0]
    return [{"type": "bot_command", "offset": 0, "length": utf16_length(command)}]
