"""Whose an update in a durable inbox is, told from its raw bytes by what each channel is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from bot.ports import Arrival


def _mail_belongs(arrival: Arrival, addresses: frozenset[str]) -> bool:
    from bot.channels.email.parse import parse  # noqa: PLC0415  what reads mails is loaded with the first one

    return parse(arrival.raw).sender in addresses


def _update_belongs(arrival: Arrival, addresses: frozenset[str]) -> bool:
    from bot.channels.telegram.receive import chat_in, parse_update  # noqa: PLC0415

    return str(chat_in(parse_update(arrival.raw))) in addresses


BELONGS: Final[Mapping[str, Callable[[Arrival, frozenset[str]], bool]]] = MappingProxyType(
    {"email": _mail_belongs, "telegram": _update_belongs}
)
"""By the kind of inbox, which its name begins with: whether an update is from one of these addresses."""
