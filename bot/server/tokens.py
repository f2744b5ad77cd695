"""Secrets that are handed out, and their digests, which are all that is stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator


def new_token() -> str:
    """A fresh secret of 256 bits, safe in a header and in a link's fragment."""
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """A fresh random id of 128 bits, hex. Says nothing about anyone."""
    return secrets.token_hex(16)


def new_ids() -> Iterator[str]:
    """The same one after another, asked of the system in handfuls; for one thread alone."""
    while True:
        handful = secrets.token_hex(16 * 256)
        yield from (handful[at : at + 32] for at in range(0, len(handful), 32))


def digest(token: str) -> str:
    """What is stored in a token's place: SHA-256 hex. The tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def patron_token(key: bytes, client_id: str) -> str:
    """The token of the conversation that ``client_id`` started.

    Derived, not drawn, so that a patron whose answer was lost can ask again with the same client id and text and
    gets the same token, although only its digest is stored. The client id is the patron's own secret.
    """
    return hmac.new(key, b"patron:" + client_id.encode(), hashlib.sha256).hexdigest()
