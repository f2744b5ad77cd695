"""What channels remember between two starts: small JSON values by key, without words of anybody."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, String

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "memory",
        Column("library_id", String, nullable=False, server_default="main"),
        Column("key", String, nullable=False),
        Column("value", String, nullable=False, server_default="null"),
        Column("at", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
        PrimaryKeyConstraint("library_id", "key"),
        sqlite_with_rowid=False,
    )
