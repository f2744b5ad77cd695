"""Power that fails: a database stops between any two of its statements, and what it had committed is all there is."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from bot.ports import Clock
from bot.store.engine import Connection, Fault, Rows, StoreInUse, Values
from bot.store.migrate import migrate
from bot.store.postgres import PostgresEngine
from bot.store.postgres_connection import Connection as PostgresConnection
from bot.store.sqlite import SqliteEngine
from bot.store.store import SqlStore
from replies.house import House
from tests.cluster import Cluster
from tests.waiting import wait_for

ON: Final = -1
"""It stays on."""


@dataclass
class Power:
    """The power of one life of a desk.

    Attributes:
        off: Whether it has failed: nothing that this desk says or does from then on has happened.
        left: Moments until it fails; a moment is one statement of the writer, or the end of a commit.
        at_the_end: What is to be done the moment it fails.
    """

    off: bool = False
    left: int = ON
    at_the_end: Callable[[], None] = field(default=lambda: None)

    def moment(self) -> None:
        """One more.

        Raises:
            Fault: It was the last one.
        """
        if self.left == 0 and not self.off:
            self.off = True
            self.at_the_end()
        if self.off:
            raise Fault("closing", "the power is off")
        self.left -= 1 if self.left > 0 else 0


class Database(Protocol):
    """Where a desk's rows are, from one life to the next."""

    def open(self, power: Power, clock: Clock, house: House) -> SqlStore:
        """The store, which lives as long as its power does."""
        ...

    def close(self) -> None:
        """Clean up; nothing is open any more."""
        ...


class SqliteDatabase:
    """A folder; when the power fails, the next life begins with a copy of the files as they were that moment."""

    def __init__(self) -> None:
        self._all = Path(tempfile.mkdtemp())
        self._folder = self._all / "0"
        shutil.copytree(_with_tables(), self._folder)

    def open(self, power: Power, clock: Clock, house: House) -> SqlStore:
        """See ``Database``."""
        power.at_the_end = self._copy
        return SqlStore(_Sqlite(self._folder / "desk.sqlite3", power), clock, house, "main")

    def _copy(self) -> None:
        survivor = self._all / str(int(self._folder.name) + 1)
        shutil.copytree(self._folder, survivor)
        self._folder = survivor

    def close(self) -> None:
        """See ``Database``."""
        shutil.rmtree(self._all)


class PostgresDatabase:
    """A database; when the power fails, the server sees the line to it cut."""

    def __init__(self, cluster: Cluster) -> None:
        self._url = cluster.new_database()

    def open(self, power: Power, clock: Clock, house: House) -> SqlStore:
        """See ``Database``. The server believes for some moments in a line that was cut."""
        engine = _Postgres(self._url, power)
        wait_for(lambda: _is_free(engine))
        return SqlStore(engine, clock, house, "main")

    def close(self) -> None:
        """The cluster goes as a whole."""


def _is_free(engine: PostgresEngine) -> bool:
    try:
        engine.try_out()
    except StoreInUse:
        return False
    return True


@cache
def _with_tables() -> Path:
    """A folder with a store in which nothing has happened yet; made once, since it takes half a second."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    migrate(folder / "desk.sqlite3")
    return folder


class _Sqlite(SqliteEngine):
    def __init__(self, path: Path, power: Power) -> None:
        super().__init__(path)
        self._power = power

    def connect(self, *, writing: bool) -> Connection:
        connection = super().connect(writing=writing)
        return _Lit(connection, self._power) if writing else connection


class _Lit:
    """A connection to a file that works while there is power."""

    def __init__(self, connection: Connection, power: Power) -> None:
        self._connection = connection
        self._power = power
        self.close = connection.close

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, statement: str, values: Values = (), /) -> Rows:
        self._power.moment()
        rows = self._connection.execute(statement, values)
        if statement == "COMMIT":
            self._power.moment()
        return rows

    def executemany(self, statement: str, values: Iterable[Values], /) -> Rows:
        self._power.moment()
        return self._connection.executemany(statement, values)


class _Postgres(PostgresEngine):
    def __init__(self, url: str, power: Power) -> None:
        super().__init__(url, "main")
        self._power = power

    def connect(self, *, writing: bool) -> PostgresConnection:
        if not writing:
            return super().connect(writing=False)
        connection = _LitLine(self._url, self._library)
        connection.power = self._power
        self._power.at_the_end = connection.cut
        return connection


class _LitLine(PostgresConnection):
    """A connection to a server that works while there is power."""

    power: Power

    def cut(self) -> None:
        self._raw.close()

    def take_turn(self, writer: str, group: int) -> tuple[int, str]:
        self.power.moment()
        return super().take_turn(writer, group)

    def execute(self, statement: str, values: Values = (), /) -> Rows:
        self.power.moment()
        rows = super().execute(statement, values)
        if statement == "COMMIT":
            self.power.moment()
        return rows

    def executemany(self, statement: str, values: Iterable[Values], /) -> Rows:
        self.power.moment()
        return super().executemany(statement, values)
