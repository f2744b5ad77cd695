"""The tables of the first day."""

from __future__ import annotations

from alembic import op

from bot.store.schema import METADATA

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    METADATA.create_all(op.get_bind())
