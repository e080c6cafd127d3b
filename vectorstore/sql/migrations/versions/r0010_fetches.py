"""Documents are read from web addresses, which are asked again."""

from alembic import op
from sqlalchemy import Column, String, Text

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table."""
    kept = [Column(name, String, nullable=False) for name in ("at", "landed", "etag", "modified")]
    op.create_table("fetches", Column("source", String, primary_key=True), *kept, Column("failure", Text, nullable=False))
