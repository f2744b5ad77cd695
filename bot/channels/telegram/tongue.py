"""Which language to speak with somebody on Telegram before there is a conversation to remember it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

REMEMBERED: Final = 10_000


class Tongues:
    """Remembers who chose which language, for as long as the desk runs; a conversation remembers its own for good."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self._chosen: OrderedDict[int, str] = OrderedDict()

    @property
    def offered(self) -> tuple[str, ...]:
        """The library's languages, first one first."""
        return self._languages

    def choose(self, chat: int, lang: str) -> None:
        """They pressed a language's button."""
        self._chosen[chat] = lang
        self._chosen.move_to_end(chat)
        if len(self._chosen) > REMEMBERED:
            self._chosen.popitem(last=False)

    def chosen(self, chat: int) -> str | None:
        """The language whose button they pressed since the desk started."""
        return self._chosen.get(chat)

    def forget(self, chat: int) -> None:
        """Nothing is known of them any more."""
        self._chosen.pop(chat, None)

    def of(self, chat: int, telegram_says: str) -> str:
        """Their choice, else their Telegram's language where the library speaks it, else the library's first."""
        if chosen := self.chosen(chat):
            return chosen
        spoken = telegram_says.split("-", 1)[0].lower()
        if spoken in self._languages:
            return spoken
        return "en" if spoken and "en" in self._languages else self._languages[0]
