"""The one thread that writes. What comes in while it commits waits, and is committed next as one group.

Jobs are handed to the thread once for a few turns of the event loop, not one by one: else the first of many callers
that wake together would get a commit to itself, and the two threads would fight for the interpreter meanwhile.

Callers on the event loop get a future that is done only when their change is durable. A job that fails takes only
itself back; when the group as a whole can't be written, it is rolled back and run again, now that the ledger is wary,
and if it still can't, its jobs are run one by one, so that one job that can't be written fails alone.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final, Protocol

from bot.ports import StoreClosed
from bot.store.engine import FAULTS, Unsure

GROUP: Final = 256
"""Jobs a commit may carry: enough to share one fsync, few enough that the first does not wait long."""

TURNS: Final = 16
"""Turns of the event loop that the first of a group waits for more at most: while the loop has others to answer, the
two threads would only take the interpreter from each other, and a page that two could share is written twice."""

QUIET: Final = 3
"""Turns in which nobody comes after which nobody is on the way: as many lie between a request's bytes and its job. On
an idle desk all of them take some 30 microseconds."""


class Transaction(Protocol):
    """What a job works on: the open ledger."""

    def begin(self, conversations: Collection[str] = ()) -> None:
        """Open a group that is about these."""
        ...

    def flush(self) -> None:
        """Write what is still held back."""
        ...

    def commit(self) -> None:
        """Make the group durable."""
        ...

    def rollback(self) -> None:
        """Take the group back and forget what was read in it."""
        ...


Job = Callable[[Any], Any]
"""What to do on the ledger; its result is the future's."""


@dataclass(slots=True)
class _Task:
    job: Job
    about: str | None
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Owns the writing thread.

    Attributes:
        opened: Done once the ledger is open, or failed as opening it failed; then nothing is written.
    """

    def __init__(
        self,
        open_ledger: Callable[[], Transaction],
        settled: Callable[[Sequence[Any]], None],
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        """Start the thread.

        Args:
            open_ledger: Called on the thread, once.
            settled: Called on the loop with each group's results, after their futures are done.
            loop: Where the callers live.
        """
        self._queue: SimpleQueue[list[_Task] | None] = SimpleQueue()
        self._turn: list[_Task] = []
        self._open_ledger = open_ledger
        self._settled = settled
        self._loop = loop
        self._closing = False
        self.opened: asyncio.Future[None] = loop.create_future()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def do(self, job: Job, about: str | None = None) -> asyncio.Future[Any]:
        """Have a job done and made durable. Call on the event loop only.

        Args:
            job: What.
            about: The conversation it is about, if one.

        Raises:
            StoreClosed: After ``close``.
        """
        if self._closing:
            raise StoreClosed
        future: asyncio.Future[Any] = self._loop.create_future()
        if not self._turn:
            self._loop.call_soon(self._hand_over)
        self._turn.append(_Task(job, about, future))
        return future

    def _hand_over(self, before: int = 0, quiet: int = 0, turns: int = TURNS) -> None:
        """Everything that has been asked for, once nobody asks for more.

        Args:
            before: How much it was a turn of the loop ago.
            quiet: For how many turns it has been as much.
            turns: How many turns it may still wait for more.
        """
        asked = len(self._turn)
        quiet = quiet + 1 if asked == before else 0
        if turns and quiet < QUIET and asked < GROUP and not self._closing:
            self._loop.call_soon(self._hand_over, asked, quiet, turns - 1)
        elif asked:
            self._queue.put(self._turn)
            self._turn = []

    async def close(self) -> None:
        """Finish what was taken, then end the thread."""
        if not self._closing:
            self._closing = True
            self._hand_over()
            self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        try:
            ledger = self._open_ledger()
        except Exception as error:  # noqa: BLE001 - whoever opens the store is told, whatever it is
            self._loop.call_soon_threadsafe(self._tell_opened, error)
            return
        self._loop.call_soon_threadsafe(self._tell_opened, None)
        while True:
            tasks, last = self._waiting()
            for start in range(0, len(tasks), GROUP):
                group = tasks[start : start + GROUP]
                _write(ledger, group)
                self._loop.call_soon_threadsafe(self._settle, group)
            if last:
                return

    def _tell_opened(self, error: Exception | None) -> None:
        if self.opened.done():  # whoever opened it has gone
            return
        if error is None:
            self.opened.set_result(None)
        else:
            self.opened.set_exception(error)

    def _waiting(self) -> tuple[list[_Task], bool]:
        """The tasks that wait, at least one turn's; and whether the store closes after them."""
        turn = self._queue.get()
        tasks: list[_Task] = []
        while turn is not None:
            tasks += turn
            try:
                turn = self._queue.get_nowait()
            except Empty:
                return tasks, False
        return tasks, True

    def _settle(self, group: Sequence[_Task]) -> None:
        for task in group:
            if task.future.done():  # whoever asked has gone
                continue
            if task.error is None:
                task.future.set_result(task.result)
            else:
                task.future.set_exception(task.error)
        self._settled([task.result for task in group if task.error is None])


def _write(ledger: Transaction, group: Sequence[_Task]) -> None:
    for _ in range(2 if len(group) > 1 else 1):
        try:
            _together(ledger, group)
        except Unsure as error:
            for task in group:
                task.error = closed(error)
            return
        except FAULTS:
            continue
        except Exception as error:  # noqa: BLE001  nobody else would tell those who wait, and the thread must live
            for task in group:
                task.error = error
        return
    for task in group:
        _alone(ledger, task)


def _together(ledger: Transaction, group: Sequence[_Task]) -> None:
    """One commit for all. Raises one of FAULTS with nothing written."""
    try:
        ledger.begin({task.about for task in group if task.about is not None})
        for task in group:
            task.result, task.error = None, None
            _one(ledger, task)
        ledger.flush()
        ledger.commit()
    except BaseException:
        ledger.rollback()
        raise


def _one(ledger: Transaction, task: _Task) -> None:
    """One job; a refusal is an answer, an error of the database concerns the whole group."""
    try:
        task.result = task.job(ledger)
    except FAULTS:
        raise
    except Exception as error:  # noqa: BLE001  it is handed to whoever asked
        task.error = error


def _alone(ledger: Transaction, task: _Task) -> None:
    """One job in its own commit."""
    try:
        _together(ledger, [task])
    except Exception as error:  # noqa: BLE001  as for a whole group
        task.error = closed(error)


def closed(error: Exception) -> Exception:
    """What a database error means to a caller: the store can't write now, or the job itself is wrong."""
    reasons = {
        sqlite3.SQLITE_FULL: "disk_full",
        sqlite3.SQLITE_READONLY: "read_only",
        sqlite3.SQLITE_IOERR: "io_error",
        sqlite3.SQLITE_CORRUPT: "damaged",
        sqlite3.SQLITE_NOTADB: "damaged",
        sqlite3.SQLITE_CANTOPEN: "io_error",
        sqlite3.SQLITE_BUSY: "busy",
    }
    reason = getattr(error, "reason", "") or reasons.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if reason:
        told = StoreClosed(reason)
        told.__cause__ = error
        return told
    return error
