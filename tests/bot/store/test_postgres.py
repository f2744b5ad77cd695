"""What is PostgreSQL's own; the rest is the contract, which every engine keeps."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator

import psycopg
import pytest

from bot.ports import StoreClosed
from bot.store import postgres
from bot.store.engine import Fault, Rows, StoreInUse, UnfitDatabase, Values
from bot.store.migrate import migrate_postgres
from bot.store.postgres import PostgresEngine, open_store
from bot.store.postgres_connection import Connection
from bot.store.store import SqlStore
from replies.events import NoteAdded, PatronAsked, PatronWrote
from replies.message import EntryKind
from tests.cluster import Cluster, running_cluster
from tests.house import FakeClock, house
from tests.waiting import wait_for

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server that may be killed."""
    with running_cluster() as running:
        yield running


def asked(conversation: str) -> PatronAsked:
    return PatronAsked(conversation=conversation, source=f"ask:{conversation}", channel="chat", lang="en", text="Hi?")


async def test_a_second_desk_on_the_same_database_is_refused(cluster: Cluster) -> None:
    """Two writers would each trust what they had read."""
    url = cluster.new_database()
    async with open_store(url, FakeClock(), house()):
        with pytest.raises(StoreInUse, match="Another smiledesk writes"):
            async with open_store(url, FakeClock(), house()):
                pass
    async with open_store(url, FakeClock(), house()):
        pass


async def test_who_comes_in_while_a_desk_opens_is_heard_of_at_once(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another may take the lock before the writing thread does; nobody then waits for a dead thread."""
    url = cluster.new_database()
    others: list[Connection] = []

    def migrate(where: str) -> None:
        migrate_postgres(where)
        others.append(Connection(where, "main"))

    monkeypatch.setattr(postgres, "migrate_postgres", migrate)
    async with asyncio.timeout(20):
        with pytest.raises(StoreInUse, match="Another smiledesk writes"):
            async with open_store(url, FakeClock(), house(), shared=True):
                pass
    others[0].close()


async def test_a_server_that_was_killed_and_came_back_has_what_was_acknowledged(cluster: Cluster) -> None:
    """Meanwhile nothing is accepted; afterwards the desk goes on without being started again."""
    async with open_store(cluster.new_database(), FakeClock(), house()) as store:
        await store.apply(asked("c1"))
        cluster.stop(signal.SIGQUIT)
        write = PatronWrote(conversation="c1", source="web:1", text="Are you there?")
        with pytest.raises(StoreClosed):
            await store.apply(write)
        for _ in range(5):  # by readers that are open, and by one that is not yet
            with pytest.raises(StoreClosed):
                await asyncio.gather(store.open("c1"), store.due(), store.next_due())
        cluster.start()
        outcome = await store.apply(write)
        assert not outcome.duplicate
        assert (await store.apply(write)).duplicate
        opened = await store.open("c1")
        assert opened is not None
        assert [entry.text for entry in opened.entries if entry.by == "patron"] == ["Hi?", "Are you there?"]


def test_a_reader_that_was_stopped_in_the_middle_reads_on_over_a_new_line(cluster: Cluster) -> None:
    """The server ends a transaction that stood still: the statement is not at fault, and is asked again."""
    reader = Connection(cluster.new_database(), None)
    try:
        reader.execute("SET idle_in_transaction_session_timeout = '20ms'")
        reader.execute("BEGIN")
        wait_for(lambda: ended(cluster), 5)
        with pytest.raises(Fault) as caught:
            reader.execute("SELECT 1")
        assert caught.value.reason == "io_error"
        assert reader.execute("SELECT 1").fetchone() == (1,)
    finally:
        reader.close()


def ended(cluster: Cluster) -> bool:
    """Whether the server has cut off whoever stood still."""
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
        return connection.execute(waiting).fetchone() == (0,)


async def test_a_database_that_sorts_by_language_is_refused_with_what_to_do(cluster: Cluster) -> None:
    """Prefixes would be cut wrong in it, silently."""
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE sorted TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'")
    with pytest.raises(UnfitDatabase, match="LC_COLLATE 'C'"):
        async with open_store(cluster.url("sorted"), FakeClock(), house()):
            pass


async def test_a_database_that_is_not_there_is_named(cluster: Cluster) -> None:
    """Instead of a trace."""
    with pytest.raises(UnfitDatabase, match="nowhere"):
        async with open_store(cluster.url("nowhere"), FakeClock(), house()):
            pass


class CutLine(Connection):
    """A connection that is cut at the next COMMIT: before the server gets it, or before its answer comes back."""

    when = ""

    def execute(self, statement: str, values: Values = (), /) -> Rows:
        when, self.when = (self.when, "") if statement == "COMMIT" else ("", self.when)
        if when == "before":
            self._raw.close()
        rows = super().execute(statement, values) if when != "before" else None
        if when == "after":
            self._raw.close()
        if when or rows is None:
            raise Fault("io_error", "the line was cut")
        return rows


class CutLines(PostgresEngine):
    """A database whose lines are cut."""

    def connect(self, *, writing: bool) -> CutLine:
        connection = CutLine(self._url, self._library if writing else None)
        if writing:
            self.line = connection
        return connection


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_line_that_is_cut_at_the_commit_loses_nothing_and_doubles_nothing(
    cluster: Cluster, when: str
) -> None:
    """The server is asked what became of the transaction; only what was not committed is done again."""
    engine = CutLines(cluster.new_database(), "main")
    store = SqlStore(engine, FakeClock(), house(), "main")
    try:
        await store.apply(asked("c1"))
        engine.line.when = when
        outcome = await store.apply(NoteAdded(conversation="c1", who="anna", text="Rang the archive."))
        opened = await store.open("c1")
        assert opened is not None
        assert [entry.seq for entry in opened.entries if entry.kind is EntryKind.NOTE] == [outcome.seq]
    finally:
        await store.close()


async def test_a_question_whose_line_was_cut_is_asked_again(cluster: Cluster) -> None:
    """A reader notices nothing; when the server is not there at all, the store says so, as for writing."""
    url = cluster.new_database()
    async with open_store(url, FakeClock(), house()) as store:
        await store.apply(asked("c1"))
        for _ in range(3):
            assert await store.open("c1")
            with psycopg.connect(url, autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            assert await store.counts()
        cluster.stop(signal.SIGQUIT)
        with pytest.raises(StoreClosed):
            await store.open("c1")
        cluster.start()
        assert await store.open("c1")


async def test_a_process_that_stops_in_its_turn_loses_it(cluster: Cluster) -> None:
    """The others wait for some seconds, not for ever; what it had begun is not written."""
    url = cluster.new_database()
    stopped = Connection(url, "main", shared=True)
    stopped.take_turn("f00d", 1)
    async with open_store(url, FakeClock(), house(), shared=True) as store:
        async with asyncio.timeout(9):
            await store.apply(asked("c1"))
    with pytest.raises(Fault):
        stopped.execute("COMMIT")
    stopped.close()


def test_a_group_that_died_with_the_server_is_not_taken_for_another_that_bears_its_number(cluster: Cluster) -> None:
    """The number of a transaction that never reached the log is given out again once the server is back."""
    url = cluster.new_database()
    engine = PostgresEngine(url, "main", shared=True)
    connection = engine.connect(writing=True)
    engine.begin(connection)
    connection.execute("INSERT INTO opening (library_id, source, conversation) VALUES ('main', ?, 1)", (b"lost",))
    with psycopg.connect(url) as asking:
        number = asking.execute("SELECT max(backend_xid::text::bigint) FROM pg_stat_activity").fetchone()
    cluster.kill()
    cluster.start()
    with psycopg.connect(url, autocommit=True) as others:
        while others.execute("SELECT pg_current_xact_id()::text::bigint").fetchone() <= number:
            pass
        with pytest.raises(Fault):
            engine.commit(connection)
        assert others.execute("SELECT count(*) FROM opening").fetchone() == (0,)
    connection.close()
