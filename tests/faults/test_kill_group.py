"""kill -9 of a desk whose librarian works from the staff group alone; read in group, on phones, and in the store."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass
from urllib.error import HTTPError

import pytest

from tests.faults.history import History, check
from tests.faults.lives import ask, fates, left_to_do, one_life
from tests.faults.test_kill_telegram import addresses
from tests.phone import Phone, call, practice_telegram
from tests.waiting import wait_for

PEOPLE = 4
NOT_FOUND = 404
IMPATIENT = 1.0
"""Seconds after which a librarian presses the same button again."""


@dataclass
class Asking:
    """A patron's question of now."""

    phone: Phone
    name: str
    number: int = 0
    replied: bool = False
    pressed: float = 0.0

    @property
    def line(self) -> str:
        """Their words."""
        return f"{self.name} line {self.number}"

    @property
    def answer(self) -> str:
        """What Anna writes to them."""
        return f"answer to {self.line}"


class Group(threading.Thread):
    """Patrons who ask one thing after another, and Anna, who answers with a reply to a card and a press of Send."""

    def __init__(self, url, store, lines):
        super().__init__(daemon=True)
        self.store = store
        self.url = url
        self.lines = lines
        self.enough = threading.Event()
        self.anna = Phone.of(url, "Anna", "en")
        self.group = call(f"{url}/practice/groups", "POST", {"title": "Staff", "forum": True})["id"]
        self.asking = [Asking(Phone.of(url, f"P{n}", "en"), f"p{n}") for n in range(PEOPLE)]
        self.wrote = []
        self.rescued = set()
        self.again = Counter()

    @property
    def finished(self):
        """Whether everybody has had the last answer."""
        return not self.is_alive()

    def stop(self):
        """Whatever is not answered stays so."""
        self.enough.set()
        self.join()

    def run(self):
        """Look at the phones and at the group in turn."""
        for asking in self.asking:
            self._writes(asking)
        open_ones = list(self.asking)
        while open_ones and not self.enough.wait(0.1):
            screen = self.messages()
            for asking in tuple(open_ones):
                if asking.answer not in asking.phone.heard():
                    self._works_on(asking, screen)
                elif asking.number + 1 < self.lines:
                    asking.number, asking.replied = asking.number + 1, False
                    self._writes(asking)
                else:
                    open_ones.remove(asking)
            self.rescue(screen)

    def messages(self):
        """What the bot has said in the group."""
        said = call(f"{self.url}/practice/groups/{self.group}/chat")["messages"]
        return [message for message in said if message["from"] == "bot"]

    def _writes(self, asking):
        asking.phone.writes(asking.line)
        self.wrote.append((asking.phone.id, asking.line))

    def _works_on(self, asking, screen):
        """Reply to the card with their words, once; then press Send on the draft's newest card."""
        for message in reversed(screen):
            words = message["text"].splitlines()
            send = next((b["data"] for row in message["buttons"] for b in row if _sends(b["data"])), "")
            if asking.answer in words and send:
                if time.monotonic() > asking.pressed + IMPATIENT:
                    asking.pressed = time.monotonic()
                    self._press(message, send)
                return
            if asking.line in words and not asking.replied:
                told = {"text": asking.answer, "group": self.group, "topic": message["topic"]}
                call(f"{self._anna}/messages", "POST", told | {"reply_to": message["message_id"]})
                asking.replied, asking.pressed = True, 0.0
                return

    def rescue(self, screen):
        """Where nobody knows whether an answer has arrived, a person says so, or has it sent again."""
        for message in screen:
            for button in (button for row in message["buttons"] for button in row):
                _, _, reply = button["data"].rpartition(":")
                if not button["data"].startswith("r:again:") or message["message_id"] in self.rescued:
                    continue
                phone, text = self._said_in(reply)
                arrived = text in phone.heard()
                if self._press(message, f"r:{'arrived' if arrived else 'again'}:{reply}"):
                    self.rescued.add(message["message_id"])
                    self.again[f"{phone.id}: {text}"] += not arrived

    def _said_in(self, reply):
        """To whom a reply goes, and its words; a line of the desk's own is named after its place in the journal."""
        told = ask(
            self.store,
            "SELECT p.address, e.text FROM entry AS e JOIN conversation AS c ON c.n = e.conversation "
            "JOIN patron AS p ON p.conversation = c.n WHERE e.kind = 'message' AND "
            f"'{reply}' IN (json_extract(e.meta, '$.reply'), c.id || '-' || e.seq)",
        )
        ((address, text),) = told
        return next(asking.phone for asking in self.asking if str(asking.phone.id) == address), text

    def _press(self, message, data):
        """Whether the button was still there."""
        told = {"message_id": message["message_id"], "data": data, "group": self.group}
        try:
            call(f"{self._anna}/taps", "POST", told)
        except HTTPError as gone:  # the card was written anew since we looked, and has other buttons
            gone.close()
            if gone.code != NOT_FOUND:
                raise
            return False
        return True

    @property
    def _anna(self):
        return f"{self.url}/practice/people/{self.anna.id}"

    def waiting(self):
        """How many updates the desk has not confirmed."""
        return call(f"{self.url}/practice/updates")["pending"]


def _sends(data):
    return data.startswith(("d:send:", "d:sure:"))


@pytest.mark.faults
@pytest.mark.kill
def test_nothing_is_lost_or_said_twice_where_the_librarian_works_in_the_group(tmp_path):
    """Twenty-five kills while Anna answers from Telegram: each answer arrives, twice only by a person's word."""
    path, history, dice = tmp_path / "desk.sqlite3", History(), random.Random(20261122)
    with practice_telegram() as url:
        group = Group(url, path, lines=20)
        desk = ("tests.faults.group_desk", tmp_path, url, group.group, group.anna.id)
        group.start()
        try:
            for _ in range(25):
                with one_life(history, *desk):
                    time.sleep(dice.uniform(0.3, 1.5))
            with one_life(history, *desk):
                wait_for(lambda: group.finished, 240)
                wait_for(lambda: group.waiting() == 0 and left_to_do(path) == (0, 0))
                group.rescue(group.messages())
                wait_for(lambda: group.waiting() == 0 and left_to_do(path) == (0, 0))
                time.sleep(1)
                shown = "\n".join(message["text"] for message in group.messages())
        finally:
            group.stop()
        heard = [(asking.phone.id, text) for asking in group.asking for text in asking.phone.heard()]

    conversations = addresses(path)
    history.acked += [(f"phone {person}", conversations[person], text, None) for person, text in group.wrote]
    history.wire += [f"{person}: {text}" for person, text in heard if text.startswith("answer")]
    history.again = group.again
    assert check(history, path) == []
    assert len(group.wrote) == PEOPLE * 20
    assert {text for text in fates(path) if text.startswith("answer")} == {f"answer to {t}" for _, t in group.wrote}
    assert set(fates(path).values()) <= {"sent", "arrived"}
    assert [text for _, text in group.wrote if f"{text}\n" not in f"{shown}\n"] == []
