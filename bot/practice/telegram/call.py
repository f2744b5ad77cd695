"""One call of the bot, its parameters read as the Bot API reads them: from a form, from JSON, from the query."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from multidict import MultiDictProxy

from bot.practice.telegram.shapes import Json, refusal


class Refused(Exception):  # noqa: N818 - it is Telegram's answer, not an error of ours
    """Telegram says no."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.answer: Json = refusal(code, description, **parameters)


@dataclass(frozen=True, slots=True)
class Call:
    """A method's parameters; everything may arrive as text."""

    values: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        return str(self.values.get(name) or "")

    def number(self, name: str, default: int | None = None) -> int | None:
        """An integer.

        Raises:
            Refused: It is not one.
        """
        value = self.values.get(name)
        if value in (None, ""):
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise Refused(400, f"Bad Request: invalid {name} specified") from None

    def shape(self, name: str) -> Any:
        """A JSON-serialised object or list; None when absent.

        Raises:
            Refused: It is not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise Refused(400, f"Bad Request: can't parse {name} JSON object") from None

    def flag(self, name: str) -> bool:
        """A boolean, False when absent."""
        return str(self.values.get(name, "")).lower() == "true"


async def read_call(request: web.Request) -> Call:
    """The parameters of a request, wherever its sender put them."""
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        values |= await request.json()
        return Call(values)
    form: MultiDictProxy[Any] = await request.post()
    files: dict[str, tuple[str, bytes]] = {}
    for name, value in form.items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            values[name] = value
    return Call(values, files)
