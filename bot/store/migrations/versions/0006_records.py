"""What admins tune, version by version, and how often each template was used."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, String

revision = "0006"
down_revision = "0005"

_INT = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "record",
        Column("n", _INT, primary_key=True),
        Column("library_id", String, nullable=False, server_default="main"),
        Column("kind", String, nullable=False),
        Column("key", String, nullable=False),
        Column("lang", String, nullable=False, server_default=""),
        Column("version", _INT, nullable=False),
        Column("body", String, nullable=True),
        Column("at", _INT, nullable=False),
        Column("by", String, nullable=False),
        Column("published_at", _INT, nullable=True),
        Column("published_by", String, nullable=True),
    )
    op.create_index("record_version", "record", ["library_id", "kind", "key", "lang", "version"], unique=True)
    op.create_table(
        "template_use",
        Column("library_id", String, nullable=False, server_default="main"),
        Column("key", String, nullable=False),
        Column("lang", String, nullable=False),
        Column("day", String, nullable=False),
        Column("used", _INT, nullable=False, server_default="0"),
        Column("edited", _INT, nullable=False, server_default="0"),
        Column("changed", _INT, nullable=False, server_default="0"),
        PrimaryKeyConstraint("library_id", "key", "lang", "day"),
        sqlite_with_rowid=False,
    )
