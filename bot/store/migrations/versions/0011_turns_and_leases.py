"""Turns and leases, for several processes on one database."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, String

revision = "0011"
down_revision = "0010"

_INT = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and the one turn."""
    op.create_table("turn", Column("n", _INT, nullable=False, server_default="0"))
    op.execute("INSERT INTO turn (n) VALUES (0)")
    op.create_table(
        "lease",
        Column("library_id", String, nullable=False, server_default="main"),
        Column("name", String, nullable=False),
        Column("holder", String, nullable=False, server_default=""),
        Column("until", _INT, nullable=False, server_default="0"),
        PrimaryKeyConstraint("library_id", "name"),
        sqlite_with_rowid=False,
    )
