"""Telegram: updates go into a durable inbox before they are confirmed; replies go out once, paced, in plain words.

receive.py takes updates in (poll.py asks for them, webhook.py is given them), read.py says what one means,
handle.py turns it into an event or a courtesy; channel.py carries replies, wire.py says what became of one.
python-telegram-bot is imported only where a Telegram channel is really opened: the desk starts without it.
"""

import os

# Durations as timedelta, as python-telegram-bot is going to have them; it warns where this isn't said.
os.environ.setdefault("PTB_TIMEDELTA", "true")
