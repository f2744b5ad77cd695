"""The hot statements as SQL text, each said once; rows are read by ``bot.store.codec``."""

from __future__ import annotations

from typing import Final

from bot.store.codec import CONVERSATION_COLUMNS, ENTRY_COLUMNS, PROMISE_COLUMNS, REPLY_COLUMNS


def insert(table: str, columns: str, *, conflict: str = "") -> str:
    """INSERT for a list of columns given as "a, b, c"."""
    marks = ", ".join("?" * len(columns.split(",")))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks}){conflict}"


# conversations
CONVERSATIONS: Final = f"SELECT {CONVERSATION_COLUMNS} FROM conversation WHERE library_id = ?"
CONVERSATION_BY_ID: Final = f"{CONVERSATIONS} AND id = ?"
CONVERSATION_BY_N: Final = f"SELECT {CONVERSATION_COLUMNS} FROM conversation WHERE n = ?"
UNSETTLED: Final = (
    f"SELECT {REPLY_COLUMNS} FROM outbox WHERE conversation = ? AND state NOT IN ('sent', 'undone') ORDER BY n"
)
LAST_NUMBERS: Final = """
    SELECT coalesce((SELECT max(n) FROM conversation), 0),
        coalesce((SELECT number FROM conversation WHERE library_id = ? ORDER BY n DESC LIMIT 1), 0)
"""
COUNT_WAITING: Final = """
    SELECT desk, count(*) FROM conversation
    WHERE state IN ('waiting', 'follow_up') AND library_id = ? AND state = 'waiting' GROUP BY desk
"""
COUNT_AHEAD: Final = """
    SELECT count(*) FROM conversation
    WHERE state IN ('waiting', 'follow_up') AND library_id = ? AND state = 'waiting'
      AND waiting_since < ? AND desk = ?
"""
OPENING: Final = "SELECT conversation FROM opening WHERE library_id = ? AND source = ?"
ADD_OPENING: Final = insert("opening", "library_id, source, conversation")

# entries
ADD_ENTRY: Final = insert("entry", f"library_id, conversation, {ENTRY_COLUMNS}, source")
ENTRY: Final = f"SELECT {ENTRY_COLUMNS} FROM entry WHERE conversation = ? AND seq = ?"
BY_SOURCE: Final = f"SELECT {ENTRY_COLUMNS} FROM entry WHERE conversation = ? AND source = ?"
ENTRIES_AFTER: Final = f"SELECT {ENTRY_COLUMNS} FROM entry WHERE conversation = ? AND seq > ? ORDER BY seq"
IS_PATRON_MESSAGE: Final = """
    SELECT 1 FROM entry WHERE conversation = ? AND seq = ? AND kind = 'message' AND by = 'patron'
"""
ADD_NAME: Final = insert("named", "conversation, ref, seq", conflict=" ON CONFLICT DO NOTHING")
BY_NAME: Final = "SELECT seq FROM named WHERE conversation = ? AND ref = ?"

# identity
ADD_PATRON: Final = insert("patron", "conversation, library_id, channel, address, token_hash")
ID_BY_ADDRESS: Final = """
    SELECT c.id FROM patron AS p JOIN conversation AS c ON c.n = p.conversation
    WHERE p.library_id = ? AND p.channel = ? AND p.address = ? ORDER BY p.conversation DESC LIMIT 1
"""
ID_BY_TOKEN: Final = """
    SELECT c.id FROM patron AS p JOIN conversation AS c ON c.n = p.conversation WHERE p.token_hash = ?
"""
ADDRESS: Final = """
    SELECT p.address FROM patron AS p JOIN conversation AS c ON c.n = p.conversation
    WHERE c.library_id = ? AND c.id = ?
"""

# outbox
PUT_REPLY: Final = insert(
    "outbox",
    f"library_id, conversation, {REPLY_COLUMNS}",
    conflict=""" ON CONFLICT (id) DO UPDATE SET
    text = excluded.text, channel = excluded.channel, state = excluded.state, hold_until = excluded.hold_until,
    seq = excluded.seq, not_before = excluded.not_before, attempts = excluded.attempts, reason = excluded.reason""",
)

# promises
OPEN_PROMISES: Final = f"""
    SELECT {PROMISE_COLUMNS} FROM promise WHERE conversation = ? AND state = 'open' ORDER BY n
"""
PUT_PROMISE: Final = insert(
    "promise",
    f"library_id, conversation, {PROMISE_COLUMNS}",
    conflict=""" ON CONFLICT (id) DO UPDATE SET
    due = excluded.due, owner = excluded.owner, at_hour = excluded.at_hour, keeps = excluded.keeps,
    told = excluded.told, state = excluded.state, settled_at = excluded.settled_at""",
)

# inbox
HANDLED: Final = "UPDATE inbox SET state = 'done', raw = NULL WHERE n = ?"
