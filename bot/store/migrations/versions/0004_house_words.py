"""The house dictionary and what is proposed for it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String

revision = "0004"
down_revision = "0003"

_INT = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "word",
        Column("n", _INT, primary_key=True),
        Column("library_id", String, nullable=False, server_default="main"),
        Column("lang", String, nullable=False),
        Column("folded", String, nullable=False),
        Column("word", String, nullable=False),
        Column("state", String, nullable=False, server_default="open"),
        Column("by", String, nullable=False),
        Column("at", _INT, nullable=False),
        Column("decided_by", String, nullable=True),
        Column("decided_at", _INT, nullable=True),
    )
    op.create_index("word_folded", "word", ["library_id", "lang", "folded"], unique=True)
