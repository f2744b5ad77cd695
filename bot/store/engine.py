"""What the store needs of a database; the statements are the same on each, said in SQLite's way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

Values = Sequence[Any] | Mapping[str, Any]


class Fault(Exception):  # noqa: N818  caught beside sqlite3.Error, said by nobody
    """A database other than SQLite could not do what it was told.

    Attributes:
        reason: A word of ``bot.ports.StoreClosed`` where the database is at fault, "" where the statement is.
    """

    def __init__(self, reason: str, said: str) -> None:
        super().__init__(said)
        self.reason = reason


class Unsure(Fault):
    """A commit's answer was lost, and nobody can be asked whether it happened: it must not be done again."""


class StoreInUse(Exception):  # noqa: N818  said as a sentence
    """Another smiledesk writes there."""


class UnfitDatabase(Exception):  # noqa: N818  said as a sentence
    """The database can't be reached, or was made with settings the store can't work with."""


FAULTS: Final = (sqlite3.Error, Fault)
"""What a statement may raise: the group it belongs to is rolled back."""


class Rows(Protocol):
    """What a statement gives back."""

    @property
    def rowcount(self) -> int:
        """Rows that were changed."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left, one by one."""
        ...


class Connection(Protocol):
    """A connection in autocommit mode: whoever wants a transaction begins one."""

    @property
    def in_transaction(self) -> bool:
        """Whether one was begun."""
        ...

    def execute(self, statement: str, values: Values = (), /) -> Rows:
        """One statement; values stand for its ``?`` or ``:name``."""
        ...

    def executemany(self, statement: str, values: Iterable[Values], /) -> Rows:
        """One statement for each of many values."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Engine(Protocol):
    """A database the store can stand on."""

    @property
    def now(self) -> str:
        """An expression: the database's own clock, in microseconds since 1970 UTC."""
        ...

    @property
    def among(self) -> str:
        """A condition after a column: its text is one of those in a JSON list, which stands for its ``?``."""
        ...

    @property
    def matches(self) -> str:
        """A condition after a column: its text holds what ``pattern`` describes, which stands for its ``?``."""
        ...

    def pattern(self, letters: Sequence[str]) -> str:
        """A word somewhere in a text, given by what each of its letters may be; "" may be anything."""
        ...

    def begin(self, connection: Connection) -> bool:
        """Begin a group that nobody else can write into; False when somebody else has written since our last one."""
        ...

    def commit(self, connection: Connection) -> None:
        """Make the group durable. Raises one of FAULTS when it is not."""
        ...

    def connect(self, *, writing: bool) -> Connection:
        """A connection of its own for a thread."""
        ...

    def wipe(self, connection: Connection) -> bool:
        """After an erasing: clear what the log still holds; False if it has to be tried again."""
        ...

    def sweep(self) -> None:
        """Let go of what old versions of rows still hold, where the database keeps them; may take its time."""
        ...
