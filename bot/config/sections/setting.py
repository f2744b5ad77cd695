"""What a setting is, what a section of them is, and the shapes of their values."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Language = Literal["en", "it", "ro", "sv", "fi"]

_SPAN: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)")
SPANS: Final = 'a list of times from-to, such as ["09:00-12:30", "14:00-19:00"]; an empty list is closed'
LIST: Final = "a list of texts in quotes"


def _span(text: str) -> str:
    start, _, end = text.partition("-")
    if not _SPAN.fullmatch(text) or start >= end:
        raise ValueError("a span looks like 09:00-12:30, from earlier to later, at most to 24:00")
    return text


def _time_zone(name: str) -> str:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only when a zone is named

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("no such time zone") from None
    return name


def _web_address(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", text):
        raise ValueError("an address begins with https:// or http://")
    return text.rstrip("/")


def _mail_address(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}", text):
        raise ValueError("an e-mail address looks like ask@library.example")
    return text


def _origin(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+", text):
        raise ValueError("an origin is an address without a path, such as https://www.library.example")
    return text


def _redis_address(text: str) -> str:
    if text and not re.fullmatch(r"(rediss?://[^\s@/]+(/\d*)?|unix:///[^\s?]+)", text):
        raise ValueError("an address of Redis looks like redis://host:6379; its password stands in a file of its own")
    return text


Span = Annotated[str, AfterValidator(_span)]
Spans = tuple[Span, ...]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
RedisAddress = Annotated[str, AfterValidator(_redis_address)]
Origin = Annotated[str, AfterValidator(_origin)]


def setting(default: Any, what: str, allowed: str, example: Any = None, **limits: Any) -> Any:
    """One setting.

    Args:
        default: Its value when the file says nothing.
        what: What it is for, in one or two sentences for an admin.
        allowed: What may stand there, as it is said when something else does.
        example: A value to show where the default shows nothing.
        **limits: pydantic's own (``ge``, ``le``, ``max_length`` ...).
    """
    shown = default if example is None else example
    return Field(default, description=what, json_schema_extra={"allowed": allowed, "example": shown}, **limits)


class Section(BaseModel):
    """A part of the file; what it does not know, it refuses."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
