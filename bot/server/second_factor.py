"""The second factor: codes that a telephone makes from a secret and the time (TOTP, RFC 6238), and recovery codes.

The secret is kept encrypted (AES-256-GCM) with a key derived from the desk's own, which lies in a file and not in the
database, and bound to its person; recovery codes are kept as keyed digests. Whoever has a copy of the database alone
can neither make codes nor guess recovery codes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final

SECONDS: Final = 30
"""How long a code is shown."""

_AROUND: Final = (0, -1, 1)
"""Telephones' clocks may be half a minute off either way."""

CODES: Final = 10
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is mistaken for another."""

_NONCE: Final = 12


def new_secret() -> str:
    """A fresh secret of 160 bits, in the letters telephones take."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def seal(key: bytes, person: str, secret: str) -> str:
    """A secret as it is stored."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  needed by few

    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(_key(key, b"seal")).encrypt(nonce, secret.encode(), person.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(key: bytes, person: str, sealed: str) -> str | None:
    """The secret; None when another desk's key, or another person's place, holds it."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  needed by few
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    raw = base64.b64decode(sealed)
    try:
        return AESGCM(_key(key, b"seal")).decrypt(raw[:_NONCE], raw[_NONCE:], person.encode()).decode()
    except InvalidTag:
        return None


def address(secret: str, library: str, name: str) -> str:
    """What the telephone reads from the picture."""
    from pyotp import TOTP  # noqa: PLC0415  needed by few

    return TOTP(secret, interval=SECONDS).provisioning_uri(name=name, issuer_name=library.replace(":", " "))


def squares(text: str) -> list[str]:
    """A QR code as rows of 0 and 1, without its quiet zone; the page draws it, so no picture's address holds it."""
    import segno  # noqa: PLC0415  needed by few

    return ["".join("1" if dark else "0" for dark in row) for row in segno.make(text, error="m", micro=False).matrix]


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The half minute (counted since 1970) that this code is of, or None when it is wrong or not of now."""
    from pyotp import TOTP  # noqa: PLC0415  needed by few

    codes, step, found = TOTP(secret, interval=SECONDS), int(now.timestamp()) // SECONDS, None
    for near in _AROUND:
        if hmac.compare_digest(codes.generate_otp(step + near).encode(), code.encode()):
            found = step + near
    return found


def new_recovery_codes() -> list[str]:
    """Ten codes of sixty bits to print or to write down."""
    return ["-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(CODES)]


def recovery_digest(key: bytes, code: str) -> str:
    """What is stored in a recovery code's place; spaces, hyphens and capitals don't count."""
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return hmac.digest(_key(key, b"recovery"), plain.encode(), "sha256").hex()


def plain_code(typed: str) -> str:
    """A code as typed, without what people put between its digits."""
    return "".join(typed.split())


def _key(key: bytes, use: bytes) -> bytes:
    return hmac.digest(key, b"smiledesk second factor " + use, hashlib.sha256)
