"""A practice Telegram per test, and python-telegram-bot's own Bot talking to it."""

import os

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.practice.telegram.__main__ import TOKEN

os.environ.setdefault("PTB_TIMEDELTA", "1")  # durations as timedelta, as python-telegram-bot will have them


@pytest.fixture
async def bot(practice):
    """python-telegram-bot with its own requests."""
    async with Bot(
        TOKEN,
        base_url=practice.base_url,
        base_file_url=practice.base_file_url,
        request=HTTPXRequest(read_timeout=2),
        get_updates_request=HTTPXRequest(read_timeout=2),
    ) as caller:
        yield caller
