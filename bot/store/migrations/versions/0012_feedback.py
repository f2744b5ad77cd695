"""Feedback that is answered: words after a mark, age bands apart, low marks somebody has thought about."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, String

revision = "0012"
down_revision = "0011"

_INT = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Add the columns and make the table."""
    op.add_column("conversation", Column("commented", _INT, nullable=False, server_default="0"))
    op.add_column("feedback", Column("counted", _INT, nullable=False, server_default="1"))
    op.add_column("feedback", Column("considered", _INT, nullable=False, server_default="0"))
    op.create_index("feedback_day", "feedback", ["library_id", "day"])
    op.create_table(
        "feedback_age",
        Column("library_id", String, nullable=False, server_default="main"),
        Column("month", String, nullable=False),
        Column("channel", String, nullable=False),
        Column("lang", String, nullable=False),
        Column("age_band", String, nullable=False),
        Column("mark", _INT, nullable=False),
        Column("times", _INT, nullable=False, server_default="0"),
        PrimaryKeyConstraint("library_id", "month", "channel", "lang", "age_band", "mark"),
        sqlite_with_rowid=False,
    )
