"""The move: copied in one transaction, read back and compared row by row, and only then committed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import zip_longest
from typing import Any, Final

from sqlalchemy import Table

from bot.moving.ends import End, Row
from bot.store.schema import METADATA

Tell = Callable[[str, int, int], None]
"""Told how far something has come: what, done, of how many."""

_EVERY: Final = 1_000
_PASSING: Final = frozenset({"guess", "lease", "mark", "turn"})
"""What only an open desk needs; it begins anew."""


class MoveError(Exception):
    """A desk can't be moved; one sentence for people."""


def tables() -> list[Table]:
    """What is moved."""
    return [table for table in METADATA.sorted_tables if table.name not in _PASSING]


def move(here: End, there: End, tell: Tell) -> tuple[int, str]:
    """Move every row.

    Args:
        here: The desk as it is.
        there: Tables of the same version, without a desk in them.
        tell: Told how far it has come.

    Returns:
        How many rows, and the SHA-256 of them all, the same on both sides.

    Raises:
        MoveError: There is a desk there already, or something arrived otherwise than it left; nothing is there.
    """
    if any(there.count(table) for table in tables() if table.name in ("conversation", "person")):
        raise MoveError("There is a desk already where this one should go. An empty database is needed.")
    for table in tables():
        there.clear(table)
        total = here.count(table)
        there.put(table, _watched(map(_sayable, here.rows(table)), tell, f"moving {table.name}", total))
    rows, digest = compare(here, there, tell)
    there.commit()
    return rows, digest


def compare(here: End, there: End, tell: Tell) -> tuple[int, str]:
    """Every row of one end with its like at the other; their number, and a digest of them all.

    Raises:
        MoveError: They differ; the sentence names the table and the row.
    """
    digest, rows = sha256(), 0
    for table in tables():
        digest.update(table.name.encode())
        left = _watched(map(_sayable, here.rows(table)), tell, f"comparing {table.name}", here.count(table))
        for number, (mine, yours) in enumerate(zip_longest(left, there.rows(table)), start=1):
            if mine is None or yours is None or tuple(mine) != tuple(yours):
                raise MoveError(f"Row {number} of “{table.name}” did not arrive as it left. Nothing was moved.")
            digest.update(repr(tuple(mine)).encode())
            rows += 1
    return rows, digest.hexdigest()


def _sayable(row: Row) -> Row:
    """A row as PostgreSQL can hold it, too: it knows no NUL, and nobody can read one."""
    return tuple(_without_nul(value) for value in row)


def _without_nul(value: Any) -> Any:
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


def _watched(rows: Iterable[Row], tell: Tell, what: str, total: int) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if done % _EVERY == 0:
            tell(what, done, total)
        yield row
    tell(what, total, total)
