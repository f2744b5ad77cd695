"""Where conversations are kept, and for how long."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.config.sections.setting import RedisAddress, Section, setting

Kept = Literal["chat", "telegram", "email", "phone", "desk"]
Days = Annotated[int, Field(ge=1, le=3650)]


class Privacy(Section):
    """How long words and names are kept. Statistics stay, without either."""

    chat_days: int = setting(
        30, "Days after closing until a web conversation is erased.", "a whole number, 1 to 3650", ge=1, le=3650
    )
    telegram_days: int = setting(30, "The same for Telegram.", "a whole number, 1 to 3650", ge=1, le=3650)
    email_days: int = setting(30, "The same for e-mail.", "a whole number, 1 to 3650", ge=1, le=3650)
    identity_days: dict[Kept, Days] = setting(
        {},
        "Days after closing until e-mail addresses, telephone numbers and Telegram chats are erased, by channel, "
        "where that shall be sooner than the words.",
        "a table such as { email = 14, telegram = 7 }",
        {"email": 14, "telegram": 7},
    )
    attachment_days: dict[Kept, Days] = setting(
        {}, "The same for files that patrons sent.", "a table such as { chat = 7 }", {"chat": 7}
    )
    comment_days: int = setting(
        365,
        "Days until the words beside a mark are erased; the mark stays.",
        "a whole number, 1 to 3650",
        ge=1,
        le=3650,
    )
    erasures_folder: str = setting(
        "",
        "A folder, best on another disk, that remembers what was erased, as keyed digests, and erases it again in a "
        "restored backup; a folder in the data folder without it.",
        "a folder's name",
        "/var/lib/smiledesk-erasures",
    )


class Store(Section):
    """Where conversations are kept: SQLite in the data folder, or a PostgreSQL of yours."""

    database_file: str = setting(
        "",
        "A file with the address of a PostgreSQL database (postgresql://...), readable by you alone (chmod 600). "
        "SMILEDESK_DATABASE works as well.",
        "a file's name",
        "database.url",
    )


class Redis(Section):
    """A Redis or Valkey that wakes the processes of a desk on PostgreSQL; without one, PostgreSQL does."""

    url: RedisAddress = setting(
        "",
        "Where it is. It is told when there is something to look at, never what; without it, news take a second.",
        "an address such as redis://host:6379, rediss://host:6380 or unix:///path, without a password",
        "redis://localhost:6379",
    )
    password_file: str = setting(
        "",
        "A file with its password, readable by you alone (chmod 600). SMILEDESK_REDIS_PASSWORD works as well.",
        "a file's name",
        "redis.password",
    )
