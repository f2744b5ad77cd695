"""Replies that wait for a second reader."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String, text

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column and its index."""
    op.add_column("conversation", Column("to_read", String, nullable=True))
    waits = text("to_read IS NOT NULL")
    op.create_index(
        "conversation_to_read", "conversation", ["library_id", "n"], sqlite_where=waits, postgresql_where=waits
    )
