"""What only SQLite has: the disk is waited for, and whoever is going to write has the file from the start."""

import sqlite3

import pytest

from bot.store.sqlite import SqliteEngine, connect


@pytest.fixture
def engine(tmp_path):
    """An engine on an empty file."""
    engine = SqliteEngine(tmp_path / "desk.sqlite3")
    made = engine.connect(writing=True)
    made.execute("CREATE TABLE word (text TEXT)")
    made.close()
    return engine


@pytest.mark.parametrize("writing", [True, False])
def test_a_commit_waits_for_the_disk_and_the_old_words_are_overwritten(tmp_path, writing):
    """P1: what is acknowledged outlives the power; P11: what is erased is not left in free pages."""
    connection = connect(tmp_path / "desk.sqlite3", writing=writing)
    full, on = 2, 1
    assert connection.execute("PRAGMA synchronous").fetchone() == (full,)
    assert connection.execute("PRAGMA secure_delete").fetchone() == (on,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_who_reads_to_write_has_the_file_from_the_start(engine, tmp_path):
    """Row 54: a read that turns into a write would fail at once if somebody else wrote between the two."""
    ours, theirs = engine.connect(writing=True), sqlite3.connect(tmp_path / "desk.sqlite3", timeout=0)
    engine.begin(ours)
    ours.execute("SELECT count(*) FROM word").fetchone()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        theirs.execute("INSERT INTO word VALUES ('theirs')")
    ours.execute("INSERT INTO word VALUES ('ours')")
    engine.commit(ours)
    theirs.execute("INSERT INTO word VALUES ('theirs')")
    theirs.commit()
    assert [text for (text,) in ours.execute("SELECT text FROM word ORDER BY rowid")] == ["ours", "theirs"]
    ours.close()
    theirs.close()


def test_a_reader_never_writes(tmp_path, engine):
    """Readers are many; one thread writes."""
    reader = engine.connect(writing=False)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("INSERT INTO word VALUES ('a')")
    reader.close()
