"""The promise ledger, and a number to call a patron back at."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String, text

revision = "0009"
down_revision = "0008"

_INT = BigInteger().with_variant(Integer, "sqlite")
_LATER = "(state = 'follow_up' OR promise_at IS NOT NULL)"
_OPEN = "state = 'open'"


def upgrade() -> None:
    """Add the columns and make the table."""
    op.add_column("conversation", Column("phone", String, nullable=True))
    op.add_column("conversation", Column("promise_at", _INT, nullable=True))
    op.add_column("conversation", Column("settled_at", _INT, nullable=True))
    op.add_column("conversation", Column("promised", _INT, nullable=False, server_default="0"))
    _index("conversation_later", "conversation", ["library_id", "promise_at"], _LATER)
    op.create_table(
        "promise",
        Column("n", _INT, primary_key=True),
        Column("library_id", String, nullable=False, server_default="main"),
        Column("id", String, nullable=False),
        Column("conversation", _INT, nullable=False),
        Column("text", String, nullable=False, server_default=""),
        Column("due", _INT, nullable=False),
        Column("made_at", _INT, nullable=False),
        Column("owner", String, nullable=True),
        Column("at_hour", _INT, nullable=False, server_default="0"),
        Column("call", _INT, nullable=False, server_default="0"),
        Column("reply", String, nullable=False, server_default=""),
        Column("keeps", String, nullable=False, server_default=""),
        Column("told", _INT, nullable=False, server_default="0"),
        Column("state", String, nullable=False),
        Column("settled_at", _INT, nullable=True),
    )
    op.create_index("promise_id", "promise", ["id"], unique=True)
    op.create_index("promise_conversation", "promise", ["conversation"])
    _index("promise_open", "promise", ["library_id", "due"], _OPEN)
    op.create_index("promise_made", "promise", ["library_id", "made_at"])


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=text(where), postgresql_where=text(where))
