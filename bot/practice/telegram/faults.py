"""What can go wrong between a bot and Telegram, told beforehand by a test or a trainer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.practice.telegram.shapes import Json, refusal

Kind = Literal["refuse", "lose", "cut", "slow", "page"]


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong, as often as told.

    Attributes:
        kind: ``refuse`` answers with ``code`` and does nothing; ``lose`` does it and drops the connection before
            the answer; ``cut`` drops the connection before doing anything; ``slow`` does it and answers after
            ``seconds``; ``page`` answers with a gateway's HTML page and does nothing.
        method: The Bot API method it waits for; empty for any.
        chat_id: The chat it waits for; None for any.
        times: How many calls it spoils; -1 for all.
        skip: How many fitting calls it lets pass first.
        code: HTTP status and error_code of ``refuse`` and ``page``.
        description: Telegram's words for ``refuse``.
        parameters: ResponseParameters of ``refuse`` (retry_after in seconds, migrate_to_chat_id).
        seconds: How late ``slow`` is.
    """

    kind: Kind
    method: str = ""
    chat_id: int | None = None
    times: int = 1
    skip: int = 0
    code: int = 500
    description: str = "Internal Server Error"
    parameters: Json = field(default_factory=dict)
    seconds: float = 0.0

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Whether this fault waits for such a call."""
        return self.times != 0 and self.method in ("", method) and self.chat_id in (None, chat_id)

    @property
    def answer(self) -> Json:
        """The refusal as Telegram words it."""
        return refusal(self.code, self.description, **self.parameters)


@dataclass(slots=True)
class Script:
    """The faults still to come, in the order told."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, **told: Any) -> Fault:
        """Tell one more fault."""
        fault = Fault(**told)
        self.faults.append(fault)
        return fault

    def next(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that spoils this call, counted down; None when the call goes well."""
        for fault in self.faults:
            if not fault.fits(method, chat_id):
                continue
            if fault.skip:
                fault.skip -= 1
                return None
            if fault.times > 0:
                fault.times -= 1
            return fault
        return None

    def clear(self) -> None:
        """From now on all goes well."""
        self.faults.clear()
