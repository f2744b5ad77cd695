"""Which conversation a mail belongs to: only a token that we signed says so, never a sender's address or a subject.

Anybody may write any address into From, and any number into a subject. A token is the conversation's id and a part of
its HMAC under the desk's key, in letters that survive every mail program. It stands in the Message-ID of what we
send, which answers carry on in References, and in the address answers go to, where the mail server allows it (plus).
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Iterable
from typing import Final

_MAC: Final = 10
_TOKEN: Final = re.compile(r"[a-z2-7]{42}")


def sign(key: bytes, conversation: str, purpose: str = "reply") -> str:
    """The token of a conversation: 42 lower-case letters and digits.

    Args:
        key: The desk's secret.
        conversation: Its id, 32 hex digits.
        purpose: What it is good for: "reply", or "feedback".
    """
    raw = bytes.fromhex(conversation)
    return base64.b32encode(raw + _mac(key, raw, purpose)).decode().lower().rstrip("=")


def read(key: bytes, token: str, purpose: str = "reply") -> str | None:
    """The conversation a token names, or None when it is not ours."""
    if not _TOKEN.fullmatch(token):
        return None
    raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    conversation = raw[:16].hex()  # held against the whole token: its last letter has bits that nobody reads
    return conversation if hmac.compare_digest(token, sign(key, conversation, purpose)) else None


def find(key: bytes, places: Iterable[str]) -> str | None:
    """The first conversation that Message-IDs or addresses name with a token of ours."""
    for place in places:
        for candidate in _TOKEN.findall(place.lower()[:1000]):
            if (conversation := read(key, candidate)) is not None:
                return conversation
    return None


def message_id(key: bytes, conversation: str, reply: str, domain: str) -> str:
    """The Message-ID of a reply, always the same for the same reply, so that one sent twice is shown once."""
    return f"<{reply}.{sign(key, conversation)}@{domain}>"


def reply_of(message: str) -> str:
    """The reply that a Message-ID of ours names, whatever else it says; "" when it names none."""
    found = re.match(r"<?([0-9a-f]{32}(-\d+)?)\.", message)
    return found[1] if found else ""


def plus_address(address: str, token: str) -> str:
    """The library's address with the token in it."""
    name, _, domain = address.rpartition("@")
    return f"{name}+{token}@{domain}"


def _mac(key: bytes, conversation: bytes, purpose: str) -> bytes:
    return hmac.digest(key, b"smiledesk mail " + purpose.encode() + b" " + conversation, "sha256")[:_MAC]
