"""Files that go out with a reply."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("outbox", Column("files", String, nullable=False, server_default="[]"))
