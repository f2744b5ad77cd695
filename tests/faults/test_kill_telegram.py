"""Rows 2 to 4: kill -9 of a desk on Telegram, while questions come in and replies go out."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.history import History, check
from tests.faults.lives import ask, fates, left_to_do, one_life, stored
from tests.phone import Phone, call, practice_telegram
from tests.waiting import wait_for

STORMS = [
    pytest.param(8, 60, id="8 kills", marks=pytest.mark.kill),
    pytest.param(100, 1000, id="100 kills", marks=[pytest.mark.kill, pytest.mark.faults]),
]
"""How many kills, and how many messages at least; the longer one is for `make faults`."""

DESK = "tests.faults.telegram_desk"
PEOPLE = 5
REST = 0.04
"""Seconds a patron waits before writing more."""


class Patrons(threading.Thread):
    """People who write one message after another, as many as each life of the desk is given, until told to stop."""

    def __init__(self, url):
        super().__init__(daemon=True)
        self.url = url
        self.wrote = []
        self.enough = threading.Event()
        self.given = threading.Semaphore(0)
        self.phones = [Phone.of(url, f"P{number}", "en") for number in range(PEOPLE)]

    def run(self):
        """Write in turn."""
        number = 0
        while not self.enough.wait(REST):
            if not self.given.acquire(timeout=REST):
                continue
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


def addresses(path: Path) -> dict[int, str]:
    """Person -> conversation."""
    query = """SELECT p.address, c.id FROM patron AS p JOIN conversation AS c ON c.n = p.conversation
               WHERE c.channel = 'telegram'"""
    return {int(address): conversation for address, conversation in ask(path, query)}


@pytest.mark.parametrize(("kills", "messages"), STORMS)
def test_rows_2_to_4_nothing_from_telegram_is_lost_or_doubled_and_no_reply_leaves_twice(tmp_path, kills, messages):
    """Killed at random moments while patrons write on; the history is read from both ends."""
    path, history, dice = tmp_path / "desk.sqlite3", History(), random.Random(20261121)
    with practice_telegram() as url:
        patrons = Patrons(url)
        patrons.start()
        try:
            for _ in range(kills):
                patrons.given.release(messages // kills + 1)
                with one_life(history, DESK, path, url):
                    time.sleep(dice.uniform(0.05, 0.7))
            wait_for(lambda: len(patrons.wrote) > messages)
        finally:
            patrons.enough.set()
            patrons.join()
        with one_life(history, DESK, path, url):
            wait_for(lambda: patrons.waiting() == 0 and len(stored(path, "librarian")) >= len(patrons.wrote), 240)
            wait_for(lambda: left_to_do(path) == (0, 0))
        heard = patrons.heard()

    conversations = addresses(path)
    history.acked += [(f"phone {person}", conversations[person], text, None) for person, text in patrons.wrote]
    history.wire += [f"{person}: {text}" for person, text in heard if text.startswith("answer")]
    assert check(history, path) == []
    assert len(patrons.wrote) > messages
    assert len(history.wire) > messages // 2

    copies = Counter(text for _, text in heard)
    answers = {text: state for text, state in fates(path).items() if text.startswith("answer")}
    assert set(answers.values()) <= {"sent", "uncertain"}
    wrong = {text: copies[text] for text, state in answers.items() if state == "sent" and copies[text] != 1}
    assert wrong == {}, "said to be sent, and arrived so often"
    assert {text for _, text in patrons.wrote} == {text.removeprefix("answer to ") for text in answers}
