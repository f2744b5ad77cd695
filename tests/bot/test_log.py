"""What the desk writes about itself: machine words, never a word of a patron."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot import log

CANARY = "a canary in the coal mine"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Where this test's log goes."""
    stream = io.StringIO()
    kept = logging.getLogger().handlers[:], logging.getLogger().level
    log.set_up(stream)
    yield stream
    logging.captureWarnings(capture=False)
    logging.getLogger().handlers[:], level = kept
    logging.getLogger().setLevel(level)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[Any]:
    """What was written."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_key_that_is_not_on_the_list_is_left_out_and_named(out: io.StringIO) -> None:
    """So that whoever added it notices."""
    structlog.get_logger().info("request failed", route="/api/queue", text=CANARY, name="Maja")
    written = lines(out)[0]
    assert (written["route"], written["left_out"]) == ("/api/queue", ["name", "text"])
    assert CANARY not in out.getvalue()


def test_an_exception_is_its_kind_and_its_places(out: io.StringIO) -> None:
    """Its message may hold anything."""
    try:
        int(CANARY)
    except ValueError:
        structlog.get_logger().exception("request failed")
    written = lines(out)[0]
    assert written["kind"] == "ValueError"
    assert written["trace"][-1].startswith("bot/test_log.py:")
    assert CANARY not in out.getvalue()


def test_other_libraries_lose_their_values(out: io.StringIO) -> None:
    """A token in an address, a name in an argument: the template alone is kept."""
    try:
        {}[CANARY]
    except KeyError:
        logging.getLogger("httpx").warning("HTTP Request: %s\nbody %s", CANARY, CANARY, exc_info=True)
    written = lines(out)[0]
    assert (written["logger"], written["event"], written["kind"]) == ("httpx", "HTTP Request: %s", "KeyError")
    assert CANARY not in out.getvalue()


@pytest.mark.parametrize("value", ["x" * 500, [CANARY * 20], {"text": CANARY}, object()])
def test_a_value_is_short_and_plain(out: io.StringIO, value: Any) -> None:
    """A long one is cut, what is no plain value is named by its kind."""
    structlog.get_logger().info("odd", reason=value)
    assert len(out.getvalue()) < 400
    assert CANARY * 2 not in out.getvalue()
