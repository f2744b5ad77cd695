"""Signing in at the library's own identity provider: OpenID Connect, authorization code with PKCE.

What the provider says is believed only when all of it fits: its answer belongs to the question this browser asked
(``state``), its token is signed by one of its keys, made for us, by it, just now, for this very question (``nonce``).
It says who somebody is and nothing more; what they may do is what an admin has said here.
"""

from __future__ import annotations

import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
import structlog
from yarl import URL

from bot.config import Settings
from bot.config.secrets import read_secret
from replies.refusal import Refused

ALGORITHMS: Final = ("RS256", "PS256", "ES256")
"""Never "none", and never one where our own secret could sign."""

LASTS: Final = 600
"""Seconds somebody may take at the provider."""

LEEWAY: Final = 120
"""Seconds the provider's clock may differ from ours."""

_KNOWN_FOR: Final = 3600.0
_MOST: Final = 256 * 1024
_PATIENCE: Final = aiohttp.ClientTimeout(total=10)
_METADATA: Final = "/.well-known/openid-configuration"

log: Final = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the provider; the browser keeps it, out of scripts' reach, until the answer comes.

    Attributes:
        state: The answer carries it.
        nonce: The token carries it.
        verifier: Shown when the code is redeemed, so that a code that was seen on its way is worth nothing.
        at: When, in seconds since 1970.
    """

    state: str
    nonce: str
    verifier: str
    at: int

    def packed(self) -> str:
        """As a cookie's value."""
        return urlsafe_b64encode(json.dumps([self.state, self.nonce, self.verifier, self.at]).encode()).decode()


def unpacked(cookie: str, now: datetime) -> Asked | None:
    """What the browser kept; None when it is nothing of ours or too old."""
    try:
        state, nonce, verifier, at = json.loads(urlsafe_b64decode(cookie.encode()))
    except (ValueError, TypeError, RecursionError):
        return None
    whole = all(isinstance(part, str) and part for part in (state, nonce, verifier)) and type(at) is int
    return Asked(state, nonce, verifier, at) if whole and 0 <= now.timestamp() - at <= LASTS else None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says somebody is.

    Attributes:
        subject: The provider's own name for them, which never changes hands.
        email: Their address, "" unless the provider says that it has verified it.
    """

    subject: str
    email: str

    def is_called(self, identity: str) -> bool:
        """Whether this is whom an admin meant: by an address where it looks like one, else by the subject."""
        if "@" in identity:
            return bool(self.email) and self.email.casefold() == identity.casefold()
        return bool(identity) and self.subject == identity


class SingleSignOn:
    """One provider.

    Args:
        issuer: Its address, exactly as its tokens name it.
        client: What the desk is called there.
        secret: Shown when a code is redeemed.
        name: What people call it.
    """

    def __init__(self, issuer: str, client: str, secret: str, name: str) -> None:
        self.name = name
        self._issuer = issuer
        self._client = client
        self._secret = secret
        self._metadata: tuple[float, Mapping[str, Any]] | None = None
        self._keys: Any = None

    async def away(self, back: str, now: datetime) -> tuple[str, Asked]:
        """Where to send the browser, and what it is to keep.

        Raises:
            Refused: ``sign_on_away``.
        """
        from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415  where there is a provider

        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        asked = Asked(state, nonce, verifier, int(now.timestamp()))
        query = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": back,
            "scope": "openid email",
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": create_s256_code_challenge(asked.verifier),
            "code_challenge_method": "S256",
        }
        there = (await self._known())["authorization_endpoint"]
        return f"{there}{'&' if '?' in there else '?'}{urlencode(query)}", asked

    async def who(self, asked: Asked, code: str, back: str, now: datetime) -> Identity:
        """Redeem the code and read its token.

        Raises:
            Refused: ``sign_on_away`` when the provider can't be asked, ``sign_on_failed`` when its word doesn't fit.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": asked.verifier,
            "client_id": self._client,
            "client_secret": self._secret,
        }
        told = await self._fetch((await self._known())["token_endpoint"], form)
        token = told.get("id_token")
        if not isinstance(token, str):
            raise _refused("no token")
        claims = await self._claims(token, asked.nonce, now)
        verified = claims.get("email_verified") is True and isinstance(claims.get("email"), str)
        return Identity(str(claims["sub"]), str(claims["email"]) if verified else "")

    async def _claims(self, token: str, nonce: str, now: datetime) -> Mapping[str, Any]:
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415  where there is a provider
        from joserfc import jwt  # noqa: PLC0415
        from joserfc.errors import JoseError  # noqa: PLC0415

        expected = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client},
        }
        for fresh in (False, True):  # a key that isn't known may be a new one
            try:
                signed = jwt.decode(token, await self._key_set(fresh=fresh), algorithms=list(ALGORITHMS))
                break
            except (JoseError, ValueError) as error:
                if fresh:
                    raise _refused(type(error).__name__) from None
        claims = CodeIDToken(signed.claims, signed.header, expected, {"nonce": nonce, "client_id": self._client})
        try:
            claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        except (JoseError, ValueError, TypeError) as error:
            raise _refused(type(error).__name__) from None
        return signed.claims

    async def _key_set(self, *, fresh: bool) -> Any:
        from joserfc.errors import JoseError  # noqa: PLC0415  where there is a provider
        from joserfc.jwk import KeySet  # noqa: PLC0415

        if self._keys is None or fresh:
            told = await self._fetch((await self._known())["jwks_uri"])
            try:
                self._keys = KeySet.import_key_set(told)  # type: ignore[arg-type]  # it looks for itself
            except (JoseError, ValueError, TypeError, KeyError):
                raise _refused("keys") from None
        return self._keys

    async def _known(self) -> Mapping[str, Any]:
        """What the provider says of itself; asked once an hour."""
        now = time.monotonic()
        if self._metadata is None or now - self._metadata[0] > _KNOWN_FOR:
            told = await self._fetch(self._issuer.rstrip("/") + _METADATA)
            places = [told.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
            if told.get("issuer") != self._issuer or not all(_is_safe(place) for place in places):
                raise _refused("metadata")
            self._metadata, self._keys = (now, told), None
        return self._metadata[1]

    async def _fetch(self, address: str, form: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """JSON from the provider: bounded in time and size, without following it elsewhere."""
        try:
            async with (
                aiohttp.ClientSession(timeout=_PATIENCE) as session,
                session.request(
                    "GET" if form is None else "POST", address, data=form, allow_redirects=False
                ) as answer,
            ):
                raw = await answer.content.read(_MOST)
                told = json.loads(raw) if answer.status < 500 else None
        except (aiohttp.ClientError, TimeoutError, OSError):
            told = None
        except (ValueError, RecursionError):
            raise _refused("no JSON") from None
        if told is None:
            log.warning("identity provider away", kind=URL(address).path)
            raise Refused("sign_on_away")
        if answer.status != 200 or not isinstance(told, dict):
            raise _refused(f"status {answer.status}")
        return told


def open_sign_on(settings: Settings) -> SingleSignOn | None:
    """The provider in the settings; None when there is none.

    Raises:
        SettingsError: Its secret can't be read.
    """
    told = settings.sign_on
    if not told.issuer:
        return None
    secret = read_secret(told.secret_file, "SMILEDESK_SIGN_ON_SECRET") or ""
    return SingleSignOn(told.issuer, told.client_id, secret, told.name)


def _is_safe(place: object) -> bool:
    """TLS, or this very machine."""
    if not isinstance(place, str):
        return False
    url = URL(place)
    return url.scheme == "https" or (url.scheme == "http" and url.host in {"127.0.0.1", "::1", "localhost"})


def _refused(why: str) -> Refused:
    log.warning("sign-on refused", kind=why)
    return Refused("sign_on_failed")
