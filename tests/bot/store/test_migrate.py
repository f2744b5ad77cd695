"""Migrations: all or nothing, up to the tables this version uses, and never past what it knows."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading

import pytest
from sqlalchemy import create_engine

from bot.store import migrate as migrating
from bot.store.engine import StoreInUse
from bot.store.migrate import HEAD, NewerSchema, migrate
from bot.store.schema import METADATA
from bot.store.sqlite import open_store
from tests.house import FakeClock, house


def _tables(path):
    """Every CREATE statement of a file but Alembic's own."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: " ".join(sql.split()) for name, sql in rows if name != "alembic_version"}


def test_the_migrations_lead_to_the_tables_of_the_schema(tmp_path):
    """Whoever changes the schema writes the step that leads there."""
    migrate(tmp_path / "migrated")
    engine = create_engine(f"sqlite:///{tmp_path / 'made'}")
    METADATA.create_all(engine)
    engine.dispose()
    assert _tables(tmp_path / "migrated") == _tables(tmp_path / "made")


def test_head_is_the_last_step_on_disk():
    """The constant that makes starts quick tells the truth."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrating.Path(migrating.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_an_up_to_date_file_is_opened_without_alembic(tmp_path):
    """A start pays nothing for migrations that are done."""
    migrate(tmp_path / "desk.sqlite3")
    program = (
        "import sys; from pathlib import Path; from bot.store.migrate import migrate; "
        "migrate(Path(sys.argv[1])); print(*(m for m in ('alembic', 'sqlalchemy') if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "desk.sqlite3"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


async def test_a_file_of_a_newer_version_is_refused_by_a_sentence_and_left_alone(tmp_path):
    """Nothing is guessed about tables nobody here knows."""
    path = tmp_path / "desk.sqlite3"
    migrate(path)
    database = sqlite3.connect(path)
    with database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = path.read_bytes()
    with pytest.raises(NewerSchema, match=r"newer smiledesk.*9999.*Install"):
        async with open_store(path, FakeClock(), house()):
            pass
    assert path.read_bytes() == before


async def test_what_is_no_database_is_not_overwritten(tmp_path):
    """Somebody's notes stay somebody's notes."""
    path = tmp_path / "desk.sqlite3"
    path.write_bytes(b"dear diary " * 100)
    with pytest.raises(sqlite3.DatabaseError):
        async with open_store(path, FakeClock(), house()):
            pass
    assert path.read_bytes() == b"dear diary " * 100


async def test_a_second_desk_on_the_same_folder_is_refused(tmp_path):
    """Two writers would decide the same moment twice."""
    async with open_store(tmp_path / "desk.sqlite3", FakeClock(), house()):
        with pytest.raises(StoreInUse, match="--data"):
            async with open_store(tmp_path / "desk.sqlite3", FakeClock(), house()):
                pass
    async with open_store(tmp_path / "desk.sqlite3", FakeClock(), house()):
        pass  # and the lock goes with the one that held it


@pytest.mark.kill
def test_a_migration_killed_at_any_moment_leaves_all_or_nothing(tmp_path):
    """Run again, it ends where it should; in between there is never half a schema."""
    program = "import sys; from pathlib import Path; from bot.store.migrate import migrate; print('go', flush=True); "
    program += "migrate(Path(sys.argv[1]))"
    whole = tmp_path / "whole"
    migrate(whole)
    dice = random.Random(7)
    for n in range(6):
        path = tmp_path / f"desk{n}"
        with subprocess.Popen([sys.executable, "-c", program, path], stdout=subprocess.PIPE) as child:
            assert child.stdout
            assert child.stdout.readline() == b"go\n"
            end = threading.Timer(dice.uniform(0.3, 1.0), os.kill, (child.pid, signal.SIGKILL))
            end.start()
            child.wait()
            end.cancel()
        if path.exists():
            assert _tables(path) in ({}, _tables(whole))
        migrate(path)
        assert _tables(path) == _tables(whole)
