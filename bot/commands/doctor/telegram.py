"""The doctor's look at Telegram: the token, who gets the bot's messages, what the bot may do in the staff group."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.commands.doctor.result import Result
from bot.config import Settings
from bot.own_name import command

GUIDE: Final = "docs/channels/telegram.md"
_GROUP: Final = "Telegram staff group"
_WAITING_LONG: Final = 20


def look_at_telegram(settings: Settings, token: str, data: Path) -> list[Result]:
    """The bot, its messages, the group."""
    return asyncio.run(_look(settings, token, _group_of(data / "desk.sqlite3", token.split(":", 1)[0])))


async def _look(settings: Settings, token: str, group: int | None) -> list[Result]:
    bot = Bot(token, base_url=f"{settings.telegram.base_url.rstrip('/')}/bot")
    try:
        async with bot:
            results = [Result("Telegram", "ok", f"the token is @{bot.username}'s: https://t.me/{bot.username}")]
            results.append(_messages(settings, await bot.get_webhook_info()))
            results.append(await _in_group(bot, group))
            return results
    except InvalidToken:
        mend = f"ask @BotFather for the right one (/mybots, API Token): {GUIDE}"
        return [Result("Telegram", "wrong", "Telegram doesn't know this token", mend)]
    except TelegramError as trouble:
        says = f"Telegram can't be reached from this machine ({type(trouble).__name__})"
        return [Result("Telegram", "wrong", says, "let this machine reach api.telegram.org, port 443")]


def _messages(settings: Settings, webhook: Any) -> Result:
    """Who gets what patrons write."""
    what, waiting = "Telegram messages", webhook.pending_update_count
    host = urlsplit(webhook.url or "").hostname
    wanted = settings.telegram.mode == "webhook"
    ours = urlsplit(settings.web.public_url).hostname
    if host and host != ours:
        mend = f"if that is an old set-up: {command('telegram --release-webhook')} (what waits stays)"
        return Result(what, "wrong", f"they go to {host}, which this desk didn't set", mend)
    if wanted and not ours:
        return Result(what, "wrong", "webhook mode needs web.public_url", 'set it, or use mode = "polling"')
    if host and webhook.last_error_message:
        says = f"Telegram could not bring them to {host}: {webhook.last_error_message}"
        return Result(what, "wrong", says, f"let Telegram reach https://{host}/telegram/updates: {GUIDE}")
    how = f"Telegram brings them to {host}" if host else f"asked for by {settings.telegram.mode}"
    if waiting > _WAITING_LONG:
        return Result(what, "off", f"{how}; {waiting} wait", f"start the desk: {command('run')}")
    return Result(what, "ok", f"{how}; {waiting} wait")


async def _in_group(bot: Bot, group: int | None) -> Result:
    """What the bot may do where librarians work."""
    if group is None:
        return Result(_GROUP, "off", "none; librarians work in the console", f"{GUIDE}#a-group-for-librarians")
    try:
        about, me = await bot.get_chat(group), await bot.get_chat_member(group, bot.id)
    except ChatMigrated:
        return Result(_GROUP, "ok", "it has moved; the desk follows by itself at its next question")
    except (BadRequest, Forbidden):
        return Result(_GROUP, "wrong", "the bot is not in it any more", "add it again, and write /desk there")
    if not about.is_forum:
        return Result(_GROUP, "wrong", "topics are switched off there", "group settings: Topics, on")
    rights = {"can_manage_topics": "Manage topics", "can_delete_messages": "Delete messages"}
    lacks = [name for right, name in rights.items() if not getattr(me, right, False)]
    if lacks:
        return Result(
            _GROUP, "wrong", f"the bot may not: {', '.join(lacks)}", "group settings: Administrators, the bot"
        )
    return Result(_GROUP, "ok", f"“{about.title}”, one topic a question")


def _group_of(database: Path, bot_id: str) -> int | None:
    """The group the desk remembers; read beside a desk that may be running, None where there is none (yet)."""
    if not database.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT value FROM memory WHERE key = ?", (f"telegram:{bot_id}:group",)).fetchone()
    except sqlite3.Error:
        return None
    return json.loads(row[0])["chat"] if row else None
