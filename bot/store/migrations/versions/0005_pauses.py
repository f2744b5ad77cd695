"""Pauses and blocks of a conversation."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String

revision = "0005"
down_revision = "0004"

_INT = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Add the columns."""
    op.add_column("conversation", Column("paused_until", _INT, nullable=True))
    op.add_column("conversation", Column("block_asked_by", String, nullable=True))
    op.add_column("conversation", Column("block_asked_until", _INT, nullable=True))
