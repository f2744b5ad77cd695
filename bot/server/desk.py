"""What a handler may use: the desk's parts, put together once in ``bot.app``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.attachments.files import Files
from bot.config import Settings
from bot.config.house import shown
from bot.erasure.eraser import Eraser
from bot.live import Live
from bot.ports import Clock, Person, Proofreader, Session, Store, Wire
from bot.server.dictionary import Dictionary
from bot.server.limits import Limits
from bot.server.notices import Notices
from bot.server.passwords import Passwords
from bot.server.people import People
from bot.server.readings import Readings
from bot.server.single_sign_on import SingleSignOn
from bot.tuning.household import Household
from bot.tuning.links import Link, ask_links, keep_report, links_in
from bot.tuning.shelf import HouseShelf
from nlp.draft import Channel
from replies.house import House
from replies.templates import DeskLines


@dataclass(slots=True)
class Site:
    """Where the desk stands in the world; name, languages and clock change when an admin changes them.

    Attributes:
        library: The library's name.
        languages: Languages of the library, its first one first.
        public_origin: ``https://desk.example.org`` when the desk is behind a name of its own, else None.
        library_origins: Origins of the library's own pages, where the widget may stand.
        proxies: Addresses whose ``X-Forwarded-For`` is believed.
        metrics_from: Addresses besides this machine that may read the figures.
        text_limit: Longest message of a patron, in code points.
        reply_limit: Longest draft and reply, in code points.
        settings: All settings by section for the admin's page, without secrets.
        demo: Whether this is a demonstration with made-up patrons.
        telegram_demo: Whether the make-believe phone is there.
        zone: The clock on the library's wall, by which "tomorrow at nine" is understood.
        listens: The origin it listens on; known when it does.
    """

    library: str
    languages: tuple[str, ...] = ("en",)
    public_origin: str | None = None
    library_origins: frozenset[str] = frozenset()
    proxies: frozenset[str] = frozenset()
    metrics_from: frozenset[str] = frozenset()
    text_limit: int = 8_000
    reply_limit: int = 20_000
    settings: dict[str, object] = field(default_factory=dict)
    demo: bool = False
    telegram_demo: bool = False
    zone: tzinfo = UTC
    listens: str = ""

    @property
    def origin(self) -> str:
        """How patrons and colleagues reach the desk, as far as is known; "" before it listens."""
        return self.public_origin or self.listens

    def tell(self, settings: Settings) -> None:
        """What counts from now on of what can be changed while the desk is open."""
        self.library = settings.library.name
        self.languages = settings.library.languages
        self.zone = ZoneInfo(settings.library.time_zone)
        self.settings = shown(settings)

    @property
    def secure(self) -> bool:
        """Whether browsers reach the desk by TLS."""
        return bool(self.public_origin and self.public_origin.startswith("https:"))


class TryOut(Protocol):
    """Sends a text to a colleague, outside of any conversation."""

    async def __call__(self, to: str, text: str, lang: str, who: str) -> Wire:
        """Send it to an address of the channel, in a language, in a colleague's name; once, and say how it went."""
        ...


@dataclass(slots=True)
class Elsewhere:
    """Where else patrons reach the desk; filled as the channels open.

    Attributes:
        telegram: The bot's address, or "" while there is none.
        bot_name: The bot's name on Telegram.
        try_out: By channel, how a text is sent to a colleague who wants to see it as a patron would.
    """

    telegram: str = ""
    bot_name: str = ""
    try_out: dict[Channel, TryOut] = field(default_factory=dict)

    def on_telegram(self, bot_name: str, practice: str = "") -> None:
        """Telegram knows our bot; in a demonstration its chat is a page of ours."""
        self.bot_name = bot_name
        self.telegram = practice or f"https://t.me/{bot_name}"

    def telegram_link(self, lang: str, desk: str = "") -> str:
        """A link that opens the bot in a language, at a desk if one is named; "" while there is no bot."""
        way = f"{lang}_{desk}" if desk else lang
        return f"{self.telegram}?start={way}" if self.telegram else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts.

    Attributes:
        store: The durable truth.
        files: What patrons attached.
        eraser: Forgets one patron everywhere.
        readings: Who read what.
        live: Who is told at once.
        people: Who works here.
        house: What the library has told us, as it is now.
        notices: What isn't working just now.
        dictionary: The same as far as reading drafts goes: contacts, names, words.
        proofreader: Reads drafts once more.
        canned: Templates and next steps.
        household: What was set, and what of it was tuned.
        greetings: What the desk says on its pages.
        parts: The folder of the language parts.
        passwords: Hashing, off the event loop.
        limits: How fast is too fast.
        clock: The time.
        key: Secret of this desk; patrons' tokens are derived from it.
        site: Where the desk stands.
        leaving: Set when a shutdown is under way.
        sign_on: The library's identity provider, where there is one.
        elsewhere: Where else patrons reach us.
    """

    store: Store
    files: Files
    eraser: Eraser
    readings: Readings
    live: Live
    people: People
    house: Callable[[], House]
    dictionary: Dictionary
    notices: Notices
    proofreader: Proofreader
    canned: HouseShelf
    household: Household
    greetings: DeskLines
    parts: Path
    passwords: Passwords
    limits: Limits
    clock: Clock
    key: bytes
    site: Site
    leaving: asyncio.Event = field(default_factory=asyncio.Event)
    sign_on: SingleSignOn | None = None
    elsewhere: Elsewhere = field(default_factory=Elsewhere)

    def name_of(self, person: str) -> str:
        """How a person is called, also one who has left; "" when unknown."""
        return self.people.name_of(person)

    async def learn(self) -> None:
        """Look at everything an admin can have changed."""
        await self.household.learn()
        await self.people.learn()
        await self.notices.learn()
        await self.dictionary.learn()
        await self.canned.learn()

    async def ask_links(self) -> list[Link]:
        """Ask every address that a template or an extra carries whether it is there, and remember the answers."""
        asked = await ask_links(links_in(self.canned.every()))
        await keep_report(self.store, asked, self.clock.now())
        return asked

    async def keep_person(self, person: Person, *, by: str) -> None:
        """Add or change somebody, and know it from now on.

        Raises:
            Refused: ``name_taken``.
        """
        await self.store.put_person(person, by=by)
        await self.people.learn()

    async def end_sessions(
        self, *, token_hash: str | None = None, person: str | None = None, but: Session | None = None
    ) -> None:
        """End one session, or all of a person's but one, and the live connections with them."""
        await self.store.end_sessions(token_hash=token_hash, person=person)
        if but is not None:
            await self.store.put_session(but)
        self.live.sessions_ended()


DESK: Final = web.AppKey("desk", Desk)
