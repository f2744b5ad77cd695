"""Pictures of the house."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, LargeBinary, PrimaryKeyConstraint, String

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "picture",
        Column("library_id", String, nullable=False, server_default="main"),
        Column("digest", String, nullable=False),
        Column("type", String, nullable=False),
        Column("content", LargeBinary, nullable=False),
        PrimaryKeyConstraint("library_id", "digest"),
    )
