"""kill -9 of one after another of a desk's processes: three that answer, two that send, and PostgreSQL itself."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psycopg
import pytest

from bot.commands.move import move_desk
from tests.cluster import Cluster, running_cluster
from tests.e2e.running import ADMIN, SETTINGS
from tests.faults.history import History, check, read_journals
from tests.faults.lives import stored
from tests.faults.test_kill_web import Everybody
from tests.waiting import wait_for

ROOT = Path(__file__).parents[2]
HURRIED = SETTINGS.replace("undo_seconds = 3", "undo_seconds = 1") + "messages_per_minute = 100_000\n"
KILLS = 30


class Process:
    """One of them; started again it answers where it did.

    Args:
        folder: The desk's.
        command: What it is.
        before: What the command begins with, such as that of a network namespace.
        config: Its settings; those in the folder without it.
        port: Where it answers; anywhere without it.
        name: What its log is called.
    """

    def __init__(
        self,
        folder: Path,
        *command: str,
        before: Sequence[str] = (),
        config: Path | None = None,
        port: int = 0,
        name: str = "log",
    ) -> None:
        self.folder = folder
        self.command = command
        self.origin = ""
        self._before = before
        self._config = config or folder / "config.toml"
        self._port = port
        self._log = folder / f"{name}.txt"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        port = self.origin.rpartition(":")[2] or str(self._port)
        told = [*self.command, "--port", port, "--config", str(self._config)]
        told += [] if self.command[0] == "checker" else ["--data", str(self.folder)]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [*self._before, sys.executable, "-m", "bot", *told],
                stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )  # fmt: skip
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert "ready" in line, self._log.read_text("utf-8")
        self.origin = line.rpartition(" on ")[2].strip()

    def logged(self, event: str) -> list[dict[str, Any]]:
        """Its log's lines about something, of all its lives."""
        lines = (json.loads(line) for line in self._log.read_text("utf-8").splitlines() if line.startswith("{"))
        return [line for line in lines if line.get("event") == event]

    def welcome(self) -> str:
        """The first admin's link, which it says after that."""
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert ADMIN in line
        return line[line.index("http") :].strip()

    def kill(self) -> None:
        """No goodbye."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None


class Several:
    """A desk of several processes; whoever calls it is given any of them, as by a proxy."""

    def __init__(self, folder: Path, url: str) -> None:
        (folder / "database.url").write_text(url)
        (folder / "database.url").chmod(0o600)
        (folder / "config.toml").write_text(f'{HURRIED}\n[store]\ndatabase_file = "{folder}/database.url"\n', "utf-8")
        self.webs = [Process(folder, "web") for _ in range(3)]
        self.workers = [Process(folder, "worker") for _ in range(2)]
        self._dice = random.Random(9)
        self.webs[0].start()
        self.admin_link = self.webs[0].welcome()
        for process in self.each[1:]:
            process.start()

    @property
    def each(self) -> list[Process]:
        """All of them."""
        return [*self.webs, *self.workers]

    @property
    def origin(self) -> str:
        """One that answers, or was killed a moment ago."""
        return self._dice.choice(self.webs).origin


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server."""
    with running_cluster() as running:
        yield running


@pytest.mark.faults
@pytest.mark.kill
@pytest.mark.postgres
def test_rows_57_4_and_69_several_processes_lose_nothing_and_say_nothing_twice(tmp_path, cluster, monkeypatch):
    """Each patron's message is answered once, whichever process took it and whatever the database went through."""
    url = cluster.new_database()
    history, dice = History(), random.Random(20261122)
    desk = Several(tmp_path, url)
    everybody = Everybody(desk, history)
    everybody.begin()
    try:
        for kill in range(KILLS):
            time.sleep(dice.uniform(0.2, 1.0))
            if kill % 5 == 4:
                cluster.kill()
                time.sleep(dice.uniform(0, 0.5))
                cluster.start()
                continue
            process = dice.choice(desk.workers if kill % 3 == 2 else desk.webs)
            process.kill()
            process.start()
        wait_for(lambda: len(history.acked) > 200 + everybody.answered, 120)
        everybody.end()
        wait_for(lambda: unsettled(url) == 0, 60)
        wait_for(lambda: sorted(watches(desk.workers)) == ["keeping", "timers"])
    finally:
        everybody.enough.set()
        for process in desk.each:
            process.kill()

    monkeypatch.setenv("SMILEDESK_DATABASE", url)
    monkeypatch.chdir(tmp_path)
    wait_for(
        lambda: move_desk("sqlite", tmp_path, None, dry=False) == 0, 30
    )  # the server ends their connections soon
    path = tmp_path / "desk.sqlite3"
    stands = {(c, seq): (kind, text) for c, lines in read_journals(path).items() for seq, kind, text in lines}
    assert check(history, path) == []
    assert everybody.trouble == []
    assert {key: text for key, text in everybody.seen.items() if stands[key][1] != text} == {}
    assert set(Counter(stored(path, "patron")).values()) == {1}
    assert set(Counter(stored(path, "librarian")).values()) == {1}
    assert everybody.answered > 20


def watches(workers: list[Process]) -> list[str]:
    """What each worker says that it is on watch over."""
    found: list[str] = []
    for worker in workers:
        with urlopen(f"{worker.origin}/metrics", timeout=10) as answer:
            found += re.findall(r'^smiledesk_on_watch{task="(\w+)"} 1.0$', answer.read().decode(), re.MULTILINE)
    return found


def unsettled(url: str) -> int:
    """Replies that are on their way."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')").fetchone()
        assert row is not None
        return int(row[0])
