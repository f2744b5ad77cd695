"""Web addresses in templates: where they stand, and whether anybody still answers there.

The one part of tuning that asks other machines something, once a night or when an admin says so: nothing but the
address itself leaves, by HEAD, then by GET where HEAD isn't welcome. No host is asked two things at once.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import aiohttp

from bot.ports import Store
from replies.templates.shelf import Template

ADDRESS: Final = re.compile(r"https?://[^\s<>\"'’”»{}]+[^\s<>\"'’”».,;:!?)\]{}]")
MOST: Final = 200
"""Addresses one look may ask for."""

_AT_ONCE: Final = 8
_NAME: Final = "smiledesk (asks whether a link is alive)"
_PATIENCE: Final = aiohttp.ClientTimeout(total=8)
_REFUSED_HEAD: Final = frozenset({403, 405, 501})
_GONE: Final = frozenset({404, 410})

State = Literal["ok", "dead", "unsure"]


@dataclass(frozen=True, slots=True)
class Link:
    """What became of an address.

    Attributes:
        address: The address.
        state: ``dead`` when the server says that nothing is there, or there is no such server; ``unsure`` when it
            didn't answer, or answers only people.
        status: HTTP status, or 0 when there was no answer.
        places: Key and language of the templates that carry it.
    """

    address: str
    state: State
    status: int
    places: tuple[tuple[str, str], ...]


def links_in(templates: Iterable[Template]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Every address with the templates it stands in, in their texts or in what their slots are filled with."""
    found: dict[str, list[tuple[str, str]]] = {}
    for template in templates:
        texts = [template.text, *(slot.value or "" for slot in template.slots)]
        for address in dict.fromkeys(hit[0] for text in texts for hit in ADDRESS.finditer(text)):
            found.setdefault(address, []).append((template.key, template.lang))
    return {address: tuple(places) for address, places in found.items()}


async def ask_links(places: Mapping[str, tuple[tuple[str, str], ...]]) -> list[Link]:
    """Ask each address whether it is there; the dead ones first."""
    turns, hosts = asyncio.Semaphore(_AT_ONCE), defaultdict[str, asyncio.Lock](asyncio.Lock)
    async with aiohttp.ClientSession(timeout=_PATIENCE, headers={"User-Agent": _NAME}) as session:

        async def asked(address: str) -> Link:
            async with hosts[urlsplit(address).netloc], turns:
                state, status = await _ask(session, address)
            return Link(address, state, status, places[address])

        links = await asyncio.gather(*(asked(address) for address in list(places)[:MOST]))
    return sorted(links, key=lambda link: (("dead", "unsure", "ok").index(link.state), link.address))


async def _ask(session: aiohttp.ClientSession, address: str) -> tuple[State, int]:
    try:
        status = await _status(session, "HEAD", address)
        if status in _REFUSED_HEAD:
            status = await _status(session, "GET", address)
    except aiohttp.ClientConnectorDNSError:
        return "dead", 0
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return "unsure", 0
    if status in _GONE:
        return "dead", status
    return ("ok" if status < 400 else "unsure"), status


async def _status(session: aiohttp.ClientSession, method: str, address: str) -> int:
    async with session.request(method, address, allow_redirects=True) as answer:
        return answer.status


_REPORT: Final = "links:report"


async def keep_report(store: Store, links: Iterable[Link], at: datetime) -> None:
    """Remember what was not there, for the admins' page; what is there needs no word."""
    told = [[link.address, link.state, link.status, link.places] for link in links if link.state != "ok"]
    await store.remember(_REPORT, {"at": at.isoformat(), "links": told})


async def last_report(store: Store) -> tuple[datetime, list[Link]] | None:
    """When addresses were last asked, and which had no good answer; None when none ever was."""
    kept: dict[str, Any] | None = await store.recall(_REPORT)
    if kept is None:
        return None
    links = [
        Link(address, state, status, tuple((key, lang) for key, lang in places))
        for address, state, status, places in kept["links"]
    ]
    return datetime.fromisoformat(kept["at"]), links
