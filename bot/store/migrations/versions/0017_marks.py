"""Marks of what was committed, for a process whose commit's answer was lost."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String

revision = "0017"
down_revision = "0016"

_INT = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mark",
        Column("writer", String, primary_key=True),
        Column("n", _INT, nullable=False, server_default="0"),
        Column("at", _INT, nullable=False, server_default="0"),
        sqlite_with_rowid=False,
    )
