"""Deliveries: given out one per conversation, committed as ``sending`` before anything touches the wire."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.ports import Lease, Outcome, Outgoing
from bot.store import leases, sql
from bot.store.codec import REPLY_COLUMNS, micros, reply_of, to_json
from bot.store.engine import Connection
from bot.store.ledger import Ledger
from nlp.draft import Channel
from replies.effects import Reply
from replies.events import DeliveryKnown, ReplyReleased
from replies.refusal import Refused

LONGEST_WAIT: Final = timedelta(hours=2)
"""No channel asks for a longer pause: a reply that waits past it does so because the clock was set back."""

_READY: Final = f"""
    SELECT {REPLY_COLUMNS}, conversation, refs FROM outbox AS o
    WHERE state = 'queued' AND seq IS NOT NULL AND channel = ? AND library_id = ?
      AND (not_before IS NULL OR not_before <= ? OR not_before > ?)
      AND NOT EXISTS (
        SELECT 1 FROM outbox AS before WHERE before.conversation = o.conversation AND before.seq < o.seq
          AND before.state NOT IN ('sent', 'undone') AND before.state IN ('queued', 'sending'))
      AND NOT EXISTS (
        SELECT 1 FROM outbox AS other WHERE other.conversation = o.conversation AND other.n <> o.n
          AND other.state NOT IN ('sent', 'undone') AND other.state = 'sending')
    ORDER BY n LIMIT ?
"""
_STRANDED: Final = """
    SELECT c.id, o.id FROM outbox AS o JOIN conversation AS c ON c.n = o.conversation
    WHERE o.library_id = ? AND o.state NOT IN ('sent', 'undone') AND o.state = 'queued' AND o.seq IS NULL
      AND o.hold_until > ? ORDER BY o.n
"""
_TAKE: Final = "UPDATE outbox SET state = 'sending' WHERE id = ?"
_ADDRESS: Final = "SELECT address FROM patron WHERE conversation = ?"
_ON_THE_WIRE: Final = """
    SELECT o.id, c.id FROM outbox AS o JOIN conversation AS c ON c.n = o.conversation
    WHERE o.state = 'sending' AND (CAST(:channel AS TEXT) IS NULL OR o.channel = :channel) ORDER BY o.n
"""
_PARTS: Final = "SELECT conversation, seq, refs FROM outbox WHERE id = ?"
_PUT_PARTS: Final = "UPDATE outbox SET refs = ? WHERE id = ?"


def claim(ledger: Ledger, channel: Channel, limit: int, lease: Lease | None) -> Sequence[Outgoing]:
    """Take replies that may go out now. Their state is ``sending`` when this commits."""
    if lease is not None and not leases.holds(ledger, lease):
        return []
    now, too_far = micros(ledger.now), micros(ledger.now + LONGEST_WAIT)
    values = (channel, ledger.library, now, too_far, limit)
    rows = ledger.connection.execute(_READY, values).fetchall()
    return [_take(ledger, reply_of(row[:-2]), row[-2], tuple(json.loads(row[-1]))) for row in rows]


def _take(ledger: Ledger, reply: Reply, n: int, refs: tuple[str, ...]) -> Outgoing:
    ledger.connection.execute(_TAKE, (reply.id,))
    taken = replace(reply, state="sending")
    slot = ledger.slot_of(n)
    known = slot.conversation.replies
    ledger.put(slot, slot.conversation._replace(replies=tuple(taken if r.id == reply.id else r for r in known)))
    row = ledger.connection.execute(_ADDRESS, (n,)).fetchone()
    address = row[0] if row and row[0] else slot.conversation.email or ""
    return Outgoing(taken, slot.conversation.id, address, slot.conversation.lang, refs)


def part_delivered(ledger: Ledger, reply: str, ref: str) -> None:
    """Remember the channel's name of a part that has arrived.

    Raises:
        Refused: ``unknown_reply``.
    """
    row = ledger.connection.execute(_PARTS, (reply,)).fetchone()
    if row is None:
        raise Refused("unknown_reply", reply=reply)
    conversation, seq, refs = row
    ledger.connection.execute(_PUT_PARTS, (to_json([*json.loads(refs), ref]), reply))
    ledger.connection.execute(sql.ADD_NAME, (conversation, ref, seq))


def stranded(connection: Connection, library: str, too_far: datetime) -> Sequence[ReplyReleased]:
    """Replies that are held for longer than anybody may undo them: the clock was set back meanwhile."""
    rows = connection.execute(_STRANDED, (library, micros(too_far)))
    return [ReplyReleased(conversation=conversation, reply=reply) for conversation, reply in rows]


def recover(ledger: Ledger, channel: Channel | None) -> Sequence[Outcome]:
    """After a restart: what was on the wire may have arrived or not, and only a person can say."""
    rows = ledger.connection.execute(_ON_THE_WIRE, {"channel": channel}).fetchall()
    return [
        ledger.apply(DeliveryKnown(conversation=conversation, reply=reply, state="uncertain", reason="restart"))
        for reply, conversation in rows
    ]
