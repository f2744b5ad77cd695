"""A desk that lives often: started as a program, killed at any moment, and started again on what it left."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.faults.history import History, lines_of

READY = b'{"ready": true}\n'

PROGRAMS = ("scribe", "telegram_desk", "group_desk", "mail_desk")

_NURSERY = get_context("forkserver")
_NURSERY.set_forkserver_preload([f"tests.faults.{program}" for program in PROGRAMS])
"""Lives begin by a fork of a process that has imported everything: a hundred of them would import for minutes."""


@contextmanager
def one_life(history: History, program: str, *arguments: object) -> Iterator[None]:
    """A desk, killed when the block ends, however it ends; what it had said goes into the history."""
    hears, says = _NURSERY.Pipe(duplex=False)
    with hears, tempfile.NamedTemporaryFile() as grumbled, open(hears.fileno(), "rb", closefd=False) as pipe:
        told = (program, [*map(str, arguments)], says, grumbled.name)
        desk = _NURSERY.Process(target=_live, args=told, daemon=True)
        desk.start()
        says.close()
        said: list[bytes] = []
        reader = threading.Thread(target=lambda: said.append(pipe.read()))
        try:
            first = pipe.readline()
            assert first == READY, grumbled.read().decode()
            reader.start()
            yield
            assert desk.is_alive(), "it ended by itself"
        finally:
            desk.kill()
            if reader.ident:
                reader.join()
            desk.join()
            desk.close()
    for line in lines_of(said[0]):
        history.read(line)


def _live(program: str, arguments: Sequence[str], says: Connection, grumbles: str) -> None:
    """The program's own process: what it prints goes to whoever watches, what it logs to a file."""
    os.dup2(says.fileno(), 1)
    os.dup2(os.open(grumbles, os.O_WRONLY), 2)
    sys.argv = [program, *arguments]
    asyncio.run(import_module(program).main())


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
