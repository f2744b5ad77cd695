"""What goes sooner than its conversation: who somebody was, their files, words beside a mark, updates set aside.

Whole conversations go by their own timer (``replies.timers``). What stays here is what statistics need: kinds, times,
channels, languages, desks, marks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from bot.ports import Tidied
from bot.store.codec import micros, to_json
from bot.store.inbox import FORGOTTEN
from bot.store.ledger import Ledger
from replies.house import Patience

EXPIRED: Final = "file_expired"
"""How a message says of a file that its time was over."""

_CLOSED: Final = """
    SELECT c.n FROM conversation AS c WHERE c.state = 'closed' AND c.library_id = ? AND c.channel = ?
    AND c.closed_at < ? AND NOT EXISTS (SELECT 1 FROM promise AS o WHERE o.conversation = c.n AND o.state = 'open')
"""
_KNOWN: Final = f"""{_CLOSED} AND (c.email IS NOT NULL OR c.phone IS NOT NULL OR EXISTS (
    SELECT 1 FROM patron AS p WHERE p.conversation = c.n AND p.address IS NOT NULL)) ORDER BY c.n LIMIT ?
"""
_WITH_FILES: Final = f"""{_CLOSED} AND EXISTS (SELECT 1 FROM file AS f WHERE f.conversation = c.n)
    ORDER BY c.n LIMIT ?
"""
_NAMELESS: Final = (
    "UPDATE patron SET address = NULL WHERE conversation = ?",
    "DELETE FROM named WHERE conversation = ?",
)
_FILELESS: Final = (
    "INSERT INTO gone_file SELECT id FROM file WHERE conversation = ? ON CONFLICT DO NOTHING",
    "DELETE FROM file WHERE conversation = ?",
)
_TOLD: Final = "SELECT n, meta FROM entry WHERE conversation = ? AND kind = 'message' AND meta IS NOT NULL"
_TELL: Final = "UPDATE entry SET meta = ? WHERE n = ?"
_COMMENTS: Final = "UPDATE feedback SET comment = '' WHERE library_id = ? AND comment <> '' AND day < ?"
_ASIDE: Final = (
    "UPDATE inbox SET raw = NULL, state = 'done', note = ? WHERE library_id = ? AND state = 'aside' AND at < ?"
)


def tidy(ledger: Ledger, patience: Patience, limit: int) -> Tidied:
    """Erase what is over its time, at most ``limit`` conversations of each channel at once."""
    done = Tidied(
        sum(_forget_who(ledger, n) for n in _over(ledger, _KNOWN, patience.keep_identity, limit)),
        sum(_drop_files(ledger, n) for n in _over(ledger, _WITH_FILES, patience.keep_files, limit)),
        _drop_comments(ledger, patience.keep_comments),
        _drop_aside(ledger, max(patience.keep.values(), default=timedelta(days=30))),
    )
    ledger.erased = ledger.erased or any(done)
    return done


def _over(ledger: Ledger, query: str, periods: Mapping[Any, timedelta], limit: int) -> list[int]:
    """Conversations whose time is over, by channel."""
    return [
        row[0]
        for channel, period in periods.items()
        for row in ledger.connection.execute(query, (ledger.library, channel, micros(ledger.now - period), limit))
    ]


def _forget_who(ledger: Ledger, n: int) -> int:
    slot = ledger.slot_of(n)
    ledger.put(slot, slot.conversation._replace(email=None, phone=None, addressed=False))
    for statement in _NAMELESS:
        ledger.connection.execute(statement, (n,))
    ledger.lose_addresses()
    return 1


def _drop_files(ledger: Ledger, n: int) -> int:
    """The files go, and their names; that there was one stays."""
    told = ledger.connection.execute(_TOLD, (n,)).fetchall()
    rows = [(to_json(_without_names(meta)), entry) for entry, meta in ((e, json.loads(m)) for e, m in told)]
    ledger.connection.executemany(_TELL, rows)
    for statement in _FILELESS:
        ledger.connection.execute(statement, (n,))
    return 1


def _without_names(meta: dict[str, Any]) -> dict[str, Any]:
    if "attachments" not in meta:
        return meta
    kept = [file | {"name": "", "refused": file.get("refused") or EXPIRED} for file in meta["attachments"]]
    return meta | {"attachments": kept}


def _drop_comments(ledger: Ledger, period: timedelta) -> int:
    before = (ledger.now - period).date().isoformat()
    return ledger.connection.execute(_COMMENTS, (ledger.library, before)).rowcount


def _drop_aside(ledger: Ledger, period: timedelta) -> int:
    return ledger.connection.execute(_ASIDE, (FORGOTTEN, ledger.library, micros(ledger.now - period))).rowcount
