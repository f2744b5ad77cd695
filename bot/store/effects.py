"""Carrying out what a decision asks for, inside its transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from bot.store import sql
from bot.store.codec import micros, promise_values, reply_values, to_json
from bot.store.engine import Connection
from bot.store.pending import Pending
from replies import effects as f
from replies.drafts import brought_back


class Place(NamedTuple):
    """Where and when an effect happens: the library, the conversation's row, aware UTC; and what may wait."""

    library: str
    n: int
    now: datetime
    pending: Pending


def _deliver(_: Connection, place: Place, effect: f.Deliver) -> None:
    place.pending.add(sql.PUT_REPLY, (place.library, place.n, *reply_values(effect.reply)))


def _keep_promise(db: Connection, place: Place, effect: f.KeepPromise) -> None:
    db.execute(sql.PUT_PROMISE, (place.library, place.n, *promise_values(effect.promise)))


def _keep_draft(db: Connection, place: Place, effect: f.KeepDraft) -> None:
    key = (place.n, effect.librarian)
    row = db.execute(_DRAFT, key).fetchone()
    typed, version = row or ("", 0)
    text = brought_back(effect.text, typed) if effect.text else ""
    if text != typed:
        db.execute(PUT_DRAFT, (*key, text, version + 1, micros(place.now)))


def _know_patron(_: Connection, place: Place, effect: f.KnowPatron) -> None:
    if effect.address is not None or effect.token_hash is not None:
        values = (place.n, place.library, effect.channel, effect.address, effect.token_hash)
        place.pending.add(sql.ADD_PATRON, values)


def _keep_files(db: Connection, place: Place, effect: f.KeepFiles) -> None:
    rows = [(file.id, place.n, file.name, file.type, file.size, file.ref) for file in effect.attachments]
    db.executemany(_ADD_FILE, rows)


def _keep_feedback(db: Connection, place: Place, effect: f.KeepFeedback) -> None:
    day = place.now.date().isoformat()
    n = secrets.randbits(53)  # in no order: the order of the journal would lead back to the conversation
    values = (effect.channel, effect.lang, effect.desk, effect.mark, effect.comment, effect.librarian)
    db.execute(_ADD_FEEDBACK, (n, place.library, day, *values, int(effect.counted)))


def _count_age(db: Connection, place: Place, effect: f.CountAge) -> None:
    month = place.now.date().isoformat()[:7]
    db.execute(_ADD_AGE, (place.library, month, effect.channel, effect.lang, effect.age_band, effect.mark))


def _erase(db: Connection, place: Place, effect: f.Erase) -> None:  # noqa: ARG001  the reason is in the journal
    told = db.execute(_TOLD, (place.n,)).fetchall()
    for statement in _ERASE:
        db.execute(statement, (place.n,))
    kept = [(n, _nameless(json.loads(meta))) for n, meta in told]
    db.executemany(_TELL, [(to_json(meta), n) for n, meta in kept if meta])


def _nameless(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Of what is told beside an entry what statistics need: numbers, yes or no, and words of our own making."""
    return {key: value for key, value in meta.items() if isinstance(value, bool | int | float) or key in _OUR_WORDS}


def _count_templates(db: Connection, place: Place, effect: f.CountTemplates) -> None:
    day = place.now.date().isoformat()
    rows = [(place.library, use.key, use.lang, day, 1, int(use.changed > 0), use.changed) for use in effect.uses]
    db.executemany(_ADD_USE, rows)


def _count_outcome(db: Connection, place: Place, effect: f.CountOutcome) -> None:
    day = place.now.date().isoformat()
    told = (json.loads(meta).get("templates", ()) for (meta,) in db.execute(_QUEUED, (place.n,)).fetchall())
    used = {(key, lang) for templates in told for key, lang in templates}
    seen = (int(effect.found), int(not effect.found))
    db.executemany(_ADD_OUTCOME, [(place.library, key, lang, day, *seen) for key, lang in sorted(used)])


_DRAFT: Final = "SELECT text, version FROM draft WHERE conversation = ? AND librarian = ?"
PUT_DRAFT: Final = sql.insert(
    "draft",
    "conversation, librarian, text, version, at",
    conflict=""" ON CONFLICT (conversation, librarian) DO UPDATE
    SET text = excluded.text, version = excluded.version, at = excluded.at""",
)
_ADD_FILE: Final = sql.insert("file", "id, conversation, name, type, size, ref")
_ADD_FEEDBACK: Final = sql.insert(
    "feedback", "n, library_id, day, channel, lang, desk, mark, comment, librarian, counted"
)
_ADD_AGE: Final = """
    INSERT INTO feedback_age (library_id, month, channel, lang, age_band, mark, times) VALUES (?, ?, ?, ?, ?, ?, 1)
    ON CONFLICT (library_id, month, channel, lang, age_band, mark) DO UPDATE SET times = feedback_age.times + 1
"""
_ADD_USE: Final = sql.insert(
    "template_use",
    "library_id, key, lang, day, used, edited, changed",
    conflict=""" ON CONFLICT (library_id, key, lang, day) DO UPDATE SET used = template_use.used + 1,
    edited = template_use.edited + excluded.edited, changed = template_use.changed + excluded.changed""",
)
_QUEUED: Final = (
    "SELECT meta FROM entry WHERE conversation = ? AND kind IN ('queued', 'to_read') AND meta IS NOT NULL"
)
_ADD_OUTCOME: Final = sql.insert(
    "template_use",
    "library_id, key, lang, day, found, missed",
    conflict=""" ON CONFLICT (library_id, key, lang, day) DO UPDATE SET found = template_use.found + excluded.found,
    missed = template_use.missed + excluded.missed""",
)
_OUR_WORDS: Final = frozenset(
    {
        "at_hour", "channel", "checks", "desk", "due", "hold_until", "line", "moved", "override", "promise", "reason",
        "reply", "retry_at", "state", "taken_from", "to", "until",
    }
)  # fmt: skip
"""What may stand beside an entry that is no patron's and no librarian's words: codes, times, random ids."""

_TOLD: Final = "SELECT n, meta FROM entry WHERE conversation = ? AND meta IS NOT NULL"
_TELL: Final = "UPDATE entry SET meta = ? WHERE n = ?"
_ERASE: Final = (
    "UPDATE entry SET text = '', meta = NULL WHERE conversation = ?",
    "UPDATE outbox SET text = '', state = 'undone', refs = '[]', files = '[]' WHERE conversation = ?",
    "UPDATE promise SET state = 'let_go' WHERE conversation = ? AND state = 'open'",
    "UPDATE promise SET text = '' WHERE conversation = ?",
    "DELETE FROM draft WHERE conversation = ?",
    "DELETE FROM patron WHERE conversation = ?",
    "DELETE FROM named WHERE conversation = ?",
    "INSERT INTO gone_file SELECT id FROM file WHERE conversation = ? ON CONFLICT DO NOTHING",
    "DELETE FROM file WHERE conversation = ?",
)

_HOW: Final[Mapping[type, Callable[[Any, Any, Any], None]]] = {
    f.CountAge: _count_age,
    f.CountOutcome: _count_outcome,
    f.CountTemplates: _count_templates,
    f.Deliver: _deliver,
    f.KeepDraft: _keep_draft,
    f.KnowPatron: _know_patron,
    f.KeepFiles: _keep_files,
    f.KeepFeedback: _keep_feedback,
    f.KeepPromise: _keep_promise,
    f.Erase: _erase,
    f.Tell: lambda *_: None,  # nothing durable: it is told after the commit, and losing it loses nothing
}


def carry_out(db: Connection, place: Place, effect: f.Effect) -> None:
    """Do one effect inside the transaction that is open."""
    _HOW[type(effect)](db, place, effect)
