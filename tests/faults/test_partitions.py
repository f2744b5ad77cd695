"""A desk's processes apart: three that answer and two that send in namespaces of their own, killed and cut off.

PostgreSQL and Redis stand in one more. Patrons write by web and by Telegram the while; each is answered once.
"""

from __future__ import annotations

import socket
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.commands.move import move_desk
from bot.practice.telegram.__main__ import TOKEN
from tests.cluster import Cluster
from tests.faults.history import History, check
from tests.faults.lives import fates, stored
from tests.faults.network import HERE, NETWORK, Network, Proxy, need_network, network
from tests.faults.test_kill_several import HURRIED, Process, unsettled
from tests.faults.test_kill_telegram import addresses
from tests.faults.test_kill_web import PASSWORD, Caller, Everybody
from tests.phone import Phone, practice_telegram
from tests.redis_server import RedisServer
from tests.waiting import wait_for

POSTGRES, REDIS, WEB = 5432, 6379, 8101
PHONES = 2
REST = 4.0
"""Seconds between two messages of a phone: the desk answers a chat once a second, and a librarian has to type."""


class Callers(threading.Thread):
    """People with phones who write on, each by itself, and what they have written."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.phones = [Phone.of(url, f"P{number}", "en") for number in range(PHONES)]
        self.wrote: list[tuple[int, str]] = []
        self.enough = threading.Event()

    def run(self) -> None:
        """Until told to stop."""
        number = 0
        while not self.enough.wait(REST / PHONES):
            phone, text = self.phones[number % PHONES], f"phone {number % PHONES} line {number}"
            phone.writes(text)
            self.wrote.append((phone.id, text))
            number += 1

    def heard(self) -> list[tuple[int, str]]:
        """Everything the desk has said to them."""
        return [(phone.id, text) for phone in self.phones for text in phone.heard()]


class Doubts(threading.Thread):
    """A librarian who looks after replies of which nobody knows whether they arrived, and asks the patron."""

    def __init__(self, desk: Apart, callers: Callers, history: History) -> None:
        super().__init__(daemon=True)
        self.enough = threading.Event()
        self._desk, self._callers, self._history = desk, callers, history

    def run(self) -> None:
        """Until told to stop."""
        caller = Caller(self._desk)  # type: ignore[arg-type]
        while not self.enough.wait(0.5):
            doubtful = self._desk.ask(
                "SELECT c.id, o.id, o.text FROM outbox AS o JOIN conversation AS c ON c.n = o.conversation "
                "WHERE o.state = 'uncertain'"
            )
            if doubtful and "X-CSRF-Token" not in caller.headers:
                _, me = caller("POST", "/api/session", {"name": "Anna", "password": PASSWORD})
                caller.headers["X-CSRF-Token"] = me["csrf"]
            for conversation, reply, text in doubtful:
                arrived = any(text in said for _, said in self._callers.heard())
                way = "arrived" if arrived else "again"
                self._history.again[text] += not arrived
                caller("POST", f"/api/conversations/{conversation}/replies/{reply}/{way}", {})


class Apart:
    """The desk: five processes in five namespaces, the database and Redis in a sixth."""

    def __init__(self, folder: Path, net: Network, closing: ExitStack, telegram: str) -> None:
        self._folder, self._net = folder, net
        self._cluster = Cluster(Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="pg"))))
        home = net.join("data", 10)
        self._cluster.make()
        self._cluster.let_in(NETWORK)
        self._cluster.start(address=home, namespace=net.space("data"))
        closing.callback(self._cluster.stop)
        self.url = self._cluster.new_database()
        redis_folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="rd")))
        self.redis = RedisServer(redis_folder, addresses=[home], port=REDIS, before=net.inside("data"))
        self.redis.start()
        closing.callback(self.redis.stop)
        self.slow = self._proxy(closing, home, POSTGRES, delay=0.02, loss=0.001)
        host, _, port = telegram.removeprefix("http://").rpartition(":")
        self.telegram = self._proxy(closing, host, int(port), delay=0.01)
        self.webs = [self._process(f"web{n}", 20 + n, "web") for n in range(3)]
        self.workers = [self._process(f"work{n}", 30 + n, "worker") for n in range(2)]
        for process in (*self.webs, *self.workers):
            closing.callback(process.kill)
        self._turn = 0

    def _proxy(self, closing: ExitStack, host: str, port: int, **how: float) -> Proxy:
        made = Proxy(host, port, **how)
        made.start()
        closing.callback(made.stop)
        return made

    def _process(self, name: str, host: int, part: str) -> Process:
        address = self._net.join(name, host)
        far = f"{HERE}:{self.slow.port}" if name in ("web1", "work1") else f"10.231.77.10:{POSTGRES}"
        database = self._folder / f"{name}.url"
        database.write_text(f"postgresql://smiledesk@{far}/{self.url.split('/')[3].partition('?')[0]}")
        database.chmod(0o600)
        config = self._folder / f"{name}.toml"
        config.write_text(
            f'{HURRIED}\n[store]\ndatabase_file = "{database}"\n[redis]\nurl = "redis://10.231.77.10:{REDIS}"\n'
            f'[telegram]\nbase_url = "http://{HERE}:{self.telegram.port}"\n',
            "utf-8",
        )
        told = [part, "--host", address] if part == "web" else [part]
        return Process(self._folder, *told, before=self._net.inside(name), config=config, port=WEB, name=name)

    @property
    def origin(self) -> str:
        """One that answers, or was killed or cut off a moment ago: each in turn, as by a proxy.

        Like one, it leaves out whom it can't reach, or each third request would wait ten seconds for nothing.
        """
        for _ in self.webs:
            self._turn += 1
            web = self.webs[self._turn % len(self.webs)]
            host, _, port = web.origin.removeprefix("http://").rpartition(":")
            with suppress(OSError), socket.create_connection((host, int(port)), timeout=0.5):
                break
        return web.origin

    @property
    def sender(self) -> Process:
        """The worker that is on watch over Telegram."""

        def on_watch() -> Process | None:
            said = [(line["timestamp"], worker) for worker in self.workers for line in worker.logged("on watch")
                    if line["task"] == "telegram"]  # fmt: skip
            return max(said, key=lambda one: one[0])[1] if said else None

        found: Process = wait_for(on_watch, 30)
        return found

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The database, through its socket, which no network can cut."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(query.encode()).fetchall()


@contextmanager
def a_desk_apart(folder: Path, telegram: str) -> Iterator[tuple[Apart, Network]]:
    """All of it, gone with the block."""
    with ExitStack() as closing:
        net = closing.enter_context(network())
        desk = Apart(folder, net, closing, telegram)
        desk.webs[0].start()
        desk.admin_link = desk.webs[0].welcome()  # type: ignore[attr-defined]
        for process in (*desk.webs[1:], *desk.workers):
            started(process)
        yield desk, net


def started(process: Process) -> None:
    """As systemd does it: a start whose line to the database broke is tried again."""
    for _ in range(5):
        try:
            process.start()
        except AssertionError:
            process.kill()
        else:
            return
    raise AssertionError(process.command)


@pytest.mark.faults
@pytest.mark.kill
@pytest.mark.postgres
@pytest.mark.redis
def test_rows_59_and_60_processes_killed_and_cut_off_from_each_other_answer_every_patron_once(tmp_path, monkeypatch):
    """Two of three that answer killed at once, a sender in mid-send, Redis stopped, links cut; slow lines always."""
    need_network()
    monkeypatch.setenv("SMILEDESK_TELEGRAM_TOKEN", TOKEN)
    history = History()
    with practice_telegram() as telegram, a_desk_apart(tmp_path, telegram) as (desk, net):
        everybody, callers = Everybody(desk, history, people=2, rest=3.0), Callers(telegram)  # type: ignore[arg-type]
        doubts = Doubts(desk, callers, history)
        for thread in (everybody, callers, doubts):
            (thread.begin if isinstance(thread, Everybody) else thread.start)()
        try:
            wait_for(lambda: everybody.answered > 5 and any("answer" in text for _, text in callers.heard()), 120)
            _all_that_may_happen(desk, net, lambda: everybody.answered)
            callers.enough.set()
            everybody.silence.set()
            callers.join()
            wait_for(lambda: not _unanswered(desk), 240)
            everybody.end()
            wait_for(lambda: unsettled(desk.url) == 0 and not _uncertain(desk), 60)
        finally:
            everybody.silence.set()
            everybody.enough.set()
            callers.enough.set()
            doubts.enough.set()
            doubts.join()
        heard = callers.heard()
        for process in (*desk.webs, *desk.workers):
            process.kill()
        monkeypatch.setenv("SMILEDESK_DATABASE", desk.url)
        monkeypatch.chdir(tmp_path)
        # what was cut off has left connections at the server, which knows after a while that nobody is there
        wait_for(lambda: move_desk("sqlite", tmp_path, None, dry=False) == 0, 60)

    path = tmp_path / "desk.sqlite3"
    conversations = addresses(path)
    history.acked += [(f"phone {person}", conversations[person], text, None) for person, text in callers.wrote]
    history.wire += [text for _, text in heard if text.startswith("answer")]
    assert check(history, path) == []
    assert everybody.trouble == []
    patrons, answers = Counter(stored(path, "patron")), Counter(stored(path, "librarian"))
    assert set(patrons.values()) == set(answers.values()) == {1}
    assert {f"answer to {text}" for text in patrons} == set(answers)
    copies = Counter(text for _, text in heard)
    wrong = {text: copies[text] for _, text in callers.wrote if copies[f"answer to {text}"] != 1}
    assert wrong == {}, "each of them heard its answer once"
    assert set(fates(path).values()) <= {"sent"}


def _all_that_may_happen(desk: Apart, net: Network, answered: Any) -> None:
    """One after the other; in between the desk goes on answering."""

    def goes_on(more: int = 5) -> None:
        so_far = answered()
        wait_for(lambda: answered() >= so_far + more, 90)

    for web in desk.webs[:2]:
        web.kill()
    goes_on()
    for web in desk.webs[:2]:
        started(web)
    sender = desk.sender
    desk.telegram.held.clear()
    desk.telegram.holding = b"/sendMessage"
    assert desk.telegram.held.wait(20)
    sender.kill()  # Telegram has it, and nobody was told
    desk.telegram.holding = b""
    goes_on()
    started(sender)
    desk.redis.stop()
    goes_on()
    net.cut("web2")
    goes_on()
    net.mend("web2")
    desk.redis.start()
    net.cut("work0")
    goes_on()
    net.mend("work0")
    goes_on()


def _unanswered(desk: Apart) -> bool:
    """Whether a patron's message waits for its answer."""
    said = {text for (text,) in desk.ask("SELECT text FROM entry WHERE kind = 'message'")}
    return any(f"answer to {text}" not in said for text in said if " line " in text and not text.startswith("answer"))


def _uncertain(desk: Apart) -> bool:
    return bool(desk.ask("SELECT 1 FROM outbox WHERE state = 'uncertain'"))
