"""A desk moved from SQLite to PostgreSQL and back: the same rows, and it goes on from there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from bot.commands.move import move_desk
from bot.ports import Link, Person, Session, Store
from bot.store import postgres, sqlite
from tests.cluster import Cluster, running_cluster
from tests.contract.acts import ask, claim, send, texts, write
from tests.house import FakeClock, house

pytestmark = pytest.mark.postgres
LATER = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server."""
    with running_cluster() as running:
        yield running


@pytest.fixture
def url(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database, named to the command."""
    made = cluster.new_database()
    monkeypatch.setenv("SMILEDESK_DATABASE", made)
    monkeypatch.chdir(tmp_path)
    return made


async def live_a_day(store: Store) -> str:
    """Something in most tables; returns a conversation."""
    cid = (await ask(store, "Where is\0 Kalevala? 🦉", source="web:1", token_hash="t" * 64)).conversation.id
    await claim(store, cid)
    await send(store, cid, "On the second floor, ärade vän.")
    await store.keep_draft(cid, "anna", "And also", version=0)
    await ask(store, "Ciao", channel="telegram", address="77", ref="m1", source="telegram:1:5")
    await store.take_in("telegram:1", [("5", b'{"update_id": 5}\x00\xff')])
    await store.put_person(Person("p1", "Anna", "librarian", ("en", "sv"), settings={"plain": True}), by="cli")
    await store.put_session(Session("s" * 64, "p1", "c", LATER - timedelta(days=1), LATER))
    await store.put_link(Link("l" * 64, "admin", None, LATER))
    await store.propose_word("Kalevala", "fi", by="p1")
    await store.put_setting("notices", {"catalogue": {"until": None, "by": "p1"}}, by="p1")
    await store.remember("telegram:offset", 5)
    return cid


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read without the code that moves them; NUL as PostgreSQL has to have it."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    return {
        name: sorted(
            (tuple(v.replace("\0", "\ufffd") if isinstance(v, str) else v for v in row) for row in rows), key=repr
        )
        for name, rows in tables.items()
        if name not in ("turn", "lease", "mark")
    }


async def test_there_and_back_again_every_row_is_the_same(url: str, tmp_path: Path, capsys) -> None:
    """And a desk that opens at either end goes on: new rows, known sources, the audit's chain."""
    there, back = tmp_path / "there", tmp_path / "back"
    for folder in (there, back):
        folder.mkdir()
    async with sqlite.open_store(there / "desk.sqlite3", FakeClock(), house()) as store:
        cid = await live_a_day(store)
    assert move_desk("postgresql", there, None, dry=False) == 0
    assert move_desk("sqlite", back, None, dry=False) == 0
    said = capsys.readouterr().out
    assert said.count("SHA-256 ") == 2
    assert len({line.rpartition("SHA-256 ")[2] for line in said.splitlines() if "SHA-256" in line}) == 1
    left, came = everything(there / "desk.sqlite3"), everything(back / "desk.sqlite3")
    assert left == came
    assert sum(map(bool, left.values())) > 12
    opened = [
        sqlite.open_store(back / "desk.sqlite3", FakeClock(), house()),
        postgres.open_store(url, FakeClock(), house()),
    ]
    for opening in opened:
        async with opening as store:
            assert (await ask(store, "Ciao", channel="telegram", address="77", source="telegram:1:5")).duplicate
            await write(store, cid, "Thank you!")
            assert (await texts(store, cid))[-1] == "Thank you!"
            assert (await ask(store)).conversation.number == 3
            assert await store.audit_break() is None
            assert (await store.propose_word("Aleksis", "fi", by="p1")).state == "open"


async def test_a_database_with_a_desk_in_it_is_left_alone(url: str, tmp_path: Path, capsys) -> None:
    """Said in a sentence."""
    async with postgres.open_store(url, FakeClock(), house()) as store:
        await ask(store)
    async with sqlite.open_store(tmp_path / "desk.sqlite3", FakeClock(), house()) as store:
        await ask(store)
    assert move_desk("postgresql", tmp_path, None, dry=False) == 2
    assert "There is a desk already" in capsys.readouterr().err


async def test_a_dry_run_writes_nothing(url: str, tmp_path: Path, capsys) -> None:
    """It counts."""
    async with sqlite.open_store(tmp_path / "desk.sqlite3", FakeClock(), house()) as store:
        await ask(store)
    assert move_desk("postgresql", tmp_path, None, dry=True) == 0
    assert "would be moved to the PostgreSQL database" in capsys.readouterr().out
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM conversation").fetchone() == (0,)


async def test_an_open_desk_is_not_moved(url: str, tmp_path: Path, capsys) -> None:
    """At either end."""
    async with sqlite.open_store(tmp_path / "desk.sqlite3", FakeClock(), house()):
        assert move_desk("postgresql", tmp_path, None, dry=False) == 2
    async with postgres.open_store(url, FakeClock(), house(), shared=True):
        assert move_desk("postgresql", tmp_path, None, dry=False) == 2
    assert capsys.readouterr().err.count("Another smiledesk") == 2
