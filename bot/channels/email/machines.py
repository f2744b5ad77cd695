"""Who must never be answered by a machine: machines (RFC 3834), lists, bounces, and the desk itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.channels.email.mail import Machine

Get = Callable[[str], str]
"""A header's words by its name in lower case, "" when absent."""

_DAEMON: Final = re.compile(r"^(mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
_NO_REPLY: Final = re.compile(
    r"^(no-?_?reply|do-?not-?reply|donotreply|bounces?|notifications?|newsletter)([+@.\-])", re.IGNORECASE
)
_AWAY: Final = re.compile(
    r"^\W*(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|"
    r"risposta automatica|fuori (sede|ufficio)|assente|"
    r"răspuns automat|raspuns automat|în afara biroului|"
    r"autosvar|automatiskt svar|frånvaro|frånvarande|"
    r"automaattinen (vastaus|poissaolo)|poissaolo)\b.{0,80}?($|:|\W)",
    re.IGNORECASE,
)
_BULK: Final = frozenset({"bulk", "list", "junk"})


def machine(get: Get, content_type: str, report: str, sender: str) -> Machine:
    """What kind of machine wrote a mail, "" for a person.

    Args:
        get: Its headers.
        content_type: Of the whole mail, lower case.
        report: The ``report-type`` of a multipart/report, lower case.
        sender: The address it comes from.
    """
    if content_type == "multipart/report":
        return "receipt" if report == "disposition-notification" else "bounce"
    if content_type == "message/delivery-status" or get("x-failed-recipients") or _DAEMON.match(sender):
        return "bounce"
    if _is_auto_reply(get):
        return "auto_reply"
    return "bulk" if _is_bulk(get, sender) else ""


def _is_auto_reply(get: Get) -> bool:
    submitted = get("auto-submitted").lower()
    if submitted.startswith(("auto-replied", "auto-notified")):
        return True
    if get("precedence").lower() == "auto_reply" or any(get(name) for name in ("x-autoreply", "x-autorespond")):
        return True
    return bool(_AWAY.match(get("subject"))) and bool(get("in-reply-to") or get("references") or submitted)


def _is_bulk(get: Get, sender: str) -> bool:
    submitted = get("auto-submitted").lower().partition(";")[0].strip()
    suppressed = {word.strip().lower() for word in get("x-auto-response-suppress").split(",")}
    return (
        submitted not in ("", "no")
        or bool(get("list-id") or get("list-unsubscribe"))
        or get("precedence").lower() in _BULK
        or bool(suppressed & {"all", "autoreply", "oof"})
        or get("return-path").strip() == "<>"
        or bool(_NO_REPLY.match(sender))
        or bool(get("x-loop") or get("feedback-id"))
    )
