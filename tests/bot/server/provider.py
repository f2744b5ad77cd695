"""A small identity provider on loopback: the whole of OpenID Connect's code flow, and lies when told to."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from yarl import URL

CLIENT, SECRET = "smiledesk", "between the desk and the provider"


@cache
def key(name: str) -> RSAKey:
    """A key of its own; made once, since it takes a moment."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


class Provider:
    """Who signs in there, and how it lies.

    Attributes:
        person: The claims about whoever is at the browser.
        lies: Claims that stand in the token instead of what is true; None leaves one out.
        signer: Which key signs.
        known: Which keys it shows.
        says: What its metadata say otherwise.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.person: dict[str, Any] = {"sub": "u-17", "email": "maja@library.example", "email_verified": True}
        self.lies: dict[str, Any] = {}
        self.signer = "first"
        self.known = ["first"]
        self.says: dict[str, Any] = {}
        self.issuer = ""
        self._now = now
        self._asked: dict[str, Mapping[str, str]] = {}

    def routes(self) -> list[web.RouteDef]:
        """Discovery, keys, the sign-in page, and where codes are redeemed."""
        return [
            web.get("/.well-known/openid-configuration", self.metadata),
            web.get("/keys", self.keys),
            web.get("/authorize", self.authorize),
            web.post("/token", self.token),
        ]

    async def metadata(self, _: web.Request) -> web.Response:
        """What it says of itself."""
        places = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        told = {"issuer": self.issuer, **{name: self.issuer + path for name, path in places.items()}}
        return web.json_response(told | self.says)

    async def keys(self, _: web.Request) -> web.Response:
        """Its public keys."""
        return web.json_response(KeySet([key(name) for name in self.known]).as_dict(private=False))

    async def authorize(self, request: web.Request) -> web.Response:
        """Somebody signs in at once, and is sent back with a code."""
        asked = request.query
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self._asked[code] = dict(asked)
        back = URL(asked["redirect_uri"]).with_query(state=asked["state"], code=code)
        return web.Response(status=302, headers={"Location": str(back)})

    async def token(self, request: web.Request) -> web.Response:
        """A code is redeemed once, by who asked for it, with the secret and the verifier."""
        form = await request.post()
        asked = self._asked.pop(str(form["code"]), None)
        digest = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        right = {"client_id": CLIENT, "client_secret": SECRET, "grant_type": "authorization_code"}
        if asked is None or challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return web.json_response({"error": "invalid_grant"}, status=400)
        if any(form[name] != value for name, value in right.items()):
            return web.json_response({"error": "invalid_client"}, status=401)
        now = int(self._now().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= self.person | self.lies
        return web.json_response({"token_type": "Bearer", "access_token": "x", "id_token": self._signed(claims)})

    def _signed(self, claims: Mapping[str, Any]) -> str:
        told = {name: value for name, value in claims.items() if value is not None}
        if self.signer == "none":
            parts = [base64.urlsafe_b64encode(json.dumps(one).encode()) for one in ({"alg": "none"}, told)]
            return b".".join([*(part.rstrip(b"=") for part in parts), b""]).decode()
        if self.signer == "secret":
            from joserfc.jwk import OctKey

            return jwt.encode({"alg": "HS256"}, told, OctKey.import_key(SECRET))
        return jwt.encode({"alg": "RS256", "kid": self.signer}, told, key(self.signer))


@asynccontextmanager
async def open_provider(now: Callable[[], datetime]) -> AsyncIterator[Provider]:
    """It listens for the length of a test."""
    provider = Provider(now)
    app = web.Application()
    app.add_routes(provider.routes())
    server = TestServer(app)
    await server.start_server()
    provider.issuer = str(server.make_url("/")).rstrip("/")
    try:
        yield provider
    finally:
        await server.close()
