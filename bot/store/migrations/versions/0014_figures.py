"""What figures remember of a conversation: times, courtesies, READ scale and kind; never words."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String

revision = "0014"
down_revision = "0013"

_INT = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Add the columns and the index they are read by."""
    op.add_column("conversation", Column("claimed_at", _INT, nullable=True))
    op.add_column("conversation", Column("answered_at", _INT, nullable=True))
    op.add_column("conversation", Column("courtesies", _INT, nullable=False, server_default="0"))
    op.add_column("conversation", Column("scale", _INT, nullable=True))
    op.add_column("conversation", Column("sort", String, nullable=True))
    op.create_index("conversation_opened", "conversation", ["library_id", "opened_at"])
    op.add_column("outbox", Column("courtesies", _INT, nullable=False, server_default="0"))
