"""Rows 2 to 4: kill -9 of a desk on Telegram, while questions come in and replies go out."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.history import History, check, lines_of
from tests.phone import Phone, call, practice_telegram, wait_for

STORMS = [
    pytest.param(20, 100, id="20 kills", marks=pytest.mark.kill),
    pytest.param(100, 1000, id="100 kills", marks=[pytest.mark.kill, pytest.mark.faults]),
]
"""How many kills, and how many messages at least; the longer one is for `make faults`."""

PEOPLE = 5
REST = 0.04
"""Seconds a patron waits before writing more."""


class Patrons(threading.Thread):
    """People who write one message after another until told to stop."""

    def __init__(self, url):
        super().__init__(daemon=True)
        self.url = url
        self.wrote = []
        self.enough = threading.Event()
        self.phones = [Phone.of(url, f"P{number}", "en") for number in range(PEOPLE)]

    def run(self):
        """Write in turn."""
        number = 0
        while not self.enough.wait(REST):
            phone = self.phones[number % PEOPLE]
            text = f"p{number % PEOPLE} line {number}"
            phone.writes(text)
            self.wrote.append((phone.id, text))
            number += 1

    def waiting(self):
        """How many updates the desk has not confirmed."""
        return call(f"{self.url}/practice/updates")["pending"]

    def heard(self):
        """Everything the desk has said to them: (person, text)."""
        return [(phone.id, text) for phone in self.phones for text in phone.heard()]


@contextmanager
def one_life(path: Path, url: str, history: History):
    """A desk, killed when the block ends; what it had said goes into the history."""
    command = [sys.executable, "-m", "tests.faults.telegram_desk", str(path), url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as desk:
        assert desk.stdout.readline() == b'{"ready": true}\n'
        said = []
        reader = threading.Thread(target=lambda: said.append(desk.stdout.read()))
        reader.start()
        yield
        os.kill(desk.pid, signal.SIGKILL)
        reader.join()
    assert desk.returncode == -signal.SIGKILL
    for line in lines_of(said[0]):
        history.read(line)


def addresses(path: Path) -> dict[int, str]:
    """Person -> conversation, read without the store's own code."""
    database = sqlite3.connect(path)
    try:
        query = "SELECT p.address, c.id FROM patron AS p JOIN conversation AS c ON c.n = p.conversation"
        return {int(address): conversation for address, conversation in database.execute(query)}
    finally:
        database.close()


def left_to_do(path: Path) -> tuple[int, int]:
    """Updates not handled, and replies not settled."""
    database = sqlite3.connect(path)
    try:
        (inbox,) = database.execute("SELECT count(*) FROM inbox WHERE state = 'new'").fetchone()
        (outbox,) = database.execute("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')").fetchone()
    finally:
        database.close()
    return inbox, outbox


def states_of_replies(path: Path) -> dict[str, str]:
    """Reply text -> the state it ended in, from the journal."""
    database = sqlite3.connect(path)
    try:
        said = dict(database.execute("SELECT json_extract(meta, '$.reply'), text FROM entry WHERE kind = 'message'"))
        query = """SELECT json_extract(meta, '$.reply'), json_extract(meta, '$.state') FROM entry
                   WHERE kind = 'delivery' ORDER BY conversation, seq"""
        return {said[reply]: state for reply, state in database.execute(query) if reply in said}
    finally:
        database.close()


@pytest.mark.parametrize(("kills", "messages"), STORMS)
def test_rows_2_to_4_nothing_from_telegram_is_lost_or_doubled_and_no_reply_leaves_twice(tmp_path, kills, messages):
    """Killed at random moments while patrons write on; the history is read from both ends."""
    path, history, dice = tmp_path / "desk.sqlite3", History(), random.Random(20261121)
    with practice_telegram() as url:
        patrons = Patrons(url)
        patrons.start()
        for _ in range(kills):
            with one_life(path, url, history):
                time.sleep(dice.uniform(0.05, 0.7))
        wait_for(lambda: len(patrons.wrote) > messages)
        patrons.enough.set()
        patrons.join()
        with one_life(path, url, history):
            wait_for(lambda: patrons.waiting() == 0 and left_to_do(path) == (0, 0))
            time.sleep(0.3)
            wait_for(lambda: left_to_do(path) == (0, 0))
        heard = patrons.heard()

    conversations = addresses(path)
    history.acked += [(f"phone {person}", conversations[person], text, None) for person, text in patrons.wrote]
    history.wire += [f"{person}: {text}" for person, text in heard if text.startswith("answer")]
    assert check(history, path) == []
    assert len(patrons.wrote) > messages
    assert len(history.wire) > 100

    copies = Counter(text for _, text in heard)
    for text, state in states_of_replies(path).items():
        if text.startswith("answer") and state == "sent":
            assert copies[text] == 1, f"{text!r} is said to be sent and arrived {copies[text]} times"
        if text.startswith("answer"):
            assert state in {"sent", "uncertain"}
    assert {text for _, text in patrons.wrote} == {
        text.removeprefix("answer to ") for text in states_of_replies(path) if text.startswith("answer")
    }
