"""Row 61 on a whole desk: its process is told another time while it runs, by days, forward and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.running import RunningDesk
from tests.faults.exchange import Exchange
from tests.faults.test_kill_web import HURRIED
from tests.waiting import wait_for

DAY = 86_400


class Clock:
    """What a process under libfaketime takes for the time: the true time, and so many seconds."""

    def __init__(self, folder: Path) -> None:
        (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
        self._file = folder / "time"
        self.set(0)
        self.environment = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, ahead: int) -> None:
        """From now on."""
        self._file.write_text(f"{ahead:+d}\n")


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    """The desk's own."""
    return Clock(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[RunningDesk]:
    """A desk whose replies may be undone for a second."""
    settings = HURRIED.replace("undo_seconds = 0", "undo_seconds = 1").replace('"sv", "en", "it", "ro", "fi"', '"en"')
    running = RunningDesk(tmp_path, settings, environment=clock.environment)
    running.start()
    yield running
    running.kill()


@pytest.mark.faults
@pytest.mark.faketime
def test_row_61_words_come_and_go_in_order_whatever_time_the_machine_thinks_it_is(desk, clock):
    """Set while a reply may still be undone: a day on, two days back, an hour on; each leaves all the same."""
    exchange = Exchange(desk)
    for ahead in (DAY, -DAY, 3600 - DAY):
        exchange.asks_more()
        exchange.answers()
        clock.set(ahead)
        wait_for(exchange.is_answered, 20)
    desk.kill()
    clock.set(-3 * DAY)
    desk.start()
    exchange.asks_more()
    exchange.answers()
    wait_for(exchange.is_answered, 20)
    assert exchange.read_by_the_patron() == exchange.said
