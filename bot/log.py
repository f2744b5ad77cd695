"""What the desk writes about itself: events and codes, never words of a patron, names or tokens.

Only keys on a short list are written, and only as short plain values. An exception is written as its type and the
places it passed through; its message may hold anything and stays out. Other libraries' log lines lose their values
for the same reason: only the first line of their template is kept.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Final, TextIO

import structlog

KEYS: Final = frozenset(
    {
        "attempts", "bot", "channel", "code", "conversation", "count", "engine", "event", "host", "kind", "lang",
        "level", "logger", "method", "ms", "number", "outcome", "part", "port", "reason", "reply", "role", "route",
        "seconds", "seq", "state", "status", "task", "timestamp", "trace", "update", "version",
    }
)  # fmt: skip
"""Keys whose values are machine words, numbers or random ids."""

LONGEST: Final = 120
"""Characters of a value at most; machine words are shorter."""

Event = MutableMapping[str, Any]


def redact(_: Any, __: str, event: Event) -> Event:
    """Keep what may be written; name what was left out."""
    kept = {key: _plain(value) for key, value in event.items() if key in KEYS}
    left_out = sorted(key for key in event if key not in KEYS and key != "exc_info")
    if left_out:
        kept["left_out"] = left_out
    return kept


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list):
        return [_plain(one) for one in value[:40]]
    text = value if isinstance(value, str) else type(value).__name__
    return text if len(text) <= LONGEST else f"{text[:40]}… ({len(text)} characters)"


def trace(_: Any, __: str, event: Event) -> Event:
    """Turn an exception into its type, that of its cause, and places."""
    told = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["kind"] = " from ".join(type(one).__name__ for one in (error, error.__cause__) if one)
        event["trace"] = _places(error.__traceback__)
    return event


def _places(began: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(began)
    return [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}" for frame in frames[-12:]]


class Bridge(logging.Handler):
    """Other libraries' log records, as events of ours."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on the first line of the template, without its values."""
        lines = str(record.msg).splitlines() or [""]
        say = structlog.get_logger().bind(logger=record.name)
        say.log(record.levelno, lines[0][:LONGEST], exc_info=record.exc_info)


def set_up(out: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Write logs to ``out`` (standard error): for people on a terminal, else one JSON object a line."""
    target = out or sys.stderr
    for_people = target.isatty()
    write: Any = structlog.dev.ConsoleRenderer() if for_people else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            trace,
            redact,
            write,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(target),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[Bridge()], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
