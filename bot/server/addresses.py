"""E-mail addresses and telephone numbers as patrons type them."""

from __future__ import annotations

import re
from typing import Final

from replies.refusal import Refused

_SHAPE: Final = re.compile(r"[^\s@<>\"',;:\\()\[\]]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,63}", re.UNICODE)


def read_email(typed: str | None) -> str | None:
    """An address that has the shape of one, or None where nothing was typed.

    Raises:
        Refused: ``wrong_email``.
    """
    address = (typed or "").strip()
    if not address:
        return None
    local, _, domain = address.rpartition("@")
    if len(address) > 254 or len(local) > 64 or ".." in address or not _SHAPE.fullmatch(address):
        raise Refused("wrong_email")
    return f"{local}@{domain.lower()}"


_NUMBER: Final = re.compile(r"\+?[0-9][0-9 ()./-]{4,30}[0-9]", re.ASCII)


def read_phone(typed: str | None) -> str | None:
    """A number that can be called, or None where nothing was typed.

    Raises:
        Refused: ``wrong_phone``.
    """
    number = " ".join((typed or "").split())
    if not number:
        return None
    if not _NUMBER.fullmatch(number) or not 6 <= sum(sign.isdigit() for sign in number) <= 15:
        raise Refused("wrong_phone")
    return number
