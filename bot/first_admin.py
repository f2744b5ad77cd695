"""The first admin's door: a one-time link in the terminal, never a default password."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.console.people import link_text
from bot.ports import Clock, Link, Store
from bot.server.tokens import digest, new_token

LASTS: Final = timedelta(days=2)


async def first_admin_link(store: Store, clock: Clock, origin: str, *, always: bool) -> str | None:
    """A link that makes an admin of whoever opens it first.

    Args:
        store: Where the link is kept, as a digest.
        clock: The time.
        origin: Where the desk answers.
        always: Also when there is an admin already (a demonstration).

    Returns:
        The link, or None when there is an admin.
    """
    people = await store.people()
    if not always and any(p.role == "admin" and p.active and p.password_hash for p in people):
        return None
    token = new_token()
    await store.put_link(Link(digest(token), "admin", None, clock.now() + LASTS))
    return link_text(origin, token)
