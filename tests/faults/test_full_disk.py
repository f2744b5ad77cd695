"""Rows 55 and 56: the disk takes no more; what is there stays readable, and all goes on once there is room again."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.server.desk import open_desk

LONG = "Har ni en bok om fjärilar? " * 100


@contextmanager
def no_room_past(size: int) -> Iterator[None]:
    """No file of this process may grow past ``size`` bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_rows_55_and_56_a_disk_that_takes_no_more_refuses_new_words_and_heals_by_itself(tmp_path: Path) -> None:
    """503 and the seconds to wait; nothing half written; the very same message is taken once there is room."""
    async with open_desk(tmp_path) as opened:
        patron = await opened.patron("Hej!")
        message = {"client_id": "message-0000000001", "text": LONG}
        log = tmp_path / "desk.sqlite3-wal"
        with no_room_past(log.stat().st_size):
            for _ in range(3):
                refused = await patron("POST", "/api/patron/messages", message)
                assert (refused.status, refused.body["error"]) == (503, "unavailable")
                assert int(refused.headers["Retry-After"]) >= 1
            read = await patron("GET", "/api/patron/conversation")
            assert [entry["text"] for entry in read.body["entries"] if entry["by"] == "patron"] == ["Hej!"]
        taken = await patron("POST", "/api/patron/messages", message)
        assert taken.status == 201
        again = await patron("POST", "/api/patron/messages", message)
        assert (again.status, again.body["seq"]) == (200, taken.body["seq"])
    async with open_desk(tmp_path) as opened:
        later = opened.anybody()
        later.headers.update(patron.headers)
        read = await later("GET", "/api/patron/conversation")
        assert [entry["text"] for entry in read.body["entries"] if entry["by"] == "patron"] == ["Hej!", LONG]
