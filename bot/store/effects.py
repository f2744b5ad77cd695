"""Carrying out what a decision asks for, inside its transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from bot.store import sql
from bot.store.codec import micros, reply_values
from replies import effects as f
from replies.drafts import brought_back

if TYPE_CHECKING:
    from bot.store.ledger import Ledger, Slot


def _deliver(ledger: Ledger, slot: Slot, effect: f.Deliver) -> None:
    ledger.connection.execute(sql.PUT_REPLY, (ledger.library, slot.n, *reply_values(effect.reply)))


def _keep_draft(ledger: Ledger, slot: Slot, effect: f.KeepDraft) -> None:
    key = (slot.n, effect.librarian)
    row = ledger.connection.execute(_DRAFT, key).fetchone()
    typed, version = row or ("", 0)
    text = brought_back(effect.text, typed) if effect.text else ""
    if text != typed:
        ledger.connection.execute(PUT_DRAFT, (*key, text, version + 1, micros(ledger.now)))


def _know_patron(ledger: Ledger, slot: Slot, effect: f.KnowPatron) -> None:
    if effect.address is not None or effect.token_hash is not None:
        values = (slot.n, ledger.library, effect.channel, effect.address, effect.token_hash)
        ledger.connection.execute(sql.ADD_PATRON, values)


def _keep_files(ledger: Ledger, slot: Slot, effect: f.KeepFiles) -> None:
    rows = [(file.id, slot.n, file.name, file.type, file.size, file.ref) for file in effect.attachments]
    ledger.connection.executemany(_ADD_FILE, rows)


def _keep_feedback(ledger: Ledger, slot: Slot, effect: f.KeepFeedback) -> None:  # noqa: ARG001  kept apart from it
    day = ledger.now.date().isoformat()
    values = (effect.channel, effect.lang, effect.desk, effect.mark, effect.comment, effect.age_band)
    ledger.connection.execute(_ADD_FEEDBACK, (ledger.library, day, *values, effect.librarian))


def _erase(ledger: Ledger, slot: Slot, effect: f.Erase) -> None:  # noqa: ARG001  the reason is in the journal
    ledger.flush()
    for statement in _ERASE:
        ledger.connection.execute(statement, (slot.n,))
    ledger.erased = True


_DRAFT: Final = "SELECT text, version FROM draft WHERE conversation = ? AND librarian = ?"
PUT_DRAFT: Final = sql.insert(
    "draft",
    "conversation, librarian, text, version, at",
    conflict=""" ON CONFLICT (conversation, librarian) DO UPDATE
    SET text = excluded.text, version = excluded.version, at = excluded.at""",
)
_ADD_FILE: Final = sql.insert("file", "id, conversation, name, type, size, ref")
_ADD_FEEDBACK: Final = sql.insert(
    "feedback", "library_id, day, channel, lang, desk, mark, comment, age_band, librarian"
)
_ERASE: Final = (
    "UPDATE entry SET text = '', meta = NULL WHERE conversation = ?",
    "UPDATE outbox SET text = '', state = 'undone', refs = '[]' WHERE conversation = ?",
    "DELETE FROM draft WHERE conversation = ?",
    "DELETE FROM patron WHERE conversation = ?",
    "DELETE FROM named WHERE conversation = ?",
    "DELETE FROM file WHERE conversation = ?",
)

_HOW: Final[Mapping[type, Callable[[Any, Any, Any], None]]] = {
    f.Deliver: _deliver,
    f.KeepDraft: _keep_draft,
    f.KnowPatron: _know_patron,
    f.KeepFiles: _keep_files,
    f.KeepFeedback: _keep_feedback,
    f.Erase: _erase,
    f.Tell: lambda *_: None,  # nothing durable: it is told after the commit, and losing it loses nothing
}


def carry_out(ledger: Ledger, slot: Slot, effect: f.Effect) -> None:
    """Do one effect."""
    _HOW[type(effect)](ledger, slot, effect)
