"""Second factors with their recovery codes, and guesses counted by all processes together."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, String

revision = "0016"
down_revision = "0015"

_INT = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "second_factor",
        Column("person", String, primary_key=True),
        Column("library_id", String, nullable=False, server_default="main"),
        Column("sealed", String, nullable=False),
        Column("since", _INT, nullable=True),
        Column("last_step", _INT, nullable=False, server_default="0"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recovery_code",
        Column("digest", String, primary_key=True),
        Column("person", String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("recovery_code_person", "recovery_code", ["person"])
    op.create_table(
        "guess",
        Column("library_id", String, nullable=False, server_default="main"),
        Column("bucket", String, nullable=False),
        Column("full_at", _INT, nullable=False),
        PrimaryKeyConstraint("library_id", "bucket"),
        sqlite_with_rowid=False,
    )
    op.create_index("guess_full", "guess", ["full_at"])
