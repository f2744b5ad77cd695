"""What the bot answers by itself at a tap: when we are open, how to renew a loan, that a person reads along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.channels.telegram.courtesy import Buttons
from bot.channels.telegram.sentences import Say, say
from bot.ports import Clock
from replies.hours import Hours
from replies.templates import DeskLines

KEYS: Final = ("hours", "renew", "talk")
_BUTTONS: Final = ((("hours", Say.OPENING_HOURS), ("renew", Say.RENEW)), (("talk", Say.TALK),))


class QuickAnswers:
    """The desk's own words, for whoever has not asked yet.

    Args:
        lines: The desk's templates.
        hours: When the desk is open, as it is set now.
        clock: The time.
    """

    def __init__(self, lines: DeskLines, hours: Callable[[], Hours], clock: Clock) -> None:
        self._lines = lines
        self._hours = hours
        self._clock = clock

    def hello(self, lang: str) -> str:
        """The greeting."""
        return self._lines.hello(lang)

    def answer(self, key: str, lang: str, *, asked: bool) -> str:
        """The answer to one of ``KEYS``; ``asked`` when a question of theirs is with us already."""
        hours, now = self._hours(), self._clock.now()
        if key == "hours":
            return self._lines.week(lang, hours, now)
        if key == "renew":
            return self._lines.renew(lang)
        return self._lines.talk(lang, hours, now, asked=asked)


def quick_buttons(lang: str) -> Buttons:
    """A button for each answer."""
    return tuple(tuple((say(text, lang), f"quick:{key}") for key, text in row) for row in _BUTTONS)
