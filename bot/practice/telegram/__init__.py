"""A practice Telegram: the Bot API as its documentation describes it, without an account and without a network.

`demo` shows Telegram with it and every Telegram test runs against it, with python-telegram-bot's own requests. It
keeps what real bots trip over: offsets that confirm, redelivery until confirmed, one poller at a time, the secret
header, topics whose every message is a reply to the topic's first one, answers that get lost on the way.

world.py holds the chats, methods.py is the bot's side, people.py the people's side, serving.py the two over HTTP.
"""
