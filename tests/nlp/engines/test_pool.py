"""Several LanguageTools serve as one: in turn, and without the one that fails."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from nlp.engines.languagetool import LanguageTool
from nlp.engines.pool import Pool

ONE, OTHER = "http://one", "http://other"


class Servers:
    """Two servers, each of which may be broken."""

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self.asked: list[str] = []

    def connect(self, address: str, _: str) -> SimpleNamespace:
        def check(_: str) -> list[object]:
            self.asked.append(address)
            if address in self.broken:
                raise ConnectionError(address)
            return []

        return SimpleNamespace(check=check)


class Clock:
    """Time that stands until a test moves it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def servers() -> Servers:
    return Servers()


@pytest.fixture
def tool(servers: Servers, clock: Clock):
    """LanguageTool over both servers."""
    pool = Pool([ONE, OTHER], clock=clock)
    found = LanguageTool(pool, told=pool.told, connect=servers.connect, clock=clock)
    yield found
    found.close()


def ask(tool: LanguageTool, number: int) -> object:
    return tool.ask(f"Sentence number {number}.", "en").result(5)


def test_they_are_asked_in_turn(tool: LanguageTool, servers: Servers) -> None:
    """Both share the work."""
    assert [ask(tool, number) for number in range(6)] == [[]] * 6
    assert set(servers.asked) == {ONE, OTHER}


def test_one_that_fails_costs_no_answer_and_is_left_to_rest(
    tool: LanguageTool, servers: Servers, clock: Clock
) -> None:
    """Every draft is read while one server is down; after two failures it isn't asked until its rest is over."""
    servers.broken = {ONE}
    assert [ask(tool, number) for number in range(8)] == [[]] * 8
    assert servers.asked.count(ONE) == 2
    assert tool.state == "ok"
    servers.broken = set()
    clock.now += 10
    for number in range(8, 14):
        ask(tool, number)
    assert servers.asked.count(ONE) > 2


def test_all_down_is_named_and_heals(tool: LanguageTool, servers: Servers, clock: Clock) -> None:
    """With no server left the engine is down and nobody waits; back again, it reads."""
    servers.broken = {ONE, OTHER}
    assert [ask(tool, number) for number in range(4)] == [None] * 4
    assert tool.state == "down"
    servers.broken = set()
    clock.now += 100
    assert ask(tool, 9) == []
    assert tool.state == "ok"
