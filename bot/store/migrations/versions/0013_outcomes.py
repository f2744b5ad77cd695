"""Whether patrons found what they needed, counted beside how often a template was used."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer

revision = "0013"
down_revision = "0012"

_INT = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Add the columns."""
    for name in ("found", "missed"):
        op.add_column("template_use", Column(name, _INT, nullable=False, server_default="0"))
