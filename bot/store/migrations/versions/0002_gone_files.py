"""A list of files whose conversation was erased and whose bytes are still to be removed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the list."""
    op.create_table("gone_file", Column("id", String, primary_key=True), sqlite_with_rowid=False)
