"""A look at the library's identity provider, where one is set."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from bot.clock import SystemClock
from bot.commands.doctor.result import Result
from bot.config import Settings, SettingsError
from bot.server.single_sign_on import open_sign_on
from replies.refusal import Refused

_GUIDE = "docs/signing-in.md"


def look_at_sign_on(settings: Settings) -> Iterator[Result]:
    """Whether everything is said that it takes, and whether the provider answers and is whom we mean."""
    told = settings.sign_on
    try:
        provider = open_sign_on(settings)
    except SettingsError as trouble:
        yield Result("sign-on", "wrong", str(trouble), "see what it says")
        return
    if provider is None:
        yield Result("sign-on", "off", "no identity provider; everybody has a password", _GUIDE)
        return
    missing = [name for name in ("client_id", "name") if not getattr(told, name)]
    missing += [] if settings.web.public_url else ["public_url (of [web])"]
    if missing:
        yield Result("sign-on", "wrong", f"not said: {', '.join(missing)}", _GUIDE)
        return
    try:
        asyncio.run(provider.away("/signin/back", SystemClock().now()))
    except Refused as refused:
        says = "can't be reached" if refused.code == "sign_on_away" else "says another issuer, or no safe addresses"
        yield Result("sign-on", "wrong", f"{told.issuer} {says}", _GUIDE)
        return
    yield Result("sign-on", "ok", f"{told.name}, {told.issuer}")
