"""How SQLite answers what is asked again and again: from the index that was made for it, however much there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import queues, sql
from bot.store.migrate import migrate

VALUES = {"library": "main", "person": "anna", "desk": None, "limit": 50, "skip": 0, "now": 0}
FOR_ALL = ("conversation_opened", "conversation_id")
"""Indexes over every conversation there ever was."""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Tables without rows: plans go by the tables alone."""
    path = Path(tmp_path_factory.mktemp("plans")) / "desk.sqlite3"
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


ASKED = {
    **{f"count {view}": (query, VALUES) for view, query in queues._COUNTS.items()},
    **{f"page {view}": (query, VALUES) for view, query in queues._QUEUES.items()},
    "loads": (queues._LOADS, ("main",)),
    "waiting by desk": (sql.COUNT_WAITING, ("main",)),
}


@pytest.mark.parametrize("what", ASKED)
def test_no_list_goes_through_every_conversation_there_ever_was(database: sqlite3.Connection, what: str) -> None:
    """Neither the whole table nor an index over all of it."""
    query, values = ASKED[what]
    plan = [line for *_, line in database.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    assert not [line for line in plan if any(index in line for index in FOR_ALL) or line == "SCAN conversation"], plan
