"""Filling the places of a template: plain ``{name}``, nothing that could reach further."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

PLACE: Final = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; what has no value stays as it is, so that it is seen."""
    return PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def places(text: str) -> tuple[str, ...]:
    """The names of a text's places, in order, each once."""
    return tuple(dict.fromkeys(PLACE.findall(text)))


def plural(forms: Mapping[str, str], lang: str, number: int) -> str:
    """The form for a number: ``zero`` where there is one, then the language's own."""
    if number == 0 and "zero" in forms:
        return forms["zero"]
    if number == 1 and "one" in forms:
        return forms["one"]
    if lang == "ro" and "few" in forms and (number == 0 or 0 < number % 100 < 20):
        return forms["few"]
    return forms["other"]
