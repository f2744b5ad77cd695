"""``smiledesk telegram``: whether Telegram knows this desk's bot, and who gets its messages."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.channels.telegram.status import SENTENCES
from bot.commands.saying import sorry
from bot.commands.serve import data_dir
from bot.config import Settings, SettingsError, find_settings_file, load_settings
from bot.config.secrets import read_secret


def look_at_telegram(*, data: Path | None, config: Path | None, release_webhook: bool) -> int:
    """Say how the line to Telegram is; 0 when patrons can reach the desk, else 1, and 2 for wrong settings.

    Args:
        data: The desk's data folder, where its settings may be.
        config: The settings file.
        release_webhook: Take back a webhook, whoever set it; messages that wait stay.
    """
    try:
        settings = load_settings(find_settings_file(data or data_dir(demo=False), config))
        token = read_secret(settings.telegram.token_file, "SMILEDESK_TELEGRAM_TOKEN")
    except SettingsError as trouble:
        return sorry(str(trouble))
    if not token:
        return sorry("No bot is set: name a file with its token as [telegram] token_file.")
    return asyncio.run(_look(settings, token, release_webhook=release_webhook))


async def _look(settings: Settings, token: str, *, release_webhook: bool) -> int:
    from telegram import Bot  # noqa: PLC0415 - takes its time, and the settings may be wrong
    from telegram.error import InvalidToken, TelegramError  # noqa: PLC0415

    bot = Bot(token, base_url=f"{settings.telegram.base_url.rstrip('/')}/bot")
    try:
        async with bot:
            if release_webhook:
                await bot.delete_webhook(drop_pending_updates=False)
            return _report(settings, bot.username, await bot.get_webhook_info())
    except InvalidToken:
        return sorry(SENTENCES["bad_token"], 1)
    except TelegramError:
        return sorry("Telegram can't be reached from this machine just now.", 1)


def _report(settings: Settings, name: str, webhook: Any) -> int:
    sys.stdout.write(f"Telegram knows this bot as @{name}: https://t.me/{name}\n")
    waiting = webhook.pending_update_count
    sys.stdout.write("No message waits.\n" if not waiting else f"Messages that wait: {waiting}\n")
    ours = settings.telegram.mode == "webhook" and urlsplit(settings.web.public_url).hostname
    host = urlsplit(webhook.url or "").hostname
    if host and host != ours:
        return sorry(f"{SENTENCES['webhook_elsewhere']} The address is at {host}.", 1)
    if host and webhook.last_error_message:
        return sorry(f"Telegram could not bring messages to {host}: {webhook.last_error_message}", 1)
    return 0
