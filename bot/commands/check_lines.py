"""Drafts in, findings out, one JSON object a line: the batch interface that CHECKS names stable.

Order is kept and every line is flushed as it is written, so the command can sit in a pipe and answer one draft at
a time. A line that is no draft is answered with what is wrong with it, and the run goes on.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, Final, TextIO

from nlp.check import Report
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
        raise NoDraftError(f"“{name}” must be {_NAMES[kind]}, not {_described(value)}.")
    return value


def _described(value: object) -> str:
    return _NAMES.get(type(value), "a number")


def _choice(name: str, value: str, allowed: Mapping[str, Any]) -> Any:
    if value not in allowed:
        raise NoDraftError(f"“{name}” must be one of {', '.join(allowed)}, not “{value[:40]}”.")
    return allowed[value]


def _parse_piece(piece: object) -> Piece:
    if not isinstance(piece, dict):
        raise NoDraftError(
            f"every piece of “before” must be an object with “from” and “text”, not {_described(piece)}."
        )
    by, text = _field(piece, "from", str), _field(piece, "text", str)
    if by not in _WRITERS or text is None:
        raise NoDraftError(f"every piece of “before” needs “from” (one of {', '.join(_WRITERS)}) and “text”.")
    return Piece(by, text)


def render_report(identity: object, report: Report, seconds: float) -> dict[str, Any]:
    """One answer line, as an object."""
    return {
        "id": identity,
        "lang": report.lang,
        "findings": [
            {
                "category": str(finding.category),
                "code": finding.code,
                "start": finding.start,
                "end": finding.end,
                "quote": finding.quote,
                "message": finding.message,
                "suggestions": list(finding.suggestions),
                "rule": finding.rule,
                "source": finding.source,
                "signs": list(finding.signs),
            }
            for finding in report.findings
        ],
        "engines": {"languagetool": report.languagetool, "spacy": "ok", "spelling": report.spelling},
        "ms": round(seconds * 1000, 1),
    }


def check_lines(
    source: BinaryIO | Iterable[bytes],
    sink: TextIO,
    check: Callable[[Draft], Report],
    clock: Callable[[], float] = time.perf_counter,
) -> int:
    """Answer every line of ``source`` on ``sink``; blank lines are passed over.

    Returns:
        How many lines were no draft, or could not be read.
    """
    wrong = 0
    for line in source:
        if not line.strip():
            continue
        began, identity = clock(), None
        try:
            fields = _parse_line(line)
            draft = parse_draft(fields)
            identity = fields.get("id")
            answer = render_report(identity, check(draft), clock() - began)
        except NoDraftError as error:
            wrong += 1
            answer = {"id": None, "error": str(error)}
        except Exception as error:  # noqa: BLE001 - a rule that stumbles over one draft must not cost the others
            wrong += 1
            answer = {"id": identity, "error": f"this draft could not be read: {error!r}"}
        sink.write(_encode(answer) + "\n")
        sink.flush()
    return wrong


def _parse_line(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NoDraftError(f"the line is not UTF-8: byte {error.start + 1} can't be read.") from error
    except json.JSONDecodeError as error:
        raise NoDraftError(f"the line is not JSON: {error.msg} at character {error.pos + 1}.") from error
    except RecursionError as error:
        raise NoDraftError("the line is nested too deeply.") from error
    if not isinstance(fields, dict):
        raise NoDraftError(f"a line must be an object with “draft”, not {_described(fields)}.")
    return fields


def _encode(answer: Mapping[str, Any]) -> str:
    """One line of JSON; escaped where it holds a line separator or half a surrogate pair."""
    text = json.dumps(answer, ensure_ascii=False)
    readable = len(text.splitlines()) == 1 and not any("\ud800" <= char <= "\udfff" for char in text)
    return text if readable else json.dumps(answer)
