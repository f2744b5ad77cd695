"""Drafts in, findings out, one JSON object a line: the batch interface that CHECKS names stable.

Order is kept and every line is flushed as it is written, so the command can sit in a pipe and answer one draft at
a time. A line that is no draft is answered with what is wrong with it, and the run goes on.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, TextIO

from bot.draft_fields import NoDraftError, described, parse_draft
from nlp.check import Report
from nlp.draft import Draft


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
                "place": list(finding.taken),
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
        raise NoDraftError(f"a line must be an object with “draft”, not {described(fields)}.")
    return fields


def _encode(answer: Mapping[str, Any]) -> str:
    """One line of JSON; escaped where it holds a line separator or half a surrogate pair."""
    text = json.dumps(answer, ensure_ascii=False)
    readable = len(text.splitlines()) == 1 and not any("\ud800" <= char <= "\udfff" for char in text)
    return text if readable else json.dumps(answer)
