"""Reading what was sent: bounded, checked, and refused by name of the field."""

from __future__ import annotations

import json
import re
from typing import Any, Final, TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from bot.fields import BROKEN
from replies.refusal import Refused

BODY: Final = 256 * 1024
"""Bytes of a request at most: the longest draft in JSON's most wasteful spelling fits."""

M = TypeVar("M", bound=BaseModel)


async def read_json(request: web.Request, model: type[M]) -> M:
    """The request's JSON as ``model``.

    Raises:
        Refused: ``body_too_large``, ``not_json``, ``missing_field``, ``unknown_field``, ``wrong_field``,
            ``broken_text``, ``too_large``.
    """
    if request.content_type != "application/json":
        raise Refused("not_json")
    raw = await read_bytes(request)
    try:
        return model.model_validate_json(raw)
    except ValidationError:  # in one go it can't say of everything what is wrong: a half letter is named below
        return _read_slowly(raw, model)


def _read_slowly(raw: bytes, model: type[M]) -> M:
    try:
        return model.model_validate(json.loads(raw))
    except ValidationError as error:
        raise _named(error.errors(include_url=False, include_context=False)[0], error) from None
    except (ValueError, RecursionError):
        raise Refused("not_json") from None


async def read_form(request: web.Request, *names: str) -> dict[str, str]:
    """A plain form's fields, "" where one is absent.

    Raises:
        Refused: ``body_too_large``, ``broken_text``.
    """
    try:
        sent = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Refused("body_too_large", limit=BODY) from None
    except ValueError:
        raise Refused("not_json") from None
    fields = {name: value if isinstance(value := sent.get(name, ""), str) else "" for name in names}
    for name, value in fields.items():
        if BROKEN.search(value):
            raise Refused("broken_text", field=name)
    return fields


async def read_bytes(request: web.Request) -> bytes:
    """The body, bounded.

    Raises:
        Refused: ``body_too_large``.
    """
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refused("body_too_large", limit=BODY) from None


async def read_up_to(request: web.Request, limit: int) -> bytes:
    """A body that is no JSON, in pieces, so that it may be larger than ``BODY``.

    Raises:
        Refused: ``body_too_large``.
    """
    content = bytearray()
    async for piece in request.content.iter_any():
        content += piece
        if len(content) > limit:
            raise Refused("body_too_large", limit=limit)
    return bytes(content)


def read_number(request: web.Request, name: str, *, default: int, lowest: int, highest: int = 2**53) -> int:
    """A whole number from the query.

    Raises:
        Refused: ``wrong_field``.
    """
    sent = request.query.get(name)
    if sent is None:
        return default
    if not re.fullmatch(r"[0-9]{1,16}", sent) or not lowest <= int(sent) <= highest:
        raise Refused("wrong_field", field=name)
    return int(sent)


def check_length(text: str, limit: int) -> None:
    """Refuse words that are none, or too many (``limit`` in code points).

    Raises:
        Refused: ``empty_text``, ``too_large``.
    """
    if not text.strip():
        raise Refused("empty_text")
    if len(text) > limit:
        raise Refused("too_large", limit=limit)


def _named(first: Any, error: ValidationError) -> Refused:
    """The first complaint, by field; pydantic's own sentences stay in the log."""
    del error
    field = ".".join(str(step) for step in first["loc"])[:80] or "body"
    match first["type"]:
        case "missing":
            return Refused("missing_field", field=field)
        case "extra_forbidden":
            return Refused("unknown_field", field=field)
        case "value_error":
            return Refused("broken_text", field=field)
        case _:
            return Refused("wrong_field", field=field)
