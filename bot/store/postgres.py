"""The store on PostgreSQL: the same ledger and the same statements, over psycopg on the writer's thread.

Any number of processes write for a library there. Each group takes its turn: it begins by counting up the one row of
the table ``turn``, which stays locked until the group is committed or taken back. So every group sees all that went
before, and the order of entries by row is the order in which they were committed. The turn's number tells the ledger
whether what it read in its last group is still true.

Each group also leaves its mark, so that a process whose commit's answer was lost can see what became of it. The
transaction's number would not do: of a server that died, the numbers that never reached its log are given out again.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

import psycopg

from bot.ports import Clock
from bot.store import engine
from bot.store.engine import Fault, StoreInUse, UnfitDatabase, Unsure
from bot.store.feed import Feed
from bot.store.hints import Hints, Line
from bot.store.hints_notify import NotifyLine
from bot.store.migrate import migrate_postgres
from bot.store.postgres_connection import NOW, Connection, Raw, connect, let_go, lock, told
from bot.store.store import SqlStore
from replies.house import House

_MAKE_SURE: Final = 15.0
"""Seconds that a commit whose answer was lost is asked after."""

_FORGOTTEN: Final = 7 * 24 * 60 * 60 * 1_000_000
"""Microseconds after which nobody asks for a process's mark any more."""


@asynccontextmanager
async def open_store(
    url: str,
    clock: Clock,
    house: House,
    *,
    library: str = "main",
    shared: bool = False,
    hints_on: Callable[[str], Line] | None = None,
) -> AsyncIterator[SqlStore]:
    """Open the store in the database at ``url`` ("postgresql://..."), creating or upgrading its tables.

    Args:
        url: Where.
        clock: The time.
        house: What decisions are made by.
        library: Whose.
        shared: Whether other processes may write there, too; then what they write is heard, and what was on the
            wire is left to whoever takes the watch (``SqlStore.recover``). Else it becomes uncertain now.
        hints_on: How processes give each other hints, from the desk's id; by NOTIFY without it.

    Raises:
        StoreInUse: Another process is there, and this one or that one wants to be alone.
        UnfitDatabase: It can't be reached, or does not sort by code point, as the store's prefixes need.
        NewerSchema: It was written by a newer version.
    """
    there = PostgresEngine(url, library, shared=shared)
    try:
        await asyncio.to_thread(there.try_out)
        await asyncio.to_thread(migrate_postgres, url)
    except (psycopg.OperationalError, psycopg.ProgrammingError) as trouble:
        raise UnfitDatabase(f"The PostgreSQL database can't be used: {str(trouble).strip()}") from trouble
    async with AsyncExitStack() as stack:
        store = SqlStore(there, clock, house, library)
        stack.push_async_callback(store.close)
        await store.opened()
        if shared:
            line = hints_on(await store.desk_id()) if hints_on else NotifyLine(url)
            hints = await stack.enter_async_context(Hints(line, library))
            await stack.enter_async_context(Feed(store, hints, lambda: there.last_turn))
        else:
            await store.recover()
        yield store


class PostgresEngine:
    """See ``bot.store.engine.Engine``."""

    now: Final = NOW
    among: Final = "= ANY(ARRAY(SELECT json_array_elements_text(CAST(? AS json))))"

    def __init__(self, url: str, library: str, *, shared: bool = False) -> None:
        self._url = url
        self._library = library
        self._shared = shared
        self.last_turn = 0
        self._turn = 0
        self._transaction = ""
        self._writer = secrets.token_hex(16)
        self._group = 0

    matches: Final = "~ ?"

    def pattern(self, letters: Sequence[str]) -> str:
        """A regular expression of sets of letters and nothing else, so that none is slow."""
        return "".join(f"[{letter}]" if letter else "." for letter in letters)

    def begin(self, connection: engine.Connection) -> bool:
        """Wait for our turn."""
        assert isinstance(connection, Connection)
        self._group += 1
        self._turn, self._transaction = connection.take_turn(self._writer, self._group)
        return self._turn == self.last_turn + 1

    def commit(self, connection: engine.Connection) -> None:
        """One wait for the disk. When the answer is lost, the server is asked what became of it.

        Raises:
            Unsure: It can't be asked, either.
        """
        try:
            connection.execute("COMMIT")
        except Fault as fault:
            if connection.in_transaction or not self._was_committed(fault):
                raise
        self.last_turn = self._turn

    def _was_committed(self, fault: Fault) -> bool:
        until = time.monotonic() + _MAKE_SURE
        while time.monotonic() < until:
            try:
                raw = connect(self._url)
                try:
                    if self._is_over(raw):
                        mark = raw.execute("SELECT n FROM mark WHERE writer = %s", (self._writer,)).fetchone()
                        return mark == (self._group,)
                finally:
                    let_go(raw)
            except psycopg.Error:
                pass  # not back yet
            time.sleep(0.1)
        raise Unsure("io_error", str(fault)) from fault

    def _is_over(self, raw: Raw) -> bool:
        """Whether the transaction can't be committed any more, or is."""
        query = "SELECT pg_xact_status(CAST(%s AS xid8)) = 'in progress'"
        try:
            return raw.execute(query, (self._transaction,)).fetchone() != (True,)
        except psycopg.errors.InvalidParameterValue:  # a number that is still to come: the server has died since
            return True

    def try_out(self) -> None:
        """Raise now what would stand in the way later."""
        raw = connect(self._url)
        try:
            if raw.execute("SELECT 'B' < 'a'").fetchone() != (True,):  # in every language, a comes first
                raise UnfitDatabase(
                    "The database sorts as a language does; smiledesk needs code points. Make one with: "
                    "CREATE DATABASE smiledesk TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' ENCODING 'UTF8'"
                )
            lock(raw, self._library, shared=self._shared)
        finally:
            let_go(raw)

    def connect(self, *, writing: bool) -> Connection:
        """A connection that opens itself again when the server has ended it."""
        with told():
            return Connection(self._url, self._library if writing else None, shared=self._shared)

    def wipe(self, connection: object) -> bool:  # noqa: ARG002
        """The server's log is the server's: docs/operations.md says how long it keeps what was erased."""
        return True

    def sweep(self) -> None:
        """Have the server let go of old versions of rows; docs/operations.md says how long its log keeps them."""
        raw = connect(self._url)
        try:
            raw.execute(f"DELETE FROM mark WHERE at < {NOW} - {_FORGOTTEN}")
            raw.execute("VACUUM mark, entry, outbox, draft, patron, named, file, inbox, memory, conversation")
        finally:
            raw.close()


__all__ = ["Connection", "PostgresEngine", "StoreInUse", "open_store"]
