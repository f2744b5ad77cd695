"""The tables. Times are integers: microseconds since 1970 UTC. A conversation's key inside is its row ``n``.

``n`` rises with time, so the conversations people write in now lie side by side; the random ``id`` is for outside.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)

METADATA: Final = MetaData()

_INT: Final = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only in an INTEGER column

_OPEN: Final = "state IN ('waiting', 'claimed', 'offered', 'closing', 'follow_up')"
_UNCLAIMED: Final = "state IN ('waiting', 'follow_up')"
_LATER: Final = "(state = 'follow_up' OR promise_at IS NOT NULL)"


def _text(name: str, *, default: str | None = "", null: bool = False) -> Column[str]:
    return Column(name, String, nullable=null, server_default=default)


def _int(name: str, *, null: bool = False, default: str | None = "0") -> Column[int]:
    return Column(name, _INT, nullable=null, server_default=None if null else default)


CONVERSATION: Final = Table(
    "conversation",
    METADATA,
    Column("n", _INT, primary_key=True),
    _text("library_id", default="main"),
    _text("id", default=None),
    _int("number"),
    _text("channel", default=None),
    _text("lang", default=None),
    _text("desk", default=None),
    _text("state", default=None),
    _int("seq"),
    _int("opened_at", null=True),
    _text("assignee", default=None, null=True),
    _text("offered_to", default=None, null=True),
    _text("offered_desk", default=None, null=True),
    _int("waiting_since", null=True),
    _int("patron_seq"),
    _int("patron_at", null=True),
    _int("staff_seq"),
    _text("staff_by", default=None, null=True),
    _int("staff_at", null=True),
    _int("acknowledged"),
    _int("reminded"),
    _int("due_at", null=True),
    _text("email", default=None, null=True),
    _int("addressed"),
    _int("feedback"),
    _int("asked_at", null=True),
    _int("closed_at", null=True),
    _int("unsettled"),  # replies in the outbox that are not sent or undone
    _int("paused_until", null=True),
    _text("block_asked_by", default=None, null=True),
    _int("block_asked_until", null=True),
    _text("phone", default=None, null=True),
    _int("promise_at", null=True),
    _int("settled_at", null=True),
    _int("promised"),  # promises that are open
    _text("to_read", default=None, null=True),
    _int("commented"),
    _int("claimed_at", null=True),
    _int("answered_at", null=True),
    _int("courtesies"),
    _int("scale", null=True),
    _text("sort", default=None, null=True),
    Index("conversation_id", "id", "library_id", unique=True),  # library first, SQLite would take it for every list
    Index("conversation_opened", "opened_at", "library_id"),
    Index(
        "conversation_waiting",
        "library_id",
        text("state DESC"),
        "waiting_since",
        sqlite_where=text(_UNCLAIMED),
        postgresql_where=text(_UNCLAIMED),
    ),
    Index("conversation_open", "library_id", "n", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
    Index("conversation_mine", "assignee", "n", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
    Index(
        "conversation_offered",
        "offered_to",
        sqlite_where=text("offered_to IS NOT NULL"),
        postgresql_where=text("offered_to IS NOT NULL"),
    ),
    Index(
        "conversation_to_read",
        "library_id",
        "n",
        sqlite_where=text("to_read IS NOT NULL"),
        postgresql_where=text("to_read IS NOT NULL"),
    ),
    Index(
        "conversation_closed",
        "library_id",
        "closed_at",
        sqlite_where=text("state = 'closed'"),
        postgresql_where=text("state = 'closed'"),
    ),
    Index(
        "conversation_due",
        "due_at",
        sqlite_where=text("due_at IS NOT NULL"),
        postgresql_where=text("due_at IS NOT NULL"),
    ),
    Index(
        "conversation_later",
        "library_id",
        "promise_at",
        sqlite_where=text(_LATER),
        postgresql_where=text(_LATER),
    ),
)

ENTRY: Final = Table(
    "entry",  # appended at the end of the file's newest page, whoever writes; found by the two narrow indexes
    METADATA,
    Column("n", _INT, primary_key=True),
    _text("library_id", default="main"),
    _int("conversation", default=None),
    _int("seq", default=None),
    _int("at", default=None),
    _text("kind", default=None),
    _text("by", default=None),
    _text("who", default=None, null=True),
    _text("text"),
    _text("meta", default=None, null=True),
    Column("source", LargeBinary, nullable=True),  # 16-byte digest of the event's idempotency key
    Index("entry_seq", "conversation", "seq", unique=True),
    Index(
        "entry_source",
        "conversation",
        "source",
        unique=True,
        sqlite_where=text("source IS NOT NULL"),
        postgresql_where=text("source IS NOT NULL"),
    ),
)

OPENING: Final = Table(
    "opening",  # idempotency keys of first questions, which have no conversation yet
    METADATA,
    _text("library_id", default="main"),
    Column("source", LargeBinary, nullable=False),
    _int("conversation", default=None),
    PrimaryKeyConstraint("library_id", "source"),
    sqlite_with_rowid=False,
)

PATRON: Final = Table(
    "patron",
    METADATA,
    Column("conversation", _INT, primary_key=True, autoincrement=False),
    _text("library_id", default="main"),
    _text("channel", default=None),
    _text("address", default=None, null=True),
    _text("token_hash", default=None, null=True),
    Index(
        "patron_address",
        "library_id",
        "channel",
        "address",
        sqlite_where=text("address IS NOT NULL"),
        postgresql_where=text("address IS NOT NULL"),
    ),
    Index(
        "patron_token",
        "token_hash",
        unique=True,
        sqlite_where=text("token_hash IS NOT NULL"),
        postgresql_where=text("token_hash IS NOT NULL"),
    ),
)

NAMED: Final = Table(
    "named",  # a channel's own names of messages: for edits and for replies to them
    METADATA,
    _int("conversation", default=None),
    _text("ref", default=None),
    _int("seq", default=None),
    PrimaryKeyConstraint("conversation", "ref"),
    sqlite_with_rowid=False,
)

OUTBOX: Final = Table(
    "outbox",
    METADATA,
    Column("n", _INT, primary_key=True),
    _text("library_id", default="main"),
    _text("id", default=None),
    _int("conversation", default=None),
    _text("channel", default=None),
    _text("text"),
    _text("who", default=None, null=True),
    _text("state", default=None),
    _int("hold_until", null=True),
    _int("queued"),
    _int("seq", null=True),
    _int("not_before", null=True),
    _int("attempts"),
    _text("reason"),
    _int("close"),
    _text("refs", default="[]"),
    _text("files", default="[]"),
    _int("courtesies"),
    Index("outbox_id", "id", unique=True),
    Index(
        "outbox_unsettled",
        "conversation",
        sqlite_where=text("state NOT IN ('sent', 'undone')"),
        postgresql_where=text("state NOT IN ('sent', 'undone')"),
    ),
    Index(
        "outbox_waiting",
        "channel",
        "n",
        sqlite_where=text("state = 'queued' AND seq IS NOT NULL"),
        postgresql_where=text("state = 'queued' AND seq IS NOT NULL"),
    ),
    Index(
        "outbox_sending",
        "n",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
)

PROMISE: Final = Table(
    "promise",
    METADATA,
    Column("n", _INT, primary_key=True),
    _text("library_id", default="main"),
    _text("id", default=None),
    _int("conversation", default=None),
    _text("text"),
    _int("due", default=None),
    _int("made_at", default=None),
    _text("owner", default=None, null=True),
    _int("at_hour"),
    _int("call"),
    _text("reply"),
    _text("keeps"),
    _int("told"),
    _text("state", default=None),
    _int("settled_at", null=True),
    Index("promise_id", "id", unique=True),
    Index("promise_conversation", "conversation"),
    Index(
        "promise_open",
        "library_id",
        "due",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index("promise_made", "library_id", "made_at"),
)

DRAFT: Final = Table(
    "draft",
    METADATA,
    _int("conversation", default=None),
    _text("librarian", default=None),
    _text("text"),
    _int("version", default=None),
    _int("at", default=None),
    PrimaryKeyConstraint("conversation", "librarian"),
    sqlite_with_rowid=False,
)

FILE: Final = Table(
    "file",
    METADATA,
    Column("id", String, primary_key=True),
    _int("conversation", default=None),
    _text("name"),
    _text("type"),
    _int("size"),
    _text("ref", default=None, null=True),
    Index("file_conversation", "conversation"),
    sqlite_with_rowid=False,
)

GONE_FILE: Final = Table(
    "gone_file",  # erased from their conversations; their bytes are to be removed from the folder
    METADATA,
    Column("id", String, primary_key=True),
    sqlite_with_rowid=False,
)

FEEDBACK: Final = Table(
    "feedback",  # nothing here leads back to a conversation: a day, not a time
    METADATA,
    Column("n", _INT, primary_key=True),
    _text("library_id", default="main"),
    _text("day", default=None),
    _text("channel", default=None),
    _text("lang", default=None),
    _text("desk", default=None),
    _int("mark", default=None),
    _text("comment"),
    _text("age_band", default=None, null=True),
    _text("librarian", default=None, null=True),
    _int("counted", default="1"),  # 0: words that followed a mark
    _int("considered"),  # a low mark somebody has thought about
    Index("feedback_day", "library_id", "day"),
)

FEEDBACK_AGE: Final = Table(
    "feedback_age",  # how the young fare: counted by month, with no words, desk or librarian beside it
    METADATA,
    _text("library_id", default="main"),
    _text("month", default=None),
    _text("channel", default=None),
    _text("lang", default=None),
    _text("age_band", default=None),
    _int("mark", default=None),
    _int("times"),
    PrimaryKeyConstraint("library_id", "month", "channel", "lang", "age_band", "mark"),
    sqlite_with_rowid=False,
)

INBOX: Final = Table(
    "inbox",
    METADATA,
    Column("n", _INT, primary_key=True),
    _text("library_id", default="main"),
    _text("channel", default=None),
    _text("key", default=None),
    Column("raw", LargeBinary, nullable=True),  # wiped once handled
    _int("at", default=None),
    _text("state", default="new"),
    _int("attempts"),
    _text("note"),
    Index("inbox_key", "channel", "key", unique=True),
    Index(
        "inbox_new",
        "channel",
        "n",
        sqlite_where=text("state = 'new'"),
        postgresql_where=text("state = 'new'"),
    ),
)

PERSON: Final = Table(
    "person",
    METADATA,
    Column("id", String, primary_key=True),
    _text("library_id", default="main"),
    _text("name", default=None),
    _text("sign_in", default=None),  # the name folded for comparing
    _text("role", default=None),
    _text("languages", default="[]"),
    _text("desks", default="[]"),
    _text("password_hash"),
    _int("active", default="1"),
    _int("on_shift", default="1"),
    _text("settings", default="{}"),
    Index(
        "person_sign_in",
        "library_id",
        "sign_in",
        unique=True,
        sqlite_where=text("active = 1"),
        postgresql_where=text("active = 1"),
    ),
)

SESSION: Final = Table(
    "session",
    METADATA,
    Column("token_hash", String, primary_key=True),
    _text("person", default=None),
    _text("csrf", default=None),
    _int("created_at", default=None),
    _int("expires_at", default=None),
    Index("session_person", "person"),
    sqlite_with_rowid=False,
)

LINK: Final = Table(
    "link",
    METADATA,
    Column("token_hash", String, primary_key=True),
    _text("library_id", default="main"),
    _text("role", default=None),
    _text("person", default=None, null=True),
    _int("expires_at", default=None),
    _text("made_by", default=None, null=True),
    _int("used_at", null=True),
    sqlite_with_rowid=False,
)

SECOND_FACTOR: Final = Table(
    "second_factor",  # whoever signs in with a code besides the password
    METADATA,
    Column("person", String, primary_key=True),
    _text("library_id", default="main"),
    _text("sealed", default=None),  # what the codes are made from, encrypted with the desk's own key
    _int("since", null=True),  # NULL until the first code has shown that the telephone knows it
    _int("last_step"),  # the last half minute whose code was used
    sqlite_with_rowid=False,
)

RECOVERY_CODE: Final = Table(
    "recovery_code",  # each opens once, in place of the telephone
    METADATA,
    Column("digest", String, primary_key=True),
    _text("person", default=None),
    Index("recovery_code_person", "person"),
    sqlite_with_rowid=False,
)

GUESS: Final = Table(
    "guess",  # wrong passwords and codes, counted by all processes together
    METADATA,
    _text("library_id", default="main"),
    _text("bucket", default=None),  # what is counted apart, as a keyed digest: nobody reads who tried
    _int("full_at", default=None),  # when it will be as if nobody had tried
    PrimaryKeyConstraint("library_id", "bucket"),
    Index("guess_full", "full_at"),
    sqlite_with_rowid=False,
)

AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("n", _INT, primary_key=True),
    _text("library_id", default="main"),
    _int("at", default=None),
    _text("who", default=None),
    _text("action", default=None),
    _text("subject"),
    _text("details", default="{}"),
    _text("digest", default=None),
)

WORD: Final = Table(
    "word",  # the house dictionary and what is proposed for it
    METADATA,
    Column("n", _INT, primary_key=True),
    _text("library_id", default="main"),
    _text("lang", default=None),
    _text("folded", default=None),  # as words are compared
    _text("word", default=None),  # as it was written
    _text("state", default="open"),
    _text("by", default=None),
    _int("at", default=None),
    _text("decided_by", default=None, null=True),
    _int("decided_at", null=True),
    Index("word_folded", "library_id", "lang", "folded", unique=True),
)

SETTING: Final = Table(
    "setting",
    METADATA,
    _text("library_id", default="main"),
    _text("key", default=None),
    _text("value", default="null"),
    PrimaryKeyConstraint("library_id", "key"),
    sqlite_with_rowid=False,
)

MEMORY: Final = Table(
    "memory",  # what channels remember between two starts; never words of a patron
    METADATA,
    _text("library_id", default="main"),
    _text("key", default=None),
    _text("value", default="null"),
    _int("at", default=None),
    PrimaryKeyConstraint("library_id", "key"),
    sqlite_with_rowid=False,
)

RECORD: Final = Table(
    "record",  # what admins tune: every version stays; the newest published one counts, a body of NULL takes away
    METADATA,
    Column("n", _INT, primary_key=True),
    _text("library_id", default="main"),
    _text("kind", default=None),
    _text("key", default=None),
    _text("lang"),
    _int("version", default=None),
    _text("body", default=None, null=True),
    _int("at", default=None),
    _text("by", default=None),
    _int("published_at", null=True),
    _text("published_by", default=None, null=True),
    Index("record_version", "library_id", "kind", "key", "lang", "version", unique=True),
)

TEMPLATE_USE: Final = Table(
    "template_use",  # by day, without conversation or librarian; ``changed`` is the sum of thousandths
    METADATA,
    _text("library_id", default="main"),
    _text("key", default=None),
    _text("lang", default=None),
    _text("day", default=None),
    _int("used"),
    _int("edited"),
    _int("changed"),
    _int("found"),
    _int("missed"),
    PrimaryKeyConstraint("library_id", "key", "lang", "day"),
    sqlite_with_rowid=False,
)

PICTURE: Final = Table(
    "picture",  # of the house: floor plans and such, by the digest of their bytes
    METADATA,
    _text("library_id", default="main"),
    _text("digest", default=None),
    _text("type", default=None),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("library_id", "digest"),
)

TURN: Final = Table(
    "turn",  # one row: counted up by each group where several processes write; who holds its lock, writes
    METADATA,
    _int("n"),
)

MARK: Final = Table(
    "mark",  # of each process that takes turns: its last group that was committed, and when by the database's clock
    METADATA,
    Column("writer", String, primary_key=True),
    _int("n"),
    _int("at"),
    sqlite_with_rowid=False,
)

LEASE: Final = Table(
    "lease",  # which process stands watch over what, until when by the database's clock
    METADATA,
    _text("library_id", default="main"),
    _text("name", default=None),
    _text("holder"),
    _int("until"),
    PrimaryKeyConstraint("library_id", "name"),
    sqlite_with_rowid=False,
)
