"""What admins tune, as rows: every version stays, the newest published one counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.store import audit, sql
from bot.store.codec import micros, moment, to_json, when
from bot.store.engine import Connection
from bot.store.ledger import Ledger
from bot.tuning.record import Change, Name, Record, SentReply, TemplateUse
from replies.refusal import Refused

_COLUMNS: Final = "kind, key, lang, version, body, at, by, published_at, published_by"
_ADD: Final = sql.insert("record", f"library_id, {_COLUMNS}")
_HEADS: Final = f"""
    SELECT {_COLUMNS} FROM record AS r WHERE library_id = ? AND (
        version = (SELECT max(version) FROM record WHERE library_id = r.library_id AND kind = r.kind
                   AND key = r.key AND lang = r.lang)
        OR version = (SELECT max(version) FROM record WHERE library_id = r.library_id AND kind = r.kind
                      AND key = r.key AND lang = r.lang AND published_at IS NOT NULL)
    ) ORDER BY kind, key, lang, version
"""
_ONE: Final = "library_id = ? AND kind = ? AND key = ? AND lang = ?"
_HISTORY: Final = f"SELECT {_COLUMNS} FROM record WHERE {_ONE} ORDER BY version DESC LIMIT ?"
_NEWEST: Final = f"SELECT coalesce(max(version), 0) FROM record WHERE {_ONE}"
_PUBLISH: Final = f"UPDATE record SET published_at = ?, published_by = ? WHERE {_ONE} AND version = ?"
_BY_VERSION: Final = f"SELECT {_COLUMNS} FROM record WHERE {_ONE} AND version = ?"
_USES: Final = """
    SELECT key, lang, sum(used), sum(edited), sum(changed), sum(found), sum(missed) FROM template_use
    WHERE library_id = ? AND day >= ? GROUP BY key, lang
"""
_SENT: Final = """
    SELECT e.text, c.lang, c.channel, e.at, NOT EXISTS (
        SELECT 1 FROM entry AS f WHERE f.conversation = e.conversation AND f.seq < e.seq
        AND f.kind = 'message' AND f.by = 'librarian'
    )
    FROM entry AS e JOIN conversation AS c ON c.n = e.conversation
    WHERE e.library_id = ? AND e.kind = 'message' AND e.by = 'librarian' AND e.text != ''
    ORDER BY e.n DESC LIMIT ?
"""


def heads(connection: Connection, library: str) -> Sequence[Record]:
    """Of each record the newest version and the newest published one, which may be the same."""
    return [_record(row) for row in connection.execute(_HEADS, (library,))]


def history(connection: Connection, library: str, name: Name, limit: int) -> Sequence[Record]:
    """One record's versions, newest first."""
    return [_record(row) for row in connection.execute(_HISTORY, (library, *name, limit))]


def keep(ledger: Ledger, changes: Sequence[Change], by: str) -> Sequence[Record]:
    """Write new versions, all or none; audited by name, not by content.

    Raises:
        Refused: ``record_changed`` when somebody has written a version since.
    """
    return [_keep(ledger, change, by) for change in changes]


def _keep(ledger: Ledger, change: Change, by: str) -> Record:
    one = (ledger.library, change.kind, change.key, change.lang)
    newest = ledger.connection.execute(_NEWEST, one).fetchone()[0]
    if change.on is not None and newest != change.on:
        raise Refused("record_changed", version=newest)
    at = micros(ledger.now)
    published = (at, by) if change.publish else (None, None)
    body = None if change.body is None else to_json(dict(change.body))
    ledger.connection.execute(_ADD, (*one, newest + 1, body, at, by, *published))
    _audit(ledger, by, _deed(change), change, newest + 1)
    return _record(ledger.connection.execute(_BY_VERSION, (*one, newest + 1)).fetchone())


def _deed(change: Change) -> str:
    if change.body is None:
        return "removed"
    return "published" if change.publish else "drafted"


def publish(ledger: Ledger, record: Change, version: int, by: str) -> Record:
    """Let the newest version count from now on.

    Raises:
        Refused: ``record_changed`` when it is not the newest.
    """
    one = (ledger.library, record.kind, record.key, record.lang)
    newest = ledger.connection.execute(_NEWEST, one).fetchone()[0]
    if newest != version:
        raise Refused("record_changed", version=newest)
    ledger.connection.execute(_PUBLISH, (micros(ledger.now), by, *one, version))
    _audit(ledger, by, "published", record, version)
    return _record(ledger.connection.execute(_BY_VERSION, (*one, version)).fetchone())


def _audit(ledger: Ledger, by: str, deed: str, change: Change, version: int) -> None:
    details = {"key": change.key, "version": version} | ({"lang": change.lang} if change.lang else {})
    audit.append(ledger, by, f"{change.kind}.{deed}", change.key, details)


def uses(connection: Connection, library: str, since: str) -> Mapping[tuple[str, str], TemplateUse]:
    """How often each template was used from that day on, by key and language."""
    rows = connection.execute(_USES, (library, since))
    return {
        (key, lang): TemplateUse(used, edited, changed / used / 1000 if used else 0.0, found, missed)
        for key, lang, used, edited, changed, found, missed in rows
    }


def sent_replies(connection: Connection, library: str, limit: int) -> Sequence[SentReply]:
    """The last replies that are still there, newest first; reads the journal backwards from its end."""
    rows = connection.execute(_SENT, (library, limit))
    return [SentReply(text, lang, channel, when(at), bool(first)) for text, lang, channel, at, first in rows]


def _record(row: tuple[Any, ...]) -> Record:
    kind, key, lang, version, body, at, by, published_at, published_by = row
    return Record(
        kind, key, lang, version, None if body is None else json.loads(body), when(at), by, moment(published_at),
        published_by,
    )  # fmt: skip
