"""The composition root: builds the desk from its parts, opens it, and closes it again.

Nothing heavy is loaded before the desk accepts connections: spaCy, Java and python-telegram-bot come behind it.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, Literal
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web

from bot import interpreter, log
from bot.application import build_application
from bot.attachments.files import Files
from bot.catalogue import NAMES, load_names
from bot.checking.engine_room import EngineRoom
from bot.checking.proofreader import Reader
from bot.clock import SystemClock
from bot.config import Settings, SettingsError
from bot.config.house import desks, file_rules, patience, shown, told_to_checks
from bot.config.secrets import checker_secret
from bot.config.settings import Checks
from bot.demo import named, seat_patrons
from bot.duties.duties import Duties
from bot.duties.email_line import practice_account
from bot.duties.telegram_line import TelegramLine
from bot.erasure.eraser import Eraser
from bot.erasure.memory import catch_up
from bot.first_admin import first_admin_link
from bot.home import Home, home_of
from bot.listening import DRAIN, announce, listen, told_to_stop
from bot.live import Live
from bot.metrics import count_entries
from bot.parts.places import parts_dir
from bot.ports import Clock, Proofreader, StoreClosed
from bot.practice.mailbox import PracticePost
from bot.server.desk import Desk, Site
from bot.server.dictionary import Dictionary
from bot.server.doors import Route
from bot.server.limits import Limits, Rate
from bot.server.mailbox import mail_routes
from bot.server.notices import Notices, house_notices
from bot.server.passwords import Passwords
from bot.server.people import People
from bot.server.readings import Readings
from bot.server.single_sign_on import open_sign_on
from bot.server.sockets import allow_connections
from bot.server.terminal import open_door
from bot.store.store import SqlStore
from bot.tuning.here import known_at
from bot.tuning.household import Household, lines_of
from bot.tuning.record import Head, Name
from bot.tuning.shelf import HouseShelf
from bot.vitals import vitals
from nlp.detect import detect
from nlp.draft import LANGUAGES
from nlp.draft import House as ReadingHouse
from nlp.engines.lexicon import load_cues
from replies.house import House, Librarian
from replies.templates import DeskLines, load_desk, load_shelf

Part = Literal["all", "web", "worker"]


say: Final = structlog.get_logger(__name__)


async def serve(
    settings: Settings, *, host: str, port: int | None, data: Path, demo: bool, part: Part = "all"
) -> None:
    """Open the desk and return when it has closed after SIGTERM or Ctrl+C.

    Args:
        settings: What the library has set.
        host: Address to listen on.
        port: Port to listen on; 0 picks a free one, None is for a worker that listens nowhere.
        data: The desk's data folder.
        demo: Whether made-up patrons wait, and a make-believe Telegram and mailbox are there.
        part: What this process does: answer requests ("web"), what goes on by itself ("worker"), or both.

    Raises:
        SettingsError: The settings can't be used after all.
        StoreInUse: Another process has this data folder open.
        OSError: The address can't be listened on.
    """
    log.set_up()
    interpreter.tune()
    allow_connections()
    settings = named(settings) if demo else settings
    clock, stop = SystemClock(), told_to_stop()
    home = home_of(settings, data)
    alone = home.url is None or demo
    if alone and part != "all":
        raise SettingsError(
            "A desk on SQLite is one process: open it with “run”. Several need a PostgreSQL database, "
            "see docs/operations.md."
        )
    async with AsyncExitStack() as closing:
        house = house_of(settings, clock, writes_mail=bool(settings.email.address) and not demo)
        store = await closing.enter_async_context(home.open(clock, house, shared=not alone))
        rooms = EngineRoom(parts_dir(), settings.checks, settings.library.languages)
        closing.callback(rooms.close)
        proofreader = await _proofreader(closing, settings.checks, rooms)
        desk = await build_desk(settings, store, clock, rooms, proofreader, home=home, demo=demo)
        closing.callback(desk.passwords.close)
        store.listen(desk.live.heard)
        store.listen(count_entries)
        telegram = TelegramLine(settings, store, clock, demo=demo)
        practice = PracticePost(practice_account(settings.library.name), store, clock) if demo else None
        duties = Duties(desk, home, settings, demo=demo, guess=likely_language, tell=announce, practice=practice)
        if alone:
            behind = await duties.alone(closing, telegram)
        else:
            await catch_up(store, home.erasures)  # whichever process opens first: before anybody is answered
            behind = duties.one_of_several(answers_only=part == "web")
        if demo:
            await seat_patrons(store, settings.library.languages)
        if part == "worker":
            tells_at = await _tell_how_it_is(closing, desk, host, port)
            announce(f"smiledesk worker ready{tells_at}")
        else:
            routes = (*telegram.routes, *(mail_routes(practice) if practice else ()))
            desk.site.listens = await _listen(closing, desk, (host, port or 0), home.socket, routes)
            await _welcome(desk, desk.site.listens, demo=demo)
            behind.append(
                rooms.open(desk.live, announce, fetch=settings.checks.fetch_parts and not settings.checks.urls)
            )
        for work in behind:
            closing.push_async_callback(_end, asyncio.create_task(work))
        await stop.wait()
        desk.leaving.set()
        say.info("closing")


def house_of(settings: Settings, clock: Clock, *, writes_mail: bool) -> House:
    """What the settings say about the library."""
    languages = settings.library.languages
    through_telegram = settings.telegram.group_takes != ("telegram",)
    return House(
        lines=load_desk(languages, ZoneInfo(settings.library.time_zone), through_telegram=through_telegram),
        languages=languages,
        desks=desks(settings, clock.now().date()),
        patience=patience(settings),
        hold_back=frozenset(settings.checks.hold_back),
        writes_mail=writes_mail,
    )


def shelf_of(store: SqlStore, site: Site) -> HouseShelf:
    """The canned answers, with what is known of the library where it says so."""
    return HouseShelf(
        store,
        load_shelf({}),
        lambda desk: store.house.desk(desk or ""),
        lambda place, lang: known_at(place, site.library, lang),
        lambda: site.origin,
    )


async def _proofreader(closing: AsyncExitStack, checks: Checks, rooms: EngineRoom) -> Proofreader:
    """Who reads drafts: this process, or checkers elsewhere.

    Raises:
        SettingsError: Checkers are named without their secret.
    """
    here = Reader(rooms.engines, checks.budget_ms / 1000)
    closing.callback(here.close)
    if not checks.urls:
        return here
    from bot.checking.checkers import Checkers  # noqa: PLC0415  only where there are any

    checkers = Checkers(checks.urls, checker_secret(checks), here, checks.budget_ms / 1000)
    closing.push_async_callback(checkers.close)
    return checkers


async def build_desk(
    settings: Settings,
    store: SqlStore,
    clock: Clock,
    rooms: EngineRoom,
    proofreader: Proofreader,
    *,
    home: Home,
    demo: bool,
) -> Desk:
    """Put the parts together."""

    def staffed(librarians: tuple[Librarian, ...]) -> None:
        store.house = replace(store.house, staff=librarians)

    site = _site(settings, demo=demo)
    catalogue = load_names(home.data / NAMES)
    dictionary = Dictionary(store, ReadingHouse(), lambda: frozenset(person.name for person in store.house.staff))
    greetings = store.house.lines
    assert isinstance(greetings, DeskLines)
    notices = Notices(store, greetings)

    def tell(now: Settings, known: Mapping[Name, Head]) -> None:
        today = clock.now().date()
        store.house = replace(
            store.house, languages=now.library.languages, desks=desks(now, today), patience=patience(now)
        )
        greetings.learn(now.library.languages, ZoneInfo(now.library.time_zone), lines_of(known))
        told = told_to_checks(now)
        dictionary.tell(replace(told, names=told.names | catalogue))
        notices.tell(house_notices(known, now.library.languages))
        site.tell(now)

    files = Files(home.attachments, file_rules(settings))
    desk = Desk(
        store=store,
        files=files,
        eraser=Eraser(store, files, home.erasures, home.copies, server_log=home.url is not None),
        readings=Readings(store, clock),
        live=Live(),
        people=People(store, staffed),
        house=lambda: store.house,
        dictionary=dictionary,
        notices=notices,
        proofreader=proofreader,
        canned=shelf_of(store, site),
        household=Household(store, settings, clock, tell),
        greetings=greetings,
        parts=rooms.parts,
        passwords=Passwords(),
        limits=Limits(time.monotonic, _rates(settings)),
        clock=clock,
        key=_desk_key(home.key),
        site=site,
        sign_on=open_sign_on(settings),
    )
    await desk.learn()
    return desk


def _site(settings: Settings, *, demo: bool) -> Site:
    web_settings, limits = settings.web, settings.limits
    return Site(
        library=settings.library.name,
        languages=settings.library.languages,
        public_origin=_origin(web_settings.public_url),
        library_origins=frozenset(web_settings.allowed_origins),
        proxies=frozenset(web_settings.proxies),
        metrics_from=frozenset(web_settings.metrics_from),
        text_limit=limits.patron_characters,
        reply_limit=limits.reply_characters,
        settings=shown(settings),
        demo=demo,
        telegram_demo=demo,
        zone=ZoneInfo(settings.library.time_zone),
    )


def _origin(address: str) -> str | None:
    return "/".join(address.split("/")[:3]) or None


def _rates(settings: Settings) -> dict[str, Rate]:
    limits = settings.limits
    return {
        "asks": Rate(limits.questions_per_minute, 60 / limits.questions_per_minute),
        "writes": Rate(max(1, limits.messages_per_minute * 2 // 3), 60 / limits.messages_per_minute),
    }


def _desk_key(path: Path) -> bytes:
    """The desk's own secret, made at the first start and readable by its account alone."""
    if not path.exists():
        with NamedTemporaryFile(dir=path.parent, prefix=path.name) as made:  # for its owner alone
            made.write(secrets.token_bytes(32))
            made.flush()
            with suppress(FileExistsError):  # another process was first; nobody ever sees half a key
                os.link(made.name, path)
    return path.read_bytes()


async def _listen(
    closing: AsyncExitStack, desk: Desk, at: tuple[str, int], door: Path, more: tuple[Route, ...]
) -> str:
    """Accept connections, the terminal's too; returns the origin under which the desk answers."""
    runner = web.AppRunner(build_application(desk, more), access_log=None, shutdown_timeout=DRAIN)
    origin = await listen(closing, runner, *at)
    await open_door(runner, door)
    return origin


async def _tell_how_it_is(closing: AsyncExitStack, desk: Desk, host: str, port: int | None) -> str:
    """A worker's health, readiness and figures; returns " on ..." as it is said in the terminal."""
    if port is None:
        return ""

    async def ready() -> bool:
        try:
            await desk.store.counts()
        except StoreClosed:
            return False
        return not desk.leaving.is_set()

    app = web.Application()
    app.add_routes(vitals(ready, desk.site.metrics_from))
    return f" on {await listen(closing, web.AppRunner(app, access_log=None), host, port)}"


async def _welcome(desk: Desk, origin: str, *, demo: bool) -> None:
    """Say in the terminal that the desk is open, and how the first admin comes in."""
    announce(f"smiledesk ready on {origin}")
    link = await first_admin_link(desk.store, desk.clock, desk.site.public_origin or origin, always=demo)
    if link:
        announce(f"To become admin, open this link; it works once: {link}")


def likely_language(text: str, likely: str) -> str:
    """The language of a patron's words by their small words, else the likely one: no model is loaded for this."""
    return detect(text, {lang: load_cues(lang) for lang in LANGUAGES}) or likely


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
