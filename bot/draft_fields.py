"""A draft from the fields that CHECKS names: what the batch interface reads and labelled drafts are kept in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from nlp.draft import Channel, Draft, Phase, Piece

_CHANNELS: Final[Mapping[str, Channel]] = {"chat": "chat", "telegram": "telegram", "email": "email"}
_PHASES: Final[Mapping[str, Phase]] = {"opening": "opening", "service": "service", "closing": "closing"}
_WRITERS: Final = ("patron", "librarian", "desk")
_NAMES: Final = {str: "a text", bool: "true or false", list: "a list", dict: "an object"}


class NoDraftError(ValueError):
    """A line that is no draft; the message says why, for people."""


def parse_draft(fields: Mapping[str, Any]) -> Draft:
    """A draft from the fields of one line; unknown fields are left alone.

    Raises:
        NoDraftError: when ``draft`` is missing or a field holds what it can't hold; names the field.
    """
    text = _field(fields, "draft", str)
    if text is None:
        raise NoDraftError("“draft” is missing: it is the only field that must be there.")
    lang = _field(fields, "lang", str)
    channel = _field(fields, "channel", str)
    phase = _field(fields, "phase", str)
    before = _field(fields, "before", list)
    return Draft(
        text=text,
        lang=lang.replace("_", "-").partition("-")[0].lower() if lang else None,
        channel=_choice("channel", channel, _CHANNELS) if channel else None,
        phase=_choice("phase", phase, _PHASES) if phase else None,
        complaint=_field(fields, "complaint", bool),
        question=_field(fields, "question", str),
        before=None if before is None else tuple(_parse_piece(piece) for piece in before),
    )


def _field(fields: Mapping[str, Any], name: str, kind: type) -> Any:
    value = fields.get(name)
    if value is not None and type(value) is not kind:
        raise NoDraftError(f"“{name}” must be {_NAMES[kind]}, not {described(value)}.")
    return value


def described(value: object) -> str:
    """What kind of thing JSON gave, in words."""
    return _NAMES.get(type(value), "a number")


def _choice(name: str, value: str, allowed: Mapping[str, Any]) -> Any:
    if value not in allowed:
        raise NoDraftError(f"“{name}” must be one of {', '.join(allowed)}, not “{value[:40]}”.")
    return allowed[value]


def _parse_piece(piece: object) -> Piece:
    if not isinstance(piece, dict):
        raise NoDraftError(
            f"every piece of “before” must be an object with “from” and “text”, not {described(piece)}."
        )
    by, text = _field(piece, "from", str), _field(piece, "text", str)
    if by not in _WRITERS or text is None:
        raise NoDraftError(f"every piece of “before” needs “from” (one of {', '.join(_WRITERS)}) and “text”.")
    return Piece(by, text)
