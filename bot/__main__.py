"""``python -m bot``: the same as ``smiledesk``."""

from bot.cli import main

main()
