"""What is kept, why and for how long: told from the settings in force, so that the page can't say anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.server.desk import Desk
from nlp.draft import Channel
from replies.house import erase_at

CHANNELS: Final[tuple[Channel, ...]] = ("chat", "telegram", "email", "phone")
"""In the order in which they are told; what is noted at the desk itself goes as what is said on the telephone."""

Periods = tuple[tuple[str, int], ...]
"""Days by channel."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the page says.

    Attributes:
        words: Days after the end of a conversation until its words are erased, by channel.
        identity: The same for addresses, numbers and chats.
        files: The same for files.
        comments: Days until words beside a mark are erased.
        telegram: Whether there is a bot.
        email: Whether there is a mailbox.
        group: Whether the staff read questions of other channels on Telegram, too.
        elsewhere: Machines that read drafts for typos, beside this one.
        alone: Whether everything lies on one machine, not on a database server.
    """

    words: Periods
    identity: Periods
    files: Periods
    comments: int
    telegram: bool
    email: bool
    group: bool
    elsewhere: tuple[str, ...]
    alone: bool


def kept(desk: Desk) -> Kept:
    """As things stand now."""
    patience = desk.house().patience
    told: Mapping[str, Any] = desk.site.settings
    telegram = bool(desk.elsewhere.telegram or _of(told, "telegram", "token_file"))
    email = bool(_of(told, "email", "address"))
    open_: dict[Channel, bool] = {"chat": True, "telegram": telegram, "email": email, "phone": True}
    channels = [channel for channel in CHANNELS if open_[channel]]
    began = desk.clock.now()

    def days(sooner: Mapping[Any, timedelta]) -> Periods:
        whole = ((channel, erase_at(patience, channel, began) - began) for channel in channels)
        return tuple((channel, min(period, sooner.get(channel, period)).days) for channel, period in whole)

    return Kept(
        words=days({}),
        identity=days(patience.keep_identity),
        files=days(patience.keep_files),
        comments=patience.keep_comments.days,
        telegram=telegram,
        email=email,
        group=set(_of(told, "telegram", "group_takes") or ()) > {"telegram"},
        elsewhere=tuple(_of(told, "checks", "languagetool_servers") or ()),
        alone=not desk.eraser.server_log,
    )


def _of(settings: Mapping[str, Any], section: str, key: str) -> Any:
    return (settings.get(section) or {}).get(key)
