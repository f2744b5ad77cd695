"""Indexes over every conversation begin with what is narrow: library first, they were taken for lists."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make them anew."""
    op.drop_index("conversation_opened", "conversation")
    op.create_index("conversation_opened", "conversation", ["opened_at", "library_id"])
    op.drop_index("conversation_id", "conversation")
    op.create_index("conversation_id", "conversation", ["id", "library_id"], unique=True)
