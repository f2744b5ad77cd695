"""Doors to the reading engines; only `bot.app` and the command line open them."""
