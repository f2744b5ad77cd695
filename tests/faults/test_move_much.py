"""A desk of 100,000 conversations moved from SQLite to PostgreSQL and back: every row is the same."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bench.growth import fill
from bot.commands.move import move_desk
from tests.cluster import running_cluster

CONVERSATIONS = 100_000
_PASSING = {"lease", "mark", "turn"}


def exported(path: Path) -> dict[str, str]:
    """A digest of every table, its rows in the order of their keys, read without the code that moves them."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: _digest(database, name) for name in names if name not in _PASSING}


def _digest(database: sqlite3.Connection, table: str) -> str:
    seen = hashlib.sha256()
    width = len(database.execute(f"SELECT * FROM {table} LIMIT 0").description)
    order = ", ".join(str(column) for column in range(1, width + 1))
    for row in database.execute(f"SELECT * FROM {table} ORDER BY {order}"):
        seen.update(repr(row).encode())
    return seen.hexdigest()


@pytest.mark.faults
@pytest.mark.postgres
def test_a_hundred_thousand_conversations_come_back_as_they_went(tmp_path, monkeypatch, capsys, record_property):
    """Half a million messages; each way says the same digest."""
    there, back = tmp_path / "there", tmp_path / "back"
    for folder in (there, back):
        folder.mkdir()
    fill(there / "desk.sqlite3", CONVERSATIONS)
    took = []
    with running_cluster() as cluster:
        monkeypatch.setenv("SMILEDESK_DATABASE", cluster.new_database())
        monkeypatch.chdir(tmp_path)
        for to, folder in (("postgresql", there), ("sqlite", back)):
            began = time.monotonic()
            assert move_desk(to, folder, None, dry=False) == 0
            took.append(time.monotonic() - began)
    said = capsys.readouterr().out
    assert len({line.rpartition("SHA-256 ")[2] for line in said.splitlines() if "SHA-256" in line}) == 1
    assert exported(there / "desk.sqlite3") == exported(back / "desk.sqlite3")
    record_property("seconds there and back", took)
    with capsys.disabled():
        sys.stdout.write(f"\n{said.splitlines()[0]}\nthere {took[0]:.0f} s, back {took[1]:.0f} s\n")
