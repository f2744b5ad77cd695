"""kill -9 of the whole desk while patrons and a librarian talk to it by its own API; read from both ends."""

from __future__ import annotations

import json
import random
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.e2e.running import SETTINGS, RunningDesk
from tests.faults.history import History, check, read_journals
from tests.faults.lives import left_to_do, stored
from tests.waiting import wait_for

PEOPLE = 6
REST = 0.15
"""Seconds a patron waits before writing more."""

UNAVAILABLE = 503
"""The desk's database is not there at the moment; the message asks to be sent again."""

HURRIED = SETTINGS.replace("undo_seconds = 3", "undo_seconds = 0") + "messages_per_minute = 100_000\n"
PASSWORD = "a password of some length"


@dataclass
class Caller:
    """Somebody who says the same again until the desk has answered."""

    desk: RunningDesk
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and JSON."""
        told = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **self.headers}
        while True:
            try:
                request = Request(self.desk.origin + path, told, headers, method=method)
                with urlopen(request, timeout=10) as answer:
                    cookie = answer.headers["Set-Cookie"]
                    if cookie:
                        self.headers["Cookie"] = cookie.partition(";")[0]
                    return answer.status, json.loads(answer.read() or b"null")
            except HTTPError as refused:
                with refused, suppress(OSError, HTTPException, ValueError):  # killed in the middle of its refusal
                    said = json.loads(refused.read())
                    if refused.code != UNAVAILABLE:
                        return refused.code, said
                time.sleep(0.05)
            except (OSError, HTTPException, ValueError):  # killed before, during or after its answer
                time.sleep(0.05)


def sign_in(desk: RunningDesk) -> Caller:
    """Anna, through the link that every new desk says."""
    caller = Caller(desk)
    token = desk.admin_link.rpartition("#")[2]
    status, me = caller("POST", "/api/welcome", {"token": token, "name": "Anna", "password": PASSWORD})
    if status != 200:  # it was taken, and its answer was lost
        status, me = caller("POST", "/api/session", {"name": "Anna", "password": PASSWORD})
    caller.headers["X-CSRF-Token"] = me["csrf"]
    return caller


class Everybody:
    """Patrons and a librarian, each in a thread; what the desk tells them is kept outside of it.

    Attributes:
        silence: Set when patrons write no more; the librarian goes on.
        enough: Set when the librarian ends, too.
    """

    def __init__(self, desk: RunningDesk, history: History, people: int = PEOPLE, rest: float = REST) -> None:
        self.desk = desk
        self.history = history
        self.silence = threading.Event()
        self.enough = threading.Event()
        self._rest = rest
        self.answered = 0
        self.seen: dict[tuple[str, int], str] = {}
        self.trouble: list[str] = []
        self._threads = [threading.Thread(target=self._does, args=(self._patron, f"p{n}")) for n in range(people)]
        self._threads.append(threading.Thread(target=self._does, args=(self._librarian,)))

    def begin(self) -> None:
        """All at once, once Anna has signed in: the storm is about words, and a sign-in has tests of its own."""
        self._anna = sign_in(self.desk)
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """When each has had the last answer it waits for."""
        self.silence.set()
        self.enough.set()
        for thread in self._threads:
            thread.join()

    def hear_an_answer(self) -> None:
        """Wait until the librarian has sent one more."""
        before = self.answered
        wait_for(lambda: self.answered > before or bool(self.trouble), 60)

    def _does(self, what: Callable[..., None], *args: str) -> None:
        """In a thread of its own, whose end is told where the others' troubles are."""
        try:
            what(*args)
        except BaseException:
            self.trouble.append(traceback.format_exc())
            raise

    def _patron(self, name: str) -> None:
        caller, number, conversation = Caller(self.desk), 0, ""
        while number == 0 or not (self.silence.wait(self._rest) or self.enough.is_set()):
            told = {"client_id": f"{name}-message-{number:06}", "text": f"{name} line {number}"}
            if number:
                status, said = caller("POST", "/api/patron/messages", told)
            else:
                status, said = caller("POST", "/api/patron/conversations", told | {"lang": "en"})
                conversation = said["conversation"]
                caller.headers["Authorization"] = f"Bearer {said['token']}"
            assert status in (200, 201), said
            seq = said["seq"] if number else said["entries"][0]["seq"]
            self.history.acked.append((name, conversation, told["text"], seq))
            self.read(caller, conversation)
            number += 1

    def read(self, caller: Caller, conversation: str) -> None:
        """What a patron sees; it never changes afterwards."""
        status, said = caller("GET", "/api/patron/conversation")
        assert status == 200, said
        for entry in said["entries"]:
            key, text = (conversation, entry["seq"]), entry.get("text", "")
            if self.seen.setdefault(key, text) != text:
                self.trouble.append(f"{key} said {self.seen[key]!r} before, and says {text!r} now")

    def _librarian(self) -> None:
        caller, done = self._anna, set[tuple[str, int]]()
        while not self.enough.is_set():
            for row in caller("GET", "/api/queue?view=all")[1]["conversations"]:
                self._answer(caller, row["id"], done)

    def _answer(self, caller: Caller, conversation: str, done: set[tuple[str, int]]) -> None:
        """Everything that is not answered yet, once; who sees it changed looks again."""
        path = f"/api/conversations/{conversation}"
        caller("POST", f"{path}/claim")
        _, opened = caller("GET", path)
        for entry in opened["entries"]:
            key = (conversation, entry["seq"])
            if entry["kind"] != "message" or entry["by"] != "patron" or key in done:
                continue
            text = f"answer to {entry['text']}"
            told = {"client_id": f"{conversation[:20]}-{entry['seq']:06}", "text": text, "seen": opened["seq"]}
            status, said = caller("POST", f"{path}/replies", told)
            if status == 409 and said["error"] == "stale":
                return
            assert status in (200, 202), said
            done.add(key)
            self.answered += 1
            self.history.acked.append(("anna", conversation, text, None))


@pytest.mark.faults
@pytest.mark.kill
def test_nothing_the_web_acknowledged_is_lost_and_nothing_is_there_twice(tmp_path):
    """A hundred kills over a thousand messages: patrons read what they wrote, and each answer once."""
    history, dice = History(), random.Random(20261122)
    desk = RunningDesk(tmp_path, HURRIED)
    desk.start()
    everybody = Everybody(desk, history)
    everybody.begin()
    try:
        for kill in range(100):
            time.sleep(dice.uniform(0.05, 0.9))
            if kill % 10 == 0:  # on a busy machine most lives are too short for a reply that is checked first
                everybody.hear_an_answer()
            desk.kill()
            desk.start()
        wait_for(lambda: len(history.acked) > 1000 + everybody.answered, 120)
        everybody.silence.set()
        wait_for(lambda: everybody.answered > 100 or everybody.trouble, 120)
        everybody.end()
        wait_for(lambda: left_to_do(tmp_path / "desk.sqlite3") == (0, 0))
    finally:
        everybody.enough.set()
        desk.kill()

    path = tmp_path / "desk.sqlite3"
    journals = read_journals(path)
    stands = {(c, seq): (kind, text) for c, lines in journals.items() for seq, kind, text in lines}
    said = [(c, text) for (c, seq), text in everybody.seen.items() if stands[c, seq][0] == "message"]
    history.wire += [f"{conversation}: {text}" for conversation, text in said if text.startswith("answer")]
    assert check(history, path) == []
    assert everybody.trouble == []
    assert {key: text for key, text in everybody.seen.items() if stands[key][1] != text} == {}
    assert set(Counter(stored(path, "patron")).values()) == {1}
    assert set(Counter(stored(path, "librarian")).values()) == {1}
