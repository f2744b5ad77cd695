"""A desk that lives often: started as a program, killed at any moment, and started again on what it left."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.history import History, lines_of

READY = b'{"ready": true}\n'


@contextmanager
def one_life(history: History, program: str, *arguments: object) -> Iterator[None]:
    """A desk, killed when the block ends, however it ends; what it had said goes into the history."""
    command = [sys.executable, "-m", program, *map(str, arguments)]
    with (
        tempfile.TemporaryFile() as grumbled,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=grumbled) as desk,
    ):
        assert desk.stdout
        said: list[bytes] = []
        reader = threading.Thread(target=lambda: said.append(desk.stdout.read()))
        try:
            first = desk.stdout.readline()
            grumbled.seek(0)
            assert first == READY, grumbled.read().decode()
            reader.start()
            yield
            assert desk.poll() is None, "it ended by itself"
        finally:
            desk.kill()
            if reader.ident:
                reader.join()
    for line in lines_of(said[0]):
        history.read(line)


def ask(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Read a store without its own code."""
    database = sqlite3.connect(path)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def left_to_do(path: Path) -> tuple[int, int]:
    """What came in and is not handled, and replies that are not settled."""
    (inbox,) = ask(path, "SELECT count(*) FROM inbox WHERE state = 'new'")[0]
    (outbox,) = ask(path, "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')")[0]
    return inbox, outbox


def fates(path: Path) -> dict[str, str]:
    """Reply text -> the state its delivery ended in, from the journal."""
    said = dict(ask(path, "SELECT json_extract(meta, '$.reply'), text FROM entry WHERE kind = 'message'"))
    query = """SELECT json_extract(meta, '$.reply'), json_extract(meta, '$.state') FROM entry
               WHERE kind = 'delivery' ORDER BY conversation, seq"""
    return {said[reply]: state for reply, state in ask(path, query) if reply in said}


def stored(path: Path, by: str) -> list[str]:
    """Every message of patrons or librarians, as often as it stands there."""
    return [text for (text,) in ask(path, f"SELECT text FROM entry WHERE kind = 'message' AND by = '{by}'")]
