"""One patron, erased: nothing of theirs is left in any byte, on the desk or in a copy that comes back."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import psycopg
import pytest

from bot.attachments.files import Files
from bot.backup import postgres
from bot.backup.making import make_backup
from bot.backup.restoring import restore
from bot.erasure.eraser import Eraser
from bot.erasure.log import ErasureLog
from bot.erasure.memory import Erasures, catch_up
from bot.home import Home
from bot.ports import Store
from replies import events as e
from tests.bot.backup.conftest import quiet
from tests.bot.erasure.canaries import CANARIES, CHAT, MAIL, PHONE, WORDS, found_in, plant
from tests.cluster import Cluster, running_cluster
from tests.contract.acts import ask, texts
from tests.house import FakeClock, house


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of the tests' own."""
    with running_cluster() as running:
        yield running


@pytest.fixture
async def opening() -> AsyncIterator[AsyncExitStack]:
    """What is open; a test may close it."""
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def clock() -> FakeClock:
    """A clock the test pushes."""
    return FakeClock()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """On SQLite, with the memory of erasings on another disk."""
    return Home(tmp_path / "data", erasures_in=tmp_path / "elsewhere")


@pytest.fixture
async def store(home: Home, opening: AsyncExitStack, clock: FakeClock) -> Store:
    """The desk, open."""
    return await opening.enter_async_context(home.open(clock, house(writes_mail=True)))


@pytest.fixture
def files(home: Home) -> Files:
    """Its attachments."""
    return Files(home.attachments)


@pytest.fixture
def eraser(home: Home, store: Store, files: Files) -> Eraser:
    """Who erases."""
    return Eraser(store, files, home.erasures, home.copies)


async def test_no_byte_of_an_erased_patron_is_left_on_the_desk_nor_in_a_copy_that_comes_back(
    home: Home, store: Store, files: Files, eraser: Eraser, opening: AsyncExitStack, clock: FakeClock
) -> None:
    """Database, write-ahead log, attachments and all beside them, while the desk is open and after a restore."""
    web = await plant(store, files, clock)
    other = await ask(store, "Somebody else's question")
    copy = await asyncio.to_thread(make_backup, home, home.data.parent / "copies", clock.now(), quiet)
    assert found_in(home.data) == set(CANARIES), "the search itself works"

    opened = await store.open(web)
    assert opened is not None
    report = await eraser.erase(by="anna", number=opened.conversation.number)

    assert report.conversations == 3
    assert found_in(home.data) == set()
    assert found_in(home.data.parent / "elsewhere") == set()
    assert await texts(store, other.conversation.id)
    await opening.aclose()
    restored = await restore(home, copy.folder, clock, quiet)
    assert restored.opened.erased_again == 6, "three conversations, two mails, a chat's language"
    (home.data / "before-restore").rename(home.data.parent / "before")
    assert found_in(home.data) == set()
    async with home.open(clock, house()) as again:
        assert (await texts(again, other.conversation.id))[0] == "Somebody else's question"
        assert await again.patron(email=MAIL) is None


@pytest.mark.postgres
async def test_no_row_of_an_erased_patron_is_left_in_postgresql_nor_in_its_dumps(
    cluster: Cluster, tmp_path: Path, clock: FakeClock
) -> None:
    """Live tables, a dump made afterwards, and a dump made before once it is put back."""
    home = Home(tmp_path / "data", cluster.new_database(), tmp_path / "elsewhere")
    home.data.mkdir()
    files = Files(home.attachments)
    async with home.open(clock, house(writes_mail=True)) as store:
        await plant(store, files, clock)
        copy = await asyncio.to_thread(make_backup, home, tmp_path / "copies", clock.now(), quiet)
        assert found_in_dump(home, tmp_path) == set(CANARIES) - {WORDS["filebytes"]}
        eraser = Eraser(store, files, home.erasures, server_log=True)
        report = await eraser.erase(by="anna", email=MAIL.upper())
        assert "log_of_server" in {place.where for place in report.places}
        assert found_in_dump(home, tmp_path) == set()
        assert found_in(home.data) == set()
    await restore(home, copy.folder, clock, quiet)
    assert found_in_dump(home, tmp_path) == set()


def found_in_dump(home: Home, scratch: Path) -> set[str]:
    """Canaries in the words of all live rows."""
    assert home.url is not None
    postgres.dump(home.url, scratch / "now.dump")
    statements = subprocess.run(
        [postgres.program("pg_restore"), "--file=-", str(scratch / "now.dump")], check=True, capture_output=True
    ).stdout
    with psycopg.connect(home.url) as there:
        raw = there.execute("SELECT raw FROM inbox WHERE raw IS NOT NULL").fetchall()
    (scratch / "now.dump").unlink()
    every = statements + b"".join(bytes(row[0]) for row in raw)
    return {one for one in CANARIES if one.encode() in every}


async def test_everything_that_shares_an_address_is_one_patrons_and_nothing_else(
    store: Store, files: Files, eraser: Eraser, clock: FakeClock
) -> None:
    """Found from either end, by number or by e-mail address; looking changes nothing."""
    await plant(store, files, clock)
    await ask(store, email="mira.canary@example.or")
    await ask(store, email="another.mira.canary@example.org")
    patron, unread = await eraser.find(email=" Mira.Canary@example.org ")
    assert patron is not None
    assert {one.channel for one in patron.conversations} == {"chat", "telegram", "email"}
    assert patron.addresses == {("telegram", CHAT), ("email", MAIL), ("phone", PHONE)}
    assert unread == 2
    by_number, _ = await eraser.find(number=patron.conversations[1].number)
    assert by_number == patron
    assert (await eraser.find(number=999))[0] is None


async def test_what_cannot_be_reached_is_named(
    home: Home, store: Store, files: Files, eraser: Eraser, clock: FakeClock
) -> None:
    """Copies by their folder; a mailbox or a chat that nobody opened is no reason to keep the rest."""
    await plant(store, files, clock)
    copy = await asyncio.to_thread(make_backup, home, home.data / "backups", clock.now(), quiet)
    report = await eraser.erase(by="anna", email=MAIL)
    left = {place.where: place for place in report.places if not place.reached}
    assert left["backups"].names == (str(copy.folder),)
    assert left["mailbox_trouble"].names == (MAIL,)
    assert set(left) == {"backups", "mail_sent", "mailbox_trouble", "telegram_trouble", "their_copies"}
    again = await eraser.erase(by="anna", email=MAIL)
    assert again.conversations == 0


async def test_an_erasing_is_audited_without_saying_whose(store: Store, files: Files, eraser: Eraser) -> None:
    """Who did it and how much it was."""
    asked = await ask(store, email=MAIL)
    await eraser.erase(by="anna", number=asked.conversation.number)
    (line,) = await store.audited()
    assert (line.who, line.action, line.subject, line.details) == ("anna", "patron.erased", "", {"conversations": 1})


async def test_what_a_patron_erased_stays_erased_after_a_copy_is_put_back_by_hand(
    home: Home, store: Store, opening: AsyncExitStack, clock: FakeClock
) -> None:
    """The desk notices at its start that its memory of erasings is longer than the copy's."""
    kept, gone = await ask(store, "keep me"), await ask(store, "forget me")
    async with Erasures(store, home.erasures):
        copy = await asyncio.to_thread(make_backup, home, home.data / "backups", clock.now(), quiet)
        await store.apply(e.PatronForgot(conversation=gone.conversation.id))
    await opening.aclose()
    home.database.write_bytes((copy.folder / "desk.sqlite3").read_bytes())
    async with home.open(clock, house()) as again:
        assert "forget me" in await texts(again, gone.conversation.id)
        async with Erasures(again, home.erasures):
            assert "forget me" not in await texts(again, gone.conversation.id)
            assert "keep me" in await texts(again, kept.conversation.id)
        assert await catch_up(again, home.erasures) == 0


async def test_an_erasing_that_a_crash_kept_from_being_noted_is_noted_at_the_next_start(
    home: Home, store: Store
) -> None:
    """The store counts what it forgot."""
    async with Erasures(store, home.erasures):
        pass
    gone = await ask(store)
    await store.apply(e.PatronForgot(conversation=gone.conversation.id))  # nobody was listening: the crash
    assert not home.erasures.knows("conversation", gone.conversation.id)
    await catch_up(store, home.erasures)
    assert home.erasures.knows("conversation", gone.conversation.id)


async def test_what_goes_by_its_time_is_not_noted(home: Home, store: Store) -> None:
    """It goes again by itself from any copy, and the log stays short."""
    asked = await ask(store)
    async with Erasures(store, home.erasures):
        await store.apply(e.PatronLeft(conversation=asked.conversation.id))
        await store.apply(e.RetentionPassed(conversation=asked.conversation.id))
    assert len(home.erasures) == 0
    assert await catch_up(store, home.erasures) == 0


def test_the_log_says_nothing_without_its_key(tmp_path: Path) -> None:
    """Another key knows nothing; half a line of a power cut is dropped; the same erasing is one line."""
    log = ErasureLog(tmp_path)
    assert log.add("conversation", ["a" * 32, "b" * 32]) == 2
    assert log.add("conversation", ["a" * 32]) == 0
    text = (tmp_path / "log").read_text()
    assert "a" * 32 not in text
    (tmp_path / "log").write_text(text + "0123")
    assert (ErasureLog(tmp_path).knows("conversation", "a" * 32), len(ErasureLog(tmp_path))) == (True, 2)
    assert not ErasureLog(tmp_path).knows("arrival", "a" * 32)
    (tmp_path / "key").write_bytes(b"another key")
    assert not ErasureLog(tmp_path).knows("conversation", "a" * 32)
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600
